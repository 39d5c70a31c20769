"""The shortest silence: some working days over the union of the delegations' holidays (LIFE-45)."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from eventmgr.conclusions.models import AdoptionRules, Holiday
from eventmgr.database import db
from eventmgr.events.models import Event

DEFAULT_DAYS = 3
_WEEKEND = frozenset({5, 6})


def is_working(day: date, holidays: Container[date]) -> bool:
    """Tell whether every delegation works on a day."""
    return day.weekday() not in _WEEKEND and day not in holidays


def earliest_end(start: datetime, days: int, holidays: Container[date], zone: str) -> datetime:
    """Return the first instant at which a silence begun at `start` may end.

    It is the same time of the day, by the clock of `zone`, after so many whole working days; a
    silence begun on a day off counts from the beginning of the next working day. With 0 days it
    may end at once.
    """
    place = ZoneInfo(zone)
    if days == 0:
        return start
    local = start.astimezone(place)
    day, clock = local.date(), local.time()
    if not is_working(day, holidays):
        while not is_working(day, holidays):
            day += timedelta(days=1)
        clock = time(0)
    for _number in range(days):
        day += timedelta(days=1)
        while not is_working(day, holidays):
            day += timedelta(days=1)
    return datetime.combine(day, clock, place)


def minimum_days(event: Event) -> int:
    """Return the event's minimum in working days."""
    found = db.session.scalar(
        select(AdoptionRules.working_days).where(AdoptionRules.event_id == event.id)
    )
    return DEFAULT_DAYS if found is None else found


def holidays_of(designations: Iterable[int | None], since: date) -> set[date]:
    """Return the days off of some delegations from a day on, with those of everybody."""
    numbers = {number for number in designations if number is not None}
    return set(
        db.session.scalars(
            select(Holiday.day).where(
                Holiday.day >= since,
                or_(Holiday.designation_id.is_(None), Holiday.designation_id.in_(numbers)),
            )
        )
    )
