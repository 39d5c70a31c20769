"""The words of adoption arrive in a filled database; what was sealed before keeps its seal."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import func, select, text

from eventmgr import create_app
from eventmgr.conclusions import sealed
from eventmgr.conclusions.models import SealedEdition, SealedPrint
from eventmgr.database import db
from eventmgr.drafting.models import AdoptionMode, StructuredText, TextNode
from eventmgr.migrations import configuration
from eventmgr.serving import upgrade_database
from tests.conclusions.table import Table
from tests.conftest import settings_for
from tests.factories import Factory


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    else:
        url = request.getfixturevalue("fresh_postgres_url")
    return create_app(settings_for(tmp_path, url))


def test_text_sealed_before_gets_its_edition_and_loses_nothing(empty):
    with empty.app_context():
        upgrade_database()
        table = Table(Factory())
        table.adopt()
        before = table.text.sealed
        db.session.remove()
        command.downgrade(configuration(), "0002")
        with db.engine.begin() as connection:
            assert connection.scalar(text("SELECT count(*) FROM sealed_editions")) == 0
            assert connection.scalar(text("SELECT count(*) FROM text_nodes")) == 3
        upgrade_database()
        row = db.session.scalars(select(StructuredText)).one()
        edition = db.session.scalars(select(SealedEdition)).one()
        assert (edition.sealed, edition.sha256) == (before, row.sealed_sha256)
        assert db.session.scalar(select(func.count(TextNode.id))) == 3
        assert set(db.session.scalars(select(SealedPrint.language))) == {"en", "cnr"}
        assert sealed.newest_paper(row, "en").seal is not None
        db.session.remove()
        db.engine.dispose()


def test_silence_is_a_word_of_the_database_up_and_down(empty):
    with empty.app_context():
        upgrade_database()
        Table(Factory()).adopt(mode=AdoptionMode.SILENCE)
        db.session.remove()
        command.downgrade(configuration(), "0002")
        upgrade_database()
        row = db.session.scalars(select(StructuredText)).one()
        assert row.adoption_mode is AdoptionMode.CONSENSUS
        db.session.execute(text("UPDATE structured_texts SET adoption_mode = 'silence'"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
