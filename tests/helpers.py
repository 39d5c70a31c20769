"""What tests of several rooms use."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import event

from eventmgr.database import db


@contextlib.contextmanager
def count_queries() -> Iterator[list[str]]:
    """Collect the statements that are sent to the database while the block runs."""
    statements: list[str] = []

    def note(connection, cursor, statement, parameters, context, executemany) -> None:  # type: ignore[no-untyped-def]
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
