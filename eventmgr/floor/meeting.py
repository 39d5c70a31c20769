"""Proposals that meet: with a newer wording of their paragraph, and with one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.floor.models import Operation
from eventmgr.text.redline import redline, three_way


@dataclass(frozen=True)
class Wish:
    """A proposal as far as meeting others goes: what it had before it, and what it would write."""

    id: int
    operation: Operation
    base: str
    wording: str

    @property
    def result(self) -> str | None:
        """What the paragraph would say; None where the proposal leaves it alone."""
        if self.operation is Operation.REPLACE:
            return self.wording
        return "" if self.operation is Operation.DELETE else None


def behind(wish: Wish, current: str) -> bool:
    """Tell whether the paragraph was changed after the proposal was written."""
    return wish.operation is not Operation.ADD_AFTER and wish.base != current


def meets_text(wish: Wish, current: str) -> bool:
    """Tell whether a proposal and what was changed since want the same words differently."""
    result = wish.result
    if result is None or wish.base == current or result == current:
        return False
    if wish.operation is Operation.DELETE:
        return True
    return bool(three_way(wish.base, current, result).collisions)


def merged(wish: Wish, current: str) -> str | None:
    """Return the present wording with the proposal's change; None where a person must choose."""
    if wish.operation is not Operation.REPLACE:
        return None
    if wish.base == current:
        return wish.wording
    return three_way(wish.base, current, wish.wording).merged


def meeting(wishes: Sequence[Wish]) -> dict[int, list[int]]:
    """Return {proposal: the others that want the same words of this paragraph differently}.

    Two additions after a paragraph do not meet; the same wording proposed twice does not either.
    """
    found: dict[int, list[int]] = {wish.id: [] for wish in wishes}
    # Each proposal is compared once with each wording that proposals were written on.
    places: dict[tuple[str, str], list[Change]] = {}

    def changes(base: str, result: str) -> list[Change]:
        if (base, result) not in places:
            places[base, result] = _changes(base, result)
        return places[base, result]

    for place, one in enumerate(wishes):
        for other in wishes[place + 1 :]:
            mine, theirs = one.result, other.result
            if mine is None or theirs is None or mine == theirs:
                continue
            # Written on different wordings: the older one is laid on the newer one's.
            if Operation.DELETE in {one.operation, other.operation} or _overlap(
                changes(other.base, mine), changes(other.base, theirs)
            ):
                found[one.id].append(other.id)
                found[other.id].append(one.id)
    return found


#: (start, end, new words): what is done to the characters from start to end of a wording.
Change = tuple[int, int, str]


def _changes(base: str, result: str) -> list[Change]:
    found: list[Change] = []
    at = 0
    for operation, words in redline(base, result):
        if operation == "equal":
            at += len(words)
            continue
        end = at + len(words) if operation == "delete" else at
        new = words if operation == "insert" else ""
        if found and found[-1][1] == at:
            start, _end, before = found.pop()
            found.append((start, end, before + new))
        else:
            found.append((at, end, new))
        at = end
    return found


def _overlap(mine: list[Change], theirs: list[Change]) -> bool:
    return any(
        one != other and one[0] <= other[1] and other[0] <= one[1]
        for one in mine
        for other in theirs
    )
