"""Naming people for seats, deciding on them, moving up the reserve.

Every change holds the event first and the invitation after it, as registering does, so that seats
are counted by one at a time. Each step leaves one audit entry.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, db, lock, now
from eventmgr.events.closing import is_open
from eventmgr.events.models import Event
from eventmgr.i18n.phones import phone_key
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.invitations.states import OUT
from eventmgr.mail.actions import cancel_unsent
from eventmgr.nominations import links, mails
from eventmgr.nominations.models import Nomination, NominationState
from eventmgr.nominations.registered import registered
from eventmgr.nominations.rules import (
    Ended,
    HasRegistered,
    KnownAddress,
    KnownPhone,
    NominationsClosed,
)
from eventmgr.nominations.states import ON_SEAT, OPEN, IllegalMove, move

INSTITUTION = "institution"
PROGRAM = "program"


def _hold(event: Event, invitation: Invitation) -> None:
    lock(event)
    lock(invitation)


def free_seats(invitation: Invitation) -> int:
    """Return how many seats nobody has, people named for one included."""
    db.session.flush()
    taken = registered().taken(invitation.event_id, invitation.id)
    return invitation.seats - taken.get(invitation.id, 0)


def _check_open(event: Event, invitation: Invitation) -> None:
    if not is_open(event) or invitation.state not in OUT - {InvitationState.DECLINED}:
        raise NominationsClosed


def _check_person(event: Event, email: str, key: str, *, own: Nomination | None = None) -> None:
    """Refuse a person who is invited already, known by address or telephone (LIFE-10)."""
    others = select(Nomination.id).where(
        Nomination.event_id == event.id,
        Nomination.state.in_(OPEN),
        Nomination.id != (own.id if own else 0),
    )
    if db.session.scalar(others.where(Nomination.email == email).limit(1)) is not None:
        raise KnownAddress
    if key and db.session.scalar(others.where(Nomination.phone_key == key).limit(1)) is not None:
        raise KnownPhone
    known = registered().knows(event, email, key, own.registration_id if own else None)
    if known == "email":
        raise KnownAddress
    if known == "phone":
        raise KnownPhone


def _last_place(invitation: Invitation) -> int:
    """Return the place behind everybody in the reserve."""
    last = db.session.scalar(
        select(func.max(Nomination.reserve_place)).where(
            Nomination.invitation_id == invitation.id,
            Nomination.state == NominationState.RESERVE,
        )
    )
    return (last or 0) + 1


def _prepared(values: dict[str, Any]) -> dict[str, Any]:
    return values | {
        "email": values["email"].lower(),
        "phone_key": phone_key(values.get("phone", "")),
    }


def nominate(
    event: Event,
    invitation: Invitation,
    values: dict[str, Any],
    *,
    actor: Any,
    by_link: bool = False,
) -> Nomination:
    """Name a person for a seat; where none is free for the reserve, behind those already there.

    `values` are columns of Nomination. Raises KnownAddress, KnownPhone, and by link
    NominationsClosed.
    """
    _hold(event, invitation)
    if by_link:
        _check_open(event, invitation)
    values = _prepared(values)
    _check_person(event, values["email"], values["phone_key"])
    nomination = Nomination(event_id=event.id, invitation_id=invitation.id, **values)
    if free_seats(invitation) > 0:
        nomination.state = NominationState.NOMINATED
    else:
        nomination.state = NominationState.RESERVE
        nomination.reserve_place = _last_place(invitation)
    _add(nomination, invitation)
    _record("nominate person", nomination, actor)
    return nomination


def _add(nomination: Nomination, invitation: Invitation) -> None:
    nomination.invitation = invitation
    db.session.add(nomination)
    if invitation.state in {InvitationState.SENT, InvitationState.OPENED}:
        invitation.state = InvitationState.ANSWERED
    db.session.flush()


def change_nomination(
    event: Event,
    nomination: Nomination,
    values: dict[str, Any],
    *,
    version: int,
    actor: Any,
    by_link: bool = False,
) -> None:
    """Correct what was written about somebody who has not registered yet.

    With another address a person who was accepted gets a new link there. Raises Conflict, Ended,
    KnownAddress, KnownPhone, NominationsClosed.
    """
    _hold(event, nomination.invitation)
    if by_link:
        _check_open(event, nomination.invitation)
    claim_version(nomination, version)
    if nomination.state not in OPEN:
        raise Ended
    if nomination.registration_id is not None:
        raise HasRegistered
    values = _prepared(values)
    _check_person(event, values["email"], values["phone_key"], own=nomination)
    moved = values["email"] != nomination.email
    nomination.phone_key = values.pop("phone_key")
    changes = differences(nomination, values)
    if not changes:
        return
    if moved:
        cancel_unsent("Nomination", nomination.id, actor=actor)
    if moved and nomination.state is NominationState.ACCEPTED:
        mails.send_link(event, nomination)
    _record("change nomination", nomination, actor, changes)


def accept(event: Event, nomination: Nomination, *, actor: Any) -> NominationState:
    """Say yes to a person; return where the nomination stands now.

    On a seat, or where one is free, the person is accepted and receives the link to the form.
    Else the person stays in the reserve with the organisers' yes, and moves up with a link.
    Raises Ended for what the institution ended. Accepting twice changes nothing.
    """
    _hold(event, nomination.invitation)
    lock(nomination)
    before = nomination.state
    if before in {NominationState.REPLACED, NominationState.WITHDRAWN}:
        raise Ended
    if before is NominationState.ACCEPTED:
        return before
    if before is NominationState.DECLINED:
        _check_person(event, nomination.email, nomination.phone_key, own=nomination)
    nomination.approved_at = nomination.approved_at or now()
    nomination.reason = ""
    nomination.version += 1
    if before is NominationState.NOMINATED or free_seats(nomination.invitation) > 0:
        move(nomination, NominationState.ACCEPTED)
        nomination.reserve_place = 0
        mails.send_link(event, nomination)
    elif before is NominationState.DECLINED:
        move(nomination, NominationState.RESERVE)
        nomination.reserve_place = _last_place(nomination.invitation)
    _record("accept nomination", nomination, actor, _moved(before, nomination))
    return nomination.state


def put_in_reserve(event: Event, nomination: Nomination, *, actor: Any) -> None:
    """Move a person from a seat to the end of the reserve; who waited there first moves up.

    Raises Ended where there is nothing to move, HasRegistered where the person has registered:
    then the registration is what can be cancelled.
    """
    _hold(event, nomination.invitation)
    lock(nomination)
    before = nomination.state
    if before is NominationState.RESERVE:
        return
    if nomination.registration_id is not None:
        raise HasRegistered
    place = _last_place(nomination.invitation)
    _to(nomination, NominationState.RESERVE)
    nomination.reserve_place = place
    nomination.version += 1
    _record("put nomination in reserve", nomination, actor, _moved(before, nomination))
    _take_link(event, nomination, before, actor)
    move_up(event, nomination.invitation, apart_from=nomination)
    registered().seat_freed(event)


def decline(event: Event, nomination: Nomination, reason: str, *, actor: Any) -> None:
    """Say no, with a reason that the institution reads; the seat goes to the reserve.

    Who had registered is cancelled and told by mail. Declining twice changes the reason only.
    """
    _hold(event, nomination.invitation)
    lock(nomination)
    before = nomination.state
    nomination.reason = reason
    nomination.version += 1
    if before is not NominationState.DECLINED:
        _to(nomination, NominationState.DECLINED)
    nomination.approved_at = None
    changes = _moved(before, nomination) | {"reason": ["", reason]}
    _record("decline nomination", nomination, actor, changes)
    _fell_out(event, nomination, before, actor)


def withdraw(event: Event, nomination: Nomination, *, actor: Any, by_link: bool = False) -> None:
    """Take a person back, by the institution or the person; the seat goes to the reserve."""
    _hold(event, nomination.invitation)
    if by_link:
        _check_open(event, nomination.invitation)
    lock(nomination)
    before = nomination.state
    if before is NominationState.WITHDRAWN:
        return
    _to(nomination, NominationState.WITHDRAWN)
    nomination.version += 1
    _record("withdraw nomination", nomination, actor, _moved(before, nomination))
    _fell_out(event, nomination, before, actor)


def replace(
    event: Event,
    nomination: Nomination,
    values: dict[str, Any],
    *,
    actor: Any,
    by_link: bool = False,
) -> Nomination:
    """Name somebody else in a person's place; the row of the first stays as history.

    The new person waits for the organisers' yes, on the same seat or at the same place of the
    reserve. Raises Ended, KnownAddress, KnownPhone, NominationsClosed.
    """
    invitation = nomination.invitation
    _hold(event, invitation)
    if by_link:
        _check_open(event, invitation)
    lock(nomination)
    before = nomination.state
    if before not in OPEN:
        raise Ended
    values = _prepared(values)
    # Own address and telephone may come again: an assistant's, or a spelling put right.
    _check_person(event, values["email"], values["phone_key"], own=nomination)
    reserve = before is NominationState.RESERVE
    successor = Nomination(
        event_id=event.id,
        invitation_id=invitation.id,
        state=NominationState.RESERVE if reserve else NominationState.NOMINATED,
        reserve_place=nomination.reserve_place,
        **values,
    )
    move(nomination, NominationState.REPLACED)
    _add(successor, invitation)
    nomination.replaced_by_id = successor.id
    nomination.version += 1
    _record("replace nomination", nomination, actor, _moved(before, nomination))
    _record("nominate person", successor, actor)
    _fell_out(event, nomination, before, actor)
    return successor


def send_link_again(event: Event, nomination: Nomination, *, actor: Any) -> None:
    """Send an accepted person a new link, which voids the older one."""
    lock(nomination)
    if nomination.state is not NominationState.ACCEPTED:
        raise Ended
    if nomination.registration_id is not None:
        raise HasRegistered
    cancel_unsent("Nomination", nomination.id, actor=actor)
    mails.send_link(event, nomination)
    _record("send nominee a link", nomination, actor)


def registered_as(nomination: Nomination, registration_id: int, *, actor: Any) -> None:
    """Note that a nominee has filled in the form; the seat is the registration's from now on."""
    nomination.registration_id = registration_id
    nomination.version += 1
    _record("nominee registered", nomination, actor)


def registration_fell_out(event: Event, registration_id: int, *, actor: Any) -> None:
    """Note that a nominee's registration was cancelled: the nomination ends with it.

    The caller holds the event and moves up the reserve after it.
    """
    nomination = db.session.scalar(
        select(Nomination).where(
            Nomination.registration_id == registration_id, Nomination.state.in_(OPEN)
        )
    )
    if nomination is None:
        return
    lock(nomination)
    before = nomination.state
    move(nomination, NominationState.WITHDRAWN)
    links.void(nomination)
    nomination.version += 1
    _record("withdraw nomination", nomination, actor, _moved(before, nomination))


def move_up(
    event: Event, invitation: Invitation, *, apart_from: Nomination | None = None
) -> list[Nomination]:
    """Give free seats to the reserve in its order; each is told by mail; return who moved.

    Who has the organisers' yes already receives the link; the others wait for it on the seat.
    """
    _hold(event, invitation)
    if invitation.state is InvitationState.WITHDRAWN or not is_open(event):
        return []
    waiting = list(
        db.session.scalars(
            select(Nomination)
            .where(
                Nomination.invitation_id == invitation.id,
                Nomination.state == NominationState.RESERVE,
                Nomination.id != (apart_from.id if apart_from else 0),
            )
            .order_by(Nomination.reserve_place, Nomination.id)
        )
    )
    moved = waiting[: max(0, free_seats(invitation))] if waiting else []
    for nomination in moved:
        before = nomination.state
        accepted = nomination.approved_at is not None
        move(nomination, NominationState.ACCEPTED if accepted else NominationState.NOMINATED)
        nomination.reserve_place = 0
        nomination.version += 1
        _record("move nomination up", nomination, PROGRAM, _moved(before, nomination))
        if accepted:
            mails.send_link(event, nomination)
        else:
            mails.send_moved_up(event, nomination)
    db.session.flush()
    return moved


def _to(nomination: Nomination, state: NominationState) -> None:
    try:
        move(nomination, state)
    except IllegalMove as error:
        raise Ended from error


def _take_link(event: Event, nomination: Nomination, before: NominationState, actor: Any) -> None:
    links.void(nomination)
    if before is NominationState.ACCEPTED:
        cancel_unsent("Nomination", nomination.id, actor=actor)
        mails.send_ended(event, nomination)


def _fell_out(event: Event, nomination: Nomination, before: NominationState, actor: Any) -> None:
    """Do what follows when somebody no longer comes: link, registration, reserve."""
    if nomination.registration_id is not None and before in ON_SEAT:
        links.void(nomination)
        # The registration's own cancellation tells the person and moves up the reserve.
        registered().cancel(event, nomination.registration_id, actor=actor)
    else:
        _take_link(event, nomination, before, actor)
    if before in ON_SEAT:
        move_up(event, nomination.invitation)
        registered().seat_freed(event)


def _moved(before: NominationState, nomination: Nomination) -> dict[str, Any]:
    return {"state": [before.value, nomination.state.value]} if before != nomination.state else {}


def _record(
    action: str, nomination: Nomination, actor: Any, changes: dict[str, Any] | None = None
) -> None:
    record(
        action,
        nomination,
        actor=actor,
        event_id=nomination.event_id,
        label=f"{nomination.given_name} {nomination.family_name}".strip(),
        changes=changes,
    )
