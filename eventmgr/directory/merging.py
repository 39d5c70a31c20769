"""Two entries of one organisation made one: everything that pointed to either points to one."""

from __future__ import annotations

import base64
import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Index, Table, UniqueConstraint, delete, func, select
from sqlalchemy.exc import IntegrityError

from eventmgr.audit.actions import record
from eventmgr.database import db, lock, now
from eventmgr.directory.matching import matching_key, search_key
from eventmgr.directory.models import (
    DistinctOrganisations,
    Organisation,
    OrganisationLogo,
    OrganisationMerge,
)
from eventmgr.i18n.multilingual import text_in

# These tell about entries themselves and stay with them.
_ABOUT_ENTRIES = frozenset({"organisation_merges", "distinct_organisations"})
_TAKEN_OVER = ("names", "former_names", "former_dates", "acronym", "email", "address", "sort_key")


class NotMergeable(Exception):
    """Two entries cannot be made one (or two again) as things stand; `reasons` says why."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__("; ".join(reason.kind for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Reason:
    """Why not: a word for the kind, and the table it is about."""

    kind: str
    table: str = ""


def references() -> Iterator[tuple[Table, Column[Any]]]:
    """Return every column of every table that points to an organisation.

    Read from the tables themselves, so that a new room is never forgotten.
    """
    organisations = Organisation.__table__
    for table in db.metadata.sorted_tables:
        if table.name in _ABOUT_ENTRIES:
            continue
        for column in table.columns:
            if column.table is organisations and column.name == "merged_into_id":
                continue
            if any(key.column.table is organisations for key in column.foreign_keys):
                yield table, column


def usage(numbers: Iterable[int], *, leave_out: frozenset[str] = frozenset()) -> dict[int, int]:
    """Return {organisation: how many rows of other rooms point to it}; one query a column."""
    wanted = list(numbers)
    counted: Counter[int] = Counter()
    for table, column in references():
        if table.name in leave_out:
            continue
        rows = db.session.execute(
            select(column, func.count()).where(column.in_(wanted)).group_by(column)
        )
        for number, count in rows:
            counted[number] += count
    return dict(counted)


def unused(numbers: Iterable[int], *, parts: bool = True) -> set[int]:
    """Return those that nothing points to but their own contacts.

    Without `parts`, institutions that are part of one do not count as pointing to it.
    """
    wanted = set(numbers)
    used: set[int] = set()
    own = {"organisation_contacts"} if parts else {"organisation_contacts", "organisations"}
    ordered = sorted(wanted)
    # Databases take only so many values in one statement.
    for start in range(0, len(ordered), 500):
        part = ordered[start : start + 500]
        used |= set(usage(part, leave_out=frozenset(own)))
        for merge in (OrganisationMerge.survivor_id, OrganisationMerge.merged_id):
            used |= set(db.session.scalars(select(merge).where(merge.in_(part))))
    return wanted - used


@dataclass
class Plan:
    """What merging would do; `blocks` says what stands against it."""

    moves: list[tuple[Table, Column[Any], Mapping[str, Any]]] = field(default_factory=list)
    aside: list[tuple[Table, Mapping[str, Any]]] = field(default_factory=list)
    blocks: list[Reason] = field(default_factory=list)

    def moved_tables(self) -> dict[str, int]:
        """Return {table: how many of its rows move}."""
        return dict(Counter(table.name for table, _column, _row in self.moves))

    def aside_tables(self) -> dict[str, int]:
        """Return {table: how many of its rows are there twice and are set aside}."""
        return dict(Counter(table.name for table, _row in self.aside))


def plan_merge(survivor: Organisation, merged: Organisation) -> Plan:
    """Look what would move from one entry to the other, and what stands against it.

    Where there may be only one row (both are invited to one event), the merged entry's row is set
    aside if nothing hangs on it; a row that others point to, or whose personal link somebody
    holds, is never given up: merging waits until a person has dealt with it.
    """
    plan = Plan()
    if survivor.id == merged.id or survivor.merged_into_id or merged.merged_into_id:
        plan.blocks.append(Reason("merged already"))
        return plan
    if (
        survivor.designation_id
        and merged.designation_id
        and survivor.designation_id != merged.designation_id
    ):
        plan.blocks.append(Reason("designations differ"))
    for table, column in references():
        rows = _rows(table, column, merged.id)
        if not rows:
            continue
        kept = _rows(table, column, survivor.id)
        for row in rows:
            if table is Organisation.__table__ and row["id"] == survivor.id:
                # The survivor was part of the merged entry: it takes its place.
                continue
            if not _clashes(table, column, row, kept, survivor.id):
                plan.moves.append((table, column, row))
            elif row.get("token_hash") or _pointed_at(table, row):
                plan.blocks.append(Reason("both in use", table.name))
            else:
                plan.aside.append((table, row))
    return plan


def _rows(table: Table, column: Column[Any], number: int) -> list[Mapping[str, Any]]:
    found = db.session.execute(select(table).where(column == number)).mappings()
    return [dict(row) for row in found]


def _clashes(
    table: Table,
    column: Column[Any],
    row: Mapping[str, Any],
    kept: list[Mapping[str, Any]],
    number: int,
) -> bool:
    after = dict(row) | {column.name: number}
    sets = [
        [one.name for one in constraint.columns]
        for constraint in (*table.constraints, *table.indexes)
        if isinstance(constraint, UniqueConstraint)
        or (isinstance(constraint, Index) and constraint.unique)
        if column.name in constraint.columns
    ]
    return any(
        all(after[name] is not None and after[name] == other[name] for name in names)
        for names in sets
        for other in kept
    )


def _pointed_at(table: Table, row: Mapping[str, Any]) -> bool:
    for other in db.metadata.sorted_tables:
        for column in other.columns:
            for key in column.foreign_keys:
                if key.column.table is table:
                    value = row[key.column.name]
                    if db.session.execute(select(column).where(column == value).limit(1)).first():
                        return True
    return False


def _both(survivor: Organisation, merged: Organisation) -> dict[str, Any]:
    """Return the survivor's columns with what only the merged entry knew.

    The survivor's own spellings stay; the other's become further spellings it is found under.
    """
    names = dict(merged.names) | dict(survivor.names)
    known = {matching_key(name) for name in names.values()}
    spoken = set(names.values())
    former = list(survivor.former_names)
    for name in (*merged.names.values(), *merged.former_names):
        new_spelling = name not in spoken and name not in former
        if new_spelling and (matching_key(name) not in known or name in merged.former_names):
            former.append(name)
    dates = dict(merged.former_dates) | dict(survivor.former_dates)
    return {
        "names": names,
        "former_names": former,
        "former_dates": {name: when for name, when in dates.items() if name in former},
        "acronym": survivor.acronym or merged.acronym,
        "email": survivor.email or merged.email,
        "address": survivor.address or merged.address,
        "sort_key": survivor.sort_key or merged.sort_key,
        "designation_id": survivor.designation_id or merged.designation_id,
        "parent_id": merged.parent_id
        if survivor.parent_id == merged.id
        else survivor.parent_id or (merged.parent_id if merged.parent_id != survivor.id else None),
    }


def merge_organisations(
    survivor: Organisation, merged: Organisation, *, actor: Any
) -> OrganisationMerge:
    """Make two entries one and return the record of it; raises NotMergeable.

    Every reference moves to the survivor in the running transaction; the merged entry stays,
    unlisted, so that old addresses lead to the survivor and the merge can be undone.
    """
    for row in sorted((survivor, merged), key=lambda one: one.id):
        lock(row)
    plan = plan_merge(survivor, merged)
    if plan.blocks:
        raise NotMergeable(plan.blocks)
    changes: dict[str, Any] = {}
    for name, value in _both(survivor, merged).items():
        before = getattr(survivor, name)
        if before != value:
            changes[name] = [before, value]
            setattr(survivor, name, value)
    refresh_search(survivor)
    moved = [
        [table.name, column.name, row["id"]]
        for table, column, row in plan.moves
        if not (table is OrganisationLogo.__table__ and _has_logo(survivor))
    ]
    aside = [[table.name, _packed(row)] for table, row in plan.aside]
    for table, double in plan.aside:
        db.session.execute(table.delete().where(table.c.id == double["id"]))
    _forget_difference(survivor, merged)
    survivor.version += 1
    merged.version += 1
    merged.merged_into_id = survivor.id
    db.session.flush()
    for name, column, number in moved:
        table = db.metadata.tables[name]
        db.session.execute(table.update().where(table.c.id == number).values({column: survivor.id}))
    merge = OrganisationMerge(
        survivor_id=survivor.id,
        merged_id=merged.id,
        changes=changes,
        moved=moved,
        set_aside=aside,
        at=now(),
        actor_label=getattr(actor, "name", str(actor)),
    )
    db.session.add(merge)
    record(
        "merge organisations",
        survivor,
        actor=actor,
        label=text_in(survivor.names, "en"),
        changes={"merged": [text_in(merged.names, "en"), text_in(survivor.names, "en")]},
    )
    db.session.flush()
    db.session.expire_all()
    return merge


def _has_logo(row: Organisation) -> bool:
    return bool(
        db.session.scalar(
            select(func.count())
            .select_from(OrganisationLogo)
            .where(
                OrganisationLogo.organisation_id == row.id, OrganisationLogo.removed_at.is_(None)
            )
        )
    )


def _forget_difference(one: Organisation, other: Organisation) -> None:
    pair = (one.id, other.id)
    db.session.execute(
        delete(DistinctOrganisations).where(
            DistinctOrganisations.one_id.in_(pair), DistinctOrganisations.other_id.in_(pair)
        )
    )


def undo_merge(merge: OrganisationMerge, *, actor: Any) -> None:
    """Make two entries of one again; raises NotMergeable where something since contradicts.

    What came to the survivor after the merge stays there; what was changed by hand since stays
    as it was changed. A row that was set aside comes back unless its place was taken or its event
    is gone.
    """
    survivor = db.session.get_one(Organisation, merge.survivor_id)
    merged = db.session.get_one(Organisation, merge.merged_id)
    for row in sorted((survivor, merged), key=lambda one: one.id):
        lock(row)
    db.session.refresh(merge)
    if merge.undone_at is not None:
        raise NotMergeable([Reason("undone already")])
    if survivor.merged_into_id is not None or merged.merged_into_id != survivor.id:
        raise NotMergeable([Reason("merged further")])
    for name, (before, after) in merge.changes.items():
        if getattr(survivor, name) == after:
            setattr(survivor, name, before)
    refresh_search(survivor)
    merged.merged_into_id = None
    survivor.version += 1
    merged.version += 1
    merge.undone_at = now()
    db.session.flush()
    for name, column, number in merge.moved:
        table = db.metadata.tables.get(name)
        if table is None or column not in table.c:
            continue
        _try(
            table.update()
            .where(table.c.id == number, table.c[column] == survivor.id)
            .values({column: merged.id})
        )
    for name, packed in merge.set_aside:
        table = db.metadata.tables.get(name)
        if table is not None:
            values = {key: value for key, value in _unpacked(packed).items() if key in table.c}
            taken = db.session.execute(select(table.c.id).where(table.c.id == values["id"])).first()
            if taken:
                values.pop("id")
            _try(table.insert().values(values))
    record(
        "undo merge of organisations",
        survivor,
        actor=actor,
        label=text_in(survivor.names, "en"),
        changes={"merged": [text_in(survivor.names, "en"), text_in(merged.names, "en")]},
    )
    db.session.flush()
    db.session.expire_all()


def _try(statement: Any) -> None:
    """Carry out one statement; where the world has moved on, it alone is left out."""
    try:
        with db.session.begin_nested():
            db.session.execute(statement)
    except IntegrityError:
        pass


def refresh_search(organisation: Organisation) -> None:
    """Fold the names again for searching; after every change of names."""
    organisation.search_key = search_key(
        [*organisation.names.values(), organisation.acronym, *organisation.former_names]
    )


def survivor_of(organisation: Organisation) -> Organisation:
    """Return the entry that stands for this one today."""
    seen = set()
    while organisation.merged_into_id is not None and organisation.id not in seen:
        seen.add(organisation.id)
        organisation = db.session.get_one(Organisation, organisation.merged_into_id)
    return organisation


def merges_of(organisation: Organisation) -> list[OrganisationMerge]:
    """Return the merges into an entry that were not undone, the newest first."""
    return list(
        db.session.scalars(
            select(OrganisationMerge)
            .where(
                OrganisationMerge.survivor_id == organisation.id,
                OrganisationMerge.undone_at.is_(None),
            )
            .order_by(OrganisationMerge.id.desc())
        )
    )


def say_different(one: Organisation, other: Organisation, *, actor: Any) -> None:
    """Note that two entries are different organisations, so that nobody is asked again."""
    low, high = sorted((one.id, other.id))
    known = db.session.scalar(
        select(DistinctOrganisations.id).where(
            DistinctOrganisations.one_id == low, DistinctOrganisations.other_id == high
        )
    )
    if known is None:
        db.session.add(DistinctOrganisations(one_id=low, other_id=high))
        record(
            "tell organisations apart",
            one,
            actor=actor,
            label=f"{text_in(one.names, 'en')} / {text_in(other.names, 'en')}",
        )


def _packed(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as plain JSON."""

    def plain(value: Any) -> Any:
        if isinstance(value, enum.Enum):
            return value.value
        for kind in (datetime, date, time):
            if isinstance(value, kind):
                return {f"${kind.__name__}": value.isoformat()}
        if isinstance(value, bytes):
            return {"$bytes": base64.b64encode(value).decode("ascii")}
        return value

    return {name: plain(value) for name, value in row.items()}


_KINDS = {
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$time": time.fromisoformat,
    "$bytes": base64.b64decode,
}


def _unpacked(packed: Mapping[str, Any]) -> dict[str, Any]:
    def whole(value: Any) -> Any:
        if isinstance(value, dict) and len(value) == 1:
            kind, text = next(iter(value.items()))
            if kind in _KINDS:
                return _KINDS[kind](text)
        return value

    return {name: whole(value) for name, value in packed.items()}
