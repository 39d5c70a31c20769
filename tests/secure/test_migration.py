"""Diet and needs of a filled database are sealed when it is brought up to date, and come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from eventmgr import create_app
from eventmgr.accounts.models import Membership
from eventmgr.database import Base, db
from eventmgr.migrations import configuration
from eventmgr.registration.models import Registration
from eventmgr.secure.models import SecureGroup
from eventmgr.secure.reading import read_own
from tests.conftest import settings_for
from tests.factories import Factory


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application on an empty database of its own."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'filled.sqlite3'}"
    else:
        url = request.getfixturevalue("fresh_postgres_url")
    return create_app(settings_for(tmp_path, url))


def _old_rows() -> int:
    """Fill the newest tables, go back, and return the id of a person with diet and needs."""
    make = Factory()
    event = make.event(organisers=[make.organisation()])
    person = make.registration(event, make.organisation())
    make.registration(event, make.organisation())
    make.member(event)
    number = person.id
    db.session.remove()
    command.downgrade(configuration(), "0004")
    with db.engine.begin() as connection:
        connection.execute(
            text("UPDATE registrations SET needs = :needs, diet = :diet WHERE id = :id"),
            {"needs": "A hearing loop, ČĆŽ", "diet": "no nuts", "id": number},
        )
    return number


def test_what_stood_in_the_open_is_sealed_and_can_go_back(app: Flask) -> None:
    with app.app_context():
        command.upgrade(configuration(), "head")
        number = _old_rows()
        command.upgrade(configuration(), "head")
        person = db.session.get_one(Registration, number)
        assert (person.needs, person.diet) == ("", "")
        assert read_own(person, SecureGroup.ACCESS) == {"text": "A hearing loop, ČĆŽ"}
        assert read_own(person, SecureGroup.DIET) == {"text": "no nuts"}
        raw = str(db.session.execute(text("SELECT * FROM secure_parts")).all())
        assert "nuts" not in raw
        assert db.session.scalar(text("SELECT count(*) FROM secure_parts")) == 2
        db.session.remove()
        command.downgrade(configuration(), "0004")
        with db.engine.connect() as connection:
            row = connection.execute(
                text("SELECT needs, diet FROM registrations WHERE id = :id"), {"id": number}
            ).one()
        assert tuple(row) == ("A hearing loop, ČĆŽ", "no nuts")
        db.engine.dispose()


def test_new_roles_are_words_of_the_table_and_others_are_not(app: Flask) -> None:
    with app.app_context():
        command.upgrade(configuration(), "head")
        make = Factory()
        event, user = make.event(), make.user()
        event_id, user_id = event.id, user.id
        table = Base.metadata.tables["memberships"]
        db.session.remove()
        values = {"user_id": user_id, "event_id": event_id, "duties": []}
        with db.engine.begin() as connection:
            connection.execute(insert(table).values(**values, role="travel officer"))
        assert db.session.scalars(select(Membership.role)).one().value == "travel officer"
        db.session.remove()
        statement = text("UPDATE memberships SET role = 'king'")
        with db.engine.connect() as connection, pytest.raises(IntegrityError):
            connection.execute(statement)
        db.engine.dispose()
