"""Open registration in two steps: the form is filled in, then its address is confirmed by mail.

Nothing is public and no place is taken before the second step. Whoever fills in the form gets the
same answer whether or not the address is registered: only the owner of the mailbox learns it.
"""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from eventmgr.audit.actions import record
from eventmgr.database import db, lock, now
from eventmgr.directory.actions import create_organisation
from eventmgr.directory.models import Organisation, OrganisationKind
from eventmgr.directory.queries import match_organisation
from eventmgr.events.closing import closes_at
from eventmgr.events.models import Event
from eventmgr.i18n.names import plain_name
from eventmgr.invitations.links import hash_of
from eventmgr.notices.actions import accepted_version
from eventmgr.registration.actions import is_open, register
from eventmgr.registration.mails import send_known, send_request
from eventmgr.registration.models import (
    ListSharing,
    PhotoConsent,
    Registration,
    RegistrationRequest,
)
from eventmgr.registration.places import ACTIVE
from eventmgr.registration.rules import RegistrationClosed

PARTICIPANT = "participant"
# Two days: over a night and a free day, and not so long that addresses of others pile up.
LIFE = timedelta(hours=48)
# So many messages an address receives at most; whoever asks more often gets the same answer.
MOST, WITHIN = 3, timedelta(hours=1)
# An address of a page or mailbox in a name: whoever fills in the form may write to anybody, and
# the message that we send shall carry no link but our own.
_LURE = re.compile(r"[/@:]|\w\.\w{2}")


def ask(
    event: Event,
    values: dict[str, Any],
    *,
    institution: str,
    kind: OrganisationKind,
    designation_id: int | None,
    language: str,
) -> None:
    """Keep what was filled in and ask the owner of the address; raise RegistrationClosed.

    `values` are columns of Registration as the form gives them.
    """
    lock(event)
    if not event.open_registration or not is_open(event):
        raise RegistrationClosed
    email = values["email"].lower()
    lately = select(func.count()).where(
        RegistrationRequest.event_id == event.id,
        RegistrationRequest.email == email,
        RegistrationRequest.created_at > now() - WITHIN,
    )
    if (db.session.scalar(lately) or 0) >= MOST:
        return
    token = secrets.token_urlsafe(32)
    request = RegistrationRequest(
        event_id=event.id,
        email=email,
        language=language,
        answers=values | {"email": email},
        institution=institution,
        kind=kind,
        designation_id=designation_id,
        token_hash=hash_of(token),
        consent_at=now(),
        consent_version=accepted_version(event),
        expires_at=min(now() + LIFE, closes_at(event)),
    )
    db.session.add(request)
    record("ask to register", request, actor=PARTICIPANT, event_id=event.id)
    known = db.session.scalar(
        select(Registration.id).where(
            Registration.event_id == event.id,
            Registration.email == email,
            Registration.state.in_(ACTIVE),
        )
    )
    if known is not None:
        send_known(event, email, language)
        return
    name = plain_name(values["given_name"], values["family_name"])
    if _LURE.search(name):
        name = ""
    send_request(event, name, email, language, token, request.expires_at)


def find(token: str) -> tuple[RegistrationRequest, Event] | None:
    """Return the request of a link and its event; None where it is wrong, used up or too old."""
    found = db.session.execute(
        select(RegistrationRequest, Event)
        .join(Event, Event.id == RegistrationRequest.event_id)
        .where(RegistrationRequest.token_hash == hash_of(token))
    ).first()
    if found is None or now() >= found[0].expires_at or not found[1].open_registration:
        return None
    return found[0], found[1]


def _institution(event: Event, request: RegistrationRequest) -> Organisation:
    """Return the institution in the directory, entered there where it is not known (DES-19)."""
    same = [
        match.organisation
        for match in match_organisation(request.institution, designation_id=request.designation_id)
        if match.exact and match.organisation.designation_id == request.designation_id
    ]
    if same:
        return same[0]
    organisation = create_organisation(
        names={request.language: request.institution},
        kind=request.kind,
        designation_id=request.designation_id,
        event_id=event.id,
        actor=PARTICIPANT,
    )
    db.session.flush()
    return organisation


def confirm(event: Event, request: RegistrationRequest) -> tuple[Registration, str]:
    """Register whoever confirmed the address; who finds no place waits for one.

    Returns the row and the token of the person's own link. Raises AlreadyRegistered,
    RegistrationClosed, and where there is no waiting list EventFull or DelegationFull.
    """
    lock(event)
    lock(request)
    organisation = _institution(event, request)
    values = dict(request.answers)
    for column, choices in (("list_sharing", ListSharing), ("photo_consent", PhotoConsent)):
        if column in values:
            values[column] = choices(values[column])
    registration, token = register(
        event,
        values
        | {
            "organisation_id": organisation.id,
            "designation_id": organisation.designation_id,
            "language": request.language,
        },
        actor=PARTICIPANT,
        by_link=True,
        wait=True,
        consent_at=request.consent_at,
    )
    registration.consent_version = request.consent_version
    db.session.delete(request)
    return registration, token
