"""What a session, or one team's day of sessions, needs: both designs and the minimum numbers.

Domain 1.3; three numbers are always at hand: the design's own team, the profile's minimum and
the AIIC table (INT-10).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventmgr.interpretation.profiles import DEFAULT_PROFILE, Profile, load
from eventmgr.interpretation.regime import (
    Booth,
    Mode,
    Regime,
    Session,
    booths_by_pair,
    booths_by_target,
    needs_relay_channel,
    require_pivot,
    united,
)
from eventmgr.interpretation.teams import (
    NOBODY,
    Team,
    most,
    pair_team_sizes,
    profile_team,
    profile_team_sizes,
    spread,
    table_team,
    without_booths,
)

_IN_BOOTHS = frozenset({Mode.SIMULTANEOUS, Mode.REMOTE})


@dataclass(frozen=True)
class Design:
    """One way of setting up the booths: "A" one per target, "B" one per pair with the pivot.

    `people` is the team in each booth by its key, shared out evenly where only the whole team is
    laid down; `relay_channel` says that the pivot goes to
    the interpreters only, with no receivers for it.
    """

    name: str
    booths: tuple[Booth, ...] = ()
    team: Team = NOBODY
    people: Mapping[str, int] = field(default_factory=dict)
    relay_channel: bool = False


@dataclass(frozen=True)
class SessionPlan:
    """What one regime needs: both designs, the profile's minimum of each, the AIIC table."""

    regime: Regime
    pivot: str | None
    minutes: int
    design_a: Design
    design_b: Design
    profile_a: Team
    profile_b: Team
    aiic: Team

    @property
    def recommended(self) -> str:
        """B where it saves booths, otherwise A."""
        return "B" if self.design_b.team.booths < self.design_a.team.booths else "A"

    def design(self, name: str) -> Design:
        """Return design "A" or "B"."""
        return self.design_b if name == "B" else self.design_a

    def profile(self, name: str) -> Team:
        """Return the profile's minimum of design "A" or "B"."""
        return self.profile_b if name == "B" else self.profile_a


def plan_session(
    session: Session,
    profile: Profile,
    aiic: Profile | None = None,
    minutes: int | None = None,
) -> SessionPlan:
    """Return what one session needs (domain 1.3).

    `minutes` is the length of the day as counted, the session's own length when left out.
    Raises PlanError INT-E1 when several languages are spoken and no pivot is chosen.
    """
    day = session.minutes if minutes is None else minutes
    return plan_sessions((session,), profile, aiic or load(DEFAULT_PROFILE), day)


def plan_sessions(
    sessions: tuple[Session, ...], profile: Profile, aiic: Profile, minutes: int
) -> SessionPlan:
    """Return what one team needs that serves all these sessions: the union of their languages.

    Raises PlanError INT-E1 like `plan_session`.
    """
    interpreted = [session for session in sessions if session.is_interpreted]
    for session in interpreted:
        require_pivot(session.regime, session.title)
    regime = united(session.regime for session in interpreted)
    if not interpreted:
        empty = (Design("A"), Design("B"), NOBODY, NOBODY, NOBODY)
        return SessionPlan(regime, None, minutes, *empty)
    pivot = require_pivot(regime, interpreted[0].title)
    booth_work = [session for session in interpreted if session.mode in _IN_BOOTHS]
    if not booth_work:
        team = most(without_booths(regime, s.mode, profile, minutes) for s in interpreted)
        aiic_team = most(without_booths(regime, s.mode, aiic, minutes) for s in interpreted)
        designs = (Design("A", team=team), Design("B", team=team))
        return SessionPlan(regime, pivot, minutes, *designs, team, team, aiic_team)

    in_booths = united(session.regime for session in booth_work)
    remote = any(session.mode == Mode.REMOTE for session in booth_work)
    least = profile.remote_per_booth if remote else 0
    by_target = booths_by_target(in_booths)
    by_pair = booths_by_pair(in_booths, pivot)
    table = table_team(in_booths, aiic)
    pairs = {
        key: max(people, least)
        for key, people in pair_team_sizes(in_booths, pivot, profile, minutes).items()
    }
    team_a = Team(table.booths, max(table.interpreters, least * table.booths))
    required_a = profile_team("A", in_booths, pivot, profile, aiic, minutes)
    required_b = profile_team("B", in_booths, pivot, profile, aiic, minutes)
    return SessionPlan(
        regime,
        pivot,
        minutes,
        Design("A", by_target, team_a, spread(team_a, by_target)),
        Design(
            "B",
            by_pair,
            Team(len(by_pair), sum(pairs.values())),
            pairs,
            needs_relay_channel(in_booths, pivot),
        ),
        Team(required_a.booths, max(required_a.interpreters, least * required_a.booths)),
        Team(required_b.booths, max(required_b.interpreters, least * required_b.booths)),
        table,
    )


def required_people(
    need: SessionPlan, profile: Profile, aiic: Profile, design: str
) -> dict[str, int] | None:
    """Return the profile's minimum in each booth of a design, by booth key.

    None where only the whole team is laid down, as in the AIIC table: there five people in
    three booths relieve each other across the booths.
    """
    rules = aiic if profile.teams == "none" else profile
    if design == "A" and rules.teams == "table":
        return None
    booths = need.design(design).booths
    team = need.profile(design)
    sizes = profile_team_sizes(need.regime, booths, rules, need.minutes)
    # A minimum for the whole team is shared out over the booths.
    return sizes if sum(sizes.values()) == team.interpreters else spread(team, booths)
