"""Reading the door: who is expected, who is there, which receivers are out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.door.halves import HalfDay, half_days
from eventmgr.door.models import Presence, ReceiverLoan
from eventmgr.events.models import Event
from eventmgr.i18n.collation import sort_key
from eventmgr.i18n.names import list_name, sort_name
from eventmgr.interpretation.receivers import needs_receiver
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.registration.queries import registrations


@dataclass(frozen=True)
class Guest:
    """Somebody as the door knows them; `there` are the half-days, `receiver` the one held now."""

    person: Registration
    name: str
    there: frozenset[HalfDay]
    receiver: str
    wants_receiver: bool


def guests(event: Event, language: str) -> list[Guest]:
    """Return everybody who is expected, by family name; a constant number of queries."""
    people = registrations(event)
    there = presences(event)
    held = receivers_out(event)
    order = {
        person.id: sort_key(
            person.sort_key or sort_name(person.given_name, person.family_name), language
        )
        for person in people
    }
    return [
        Guest(
            person=person,
            name=person.display_name
            or list_name(person.given_name, person.family_name, language, titles=person.honorific),
            there=frozenset(there.get(person.id, ())),
            receiver=held.get(person.id, ""),
            wants_receiver=needs_receiver(person.follows, event.floor_languages),
        )
        for person in sorted(people, key=lambda person: order[person.id])
    ]


def presences(event: Event) -> dict[int, set[HalfDay]]:
    """Return {registration id: half-days} of everybody who was there."""
    found: dict[int, set[HalfDay]] = {}
    for row in db.session.execute(
        select(Presence.registration_id, Presence.day, Presence.half)
        .join(Registration, Registration.id == Presence.registration_id)
        .where(Registration.event_id == event.id, Presence.undone_at.is_(None))
    ):
        found.setdefault(row.registration_id, set()).add(HalfDay(row.day, row.half))
    return found


def receivers_out(event: Event) -> dict[int, str]:
    """Return {registration id: receiver} of all receivers that are out."""
    return {
        row.registration_id: row.receiver
        for row in db.session.execute(
            select(ReceiverLoan.registration_id, ReceiverLoan.receiver).where(
                ReceiverLoan.event_id == event.id, ReceiverLoan.back_at.is_(None)
            )
        )
    }


def by_code(event: Event, code: str) -> Registration | None:
    """Return whose code was shown at this event's door; a cancelled registration is found too."""
    return db.session.scalar(
        select(Registration).where(
            Registration.event_id == event.id, Registration.calendar_uid == code
        )
    )


def attendance(event: Event, people: list[Guest]) -> list[tuple[HalfDay, int]]:
    """Return how many were there in each half-day."""
    counts = Counter(half_day for guest in people for half_day in guest.there)
    return [(half_day, counts[half_day]) for half_day in half_days(event)]


def anybody_came(event: Event) -> bool:
    """Tell whether the door was used at all."""
    return (
        db.session.scalar(
            select(Presence.id)
            .join(Registration, Registration.id == Presence.registration_id)
            .where(
                Registration.event_id == event.id,
                Registration.state == RegistrationState.CONFIRMED,
                Presence.undone_at.is_(None),
            )
            .limit(1)
        )
        is not None
    )
