"""Who would not be served: listeners who miss languages, speakers who cannot be interpreted.

INT-20 to INT-22: what people speak and follow is what they declared, and nothing is inferred.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from eventmgr.interpretation.coverage import Matrix, hears, matrix, planned_matrix, speaker_gap
from eventmgr.interpretation.need import SessionPlan
from eventmgr.interpretation.outcome import EventPlan
from eventmgr.interpretation.regime import Regime, Session


class Participant(NamedTuple):
    """Somebody who comes: what the person speaks and follows, as declared."""

    id: int
    name: str
    speaks: tuple[str, ...]
    follows: tuple[str, ...]


class Part(NamedTuple):
    """Somebody's part in an agenda item, and the language it is spoken in."""

    item: int
    name: str
    speaks: str


@dataclass(frozen=True)
class Covered:
    """One regime of the event with its coverage and the sessions it holds for."""

    matrix: Matrix
    need: SessionPlan
    sessions: tuple[Session, ...]


class Missed(NamedTuple):
    """Languages that somebody would not understand, and in which sessions."""

    sources: tuple[str, ...]
    sessions: tuple[Session, ...]


class Listener(NamedTuple):
    """A participant who is not covered everywhere."""

    person: Participant
    missed: tuple[Missed, ...]


class Speaker(NamedTuple):
    """A speaker of the agenda who is not served in a session.

    `unreached` is empty where the language may not be spoken there at all (INT-20).
    """

    name: str
    language: str
    session: Session
    unreached: tuple[str, ...]


def coverage_of(plan: EventPlan) -> list[Covered]:
    """Return one matrix for each different set of languages, in order of time."""
    found: dict[tuple[Regime, Regime], tuple[Matrix, SessionPlan, list[Session]]] = {}
    for day in plan.days:
        for track in day.tracks:
            design = track.need.design(plan.design_name)
            for session in track.sessions:
                key = (session.regime, track.need.regime)
                if key not in found:
                    found[key] = (planned_matrix(session.regime, design), track.need, [])
                found[key][2].append(session)
    return [Covered(cover, need, tuple(sessions)) for cover, need, sessions in found.values()]


def listeners_missing(people: Iterable[Participant], covered: list[Covered]) -> list[Listener]:
    """Return the participants who would miss something (INT-21).

    Those who declared nothing are left out: what they follow is not known.
    """
    # Hundreds of people follow a handful of sets of languages.
    known: dict[tuple[str, ...], tuple[Missed, ...]] = {(): ()}
    result: list[Listener] = []
    for person in people:
        if person.follows not in known:
            known[person.follows] = _missed(person.follows, covered)
        if known[person.follows]:
            result.append(Listener(person, known[person.follows]))
    return result


def _missed(follows: tuple[str, ...], covered: list[Covered]) -> tuple[Missed, ...]:
    missed: dict[tuple[str, ...], list[Session]] = {}
    for cover in covered:
        sources = tuple(
            source
            for source in cover.matrix.regime.floor
            if not hears(follows, source, cover.matrix)
        )
        if sources:
            missed.setdefault(sources, []).extend(cover.sessions)
    return tuple(Missed(sources, tuple(where)) for sources, where in missed.items())


def speakers_missing(
    parts: Iterable[Part], sessions: dict[int, Session], covered: list[Covered]
) -> list[Speaker]:
    """Return the speakers of the agenda who are not served in their session (INT-20).

    A session that nobody interprets only asks whether the language may be spoken.
    """
    matrices = {session: cover.matrix for cover in covered for session in cover.sessions}
    result: list[Speaker] = []
    for part in parts:
        session = sessions.get(part.item)
        if session is None or not part.speaks:
            continue
        known = matrices.get(session)
        gap = speaker_gap(part.name, part.speaks, known or matrix(session.regime, ()))
        if gap is not None and (known is not None or not gap.on_floor):
            result.append(Speaker(part.name, part.speaks, session, gap.unreached))
    return result


def voiceless(people: Iterable[Participant], floor: Iterable[str]) -> list[Participant]:
    """Return the participants who declared only languages that may not be spoken anywhere."""
    spoken = set(floor)
    return [person for person in people if person.speaks and not spoken & set(person.speaks)]
