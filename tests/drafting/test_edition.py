"""Editions: references said in the language of the paper, held places, what is not up to date."""

from __future__ import annotations

import pytest

from eventmgr.conclusions.paper import conclusions_paper
from eventmgr.database import db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.edition import edition_of, refer_of, written_out
from eventmgr.drafting.models import NodeKind, TextKind
from eventmgr.drafting.referring import dangling


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def actor(make):
    return make.user()


@pytest.fixture
def text(event, actor):
    text = actions.create_text(event, TextKind.CONCLUSIONS, actor=actor, source_language="en")
    last = None
    for words in ("Having met,", "one", "two", "two a", "three"):
        kind = {"Having met,": NodeKind.CHAPEAU, "two a": NodeKind.SUB_POINT}.get(
            words, NodeKind.OPERATIVE
        )
        last = actions.add_node(text, last, kind, None, words, actor=actor)
    db.session.commit()
    return text


def tree(text, event):
    return queries.tree(text, queries.languages_of(text, event))


def node(text, event, place):
    return queries.find_node(text, tree(text, event).paragraphs[place].uid)


def write(text, event, place, words, actor, language="en", version=1):
    return actions.edit_node(text, node(text, event, place), language, words, version, actor=actor)


def html(paper):
    return [str(one.html) for one in paper.nodes]


def test_a_reference_follows_its_paragraph(text, event, actor):
    point = node(text, event, 3)
    write(text, event, 4, f"As said in [#{point.uid}], three", actor)
    assert (
        f'<a class="ref" href="#p-{point.uid}">paragraph 2 (a)</a>'
        in html(conclusions_paper(event, "en"))[4]
    )
    actions.add_node(text, node(text, event, 0), NodeKind.OPERATIVE, None, "new", actor=actor)
    assert "paragraph 3 (a)</a>" in html(conclusions_paper(event, "en"))[5]
    assert dangling(tree(text, event)) == {}


def test_a_reference_to_what_was_deleted_is_seen(text, event, actor):
    point = node(text, event, 3)
    write(text, event, 4, f"As said in [#{point.uid}], three", actor)
    actions.delete_node(text, point, actor=actor)
    assert "[?]" in html(conclusions_paper(event, "en"))[3]
    found = dangling(tree(text, event))
    assert list(found.values()) == [["en"]]
    # Its place with a held number is no target either.
    actions.restore_node(text, point, actor=actor)
    actions.hold_numbers(text, actor=actor)
    actions.delete_node(text, point, actor=actor)
    assert "[?]" in html(conclusions_paper(event, "en"))[4]


def test_a_reference_is_said_in_the_language_of_the_paper(text, event, actor):
    uid = node(text, event, 1).uid
    chapeau = node(text, event, 0).uid
    edition = edition_of(tree(text, event))
    assert refer_of(edition, "en")(uid) == "paragraph 1"
    # A language without words of ours gets the number alone.
    assert refer_of(edition, "de")(uid) == "1"
    assert refer_of(edition, "en")(chapeau) == "unnumbered paragraph 1"
    assert refer_of(edition, "en")("0a1b2c") is None


def test_a_paragraph_that_is_not_translated_refers_in_its_own_language(text, event, actor):
    write(text, event, 0, "Okupivši se,", actor, "cnr", 0)
    write(text, event, 4, f"As said in [#{node(text, event, 1).uid}], three", actor)
    text.authentic_language = "en"
    assert ">paragraph 1</a>" in html(conclusions_paper(event, "cnr"))[4]


def test_files_get_references_written_out(text, event, actor):
    uid = node(text, event, 1).uid
    write(text, event, 4, f"See [#{uid}] and [#0a1b2c3d].", actor)
    last = written_out(edition_of(tree(text, event))).paragraphs[-1]
    assert last.texts["en"] == "See paragraph 1 and [#0a1b2c3d]."


def test_held_places_print_as_deleted(text, event, actor):
    actions.hold_numbers(text, actor=actor)
    actions.delete_node(text, node(text, event, 2), actor=actor)
    actions.add_node(text, node(text, event, 1), NodeKind.OPERATIVE, None, "new", actor=actor)
    paper = conclusions_paper(event, "en")
    assert [(one.label, str(one.html)) for one in paper.nodes] == [
        ("", "Having met,"), ("1.", "one"), ("1 bis.", "new"), ("2.", "[deleted]"), ("a.", "two a"),
        ("3.", "three"),
    ]  # fmt: skip


def test_the_paper_says_in_whole_sentences_what_is_behind(text, event, actor):
    for place, words in enumerate(("Okupivši se,", "jedan", "dva", "dva a")):
        write(text, event, place, words, actor, "cnr", 0)
    write(text, event, 0, "Having gathered,", actor)
    write(text, event, 1, "ONE", actor)
    actions.edit_node(text, node(text, event, 3), "en", "two A", 1, actor=actor, minor=True)
    text.authentic_language = "en"
    paper = conclusions_paper(event, "cnr")
    assert paper.outdated == ("1",)
    note = paper.masthead.note
    edition = edition_of(tree(text, event))
    assert [one.minor for one in edition.paragraphs][3] == ("cnr",)
    # The draft's date, then a sentence each for paragraph 3, the unnumbered one, and 2 (a).
    assert note.count(".") >= 3
    assert "2 (a)" in note
