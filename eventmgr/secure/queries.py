"""Reading who looked at what."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.events.models import Event

PAGE = 50
# What tells that somebody saw answers, in any form.
LOOKS = ("read secure part", "count secure parts")


@dataclass(frozen=True)
class Looks:
    """One page of the record of views, the newest first, with the event of each."""

    entries: list[tuple[AuditEntry, Event | None]]
    number: int
    pages: int
    total: int


def looks(number: int = 1) -> Looks:
    """Return a page of everybody's views of secure parts in all events; two queries."""
    total = (
        db.session.scalar(
            select(func.count()).select_from(AuditEntry).where(AuditEntry.action.in_(LOOKS))
        )
        or 0
    )
    pages = max(1, -(-total // PAGE))
    number = min(max(1, number), pages)
    rows = db.session.execute(
        select(AuditEntry, Event)
        .outerjoin(Event, Event.id == AuditEntry.event_id)
        .where(AuditEntry.action.in_(LOOKS))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .offset((number - 1) * PAGE)
        .limit(PAGE)
    )
    return Looks([(entry, event) for entry, event in rows], number, pages, total)
