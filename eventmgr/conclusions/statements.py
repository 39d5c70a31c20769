"""Statements that delegations attach to a text before it is adopted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from eventmgr.audit.actions import differences, record
from eventmgr.conclusions.models import AttachedStatement, StatementKind
from eventmgr.database import claim_version, db, lock, now
from eventmgr.directory.models import Organisation
from eventmgr.drafting.changing import check_open
from eventmgr.drafting.models import StructuredText
from eventmgr.i18n.multilingual import text_in
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
    _record("conclusions.attach-statement", text, row, organisation, actor)
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
        _record("conclusions.change-statement", text, row, row.organisation, actor, changes)


def remove(text: StructuredText, row: AttachedStatement, *, actor: Any) -> None:
    """Take a statement away before adoption, or one that came after it; it can be put back."""
    lock(text)
    if not row.after_adoption:
        check_open(text)
    if row.removed_at is None:
        row.removed_at = now()
        _record("conclusions.remove-statement", text, row, row.organisation, actor)


def restore(text: StructuredText, row: AttachedStatement, *, actor: Any) -> None:
    """Put a statement back that was taken away."""
    lock(text)
    if not row.after_adoption:
        check_open(text)
    if row.removed_at is not None:
        row.removed_at = None
        _record("conclusions.restore-statement", text, row, row.organisation, actor)


def _record(
    action: str,
    text: StructuredText,
    row: AttachedStatement,
    organisation: Organisation,
    actor: Any,
    changes: dict[str, Any] | None = None,
) -> None:
    # Statements are sealed with the text: whoever adopts it meanwhile looks at it again.
    text.version += 1
    record(
        action,
        row,
        actor=actor,
        event_id=text.event_id,
        label=text_in(organisation.names, "en"),
        changes=changes,
    )
