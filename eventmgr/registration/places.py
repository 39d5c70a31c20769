"""Places: of an institution, of a delegation, of the event; all counted under the event's lock.

A place is taken by whoever is confirmed, and by whoever is offered one until the offer ends. A
seat of an invitation is taken by people named for it as well: who is named and registered holds
one seat, not two.
"""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import ColumnElement, bindparam, exists, func, inspect, select
from sqlalchemy.orm import lazyload

from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.invitations.models import Invitation
from eventmgr.nominations.models import Nomination
from eventmgr.nominations.states import ON_SEAT
from eventmgr.registration.models import (
    DesignationCapacity,
    ParticipantRole,
    Registration,
    RegistrationState,
)
from eventmgr.registration.rules import DelegationFull, EventFull, NoSeatLeft

# Who does not take a participant's place (STAT-01).
WITHOUT_PLACE = frozenset(
    {ParticipantRole.INTERPRETER, ParticipantRole.TECHNICIAN, ParticipantRole.ORGANISER}
)
TAKING = frozenset({RegistrationState.CONFIRMED, RegistrationState.OFFERED})
# Who is known by the address: nobody else registers with it.
ACTIVE = frozenset({*TAKING, RegistrationState.WAITING})


Held = TypeVar("Held", Event, Invitation)


def held(kind: type[Held], number: int) -> Held:
    """Hold a row as `database.lock` does and return it, read anew, but nothing it points to.

    Everybody who registers waits for this: names and organisers of an event are not needed.
    """
    return db.session.execute(
        select(kind)
        .where(kind.id == number)
        .options(lazyload("*"))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


def hold(row: Event | Invitation) -> None:
    """Hold a row that is known already, and read its columns anew."""
    held(type(row), inspect(row).identity[0])


def takes_place() -> ColumnElement[bool]:
    """Return the condition of registrations that take a place."""
    return Registration.state.in_(TAKING) & Registration.role.not_in(WITHOUT_PLACE)


def takes_own_seat() -> ColumnElement[bool]:
    """Return the condition of registrations that take a seat which no nomination holds already."""
    named = exists().where(
        Nomination.registration_id == Registration.id, Nomination.state.in_(ON_SEAT)
    )
    return takes_place() & ~named


def taken_seats(event_id: int, invitation_id: int | None = None) -> dict[int, int]:
    """Return {invitation id: seats taken}, of one invitation or of all, in two queries."""
    people = select(Registration.invitation_id, func.count()).where(
        Registration.event_id == event_id,
        Registration.invitation_id.is_not(None),
        takes_own_seat(),
    )
    named = select(Nomination.invitation_id, func.count()).where(
        Nomination.event_id == event_id, Nomination.state.in_(ON_SEAT)
    )
    if invitation_id is not None:
        people = people.where(Registration.invitation_id == invitation_id)
        named = named.where(Nomination.invitation_id == invitation_id)
    seats: dict[int, int] = {}
    for query in (
        people.group_by(Registration.invitation_id),
        named.group_by(Nomination.invitation_id),
    ):
        for number, count in db.session.execute(query):
            seats[number] = seats.get(number, 0) + count
    return seats


# Made once: everybody who registers waits while these are asked.
_SEATS = select(
    select(func.count())
    .select_from(Registration)
    .where(Registration.invitation_id == bindparam("invitation"), takes_own_seat())
    .scalar_subquery()
    + select(func.count())
    .select_from(Nomination)
    .where(Nomination.invitation_id == bindparam("invitation"), Nomination.state.in_(ON_SEAT))
    .scalar_subquery()
)
_IN_EVENT = (
    select(func.count())
    .select_from(Registration)
    .where(Registration.event_id == bindparam("event"), takes_place())
)
_OF_DELEGATION = _IN_EVENT.where(Registration.designation_id == bindparam("designation"))
_LIMIT = select(DesignationCapacity.capacity).where(
    DesignationCapacity.event_id == bindparam("event"),
    DesignationCapacity.designation_id == bindparam("designation"),
)


def check_places(
    event: Event,
    invitation: Invitation | None,
    role: ParticipantRole,
    designation_id: int | None,
    *,
    has_seat: bool = False,
) -> None:
    """Raise NoSeatLeft, EventFull or DelegationFull where no place is left.

    The caller holds the event and the invitation. `has_seat`: a seat of it is kept already.
    """
    if role in WITHOUT_PLACE:
        return
    if invitation is not None and not has_seat:
        taken = db.session.scalar(_SEATS, {"invitation": invitation.id})
        if (taken or 0) >= invitation.seats:
            raise NoSeatLeft
    if event.capacity is not None:
        taken = db.session.scalar(_IN_EVENT, {"event": event.id})
        if (taken or 0) >= event.capacity:
            raise EventFull
    check_delegation(event, designation_id)


def check_delegation(event: Event, designation_id: int | None) -> None:
    """Raise DelegationFull where the event has no more room for people of a delegation."""
    if designation_id is None:
        return
    which = {"event": event.id, "designation": designation_id}
    most = db.session.scalar(_LIMIT, which)
    if most is not None and (db.session.scalar(_OF_DELEGATION, which) or 0) >= most:
        raise DelegationFull
