"""Texts that say themselves what their parts are: our own plain text and Markdown.

Nothing is guessed there. A text whose parts do not fit its outline any more, because somebody put
in, joined or renumbered paragraphs, is read by its looks like any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eventmgr.i18n.marks import N_
from eventmgr.text.dates import find_dates
from eventmgr.text.inline import canonical, links
from eventmgr.text.model import Document, Footnote, NodeKind, Removed
from eventmgr.text.outline import HEAD, Entry, Outline
from eventmgr.text.readers.blocks import Block, Marker, Part, Reading, SourceLine
from eventmgr.text.readers.errors import MAX_PARAGRAPHS
from eventmgr.text.readers.front import Front, place_and_date
from eventmgr.text.vocabulary import type_of_line

if TYPE_CHECKING:
    from eventmgr.text.readers.builder import Builder

_GUARDED = re.compile(r"(?<!\\)((?:\\\\)*)\\_")
_NAMED = frozenset({"place", "country", "venue", "date", "names"})


def read_outlined(text: str, outline: Outline) -> Reading | None:
    """Blocks of a text by its outline; None where a part of it does not fit."""
    chunks = _chunks(text)
    if len(chunks) != len(outline.entries) or len(chunks) > MAX_PARAGRAPHS:
        return None
    reading = Reading(kind=outline.kind, language=outline.language, outlined=True)
    reading.source = [
        SourceLine(number, [Part(line.strip())])
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    for (line, chunk), entry in zip(chunks, outline.entries, strict=True):
        where = f"line {line}"
        words = _words(chunk, entry)
        if words is None:
            return None
        lines = list(range(line, line + chunk.count("\n") + 1))
        if entry.role in _NAMED:
            label = chunk.partition(":")[0]
            reading.removed.append(Removed(N_("words of the title block"), label, where))
        if entry.role in {"note", "mark"}:
            note = _note(words, entry)
            if note is None:
                return None
            reading.footnotes.append(note)
        elif entry.role == "end":
            reading.removed.append(Removed(N_("note at the end"), words, where))
        elif words:
            block = Block(words, where, entry=entry, lines=lines)
            if entry.label:
                block.marker = Marker("number", entry.label, certain=True)
            reading.blocks.append(block)
    return reading


def _chunks(text: str) -> list[tuple[int, str]]:
    """Stretches of lines between blank ones, each with the number of its first line."""
    found: list[tuple[int, str]] = []
    begin = 0
    lines = text.split("\n")
    for number, line in enumerate([*lines, ""]):
        if line.strip(" \t"):
            continue
        if begin < number:
            found.append((begin + 1, "\n".join(lines[begin:number])))
        begin = number + 1
    return found


def _words(chunk: str, entry: Entry) -> str | None:
    """The words of a part without what was put before them; None where that is missing."""
    text = chunk.strip(" ")
    if entry.role == "title":
        text = text.removeprefix("# ")
    elif entry.kind is NodeKind.HEADING:
        text = re.sub(r"^#{2,3} ", "", text)
    elif entry.kind is NodeKind.BULLET:
        if text[:2] not in {"· ", "- "}:
            return None
        text = text[2:]
    elif entry.label:
        if not text.startswith(f"{entry.label} "):
            return None
        text = text[len(entry.label) + 1 :]
    elif entry.role in _NAMED:
        label, colon, text = text.partition(": ")
        if not colon or len(label) > 40:
            return None
    return canonical(_GUARDED.sub(r"\1_", text).replace("&amp;", "&"))


def _note(words: str, entry: Entry) -> Footnote | None:
    if entry.role == "mark":
        sign, space, text = words.partition(" ")
        # A sign of its own is guarded where emphasis would begin with it.
        sign = sign.replace("\\", "")
        return Footnote(sign, text, links(text)) if space and sign else None
    found = re.match(r"\[\^(\d{1,4})\]: ?", words)
    if found is None:
        return None
    text = words[found.end() :]
    return Footnote(int(found[1]), text, links(text))


def outlined_front(blocks: list[Block]) -> Front:
    """Title, subtitles, kind of paper, place, date and organisers as the outline names them."""
    front = Front()
    for block in blocks:
        role = block.entry.role if block.entry else ""
        if role not in HEAD:
            break
        front.used += 1
        text = block.text
        if role == "title":
            front.title = text
        elif role == "type":
            front.doc_type = text
        elif role == "subtitle":
            front.subtitle.append(text)
        elif role == "names":
            front.organisers = text
        elif role == "where" and (when := place_and_date(text)):
            front.when = when
        elif role == "date" and (days := find_dates(text)):
            front.when.start, front.when.end = days[0].start, days[-1].end
        elif role in {"place", "country", "venue"}:
            setattr(front.when, role, text)
        else:
            front.left.append((text, block.where))
    said = type_of_line(front.doc_type or "")
    front.kind = said[0] if said else None
    return front


def build_outlined(builder: Builder, document: Document) -> None:
    """Give every block the kind and level of its entry."""
    for block in builder.blocks:
        kind = block.entry.kind if block.entry else None
        if kind is None or block.entry is None:
            document.removed.append(Removed(N_("note at the end"), block.text, block.where))
            continue
        builder.add(kind, block, block.entry.level)
