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
        "UPDATE memberships SET role = 'viewer' WHERE role IN ('travel officer', 'logistics', 'finance')"
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


def upgrade() -> None:
    _mails(MAILS_AFTER)
    _alternates()
    _roles(ROLES_AFTER)
    _seal_needs_and_diet()


def downgrade() -> None:
    _alternates_back()
    _mails_back()
    _open_needs_and_diet()
    _roles_back()
