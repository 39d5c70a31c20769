"""How the demonstration's texts are written down: three languages side by side."""

from __future__ import annotations

from typing import NamedTuple

from eventmgr.text.model import NodeKind

LANGUAGES = ("en", "cnr", "sq")
Texts = dict[str, str]


def t(en: str, cnr: str, sq: str) -> Texts:
    """Return a text in the three languages of the demonstration."""
    return {"en": en, "cnr": cnr, "sq": sq}


class Line(NamedTuple):
    """A paragraph of a structured text: the same node in every language."""

    kind: NodeKind
    texts: Texts
    level: int = 0


def heading(en: str, cnr: str, sq: str) -> Line:
    """Return the heading of a section."""
    return Line(NodeKind.HEADING, t(en, cnr, sq), 1)


def paragraph(en: str, cnr: str, sq: str) -> Line:
    """Return a paragraph of running text."""
    return Line(NodeKind.PARAGRAPH, t(en, cnr, sq))


def lead_in(en: str, cnr: str, sq: str) -> Line:
    """Return the line that introduces a list."""
    return Line(NodeKind.LEAD_IN, t(en, cnr, sq))


def bullet(en: str, cnr: str, sq: str) -> Line:
    """Return an item of a list."""
    return Line(NodeKind.BULLET, t(en, cnr, sq), 1)


def preambular(en: str, cnr: str, sq: str) -> Line:
    """Return a preambular paragraph."""
    return Line(NodeKind.PREAMBULAR, t(en, cnr, sq))


def operative(en: str, cnr: str, sq: str) -> Line:
    """Return a numbered operative paragraph."""
    return Line(NodeKind.OPERATIVE, t(en, cnr, sq), 1)


def sub_point(en: str, cnr: str, sq: str) -> Line:
    """Return a lettered sub-point of the operative paragraph before it."""
    return Line(NodeKind.SUB_POINT, t(en, cnr, sq), 2)
