"""Copying rows of tables by name, for the next round of an event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Table, func, insert, select

from eventmgr.database import Base, db, now

Row = dict[str, Any]


def table_of(name: str) -> Table:
    """Return a table of any room."""
    return Base.metadata.tables[name]


def number_of(table: Table, *where: ColumnElement[bool]) -> int:
    """Return how many rows fit."""
    return db.session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def insert_row(table: Table, values: Row) -> int:
    """Add a row and return its number."""
    return int(db.session.execute(insert(table).values(values).returning(table.c.id)).scalar_one())


def copy_rows(
    name: str, where: ColumnElement[bool], change: Callable[[Row], Row | None]
) -> dict[int, int]:
    """Copy rows of a table; `change` gives the columns that differ, or None to leave a row out.

    Returns {number of the old row: number of the new one}.
    """
    table = table_of(name)
    made: dict[int, int] = {}
    for row in db.session.execute(select(table).where(where).order_by(table.c.id)).mappings():
        values = dict(row)
        other = change(values)
        if other is None:
            continue
        values |= other
        number = values.pop("id")
        if "version" in values:
            values["version"] = 1
        if "created_at" in values:
            values["created_at"] = now()
        made[number] = insert_row(table, values)
    return made
