"""The lists for drivers and the hotel as paper and as spreadsheet, changes marked."""

from __future__ import annotations

from datetime import date, time
from itertools import groupby
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable
from eventmgr.i18n.dates import agenda_day, format_time, short_date, short_datetime
from eventmgr.printing.sheets import Cell, Column, Table
from eventmgr.printing.tables import TableColumn, TablePaper, TablePart
from eventmgr.travel.legs import Change, Row
from eventmgr.travel.models import ListKind, RoomType, SentList, TravelMode
from eventmgr.travel.queries import last_sent, rows_of
from eventmgr.travel.words import LISTS, MODES, ROOMS

NOTHING = _l("Nobody has said yet how they travel.")


def flight_words(row: Row) -> str:
    """Return what people of one vehicle have in common, for the heading above them."""
    assert row.day is not None
    assert row.mode is not None
    return " · ".join(part for part in (_(MODES[row.mode]), row.number, row.place) if part)


def change_words(row: Row, language: str) -> str:
    """Return what is new in a row since the list was last sent."""
    if row.change is Change.NEW:
        return _("new")
    if row.change is Change.CHANGED:
        return _("changed; before: %(words)s", words=_before(row, language))
    if row.change is Change.GONE:
        return _("no longer on the list; before: %(words)s", words=_before(row, language))
    return ""


def _before(row: Row, language: str) -> str:
    """Return the words of a row as it was sent, dates and terms in the language of the paper."""
    found = []
    modes: dict[str, str] = {mode.value: words for mode, words in MODES.items()}
    rooms: dict[str, str] = {room.value: words for room, words in ROOMS.items()}
    for word in row.before:
        if word in modes or word in rooms:
            found.append(_(modes.get(word) or rooms[word]))
        elif word == "transfer":
            found.append(_("transfer"))
        elif len(word) == 10 and word[4:5] == "-" and word[7:8] == "-":
            found.append(short_date(date.fromisoformat(word), language))
        elif word:
            found.append(word)
    return ", ".join(found)


def sent_words(sent: SentList | None, event: Event, language: str) -> str:
    """Return which list the marks compare with, "" where none was sent."""
    if sent is None:
        return ""
    moment = short_datetime(sent.sent_at.astimezone(ZoneInfo(event.timezone)), language)
    return _(
        "Changes since list %(number)s of %(moment)s are marked.",
        number=sent.number,
        moment=moment,
    )


def _clock(at: time | None) -> str:
    return format_time(at) if at else ""


def _name(row: Row) -> str:
    return f"{row.name}\n{_('with %(name)s', name=row.company)}" if row.company else row.name


def list_paper(event: Event, kind: ListKind, language: str) -> TablePaper:
    """Return a list as a paper; raises NotPrintable where nobody is on it."""
    sent = last_sent(event, kind)
    rows = rows_of(event, kind, language, sent)
    if not rows:
        raise NotPrintable(NOTHING)
    naming = naming_for(event, language)
    masthead = masthead_of(event, language, naming)
    build = _rooming if kind is ListKind.ROOMING else _legs
    columns, parts = build(rows, language)
    if sent is not None:
        columns = (*columns, TableColumn(_("What is new"), 22))
    return TablePaper(
        masthead=with_notes(masthead, naming, typed=True),
        heading=_(LISTS[kind]),
        columns=columns,
        parts=tuple(
            TablePart(
                heading,
                tuple(
                    (*cells, change_words(row, language)) if sent is not None else cells
                    for row, cells in lines
                ),
            )
            for heading, lines in parts
        ),
        lead=sent_words(sent, event, language),
    )


Cells = list[tuple[Row, tuple[str, ...]]]
Lines = list[tuple[str, Cells]]


def _legs(rows: list[Row], language: str) -> tuple[tuple[TableColumn, ...], Lines]:
    columns = (
        TableColumn(_("Name"), 30),
        TableColumn(_("Time"), 8),
        TableColumn(_("Flight, train or coach"), 24),
        TableColumn(_("Transfer"), 10),
    )
    parts: Lines = []
    here = [row for row in rows if row.change is not Change.GONE]
    for day, same_day in groupby(here, key=lambda row: row.day):
        assert day is not None
        lines: Cells = [
            (
                row,
                (
                    row.name,
                    _clock(row.at),
                    flight_words(row),
                    _("yes") if row.transfer else _("no"),
                ),
            )
            for row in same_day
        ]
        parts.append((agenda_day(day, language), lines))
    gone: Cells = [(row, (row.name, "", "", "")) for row in rows if row.change is Change.GONE]
    return columns, [*parts, (_("No longer on the list"), gone)] if gone else parts


def _rooming(rows: list[Row], language: str) -> tuple[tuple[TableColumn, ...], Lines]:
    """Name, nights and kind of room, nothing else of anybody (LIFE-11)."""
    columns: tuple[TableColumn, ...] = (
        TableColumn(_("Name"), 32),
        TableColumn(_("From"), 14),
        TableColumn(_("To"), 14),
        TableColumn(_("Nights"), 8, figures=True),
        TableColumn(_("Nights at the organisers' expense"), 14, figures=True),
        TableColumn(_("Room"), 18),
    )
    lines: Cells = []
    for row in rows:
        if row.change is Change.GONE:
            lines.append((row, (row.name, "", "", "", "", "")))
            continue
        assert row.day is not None
        assert row.last is not None
        lines.append(
            (
                row,
                (
                    _name(row),
                    short_date(row.day, language),
                    short_date(row.last, language),
                    str(row.nights),
                    str(row.nights_paid),
                    _(ROOMS[row.room]),
                ),
            )
        )
    return columns, [("", lines)]


def list_table(event: Event, kind: ListKind, language: str) -> Table:
    """Return a list as a spreadsheet; dates and times as such."""
    sent = last_sent(event, kind)
    rows = rows_of(event, kind, language, sent)
    change = (Column(_("What is new"), 40),) if sent is not None else ()
    columns: tuple[Column, ...]
    cells: list[tuple[Cell, ...]]
    if kind is ListKind.ROOMING:
        columns = (
            Column(_("Name"), 36),
            Column(_("From")),
            Column(_("To")),
            Column(_("Nights"), 10),
            Column(_("Nights at the organisers' expense"), 16),
            Column(_("Room")),
        )
        cells = [
            (_name(row), row.day, row.last, row.nights, row.nights_paid, _room(row))
            if row.change is not Change.GONE
            else (row.name, None, None, None, None, "")
            for row in rows
        ]
    else:
        columns = (
            Column(_("Name"), 36),
            Column(_("Day")),
            Column(_("Time"), 10),
            Column(_("Way"), 14),
            Column(_("Flight, train or coach")),
            Column(_("Airport, station or border crossing"), 30),
            Column(_("Transfer"), 10),
        )
        cells = [
            (
                row.name,
                row.day,
                row.at,
                _mode(row.mode),
                row.number,
                row.place,
                _("yes") if row.transfer else "",
            )
            for row in rows
        ]
    return Table(
        name=_(LISTS[kind]),
        columns=(*columns, *change),
        rows=tuple(
            (*line, change_words(row, language)) if sent is not None else line
            for row, line in zip(rows, cells, strict=True)
        ),
    )


def _room(row: Row) -> str:
    return _(ROOMS[row.room]) if row.room is not RoomType.NONE else ""


def _mode(mode: TravelMode | None) -> str:
    return _(MODES[mode]) if mode is not None else ""


def cell_words(cell: object, language: str) -> str:
    """Return a cell of a spreadsheet as the screen shows it."""
    if isinstance(cell, date):
        return short_date(cell, language)
    if isinstance(cell, time):
        return format_time(cell)
    return "" if cell is None else str(cell)
