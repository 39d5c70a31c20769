"""Reading the audit record."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import Base, db

PAGE = 50


@dataclass(frozen=True)
class Page:
    """One page of the record, the newest entry first."""

    entries: list[AuditEntry]
    number: int
    pages: int
    total: int


def recent(event_id: int, *, most: int = 8) -> list[AuditEntry]:
    """Return the newest entries of an event."""
    return list(
        db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.event_id == event_id)
            .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
            .limit(most)
        )
    )


def last_change(row: Base) -> AuditEntry | None:
    """Return the newest entry about a row."""
    return db.session.scalar(
        select(AuditEntry)
        .where(
            AuditEntry.subject_type == type(row).__name__,
            AuditEntry.subject_id == str(getattr(row, "id", "")),
        )
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(1)
    )


def history(event_id: int | None, *, number: int = 1, actor: str = "", action: str = "") -> Page:
    """Return a page of an event's record, or of what belongs to no event (None).

    `actor` and `action` keep the entries of one person's name or one action. Two queries.
    """
    condition = [
        AuditEntry.event_id.is_(None) if event_id is None else AuditEntry.event_id == event_id
    ]
    if actor:
        condition.append(AuditEntry.actor_label == actor)
    if action:
        condition.append(AuditEntry.action == action)
    total = db.session.scalar(select(func.count()).select_from(AuditEntry).where(*condition)) or 0
    pages = max(1, -(-total // PAGE))
    number = min(max(1, number), pages)
    entries = db.session.scalars(
        select(AuditEntry)
        .where(*condition)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .offset((number - 1) * PAGE)
        .limit(PAGE)
    )
    return Page(list(entries), number, pages, total)


def filters(event_id: int | None) -> tuple[list[tuple[int, str]], list[str]]:
    """Return the people of a record as (number, name) and the actions that occur in it.

    The number is that of the first entry of this name, which stands for it in addresses.
    """
    mine = AuditEntry.event_id.is_(None) if event_id is None else AuditEntry.event_id == event_id
    rows = db.session.execute(
        select(AuditEntry.actor_label, AuditEntry.action, func.min(AuditEntry.id))
        .where(mine)
        .group_by(AuditEntry.actor_label, AuditEntry.action)
    ).all()
    people: dict[str, int] = {}
    for name, _action, number in rows:
        people[name] = min(number, people.get(name, number))
    return (
        sorted(((number, name) for name, number in people.items()), key=lambda p: p[1].casefold()),
        sorted({row[1] for row in rows}),
    )
