"""Runs of a Word paragraph: their marks, symbols and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from eventmgr.i18n.languages import canonical, html_lang
from eventmgr.text.inline import Span, plain_of
from eventmgr.text.readers.blocks import Part
from eventmgr.text.readers.word_numbers import W, value

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OFF = {"0", "false", "off", "none"}


@dataclass
class Piece:
    """A stretch of a paragraph: its span and the fate of its tracked change.

    `before` is the span as it was before an undecided change of formatting.
    """

    span: Span
    state: str = "kept"
    before: Span | None = None


@dataclass
class Paragraph:
    """What the runs of one paragraph (or of several that a tracked change joins) hold."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    page_break: bool = False
    bold: bool = True
    parts: list[Part] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def rejected(self) -> list[Span]:
        """The spans with every undecided change refused."""
        return [
            piece.before or piece.span
            for piece in self.pieces
            if piece.state in {"kept", "deleted"}
        ]

    def accepted(self) -> list[Span]:
        """The spans with every undecided change made."""
        return [piece.span for piece in self.pieces if piece.state in {"kept", "inserted"}]

    def space_at(self, joint: int) -> None:
        """Keep two words apart where two paragraphs were joined at this piece."""
        before = "".join(plain_of([piece.span]) for piece in self.pieces[max(0, joint - 1) : joint])
        after = "".join(plain_of([piece.span]) for piece in self.pieces[joint : joint + 1])
        if before[-1:].strip() and after[:1].isalnum():
            self.pieces.insert(joint, Piece(Span("text", " ")))

    @property
    def undecided(self) -> bool:
        """Whether a change in it waits for its decision."""
        return any(
            piece.before is not None or piece.state in {"inserted", "deleted"}
            for piece in self.pieces
        )


def switched_on(properties: etree._Element | None, tag: str) -> bool:
    """Whether a toggle such as w:b is there and not switched off."""
    element = properties.find(W + tag) if properties is not None else None
    return element is not None and (element.get(W + "val") or "1") not in OFF


def dressed(
    span: Span, properties: etree._Element | None, link: str | None, style_names: dict[str, str]
) -> Span:
    """A span with the marks that the properties of its run give it."""
    if span.kind != "text" or not span.text:
        return span
    position = value(properties, "vertAlign")
    style = style_names.get(value(properties, "rStyle") or "", "")
    if style == "foreign words" and span.text.strip() and not position:
        # Our own files mark them so; elsewhere Word's languages are those of its spell checker.
        tag = value(properties, "lang") or ""
        ours = canonical(tag)
        tag = html_lang(ours) if ours else tag
        if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", tag):
            span = Span("lang", value=tag, children=(span,))
    if position in {"superscript", "subscript"} and span.text.strip():
        span = Span("sup" if position == "superscript" else "sub", span.text.strip())
    else:
        if switched_on(properties, "i") or style == "emphasis":
            span = Span("em", children=(span,))
        if switched_on(properties, "b") or style == "strong":
            span = Span("strong", children=(span,))
    if link and plain_of([span]).strip():
        span = Span("link", value=link, children=(span,))
    return span


def symbol(element: etree._Element) -> Iterator[Span]:
    """A sign of a symbol font; those of the private area are bullets."""
    code = element.get(W + "char", "")
    if re.fullmatch(r"[0-9A-Fa-f]{2,5}", code):
        number = int(code, 16)
        yield Span("text", "•" if 0xF000 <= number <= 0xF0FF else chr(number))


def boxes_in(element: etree._Element) -> list[etree._Element]:
    """Text boxes of a drawing, each once: the fallback copy is left aside."""
    chosen = alternative(element) if element.tag == MC + "AlternateContent" else element
    if chosen is None:
        return []
    found = chosen.iter(W + "txbxContent")
    taken: list[etree._Element] = []
    for box in found:
        inside = any(ancestor in taken for ancestor in box.iterancestors())
        copy = any(
            a.tag == MC + "Fallback" and a.getparent().find(MC + "Choice") is not None
            for a in box.iterancestors()
            if a is not chosen
        )
        if not inside and not copy:
            taken.append(box)
    return taken


def alternative(element: etree._Element) -> etree._Element | None:
    """The one branch of mc:AlternateContent to read: the first choice, else the fallback."""
    chosen = element.find(MC + "Choice")
    return chosen if chosen is not None else element.find(MC + "Fallback")
