"""Addresses that open the floor without an account: for the screens, and for delegations.

Only a hash of the token is kept. The token itself is derived from a nonce and the installation's
secret key: a code can be shown on the screen again and again, and nobody who reads the database
learns an address.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from sqlalchemy import select

from eventmgr.database import db, now
from eventmgr.directory.models import Organisation
from eventmgr.drafting.models import StructuredText
from eventmgr.events.models import Event
from eventmgr.floor.models import FloorLink, LinkPurpose


def hash_of(token: str) -> str:
    """Return what the database keeps of a token: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(nonce: str) -> str:
    """Return the token of a link: 43 characters that only this installation can derive."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.new(key, f"floor link {nonce}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def expires_at(event: Event) -> datetime:
    """Return when the links of a floor end: a week after the last day, there.

    Texts are often finished in the days after the meeting.
    """
    midnight = datetime.combine(event.end + timedelta(days=8), time(0))
    return max(midnight.replace(tzinfo=ZoneInfo(event.timezone)), now() + timedelta(days=1))


def issue(
    text: StructuredText,
    event: Event,
    purpose: LinkPurpose,
    *,
    actor_id: int | None,
    organisation: Organisation | None = None,
) -> FloorLink:
    """Add a link."""
    nonce = secrets.token_urlsafe(24)
    link = FloorLink(
        text_id=text.id,
        purpose=purpose,
        organisation_id=organisation.id if organisation else None,
        nonce=nonce,
        token_hash=hash_of(token_of(nonce)),
        expires_at=expires_at(event),
        actor_id=actor_id,
    )
    db.session.add(link)
    db.session.flush()
    return link


def address(link: FloorLink) -> str:
    """Return the whole address of a link, as it stands in its code."""
    path = url_for("floor.follow", token=token_of(link.nonce))
    return f"{current_app.config['PUBLIC_URL']}{path}"


def live(text: StructuredText) -> list[FloorLink]:
    """Return the links of a text that open it now, the oldest first."""
    return list(
        db.session.scalars(
            select(FloorLink)
            .where(
                FloorLink.text_id == text.id,
                FloorLink.revoked_at.is_(None),
                FloorLink.expires_at > now(),
            )
            .order_by(FloorLink.id)
        )
    )


@dataclass(frozen=True)
class Entrance:
    """What a token opens: its link, the text and the event."""

    link: FloorLink
    text: StructuredText
    event: Event

    @property
    def may_propose(self) -> bool:
        """Tell whether wording can be proposed by this link; a screen only shows."""
        return self.link.purpose is LinkPurpose.DELEGATIONS


def find(token: str) -> Entrance | None:
    """Return what a token opens; None where it is wrong, expired or withdrawn, all alike."""
    row = db.session.execute(
        select(FloorLink, StructuredText, Event)
        .join(StructuredText, StructuredText.id == FloorLink.text_id)
        .join(Event, Event.id == StructuredText.event_id)
        .where(
            FloorLink.token_hash == hash_of(token),
            FloorLink.revoked_at.is_(None),
            FloorLink.expires_at > now(),
        )
    ).first()
    return Entrance(row[0], row[1], row[2]) if row else None
