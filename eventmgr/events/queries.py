"""Reading events: whose they are, and what the list and the first page show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from eventmgr.accounts.models import EventRole, Membership, User
from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.i18n.names import fold


@dataclass(frozen=True)
class MyEvent:
    """An event and the role of the person who looks at the list (None for an administrator)."""

    event: Event
    role: EventRole | None


def events_of(user: User, *, everything: bool = False) -> list[MyEvent]:
    """Return the events of a user, or all of them for an administrator, by their dates.

    Two queries, whatever the number of events.
    """
    statement = (
        select(Event, Membership.role)
        .join(
            Membership,
            (Membership.event_id == Event.id) & (Membership.user_id == user.id),
            isouter=everything,
        )
        .order_by(Event.start, Event.id)
    )
    return [MyEvent(event, role) for event, role in db.session.execute(statement)]


def matching(mine: Iterable[MyEvent], words: str) -> list[MyEvent]:
    """Return the events whose title, place or year hold every word, accents and script aside."""
    wanted = fold(words).split()
    return [row for row in mine if all(word in _searched(row.event) for word in wanted)]


def _searched(event: Event) -> str:
    texts = [*event.title.values(), *event.subtitle.values(), *event.city.values()]
    return fold(" ".join([*texts, str(event.start.year), str(event.end.year)]))


def public_upcoming(today: date) -> list[Event]:
    """Return the events with a public page that have not ended, the nearest first."""
    return list(
        db.session.scalars(
            select(Event).where(Event.public, Event.end >= today).order_by(Event.start, Event.id)
        )
    )


def series(event: Event, most: int = 10) -> list[Event]:
    """Return the events that this one follows, the latest first."""
    found: list[Event] = []
    number = event.follows_id
    while number is not None and len(found) < most:
        earlier = db.session.get(Event, number)
        if earlier is None or earlier is event or earlier in found:
            break
        found.append(earlier)
        number = earlier.follows_id
    return found
