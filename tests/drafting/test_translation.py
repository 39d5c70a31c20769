"""Translations: small changes with a name, the second pair of eyes, redlines from what was
translated."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import NodeKind, TextKind, TranslationState
from eventmgr.drafting.queries import WordingState

SOURCE = "Strengthen cooperation;"


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def ana(make):
    return make.user(name="Ana Author")


@pytest.fixture
def text(event, ana):
    text = actions.create_text(event, TextKind.CONCLUSIONS, actor=ana, source_language="en")
    actions.add_node(text, None, NodeKind.OPERATIVE, None, SOURCE, actor=ana)
    db.session.commit()
    return text


@pytest.fixture
def node(text, ana):
    node = queries.find_node(text, queries.tree(text, ("en",)).paragraphs[0].uid)
    actions.edit_node(text, node, "cnr", "Ojačati saradnju;", 0, actor=ana)
    return node


def wording(text, language="cnr"):
    return queries.tree(text, ("en", "cnr")).paragraphs[0].wording(language)


def test_a_small_change_keeps_the_translation_valid_by_name(text, node, ana):
    actions.edit_node(text, node, "en", "Strengthen co-operation;", 1, actor=ana, minor=True)
    found = wording(text)
    assert (found.state, found.minor) == (WordingState.TRANSLATED, ("Ana Author",))
    # What changed can be looked at all the same, and nothing was written into the translation.
    assert found.rendered == SOURCE
    assert len(queries.history(node, "cnr")) == 1


def test_two_small_changes_name_both_people_and_one_big_one_ends_it(text, node, ana, make):
    actions.edit_node(text, node, "en", "Strengthen co-operation;", 1, actor=ana, minor=True)
    chair = make.user(name="Petar Chair")
    actions.edit_node(text, node, "en", "Strengthen co-operation.", 2, actor=chair, minor=True)
    assert wording(text).minor == ("Ana Author", "Petar Chair")
    actions.edit_node(text, node, "en", "Weaken co-operation.", 3, actor=chair)
    assert wording(text).state is WordingState.OUT_OF_DATE
    assert wording(text).rendered == SOURCE


def test_a_small_change_does_not_heal_what_was_late_before(text, node, ana):
    actions.edit_node(text, node, "en", "Another thing;", 1, actor=ana)
    actions.edit_node(text, node, "en", "Another thing, though;", 2, actor=ana, minor=True)
    assert wording(text).state is WordingState.OUT_OF_DATE


def test_small_is_said_afterwards_and_taken_back(text, node, ana, make):
    actions.edit_node(text, node, "en", "Strengthen co-operation;", 1, actor=ana)
    translator = make.user(name="Tea Translator")
    actions.call_minor(text, node, wording(text).rendered_number, actor=translator)
    assert wording(text).minor == ("Tea Translator",)
    actions.take_back_minor(text, node, wording(text).rendered_number, actor=ana)
    assert wording(text).state is WordingState.OUT_OF_DATE
    actions.call_minor(text, node, wording(text).rendered_number, actor=ana)
    assert wording(text).minor == ("Ana Author",)
    taken = db.session.scalars(
        select(AuditEntry.action).where(AuditEntry.action.like("drafting.minor%"))
    ).all()
    assert sorted(taken) == ["drafting.minor", "drafting.minor", "drafting.minor-back"]


def test_small_needs_a_name(text, node):
    actions.edit_node(text, node, "en", "Strengthen co-operation;", 1, actor=None)
    with pytest.raises(actions.Refused):
        actions.call_minor(text, node, 1, actor=None)
    with pytest.raises(actions.Refused):
        actions.edit_node(text, node, "en", "Strengthen!", 2, actor=None, minor=True)


def test_a_new_translation_takes_the_small_changes_in(text, node, ana):
    actions.edit_node(text, node, "en", "Strengthen co-operation;", 1, actor=ana, minor=True)
    actions.edit_node(text, node, "cnr", "Ojačati saradnju!", 1, actor=ana)
    assert wording(text).minor == ()
    assert wording(text).rendered is None


def test_a_checked_translation_stays_checked_through_a_small_change(text, node, ana, make):
    actions.set_translation_state(text, node, "cnr", TranslationState.CHECKED, actor=make.user())
    actions.edit_node(text, node, "en", "Strengthen co-operation;", 1, actor=ana, minor=True)
    assert wording(text).state is WordingState.CHECKED


def test_nobody_checks_a_translation_of_their_own(text, node, ana, make):
    with pytest.raises(actions.Refused):
        actions.set_translation_state(text, node, "cnr", TranslationState.CHECKED, actor=ana)
    # Saying how far it is does not make somebody its writer.
    other = make.user()
    actions.set_translation_state(text, node, "cnr", TranslationState.TRANSLATED, actor=other)
    with pytest.raises(actions.Refused):
        actions.set_translation_state(text, node, "cnr", TranslationState.CHECKED, actor=ana)
    actions.set_translation_state(text, node, "cnr", TranslationState.CHECKED, actor=other)
    assert wording(text).state is WordingState.CHECKED


def test_translating_goes_on_while_the_source_is_edited(text, node, ana, make):
    seen = queries.newest_revision(node, "en")
    actions.edit_node(text, node, "en", "Strengthen and deepen cooperation;", 1, actor=ana)
    translator = make.user()
    actions.edit_node(text, node, "cnr", "Jačati saradnju;", 1, actor=translator, rendered=seen.id)
    late = wording(text)
    assert (late.state, late.rendered) == (WordingState.OUT_OF_DATE, SOURCE)
