"""Until when people may register, and until when they may change what they registered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventmgr.database import now
from eventmgr.events.models import Event


def today(event: Event) -> date:
    """Return the date at the venue."""
    return now().astimezone(ZoneInfo(event.timezone)).date()


def is_open(event: Event) -> bool:
    """Tell whether people may still register by link: to the end of the last day, there."""
    return today(event) <= (event.registration_until or event.end)


def closes_at(event: Event) -> datetime:
    """Return the instant at which registration by link ends: midnight after its last day."""
    last = event.registration_until or event.end
    midnight = datetime.combine(last + timedelta(days=1), time(0))
    return midnight.replace(tzinfo=ZoneInfo(event.timezone))


def locked_after(event: Event) -> date:
    """Return the last day on which people change or cancel by their own link."""
    return event.changes_until or event.registration_until or event.end


def can_change(event: Event) -> bool:
    """Tell whether people may still change or cancel by their own link."""
    return today(event) <= locked_after(event)
