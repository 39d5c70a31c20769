"""Who may speak what and who can listen to what, and the booths that follow from it.

Two designs are always compared: A, one booth for each language that can be listened to; B, one
booth for each pair with the pivot, two-way where both directions are needed (INT-03, INT-04).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from eventmgr.interpretation.notices import Notice, pivot_missing


class Mode(StrEnum):
    """How a session is interpreted."""

    SIMULTANEOUS = "simultaneous"
    CONSECUTIVE = "consecutive"
    WHISPERED = "whispered"
    BIDULE = "bidule"
    REMOTE = "remote"
    NONE = "none"


class PlanError(Exception):
    """A session cannot be planned until its notice is dealt with."""

    def __init__(self, notice: Notice) -> None:
        """Keep the notice, whose text the caller translates."""
        super().__init__(notice.text())
        self.notice = notice


@dataclass(frozen=True)
class Regime:
    """Languages that may be spoken, languages that can be listened to, and the pivot (INT-01)."""

    floor: tuple[str, ...]
    into: tuple[str, ...]
    pivot: str | None = None

    def __post_init__(self) -> None:
        """Drop repetitions, keeping the order that was agreed."""
        object.__setattr__(self, "floor", tuple(dict.fromkeys(self.floor)))
        object.__setattr__(self, "into", tuple(dict.fromkeys(self.into)))

    @property
    def label(self) -> str:
        """The customary label, `3-3`: languages spoken, languages listened to."""
        return f"{len(self.floor)}-{len(self.into)}"

    @property
    def symmetric(self) -> bool:
        """Whether every language spoken can be listened to and the other way round."""
        return set(self.floor) == set(self.into)

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages in use, spoken ones first."""
        return tuple(dict.fromkeys((*self.floor, *self.into)))

    @property
    def targets(self) -> tuple[str, ...]:
        """The languages that need interpreters: something else is spoken than they are."""
        return tuple(t for t in self.into if any(f != t for f in self.floor))

    @property
    def all_ways(self) -> int:
        """How many languages are both spoken and listened to."""
        return len(set(self.floor) & set(self.into))


@dataclass(frozen=True)
class Session:
    """One session as the planner sees it.

    Times are all aware or all naive. `assigned` maps a booth to the people in it: the booth's
    key is the language other than the pivot in design B and the target language in design A;
    None means that nobody has been assigned yet. `cheval` names people who are knowingly shared
    by two booths of this session (INT-02). `listeners` counts those who need interpretation,
    `group` everyone in the room, where known.
    """

    floor: tuple[str, ...]
    into: tuple[str, ...]
    start: dt.datetime
    end: dt.datetime
    mode: Mode = Mode.SIMULTANEOUS
    pivot: str | None = None
    room: str = ""
    title: str = ""
    listeners: int | None = None
    group: int | None = None
    assigned: Mapping[str, tuple[str, ...]] | None = field(default=None, hash=False)
    cheval: frozenset[str] = frozenset()
    recorded: bool = False
    interpreter_consent: bool = False
    script_missing: bool = False

    def __post_init__(self) -> None:
        """Refuse a session that ends before it starts."""
        if self.end <= self.start:
            raise ValueError("a session must end after it starts")

    @property
    def regime(self) -> Regime:
        """The session's languages."""
        return Regime(self.floor, self.into, self.pivot)

    @property
    def minutes(self) -> int:
        """How long the session lasts."""
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def is_interpreted(self) -> bool:
        """Whether anyone has to interpret at all."""
        return self.mode != Mode.NONE and bool(self.regime.targets)


@dataclass(frozen=True)
class Booth:
    """One booth: its key, the languages it serves, and what it is asked to do."""

    key: str
    languages: tuple[str, ...]
    two_way: bool = False
    relay_source: bool = False


def require_pivot(regime: Regime, title: str = "") -> str:
    """Return the pivot; raise PlanError INT-E1 when several languages are spoken without one.

    With a single language spoken that language is the pivot.
    """
    if regime.pivot:
        return regime.pivot
    if len(regime.floor) > 1:
        raise PlanError(pivot_missing(title))
    return regime.floor[0]


def booths_by_target(regime: Regime) -> tuple[Booth, ...]:
    """Return the booths of design A; a bilingual meeting needs only one (INT-04)."""
    if is_bilingual(regime):
        first, second = regime.floor
        if regime.pivot == second:
            first, second = second, first
        return (Booth(second, (first, second), two_way=True),)
    return tuple(Booth(target, (target,)) for target in regime.targets)


def is_bilingual(regime: Regime) -> bool:
    """Whether exactly two languages are used, both of them both ways."""
    return len(regime.languages) == 2 and regime.all_ways == 2


def booths_by_pair(regime: Regime, pivot: str) -> tuple[Booth, ...]:
    """Return the booths of design B: one for each language other than the pivot that needs it.

    A booth gives relay when listeners of a third language hear its speakers through the pivot.
    """
    floor, into = set(regime.floor), set(regime.into)
    booths: list[Booth] = []
    for other in regime.languages:
        if other == pivot:
            continue
        third = bool(into - {pivot, other})
        to_pivot = other in floor and (pivot in into or third)
        from_pivot = other in into and bool(floor - {other})
        if to_pivot or from_pivot:
            booths.append(
                Booth(
                    other,
                    (pivot, other),
                    two_way=to_pivot and from_pivot,
                    relay_source=to_pivot and third,
                )
            )
    return tuple(booths)


def needs_relay_channel(regime: Regime, pivot: str) -> bool:
    """Whether the pivot must be sent to the interpreters only, as no one listens to it."""
    return pivot not in regime.into and any(
        booth.relay_source for booth in booths_by_pair(regime, pivot)
    )


def united(regimes: Iterable[Regime]) -> Regime:
    """Return the languages a team must serve that works through all these sessions."""
    gathered = list(regimes)
    pivots = [regime.pivot for regime in gathered if regime.pivot]
    return Regime(
        tuple(code for regime in gathered for code in regime.floor),
        tuple(code for regime in gathered for code in regime.into),
        pivots[0] if pivots else None,
    )


def people_of(sessions: Iterable[Session]) -> frozenset[str]:
    """Return everyone assigned to any of the sessions, each once (INT-02)."""
    return frozenset(
        person
        for session in sessions
        for people in (session.assigned or {}).values()
        for person in people
    )
