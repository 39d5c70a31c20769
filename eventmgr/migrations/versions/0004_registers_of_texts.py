"""Registers of texts are only added to: the database refuses anything else."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORDS = "this register is only added to"
# Table: (columns that stay, the row it goes with, and by which column, whether rows are signed).
KEPT = {
    "text_nodes": (("uid", "text_id"), "structured_texts", "text_id", False),
    "text_revisions": (
        ("node_id", "language", "number", "text", "state", "at", "reason"),
        "text_nodes",
        "node_id",
        True,
    ),
    "minor_changes": (("revision_id", "at"), "text_revisions", "revision_id", True),
    "renumberings": (("text_id", "at", "rows"), "structured_texts", "text_id", True),
}


def _sqlite(table: str) -> list[str]:
    kept, parent, key, signed = KEPT[table]
    goes = f"EXISTS (SELECT 1 FROM {parent} WHERE id = OLD.{key})"  # noqa: S608 - our own names
    other = "NEW.actor_id IS NOT NULL AND NEW.actor_id IS NOT OLD.actor_id"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    found = [
        f"CREATE TRIGGER kept_{table} BEFORE UPDATE OF {', '.join(kept)} ON {table} {refuse}",
        f"CREATE TRIGGER stays_{table} BEFORE DELETE ON {table} WHEN {goes} {refuse}",
    ]
    if signed:
        found.append(
            f"CREATE TRIGGER signed_{table} BEFORE UPDATE OF actor_id ON {table} "
            f"WHEN {other} {refuse}"
        )
    return found


def _postgresql(table: str) -> list[str]:
    kept, parent, key, signed = KEPT[table]
    goes = f"EXISTS (SELECT 1 FROM {parent} WHERE id = OLD.{key})"  # noqa: S608 - our own names
    refuse = f"RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'check_violation'"
    rows = " AND ".join(f"NEW.{one}::text IS NOT DISTINCT FROM OLD.{one}::text" for one in kept)
    if signed:
        rows += " AND (NEW.actor_id IS NULL OR NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id)"
    return [
        f"CREATE FUNCTION register_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN IF {goes} THEN {refuse}; END IF; RETURN OLD; END IF; "
        f"IF NOT ({rows}) THEN {refuse}; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER register_{table} BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION register_{table}()",
    ]


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in KEPT:
        for statement in _sqlite(table) if sqlite else _postgresql(table):
            op.execute(statement)


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, (_kept, _parent, _key, signed) in KEPT.items():
        if not sqlite:
            op.execute(f"DROP TRIGGER register_{table} ON {table}")
            op.execute(f"DROP FUNCTION register_{table}()")
            continue
        for name in ("kept", "stays", *(["signed"] if signed else [])):
            op.execute(f"DROP TRIGGER {name}_{table}")
