"""Emptying and deleting rows, and the traces of people in other texts.

Everything is done with statements on tables, so that 5,000 rows cost as many as one, and counted
with the same conditions, so that a preview says what a purge does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    LargeBinary,
    Null,
    String,
    Table,
    Text,
    and_,
    cast,
    delete,
    func,
    literal,
    null,
    or_,
    select,
    update,
)

from eventmgr.database import Base, db
from eventmgr.privacy.holdings import (
    BLANK,
    LOCKED,
    Holding,
    How,
    path_to_event,
    rows_of,
    tables,
    word_columns,
)
from eventmgr.privacy.traces import Traces

# The random number on the badge and in calendars; a new one that belongs to nobody takes its place.
_MARK = "calendar_uid"
_GONE = "erased-"


def _blank(column: Column[Any]) -> Any:
    """Return what an emptied column holds."""
    if column.name == _MARK:
        return literal(_GONE) + cast(column.table.c.id, String)
    if column.nullable:
        return null()
    if isinstance(column.type, JSON):
        made = getattr(column.default, "arg", None)
        return made(None) if callable(made) else {}
    return b"" if isinstance(column.type, LargeBinary) else ""


def blanks(holding: Holding) -> dict[str, Any]:
    """Return {column: what it holds afterwards} of the columns a purge empties."""
    table = tables()[holding.table]
    names = [
        name
        for name in word_columns(table)
        if name not in holding.keep and (holding.only is None or name in holding.only)
    ]
    # A word that must be unlike all others and may not be missing is a mark, never a name.
    names = [name for name in names if not table.c[name].unique or table.c[name].nullable]
    found = {name: _blank(table.c[name]) for name in names}
    return found | {name: value for name, value in holding.put.items() if name in table.c}


def _differs(table: Table, values: dict[str, Any]) -> ColumnElement[bool]:
    """Return the condition that a row still says something."""
    tests: list[ColumnElement[bool]] = []
    for name, value in values.items():
        column = table.c[name]
        if name == _MARK:
            tests.append(column.not_like(f"{_GONE}%"))
        elif value is None or isinstance(value, Null):
            there = column.is_not(None)
            said = cast(column, Text) != "null"
            tests.append(and_(there, said) if isinstance(column.type, JSON) else there)
        elif isinstance(column.type, JSON):
            tests.append(cast(column, Text) != json.dumps(value))
        else:
            tests.append(column != value)
    return or_(*tests)


def matching(holding: Holding, event_id: int) -> ColumnElement[bool]:
    """Return the rows of an event that a holding is about."""
    table = tables()[holding.table]
    condition = rows_of(table, holding.path, event_id)
    if holding.match is not None:
        name, values = holding.match
        condition = and_(condition, cast(table.c[name], String).in_(values))
    return condition


def carry_out(
    holding: Holding,
    where: ColumnElement[bool],
    *,
    dry: bool,
    values: dict[str, Any] | None = None,
) -> int:
    """Empty or delete the rows of a condition; return how many said something still.

    With `dry` they are only counted.
    """
    table = tables()[holding.table]
    if holding.how is How.DELETE:
        number = db.session.scalar(select(func.count()).select_from(table).where(where)) or 0
        if number and not dry:
            db.session.execute(delete(table).where(where))
        return number
    values = blanks(holding) if values is None else values
    if not values:
        return 0
    where = and_(where, _differs(table, values))
    number = db.session.scalar(select(func.count()).select_from(table).where(where)) or 0
    if number and not dry:
        db.session.execute(update(table).where(where).values(values))
    return number


# --- traces ---------------------------------------------------------------------------------------


def _texts_of(table: Table) -> list[str]:
    names = []
    for name in word_columns(table):
        column = table.c[name]
        if isinstance(column.type, LargeBinary) or column.unique or name.endswith("_hash"):
            continue
        names.append(name)
    return names


def _holds_one(table: Table, names: list[str], needles: list[str]) -> ColumnElement[bool]:
    """Return the condition that a row may hold a trace; texts in JSON are escaped there."""
    tests = []
    for name in names:
        column = table.c[name]
        for needle in needles:
            if isinstance(column.type, JSON):
                tests.append(
                    cast(column, Text).icontains(json.dumps(needle)[1:-1], autoescape=True)
                )
            else:
                tests.append(column.icontains(needle, autoescape=True))
    return or_(*tests)


def mask_traces(
    traces: Traces, event_id: int, *, needles: list[str] | None = None, dry: bool = False
) -> int:
    """Mask names and addresses in every text of an event that is not locked; return the rows.

    `needles` narrow the rows that are read where one person is looked for.
    """
    if not traces:
        return 0
    changed = 0
    for name, table in sorted(tables().items()):
        if name in LOCKED or "id" not in table.c:
            continue
        path = path_to_event(name)
        columns = _texts_of(table)
        if path is None or not columns:
            continue
        where = rows_of(table, path, event_id)
        if needles is not None:
            where = and_(where, _holds_one(table, columns, needles))
        changed += _mask_rows(table, columns, where, traces, dry)
    return changed


def _mask_rows(
    table: Table, columns: list[str], where: ColumnElement[bool], traces: Traces, dry: bool
) -> int:
    changed = 0
    rows = db.session.execute(select(table.c.id, *(table.c[name] for name in columns)).where(where))
    for row in rows.all():
        values = {}
        for name, value in zip(columns, row[1:], strict=True):
            masked = traces.mask_value(value)
            if masked != value:
                values[name] = masked
        if values:
            changed += 1
            if not dry:
                db.session.execute(update(table).where(table.c.id == row[0]).values(values))
    return changed


def mask_record(where: ColumnElement[bool], *, dry: bool = False) -> int:
    """Mask the label and the changes of entries of the record; return how many said something."""
    table = tables()["audit_entries"]
    rows = db.session.execute(
        select(table.c.id, table.c.subject_label, table.c.changes).where(where)
    ).all()
    changed = 0
    for number, label, changes in rows:
        hidden = {name: [BLANK, BLANK] for name in changes or {}}
        values: dict[str, Any] = {}
        if label not in ("", BLANK):
            values["subject_label"] = BLANK
        if (changes or {}) != hidden:
            values["changes"] = hidden
        if values:
            changed += 1
            if not dry:
                db.session.execute(update(table).where(table.c.id == number).values(values))
    return changed


def class_names(names: Iterable[str]) -> list[str]:
    """Return what the record calls the rows of tables."""
    wanted = set(names)
    return sorted(
        mapper.class_.__name__
        for mapper in Base.registry.mappers
        if getattr(mapper.local_table, "name", "") in wanted
    )
