"""Writing the secure part: keeping answers, forgetting them, changing the key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from eventmgr.audit.actions import record
from eventmgr.database import Conflict, db, lock, now
from eventmgr.secure.models import SecureDraft, SecureGroup, SecurePart
from eventmgr.secure.reading import name_of
from eventmgr.secure.sealing import DRAFT, resealed, seal, unseal

if TYPE_CHECKING:
    from eventmgr.registration.models import Registration

# In the database's own limits: so many ids go into one statement.
CHUNK = 500


def versions(registration: Registration) -> dict[SecureGroup, int]:
    """Return {group: version} of what is kept, for a form that two people may fill in."""
    rows = db.session.execute(
        select(SecurePart.group, SecurePart.version).where(
            SecurePart.registration_id == registration.id
        )
    )
    return {row.group: row.version for row in rows}


def keep(
    registration: Registration,
    group: SecureGroup,
    values: Mapping[str, Any],
    *,
    actor: Any,
    version: int | None = None,
) -> bool:
    """Keep a person's answers of one group; return whether anything changed.

    Empty answers are left out, and a group without any is removed. `version` is that of the part
    the form was filled from (0: there was none); raises Conflict where it is another by now.
    """
    lock(registration)
    part = db.session.scalar(
        select(SecurePart).where(
            SecurePart.registration_id == registration.id, SecurePart.group == group
        )
    )
    if version is not None and version != (part.version if part else 0):
        raise Conflict(registration)
    told = {name: value for name, value in values.items() if value not in (None, "", [], {})}
    before = unseal(registration.id, group, part.sealed) if part else {}
    if told == before:
        return False
    if not told:
        db.session.delete(part)
    elif part is None:
        db.session.add(
            SecurePart(
                registration_id=registration.id,
                group=group,
                sealed=seal(registration.id, group, told),
            )
        )
    else:
        part.sealed = seal(registration.id, group, told)
        part.changed_at = now()
        part.version += 1
    record(
        "change secure part",
        registration,
        actor=actor,
        event_id=registration.event_id,
        label=name_of(registration),
        changes={"secure_group": group.value},
    )
    return True


def forget(
    registration_ids: Iterable[int], groups: Iterable[SecureGroup]
) -> dict[SecureGroup, int]:
    """Delete these groups of these people, and their drafts; return how many of each there were.

    The caller records why (a purge, a person's wish).
    """
    numbers, kinds = list(registration_ids), list(groups)
    gone: Counter[SecureGroup] = Counter()
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        mine = SecurePart.registration_id.in_(some) & SecurePart.group.in_(kinds)
        gone.update(db.session.scalars(select(SecurePart.group).where(mine)))
        db.session.execute(delete(SecurePart).where(mine))
        db.session.execute(delete(SecureDraft).where(SecureDraft.registration_id.in_(some)))
    return dict(gone)


def keep_draft(registration: Registration, values: Mapping[str, Any]) -> None:
    """Keep what was typed and not saved; sealed as everything here is."""
    lock(registration)
    row = _draft(registration)
    sealed = seal(registration.id, DRAFT, values)
    if row is None:
        db.session.add(SecureDraft(registration_id=registration.id, sealed=sealed))
    else:
        row.sealed, row.changed_at = sealed, now()
    db.session.flush()


def draft(registration: Registration) -> dict[str, Any]:
    """Return what the person typed and did not save, {} where there is nothing."""
    row = _draft(registration)
    return unseal(registration.id, DRAFT, row.sealed) if row else {}


def forget_draft(registration: Registration) -> None:
    """Delete what was typed and not saved."""
    db.session.execute(delete(SecureDraft).where(SecureDraft.registration_id == registration.id))


def _draft(registration: Registration) -> SecureDraft | None:
    return db.session.scalar(
        select(SecureDraft).where(SecureDraft.registration_id == registration.id)
    )


def reseal() -> int:
    """Seal everything under the first key, so that older keys may go; return how many parts."""
    rows: list[SecurePart | SecureDraft] = [
        *db.session.scalars(select(SecurePart)),
        *db.session.scalars(select(SecureDraft)),
    ]
    for row in rows:
        row.sealed = resealed(row.sealed)
    db.session.flush()
    return len(rows)
