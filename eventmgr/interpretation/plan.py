"""The interpretation plan of an event, day by day (domain 1.3, INT-10 to INT-13).

Nothing here forbids anything: it says what is required and what is wrong, and the holder of the
budget decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from eventmgr.interpretation.checks import day_notices
from eventmgr.interpretation.daytime import (
    Day,
    counted_minutes,
    interpreting_minutes,
    lunch_of,
    minutes_between,
    overtime_hours,
    tracks,
)
from eventmgr.interpretation.need import SessionPlan, plan_session, plan_sessions
from eventmgr.interpretation.notices import Notice, merged
from eventmgr.interpretation.outcome import DayPlan, EventPlan, TrackPlan
from eventmgr.interpretation.profiles import DEFAULT_PROFILE, Profile, load
from eventmgr.interpretation.regime import (
    Mode,
    PlanError,
    Regime,
    Session,
    people_of,
    require_pivot,
    united,
)
from eventmgr.interpretation.teams import Team, most

__all__ = [
    "Day",
    "EventPlan",
    "Mode",
    "PlanError",
    "Regime",
    "Session",
    "SessionPlan",
    "Team",
    "plan_event",
    "plan_session",
]


def plan_event(
    days: Mapping[dt.date, Day | Iterable[Session]],
    profile: Profile,
    aiic: Profile | None = None,
    *,
    design: str | None = None,
    assigned: int | None = None,
) -> EventPlan:
    """Return the plan of an event: each day's teams, and the notices of all days together.

    `design` is the organiser's choice, the recommended one when left out; `assigned` is the
    number of people engaged where nobody is named on the sessions. Sessions that cannot be
    planned are left out and reported as errors.
    """
    aiic = aiic or load(DEFAULT_PROFILE)
    notices: list[Notice] = []
    planned: list[DayPlan] = []
    regimes: list[Regime] = []
    for date, given in sorted(days.items()):
        day = given if isinstance(given, Day) else Day(date, tuple(given))
        sessions = _plannable(day, notices)
        regimes += [session.regime for session in sessions]
        planned.append(_plan_day(Day(date, sessions, day.lunch), profile, aiic))
    recommended = _recommended(planned)
    chosen = design or recommended
    for day_plan in planned:
        notices += day_notices(day_plan, profile, aiic, chosen, assigned)
    return EventPlan(
        profile=profile,
        design_name=chosen,
        recommended=recommended,
        days=tuple(planned),
        notices=merged(notices),
        assigned_people=assigned,
        regime=united(regimes),
    )


def _plannable(day: Day, notices: list[Notice]) -> tuple[Session, ...]:
    sessions: list[Session] = []
    for session in day.sessions:
        if not session.is_interpreted:
            continue
        try:
            require_pivot(session.regime, session.title)
        except PlanError as error:
            found = error.notice
            notices.append(Notice(found.code, found.message, found.params, (day.date,), error=True))
        else:
            sessions.append(session)
    return tuple(sessions)


def _plan_day(day: Day, profile: Profile, aiic: Profile) -> DayPlan:
    result: list[TrackPlan] = []
    for track in tracks(day.sessions, profile.move_minutes):
        lunch = lunch_of(track, day.lunch)
        counted = counted_minutes(track, lunch, profile)
        result.append(
            TrackPlan(
                sessions=track,
                need=plan_sessions(track, profile, aiic, counted),
                lunch=lunch,
                span_minutes=minutes_between(track[0].start, track[-1].end),
                counted_minutes=counted,
                interpreting_minutes=interpreting_minutes(track),
                over_minutes=max(0, counted - profile.day.limit_minutes),
                overtime_hours=overtime_hours(counted, profile),
            )
        )
    named = [session for session in day.sessions if session.assigned is not None]
    return DayPlan(day.date, tuple(result), people_of(named) if named else None)


def _recommended(days: list[DayPlan]) -> str:
    booths = {name: most(day.design(name) for day in days).booths for name in ("A", "B")}
    return "B" if booths["B"] < booths["A"] else "A"
