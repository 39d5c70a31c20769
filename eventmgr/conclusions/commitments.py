"""Commitments: who promised what by when, taken from paragraphs and followed up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from eventmgr.audit.actions import differences, record
from eventmgr.conclusions.models import Commitment, CommitmentState
from eventmgr.database import claim_version, db, lock, now
from eventmgr.directory.models import Organisation
from eventmgr.drafting.changing import short
from eventmgr.events.models import Event
from eventmgr.text.inline import to_plain

OPEN = frozenset({CommitmentState.OPEN, CommitmentState.IN_PROGRESS})


@dataclass(frozen=True)
class Offer:
    """What a paragraph seems to promise; a person decides."""

    actor: str
    action: str
    due: date | None
    due_words: str


def offer(text: str, names: Iterable[str]) -> Offer:
    """Read actors, time and action of a paragraph; `names` are names and acronyms to look for."""
    # Patterns of dates in every language are compiled when a paragraph is read.
    from eventmgr.text.dates import find_dates
    from eventmgr.text.times import find_time

    plain = " ".join(to_plain(text).split())
    actors: list[tuple[int, str]] = []
    for name in names:
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain) if len(name) > 1 else None
        if match and name not in [known for _place, known in actors]:
            actors.append((match.start(), name))
    # "RCC" within "RCC Secretariat" is named once, by the longer of the two.
    kept = [
        (place, name)
        for place, name in sorted(actors)
        if not any(name != other and name in other for _place, other in actors)
    ]
    dates = find_dates(plain)
    words = find_time(plain)
    return Offer(
        actor=", ".join(name for _place, name in kept)[:300],
        action=plain[:2000],
        due=dates[-1].end if dates else None,
        due_words="" if dates else words,
    )


def names_to_look_for(organisations: Sequence[Organisation], language: str) -> list[str]:
    """Return the names and acronyms of organisations, as a text in a language may write them."""
    found = []
    for row in organisations:
        found += [row.acronym, row.names.get(language, "")]
    return [name for name in dict.fromkeys(found) if name]


def of_event(event: Event) -> list[Commitment]:
    """Return the commitments of an event's conclusions, in the order of the paragraphs."""
    return list(
        db.session.scalars(
            select(Commitment)
            .where(Commitment.event_id == event.id, Commitment.removed_at.is_(None))
            .order_by(Commitment.id)
        )
    )


def of_events(events: Sequence[Event]) -> dict[int, list[Commitment]]:
    """Return {event id: its commitments} of several events, in one query."""
    found: dict[int, list[Commitment]] = {event.id: [] for event in events}
    for row in db.session.scalars(
        select(Commitment)
        .where(Commitment.event_id.in_(found), Commitment.removed_at.is_(None))
        .order_by(Commitment.id)
    ):
        found[row.event_id].append(row)
    return found


def find(event: Event, number: int) -> Commitment | None:
    """Return a commitment of this event, taken away or not."""
    return db.session.scalar(
        select(Commitment).where(Commitment.event_id == event.id, Commitment.id == number)
    )


def add(event: Event, values: dict[str, Any], *, actor: Any) -> Commitment:
    """Note a commitment."""
    row = Commitment(event_id=event.id, **values)
    db.session.add(row)
    db.session.flush()
    _record("add commitment", row, actor)
    return row


def change(row: Commitment, values: dict[str, Any], version: int, *, actor: Any) -> None:
    """Change a commitment or its state; raises Conflict where somebody saved in between."""
    claim_version(row, version)
    changes = differences(row, values)
    if changes:
        row.changed_at = now()
        _record("change commitment", row, actor, changes)


def remove(row: Commitment, *, actor: Any) -> None:
    """Take a commitment off the list; it can be put back."""
    lock(row)
    row.removed_at = now()
    _record("remove commitment", row, actor)


def restore(row: Commitment, *, actor: Any) -> None:
    """Put a commitment back."""
    lock(row)
    row.removed_at = None
    _record("restore commitment", row, actor)


def late(row: Commitment, today: date) -> bool:
    """Tell whether a commitment is open after its day."""
    return row.due is not None and row.due < today and row.state in OPEN


def _record(
    action: str, row: Commitment, actor: Any, changes: dict[str, Any] | None = None
) -> None:
    record(
        action,
        row,
        actor=actor,
        event_id=row.event_id,
        label=short(f"{row.actor}: {row.action}"),
        changes=changes,
    )
