"""Cuts a day's attendance list into sheets that each fill one page (DES-03, DES-04).

A sheet is signed on its own, so it carries its own designation note exactly when a name on it
has a marker. That can only be known where the page ends, so the pages are cut here and not by
the PDF engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from eventmgr.printing.papers import SheetDay, SheetPaper, Signer

# Measured on A4 with the print style: lines of small type a name or institution column holds,
# and the room one page leaves for rows, in lines.
_NAME_LETTERS = 26
_INSTITUTION_LETTERS = 32
_ROW_LINES = 3.0
_PAGE_LINES = 42.0


@dataclass(frozen=True)
class Sheet:
    """One page: the rows with their running numbers, and empty rows for walk-ins."""

    day: SheetDay
    number: int
    total: int
    rows: tuple[tuple[int, Signer], ...]
    blank: tuple[int, ...] = ()


def _lines(person: Signer) -> float:
    """Return the height of a row in lines; a row to sign is never lower than three."""
    name = ceil(len(person.name) / _NAME_LETTERS)
    institution = ceil(len(person.institution) / _INSTITUTION_LETTERS)
    designation = ceil(len(person.designation) / _INSTITUTION_LETTERS)
    return max(_ROW_LINES, name + 1.0, institution + designation + 1.0)


def _pages(day: SheetDay, blank_rows: int) -> list[list[Signer | None]]:
    pages: list[list[Signer | None]] = [[]]
    room = _PAGE_LINES
    people: list[Signer | None] = [*day.people, *([None] * blank_rows)]
    for person in people:
        need = _lines(person) if person else _ROW_LINES
        if need > room and pages[-1]:
            pages.append([])
            room = _PAGE_LINES
        pages[-1].append(person)
        room -= need
    return pages


def split_sheets(paper: SheetPaper) -> list[Sheet]:
    """Return the sheets of all days in order; numbers of rows run through each day."""
    sheets = []
    for day in paper.days:
        pages = _pages(day, paper.blank_rows)
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
