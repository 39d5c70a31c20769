"""Taking a read text into the event."""

from __future__ import annotations

import pytest

from eventmgr.database import db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import NodeKind, TextKind
from eventmgr.drafting.queries import WordingState
from eventmgr.drafting.storing import StructureDiffers, TextExists, store_document
from eventmgr.text.model import Document, Footnote, Node
from eventmgr.text.model import NodeKind as EngineKind


def document(*texts, kind=EngineKind.OPERATIVE, language="en", **values):
    nodes = [Node(kind, text, 1 if kind is EngineKind.OPERATIVE else 0) for text in texts]
    return Document(language=language, nodes=nodes, **values)


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def actor(make):
    return make.user()


def tree(event):
    text = queries.find_text(event, TextKind.CONCLUSIONS)
    return queries.tree(text, queries.languages_of(text, event))


def test_footnotes_stand_in_place(event, actor):
    store_document(
        event,
        document("Migration[^1] grew.", footnotes=[Footnote(1, "Report, p. 5")]),
        actor=actor,
    )
    assert tree(event).texts("en") == ["Migration^[Report, p. 5] grew."]


def test_a_note_nobody_calls_is_not_lost(event, actor):
    store_document(
        event, document("One.", "Two.", footnotes=[Footnote(7, "Loose note")]), actor=actor
    )
    assert tree(event).texts("en") == ["One.", "Two.^[Loose note]"]


def test_second_import_needs_a_word_and_can_be_undone(event, actor):
    store_document(event, document("Old."), actor=actor)
    with pytest.raises(TextExists):
        store_document(event, document("New."), actor=actor)
    db.session.rollback()
    store_document(event, document("Old."), actor=actor)
    store_document(event, document("New.", "Newer."), actor=actor, replace=True)
    assert tree(event).texts("en") == ["New.", "Newer."]
    text = queries.find_text(event, TextKind.CONCLUSIONS)
    (old,) = queries.deleted(text)
    actions.restore_node(text, queries.find_node(text, old.uid), actor=actor)
    assert sorted(tree(event).texts("en")) == ["New.", "Newer.", "Old."]


def test_import_takes_the_place_of_bare_headings(event, actor):
    actions.create_text(
        event, TextKind.CONCLUSIONS, actor=actor, source_language="en",
        headings=[{"en": "Background", "cnr": "Uvod"}],
    )  # fmt: skip
    store_document(event, document("Tekst.", language="cnr"), actor=actor)
    assert tree(event).source == "cnr"
    assert tree(event).texts("cnr") == ["Tekst."]


def test_another_language_is_laid_beside_the_paragraphs(event, actor):
    store_document(event, document("One;", "Two."), actor=actor)
    store_document(event, document("Jedan;", "Dva.", language="cnr"), actor=actor)
    now = tree(event)
    assert now.texts("cnr") == ["Jedan;", "Dva."]
    assert now.texts("en") == ["One;", "Two."]
    assert {one.wording("cnr").state for one in now.paragraphs} == {WordingState.TRANSLATED}


def test_running_text_may_be_classed_otherwise_in_a_translation(event, actor):
    store_document(event, document("Meeting in Podgorica,", kind=EngineKind.CHAPEAU), actor=actor)
    store_document(
        event,
        document("Sastali smo se,", kind=EngineKind.PREAMBULAR, language="cnr"),
        actor=actor,
    )
    (only,) = tree(event).paragraphs
    assert (only.kind, only.text("cnr")) == (NodeKind.CHAPEAU, "Sastali smo se,")


@pytest.mark.parametrize(
    "other",
    [
        document("Jedan;", language="cnr"),
        document("Jedan;", "Dva;", "Tri.", language="cnr"),
        document("Jedan;", "Dva.", kind=EngineKind.PARAGRAPH, language="cnr"),
    ],
)
def test_translation_of_another_structure_is_refused(event, actor, other):
    store_document(event, document("One;", "Two."), actor=actor)
    with pytest.raises(StructureDiffers):
        store_document(event, other, actor=actor)


def test_translation_over_a_translation_needs_a_word(event, actor):
    store_document(event, document("One."), actor=actor)
    store_document(event, document("Jedan.", language="cnr"), actor=actor)
    with pytest.raises(TextExists):
        store_document(event, document("Prvi.", language="cnr"), actor=actor)
    store_document(event, document("Prvi.", language="cnr"), actor=actor, replace=True)
    node = queries.find_node(
        queries.find_text(event, TextKind.CONCLUSIONS), tree(event).paragraphs[0].uid
    )
    assert [step.revision.text for step in queries.history(node, "cnr")] == ["Prvi.", "Jedan."]


def test_language_that_is_none_of_the_papers_is_refused(event, actor):
    with pytest.raises(actions.Refused):
        store_document(event, document("Eins.", language="de"), actor=actor)
    with pytest.raises(actions.Refused):
        store_document(event, document(), actor=actor)
