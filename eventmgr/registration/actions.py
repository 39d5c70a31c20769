"""Writing registrations: seats are counted under a lock, so they can never be overbooked."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import func, select

from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, db, lock, now
from eventmgr.events.models import Event
from eventmgr.i18n.scripts import fold
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.registration import links
from eventmgr.registration.mails import send_cancellation, send_confirmation
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState
from eventmgr.registration.queries import WITHOUT_PLACE
from eventmgr.registration.rules import (
    AlreadyRegistered,
    EventFull,
    NoSeatLeft,
    NotActive,
    RegistrationClosed,
)

PRIVACY_VERSION = "1"


def is_open(event: Event) -> bool:
    """Tell whether people may still register or change by link: up to the last day, there."""
    today = now().astimezone(ZoneInfo(event.timezone)).date()
    return today <= (event.registration_until or event.end)


def _search_key(registration: Registration) -> str:
    words = (registration.given_name, registration.family_name, registration.display_name)
    return fold(" ".join(word for word in words if word))


def _check_places(event: Event, invitation: Invitation | None, role: ParticipantRole) -> None:
    """Count under the locks of event and invitation; raise where no place is left."""
    if role in WITHOUT_PLACE:
        return
    active = (Registration.state == RegistrationState.CONFIRMED) & Registration.role.not_in(
        WITHOUT_PLACE
    )
    if invitation is not None:
        taken = db.session.scalar(
            select(func.count()).where(Registration.invitation_id == invitation.id, active)
        )
        if (taken or 0) >= invitation.seats:
            raise NoSeatLeft
    if event.capacity is not None:
        everybody = db.session.scalar(
            select(func.count()).where(Registration.event_id == event.id, active)
        )
        if (everybody or 0) >= event.capacity:
            raise EventFull


def _check_address(event: Event, email: str, own_id: int | None) -> None:
    """Refuse a second active registration of one address; the event's lock makes it certain."""
    if not email:
        return
    other = db.session.scalar(
        select(Registration.id).where(
            Registration.event_id == event.id,
            Registration.email == email,
            Registration.state != RegistrationState.CANCELLED,
            Registration.id != (own_id or 0),
        )
    )
    if other is not None:
        raise AlreadyRegistered


def register(
    event: Event,
    values: dict[str, Any],
    *,
    actor: Any,
    invitation: Invitation | None = None,
    by_link: bool = False,
    consent_at: datetime | None = None,
) -> tuple[Registration, str]:
    """Register somebody; return the row and the token of the person's own link.

    `values` are columns of Registration. Raises NoSeatLeft, EventFull, AlreadyRegistered, and by
    link RegistrationClosed. The confirmation goes to the outbox in the same transaction.
    """
    lock(event)
    if invitation is not None:
        lock(invitation)
    if by_link and not is_open(event):
        raise RegistrationClosed
    if by_link and invitation is not None and invitation.state is InvitationState.WITHDRAWN:
        # It was withdrawn between the opening of the link and the lock.
        raise RegistrationClosed
    values = values | {"email": (values.get("email") or "").lower()}
    role = values.get("role") or ParticipantRole.PARTICIPANT
    _check_address(event, values["email"], None)
    _check_places(event, invitation, role)
    host = current_app.config["MAIL_SENDER"].rpartition("@")[2]
    registration = Registration(
        event_id=event.id,
        invitation_id=invitation.id if invitation else None,
        calendar_uid=f"{secrets.token_hex(12)}@{host}",
        consent_version=PRIVACY_VERSION if consent_at else "",
        consent_at=consent_at,
        entered_by_id=getattr(actor, "id", None),
        **values,
    )
    registration.search_key = _search_key(registration)
    token = links.issue(registration)
    db.session.add(registration)
    if invitation is not None and invitation.state in {
        InvitationState.SENT,
        InvitationState.OPENED,
        InvitationState.DECLINED,
    }:
        invitation.state = InvitationState.ANSWERED
    record(
        "register participant",
        registration,
        actor=actor,
        event_id=event.id,
        label=_name(registration),
    )
    db.session.refresh(registration)
    send_confirmation(event, registration, token)
    return registration, token


def edit_registration(
    event: Event,
    registration: Registration,
    values: dict[str, Any],
    *,
    version: int,
    actor: Any,
    by_link: bool = False,
) -> None:
    """Change a registration; raises Conflict, AlreadyRegistered, NotActive, RegistrationClosed.

    A change of role may need a place; the calendar entry of the person stays the same.
    """
    lock(event)
    if by_link and not is_open(event):
        raise RegistrationClosed
    claim_version(registration, version)
    if registration.state is RegistrationState.CANCELLED:
        raise NotActive
    if "email" in values:
        values = values | {"email": (values["email"] or "").lower()}
        _check_address(event, values["email"], registration.id)
    role = values.get("role", registration.role)
    if registration.role in WITHOUT_PLACE and role not in WITHOUT_PLACE:
        invitation = (
            db.session.get(Invitation, registration.invitation_id)
            if registration.invitation_id
            else None
        )
        if invitation is not None:
            lock(invitation)
        _check_places(event, invitation, role)
    changes = differences(registration, values)
    registration.search_key = _search_key(registration)
    record(
        "change registration",
        registration,
        actor=actor,
        event_id=event.id,
        label=_name(registration),
        changes=changes,
    )


def cancel_registration(
    event: Event, registration: Registration, *, actor: Any, by_link: bool = False
) -> None:
    """Cancel a registration: its seat is free again, the calendar entry is taken back.

    Cancelling twice changes nothing.
    """
    lock(event)
    lock(registration)
    if registration.state is RegistrationState.CANCELLED:
        return
    if by_link and not is_open(event):
        raise RegistrationClosed
    registration.state = RegistrationState.CANCELLED
    registration.cancelled_at = now()
    registration.calendar_sequence += 1
    registration.version += 1
    record(
        "cancel registration",
        registration,
        actor=actor,
        event_id=event.id,
        label=_name(registration),
    )
    send_cancellation(event, registration)


def restore_registration(event: Event, registration: Registration, *, actor: Any) -> None:
    """Take back a cancellation; raises NoSeatLeft, EventFull or AlreadyRegistered."""
    lock(event)
    lock(registration)
    if registration.state is not RegistrationState.CANCELLED:
        return
    invitation = (
        db.session.get(Invitation, registration.invitation_id)
        if registration.invitation_id
        else None
    )
    if invitation is not None:
        lock(invitation)
    _check_address(event, registration.email, registration.id)
    _check_places(event, invitation, registration.role)
    registration.state = RegistrationState.CONFIRMED
    registration.cancelled_at = None
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
    if registration.state is RegistrationState.CANCELLED:
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
