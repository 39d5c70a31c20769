"""Who hears whom: the coverage matrix of a session and the gaps in it (domain 1.5, INT-20 to 22).

A cell is written `=` same language, `D` direct with relief, `d` direct but only one person able,
`R:p` by relay through p, `X` not at all. What a person follows is what that person declared:
nobody who speaks Serbian, Bosnian, Croatian or Montenegrin is assumed to follow another of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from eventmgr.interpretation.need import Design
from eventmgr.interpretation.notices import NO_PAIR, Notice
from eventmgr.interpretation.regime import Regime

Pair = tuple[str, str]


class Cell(NamedTuple):
    """One cell: its symbol, the relay language of an R, the number of people able to do it."""

    symbol: str
    via: str | None = None
    able: int = 0

    def __str__(self) -> str:
        """Return the cell as it is written: `R:en`."""
        return f"R:{self.via}" if self.via else self.symbol

    @property
    def heard(self) -> bool:
        """Whether the listener hears the speaker at all."""
        return self.symbol != "X"


@dataclass(frozen=True)
class Interpreter:
    """A person in a booth and the pairs (from, to) that person works (INT-02)."""

    name: str
    booth: str
    works: frozenset[Pair]


@dataclass(frozen=True)
class Person:
    """A participant: what the person speaks and follows, as declared (INT-22)."""

    name: str
    speaks: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """The cells of a session, by (spoken, listened to)."""

    regime: Regime
    cells: Mapping[Pair, Cell] = field(hash=False)

    def cell(self, source: str, target: str) -> Cell:
        """Return a cell; a language that is no row or column gives X."""
        return self.cells.get((source, target), Cell("X"))

    def rows(self) -> list[tuple[str, list[Cell]]]:
        """Return (spoken language, its cells in the order of the channels) for a table."""
        return [(f, [self.cell(f, t) for t in self.regime.into]) for f in self.regime.floor]

    def gaps(self) -> list[Pair]:
        """Return the pairs that no one can bridge."""
        return [pair for pair, cell in self.cells.items() if not cell.heard]


def works_from_classes(
    a: Iterable[str], b: Iterable[str] = (), c: Iterable[str] = (), *, b_from_c: bool = False
) -> frozenset[Pair]:
    """Return the pairs of an interpreter's A, B and C languages (INT-02).

    Into A from everything; into B from A only, or from B and C too where `b_from_c` says so, as
    associations differ on it.
    """
    native, active, passive = set(a), set(b), set(c)
    everything = native | active | passive
    pairs = {(source, target) for target in native for source in everything}
    pairs |= {
        (source, target) for target in active for source in (everything if b_from_c else native)
    }
    return frozenset((source, target) for source, target in pairs if source != target)


def planned_interpreters(regime: Regime, design: Design) -> tuple[Interpreter, ...]:
    """Return the people a design counts on, each able to do what the booth is asked to.

    In design A a booth works into its language from every language spoken; in design B a booth
    works between its language and the pivot. Without booths everyone works every pair.
    """
    if not design.booths:
        every = frozenset((f, t) for f in regime.floor for t in regime.into if f != t)
        team = range(design.team.interpreters)
        return tuple(Interpreter(f"{n + 1}", "", every) for n in team)
    result: list[Interpreter] = []
    for booth in design.booths:
        if design.name == "A" and not booth.two_way:
            works = frozenset((f, booth.key) for f in regime.floor if f != booth.key)
        else:
            pivot, other = booth.languages
            both = ((pivot, other), (other, pivot))
            works = frozenset(pair for pair in both if _is_needed(pair, regime, pivot))
        people = design.people.get(booth.key, 0)
        # A table's team relieves across booths: no booth is thought of with a single person.
        if design.name == "A":
            people = max(people, 2)
        result += [Interpreter(f"{booth.key}-{n + 1}", booth.key, works) for n in range(people)]
    return tuple(result)


def _is_needed(pair: Pair, regime: Regime, pivot: str) -> bool:
    source, target = pair
    if source == pivot:
        return target in regime.into and any(f != target for f in regime.floor)
    return source in regime.floor and any(t != source for t in regime.into)


def matrix(regime: Regime, interpreters: Iterable[Interpreter]) -> Matrix:
    """Return the coverage of a session by these people.

    Relay goes through one language only, the pivot first, then the languages of the channels.
    """
    able: dict[Pair, set[str]] = {}
    for interpreter in interpreters:
        for pair in interpreter.works:
            able.setdefault(pair, set()).add(interpreter.name)
    between = tuple(
        dict.fromkeys((*((regime.pivot,) if regime.pivot else ()), *regime.into, *regime.floor))
    )
    cells: dict[Pair, Cell] = {}
    for source in regime.floor:
        for target in regime.into:
            cells[source, target] = _cell(source, target, able, between)
    return Matrix(regime, cells)


def _cell(source: str, target: str, able: dict[Pair, set[str]], between: Iterable[str]) -> Cell:
    if source == target:
        return Cell("=")
    direct = len(able.get((source, target), ()))
    if direct:
        return Cell("D" if direct >= 2 else "d", able=direct)
    for via in between:
        first = able.get((source, via), set())
        second = able.get((via, target), set())
        # One person cannot speak both legs at once.
        if first and second and len(first | second) >= 2:
            return Cell("R", via, min(len(first), len(second)))
    return Cell("X")


def planned_matrix(regime: Regime, design: Design) -> Matrix:
    """Return the coverage that a design promises before anyone is engaged."""
    return matrix(regime, planned_interpreters(regime, design))


@dataclass(frozen=True)
class SpeakerGap:
    """Why a speaker is not served: the language is not on the floor, or cannot reach a channel.

    `unreached` is empty when the language may not be spoken at all.
    """

    name: str
    language: str
    on_floor: bool
    unreached: tuple[str, ...] = ()


def speaker_gap(name: str, speaks: str, coverage: Matrix) -> SpeakerGap | None:
    """Return what stands against speaking a language in this session, or None (INT-20)."""
    if speaks not in coverage.regime.floor:
        return SpeakerGap(name, speaks, on_floor=False)
    unreached = tuple(t for t in coverage.regime.into if not coverage.cell(speaks, t).heard)
    return SpeakerGap(name, speaks, on_floor=True, unreached=unreached) if unreached else None


def hears(follows: Iterable[str], source: str, coverage: Matrix) -> bool:
    """Whether a person who follows these languages is covered for a spoken one (INT-21)."""
    declared = set(follows)
    return source in declared or any(
        target in declared and coverage.cell(source, target).heard
        for target in coverage.regime.into
    )


class ListenerGap(NamedTuple):
    """A person who would not understand speakers of these languages."""

    name: str
    sources: tuple[str, ...]


def listener_gaps(people: Iterable[Person], coverage: Matrix) -> list[ListenerGap]:
    """Return the people who are not covered, with the languages they would miss (INT-21)."""
    result: list[ListenerGap] = []
    for person in people:
        missed = tuple(
            source
            for source in coverage.regime.floor
            if not hears(person.follows, source, coverage)
        )
        if missed:
            result.append(ListenerGap(person.name, missed))
    return result


def pair_notices(
    regime: Regime, design: Design, interpreters: Iterable[Interpreter]
) -> list[Notice]:
    """Return W-NOPAIR for each direct pair of the design that nobody in its booth works."""
    engaged = list(interpreters)
    result: list[Notice] = []
    wanted = {person.booth: person.works for person in planned_interpreters(regime, design)}
    for booth, pairs in wanted.items():
        can = {pair for person in engaged if person.booth == booth for pair in person.works}
        for source, target in sorted(pairs - can):
            params = {"booth": booth, "source": source, "target": target}
            result.append(Notice("W-NOPAIR", NO_PAIR, params))
    return result
