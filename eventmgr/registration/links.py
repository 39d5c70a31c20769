"""A participant's own link: to see, change or cancel what was registered, without an account."""

from __future__ import annotations

import secrets

from flask import current_app
from sqlalchemy import select

from eventmgr.database import db, now
from eventmgr.events.models import Event
from eventmgr.invitations.links import expires_at, hash_of
from eventmgr.registration.models import Registration


def new_token() -> str:
    """Return the token of a link to be."""
    return secrets.token_urlsafe(32)


def new_uid() -> str:
    """Return an identifier for a calendar entry, and for the code at the door."""
    host = current_app.config["MAIL_SENDER"].rpartition("@")[2]
    return f"{secrets.token_hex(12)}@{host}"


def issue(registration: Registration, token: str = "") -> str:
    """Give the registration a new link, void the older one, and return the token."""
    token = token or new_token()
    registration.token_hash = hash_of(token)
    return token


def address(token: str) -> str:
    """Return the whole address of a link, as it stands in the message."""
    return f"{current_app.config['PUBLIC_URL']}/registration/{token}"


def find(token: str) -> tuple[Registration, Event] | None:
    """Return the registration of a link and its event, or None.

    Wrong, replaced and expired links get the same answer; a link lives to the end of the event.
    """
    found = db.session.execute(
        select(Registration, Event)
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.token_hash == hash_of(token))
    ).first()
    if found is None or now() >= expires_at(found[1]):
        return None
    return found[0], found[1]


def has_ended(token: str) -> bool:
    """Tell whether this is somebody's link to an event that is over."""
    number = select(Registration.id).where(Registration.token_hash == hash_of(token))
    return db.session.scalar(number) is not None
