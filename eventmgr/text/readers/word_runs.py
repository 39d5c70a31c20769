"""Runs of a Word paragraph: their marks, symbols and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from eventmgr.text.inline import Span, plain_of
from eventmgr.text.readers.word_numbers import W, value

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OFF = {"0", "false", "off", "none"}


@dataclass
class Piece:
    """A stretch of a paragraph: its span and whether tracking added or struck it."""

    span: Span
    state: str = "kept"


@dataclass
class Paragraph:
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    page_break: bool = False
    bold: bool = True
    in_field: bool = False

    def spans(self, *states: str) -> list[Span]:
        return [piece.span for piece in self.pieces if piece.state in states]


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
    chosen = element.find(MC + "Choice") if element.tag == MC + "AlternateContent" else element
    if chosen is None:
        return []
    found = chosen.iter(W + "txbxContent")
    taken: list[etree._Element] = []
    for box in found:
        inside = any(ancestor in taken for ancestor in box.iterancestors())
        fallback = any(a.tag == MC + "Fallback" for a in box.iterancestors())
        if not inside and not fallback:
            taken.append(box)
    return taken
