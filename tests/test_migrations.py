"""The numbered migrations make the tables the models name, from empty and on filled databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect

from eventmgr import create_app
from eventmgr.database import db
from eventmgr.migrations import configuration
from eventmgr.serving import upgrade_database
from tests.conftest import settings_for
from tests.factories import Factory


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application on a database without any table."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    else:
        url = request.getfixturevalue("fresh_postgres_url")
    return create_app(settings_for(tmp_path, url))


def _differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, db.metadata)


def test_upgrade_from_empty_gives_the_models_tables(empty: Flask) -> None:
    with empty.app_context():
        upgrade_database()
        db.session.remove()
        assert _differences() == []
        db.engine.dispose()


def test_upgrade_twice_changes_nothing(empty: Flask) -> None:
    with empty.app_context():
        upgrade_database()
        upgrade_database()
        db.session.remove()
        assert _differences() == []
        db.engine.dispose()


def test_down_and_up_again_with_rows_in_the_tables(empty: Flask) -> None:
    with empty.app_context():
        upgrade_database()
        make = Factory()
        event = make.event(organisers=[make.organisation()])
        make.registration(event, make.organisation())
        db.session.remove()
        command.downgrade(configuration(), "base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade_database()
        db.session.remove()
        assert _differences() == []
        db.engine.dispose()


def test_migrations_are_numbered_in_one_line() -> None:
    script = ScriptDirectory.from_config(configuration())
    names = [revision.revision for revision in script.walk_revisions()][::-1]
    assert names == [f"{number:04d}" for number in range(1, len(names) + 1)]
