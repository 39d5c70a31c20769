"""A document as plain text, one paragraph a line, that the reader reads back to the same tree."""

from __future__ import annotations

import re

from eventmgr.text.dates import heading_form
from eventmgr.text.model import Document, DocumentKind, Node, NodeKind
from eventmgr.text.numbering import labels
from eventmgr.text.readers.front import PlaceAndDate, place_and_date
from eventmgr.text.readers.markers import split_marker
from eventmgr.text.vocabulary import type_of_line

#: A hard break as one types it: a backslash at the end of the line.
BREAK = "\\\n"


def guarded(text: str, breaks: str = " ") -> str:
    """Words on one line, with the signs guarded that Markdown would take for marks.

    `breaks` stands for hard breaks: a space, or BREAK to keep them as lines of their own.
    """
    text = text.replace("\\\n", breaks)
    text = re.sub(r"(?<!\\)_", r"\\_", text)
    return re.sub(r"&(?=#?\w+;)", "&amp;", text)


def guarded_line(text: str) -> str:
    """A paragraph on one line; what would be read as a number or bullet gets a backslash."""
    for _ in range(3):
        marker, _rest = split_marker(text)
        if marker is None:
            break
        sign = text.find(marker.printed) + len(marker.printed) - 1
        text = f"{text[:sign]}\\{text[sign:]}"
    return text


def _dateline(document: Document) -> str | None:
    """The line of place and date, unless both were only offered from the running text."""
    if document.facts.get("dateline") == "text":
        return None
    parts = [document.facts.get("venue"), document.place, document.country]
    if document.start:
        parts.append(heading_form(document.start, document.end, document.language))
    line = ", ".join(part for part in parts if part)
    if not line or place_and_date(line) == PlaceAndDate(
        document.place, document.country, document.facts.get("venue"), document.start, document.end
    ):
        return line or None
    return f"{_WHERE.get(document.language or 'en', _WHERE['en'])}: {line}"


def _head(document: Document, where: str | None) -> list[str | None]:
    """Title, subtitles, type, place and date, in the order that reads back the same."""
    title = document.title and f"# {document.title}"
    # A subtitle "2. Towards …" must not come back as a paragraph.
    rest: list[str | None] = [guarded_line(line) for line in document.subtitle]
    others = [line for line in (document.title, *document.subtitle) if line]
    # A line that reads like a type, or like a place, is none where the real one stands before it.
    if any(place_and_date(line) for line in document.subtitle):
        rest, where = [where, *rest], None
    if any((said := type_of_line(line)) and said[1] for line in others):
        rest = [document.doc_type, *rest]
    else:
        rest = [*rest, document.doc_type]
    return [title, *rest, where]


def write_plain(document: Document) -> str:
    """The whole text in UTF-8 order of reading, paragraphs apart by a blank line.

    Labels are printed in the document's own style, headings with "#", source notes as [^1] below.
    """
    where = _dateline(document)
    head = _head(document, where)
    lines = [guarded(line) for line in head if line]
    named = document.facts.get("organiser_line")
    if named:
        lines.append(f"{_ORGANISED.get(document.language or 'en', _ORGANISED['en'])}: {named}")
    printed = labels(document.nodes, document.label_style, restart=document.restarts)
    release = document.kind is DocumentKind.PRESS_RELEASE and not any(
        type_of_line(line) for line in head if line
    )
    for node, label in zip(document.nodes, printed, strict=True):
        if release and node.kind is NodeKind.HEADING and node.level < 2:
            # A line set as a heading would make a concept paper of a release without its name.
            lines.append(f"**{guarded(node.text)}**")
        else:
            lines.append(_node(node, label.printed))
    for note in document.footnotes:
        mark = f"[^{note.number}]: " if isinstance(note.number, int) else f"{note.number} "
        lines.append(mark + guarded(note.text))
    return "\n\n".join(lines) + "\n"


_WHERE = {
    "en": "Place and date", "cnr": "Mjesto i datum", "sq": "Vendi dhe data",
    "sr-Cyrl": "Место и датум", "mk": "Место и датум",
}  # fmt: skip
_ORGANISED = {"en": "Organisers", "cnr": "Organizatori", "sq": "Organizatorët"}


def _node(node: Node, label: str) -> str:
    if node.kind is NodeKind.HEADING:
        return f"{'#' * (2 if node.level < 2 else 3)} {guarded(node.text)}"
    text = guarded(node.text, BREAK)
    if label:
        return f"{'   ' * (node.level - 1)}{label} {text}"
    if node.kind is NodeKind.BULLET:
        return f"{'   ' * (node.level - 1)}· {text}"
    return guarded_line(re.sub(r"(?<!\\)\s+", lambda m: m[0] if "\u00a0" in m[0] else " ", text))
