"""The plan as one object for JSON, for the command line and other programs.

The keys are stable; numbers are minutes, hours, booths, people or days as the key says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from eventmgr.interpretation.coverage import Person, listener_gaps, planned_matrix
from eventmgr.interpretation.need import Design, SessionPlan
from eventmgr.interpretation.order import OrderUnits, order_units
from eventmgr.interpretation.outcome import DayPlan, EventPlan, TrackPlan
from eventmgr.interpretation.receivers import DEFAULT_SPARE_PERCENT, event_receivers
from eventmgr.interpretation.teams import Team


def to_json_dict(
    plan: EventPlan,
    *,
    event: str = "",
    people: Iterable[Person] | None = None,
    spare_percent: int = DEFAULT_SPARE_PERCENT,
    order: OrderUnits | None = None,
    translate: Callable[[str], str] = str,
    lang: str = "en",
) -> dict[str, Any]:
    """Return the plan as plain dictionaries, lists, numbers and strings.

    `people` are the participants with what they follow; without them receivers and gaps of
    listeners are null, as they are not known. `translate` and `lang` word the warnings.
    """
    participants = None if people is None else list(people)
    tracks = [track for day in plan.days for track in day.tracks]
    floors = [session.floor for track in tracks for session in track.sessions]
    wanted = None
    if participants is not None:
        wanted = event_receivers((p.follows for p in participants), floors, spare_percent)
    units = order or order_units(plan)
    return {
        "event": event,
        "profile": plan.profile.name,
        "unverified": list(plan.profile.unverified),
        "languages": {
            "floor": list(plan.regime.floor),
            "into": list(plan.regime.into),
            "pivot": plan.regime.pivot,
            "label": plan.regime.label,
            "symmetric": plan.regime.symmetric,
        },
        "days": [_day(day, plan.design_name) for day in plan.days],
        "design_a": _design(plan, "A", tracks),
        "design_b": _design(plan, "B", tracks),
        "design": plan.design_name,
        "recommended": plan.recommended,
        "profile_minimum": _team(plan.profile_minimum())
        | {"person_days": plan.profile_person_days},
        "aiic_minimum": _team(plan.aiic_minimum),
        "assigned": _assigned(plan),
        "waiver_needed": plan.waiver_needed,
        "overtime_hours": plan.overtime_hours,
        "order_units": units._asdict(),
        "receivers": None
        if wanted is None
        else {"need": wanted.need, "order": wanted.order, "spare_percent": spare_percent},
        "coverage": _coverage(tracks, plan.design_name),
        "gaps": None if participants is None else _gaps(tracks, plan.design_name, participants),
        "warnings": [
            {
                "code": notice.code,
                "severity": "error" if notice.error else "warning",
                "message": notice.text(translate, lang),
                "params": dict(notice.params),
                "dates": [day.isoformat() for day in notice.dates],
            }
            for notice in plan.notices
        ],
    }


def _team(team: Team) -> dict[str, int]:
    return {"booths": team.booths, "interpreters": team.interpreters}


def _assigned(plan: EventPlan) -> dict[str, int] | None:
    person_days = plan.assigned_person_days
    if person_days is None:
        return None
    return {"interpreters": max(plan.people_by_day(), default=0), "person_days": person_days}


def _day(day: DayPlan, design: str) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "span_minutes": day.counted_minutes,
        "interpreting_minutes": day.interpreting_minutes,
        "over_minutes": max((track.over_minutes for track in day.tracks), default=0),
        "overtime_hours_each": max((track.overtime_hours for track in day.tracks), default=0),
        "design_a": _team(day.design("A")),
        "design_b": _team(day.design("B")),
        "profile_minimum": _team(day.profile(design)),
        "aiic_minimum": _team(day.aiic),
        "assigned": None if day.assigned is None else len(day.assigned),
        "teams": [
            {
                "sessions": [
                    {
                        "title": session.title,
                        "room": session.room,
                        "start": session.start.isoformat(),
                        "end": session.end.isoformat(),
                        "mode": str(session.mode),
                    }
                    for session in track.sessions
                ],
                "lunch_minutes": 0
                if track.lunch is None
                else int((track.lunch[1] - track.lunch[0]).total_seconds() // 60),
                "span_minutes": track.counted_minutes,
                "interpreting_minutes": track.interpreting_minutes,
                "profile_minimum": _team(track.need.profile(design)),
            }
            for track in day.tracks
        ],
    }


def _booths(design: Design) -> list[dict[str, Any]]:
    return [
        {
            "key": booth.key,
            "languages": list(booth.languages),
            "two_way": booth.two_way,
            "gives_relay": booth.relay_source,
            "interpreters": design.people.get(booth.key, 0),
        }
        for booth in design.booths
    ]


def _design(plan: EventPlan, name: str, tracks: list[TrackPlan]) -> dict[str, Any]:
    largest = _largest(tracks, name)
    design = largest.design(name) if largest else Design(name)
    flags = {notice.code for notice in plan.notices} if name == plan.design_name else set()
    return _team(plan.design(name)) | {
        "person_days": plan.person_days(name),
        "profile_minimum": _team(plan.profile_minimum(name)),
        "pairs" if name == "B" else "targets": _booths(design),
        "relay_channel": design.relay_channel,
        "flags": sorted(flags),
    }


def _largest(tracks: list[TrackPlan], name: str) -> SessionPlan | None:
    """Return the need with the most booths: the one an event with a single team orders."""
    needs = [track.need for track in tracks]
    return max(needs, key=lambda need: need.design(name).team, default=None)


def _coverage(tracks: list[TrackPlan], design: str) -> list[dict[str, Any]]:
    """Return one matrix for each different set of languages, with the sessions it holds for."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for track in tracks:
        for session in track.sessions:
            regime = session.regime
            entry = found.setdefault(
                (regime, track.need.regime),
                {
                    "floor": list(regime.floor),
                    "into": list(regime.into),
                    "pivot": regime.pivot or track.need.pivot,
                    "cells": {
                        source: {
                            target: str(cell)
                            for target, cell in zip(regime.into, cells, strict=True)
                        }
                        for source, cells in planned_matrix(
                            regime, track.need.design(design)
                        ).rows()
                    },
                    "sessions": [],
                },
            )
            entry["sessions"].append(session.title)
    return list(found.values())


def _gaps(tracks: list[TrackPlan], design: str, people: list[Person]) -> list[dict[str, Any]]:
    return [
        {
            "session": session.title,
            "start": session.start.isoformat(),
            "person": gap.name,
            "sources": list(gap.sources),
        }
        for track in tracks
        for session in track.sessions
        for gap in listener_gaps(people, planned_matrix(session.regime, track.need.design(design)))
    ]
