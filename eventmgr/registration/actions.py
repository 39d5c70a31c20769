"""Writing registrations: seats are counted under a lock, so they can never be overbooked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, db, lock, now
from eventmgr.events.closing import can_change, is_open
from eventmgr.events.models import Event
from eventmgr.i18n.phones import phone_key
from eventmgr.i18n.scripts import fold
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.nominations import actions as nominations
from eventmgr.nominations.models import Nomination, NominationState
from eventmgr.notices.actions import accepted_version
from eventmgr.registration import links, waiting
from eventmgr.registration.mails import (
    Ready,
    send_cancellation,
    send_confirmation,
    send_waiting,
    send_waiting_left,
)
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState
from eventmgr.registration.places import (
    ACTIVE,
    TAKING,
    WITHOUT_PLACE,
    check_delegation,
    check_places,
    hold,
)
from eventmgr.registration.rules import (
    AlreadyRegistered,
    ChangesClosed,
    NoPlace,
    NotActive,
    RegistrationClosed,
)

__all__ = ["can_change", "is_open"]


def _search_key(registration: Registration) -> str:
    words = (registration.given_name, registration.family_name, registration.display_name)
    return fold(" ".join(word for word in words if word))


_SAME_ADDRESS = select(Registration.id).where(
    Registration.event_id == bindparam("event"),
    Registration.email == bindparam("email"),
    Registration.state.in_(ACTIVE),
    Registration.id != bindparam("own"),
)


def _check_address(event: Event, email: str, own_id: int | None) -> None:
    """Refuse a second active registration of one address; the event's lock makes it certain."""
    if not email:
        return
    asked = {"event": event.id, "email": email, "own": own_id or 0}
    other = db.session.scalar(_SAME_ADDRESS, asked)
    if other is not None:
        raise AlreadyRegistered


def register(
    event: Event,
    values: dict[str, Any],
    *,
    actor: Any,
    invitation: Invitation | None = None,
    nomination: Nomination | None = None,
    by_link: bool = False,
    wait: bool = False,
    consent_at: datetime | None = None,
    ready: Ready | None = None,
    are_held: bool = False,
) -> tuple[Registration, str]:
    """Register somebody; return the row and the token of the person's own link.

    `values` are columns of Registration. A `nomination` of the invitation keeps the seat for the
    person. Raises NoSeatLeft, EventFull, DelegationFull, AlreadyRegistered, and by link
    RegistrationClosed; with `wait`, where the event has a waiting list, who finds no place is put
    on it. The confirmation goes to the outbox in the same transaction; messages made `ready`
    beforehand keep the time of the lock short. `are_held`: the caller holds event and invitation.
    """
    if not are_held:
        hold(event)
        if invitation is not None:
            hold(invitation)
    if by_link and not is_open(event):
        raise RegistrationClosed
    if by_link and invitation is not None and invitation.state is InvitationState.WITHDRAWN:
        # It was withdrawn between the opening of the link and the lock.
        raise RegistrationClosed
    if nomination is not None:
        lock(nomination)
        if nomination.state is not NominationState.ACCEPTED or nomination.registration_id:
            raise RegistrationClosed
    values = values | {"email": (values.get("email") or "").lower()}
    role = values.get("role") or ParticipantRole.PARTICIPANT
    _check_address(event, values["email"], None)
    state = RegistrationState.CONFIRMED
    try:
        check_places(
            event,
            invitation,
            role,
            values.get("designation_id"),
            has_seat=nomination is not None,
        )
    except NoPlace:
        if not wait or not event.waiting_list:
            raise
        state = RegistrationState.WAITING
    registration = Registration(
        event_id=event.id,
        invitation_id=invitation.id if invitation else None,
        calendar_uid=ready.calendar_uid if ready else links.new_uid(),
        consent_version=_accepted(event, ready) if consent_at else "",
        consent_at=consent_at,
        entered_by_id=getattr(actor, "id", None),
        state=state,
        waiting_since=now() if state is RegistrationState.WAITING else None,
        phone_key=phone_key(values.get("phone") or ""),
        **values,
    )
    registration.search_key = _search_key(registration)
    token = links.issue(registration, ready.token if ready else "")
    db.session.add(registration)
    if invitation is not None and invitation.state in {
        InvitationState.SENT,
        InvitationState.OPENED,
        InvitationState.DECLINED,
    }:
        invitation.state = InvitationState.ANSWERED
    record(
        "register participant" if state is RegistrationState.CONFIRMED else "join waiting list",
        registration,
        actor=actor,
        event_id=event.id,
        label=_name(registration),
    )
    if nomination is not None:
        nominations.registered_as(nomination, registration.id, actor=actor)
    if state is RegistrationState.WAITING:
        send_waiting(event, registration, token, ready)
    else:
        send_confirmation(event, registration, token, ready)
    return registration, token


def _accepted(event: Event, ready: Ready | None) -> str:
    """Return the version of the notice that is accepted: the one that held when it was read."""
    if ready is not None and ready.notice is not None:
        return str(ready.notice)
    return accepted_version(event)


def edit_registration(
    event: Event,
    registration: Registration,
    values: dict[str, Any],
    *,
    version: int,
    actor: Any,
    by_link: bool = False,
) -> None:
    """Change a registration; raises Conflict, AlreadyRegistered, NotActive, ChangesClosed.

    A change of role or delegation may need a place; the calendar entry of the person stays the
    same.
    """
    lock(event)
    if by_link and not can_change(event):
        raise ChangesClosed
    claim_version(registration, version)
    if registration.state not in ACTIVE:
        raise NotActive
    if "email" in values:
        values = values | {"email": (values["email"] or "").lower()}
        _check_address(event, values["email"], registration.id)
    _check_change(event, registration, values)
    freed = _takes(registration.state, registration.role)
    changes = differences(registration, values)
    registration.search_key = _search_key(registration)
    registration.phone_key = phone_key(registration.phone)
    record(
        "change registration",
        registration,
        actor=actor,
        event_id=event.id,
        label=_name(registration),
        changes=changes,
    )
    if freed and not _takes(registration.state, registration.role):
        waiting.place_freed(event, registration.invitation_id)


def _takes(state: RegistrationState, role: ParticipantRole) -> bool:
    return state in TAKING and role not in WITHOUT_PLACE


def _check_change(event: Event, registration: Registration, values: dict[str, Any]) -> None:
    """Look for a place where the change asks for one that the registration has not."""
    role = values.get("role", registration.role)
    if not _takes(registration.state, role):
        return
    designation_id = values.get("designation_id", registration.designation_id)
    if not _takes(registration.state, registration.role):
        check_places(event, _invitation(registration), role, designation_id)
    elif designation_id != registration.designation_id:
        check_delegation(event, designation_id)


def _invitation(registration: Registration) -> Invitation | None:
    """Return the invitation whose seat is asked for, held."""
    number = registration.invitation_id
    invitation = db.session.get(Invitation, number) if number else None
    if invitation is not None:
        hold(invitation)
    return invitation


def cancel_registration(
    event: Event, registration: Registration, *, actor: Any, by_link: bool = False
) -> None:
    """Cancel a registration, or leave the waiting list; the calendar entry is taken back.

    A nomination ends with it. What is free goes to the institution's reserve, then to who waits.
    Cancelling twice changes nothing; raises ChangesClosed by link after the lock date.
    """
    lock(event)
    lock(registration)
    before = registration.state
    if before is RegistrationState.CANCELLED:
        return
    if by_link and not can_change(event):
        raise ChangesClosed
    registration.state = RegistrationState.CANCELLED
    registration.cancelled_at = now()
    registration.offer_until = registration.waiting_since = None
    registration.calendar_sequence += 1
    registration.version += 1
    record(
        "cancel registration",
        registration,
        actor=actor,
        event_id=event.id,
        label=_name(registration),
    )
    if before is RegistrationState.CONFIRMED:
        send_cancellation(event, registration)
    elif before is not RegistrationState.LAPSED:
        send_waiting_left(event, registration)
    nominations.registration_fell_out(event, registration.id, actor=actor)
    waiting.place_freed(event, registration.invitation_id)


def restore_registration(event: Event, registration: Registration, *, actor: Any) -> None:
    """Confirm who was cancelled, waits or let an offer pass, where a place is free.

    Raises NoSeatLeft, EventFull, DelegationFull or AlreadyRegistered.
    """
    lock(event)
    lock(registration)
    before = registration.state
    if before is RegistrationState.CONFIRMED:
        return
    _check_address(event, registration.email, registration.id)
    if before is not RegistrationState.OFFERED:
        check_places(
            event,
            _invitation(registration),
            registration.role,
            registration.designation_id,
            has_seat=waiting.has_seat(registration.id),
        )
    registration.state = RegistrationState.CONFIRMED
    registration.cancelled_at = registration.offer_until = registration.waiting_since = None
    registration.calendar_sequence += 1
    registration.version += 1
    token = links.issue(registration)
    record(
        "restore registration",
        registration,
        actor=actor,
        event_id=event.id,
        label=_name(registration),
    )
    send_confirmation(event, registration, token)


def send_again(event: Event, registration: Registration, *, actor: Any) -> None:
    """Send the confirmation once more with a new link, which voids the older one."""
    lock(registration)
    if registration.state is not RegistrationState.CONFIRMED:
        raise NotActive
    token = links.issue(registration)
    record(
        "send confirmation again",
        registration,
        actor=actor,
        event_id=event.id,
        label=_name(registration),
    )
    send_confirmation(event, registration, token)


def _name(registration: Registration) -> str:
    return f"{registration.given_name} {registration.family_name}".strip()
