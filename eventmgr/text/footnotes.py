"""Two homes of a footnote: a numbered list beside the text, or in place as `^[body]`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventmgr.text.inline import Span, links, parse, serialise
from eventmgr.text.model import Document, Footnote

_CALL = re.compile(r"(?<!\\)\[\^(\d{1,4})\]")


def inline_footnotes(document: Document) -> list[str]:
    """Texts of the nodes with every called note put in place as `^[body]`, in node order.

    A note called twice stands twice; a note nobody calls stays in `document.footnotes`. A call
    without a body stays a call.
    """
    bodies = {str(note.number): note.text for note in document.footnotes}

    def body(call: re.Match[str]) -> str:
        text = bodies.get(str(int(call[1])))
        if text is None:
            return call[0]
        inner = serialise(parse(text))
        inner = re.sub(r"(?<!\\)\[\^\d+\]", "", inner)
        candidate = f"^[{inner}]"
        spans = parse(candidate)
        if len(spans) == 1 and spans[0].kind == "note":
            return candidate
        return "^[" + re.sub(r"[\\\[\]^*~]", r"\\\g<0>", inner) + "]"

    return [_CALL.sub(body, node.text) for node in document.nodes]


def collect_footnotes(texts: Sequence[str]) -> tuple[list[str], list[Footnote]]:
    """Take notes in place out of texts: the texts with calls `[^n]`, and the notes from 1 up.

    A call that stands in a text already has no body anywhere: it stays as the words it is typed
    with, and calls none of these notes.
    """
    notes: list[Footnote] = []

    def walk(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        out: list[Span] = []
        for span in spans:
            if span.kind == "note":
                body = serialise(span.children)
                notes.append(Footnote(len(notes) + 1, body, links(body)))
                out.append(Span("call", value=str(len(notes))))
            elif span.kind == "call":
                out.append(Span("text", f"[^{span.value}]"))
            elif span.children:
                out.append(Span(span.kind, span.text, span.value, walk(span.children)))
            else:
                out.append(span)
        return tuple(out)

    marked = [
        serialise(walk(parse(text))) if "^[" in text or "[^" in text else text for text in texts
    ]
    return marked, notes
