"""The planner's remarks on one day (domain 1.3, INT-10 to INT-12, INT-34, INT-41)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from eventmgr.i18n.dates import format_time
from eventmgr.interpretation import notices as texts
from eventmgr.interpretation.daytime import blocks, half_days, minutes_between
from eventmgr.interpretation.need import required_people
from eventmgr.interpretation.notices import Notice
from eventmgr.interpretation.outcome import DayPlan, TrackPlan
from eventmgr.interpretation.profiles import Profile
from eventmgr.interpretation.regime import Mode, Session, people_of
from eventmgr.interpretation.teams import Team, spread

_RELAY_TEAM = 3


def day_notices(
    day: DayPlan, profile: Profile, aiic: Profile, design: str, assigned: int | None
) -> list[Notice]:
    """Return the remarks on a day under a profile, for the chosen design.

    Booths are judged by the people assigned to them; where nobody is named, by the profile's
    minimum, or by `assigned` people shared out over the booths if the day has a single team.
    """
    found: list[tuple[str, str, dict[str, str | int]]] = []
    alone = len(day.tracks) == 1
    for track in day.tracks:
        found += _time(track, profile)
        booths = _booth_people(track, profile, aiic, design, assigned if alone else None)
        found += _booths(track, profile, design, booths)
        for session in track.sessions:
            found += _session(session, profile)
    together = _at_once(day)
    if together > 1:
        found.append(("W-ROOMS", texts.ROOMS, {"rooms": together}))
    found += _people(day, profile)
    return [Notice(code, message, params, (day.date,)) for code, message, params in found]


_Found = Iterator[tuple[str, str, dict[str, str | int]]]


def _booth_people(
    track: TrackPlan, profile: Profile, aiic: Profile, design: str, assigned: int | None
) -> dict[str, int] | None:
    """Return the people to judge each booth by, or None where only a whole team is known."""
    named = [session.assigned for session in track.sessions if session.assigned is not None]
    booths = track.need.design(design).booths
    if named:
        # The weakest session decides: a booth must be staffed all day long.
        keys = [booth.key for booth in booths]
        return {key: min(len(people.get(key, ())) for people in named) for key in keys}
    required = required_people(track.need, profile, aiic, design)
    if assigned is None or required is None or assigned == sum(required.values()):
        return required
    return spread(Team(len(booths), assigned), booths)


def _time(track: TrackPlan, profile: Profile) -> _Found:
    rule = profile.day
    if track.over_minutes:
        yield (
            "W-DAY",
            texts.DAY,
            {
                "counted": track.counted_minutes,
                "over": track.over_minutes,
                "hours": track.overtime_hours,
            },
        )
    if track.counted_minutes > rule.second_team_after_minutes:
        yield (
            "W-SECOND-TEAM",
            texts.SECOND_TEAM,
            {"counted": track.counted_minutes, "limit": rule.second_team_after_minutes},
        )
    if rule.half_day_limit_minutes is not None:
        for start, end in half_days(track.sessions, track.lunch):
            lasting = minutes_between(start, end)
            if lasting > rule.half_day_limit_minutes:
                yield (
                    "W-HALF-DAY",
                    texts.HALF_DAY,
                    {"minutes": lasting, "limit": rule.half_day_limit_minutes},
                )
    if rule.lunch_required and track.lunch is None and track.span_minutes > rule.limit_minutes:
        yield "W-LUNCH", texts.LUNCH, {"limit": rule.limit_minutes}
    for start, end in blocks(track.sessions, profile.block_break_minutes):
        lasting = minutes_between(start, end)
        if lasting > profile.block_longest_minutes:
            yield (
                "W-BLOCK",
                texts.BLOCK,
                {
                    "start": format_time(start),
                    "minutes": lasting,
                    "pause": profile.block_break_minutes,
                },
            )
    remote = sum(s.minutes for s in track.sessions if s.mode == Mode.REMOTE)
    if remote > profile.remote_limit_minutes:
        yield (
            "W-REMOTE",
            texts.REMOTE_LONG,
            {"minutes": remote, "limit": profile.remote_limit_minutes},
        )


def _booths(
    track: TrackPlan, profile: Profile, design: str, people: dict[str, int] | None
) -> _Found:
    minutes = track.interpreting_minutes
    booths = track.need.design(design).booths
    if people is None:
        whole = track.need.profile(design)
        load = load_minutes(minutes * whole.booths, whole.interpreters)
        if load > profile.load_minutes:
            yield "W-LOAD", texts.LOAD_ALL, {"minutes": load, "limit": profile.load_minutes}
        return
    for booth in booths:
        team = people.get(booth.key, 0)
        if team == 0:
            yield "W-EMPTY", texts.EMPTY, {"booth": booth.key}
            continue
        if team == 1 and minutes > (profile.alone_minutes or 0):
            params: dict[str, str | int] = {"booth": booth.key, "minutes": minutes}
            if profile.alone_minutes is None:
                yield "W-ALONE", texts.ALONE, params
            else:
                yield "W-ALONE", texts.ALONE_LIMITED, {**params, "limit": profile.alone_minutes}
        if booth.two_way and booth.relay_source and team < _RELAY_TEAM:
            yield "W-RELAY", texts.RELAY, {"booth": booth.key, "people": team}
        load = load_minutes(minutes, team)
        if load > profile.load_minutes:
            yield (
                "W-LOAD",
                texts.LOAD,
                {"booth": booth.key, "minutes": load, "limit": profile.load_minutes},
            )


def load_minutes(interpreting: int, people: int) -> int:
    """Return the minutes each person of a booth works, rounded to the nearest (INT-11)."""
    return round(interpreting / people) if people else 0


def _session(session: Session, profile: Profile) -> _Found:
    start = format_time(session.start)
    if session.recorded and not session.interpreter_consent:
        yield "W-RECORD", texts.RECORDED, {"start": start}
    if session.script_missing:
        yield "W-SCRIPT", texts.SCRIPT, {"start": start}
    if session.mode == Mode.WHISPERED and (session.listeners or 0) > profile.whispered_listeners:
        yield (
            "W-LISTENERS",
            texts.LISTENERS,
            {"people": session.listeners or 0, "limit": profile.whispered_listeners},
        )
    if session.mode == Mode.BIDULE:
        if (session.group or 0) > profile.bidule_group:
            params = {"people": session.group or 0, "limit": profile.bidule_group}
            yield "W-GROUP", texts.GROUP, dict(params)
        if session.minutes > profile.bidule_longest_minutes:
            limit = profile.bidule_longest_minutes
            yield "W-BIDULE", texts.BIDULE_LONG, {"minutes": session.minutes, "limit": limit}
    if session.assigned is not None:
        booths = [set(people) for people in session.assigned.values()]
        shared = {person for a, b in combinations(booths, 2) for person in a & b}
        for person in sorted(shared - session.cheval):
            yield "W-CHEVAL", texts.CHEVAL, {"person": person, "start": start}


def _at_once(day: DayPlan) -> int:
    """Return how many interpreted sessions run at the same time at the worst moment."""
    sessions = [session for track in day.tracks for session in track.sessions]
    return max(
        (sum(s.start <= moment.start < s.end for s in sessions) for moment in sessions), default=0
    )


def _people(day: DayPlan, profile: Profile) -> _Found:
    """Find people in two places at once, or with too little time between rooms (INT-12)."""
    sessions = sorted(
        (session for track in day.tracks for session in track.sessions if session.assigned),
        key=lambda s: s.start,
    )
    move = dt.timedelta(minutes=profile.move_minutes)
    for first, second in combinations(sessions, 2):
        start = format_time(second.start)
        for person in sorted(people_of([first]) & people_of([second])):
            if second.start < first.end:
                yield "W-TWICE", texts.TWICE, {"person": person, "start": start}
            elif first.room != second.room and second.start < first.end + move:
                params: dict[str, str | int] = {
                    "person": person,
                    "start": start,
                    "limit": profile.move_minutes,
                }
                yield "W-MOVE", texts.MOVE, params
