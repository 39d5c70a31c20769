"""Registers of texts that are only added to: the database itself refuses anything else.

A wording, a uid or a concordance that somebody holds on paper must not change behind it, whichever
program writes to the database. Rows go only together with the event they belong to.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import DDL, event

from eventmgr.drafting.models import (
    Arrangement,
    MinorChange,
    Renumbering,
    TextNode,
    TextRevision,
)

# Table: (columns that stay as written, table and column of the row it goes with).
KEPT: dict[str, tuple[tuple[str, ...], str, str]] = {
    "text_nodes": (("uid", "text_id"), "structured_texts", "text_id"),
    "text_revisions": (
        ("node_id", "language", "number", "text", "state", "at", "reason"),
        "text_nodes",
        "node_id",
    ),
    "minor_changes": (("revision_id", "at"), "text_revisions", "revision_id"),
    "renumberings": (("text_id", "at", "rows"), "structured_texts", "text_id"),
    "text_arrangements": (
        ("text_id", "at", "label_style", "held", "rows"),
        "structured_texts",
        "text_id",
    ),
}
# Tables whose rows name a person: the name may go with the account, not become another's.
SIGNED = ("text_revisions", "minor_changes", "renumberings")

_WORDS = "this register is only added to"


def statements(table: str, dialect: str) -> list[str]:
    """Return what makes a table of ours a register on a database ("sqlite", "postgresql")."""
    kept, parent, key = KEPT[table]
    columns = ", ".join(kept)
    goes = f"EXISTS (SELECT 1 FROM {parent} WHERE id = OLD.{key})"  # noqa: S608 - our own names
    signed = table in SIGNED
    if dialect == "sqlite":
        other = "NEW.actor_id IS NOT NULL AND NEW.actor_id IS NOT OLD.actor_id"
        refuse = f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        found = [
            f"CREATE TRIGGER kept_{table} BEFORE UPDATE OF {columns} ON {table} {refuse}",
            f"CREATE TRIGGER stays_{table} BEFORE DELETE ON {table} WHEN {goes} {refuse}",
        ]
        if signed:
            found.append(
                f"CREATE TRIGGER signed_{table} BEFORE UPDATE OF actor_id ON {table} "
                f"WHEN {other} {refuse}"
            )
        return found
    rows = " AND ".join(
        f"NEW.{column}::text IS NOT DISTINCT FROM OLD.{column}::text" for column in kept
    )
    if signed:
        rows += " AND (NEW.actor_id IS NULL OR NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id)"
    return [
        f"CREATE FUNCTION register_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN "
        f"IF {goes} THEN RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN OLD; END IF; "
        f"IF NOT ({rows}) THEN RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'check_violation'; "
        f"END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER register_{table} BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION register_{table}()",
    ]


def _watch(table: Any) -> None:
    for dialect in ("sqlite", "postgresql"):
        for statement in statements(table.name, dialect):
            event.listen(table, "after_create", _on(dialect, statement))
    drop = f"DROP FUNCTION IF EXISTS register_{table.name}()"
    event.listen(table, "after_drop", _on("postgresql", drop))


def _on(dialect: str, statement: str) -> Any:
    return DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]


for _model in (TextNode, TextRevision, MinorChange, Renumbering, Arrangement):
    _watch(_model.__table__)
