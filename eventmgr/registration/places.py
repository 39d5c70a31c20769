"""Places: of an institution, of a delegation, of the event; all counted under the event's lock.

A place is taken by whoever is confirmed, and by whoever is offered one until the offer ends. A
seat of an invitation is taken by people named for it as well: who is named and registered holds
one seat, not two.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    exists,
    func,
    inspect,
    literal,
    null,
    select,
)
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
            assert number is not None
            seats[number] = seats.get(number, 0) + count
    return seats


_SEATS = (
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
_OF_DELEGATION = _IN_EVENT.where(
    Registration.designation_id == bindparam("designation")
).scalar_subquery()
_LIMIT = (
    select(DesignationCapacity.capacity)
    .where(
        DesignationCapacity.event_id == bindparam("event"),
        DesignationCapacity.designation_id == bindparam("designation"),
    )
    .scalar_subquery()
)


@cache
def _question(seat: bool, event: bool, delegation: bool) -> Select[Any]:
    """Return one statement that counts what is asked: everybody who registers waits for it."""
    return select(
        (_SEATS if seat else literal(0)).label("seats"),
        (_IN_EVENT.scalar_subquery() if event else literal(0)).label("in_event"),
        (_LIMIT if delegation else null()).label("most"),
        (_OF_DELEGATION if delegation else literal(0)).label("of_delegation"),
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
    seat = invitation is not None and not has_seat
    asked: dict[str, Any] = {"event": event.id}
    if invitation is not None and seat:
        asked["invitation"] = invitation.id
    if designation_id is not None:
        asked["designation"] = designation_id
    limited = event.capacity is not None
    if not seat and not limited and designation_id is None:
        return
    taken = db.session.execute(_question(seat, limited, designation_id is not None), asked).one()
    if invitation is not None and seat and taken.seats >= invitation.seats:
        raise NoSeatLeft
    if event.capacity is not None and taken.in_event >= event.capacity:
        raise EventFull
    if taken.most is not None and taken.of_delegation >= taken.most:
        raise DelegationFull


def check_delegation(event: Event, designation_id: int | None) -> None:
    """Raise DelegationFull where the event has no more room for people of a delegation."""
    if designation_id is None:
        return
    asked = {"event": event.id, "designation": designation_id}
    taken = db.session.execute(_question(False, False, True), asked).one()
    if taken.most is not None and taken.of_delegation >= taken.most:
        raise DelegationFull
