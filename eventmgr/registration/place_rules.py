"""The rules of an event on who may register, until when, and how many of each delegation."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, db
from eventmgr.events.models import Event
from eventmgr.i18n.multilingual import text_in
from eventmgr.registration.models import DesignationCapacity


def capacities(event: Event) -> dict[int, int]:
    """Return {designation id: places} of the delegations with a limit of their own."""
    rows = db.session.execute(
        select(DesignationCapacity.designation_id, DesignationCapacity.capacity).where(
            DesignationCapacity.event_id == event.id
        )
    )
    return {row.designation_id: row.capacity for row in rows}


def change_rules(
    event: Event,
    values: dict[str, Any],
    limits: dict[int, int | None],
    *,
    version: int,
    actor: Any,
) -> None:
    """Change the rules; `limits` is {designation id: places, None for no limit}.

    Who comes already stays, also where fewer places are given now. Raises Conflict.
    """
    claim_version(event, version)
    changes = differences(event, values)
    before = capacities(event)
    rows = {
        row.designation_id: row
        for row in db.session.scalars(
            select(DesignationCapacity).where(DesignationCapacity.event_id == event.id)
        )
    }
    for number, most in limits.items():
        if most is None and number in rows:
            db.session.delete(rows[number])
        elif most is not None and number in rows:
            rows[number].capacity = most
        elif most is not None:
            db.session.add(
                DesignationCapacity(event_id=event.id, designation_id=number, capacity=most)
            )
    after = before | limits
    if any(before.get(number) != most for number, most in after.items()):
        # Names of designations stand only where their footnote does: the record counts them.
        total = sum(1 for most in after.values() if most is not None)
        changes["delegations_limited"] = [len(before), total]
    if changes:
        record(
            "change places and rules",
            event,
            actor=actor,
            event_id=event.id,
            label=text_in(event.title, "en", event.document_languages),
            changes=changes,
        )
