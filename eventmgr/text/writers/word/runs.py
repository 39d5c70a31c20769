"""Runs of a Word paragraph: light marks, links, languages and real footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from eventmgr.i18n.languages import canonical, language
from eventmgr.text.writers.pieces import Piece, pieces
from eventmgr.text.writers.word.xml import Element, make, paragraph, words

_MARKED = re.compile(r"(?<=\w)(\*{1,3})(?!\*)")
#: Word keeps the first two numbers for the lines that separate notes from the text.
_FIRST_NOTE = 2


def word_tag(code: str) -> str:
    """Return the language tag Word knows a language by: cnr is sr-Latn-ME there."""
    ours = canonical(code)
    return language(ours).word_tag or language(ours).bcp47 if ours else code


class Change(Protocol):
    """A tracked change: the marks around a run, and whether they strike it."""

    deletes: bool

    def around(self, run: Element) -> Element:
        """Return the run within the marks."""
        ...


@dataclass
class Book:
    """What the runs of one file share: its links and its footnotes.

    `markers` are the designations' notes by their sign; each is called where its sign stands
    first in the text (DES-02).
    """

    markers: Mapping[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    notes: list[Element] = field(default_factory=list)
    called: set[str] = field(default_factory=set)

    def link(self, address: str) -> str:
        """Return the relation of an address; it is the same in every part of the file."""
        return self.links.setdefault(address, f"link{len(self.links) + 1}")

    def runs(self, text: str, spoken: str = "", bold: bool = False) -> list[Element]:
        """Return the runs of a text in light marks.

        `spoken` is our code of its language where that is not the file's.
        """
        return self.runs_of(pieces(text), spoken, bold=bold)

    def plain(self, text: str) -> list[Element]:
        """Return the runs of bare words, with the notes of the markers in them."""
        return self.runs_of([Piece(text)])

    def runs_of(
        self,
        found: Iterable[Piece],
        spoken: str = "",
        *,
        bold: bool = False,
        change: Change | None = None,
    ) -> list[Element]:
        """Return the runs of pieces, neighbours with one address in one link.

        `change` puts each run into the marks of a tracked change.
        """
        out: list[Element] = []
        holder: tuple[str, Element] | None = None
        for piece in found:
            made = self._piece(piece, spoken, bold, deleted=change is not None and change.deletes)
            if change is not None:
                made = [change.around(run) for run in made]
            if not piece.link:
                holder = None
                out.extend(made)
                continue
            if holder is None or holder[0] != piece.link:
                element = make("w:hyperlink", r_id=self.link(piece.link))
                holder = (piece.link, element)
                out.append(element)
            holder[1].extend(made)
        return out

    def _piece(self, piece: Piece, spoken: str, bold: bool, *, deleted: bool) -> list[Element]:
        tag = "w:delText" if deleted else "w:t"
        if piece.kind == "break":
            return [make("w:r", make("w:br"))]
        if piece.kind == "note":
            number = self._note(self.runs(piece.text, spoken))
            return [make("w:r", _look(style="FootnoteReference"),
                         make("w:footnoteReference", id=number))]  # fmt: skip
        if piece.kind == "call":
            return [make("w:r", _look(position="sup"), words(f"[{piece.text}]", tag))]
        look = {
            "style": "ForeignWords" if piece.language else "Hyperlink" if piece.link else "",
            "position": piece.position,
            "tag": word_tag(piece.language or spoken) if piece.language or spoken else "",
        }
        out = []
        for part in self._at_markers(piece.text):
            if part in self.markers and part not in self.called and not deleted:
                self.called.add(part)
                out.append(self._marker(part))
            elif part:
                looks = _look(bold=bold or piece.strong, italic=piece.em, **look)
                out.append(make("w:r", *_if_any(looks), *_words(part, tag)))
        return out

    def _at_markers(self, text: str) -> list[str]:
        if not self.markers or "*" not in text:
            return [text]
        parts = _MARKED.split(text)
        return parts if any(part in self.markers for part in parts[1::2]) else [text]

    def _marker(self, sign: str) -> Element:
        number = self._note(self.plain(self.markers[sign]), sign)
        return make(
            "w:r",
            _look(style="FootnoteReference"),
            make("w:footnoteReference", customMarkFollows=1, id=number),
            words(sign),
        )

    def _note(self, body: list[Element], sign: str = "") -> int:
        number = len(self.notes) + _FIRST_NOTE
        mark = words(sign) if sign else make("w:footnoteRef")
        note = make(
            "w:footnote",
            paragraph(
                "FootnoteText",
                make("w:r", _look(style="FootnoteReference"), mark),
                make("w:r", words(" ")),
                *body,
            ),
            id=number,
        )
        self.notes.append(note)
        return number

    def footnotes_part(self) -> Element:
        """Return footnotes.xml with the two lines that Word expects in it."""
        root = make("w:footnotes")
        for number, kind in ((0, "separator"), (1, "continuationSeparator")):
            line = make("w:p", make("w:r", make(f"w:{kind}")))
            root.append(make("w:footnote", line, type=kind, id=number))
        root.extend(self.notes)
        return root


def _words(text: str, tag: str) -> list[Element]:
    """Text with its tabs as Word's own; other spaces stay what they are."""
    out: list[Element] = []
    for index, part in enumerate(text.split("\t")):
        if index:
            out.append(make("w:tab"))
        if part:
            out.append(words(part, tag))
    return out


def _if_any(look: Element) -> list[Element]:
    return [look] if len(look) else []


def _look(
    *,
    style: str = "",
    bold: bool = False,
    italic: bool = False,
    position: str = "",
    tag: str = "",
) -> Element:
    """Return the properties of a run, in the order of the schema."""
    look = make("w:rPr")
    if style:
        look.append(make("w:rStyle", val=style))
    if bold:
        look.append(make("w:b"))
    if italic:
        look.append(make("w:i"))
    if position:
        look.append(make("w:vertAlign", val="superscript" if position == "sup" else "subscript"))
    if tag:
        look.append(make("w:lang", val=tag))
    return look
