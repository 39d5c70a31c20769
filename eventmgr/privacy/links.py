"""The personal link once more: one's own data stays within reach after the event (PRIV-06)."""

from __future__ import annotations

from typing import Any

from flask import g, render_template
from sqlalchemy import select

from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.invitations.links import hash_of
from eventmgr.language import offer
from eventmgr.registration.models import Registration

LINK_LIMIT = "60 per minute"


def find(token: str) -> tuple[Registration, Event] | None:
    """Return whose link this is, also when the event is over; None for any other.

    The link ends with the data: a purge and a deletion void it.
    """
    found = db.session.execute(
        select(Registration, Event)
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.token_hash == hash_of(token))
    ).first()
    return (found[0], found[1]) if found else None


def enter(token: str) -> tuple[Registration, Event] | None:
    """Find whose link this is; the event and the language rule the page."""
    found = find(token)
    if found is not None:
        g.event = found[1]
        offer(found[0].language)
    return found


def gone() -> Any:
    """Answer a link that leads nowhere, in the same words whatever the reason."""
    return render_template("registration/link_gone.html"), 410
