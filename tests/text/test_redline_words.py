"""The redline gives both texts back and speaks in words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.text.redline import redline, tokens

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
