"""How many people a set of booths needs: the AIIC table, the text rule, a profile's own rules.

Domain 1.2 and 1.3. Minutes are those of the day as the profile counts them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from eventmgr.interpretation.profiles import BoothStep, Profile
from eventmgr.interpretation.regime import (
    Booth,
    Mode,
    Regime,
    booths_by_pair,
    booths_by_target,
    is_bilingual,
)

# AIIC text: two per booth, three where a two-way booth gives relay.
_RELAY_TEAM = 3
_BOOTH_TEAM = 2


class Team(NamedTuple):
    """Booths and people."""

    booths: int
    interpreters: int


def total(teams: Iterable[Team]) -> Team:
    """Return the teams added up: they work at the same time."""
    gathered = list(teams)
    return Team(sum(t.booths for t in gathered), sum(t.interpreters for t in gathered))


def most(teams: Iterable[Team]) -> Team:
    """Return the most booths and the most people any of them has: one serves after another."""
    gathered = list(teams)
    return Team(
        max((t.booths for t in gathered), default=0),
        max((t.interpreters for t in gathered), default=0),
    )


NOBODY: Final = Team(0, 0)


def table_team(regime: Regime, aiic: Profile) -> Team:
    """Return the AIIC table's minimum for one booth per target (design A).

    The key is (languages spoken, how many of them are targets, further targets). Combinations
    beyond the table go on as the table does: one booth and two people for each further target;
    with more than four languages spoken, two people per booth.
    """
    targets = set(regime.targets)
    floor = len(regime.floor)
    into = len(targets & set(regime.floor))
    extra = len(targets - set(regime.floor))
    rows = {(row.floor, row.into, row.extra): row for row in aiic.table}
    exact = rows.get((floor, into, extra))
    if exact is not None:
        return Team(exact.booths, exact.interpreters)
    known = [row for row in aiic.table if (row.floor, row.into) == (floor, into)]
    if into == 0 or not known:
        return Team(len(targets), _BOOTH_TEAM * len(targets))
    nearest = max(known, key=lambda row: row.extra)
    more = extra - nearest.extra
    return Team(nearest.booths + more, nearest.interpreters + _BOOTH_TEAM * more)


def _step(profile: Profile, languages: int) -> BoothStep:
    fitting = [step for step in profile.per_booth if step.languages_from <= languages]
    return fitting[-1] if fitting else profile.per_booth[0]


def by_hours(profile: Profile, minutes: int) -> int | None:
    """Return the people in a single two-way booth for a day this long, if the profile says."""
    for step in profile.two_way_single:
        if step.up_to_minutes is None or minutes <= step.up_to_minutes:
            return step.interpreters
    return None


def _single_two_way(profile: Profile, regime: Regime, minutes: int) -> int:
    return by_hours(profile, minutes) or _step(profile, len(regime.languages)).two_way


def pair_team_sizes(regime: Regime, pivot: str, profile: Profile, minutes: int) -> dict[str, int]:
    """Return the people in each booth of design B, by booth key (domain 1.3).

    A two-way booth that gives relay takes three; the only booth of a meeting follows the
    profile's hours, or three where the profile has none; any other takes two.
    """
    booths = booths_by_pair(regime, pivot)
    if len(booths) == 1 and booths[0].two_way and not booths[0].relay_source:
        return {booths[0].key: by_hours(profile, minutes) or _RELAY_TEAM}
    return {
        booth.key: _RELAY_TEAM if booth.two_way and booth.relay_source else _BOOTH_TEAM
        for booth in booths
    }


def profile_team_sizes(
    regime: Regime, booths: tuple[Booth, ...], profile: Profile, minutes: int
) -> dict[str, int]:
    """Return the people the profile's own rules ask for in each of these booths."""
    step = _step(profile, len(regime.languages))
    extra = profile.extra_per_booth_over_limit if minutes > profile.day.limit_minutes else 0
    sizes: dict[str, int] = {}
    for booth in booths:
        if len(booths) == 1 and booth.two_way and not booth.relay_source:
            people = _single_two_way(profile, regime, minutes)
        else:
            people = step.two_way if booth.two_way else step.interpreters
            if booth.two_way and booth.relay_source:
                people = max(people, profile.relay_two_way or 0)
        own = max((profile.by_language.get(code, 0) for code in booth.languages), default=0)
        sizes[booth.key] = max(people, own) + extra
    return sizes


def profile_team(
    design: str, regime: Regime, pivot: str, profile: Profile, aiic: Profile, minutes: int
) -> Team:
    """Return what the profile requires of design "A" or "B".

    A profile that says nothing on teams requires what AIIC does.
    """
    rules = aiic if profile.teams == "none" else profile
    if design == "A" and rules.teams == "table":
        return table_team(regime, aiic)
    booths = booths_by_target(regime) if design == "A" else booths_by_pair(regime, pivot)
    people = sum(profile_team_sizes(regime, booths, rules, minutes).values())
    if booths:
        people = max(people, rules.all_ways_minimum.get(regime.all_ways, 0))
    return Team(len(booths), people)


def spread(team: Team, booths: tuple[Booth, ...]) -> dict[str, int]:
    """Return a team shared out evenly over its booths, the first booths first."""
    if not booths:
        return {}
    each, over = divmod(team.interpreters, len(booths))
    return {booth.key: each + (n < over) for n, booth in enumerate(booths)}


def without_booths(regime: Regime, mode: Mode, profile: Profile, minutes: int) -> Team:
    """Return the people for consecutive, whispered or portable-set interpretation.

    Consecutive: one person for each language in use, at least two. Whispered and portable set:
    the profile's number for each target. Where the profile lets one person work alone for a
    short time, one is enough.
    """
    if mode == Mode.CONSECUTIVE:
        alone = minutes <= profile.consecutive_alone_minutes and len(regime.languages) == 2
        return Team(0, 1 if alone else max(_BOOTH_TEAM, len(regime.languages)))
    targets = 1 if is_bilingual(regime) else len(regime.targets)
    if mode == Mode.WHISPERED:
        alone = minutes <= profile.whispered_alone_minutes
        return Team(0, targets * (1 if alone else profile.whispered_people))
    return Team(0, targets * profile.bidule_people)
