"""A marker and its note go together: both or neither, the note once (DES-02, DES-03)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

from eventmgr.printing.papers import DesignationNote

# Markers belong to names, so one stands right behind a letter; "5 * 3" and "(*members" do not
# count. Authors never type an asterisk (DES-08), so nothing else looks like this.
_MARKER = re.compile(r"(?<=[^\W\d_])\*{1,3}(?!\*)")
_INLINE_TAG = re.compile(r"</?(?:a|b|bdi|del|em|i|ins|span|strong|sub|sup)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_NOTE_START = '<span class="designation-note">'
_CALL = re.compile(r'<a\b[^>]*class="note-call"[^>]*>.*?</a>', re.DOTALL)
_HEAD = re.compile(r"<head\b.*?</head>", re.DOTALL)


class DesignationError(ValueError):
    """A marker without its note, or a note without its marker; `problems` lists them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def _one_line(text: str) -> str:
    return " ".join(text.split())


def visible_text(html: str) -> str:
    """Return what a reader sees of a piece of HTML, or plain text as it is, on one line."""
    bare = _CALL.sub("", _HEAD.sub("", html)).replace(_NOTE_START, " ")
    return _one_line(unescape(_TAG.sub(" ", _INLINE_TAG.sub("", bare))))


def check_designations(text: str, notes: Iterable[DesignationNote]) -> None:
    """Raise DesignationError unless each marker that occurs has its note exactly once.

    `text` is HTML or text, also text read back from a PDF. Also raised: a note without its
    marker, and a marker that no note explains (DES-02).
    """
    seen = visible_text(text)
    known = [DesignationNote(marker, _one_line(words)) for marker, words in notes]
    rest = seen
    for note in known:
        rest = rest.replace(note.text, " ")
    used = {match.group() for match in _MARKER.finditer(rest)}
    problems = []
    for note in known:
        times = seen.count(note.text)
        if note.marker in used and times != 1:
            problems.append(f"the note of {note.marker} is there {times} times instead of once")
        if note.marker not in used and times:
            problems.append(f"the note of {note.marker} is there without a name that carries it")
    for marker in sorted(used - {note.marker for note in known}):
        words = sorted({found.group() for found in re.finditer(r"\w+\*{1,3}", rest)})
        problems.append(f"{marker} has no note (in {', '.join(words)})")
    if problems:
        raise DesignationError(problems)


def notes_for(text: str, notes: Iterable[DesignationNote]) -> list[DesignationNote]:
    """Return the notes whose marker occurs in HTML or text, in the order given."""
    used = set(_MARKER.findall(visible_text(text)))
    return [note for note in notes if note.marker in used]


def _first_place(html: str, marker: str) -> int | None:
    """Return where the note of a marker goes: behind its first occurrence in the body.

    Not inside the head of a table, which is repeated on the next page with all it holds, but in
    the first cell below it; not inside a link.
    """
    inside_head = inside_link = waiting_for_cell = waiting_for_link = False
    position = max(html.find("<body"), 0)
    while position < len(html):
        if html[position] == "<":
            end = html.index(">", position) + 1
            tag = html[position:end]
            name = re.match(r"</?\w*", tag)
            what = name.group() if name else ""
            if what in ("<thead", "</thead"):
                inside_head = what == "<thead"
            elif what in ("<a", "</a"):
                inside_link = what == "<a"
                if waiting_for_link and not inside_link:
                    return end
            elif what == "<td" and waiting_for_cell:
                return end
            position = end
            continue
        end = html.find("<", position)
        end = len(html) if end < 0 else end
        if not (waiting_for_cell or waiting_for_link):
            for match in _MARKER.finditer(html, position, end):
                if match.group() != marker:
                    continue
                if inside_head:
                    waiting_for_cell = True
                elif inside_link:
                    waiting_for_link = True
                else:
                    return match.end()
                break
        position = end
    return None


def place_notes(html: str, notes: Sequence[DesignationNote]) -> str:
    """Put each note behind the first name that carries its marker, for the foot of that page.

    Notes whose marker does not occur are left out (last row of the table in DES-05).
    """
    places = []
    for order, note in enumerate(notes):
        place = _first_place(html, note.marker)
        if place is not None:
            places.append((place, order, note))
    for place, _, note in sorted(places, reverse=True):
        inner = f"{escape(note.marker)} {escape(note.text)}"
        html = f"{html[:place]}{_NOTE_START}{inner}</span>{html[place:]}"
    return html
