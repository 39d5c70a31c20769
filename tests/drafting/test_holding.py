"""Numbers held while people hold paper, and the concordance when they run again."""

from __future__ import annotations

import pytest

from eventmgr.conclusions.preflight import preflight
from eventmgr.database import db
from eventmgr.drafting import actions, holding, queries
from eventmgr.drafting.models import NodeKind, TextKind


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def actor(make):
    return make.user()


@pytest.fixture
def text(event, actor):
    """Five operative paragraphs, the second with two sub-points; numbers are held."""
    text = actions.create_text(event, TextKind.CONCLUSIONS, actor=actor, source_language="en")
    last = None
    for words in ("one", "two", "two a", "two b", "three", "four", "five"):
        kind = NodeKind.SUB_POINT if " " in words else NodeKind.OPERATIVE
        last = actions.add_node(text, last, kind, None, words, actor=actor)
    actions.hold_numbers(text, actor=actor)
    db.session.commit()
    return text


def node(text, words):
    tree = queries.tree(text, ("en",))
    return queries.find_node(text, next(o.uid for o in tree.printed if o.text("en") == words))


def printed(text):
    return [(one.reference, one.text("en")) for one in queries.tree(text, ("en",)).printed]


def test_a_new_paragraph_is_bis_and_others_stay(text, actor):
    actions.add_node(text, node(text, "four"), NodeKind.OPERATIVE, None, "new", actor=actor)
    actions.add_node(text, node(text, "four"), NodeKind.OPERATIVE, None, "newer", actor=actor)
    actions.add_node(text, node(text, "two a"), NodeKind.SUB_POINT, None, "point", actor=actor)
    assert printed(text) == [
        ("1", "one"), ("2", "two"), ("2 (a)", "two a"), ("2 (a bis)", "point"), ("2 (b)", "two b"),
        ("3", "three"), ("4", "four"), ("4 ter", "newer"), ("4 bis", "new"), ("5", "five"),
    ]  # fmt: skip


def test_no_point_changes_hands_when_a_paragraph_is_put_in(text, actor):
    for words in ("two", "two a"):
        actions.add_node(text, node(text, words), NodeKind.OPERATIVE, None, "new", actor=actor)
    assert printed(text)[1:7] == [
        ("2", "two"), ("2 (a)", "two a"), ("2 (b)", "two b"), ("2 ter", "new"), ("2 bis", "new"),
        ("3", "three"),
    ]  # fmt: skip


def test_a_deleted_paragraph_keeps_its_place_and_number(text, actor):
    actions.delete_node(text, node(text, "three"), actor=actor)
    tree = queries.tree(text, ("en",))
    assert [one.reference for one in tree.printed] == ["1", "2", "2 (a)", "2 (b)", "3", "4", "5"]
    assert [one.gone for one in tree.printed] == [False] * 4 + [True] + [False] * 2
    assert "three" not in tree.texts("en")
    actions.restore_node(text, node(text, "three"), actor=actor)
    assert [one.gone for one in queries.tree(text, ("en",)).printed] == [False] * 7


def test_the_number_of_a_deleted_last_paragraph_is_not_given_again(text, actor):
    five = node(text, "five")
    actions.delete_node(text, five, actor=actor)
    actions.add_node(text, five, NodeKind.OPERATIVE, None, "six", actor=actor)
    assert printed(text)[-1] == ("6", "six")


def test_moving_takes_the_number_along(text, actor):
    actions.move_node(text, node(text, "four"), actor=actor, direction="up")
    assert [ref for ref, _words in printed(text)][4:] == ["4", "3", "5"]


def test_another_kind_is_another_number(text, actor):
    actions.change_kind(text, node(text, "three"), NodeKind.SUB_POINT, 2, actor=actor)
    assert ("2 (c)", "three") in printed(text)
    actions.change_kind(text, node(text, "three"), NodeKind.PARAGRAPH, 0, actor=actor)
    assert ("", "three") in printed(text)
    assert node(text, "three").held == ""


def test_renumbering_gives_a_concordance(text, actor):
    actions.add_node(text, node(text, "four"), NodeKind.OPERATIVE, None, "new", actor=actor)
    actions.delete_node(text, node(text, "three"), actor=actor)
    concordance = actions.renumber_text(text, actor=actor)
    assert [(old, new) for _uid, old, new in concordance.rows] == [
        ("1", "1"), ("2", "2"), ("2 (a)", "2 (a)"), ("2 (b)", "2 (b)"),
        ("3", ""), ("4", "3"), ("4 bis", "4"), ("5", "5"),
    ]  # fmt: skip
    assert printed(text) == [
        ("1", "one"), ("2", "two"), ("2 (a)", "two a"), ("2 (b)", "two b"), ("3", "four"),
        ("4", "new"), ("5", "five"),
    ]  # fmt: skip
    assert holding.concordances(text) == [concordance]
    with pytest.raises(actions.Refused):
        actions.renumber_text(text, actor=actor)


def test_numbers_can_be_held_again_with_the_new_ones(text, actor):
    actions.add_node(text, node(text, "one"), NodeKind.OPERATIVE, None, "new", actor=actor)
    actions.renumber_text(text, actor=actor)
    actions.hold_numbers(text, actor=actor)
    actions.add_node(text, node(text, "new"), NodeKind.OPERATIVE, None, "next", actor=actor)
    assert printed(text)[:3] == [("1", "one"), ("2", "new"), ("2 bis", "next")]


def test_a_paragraph_deleted_before_leaves_no_place(text, actor):
    actions.renumber_text(text, actor=actor)
    actions.delete_node(text, node(text, "three"), actor=actor)
    actions.hold_numbers(text, actor=actor)
    assert [ref for ref, _words in printed(text)] == ["1", "2", "2 (a)", "2 (b)", "3", "4"]


def test_adoption_waits_until_the_numbers_run_again(text, event, actor):
    def codes():
        tree = queries.tree(text, queries.languages_of(text, event))
        return [
            one.code for one in preflight(event, tree, authentic="en", languages=["en"]).blocking
        ]

    assert "numbers-held" in codes()
    actions.renumber_text(text, actor=actor)
    assert "numbers-held" not in codes()
