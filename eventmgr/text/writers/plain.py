"""A document as plain text, one paragraph a line, that the reader reads back to the same tree."""

from __future__ import annotations

import re

from eventmgr.text.dates import heading_form
from eventmgr.text.model import Document, DocumentKind, Node, NodeKind
from eventmgr.text.numbering import labels
from eventmgr.text.readers.front import PlaceAndDate, place_and_date
from eventmgr.text.readers.markers import split_marker
from eventmgr.text.vocabulary import type_of_line


def _words(text: str) -> str:
    """Words on one line, with the signs guarded that Markdown would take for marks."""
    text = text.replace("\\\n", " ")
    text = re.sub(r"(?<!\\)_", r"\\_", text)
    return re.sub(r"&(?=#?\w+;)", "&amp;", text)


def _line(text: str) -> str:
    """A paragraph on one line; what would be read as a number or bullet gets a backslash."""
    marker, _ = split_marker(text)
    if marker is None:
        return text
    sign = text.find(marker.printed) + len(marker.printed) - 1
    return f"{text[:sign]}\\{text[sign:]}"


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


def write_plain(document: Document) -> str:
    """The whole text in UTF-8 order of reading, paragraphs apart by a blank line.

    Labels are printed in the document's own style, headings with "#", source notes as [^1] below.
    """
    lead = [document.title and f"# {document.title}"]
    if any(
        (said := type_of_line(line)) and said[1]
        for line in (document.title, *document.subtitle)
        if line
    ):  # noqa: E501
        # A title that reads like a type is one where the type itself follows at once.
        head = [*lead, document.doc_type, *document.subtitle]
    else:
        head = [*lead, *document.subtitle, document.doc_type]
    lines = [_words(line) for line in [*head, _dateline(document)] if line]
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
            lines.append(f"**{_words(node.text)}**")
        else:
            lines.append(_node(node, label.printed))
    for note in document.footnotes:
        mark = f"[^{note.number}]: " if isinstance(note.number, int) else f"{note.number} "
        lines.append(mark + _words(note.text))
    return "\n\n".join(lines) + "\n"


_WHERE = {
    "en": "Place and date", "cnr": "Mjesto i datum", "sq": "Vendi dhe data",
    "sr-Cyrl": "Место и датум", "mk": "Место и датум",
}  # fmt: skip
_ORGANISED = {"en": "Organisers", "cnr": "Organizatori", "sq": "Organizatorët"}


def _node(node: Node, label: str) -> str:
    text = _words(node.text)
    if node.kind is NodeKind.HEADING:
        return f"{'#' * (2 if node.level < 2 else 3)} {text}"
    if label:
        return f"{'   ' * (node.level - 1)}{label} {text}"
    if node.kind is NodeKind.BULLET:
        return f"{'   ' * (node.level - 1)}· {text}"
    return _line(re.sub(r"\s+", lambda m: m[0] if "\u00a0" in m[0] else " ", text))
