"""New words of old choices, and what moves with them: one small block for each."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _allow(table: str, constraint: str, column: str, words: tuple[str, ...]) -> None:
    """Let a column hold these words and no others."""
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(op.f(constraint), type_="check")
        batch_op.create_check_constraint(op.f(constraint), f"{column} IN ({listed})")


# --- roles in an event ----------------------------------------------------------------------------

ROLES_BEFORE = ("organiser", "co-organiser", "secretariat", "viewer")
ROLES_AFTER = (
    "organiser",
    "co-organiser",
    "secretariat",
    "travel officer",
    "logistics",
    "finance",
    "viewer",
)


def _roles(words: tuple[str, ...]) -> None:
    _allow("memberships", "ck_memberships_event_role", "role", words)


def _roles_back() -> None:
    op.execute(
        "UPDATE memberships SET role = 'viewer' "
        "WHERE role IN ('travel officer', 'logistics', 'finance')"
    )
    _roles(ROLES_BEFORE)


# --- diet and needs are sealed --------------------------------------------------------------------

_registrations = sa.table(
    "registrations",
    sa.column("id", sa.Integer),
    sa.column("needs", sa.Text),
    sa.column("diet", sa.Text),
)
_parts = sa.table(
    "secure_parts",
    sa.column("registration_id", sa.Integer),
    sa.column("secure_group", sa.String),
    sa.column("sealed", sa.Text),
    sa.column("changed_at", sa.DateTime(timezone=True)),
    sa.column("version", sa.Integer),
)
# Where each of the two columns goes.
_GROUPS = (("needs", "access needs"), ("diet", "diet"))


def _seal_needs_and_diet() -> None:
    from eventmgr.secure.sealing import seal

    connection = op.get_bind()
    rows = connection.execute(
        sa.select(_registrations).where(
            (_registrations.c.needs != "") | (_registrations.c.diet != "")
        )
    ).all()
    for row in rows:
        for column, group in _GROUPS:
            text = getattr(row, column)
            if not text:
                continue
            connection.execute(
                sa.insert(_parts).values(
                    registration_id=row.id,
                    secure_group=group,
                    sealed=seal(row.id, group, {"text": text}),
                    changed_at=datetime.now(UTC),
                    version=1,
                )
            )
        connection.execute(
            sa.update(_registrations).where(_registrations.c.id == row.id).values(needs="", diet="")
        )


def _open_needs_and_diet() -> None:
    from eventmgr.secure.sealing import unseal

    connection = op.get_bind()
    for column, group in _GROUPS:
        rows = connection.execute(sa.select(_parts).where(_parts.c.secure_group == group)).all()
        for row in rows:
            # What was ticked has no column to go back to; what was written has.
            text = unseal(row.registration_id, group, row.sealed).get("text", "")
            connection.execute(
                sa.update(_registrations)
                .where(_registrations.c.id == row.registration_id)
                .values({column: text})
            )


# --- states of a message --------------------------------------------------------------------------

MAILS_BEFORE = ("kept", "queued", "sending", "sent", "retry", "uncertain", "failed", "cancelled")
MAILS_AFTER = ("draft", *MAILS_BEFORE[:-1], "bounced", "cancelled")


def _mails(words: tuple[str, ...]) -> None:
    _allow("mails", "ck_mails_mail_state", "state", words)


def _mails_back() -> None:
    op.execute("UPDATE mails SET state = 'cancelled' WHERE state = 'draft'")
    op.execute("UPDATE mails SET state = 'failed' WHERE state = 'bounced'")
    _mails(MAILS_BEFORE)


# --- reserves of an institution -------------------------------------------------------------------

ALTERNATES = "ck_invitations_alternates_not_negative"


def _alternates() -> None:
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.create_check_constraint(op.f(ALTERNATES), "alternates >= 0")


def _alternates_back() -> None:
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(ALTERNATES), type_="check")


# --- the order of a text at each time is only added to --------------------------------------------

_ORDERS = "text_arrangements"
_ORDER_COLUMNS = ("text_id", "at", "label_style", "held", "rows")
_REFUSED = "this register is only added to"
_nodes = sa.table(
    "text_nodes",
    sa.column("id", sa.Integer),
    sa.column("text_id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("level", sa.Integer),
    sa.column("held", sa.String),
    sa.column("position", sa.Integer),
    sa.column("deleted_at", sa.DateTime(timezone=True)),
)
_texts = sa.table(
    "structured_texts",
    sa.column("id", sa.Integer),
    sa.column("label_style", sa.String),
    sa.column("numbers_held_at", sa.DateTime(timezone=True)),
)
_orders = sa.table(
    _ORDERS,
    sa.column("text_id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("label_style", sa.String),
    sa.column("held", sa.Boolean),
    sa.column("rows", sa.JSON),
)


def _write_orders() -> None:
    """Write down how each text is arranged today; what was before nobody knows any more."""
    connection = op.get_bind()
    for text in connection.execute(sa.select(_texts)).all():
        rows = connection.execute(
            sa.select(_nodes.c.id, _nodes.c.kind, _nodes.c.level, _nodes.c.held)
            .where(_nodes.c.text_id == text.id, _nodes.c.deleted_at.is_(None))
            .order_by(_nodes.c.position, _nodes.c.id)
        ).all()
        connection.execute(
            sa.insert(_orders).values(
                text_id=text.id,
                at=datetime.now(UTC),
                label_style=text.label_style,
                held=text.numbers_held_at is not None,
                rows=[list(row) for row in rows],
            )
        )


def _keep_orders() -> None:
    goes = "EXISTS (SELECT 1 FROM structured_texts WHERE id = OLD.text_id)"
    if op.get_bind().dialect.name == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        op.execute(
            f"CREATE TRIGGER kept_{_ORDERS} BEFORE UPDATE OF {', '.join(_ORDER_COLUMNS)} "
            f"ON {_ORDERS} {refuse}"
        )
        op.execute(
            f"CREATE TRIGGER stays_{_ORDERS} BEFORE DELETE ON {_ORDERS} WHEN {goes} {refuse}"
        )
        return
    refuse = f"RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'check_violation'"
    rows = " AND ".join(
        f"NEW.{one}::text IS NOT DISTINCT FROM OLD.{one}::text" for one in _ORDER_COLUMNS
    )
    op.execute(
        f"CREATE FUNCTION register_{_ORDERS}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN IF {goes} THEN {refuse}; END IF; RETURN OLD; END IF; "
        f"IF NOT ({rows}) THEN {refuse}; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER register_{_ORDERS} BEFORE UPDATE OR DELETE ON {_ORDERS} "
        f"FOR EACH ROW EXECUTE FUNCTION register_{_ORDERS}()"
    )


def _orders_back() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER kept_{_ORDERS}")
        op.execute(f"DROP TRIGGER stays_{_ORDERS}")
    else:
        op.execute(f"DROP TRIGGER register_{_ORDERS} ON {_ORDERS}")
        op.execute(f"DROP FUNCTION register_{_ORDERS}()")
    op.execute(f"DELETE FROM {_ORDERS}")  # noqa: S608 - our own name


# --- states of a registration, telephones ---------------------------------------------------------

STATES_BEFORE = ("confirmed", "cancelled")
STATES_AFTER = ("confirmed", "waiting", "offered", "lapsed", "cancelled")
_ADDRESSES = "uq_registrations_active_email"
_people = sa.table(
    "registrations",
    sa.column("id", sa.Integer),
    sa.column("phone", sa.String),
    sa.column("phone_key", sa.String),
)


def _registration_states(words: tuple[str, ...], ended: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{word}'" for word in ended)
    op.drop_index(_ADDRESSES, table_name="registrations")
    _allow("registrations", "ck_registrations_registration_state", "state", words)
    known = sa.text(f"state NOT IN ({listed}) AND email <> ''")
    op.create_index(
        _ADDRESSES,
        "registrations",
        ["event_id", "email"],
        unique=True,
        sqlite_where=known,
        postgresql_where=known,
    )


def _phone_keys() -> None:
    from eventmgr.i18n.phones import phone_key

    connection = op.get_bind()
    rows = connection.execute(sa.select(_people).where(_people.c.phone != "")).all()
    for row in rows:
        connection.execute(
            sa.update(_people).where(_people.c.id == row.id).values(phone_key=phone_key(row.phone))
        )


def _registration_states_back() -> None:
    op.execute(
        "UPDATE registrations SET state = 'cancelled' "
        "WHERE state IN ('waiting', 'offered', 'lapsed')"
    )
    _registration_states(STATES_BEFORE, ("cancelled",))


def upgrade() -> None:
    _registration_states(STATES_AFTER, ("cancelled", "lapsed"))
    _phone_keys()
    _write_orders()
    _keep_orders()
    _mails(MAILS_AFTER)
    _alternates()
    _roles(ROLES_AFTER)
    _seal_needs_and_diet()


# --- a column of 0005 that carries a check --------------------------------------------------------


def _balance_back() -> None:
    # SQLite copies the table without the column, and would copy the check on it too.
    with op.batch_alter_table("invitations", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_invitations_balance"), type_="check")


def downgrade() -> None:
    _balance_back()
    _registration_states_back()
    _orders_back()
    _alternates_back()
    _mails_back()
    _open_needs_and_diet()
    _roles_back()
