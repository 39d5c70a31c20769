"""The states of a nomination and the moves between them (LIFE-10)."""

from __future__ import annotations

from eventmgr.nominations.models import Nomination, NominationState

_N = NominationState
MOVES: dict[NominationState, frozenset[NominationState]] = {
    _N.NOMINATED: frozenset({_N.ACCEPTED, _N.RESERVE, _N.DECLINED, _N.REPLACED, _N.WITHDRAWN}),
    _N.ACCEPTED: frozenset({_N.RESERVE, _N.DECLINED, _N.REPLACED, _N.WITHDRAWN}),
    _N.RESERVE: frozenset({_N.NOMINATED, _N.ACCEPTED, _N.DECLINED, _N.REPLACED, _N.WITHDRAWN}),
    # The organisers may think again; what the institution ended stays as it was.
    _N.DECLINED: frozenset({_N.NOMINATED, _N.ACCEPTED, _N.RESERVE}),
    _N.REPLACED: frozenset(),
    _N.WITHDRAWN: frozenset(),
}
# Who holds a seat of the invitation.
ON_SEAT = frozenset({_N.NOMINATED, _N.ACCEPTED})
# Who may still come.
OPEN = ON_SEAT | {_N.RESERVE}


class IllegalMove(Exception):
    """A nomination cannot go from its state to the one asked for; somebody was quicker."""

    def __init__(self, nomination: Nomination, to: NominationState) -> None:
        super().__init__(f"nomination {nomination.id}: {nomination.state} to {to}")
        self.nomination = nomination


def move(nomination: Nomination, to: NominationState) -> None:
    """Put a nomination into another state; raise IllegalMove where the table forbids it."""
    if to not in MOVES[nomination.state]:
        raise IllegalMove(nomination, to)
    nomination.state = to
