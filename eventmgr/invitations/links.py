"""The personal link of an invitation: made, found, voided.

Only a hash of the token is kept, so that nobody who reads the database can answer for an
institution. A link cannot be shown again: whoever lost it gets a newer one, which voids it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventmgr.database import db, now
from eventmgr.events.models import Event
from eventmgr.invitations.models import Invitation, InvitationState


def hash_of(token: str) -> str:
    """Return what the database keeps of a token: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def expires_at(event: Event) -> datetime:
    """Return the instant at which the event's links end: midnight after its last day, there."""
    midnight = datetime.combine(event.end + timedelta(days=1), time(0))
    return midnight.replace(tzinfo=ZoneInfo(event.timezone))


def issue(invitation: Invitation, event: Event) -> str:
    """Give the invitation a new link, void the older one, and return the token."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_of(token)
    invitation.token_expires_at = expires_at(event)
    return token


def void(invitation: Invitation) -> None:
    """Take the link away; whoever follows it is told to ask for a newer message."""
    invitation.token_hash = None
    invitation.token_expires_at = None


def address(token: str) -> str:
    """Return the whole address of a link, as it stands in the message."""
    return f"{current_app.config['PUBLIC_URL']}/invitation/{token}"


def find(token: str) -> Invitation | None:
    """Return the invitation of a link, with its `event` and `organisation` loaded.

    None where the link is wrong, was replaced by a newer one, was withdrawn or has expired: the
    four get the same answer (`render_template("invitations/link_gone.html"), 410`), so that
    nobody learns which addresses ever existed. A link lives to the end of the event; where the
    event was moved to a later date, to its new end.
    """
    invitation = db.session.scalar(
        select(Invitation)
        .where(
            Invitation.token_hash == hash_of(token),
            Invitation.state != InvitationState.WITHDRAWN,
        )
        .options(joinedload(Invitation.event))
    )
    if invitation is None or invitation.token_expires_at is None:
        return None
    if now() >= max(invitation.token_expires_at, expires_at(invitation.event)):
        return None
    return invitation
