"""Square brackets: what is open, whose they are, putting them on and taking them off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.floor.brackets import bracketed, owners, put_brackets, without_brackets
from eventmgr.floor.meeting import Wish, meeting, meets_text, merged
from eventmgr.floor.models import Operation
from eventmgr.text.inline import canonical


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no brackets", []),
        ("one [here] only", ["here"]),
        ("[all of it]", ["all of it"]),
        ("[outer [inner] rest] and [second]", ["outer [inner] rest", "second"]),
        ("never [closed again", ["closed again"]),
        ("only closed] here", ["only closed"]),
        ("a [link](https://example.org) shows none", []),
        ("words [inter alia]{la} show none", []),
        ("a note^[with [brackets] inside] shows none", []),
        ("a call[^1] shows none", []),
        (r"signs \[shown\] count", ["shown"]),
        ("*[emphasised]*", ["emphasised"]),
    ],
)
def test_open_brackets_are_those_that_are_shown(text, found):
    assert bracketed(text) == found


@pytest.mark.parametrize(
    ("text", "words", "result"),
    [
        ("Meet in a year.", "in a year", "Meet [in a year]."),
        ("Meet in a year.", "", "[Meet in a year]."),
        ("Meet in a year;", "  ", "[Meet in a year];"),
        ("Meet in a year.", "in two years", None),
        ("", "", None),
        (
            "see the paper](https://example.org)",
            "see the paper",
            "[see the paper]](https://example.org)",
        ),
        ("note^ here", "here", "note^ [here]"),
        ("word{la} here", "word", None),
    ],
)
def test_brackets_are_put_around_words(text, words, result):
    assert put_brackets(text, words) == result


WORDS = st.text(alphabet="abč [](){}^*~\\;.1", max_size=40).map(canonical)


@given(WORDS, st.data())
def test_putting_brackets_opens_one_and_taking_them_off_leaves_none(text, data):
    words = data.draw(st.sampled_from([part for part in text.split(" ") if part] or [""]))
    result = put_brackets(text, words)
    if result is not None:
        assert bracketed(result)
    assert bracketed(without_brackets(text)) == []


def test_owner_goes_with_the_same_words_then_with_the_most_alike():
    asked = [("in a year", "Host"), ("regional", "Guest")]
    assert owners(["regional", "in two years"], asked) == ["Guest", "Host"]
    assert owners(["something quite different"], asked) == [""]
    assert owners([], asked) == []


def wish(number, wording, base="one two three four five", operation=Operation.REPLACE):
    return Wish(number, operation, base, wording)


def test_different_words_of_a_paragraph_do_not_meet():
    assert meeting([wish(1, "ONE two three four five"), wish(2, "one two three four FIVE")]) == {
        1: [],
        2: [],
    }


def test_the_same_wording_twice_does_not_meet():
    assert meeting([wish(1, "one 2 three four five"), wish(2, "one 2 three four five")]) == {
        1: [],
        2: [],
    }


def test_additions_meet_nothing():
    added = wish(1, "new", operation=Operation.ADD_AFTER)
    assert meeting([added, wish(2, "new", operation=Operation.ADD_AFTER)]) == {1: [], 2: []}
    assert not meets_text(added, "another wording")
    assert merged(added, "another wording") is None


SENTENCES = st.lists(st.sampled_from("one two three four five six".split()), max_size=8).map(
    " ".join
)


@given(SENTENCES, SENTENCES, SENTENCES)
def test_a_proposal_either_merges_or_collides(base, current, wording):
    one = wish(1, wording, base)
    assert (merged(one, current) is None) == meets_text(one, current) or current == wording


@given(st.lists(st.tuples(SENTENCES, SENTENCES), max_size=5))
def test_meeting_is_mutual(pairs):
    found = meeting([wish(n, wording, base) for n, (base, wording) in enumerate(pairs)])
    for one, others in found.items():
        assert one not in others
        assert all(one in found[other] for other in others)
