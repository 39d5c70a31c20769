"""A document as plain text, one paragraph a line, that the reader reads back to the same tree."""

from __future__ import annotations

import re

from eventmgr.text.dates import find_dates, heading_form
from eventmgr.text.model import Document, DocumentKind, Footnote, Node, NodeKind
from eventmgr.text.numbering import labels
from eventmgr.text.outline import Entry, Outline, outlined
from eventmgr.text.readers.errors import UnreadableFile
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
        if marker is None or not marker.printed.isascii():
            break
        sign = text.find(marker.printed) + len(marker.printed) - 1
        text = f"{text[:sign]}\\{text[sign:]}"
    return text


def write_plain(document: Document) -> str:
    """The whole text in UTF-8 order of reading, paragraphs apart by a blank line.

    Labels are printed in the document's own style, headings with "#", source notes as [^1] below.
    Where the text would be read as another tree, its outline stands below it (rule G2).
    """
    text = "\n\n".join(_lines(document)) + "\n"
    return text if reads_as(text, document) else _outlined(document)


def same_tree(document: Document, again: Document) -> bool:
    """Whether a text that was read is the document it was written from.

    What the document leaves open, and a reader may offer from the text, is not compared.
    """
    for name in ("kind", "language", "title", "subtitle", "doc_type"):
        if getattr(document, name) != getattr(again, name):
            return False
    for name in ("place", "country", "start", "end", "organisers"):
        if getattr(document, name) and getattr(document, name) != getattr(again, name):
            return False
    document.renumber()
    return [(n.kind, n.label, n.level, n.text) for n in document.nodes] == [
        (n.kind, n.label, n.level, n.text) for n in again.nodes
    ] and [(n.number, n.text) for n in document.footnotes] == [
        (n.number, n.text) for n in again.footnotes
    ]


def reads_as(text: str, document: Document) -> bool:
    """Whether reading a text gives this document."""
    from eventmgr.text.readers import read_text

    try:
        return same_tree(document, read_text(text))
    except UnreadableFile:
        return False


def _lines(document: Document) -> list[str]:
    """Every line in its natural form, as a person would type it."""
    where = _dateline(document)
    head = _head(document, where)
    lines = [guarded(line) for line in head if line]
    named = document.facts.get("organiser_line")
    if named:
        lines.append(f"{_named(document)}: {named}")
    printed = labels(document.nodes, document.label_style, restart=document.restarts)
    release = document.kind is DocumentKind.PRESS_RELEASE and not any(
        type_of_line(line) for line in head if line
    )
    for node, label in zip(document.nodes, printed, strict=True):
        if release and node.kind is NodeKind.HEADING and node.level < 2:
            # A line set as a heading would make a concept paper of a release without its name.
            lines.append(f"**{guarded(node.text, BREAK)}**")
        else:
            lines.append(_node(node, label.printed))
    return [*lines, *map(_note, document.footnotes)]


def _note(note: Footnote) -> str:
    mark = f"[^{note.number}]: " if isinstance(note.number, int) else f"{note.number} "
    return mark + guarded(note.text, BREAK)


def _outlined(document: Document) -> str:
    """The text with its outline below; every line is what its entry says."""
    lines: list[str] = []
    entries: list[Entry] = []

    def add(line: str, *entry: str | int) -> None:
        lines.append(line)
        entries.append(Entry(*entry))  # type: ignore[arg-type]

    if document.title:
        add(f"# {guarded(document.title)}", "title")
    for line in document.subtitle:
        add(guarded(line), "subtitle")
    if document.doc_type:
        add(guarded(document.doc_type), "type")
    for line, role in _places(document):
        add(guarded(line), role)
    if named := document.facts.get("organiser_line"):
        add(f"{_named(document)}: {guarded(named)}", "names")
    printed = labels(document.nodes, document.label_style, restart=document.restarts)
    for node, label in zip(document.nodes, printed, strict=True):
        if node.kind is NodeKind.HEADING or node.kind is NodeKind.BULLET or label.printed:
            add(_node(node, label.printed), node.kind.value, node.level, label.printed)
        else:
            add(guarded(node.text, BREAK), node.kind.value, node.level)
    for note in document.footnotes:
        add(_note(note), "note" if isinstance(note.number, int) else "mark")
    return outlined(lines, Outline(document.kind, document.language, tuple(entries)))


def _places(document: Document) -> list[tuple[str, str]]:
    """Lines of place and date with their role: in one line where that reads back the same."""
    offered = document.facts.get("dateline") == "text"
    venue, country = document.facts.get("venue"), document.country
    place = None if offered else document.place
    days = heading_form(document.start, document.end, document.language) if document.start else ""
    days = "" if offered else days
    line = ", ".join(part for part in (venue, place, country, days) if part)
    if not line:
        return []
    whole = PlaceAndDate(place, country, venue, document.start, document.end)
    if not offered and place_and_date(line) == whole:
        return [(line, "where")]
    if days and not _says(days, document) and document.start:
        days = " – ".join(
            day.isoformat() for day in (document.start, document.end or document.start)
        )
    parts = (("Place", place, "place"), ("Country", country, "country"))
    found = [(f"{word}: {said}", role) for word, said, role in parts if said]
    if venue:
        found.append((f"Venue: {venue}", "venue"))
    return [*found, (f"Date: {days}", "date")] if days else found


def _says(days: str, document: Document) -> bool:
    found = find_dates(days)
    return bool(found) and (found[0].start, found[0].end) == (
        document.start,
        document.end or document.start,
    )


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


_WHERE = {
    "en": "Place and date", "cnr": "Mjesto i datum", "sq": "Vendi dhe data",
    "sr-Cyrl": "Место и датум", "mk": "Место и датум",
}  # fmt: skip
_ORGANISED = {"en": "Organisers", "cnr": "Organizatori", "sq": "Organizatorët"}


def _named(document: Document) -> str:
    return _ORGANISED.get(document.language or "en", _ORGANISED["en"])


def _node(node: Node, label: str) -> str:
    text = guarded(node.text, BREAK)
    if node.kind is NodeKind.HEADING:
        return f"{'#' * (2 if node.level < 2 else 3)} {text}"
    if label:
        return f"{'   ' * (node.level - 1)}{label} {text}"
    if node.kind is NodeKind.BULLET:
        return f"{'   ' * (node.level - 1)}· {text}"
    return guarded_line(text)
