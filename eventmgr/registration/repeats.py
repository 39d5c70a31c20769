"""First time or again: who took part in an earlier event that the reader may see (STAT-02)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select, union
from sqlalchemy.orm import aliased

from eventmgr.database import Base, db
from eventmgr.events.models import Event
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState
from eventmgr.registration.places import WITHOUT_PLACE

# Whom "participants" counts: not those who carry the event, nor its speakers (STAT-01).
COUNTED = frozenset(ParticipantRole) - WITHOUT_PLACE - {ParticipantRole.SPEAKER}


@dataclass(frozen=True)
class Repeats:
    """Of how many registered participants how many took part before; `events` by registration."""

    base: int
    again: int
    events: dict[int, int]

    @property
    def percent(self) -> int:
        """Return the share in whole per cent."""
        return round(100 * self.again / self.base) if self.base else 0


def took_part_before(event: Event, visible: Iterable[Event]) -> dict[int, int]:
    """Return {registration: number of earlier events}; two queries at most.

    `visible` are the events the reader may see. Somebody is the same person with the same
    address, or with the same name, accents and scripts apart, at the same institution. Whoever
    was expected counts where the earlier event kept no attendance.
    """
    earlier = [one.id for one in visible if one.id != event.id and one.end < event.start]
    if not earlier:
        return {}
    mine, other = Registration, aliased(Registration)
    presences = Base.metadata.tables["presences"]
    there = select(presences.c.registration_id).where(presences.c.undone_at.is_(None))
    kept = (
        select(Registration.event_id)
        .join(presences, presences.c.registration_id == Registration.id)
        .where(Registration.event_id.in_(earlier))
    )
    before = and_(
        mine.event_id == event.id,
        mine.state == RegistrationState.CONFIRMED,
        other.event_id.in_(earlier),
        other.state == RegistrationState.CONFIRMED,
        or_(other.id.in_(there), other.event_id.not_in(kept)),
    )
    pairs = select(mine.id.label("person"), other.event_id.label("event"))
    by_address = pairs.join(other, and_(other.email == mine.email, mine.email != ""))
    by_name = pairs.join(
        other,
        and_(
            other.search_key == mine.search_key,
            mine.search_key != "",
            other.organisation_id == mine.organisation_id,
        ),
    )
    found = union(by_address.where(before), by_name.where(before)).subquery()
    rows = db.session.execute(select(found.c.person, func.count()).group_by(found.c.person))
    return {row[0]: row[1] for row in rows}


def repeats_of(event: Event, people: Iterable[Registration], visible: Iterable[Event]) -> Repeats:
    """Return how many of the registered participants took part before, with the base stated."""
    events = took_part_before(event, visible)
    counted = [
        one.id for one in people if one.role in COUNTED and one.state is RegistrationState.CONFIRMED
    ]
    return Repeats(len(counted), sum(number in events for number in counted), events)
