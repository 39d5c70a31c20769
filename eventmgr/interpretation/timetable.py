"""The days to interpret, from the agenda; assumed where the agenda says nothing yet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from eventmgr.agenda.models import AgendaItem, ItemKind
from eventmgr.agenda.queries import by_day, is_break
from eventmgr.events.models import Event
from eventmgr.interpretation.daytime import Day, Span
from eventmgr.interpretation.receivers import needs_receiver
from eventmgr.interpretation.regime import Mode, Session

# A working day as it usually is: 09:00 to 17:30, lunch of an hour and a half, two coffee breaks.
ASSUMED_SESSIONS: Final = (
    (dt.time(9, 0), dt.time(10, 45)),
    (dt.time(11, 0), dt.time(12, 30)),
    (dt.time(14, 0), dt.time(15, 45)),
    (dt.time(16, 0), dt.time(17, 30)),
)
ASSUMED_LUNCH: Final = (dt.time(12, 30), dt.time(14, 0))


@dataclass(frozen=True)
class Timetable:
    """Days for the planner, the session of each agenda item, and the days that are assumed."""

    days: dict[dt.date, Day]
    sessions: dict[int, Session]
    assumed: tuple[dt.date, ...]


def timetable(
    event: Event,
    items: list[AgendaItem],
    *,
    title: Callable[[AgendaItem], str],
    follows: Iterable[Iterable[str]] = (),
) -> Timetable:
    """Return the sessions of each day of the event; `sessions` is by item id.

    Breaks make no session; the first lunch of a day is its lunch. An item's own languages go
    before the event's. `follows` are the participants' languages: they say how many would listen
    to whispered or portable interpretation where everybody sits in one room.
    """
    people = Counter(tuple(codes) for codes in follows)
    sessions: dict[int, Session] = {}
    days: dict[dt.date, Day] = {}
    assumed: list[dt.date] = []
    for day in by_day(event, items):
        if not day.items:
            assumed.append(day.date)
            days[day.date] = _assumed_day(event, day.date)
            continue
        work = [item for item in day.items if not is_break(item)]
        for item in work:
            sessions[item.id] = _session(event, item, work, title(item), people)
        lunches = [item for item in day.items if item.kind is ItemKind.LUNCH]
        days[day.date] = Day(
            day.date,
            tuple(sessions[item.id] for item in work),
            _span(day.date, lunches[0].starts, lunches[0].ends) if lunches else None,
        )
    return Timetable(days, sessions, tuple(assumed))


def _span(date: dt.date, starts: dt.time, ends: dt.time) -> Span:
    return dt.datetime.combine(date, starts), dt.datetime.combine(date, ends)


def _assumed_day(event: Event, date: dt.date) -> Day:
    floor, into = tuple(event.floor_languages), tuple(event.into_languages)
    return Day(
        date,
        tuple(
            Session(floor, into, *_span(date, starts, ends), pivot=event.pivot)
            for starts, ends in ASSUMED_SESSIONS
        ),
        _span(date, *ASSUMED_LUNCH),
    )


def _session(
    event: Event,
    item: AgendaItem,
    work: list[AgendaItem],
    title: str,
    people: Counter[tuple[str, ...]],
) -> Session:
    floor = tuple(item.floor_languages or event.floor_languages)
    into = tuple(item.into_languages or event.into_languages)
    # Who goes to which of two sessions at the same time is not known.
    together = not any(
        other is not item and other.starts < item.ends and item.starts < other.ends
        for other in work
    )
    known = together and bool(people)
    start, end = _span(item.day, item.starts, item.ends)
    return Session(
        floor,
        into,
        start,
        end,
        mode=Mode(item.mode.value),
        pivot=event.pivot,
        room=item.room,
        title=title,
        listeners=sum(number for codes, number in people.items() if needs_receiver(codes, floor))
        if known
        else None,
        group=people.total() if known else None,
    )
