"""Adoption by silence; what was sealed before gets its row among the sealed editions."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CONSTRAINT = "ck_structured_texts_adoption_mode"
BEFORE = ("consensus", "vote", "chair's summary")
AFTER = ("consensus", "silence", "vote", "chair's summary")
# How many figures of the fingerprint a sealed paper's address ends in.
HANDLE = 20


def _allow(words: tuple[str, ...]) -> None:
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    with op.batch_alter_table("structured_texts", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(CONSTRAINT), type_="check")
        batch_op.create_check_constraint(op.f(CONSTRAINT), f"adoption_mode IN ({listed})")


def upgrade() -> None:
    _allow(AFTER)
    texts = sa.table(
        "structured_texts",
        sa.column("id", sa.Integer),
        sa.column("sealed", sa.Text),
        sa.column("adopted_at", sa.DateTime(timezone=True)),
        sa.column("adopted_by_id", sa.Integer),
    )
    editions = sa.table(
        "sealed_editions",
        sa.column("id", sa.Integer),
        sa.column("text_id", sa.Integer),
        sa.column("number", sa.Integer),
        sa.column("handle", sa.String),
        sa.column("sealed", sa.Text),
        sa.column("sha256", sa.String),
        sa.column("sealed_at", sa.DateTime(timezone=True)),
        sa.column("sealed_by_id", sa.Integer),
        sa.column("imported", sa.Boolean),
    )
    prints = sa.table(
        "sealed_prints",
        sa.column("edition_id", sa.Integer),
        sa.column("language", sa.String),
        sa.column("sha256", sa.String),
        sa.column("size", sa.Integer),
        sa.column("asked_at", sa.DateTime(timezone=True)),
        sa.column("problem", sa.Text),
    )
    connection = op.get_bind()
    now = datetime.now(UTC)
    for row in connection.execute(sa.select(texts).where(texts.c.sealed.is_not(None))).all():
        sha256 = hashlib.sha256(row.sealed.encode()).hexdigest()
        connection.execute(
            sa.insert(editions).values(
                text_id=row.id,
                number=0,
                handle=sha256[:HANDLE],
                sealed=row.sealed,
                sha256=sha256,
                sealed_at=row.adopted_at or now,
                sealed_by_id=row.adopted_by_id,
                imported=False,
            )
        )
        number = connection.scalar(
            sa.select(editions.c.id).where(editions.c.handle == sha256[:HANDLE])
        )
        for language in json.loads(row.sealed).get("languages", []):
            connection.execute(
                sa.insert(prints).values(
                    edition_id=number,
                    language=language,
                    sha256="",
                    size=0,
                    asked_at=now,
                    problem="",
                )
            )


def downgrade() -> None:
    # What was adopted by silence stays adopted; the word next to it is all there was before.
    op.execute(
        "UPDATE structured_texts SET adoption_mode = 'consensus' WHERE adoption_mode = 'silence'"
    )
    op.execute("DELETE FROM sealed_prints")
    op.execute("DELETE FROM sealed_editions")
    _allow(BEFORE)
