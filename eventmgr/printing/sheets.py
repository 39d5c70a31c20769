"""Tables as XLSX and CSV, with the designation notes beside them (DES-05).

What people typed is never run as a formula and never loses a character: "+382 20 …" is a text.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from eventmgr.printing.designations import check_designations, notes_for
from eventmgr.printing.papers import DesignationNote

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | dt.date | dt.time | None

# Excel keeps no more in one cell and would drop the whole text without a word.
CELL_LIMIT = 32_767

# What a spreadsheet program takes for the beginning of a formula, half and full width; the
# apostrophes before it are those of `guarded`.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Column:
    """A column: its heading and its width in letters."""

    heading: str
    width: int = 20


@dataclass(frozen=True)
class Table:
    """Rows under headings; every row has one cell a column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class TooLongError(ValueError):
    """A text is longer than a spreadsheet cell can hold."""


def _text(table: Table) -> str:
    cells = [cell for row in table.rows for cell in row if isinstance(cell, str)]
    return "\n".join([*(column.heading for column in table.columns), *cells])


def _notes_of(tables: Iterable[Table], notes: Sequence[DesignationNote]) -> list[DesignationNote]:
    """Return the notes the tables need; raise DesignationError where one is missing (DES-02)."""
    text = escape("\n".join(_text(table) for table in tables))
    found = notes_for(text, notes)
    check_designations("\n".join([text, *(escape(note.text) for note in found)]), found)
    return found


def to_xlsx(
    tables: Sequence[Table],
    *,
    notes: Sequence[DesignationNote] = (),
    notes_name: str = "Notes",
    title: str = "",
) -> bytes:
    """Return a workbook with a sheet per table and, where a marker occurs, a sheet of notes.

    Texts are written as texts whatever they begin with; numbers, dates and times stay what they
    are. `notes_name` is the word for the sheet of notes in the reader's language. Raises
    TooLongError for a text above CELL_LIMIT and DesignationError for a marker without a note.
    """
    from xlsxwriter import Workbook

    needed = _notes_of(tables, notes)
    target = io.BytesIO()
    book = Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"title": title})
    taken: set[str] = set()
    for table in tables:
        _write_table(book, table, _sheet_name(table.name, taken))
    if needed:
        sheet = book.add_worksheet(_sheet_name(notes_name, taken))
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, 100)
        for row, note in enumerate(needed):
            sheet.write_string(row, 0, note.marker, wrapped)
            sheet.write_string(row, 1, note.text, wrapped)
    book.close()
    return target.getvalue()


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name Excel accepts: at most 31 letters, none of its signs, not twice."""
    plain = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", name).split()).strip("'")[:31] or "Sheet"
    result, number = plain, 1
    while result.casefold() in taken:
        number += 1
        ending = f" {number}"
        result = plain[: 31 - len(ending)] + ending
    taken.add(result.casefold())
    return result


def _write_table(book: Workbook, table: Table, name: str) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {
        "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "number": book.add_format({"valign": "top"}),
        "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm"}),
        "time": book.add_format({"valign": "top", "num_format": "hh:mm"}),
    }
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, column.width)
        sheet.write_string(0, position, column.heading, head)
    for number, row in enumerate(table.rows, start=1):
        for position, cell in enumerate(row):
            _write_cell(sheet, number, position, cell, formats)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    if table.rows and table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_cell(
    sheet: Worksheet, row: int, column: int, cell: Cell, formats: dict[str, Any]
) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, dt.datetime):
        sheet.write_datetime(row, column, cell.replace(tzinfo=None), formats["moment"])
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, cell, formats["date"])
    elif isinstance(cell, dt.time):
        sheet.write_datetime(row, column, cell.replace(tzinfo=None), formats["time"])
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell, formats["number"])
    else:
        text = str(cell)
        if len(text) > CELL_LIMIT:
            raise TooLongError(f"row {row}, column {column + 1}: {len(text)} letters")
        sheet.write_string(row, column, text, formats["text"])


def guarded(text: str) -> str:
    """Return a text that a spreadsheet program opening a CSV file takes for a text.

    What looks like a formula gets one apostrophe in front, also where apostrophes stand there
    already; `unguarded` takes exactly that one away, so no character is lost.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M")
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(cell)
    return guarded(str(cell))


def to_csv(table: Table, *, notes: Sequence[DesignationNote] = (), delimiter: str = ",") -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark, the notes below an empty row.

    Excel set to a language of the region expects ";" as `delimiter`. Raises DesignationError for
    a marker without a note.
    """
    needed = _notes_of([table], notes)
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerow([guarded(column.heading) for column in table.columns])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    if needed:
        writer.writerow([])
        writer.writerows([f"{note.marker} {note.text}"] for note in needed)
    return target.getvalue().encode("utf-8-sig")
