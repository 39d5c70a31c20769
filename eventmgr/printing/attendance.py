"""Cuts a day's attendance list into sheets that each fill one page (DES-03, DES-04).

A sheet is signed on its own, so it carries its own designation note exactly when a name on it
has a marker. That can only be known where the page ends, so the pages are cut here and not by
the PDF engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from eventmgr.printing.papers import SheetDay, SheetPaper, Signer

# What the print style gives, in points: the height of a page between its margins, the smallest
# row to sign in, a line in the table and a line of small type.
_PAGE = 700.0
_ROW = 37.5
_LINE = 13.0
_SMALL_LINE = 12.5
_TITLE_LINE = 15.0
_HEAD = 75.0  # kind of paper, day, head of the table and the gaps between them
_CELL_PADDING = 7.0
_NOTE_GAP = 25.0

# Letters a line of each column holds, rather too few: half a page left empty is no harm, a row
# pushed to the next page would stand there without its heading.
_NAME_LETTERS = 18
_INSTITUTION_LETTERS = 27
_TITLE_LETTERS = 55
_SMALL_LETTERS = 105


@dataclass(frozen=True)
class Sheet:
    """One page: the rows with their running numbers, and empty rows for walk-ins."""

    day: SheetDay
    number: int
    total: int
    rows: tuple[tuple[int, Signer], ...]
    blank: tuple[int, ...] = ()


def _lines(text: str, letters: int) -> int:
    return len(wrap(text, letters)) if text else 0


def _row_height(person: Signer | None) -> float:
    if person is None:
        return _ROW
    institution = _lines(person.institution, _INSTITUTION_LETTERS)
    lines = max(
        _lines(person.name, _NAME_LETTERS),
        institution + _lines(person.designation, _INSTITUTION_LETTERS),
    )
    return max(_ROW, lines * _LINE + _CELL_PADDING)


def _room_for_rows(paper: SheetPaper) -> float:
    """Return what is left of a page beside its head, the privacy line and all notes."""
    small = _lines(paper.project, _SMALL_LETTERS) + _lines(paper.privacy, _SMALL_LETTERS)
    for note in paper.masthead.designation_notes:
        small += _lines(f"{note.marker} {note.text}", _SMALL_LETTERS)
    title = _lines(paper.masthead.title, _TITLE_LETTERS)
    return _PAGE - _HEAD - _NOTE_GAP - small * _SMALL_LINE - title * _TITLE_LINE


def _pages(day: SheetDay, blank_rows: int, room: float) -> list[list[Signer | None]]:
    pages: list[list[Signer | None]] = [[]]
    left = room
    people: list[Signer | None] = [*day.people, *([None] * blank_rows)]
    for person in people:
        height = _row_height(person)
        if height > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(person)
        left -= height
    return pages


def split_sheets(paper: SheetPaper) -> list[Sheet]:
    """Return the sheets of all days in order; numbers of rows run through each day."""
    sheets = []
    room = _room_for_rows(paper)
    for day in paper.days:
        pages = _pages(day, paper.blank_rows, room)
        first = 1
        for number, page in enumerate(pages, start=1):
            numbered = list(enumerate(page, start=first))
            first += len(page)
            sheets.append(
                Sheet(
                    day=day,
                    number=number,
                    total=len(pages),
                    rows=tuple((n, person) for n, person in numbered if person is not None),
                    blank=tuple(n for n, person in numbered if person is None),
                )
            )
    return sheets
