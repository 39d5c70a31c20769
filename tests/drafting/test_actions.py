"""Changes of a structured text: revisions, order, kinds, translations, comments."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import Conflict, db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.models import (
    NodeKind,
    TextKind,
    TextRevision,
    TranslationState,
)
from eventmgr.drafting.queries import WordingState

WORDS = ("Strengthen cooperation;", "Exchange information;", "Meet again.")


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def actor(make):
    return make.user()


@pytest.fixture
def text(event, actor):
    text = actions.create_text(event, TextKind.CONCLUSIONS, actor=actor, source_language="en")
    after = None
    for words in WORDS:
        after = actions.add_node(text, after, NodeKind.OPERATIVE, None, words, actor=actor)
    db.session.commit()
    return text


def tree(text, event):
    return queries.tree(text, queries.languages_of(text, event))


def labels(text, event):
    return [(one.label.plain, one.text("en")) for one in tree(text, event).paragraphs]


def node(text, event, place):
    return queries.find_node(text, tree(text, event).paragraphs[place].uid)


def test_numbers_follow_a_new_paragraph(text, event, actor):
    first = node(text, event, 0)
    actions.add_node(text, first, NodeKind.SUB_POINT, 2, "first point;", actor=actor)
    actions.add_node(text, first, NodeKind.OPERATIVE, None, "Train together;", actor=actor)
    assert labels(text, event) == [
        ("1", WORDS[0]),
        ("a", "first point;"),
        ("2", "Train together;"),
        ("3", WORDS[1]),
        ("4", WORDS[2]),
    ]
    assert [one.reference for one in tree(text, event).paragraphs] == [
        "1", "1 (a)", "2", "3", "4",
    ]  # fmt: skip


def test_a_paragraph_can_stand_at_the_beginning(text, event, actor):
    actions.add_node(text, None, NodeKind.CHAPEAU, None, "Who met,", actor=actor)
    assert labels(text, event)[0] == ("", "Who met,")


def test_moving_renumbers_and_stops_at_the_ends(text, event, actor):
    last = node(text, event, 2)
    actions.move_node(text, last, actor=actor, direction="up")
    assert [words for _n, words in labels(text, event)] == [WORDS[0], WORDS[2], WORDS[1]]
    actions.move_node(text, last, actor=actor, before=node(text, event, 0))
    assert [words for _n, words in labels(text, event)] == [WORDS[2], WORDS[0], WORDS[1]]
    actions.move_node(text, last, actor=actor, direction="up")
    assert [label for label, _words in labels(text, event)] == ["1", "2", "3"]


SHAPE = (
    (NodeKind.OPERATIVE, 1, "one"), (NodeKind.SUB_POINT, 2, "one a"),
    (NodeKind.SUB_POINT, 2, "one b"), (NodeKind.CONTINUATION, 1, "one rest"),
    (NodeKind.OPERATIVE, 1, "two"), (NodeKind.SUB_POINT, 2, "two a"),
    (NodeKind.PARAGRAPH, 0, "end"),
)  # fmt: skip


@pytest.mark.parametrize(("who", "direction", "after"), [
    ("two", "up", ["two", "two a", "one", "one a", "one b", "one rest", "end"]),
    ("one", "down", ["two", "two a", "one", "one a", "one b", "one rest", "end"]),
    ("one b", "up", ["one", "one b", "one a", "one rest", "two", "two a", "end"]),
    ("two a", "up", ["one", "one a", "one b", "one rest", "two a", "two", "end"]),
    ("end", "up", ["one", "one a", "one b", "one rest", "end", "two", "two a"]),
    ("one", "up", ["one", "one a", "one b", "one rest", "two", "two a", "end"]),
    ("end", "down", ["one", "one a", "one b", "one rest", "two", "two a", "end"]),
])  # fmt: skip
def test_a_paragraph_takes_its_sub_points_along(event, actor, who, direction, after):
    text = actions.create_text(event, TextKind.CONCLUSIONS, actor=actor, source_language="en")
    nodes = {}
    last = None
    for kind, level, words in SHAPE:
        last = nodes[words] = actions.add_node(text, last, kind, level, words, actor=actor)
    actions.move_node(text, nodes[who], actor=actor, direction=direction)
    assert tree(text, event).texts("en") == after


def test_a_block_moves_in_front_of_another(event, actor):
    text = actions.create_text(event, TextKind.CONCLUSIONS, actor=actor, source_language="en")
    nodes = {}
    last = None
    for kind, level, words in SHAPE:
        last = nodes[words] = actions.add_node(text, last, kind, level, words, actor=actor)
    actions.move_node(text, nodes["two"], actor=actor, before=nodes["one"])
    assert tree(text, event).texts("en")[:3] == ["two", "two a", "one"]
    actions.move_node(text, nodes["one"], actor=actor, before=nodes["one a"])
    assert tree(text, event).texts("en")[:3] == ["two", "two a", "one"]


def test_moving_steps_over_deleted_paragraphs(text, event, actor):
    last = node(text, event, 2)
    actions.delete_node(text, node(text, event, 1), actor=actor)
    actions.move_node(text, last, actor=actor, direction="up")
    assert [words for _n, words in labels(text, event)] == [WORDS[2], WORDS[0]]


def test_deleted_paragraph_comes_back_where_it_stood(text, event, actor):
    middle = node(text, event, 1)
    actions.delete_node(text, middle, actor=actor)
    assert [words for _n, words in labels(text, event)] == [WORDS[0], WORDS[2]]
    assert [one.text for one in queries.deleted(text)] == [WORDS[1]]
    actions.restore_node(text, middle, actor=actor)
    assert labels(text, event) == [("1", WORDS[0]), ("2", WORDS[1]), ("3", WORDS[2])]


def test_changing_the_kind_keeps_the_words(text, event, actor):
    actions.change_kind(text, node(text, event, 1), NodeKind.SUB_POINT, 2, actor=actor)
    assert labels(text, event) == [("1", WORDS[0]), ("a", WORDS[1]), ("2", WORDS[2])]


@pytest.mark.parametrize(("kind", "wish", "level"), [
    (NodeKind.SUB_POINT, 1, 2), (NodeKind.SUB_POINT, 3, 3), (NodeKind.OPERATIVE, 9, 1),
    (NodeKind.PARAGRAPH, 4, 0), (NodeKind.BULLET, None, 1), (NodeKind.HEADING, 2, 2),
])  # fmt: skip
def test_level_is_one_the_kind_may_have(kind, wish, level):
    assert actions.normal_level(kind, wish) == level


def test_editing_adds_a_revision_and_an_audit_entry(text, event, actor):
    first = node(text, event, 0)
    actions.edit_node(text, first, "en", "Deepen cooperation;", 1, actor=actor, reason="Chair")
    db.session.commit()
    assert [step.revision.text for step in queries.history(first, "en")] == [
        "Deepen cooperation;",
        WORDS[0],
    ]
    newest = queries.history(first, "en")[0]
    assert (newest.before, newest.by, newest.revision.reason) == (WORDS[0], actor.name, "Chair")
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "drafting.edit"))
    assert entry.actor_id == actor.id
    assert entry.changes == {"text.en": [WORDS[0], "Deepen cooperation;"]}


def test_saving_the_same_words_adds_nothing(text, event, actor):
    actions.edit_node(text, node(text, event, 0), "en", WORDS[0], 1, actor=actor)
    assert db.session.scalar(select(func.count(TextRevision.id))) == len(WORDS)


def test_a_revision_is_never_changed(text, event):
    revision = queries.newest_revision(node(text, event, 0), "en")
    revision.text = "something else"
    with pytest.raises(RuntimeError, match="never changed"):
        db.session.flush()
    db.session.rollback()


def test_two_writers_in_one_language_meet_in_a_conflict(text, event, actor):
    first = node(text, event, 0)
    actions.edit_node(text, first, "en", "One;", 1, actor=actor)
    with pytest.raises(Conflict) as caught:
        actions.edit_node(text, first, "en", "Two;", 1, actor=actor)
    assert caught.value.current.text == "One;"


def test_translators_do_not_stand_in_each_others_way(text, event, actor):
    first = node(text, event, 0)
    actions.edit_node(text, first, "cnr", "Ojačati saradnju;", 0, actor=actor)
    actions.edit_node(text, first, "sq", "Forcimi i bashkëpunimit;", 0, actor=actor)
    actions.edit_node(text, first, "en", "Deepen cooperation;", 1, actor=actor)
    shown = tree(text, event).paragraphs[0]
    assert shown.text("sq") == "Forcimi i bashkëpunimit;"


def state(text, event, place=0, language="cnr"):
    return tree(text, event).paragraphs[place].wording(language).state


def test_states_of_a_translation(text, event, actor, make):
    first = node(text, event, 0)
    assert state(text, event) is WordingState.MISSING
    actions.edit_node(text, first, "cnr", "Ojačati;", 0, actor=actor, state=TranslationState.DRAFT)
    assert state(text, event) is WordingState.DRAFT
    second = make.user()
    actions.set_translation_state(text, first, "cnr", TranslationState.CHECKED, actor=second)
    assert state(text, event) is WordingState.CHECKED
    actions.edit_node(text, first, "en", "Strengthen and deepen cooperation;", 1, actor=actor)
    late = tree(text, event).paragraphs[0].wording("cnr")
    assert (late.state, late.rendered) == (WordingState.OUT_OF_DATE, WORDS[0])
    actions.set_translation_state(text, first, "cnr", TranslationState.TRANSLATED, actor=actor)
    assert state(text, event) is WordingState.TRANSLATED


def test_redline_starts_from_the_text_that_was_translated(text, event, actor):
    first = node(text, event, 0)
    actions.edit_node(text, first, "cnr", "Ojačati;", 0, actor=actor)
    actions.edit_node(text, first, "en", "Two;", 1, actor=actor)
    actions.edit_node(text, first, "en", "Three;", 2, actor=actor)
    assert tree(text, event).paragraphs[0].wording("cnr").rendered == WORDS[0]


def test_source_changed_back_makes_the_translation_current(text, event, actor):
    first = node(text, event, 0)
    actions.edit_node(text, first, "cnr", "Ojačati;", 0, actor=actor)
    actions.edit_node(text, first, "en", "Another;", 1, actor=actor)
    actions.edit_node(text, first, "en", WORDS[0], 2, actor=actor)
    assert state(text, event) is WordingState.TRANSLATED


def test_translation_made_from_an_older_source_is_late_at_once(text, event, actor):
    first = node(text, event, 0)
    seen = queries.newest_revision(first, "en").id
    actions.edit_node(text, first, "en", "Newer words;", 1, actor=actor)
    actions.edit_node(text, first, "cnr", "Ojačati;", 0, actor=actor, rendered=seen)
    assert state(text, event) is WordingState.OUT_OF_DATE


def test_a_foreign_revision_is_not_taken_as_source(text, event, actor):
    first, second = node(text, event, 0), node(text, event, 1)
    foreign = queries.newest_revision(second, "en").id
    actions.edit_node(text, first, "cnr", "Ojačati;", 0, actor=actor, rendered=foreign)
    assert state(text, event) is WordingState.TRANSLATED


def test_completeness_is_the_dot_of_a_language(text, event, actor):
    assert [tree(text, event).completeness(code) for code in ("en", "cnr")] == [
        "complete",
        "missing",
    ]
    for place in range(len(WORDS)):
        actions.edit_node(text, node(text, event, place), "cnr", f"P{place}", 0, actor=actor)
        expected = "complete" if place == len(WORDS) - 1 else "partly"
        assert tree(text, event).completeness("cnr") == expected
    actions.edit_node(text, node(text, event, 0), "en", "New;", 1, actor=actor)
    assert tree(text, event).completeness("cnr") == "outdated"


def test_state_of_a_missing_translation_is_refused(text, event, actor):
    with pytest.raises(actions.Refused):
        actions.set_translation_state(
            text, node(text, event, 0), "sq", TranslationState.CHECKED, actor=actor
        )


def test_editing_a_deleted_paragraph_is_refused(text, event, actor):
    first = node(text, event, 0)
    actions.delete_node(text, first, actor=actor)
    with pytest.raises(actions.Refused):
        actions.edit_node(text, first, "en", "Again;", 1, actor=actor)


def test_a_text_is_begun_once_and_in_a_language_of_the_papers(text, event, actor, make):
    with pytest.raises(actions.Refused):
        actions.create_text(event, TextKind.CONCLUSIONS, actor=actor, source_language="en")
    with pytest.raises(actions.Refused):
        actions.create_text(make.event(), TextKind.CONCLUSIONS, actor=actor, source_language="de")


def test_settings_of_the_text_meet_in_a_conflict(text, actor):
    version = text.version
    actions.set_up_text(text, {"label_style": "1./(a)/(i)"}, version, actor=actor)
    with pytest.raises(Conflict):
        actions.set_up_text(text, {"label_style": "1)/a)"}, version, actor=actor)


def test_comments_stay_until_dealt_with(text, event, actor):
    first = node(text, event, 0)
    comment = actions.add_comment(text, first, "Please shorten.", actor=actor)
    db.session.flush()
    shown = tree(text, event).paragraphs[0].comments
    assert [(one.body, one.by) for one in shown] == [("Please shorten.", actor.name)]
    actions.resolve_comment(text, comment, actor=actor)
    assert tree(text, event).paragraphs[0].comments == []
