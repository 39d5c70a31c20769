"""The redline gives both texts back and speaks in words."""

from __future__ import annotations

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
