"""Two versions paragraph by paragraph: nothing is lost, nothing is said to move that stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventmgr.papers.comparing import compare
from eventmgr.papers.snapshots import Kept


def kept(uid, text):
    return Kept(uid, "paragraph", 0, "", {"en": text})


uids = st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=10)


@given(uids, uids, st.data())
def test_life43_every_paragraph_of_both_versions_stands_once(old, new, data):
    words = st.sampled_from(["One.", "Two."])
    before = [kept(uid, data.draw(words)) for uid in old]
    after = [kept(uid, data.draw(words)) for uid in new]
    rows = compare(before, after, "en")
    assert sorted(row.uid for row in rows) == sorted({*old, *new})
    assert [row.uid for row in rows if row.what != "removed"] == new
    texts = {one.uid: one.texts["en"] for one in before}
    for row in rows:
        assert row.old == texts.get(row.uid, "")
        assert (row.what == "added") == (row.uid not in old)
        assert (row.what == "removed") == (row.uid not in new)


@given(uids)
def test_equal_versions_show_no_change(order):
    version = [kept(uid, "Same.") for uid in order]
    assert all(row.what == "same" for row in compare(version, version, "en"))


@given(uids.filter(lambda order: len(order) > 2), st.data())
def test_one_paragraph_that_moves_is_the_only_one_that_moves(order, data):
    place = data.draw(st.integers(0, len(order) - 1))
    to = data.draw(st.integers(0, len(order) - 1))
    moved = [*order[:place], *order[place + 1 :]]
    moved.insert(to, order[place])
    rows = compare([kept(u, "x") for u in order], [kept(u, "x") for u in moved], "en")
    said = [row.uid for row in rows if row.what == "moved"]
    assert len(said) == (0 if moved == order else 1)


def test_notes_are_numbered_through_the_new_version():
    version = [kept("a", "One.^[A]"), kept("b", "Two.^[B]")]
    assert [row.shown for row in compare(version, version, "en")] == ["One.[^1]", "Two.[^2]"]


def test_a_removed_paragraph_stands_behind_the_one_it_followed():
    rows = compare([kept(u, u) for u in "abc"], [kept(u, u) for u in "ac"], "en")
    assert [(row.uid, row.what) for row in rows] == [("a", "same"), ("b", "removed"), ("c", "same")]
