"""The light marks of a paragraph as a flat run of pieces, the way word processors keep them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from eventmgr.text.inline import Span, parse, serialise


@dataclass(frozen=True)
class Piece:
    """A stretch of one look.

    `kind`: text, break, note, call. A note's `text` is its body in light marks, a call's the
    number it stands for. `position` is "", "sup" or "sub"; `language` is a tag where the words
    are in another language than the paragraph.
    """

    text: str = ""
    kind: str = "text"
    em: bool = False
    strong: bool = False
    position: str = ""
    link: str = ""
    language: str = ""


def pieces(text: str) -> list[Piece]:
    """Return a paragraph's text in pieces, in reading order."""
    return list(_walk(parse(text), Piece()))


def _walk(spans: Iterable[Span], look: Piece) -> Iterable[Piece]:
    for span in spans:
        if span.kind == "text":
            yield replace(look, text=span.text)
        elif span.kind == "break":
            yield replace(look, kind="break")
        elif span.kind == "note":
            yield replace(look, kind="note", text=serialise(span.children))
        elif span.kind == "call":
            yield replace(look, kind="call", text=span.value)
        elif span.kind == "ref":
            # References are written out before a text becomes a file; one that is left is lost.
            yield replace(look, text="[?]")
        elif span.kind in {"sup", "sub"}:
            yield replace(look, text=span.text, position=span.kind)
        elif span.kind == "em":
            yield from _walk(span.children, replace(look, em=True))
        elif span.kind == "strong":
            yield from _walk(span.children, replace(look, strong=True))
        elif span.kind == "link":
            yield from _walk(span.children, replace(look, link=span.value))
        elif span.kind == "lang":
            yield from _walk(span.children, replace(look, language=span.value))
