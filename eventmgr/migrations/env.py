"""Runs the numbered migrations on the application's database."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from eventmgr.database import UtcDateTime, db


def _render(kind: str, item: Any, context: Any) -> str | Literal[False]:
    """Write our column types into a new migration as the plain types they rest on."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UtcDateTime) else False


def run() -> None:
    """Upgrade or downgrade inside one transaction."""
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Rebuilding a table must not cascade into the rows that point to it.
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA foreign_keys = OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            render_item=_render,
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            raw.execute("PRAGMA foreign_keys = ON")


run()
