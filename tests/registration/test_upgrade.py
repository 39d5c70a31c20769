"""A database of before keeps its people: telephones are known, lapsed offers free an address."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from flask import Flask

from eventmgr import create_app
from eventmgr.database import db
from eventmgr.migrations import configuration
from eventmgr.serving import upgrade_database
from tests.conftest import settings_for

BEFORE = "0004"


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application whose database stands before the registration's new states."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'older.sqlite3'}"
    else:
        url = request.getfixturevalue("fresh_postgres_url")
    application = create_app(settings_for(tmp_path, url))
    with application.app_context():
        command.upgrade(configuration(), BEFORE)
        db.session.remove()
    return application


def _row(table: sa.Table, **given: Any) -> dict[str, Any]:
    """Return values for every column that must have one."""
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.nullable or column.primary_key or column.name in given:
            continue
        kind = column.type
        if isinstance(kind, sa.JSON):
            # A list and a map are both read back as they are written.
            values[column.name] = []
        elif isinstance(kind, sa.Boolean):
            values[column.name] = False
        elif isinstance(kind, sa.Integer):
            values[column.name] = 1
        elif isinstance(kind, sa.DateTime):
            values[column.name] = datetime(2026, 1, 1, tzinfo=UTC)
        elif isinstance(kind, sa.Date):
            values[column.name] = date(2027, 8, 31)
        else:
            values[column.name] = ""
    return values | given


def _fill() -> None:
    tables = sa.MetaData()
    with db.engine.begin() as connection:
        tables.reflect(connection, only=["events", "organisations", "registrations"])

        def add(name: str, **given: Any) -> None:
            table = tables.tables[name]
            connection.execute(sa.insert(table).values(_row(table, **given)))

        add(
            "events",
            id=1,
            slug="old",
            kind="workshop",
            title={"en": "Old"},
            timezone="Europe/Podgorica",
            document_languages=["en"],
            marker_policy="every",
            flags="none",
            plate_mode="name only",
            delegation_order="English",
        )
        add("organisations", id=1, kind="agency", names={"en": "Agency"})
        people = ((1, "confirmed", "+382 67 123 456"), (2, "cancelled", "020/111"))
        for number, state, phone in people:
            add(
                "registrations",
                id=number,
                event_id=1,
                organisation_id=1,
                state=state,
                role="participant",
                given_name="Ana",
                family_name="Lura",
                email="ana@example.org",
                phone=phone,
                position={},
                list_sharing="internal",
                photo_consent="no",
                calendar_uid=f"{number}@example.org",
            )


def test_people_of_before_are_kept_and_new_states_are_known(older: Flask) -> None:
    with older.app_context():
        _fill()
        upgrade_database()
        rows = db.session.execute(
            sa.text("SELECT id, state, phone_key FROM registrations ORDER BY id")
        ).all()
        assert [tuple(row) for row in rows] == [(1, "confirmed", "67123456"), (2, "cancelled", "")]
        rules = db.session.execute(
            sa.text("SELECT open_registration, waiting_list, offer_hours FROM events")
        ).one()
        assert (bool(rules[0]), bool(rules[1]), rules[2]) == (False, True, 48)
        for state in ("waiting", "offered", "lapsed"):
            db.session.execute(
                sa.text("UPDATE registrations SET state = :state WHERE id = 1"), {"state": state}
            )
        # The address of a lapsed offer is free again, that of somebody who waits is not.
        db.session.execute(sa.text("UPDATE registrations SET state = 'waiting' WHERE id = 2"))
        with pytest.raises(sa.exc.IntegrityError):
            db.session.execute(sa.text("UPDATE registrations SET state = 'waiting' WHERE id = 1"))
        db.session.rollback()
        with pytest.raises(sa.exc.IntegrityError):
            db.session.execute(sa.text("UPDATE registrations SET state = 'unknown' WHERE id = 1"))
        db.session.rollback()
        db.session.remove()
        command.downgrade(configuration(), BEFORE)
        states = db.session.scalars(sa.text("SELECT state FROM registrations ORDER BY id")).all()
        assert states == ["confirmed", "cancelled"]
        db.session.remove()
        db.engine.dispose()
