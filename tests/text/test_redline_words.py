"""The redline gives both texts back and speaks in words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.text.inline import normalised, parse, plain_of
from eventmgr.text.redline import marked, redline, three_way, tokens

WORDS = st.lists(
    st.sampled_from(["the", "co-operation", ",", " ", "\u00a0", "Šahović", "."]), max_size=30
)


def test_redline_of_one_word() -> None:
    assert redline("Continue the old dialogue.", "Continue the new dialogue.") == [
        ("equal", "Continue the "),
        ("delete", "old"),
        ("insert", "new"),
        ("equal", " dialogue."),
    ]


def test_redline_folds_short_equal_runs() -> None:
    assert redline("a quick dog", "one quick cat") == [
        ("delete", "a quick dog"),
        ("insert", "one quick cat"),
    ]


def test_words_with_hyphen_and_apostrophe_are_one_token() -> None:
    assert tokens("co-operation, Serbia’s") == ["co-operation", ",", " ", "Serbia’s"]


@given(WORDS.map("".join), WORDS.map("".join))
def test_both_texts_come_back(old: str, new: str) -> None:
    steps = redline(old, new)
    assert "".join(text for step, text in steps if step != "insert") == old
    assert "".join(text for step, text in steps if step != "delete") == new
    assert all(text for _, text in steps)


@pytest.mark.parametrize(
    ("old", "new"),
    [("[" * 50_000, "]" + "[" * 49_999), ("a b " * 12_000, "b a " * 12_000)],
)
def test_very_long_texts_are_compared_soon_and_wholly(old: str, new: str) -> None:
    begin = time.process_time()
    runs = redline(old, new)
    assert time.process_time() - begin < 5
    assert "".join(text for tag, text in runs if tag != "insert") == old
    assert "".join(text for tag, text in runs if tag != "delete") == new


def test_one_word_changed_in_a_very_long_text_is_found() -> None:
    words = "Continue the dialogue. " * 3000
    runs = redline(words + "old " + words, words + "new " + words)
    assert [run for run in runs if run[0] != "equal"] == [("delete", "old"), ("insert", "new")]


# --- with marks -----------------------------------------------------------------------------------

MARKED = st.lists(
    st.sampled_from(
        ["the", " ", "*inter alia*", "**shall**", ",", "^[a note]", "[#0a1b2c]", "\\\n", "\u00a0"]
    ),
    max_size=20,
).map("".join)


def test_a_change_of_emphasis_is_a_change() -> None:
    steps = marked("We *may* meet.", "We may meet.")
    assert [(step, plain_of(spans)) for step, spans in steps] == [
        ("equal", "We "),
        ("delete", "may"),
        ("insert", "may"),
        ("equal", " meet."),
    ]
    assert [span.kind for span in steps[1][1]] == ["em"]


@given(MARKED, MARKED)
def test_both_marked_texts_come_back(old: str, new: str) -> None:
    steps = marked(old, new)
    for text, other in ((old, "insert"), (new, "delete")):
        found = [span for step, spans in steps if step != other for span in spans]
        assert normalised(found) == normalised(parse(text))


# --- three ways -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ("We shall meet often.", "We may meet once a year.", "We shall meet once a year."),
        ("We shall meet often.", "We may meet often.", "We shall meet often."),
        ("We shall meet often.", "We shall meet often.", "We shall meet often."),
        ("We may meet.", "We may meet often, too.", None),
        ("We may all meet often.", "We may meet often. Soon.", "We may all meet often. Soon."),
        ("We shall meet often.", "We can meet often.", None),
        # Neighbouring words: nobody should find a sentence that neither side has read.
        ("We shall meet often.", "We may gather often.", None),
        ("", "We may meet often, too.", None),
    ],
)
def test_three_way_of(mine: str, theirs: str, merged: str | None) -> None:
    merge = three_way("We may meet often.", mine, theirs)
    assert merge.merged == merged
    assert bool(merge.collisions) is (merged is None)


def test_a_collision_holds_both_wordings() -> None:
    merge = three_way("We may meet often.", "We shall meet often.", "We can meet often.")
    (place,) = merge.collisions
    assert (place.base, place.mine, place.theirs) == ("may", "shall", "can")
    assert merge.resolved("mine") == "We shall meet often."
    assert merge.resolved("theirs") == "We can meet often."


TEXTS = WORDS.map("".join)


@given(TEXTS, TEXTS, TEXTS)
def test_three_wordings_come_back(base: str, mine: str, theirs: str) -> None:
    merge = three_way(base, mine, theirs)
    assert "".join(piece.base for piece in merge.pieces) == base
    assert "".join(piece.mine for piece in merge.pieces) == mine
    assert "".join(piece.theirs for piece in merge.pieces) == theirs
    for piece in merge.pieces:
        same = {
            "equal": piece.base == piece.mine == piece.theirs,
            "mine": piece.theirs == piece.base != piece.mine,
            "theirs": piece.mine == piece.base != piece.theirs,
            "both": piece.mine == piece.theirs != piece.base,
            "collision": len({piece.base, piece.mine, piece.theirs}) == 3,
        }
        assert same[piece.kind]


@given(TEXTS, TEXTS, TEXTS)
def test_swapping_the_sides_swaps_the_answer(base: str, mine: str, theirs: str) -> None:
    one, other = three_way(base, mine, theirs), three_way(base, theirs, mine)
    assert one.merged == other.merged
    assert [(p.base, p.mine, p.theirs) for p in one.pieces] == [
        (p.base, p.theirs, p.mine) for p in other.pieces
    ]


@given(TEXTS, TEXTS)
def test_one_sided_changes_never_collide(base: str, mine: str) -> None:
    assert three_way(base, mine, base).merged == mine
    assert three_way(base, base, mine).merged == mine
    assert three_way(base, mine, mine).merged == mine
