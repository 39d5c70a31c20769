"""The one way to read the secure part: it asks who reads, and writes down that it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from eventmgr.accounts.access import Need, allowed, needs_of
from eventmgr.accounts.models import Membership
from eventmgr.audit.actions import record
from eventmgr.database import db
from eventmgr.secure.models import SecureGroup, SecurePart
from eventmgr.secure.sealing import unseal

if TYPE_CHECKING:
    from eventmgr.events.models import Event
    from eventmgr.registration.models import Registration

# Who reads what (PRIV, section 5): the travel officer, logistics, finance; nobody else.
READERS: dict[SecureGroup, Need] = {
    SecureGroup.TRAVEL: Need.TRAVEL,
    SecureGroup.DIET: Need.LOGISTICS,
    SecureGroup.ACCESS: Need.LOGISTICS,
    SecureGroup.EMERGENCY: Need.LOGISTICS,
    SecureGroup.BANK: Need.FINANCE,
}


def without_reader(team: Iterable[Membership], groups: Iterable[SecureGroup]) -> list[SecureGroup]:
    """Return the groups that nobody of a team may read: asked in vain until somebody may."""
    may = frozenset().union(*(needs_of(member.role, member.duties) for member in team))
    return [group for group in groups if READERS[group] not in may]


class NotAllowed(Exception):
    """This group of answers is not for this reader."""


def name_of(registration: Registration) -> str:
    """Return the name under which the record keeps whose answers they were."""
    return f"{registration.given_name} {registration.family_name}".strip()


def read(
    registration: Registration, group: SecureGroup, *, actor: Any, purpose: str
) -> dict[str, Any]:
    """Return one group of a person's answers, {} where there are none; the view is recorded.

    `purpose` says what for in a word or two ("show", "visa letter"). Raises NotAllowed where the
    actor has no role for the group, Unreadable where the key is not here. The record is written
    into the running transaction: call it in a changing request, or within `database.writing()`,
    and commit.
    """
    return read_many([registration], group, actor=actor, purpose=purpose).get(registration.id, {})


def read_many(
    registrations: Sequence[Registration], group: SecureGroup, *, actor: Any, purpose: str
) -> dict[int, dict[str, Any]]:
    """Return {registration id: answers} of those who gave some; one record for each of them.

    People of one event. Raises as `read` does; three queries, whatever the number.
    """
    if not registrations:
        return {}
    event_id = registrations[0].event_id
    if not allowed(actor, event_id, READERS[group]):
        raise NotAllowed
    people = {row.id: row for row in registrations}
    found: dict[int, dict[str, Any]] = {}
    for part in _parts(people, group):
        found[part.registration_id] = unseal(part.registration_id, group, part.sealed)
    for number in found:
        record(
            "read secure part",
            people[number],
            actor=actor,
            event_id=event_id,
            label=name_of(people[number]),
            changes={"secure_group": group.value, "purpose": purpose},
        )
    return found


def read_own(registration: Registration, group: SecureGroup) -> dict[str, Any]:
    """Return a person's own answers, for that person's link or own export only; not recorded."""
    for part in _parts([registration.id], group):
        return unseal(registration.id, group, part.sealed)
    return {}


def tally(
    event: Event, registration_ids: Iterable[int], group: SecureGroup, *, actor: Any
) -> tuple[Counter[tuple[str, str]], int]:
    """Return how often each ticked answer was given, {(field, answer): n}, and of how many people.

    Counts only, so that a caterer learns what to cook and not for whom: of a written text only that
    there is one, as (field, ""). One record for the whole.
    """
    counted: Counter[tuple[str, str]] = Counter()
    people = 0
    for part in _parts(registration_ids, group):
        people += 1
        for field, value in unseal(part.registration_id, group, part.sealed).items():
            if isinstance(value, list):
                counted.update((field, str(one)) for one in value)
            elif value:
                counted[field, str(value) if field in COUNTED else ""] += 1
    record(
        "count secure parts",
        event,
        actor=actor,
        event_id=event.id,
        changes={"secure_group": group.value, "people": people},
    )
    return counted, people


# Single answers out of a list, which may be counted by their value.
COUNTED = frozenset({"severity"})


def given(registration_ids: Iterable[int]) -> dict[int, set[SecureGroup]]:
    """Return which groups people answered, without opening any: {registration id: groups}."""
    rows = db.session.execute(
        select(SecurePart.registration_id, SecurePart.group).where(
            SecurePart.registration_id.in_(list(registration_ids))
        )
    )
    found: dict[int, set[SecureGroup]] = {}
    for number, group in rows:
        found.setdefault(number, set()).add(group)
    return found


def _parts(registration_ids: Iterable[int] | Mapping[int, Any], group: SecureGroup) -> Any:
    return db.session.scalars(
        select(SecurePart)
        .where(
            SecurePart.registration_id.in_(list(registration_ids)),
            SecurePart.group == group,
        )
        .order_by(SecurePart.registration_id)
    )
