"""A nominee's own link: to fill in the registration form, without an account."""

from __future__ import annotations

import secrets

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventmgr.database import db, now
from eventmgr.invitations.links import expires_at, hash_of
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.nominations.models import Nomination, NominationState


def issue(nomination: Nomination) -> str:
    """Give the nominee a new link, void the older one, and return the token."""
    token = secrets.token_urlsafe(32)
    nomination.token_hash = hash_of(token)
    nomination.token_expires_at = expires_at(nomination.invitation.event)
    return token


def void(nomination: Nomination) -> None:
    """Take the link away."""
    nomination.token_hash = None
    nomination.token_expires_at = None


def address(token: str) -> str:
    """Return the whole address of a link, as it stands in the message."""
    return f"{current_app.config['PUBLIC_URL']}/nomination/{token}"


def find(token: str) -> Nomination | None:
    """Return the accepted nomination of a link with its invitation and event, or None.

    Wrong, replaced, revoked and expired links get the same answer.
    """
    nomination = db.session.scalar(
        select(Nomination)
        .where(
            Nomination.token_hash == hash_of(token),
            Nomination.state == NominationState.ACCEPTED,
        )
        .options(joinedload(Nomination.invitation).joinedload(Invitation.event))
    )
    if nomination is None or nomination.token_expires_at is None:
        return None
    invitation = nomination.invitation
    if invitation.state is InvitationState.WITHDRAWN:
        return None
    # Where the event was moved to a later date the link lives to its new end.
    if now() >= max(nomination.token_expires_at, expires_at(invitation.event)):
        return None
    return nomination
