"""Dates and times as documents and screens write them (LOC-05, LOC-06, LOC-20 to LOC-23).

CLDR supplies the month and weekday words only: its interval patterns abbreviate, pad and use
spaces that many fonts lack. Only plain spaces, no-break spaces and en dashes are written here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale

from eventmgr.i18n.languages import language

DASH: Final = "–"


def _months(words: str) -> list[str]:
    return words.split()


_BCMS_GENITIVE: Final = _months(
    "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra"
)
_BOSNIAN_GENITIVE: Final = ["augusta" if m == "avgusta" else m for m in _BCMS_GENITIVE]
_CYRILLIC_GENITIVE: Final = _months(
    "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра"
)
_SLOVENE_GENITIVE: Final = _months(
    "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra"
)

# LOC-06: CLDR mixes the two standards in sr_Latn_ME.
_WEEKDAYS: Final[Mapping[str, Mapping[int, str]]] = {
    "cnr": {0: "ponedjeljak", 2: "srijeda", 6: "nedjelja"},
    "cnr_Cyrl": {0: "понедјељак", 2: "сриједа", 6: "недјеља"},
}


class _Shape(NamedTuple):
    """How a language writes a day, joins it to its month, and closes the year."""

    day: str = "{day}"
    joint: str = " "
    year_joint: str = " "
    year: str = "{year}"
    first: str | None = None


_DOTTED: Final = _Shape(day="{day}.", year="{year}.")
_SHAPES: Final[Mapping[str, _Shape]] = {
    "cnr": _DOTTED,
    "cnr_Cyrl": _DOTTED,
    "sr": _DOTTED,
    "sr_Latn": _DOTTED,
    "sr_Cyrl": _DOTTED,
    "bs": _DOTTED,
    "hr": _DOTTED,
    "sl": _Shape(day="{day}."),
    "de": _Shape(day="{day}."),
    "bg": _Shape(year="{year} г."),
    "ru": _Shape(year="{year} г."),
    "uk": _Shape(year="{year} р."),
    "es": _Shape(joint=" de ", year_joint=" de "),
    "fr": _Shape(first="1er"),
}


class _Prose(NamedTuple):
    """The words of a date inside a sentence; months None takes the heading's words."""

    on: str
    both: str
    between: str
    months: list[str] | None = None
    year: str = "{year}"


_PROSE: Final[Mapping[str, _Prose]] = {
    "en": _Prose("on {0}", "on {0} and {1}", "from {0} to {1}"),
    "cnr": _Prose("{0}", "{0} i {1}", "od {0} do {1}", _BCMS_GENITIVE, "{year}. godine"),
    "sr_Latn": _Prose("{0}", "{0} i {1}", "od {0} do {1}", _BCMS_GENITIVE, "{year}. godine"),
    "bs": _Prose("{0}", "{0} i {1}", "od {0} do {1}", _BOSNIAN_GENITIVE, "{year}. godine"),
    "hr": _Prose("{0}", "{0} i {1}", "od {0} do {1}", None, "{year}. godine"),
    "cnr_Cyrl": _Prose("{0}", "{0} и {1}", "од {0} до {1}", _CYRILLIC_GENITIVE, "{year}. године"),
    "sr": _Prose("{0}", "{0} и {1}", "од {0} до {1}", _CYRILLIC_GENITIVE, "{year}. године"),
    "sr_Cyrl": _Prose("{0}", "{0} и {1}", "од {0} до {1}", _CYRILLIC_GENITIVE, "{year}. године"),
    "sq": _Prose("më {0}", "më {0} dhe {1}", "nga {0} deri më {1}"),
    "mk": _Prose("на {0}", "на {0} и {1}", "од {0} до {1}", None, "{year} година"),
    "sl": _Prose("{0}", "{0} in {1}", "od {0} do {1}", _SLOVENE_GENITIVE),
    "bg": _Prose("на {0}", "на {0} и {1}", "от {0} до {1}", None, "{year} г."),
    "de": _Prose("am {0}", "am {0} und {1}", "vom {0} bis {1}"),
}


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(language(lang).babel_locale)


def _code(lang: str) -> str:
    return language(lang).code


@cache
def month_name(month: int, lang: str) -> str:
    """Return the month's word as it stands after a day number (1 = January)."""
    return str(_locale(lang).months["format"]["wide"][month])


def weekday_name(day: dt.date, lang: str, *, capital: bool = False) -> str:
    """Return the weekday's word: `ponedjeljak`, `e hënë` (LOC-06)."""
    number = day.weekday()
    word = _WEEKDAYS.get(_code(lang), {}).get(number)
    if word is None:
        word = str(_locale(lang).days["stand-alone"]["wide"][number])
    return word[:1].upper() + word[1:] if capital else word


def _day(day: dt.date, shape: _Shape) -> str:
    return shape.first if shape.first and day.day == 1 else shape.day.format(day=day.day)


def _joined(first: str, last: str) -> str:
    """Join two ends: the dash has spaces when either end contains one (LOC-21)."""
    dash = f" {DASH} " if " " in first or " " in last else DASH
    return f"{first}{dash}{last}"


def heading_dates(start: dt.date, end: dt.date | None, lang: str) -> str:
    """Return the dates of an event for a heading: `31 August – 1 September 2016` (LOC-20, 21).

    One day shows one date; the year is written once unless it differs. Month words are those
    of the language's day-and-month form. Raises ValueError when the end is before the start.
    """
    end = _checked_end(start, end)
    shape = _SHAPES.get(_code(lang), _Shape())

    def full(day: dt.date, *, year: bool) -> str:
        text = f"{_day(day, shape)}{shape.joint}{month_name(day.month, lang)}"
        return f"{text}{shape.year_joint}{shape.year.format(year=day.year)}" if year else text

    if start == end:
        return full(start, year=True)
    if start.year != end.year:
        return _joined(full(start, year=True), full(end, year=True))
    if start.month != end.month:
        return _joined(full(start, year=False), full(end, year=True))
    return _joined(_day(start, shape), _day(end, shape)) + full(end, year=True).removeprefix(
        _day(end, shape)
    )


def prose_dates(start: dt.date, end: dt.date | None, lang: str) -> str:
    """Return the dates for the inside of a sentence: `on 26 and 27 November 2015` (LOC-22).

    Two following days are joined by "and", more by "from … to". Languages without a reviewed
    sentence form give the heading form. Raises ValueError when the end is before the start.
    """
    end = _checked_end(start, end)
    code = _code(lang)
    prose = _PROSE.get(code)
    if prose is None:
        return heading_dates(start, end, lang)
    shape = _SHAPES.get(code, _Shape())

    def month(day: dt.date) -> str:
        return prose.months[day.month - 1] if prose.months else month_name(day.month, lang)

    def year(day: dt.date, *, last: bool) -> str:
        # The word for "year" is said once; the number keeps its ordinal dot.
        return (prose.year if last else shape.year).format(year=day.year)

    closing = f"{_day(end, shape)} {month(end)} {year(end, last=True)}"
    if start == end:
        return prose.on.format(closing)
    opening = _day(start, shape)
    if (start.year, start.month) != (end.year, end.month):
        opening += f" {month(start)}"
    if start.year != end.year:
        opening += f" {year(start, last=False)}"
    pattern = prose.both if (end - start).days == 1 else prose.between
    return pattern.format(opening, closing)


def _checked_end(start: dt.date, end: dt.date | None) -> dt.date:
    if end is None:
        return start
    if end < start:
        raise ValueError("the last day is before the first")
    return end


def long_date(day: dt.date, lang: str) -> str:
    """Return one date with its month in words: `31. avgust 2016.`"""
    return heading_dates(day, day, lang)


def agenda_day(day: dt.date, lang: str) -> str:
    """Return the heading of a day in the agenda: `Srijeda, 31. avgust 2016.`"""
    return f"{weekday_name(day, lang, capital=True)}, {long_date(day, lang)}"


def short_date(day: dt.date, lang: str) -> str:
    """Return a date for tables on screen: `31 Aug 2016`, `31.8.2016.`, `31.8.2016`.

    English takes the month's word, as numbers alone are read in two orders.
    """
    code = _code(lang)
    if code == "en":
        return f"{day.day} {month_name(day.month, lang)[:3]} {day.year}"
    closing = "." if _SHAPES.get(code) is _DOTTED else ""
    return f"{day.day}.{day.month}.{day.year}{closing}"


def format_time(moment: dt.time | dt.datetime) -> str:
    """Return hours and minutes of the 24-hour clock in every language: `14:05` (LOC-05)."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def time_range(start: dt.time | dt.datetime, end: dt.time | dt.datetime | None) -> str:
    """Return `09:00–10:45`, or only the start where there is no end."""
    return format_time(start) if end is None else f"{format_time(start)}{DASH}{format_time(end)}"


def short_datetime(moment: dt.datetime, lang: str) -> str:
    """Return `31 Aug 2016, 14:05`; the caller has put the moment in the zone to be shown."""
    return f"{short_date(moment, lang)}, {format_time(moment)}"


def zone_label(on: dt.date | dt.datetime, zone: str, city: str = "") -> str:
    """Return `CEST (Podgorica)`: the clock kept at the venue on that day (LOC-23).

    The zone's identifier is never shown, as it names another city. Zones without a customary
    abbreviation give the offset, `UTC+03:00`. An unknown zone raises ValueError.
    """
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no such time zone: {zone!r}") from error
    if isinstance(on, dt.datetime):
        moment = on.astimezone(place) if on.tzinfo else on.replace(tzinfo=place)
    else:
        moment = dt.datetime.combine(on, dt.time(12), place)
    label = moment.tzname() or ""
    if not label.isalpha():
        offset = moment.strftime("%z")
        label = f"UTC{offset[:3]}:{offset[3:]}"
    return f"{label} ({city})" if city else label
