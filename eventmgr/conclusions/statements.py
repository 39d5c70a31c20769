"""Statements that delegations attach to a text before it is adopted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from eventmgr.audit.actions import differences
from eventmgr.conclusions.models import AttachedStatement, StatementKind
from eventmgr.conclusions.recording import note_beside
from eventmgr.database import claim_version, db, lock, now
from eventmgr.directory.models import Organisation
from eventmgr.drafting.changing import check_open
from eventmgr.drafting.models import StructuredText
from eventmgr.text.inline import canonical


def all_of(text: StructuredText) -> list[AttachedStatement]:
    """Return every statement of a text, late ones too, in the order in which they came."""
    return list(
        db.session.scalars(
            select(AttachedStatement)
            .where(AttachedStatement.text_id == text.id, AttachedStatement.removed_at.is_(None))
            .order_by(AttachedStatement.received_at, AttachedStatement.id)
        )
    )


def find(text: StructuredText, number: int) -> AttachedStatement | None:
    """Return a statement of this text, taken away or not."""
    return db.session.scalar(
        select(AttachedStatement).where(
            AttachedStatement.text_id == text.id, AttachedStatement.id == number
        )
    )


def attach(
    text: StructuredText,
    organisation: Organisation,
    kind: StatementKind,
    texts: dict[str, str],
    *,
    actor: Any,
) -> AttachedStatement:
    """Attach a statement in one or more languages; raises Frozen or UnderSilence."""
    lock(text)
    check_open(text)
    row = AttachedStatement(
        text_id=text.id,
        organisation_id=organisation.id,
        kind=kind,
        texts={code: canonical(words) for code, words in texts.items()},
    )
    db.session.add(row)
    db.session.flush()
    note_beside("conclusions.attach-statement", text, row, organisation, actor=actor)
    return row


def change(
    text: StructuredText,
    row: AttachedStatement,
    values: dict[str, Any],
    *,
    version: int,
    actor: Any,
) -> None:
    """Change a statement before adoption; raises Conflict, Frozen or UnderSilence."""
    lock(text)
    check_open(text)
    claim_version(row, version)
    if "texts" in values:
        values["texts"] = {code: canonical(words) for code, words in values["texts"].items()}
    changes = differences(row, values)
    if changes:
        note_beside(
            "conclusions.change-statement",
            text,
            row,
            row.organisation,
            actor=actor,
            changes=changes,
        )


def remove(text: StructuredText, row: AttachedStatement, *, actor: Any) -> None:
    """Take a statement away before adoption, or one that came after it; it can be put back."""
    lock(text)
    if not row.after_adoption:
        check_open(text)
    if row.removed_at is None:
        row.removed_at = now()
        note_beside("conclusions.remove-statement", text, row, row.organisation, actor=actor)


def restore(text: StructuredText, row: AttachedStatement, *, actor: Any) -> None:
    """Put a statement back that was taken away."""
    lock(text)
    if not row.after_adoption:
        check_open(text)
    if row.removed_at is not None:
        row.removed_at = None
        note_beside("conclusions.restore-statement", text, row, row.organisation, actor=actor)
