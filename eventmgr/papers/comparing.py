"""Two versions of a paper, paragraph by paragraph (LIFE-43)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.papers.snapshots import Kept
from eventmgr.text.footnotes import collect_footnotes


@dataclass(frozen=True)
class Compared:
    """A paragraph in two versions; what: same, changed, added, removed or moved."""

    uid: str
    what: str
    kind: str
    level: int
    label: str
    old: str
    new: str
    # The new text with its notes numbered through the paper, for where nothing changed.
    shown: str = ""


def compare(old: Sequence[Kept], new: Sequence[Kept], language: str) -> list[Compared]:
    """Return the paragraphs of both versions in a language, in the order of the new one.

    A paragraph that is gone stands behind the one it followed. A paragraph is moved where it no
    longer stands among the others that both versions have in the same order.
    """
    before = {one.uid: one for one in old}
    after = {one.uid: one for one in new}
    steady = _in_order([one.uid for one in old if one.uid in after], [one.uid for one in new])
    gone: dict[str, list[Kept]] = {}
    anchor = ""
    for one in old:
        if one.uid in after:
            anchor = one.uid
        else:
            gone.setdefault(anchor, []).append(one)
    rows = [_removed(one, language) for one in gone.get("", [])]
    numbered, _notes = collect_footnotes([one.texts.get(language, "") for one in new])
    for one, shown in zip(new, numbered, strict=True):
        earlier = before.get(one.uid)
        text = one.texts.get(language, "")
        if earlier is None:
            rows.append(_row(one, "added", "", text, shown))
        else:
            was = earlier.texts.get(language, "")
            what = "changed" if was != text else "same" if one.uid in steady else "moved"
            rows.append(_row(one, what, was, text, shown))
        rows += [_removed(other, language) for other in gone.get(one.uid, [])]
    return [row for row in rows if row.old or row.new]


def _row(one: Kept, what: str, old: str, new: str, shown: str = "") -> Compared:
    return Compared(one.uid, what, one.kind, one.level, one.label, old, new, shown)


def _removed(one: Kept, language: str) -> Compared:
    return _row(one, "removed", one.texts.get(language, ""), "")


def _in_order(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Return the longest run of paragraphs that stand in the same order in both."""
    place = {uid: number for number, uid in enumerate(old)}
    ends: list[tuple[int, int]] = []  # (place in the old version, index into `chain`)
    chain: list[tuple[str, int]] = []  # (uid, index of the one before it)
    for uid in new:
        if uid not in place:
            continue
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            if ends[middle][0] < place[uid]:
                low = middle + 1
            else:
                high = middle
        chain.append((uid, ends[low - 1][1] if low else -1))
        entry = (place[uid], len(chain) - 1)
        if low == len(ends):
            ends.append(entry)
        else:
            ends[low] = entry
    found: set[str] = set()
    index = ends[-1][1] if ends else -1
    while index >= 0:
        found.add(chain[index][0])
        index = chain[index][1]
    return found
