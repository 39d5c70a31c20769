"""The waiting list: freed places are offered in turn; an offer ends by itself.

A person who waits has filled in the form; an offered place is kept until the offer ends, then
the next is asked. The worker looks each minute; doing it twice changes nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from eventmgr.audit.actions import record
from eventmgr.database import db, lock, now
from eventmgr.directory.naming import NamesMissing
from eventmgr.events.closing import closes_at, is_open
from eventmgr.events.models import Event
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.nominations import actions as nominations
from eventmgr.nominations.models import Nomination
from eventmgr.nominations.states import ON_SEAT
from eventmgr.registration import links
from eventmgr.registration.mails import send_confirmation, send_lapsed, send_offer, send_waiting
from eventmgr.registration.models import Registration, RegistrationRequest, RegistrationState
from eventmgr.registration.places import check_places, hold
from eventmgr.registration.rules import EventFull, NoPlace, NotActive, OfferEnded

PROGRAM = "program"


def place_freed(event: Event, invitation_id: int | None) -> None:
    """Do what follows when somebody no longer comes: the reserve first, then who waits."""
    db.session.flush()
    if invitation_id is not None:
        invitation = db.session.get(Invitation, invitation_id)
        if invitation is not None:
            nominations.move_up(event, invitation)
    offer_places(event)


def _first(event: Event) -> list[Registration]:
    return list(
        db.session.scalars(
            select(Registration)
            .where(
                Registration.event_id == event.id,
                Registration.state == RegistrationState.WAITING,
            )
            .order_by(Registration.waiting_since, Registration.id)
        )
    )


def has_seat(registration_id: int) -> bool:
    """Tell whether a nomination keeps a seat for this registration."""
    found = db.session.scalar(
        select(Nomination.id).where(
            Nomination.registration_id == registration_id, Nomination.state.in_(ON_SEAT)
        )
    )
    return found is not None


def offer_places(event: Event) -> list[Registration]:
    """Offer what is free to those who wait, the longest waiting first; return who was asked.

    Somebody for whose institution or delegation nothing is free keeps the place in the list.
    """
    lock(event)
    if not event.waiting_list or not is_open(event):
        return []
    asked = []
    for registration in _first(event):
        invitation = (
            db.session.get(Invitation, registration.invitation_id)
            if registration.invitation_id
            else None
        )
        if invitation is not None:
            hold(invitation)
            if invitation.state is InvitationState.WITHDRAWN:
                continue
        try:
            check_places(
                event,
                invitation,
                registration.role,
                registration.designation_id,
                has_seat=has_seat(registration.id),
            )
        except EventFull:
            break
        except NoPlace:
            continue
        _offer(event, registration)
        asked.append(registration)
    return asked


def _offer(event: Event, registration: Registration) -> None:
    registration.state = RegistrationState.OFFERED
    registration.offer_until = min(now() + timedelta(hours=event.offer_hours), closes_at(event))
    registration.version += 1
    _record("offer place", registration, PROGRAM)
    send_offer(event, registration, links.issue(registration))
    db.session.flush()


def accept_offer(event: Event, registration: Registration, token: str, *, actor: Any) -> None:
    """Take an offered place; raise OfferEnded where its time is over, NotActive where none is.

    `token` is the person's own link, which stays. Accepting twice changes nothing.
    """
    lock(event)
    lock(registration)
    if registration.state is RegistrationState.CONFIRMED:
        return
    if registration.state is RegistrationState.LAPSED:
        raise OfferEnded
    if registration.state is not RegistrationState.OFFERED or registration.offer_until is None:
        raise NotActive
    if now() >= registration.offer_until:
        raise OfferEnded
    registration.state = RegistrationState.CONFIRMED
    registration.offer_until = None
    registration.waiting_since = None
    registration.version += 1
    _record("accept offered place", registration, actor)
    send_confirmation(event, registration, token)


def wait_again(event: Event, registration: Registration, token: str, *, actor: Any) -> None:
    """Join the end of the list once more after an offer ended."""
    lock(event)
    lock(registration)
    if registration.state is not RegistrationState.LAPSED:
        return
    if not event.waiting_list or not is_open(event):
        raise NotActive
    registration.state = RegistrationState.WAITING
    registration.waiting_since = now()
    registration.offer_until = None
    registration.version += 1
    _record("join waiting list", registration, actor)
    send_waiting(event, registration, token)
    db.session.flush()
    offer_places(event)


def end_offers(event: Event) -> int:
    """End the offers whose time is over and ask the next; return how many ended."""
    lock(event)
    ended = list(
        db.session.scalars(
            select(Registration).where(
                Registration.event_id == event.id,
                Registration.state == RegistrationState.OFFERED,
                Registration.offer_until <= now(),
            )
        )
    )
    for registration in ended:
        registration.state = RegistrationState.LAPSED
        registration.version += 1
        _record("end offer of place", registration, PROGRAM)
        # A seat that a nomination kept is the institution's again.
        nominations.registration_fell_out(event, registration.id, actor=PROGRAM)
        send_lapsed(event, registration)
    for number in {row.invitation_id for row in ended if row.invitation_id is not None}:
        place_freed(event, number)
    offer_places(event)
    return len(ended)


def look_after_places() -> int:
    """End offers and ask the next, event by event; forget requests nobody confirmed.

    Each event is committed by itself, so that one cannot hold up another. Returns how many offers
    ended or were made.
    """
    db.session.execute(delete(RegistrationRequest).where(RegistrationRequest.expires_at <= now()))
    db.session.commit()
    numbers = db.session.scalars(
        select(Registration.event_id)
        .where(Registration.state.in_((RegistrationState.OFFERED, RegistrationState.WAITING)))
        .distinct()
        .order_by(Registration.event_id)
    ).all()
    db.session.commit()
    done = 0
    for number in numbers:
        event = db.session.get_one(Event, number)
        try:
            done += end_offers(event)
            db.session.commit()
        except NamesMissing:
            # A footnote is not approved: the organisers see it where they print and send.
            db.session.rollback()
    return done


def _record(action: str, registration: Registration, actor: Any) -> None:
    record(
        action,
        registration,
        actor=actor,
        event_id=registration.event_id,
        label=f"{registration.given_name} {registration.family_name}".strip(),
    )
