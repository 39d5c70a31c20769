"""Half-days of an event, and which one it is now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from eventmgr.door.models import Half
from eventmgr.events.models import Event

#: From here on people come to the afternoon.
NOON = time(13, 0)


class HalfDay(NamedTuple):
    """A morning or an afternoon of one day."""

    day: date
    half: Half

    @property
    def key(self) -> str:
        """Return the half-day as it stands in an address: 2016-08-31-morning."""
        return f"{self.day.isoformat()}-{self.half.value}"


def half_days(event: Event) -> list[HalfDay]:
    """Return all half-days of an event in order."""
    return list(_all(event))


def _all(event: Event) -> Iterator[HalfDay]:
    day = event.start
    while day <= event.end:
        yield HalfDay(day, Half.MORNING)
        yield HalfDay(day, Half.AFTERNOON)
        day += timedelta(days=1)


def half_day_now(event: Event, at: datetime) -> HalfDay:
    """Return the half-day of an instant by the event's own clock; before or after, the nearest."""
    local = at.astimezone(ZoneInfo(event.timezone))
    if local.date() < event.start:
        return HalfDay(event.start, Half.MORNING)
    if local.date() > event.end:
        return HalfDay(event.end, Half.AFTERNOON)
    return HalfDay(local.date(), Half.MORNING if local.time() < NOON else Half.AFTERNOON)


def half_day_of(event: Event, key: str) -> HalfDay | None:
    """Return the half-day of this event that an address names, None where there is none."""
    return next((one for one in _all(event) if one.key == key), None)
