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
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from eventmgr.database import db, now
from eventmgr.events.models import Event
from eventmgr.invitations.models import Invitation, InvitationForward, InvitationState


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
    """Take the letter's link away; whoever follows it is told to ask for a newer message."""
    invitation.token_hash = None
    invitation.token_expires_at = None


def void_all(invitation: Invitation) -> None:
    """Take every link away: the letter's and those of colleagues."""
    void(invitation)
    for forward in forwards(invitation):
        void_forward(forward)


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
    mark = hash_of(token)
    invitation = _live(select(Invitation).where(Invitation.token_hash == mark))
    if invitation is None:
        forward = forward_of(token)
        if forward is None:
            return None
        invitation = _live(select(Invitation).where(Invitation.id == forward.invitation_id))
        ends: datetime | None = forward.expires_at
    else:
        ends = invitation.token_expires_at
    if invitation is None or ends is None:
        return None
    if now() >= max(ends, expires_at(invitation.event)):
        return None
    return invitation


def _live(statement: Select[Invitation]) -> Invitation | None:
    return db.session.scalar(
        statement.where(Invitation.state != InvitationState.WITHDRAWN).options(
            # Who organises it is asked by few pages of a link.
            joinedload(Invitation.event).lazyload(Event.organisers)
        )
    )


def forward_of(token: str) -> InvitationForward | None:
    """Return the colleague whose own link this is; None for the institution's letter."""
    return db.session.scalar(
        select(InvitationForward).where(InvitationForward.token_hash == hash_of(token))
    )


def forwards(invitation: Invitation) -> list[InvitationForward]:
    """Return the colleagues who hold a link of their own, the first one first."""
    return list(
        db.session.scalars(
            select(InvitationForward)
            .where(
                InvitationForward.invitation_id == invitation.id,
                InvitationForward.token_hash.is_not(None),
            )
            .order_by(InvitationForward.id)
        )
    )


def issue_forward(
    invitation: Invitation, event: Event, email: str, name: str
) -> tuple[InvitationForward, str]:
    """Give a colleague a link of their own; an older one to the same address ends."""
    for older in forwards(invitation):
        if older.email == email:
            void_forward(older)
    # The older link must be gone before the newer may stand (one live link to an address).
    db.session.flush()
    token = secrets.token_urlsafe(32)
    forward = InvitationForward(
        invitation_id=invitation.id,
        email=email,
        name=name,
        token_hash=hash_of(token),
        expires_at=expires_at(event),
    )
    db.session.add(forward)
    db.session.flush()
    return forward, token


def void_forward(forward: InvitationForward) -> None:
    """Take a colleague's link away."""
    forward.token_hash = None
    forward.revoked_at = now()
