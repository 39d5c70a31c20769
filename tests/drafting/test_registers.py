"""What was written stays as written, whoever writes to the database; a uid is never reused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from eventmgr import create_app
from eventmgr.database import db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import (
    Arrangement,
    MinorChange,
    NodeKind,
    TextKind,
    TextNode,
    TextRevision,
)
from eventmgr.drafting.storing import store_document
from eventmgr.serving import upgrade_database
from eventmgr.text.model import Document, Node, new_uid
from tests.conftest import settings_for
from tests.factories import Factory


def written(make):
    """A text with a renumbering, a small change and a translation; its first node."""
    event = make.event()
    actor = make.user()
    document = actions.create_text(event, TextKind.CONCLUSIONS, actor=actor, source_language="en")
    node = actions.add_node(document, None, NodeKind.OPERATIVE, None, "One;", actor=actor)
    actions.edit_node(document, node, "cnr", "Jedan;", 0, actor=actor)
    actions.edit_node(document, node, "en", "One thing;", 1, actor=actor, minor=True)
    actions.hold_numbers(document, actor=actor)
    actions.renumber_text(document, actor=actor)
    db.session.commit()
    return event, document, node, actor


FORBIDDEN = [
    "UPDATE text_revisions SET text = 'forged'",
    "UPDATE text_revisions SET number = number + 10",
    "UPDATE text_revisions SET language = 'sq' WHERE language = 'cnr'",
    "UPDATE text_revisions SET state = 'checked' WHERE language = 'cnr'",
    "UPDATE text_revisions SET actor_id = (SELECT max(id) FROM users)",
    "DELETE FROM text_revisions",
    "UPDATE text_nodes SET uid = 'f00dfeed'",
    "DELETE FROM text_nodes",
    "UPDATE renumberings SET rows = '[]'",
    "DELETE FROM renumberings",
    "DELETE FROM minor_changes",
    "UPDATE minor_changes SET actor_id = (SELECT max(id) FROM users)",
    "UPDATE text_arrangements SET rows = '[]'",
    "DELETE FROM text_arrangements",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_refuses_to_change_what_was_written(app, make, statement):
    written(make)
    make.user()
    db.session.commit()
    with pytest.raises(DatabaseError, match="only added to"):
        db.session.execute(text(statement))
    db.session.rollback()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_migrated_databases_refuse_it_too(request, tmp_path: Path, engine):
    url = f"sqlite:///{tmp_path / 'migrated.sqlite3'}"
    if engine == "postgresql":
        url = request.getfixturevalue("fresh_postgres_url")
    application = create_app(settings_for(tmp_path, url))
    with application.app_context():
        upgrade_database()
        written(Factory())
        Factory().user()
        db.session.commit()
        for statement in FORBIDDEN:
            with pytest.raises(DatabaseError, match="only added to"):
                db.session.execute(text(statement))
            db.session.rollback()
        db.session.remove()
        db.engine.dispose()


def test_an_account_may_go_and_the_words_stay(app, make):
    _event, _document, node, actor = written(make)
    db.session.execute(text("UPDATE text_revisions SET actor_id = NULL"))
    db.session.commit()
    assert queries.newest_revision(node, "en").actor_id is None
    assert actor.id


def test_a_small_change_is_taken_back_in_the_same_row(app, make):
    _event, document, node, actor = written(make)
    actions.take_back_minor(document, node, 1, actor=actor)
    db.session.commit()
    assert db.session.scalar(select(MinorChange)).withdrawn_at is not None


def test_everything_goes_with_its_event(app, make):
    event, _document, _node, _actor = written(make)
    db.session.delete(event)
    db.session.commit()
    for table in (TextNode, TextRevision, MinorChange, Arrangement):
        assert db.session.scalar(select(table.id).limit(1)) is None


def test_the_uid_of_a_deleted_paragraph_is_not_given_again(app, make):
    _event, document, node, actor = written(make)
    actions.delete_node(document, node, actor=actor)
    db.session.add(
        TextNode(text_id=document.id, uid=node.uid, kind=NodeKind.OPERATIVE, level=1, position=5)
    )
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_imports_and_restoring_give_new_uids_or_the_old_paragraph(app, make):
    event, document, node, actor = written(make)
    read = Document(language="en", nodes=[Node(NodeKind.OPERATIVE, "Two;", 1, uid=node.uid)])
    seen = {node.uid}
    for _time in range(3):
        store_document(event, read, actor=actor, replace=True, kind=TextKind.CONCLUSIONS)
        uids = {one.uid for one in queries.tree(document, ("en",)).paragraphs}
        assert not uids & seen
        seen |= uids
    actions.restore_node(document, node, actor=actor)
    assert queries.tree(document, ("en",)).find(node.uid).text("en") == "One thing;"


@given(st.integers(2, 400))
@settings(max_examples=20)
def test_new_uids_differ(number: int) -> None:
    assert len({new_uid() for _one in range(number)}) == number
