"""Writing the audit record."""

from __future__ import annotations

from typing import Any

from eventmgr.audit.models import AuditEntry
from eventmgr.database import Base, db

# Values that must not outlive the row they belong to (PRIV-06): the record says only that they
# changed.
PRIVATE = frozenset(
    {
        "password",
        "token_hash",
        "email",
        "phone",
        "needs",
        "diet",
        "passport_name",
        "text_private",
        "answers",
    }
)


def record(
    action: str,
    subject: Base,
    *,
    actor: Any,
    event_id: int | None = None,
    label: str = "",
    changes: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one audit entry into the running transaction.

    `actor` is a user, or a short word for somebody without an account ("participant").
    `changes` maps a field to [before, after]; private fields keep only the fact of the change.
    """
    db.session.flush()
    masked = {
        name: ["…", "…"] if name in PRIVATE else value for name, value in (changes or {}).items()
    }
    entry = AuditEntry(
        actor_id=getattr(actor, "id", None),
        actor_label=getattr(actor, "name", None) or str(actor),
        event_id=event_id,
        action=action,
        subject_type=type(subject).__name__,
        subject_id=str(getattr(subject, "id", "")),
        subject_label=label,
        changes=masked,
    )
    db.session.add(entry)
    return entry


def differences(row: Base, values: dict[str, Any]) -> dict[str, Any]:
    """Set the values on the row; return {field: [before, after]} of those that changed."""
    changed: dict[str, Any] = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            changed[name] = [_plain(before), _plain(value)]
            setattr(row, name, value)
    return changed


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str, list, dict)):
        return value
    return getattr(value, "value", None) or str(value)
