"""Who took the seats of an invitation, told by the later room that registers people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class TakenSeat:
    """One person on a seat: the name as one says it, the post in the reader's language."""

    name: str
    post: str = ""
    # Named by the institution, and not registered yet.
    nominated: bool = False


TakenSeats = dict[int, list[TakenSeat]]

_providers: list[Callable[[Sequence[int]], TakenSeats]] = []


def seats_taken(
    provider: Callable[[Sequence[int]], TakenSeats],
) -> Callable[[Sequence[int]], TakenSeats]:
    """Register the function that answers for the seats; one query whatever the number asked.

    It takes invitations' ids and returns {invitation id: people who come}, cancelled ones left
    out; an id without people may be missing.
    """
    _providers[:] = [provider]
    return provider


def taken_seats(invitation_ids: Sequence[int]) -> TakenSeats:
    """Return {invitation id: people on its seats} for each id asked."""
    found = _providers[0](invitation_ids) if _providers and invitation_ids else {}
    return {number: found.get(number, []) for number in invitation_ids}


_more: list[Callable[[int], None]] = []


def on_more_seats(action: Callable[[int], None]) -> Callable[[int], None]:
    """Register what follows when an invitation (its id) gets more seats than it had."""
    _more[:] = [action]
    return action


def more_seats(invitation_id: int) -> None:
    """Tell the later room that an invitation has more seats now."""
    for action in _more:
        action(invitation_id)
