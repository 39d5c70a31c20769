"""Light marks, links, languages and notes of a paragraph as OpenDocument text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from eventmgr.i18n.languages import canonical, html_lang
from eventmgr.text.writers.pieces import Piece, pieces

_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKED = re.compile(r"(?<=\w)(\*{1,3})(?!\*)")

#: A look: emphasis, strength, position, language.
Look = tuple[bool, bool, str, str]


def safe(text: str) -> str:
    """Return words as XML; tabs and doubled spaces have elements of their own."""
    clean = escape(_FORBIDDEN.sub("", text)).replace("\t", "<text:tab/>")
    return re.sub(r" {2,}", lambda run: f' <text:s text:c="{len(run[0]) - 1}"/>', clean)


def tag_parts(tag: str) -> tuple[str, str, str]:
    """Return a language tag as OpenDocument keeps it: (language, script, country)."""
    base, *rest = tag.split("-")
    script = next((one for one in rest if len(one) == 4), "")
    country = next((one.upper() for one in rest if len(one) in (2, 3)), "none")
    return base, script, country


@dataclass
class Runs:
    """The runs of one file: the looks in use and the notes, numbered through."""

    markers: Mapping[str, str]
    looks: dict[Look, str] = field(default_factory=dict)
    notes: int = 0
    called: set[str] = field(default_factory=set)

    def marks(self, text: str, spoken: str = "") -> str:
        """Return a text in light marks; `spoken` is its language where it is not the file's."""
        return self._runs(pieces(text), spoken)

    def plain(self, text: str) -> str:
        """Return bare words, with the notes of the markers in them."""
        return self._runs([Piece(text)], "")

    def _runs(self, found: Iterable[Piece], spoken: str) -> str:
        out = []
        for piece in found:
            made = self._piece(piece, spoken)
            if piece.link:
                made = f'<text:a xlink:type="simple" xlink:href={quoteattr(piece.link)}>{made}</text:a>'  # noqa: E501
            out.append(made)
        return "".join(out)

    def _piece(self, piece: Piece, spoken: str) -> str:
        if piece.kind == "break":
            return "<text:line-break/>"
        if piece.kind == "note":
            self.notes += 1
            return self._note(str(self.notes), "", self.marks(piece.text, spoken))
        if piece.kind == "call":
            return self._dressed((False, False, "sup", ""), safe(f"[{piece.text}]"))
        tag = piece.language or spoken
        if tag and (ours := canonical(tag)):
            tag = html_lang(ours)
        look = (piece.em, piece.strong, piece.position, tag)
        out = []
        for part in _MARKED.split(piece.text) if self.markers else [piece.text]:
            if part in self.markers and part not in self.called:
                self.called.add(part)
                out.append(self._note(part, part, self.plain(self.markers[part])))
            elif part:
                out.append(self._dressed(look, safe(part)))
        return "".join(out)

    def _dressed(self, look: Look, inner: str) -> str:
        if not any(look):
            return inner
        name = self.looks.setdefault(look, f"T{len(self.looks) + 1}")
        return f'<text:span text:style-name="{name}">{inner}</text:span>'

    def _note(self, citation: str, label: str, body: str) -> str:
        own = f" text:label={quoteattr(label)}" if label else ""
        name = f"note-{citation}" if not label else f"marker-{len(label)}"
        return (
            f'<text:note text:id="{name}" text:note-class="footnote">'
            f"<text:note-citation{own}>{safe(citation)}</text:note-citation><text:note-body>"
            f'<text:p text:style-name="Footnote">{body}</text:p></text:note-body></text:note>'
        )
