"""How long a day of interpretation is, and who works at the same time (domain 1.3, INT-12).

A track is the work of one team: sessions that follow each other. Sessions at the same time, or
in another room too soon after, need another team, and so another track.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from eventmgr.interpretation.profiles import Profile
from eventmgr.interpretation.regime import Session

Span = tuple[dt.datetime, dt.datetime]

_LUNCH_HOURS = range(11, 15)
_LUNCH_LEAST = 30


@dataclass(frozen=True)
class Day:
    """The sessions of one day; `lunch` is (start, end) where the agenda states it."""

    date: dt.date
    sessions: tuple[Session, ...]
    lunch: Span | None = None


def minutes_between(start: dt.datetime, end: dt.datetime) -> int:
    """Return the whole minutes from start to end."""
    return int((end - start).total_seconds() // 60)


def tracks(sessions: Iterable[Session], move_minutes: int) -> list[tuple[Session, ...]]:
    """Return the sessions by the team that can serve them one after the other.

    A team stays in its room if it can; changing rooms takes `move_minutes` (INT-12).
    """
    move = dt.timedelta(minutes=move_minutes)
    result: list[list[Session]] = []
    for session in sorted(sessions, key=lambda s: (s.start, s.end, s.room)):
        same_room = [
            track
            for track in result
            if track[-1].room == session.room and track[-1].end <= session.start
        ]
        other_room = [track for track in result if track[-1].end + move <= session.start]
        free = same_room or other_room
        if free:
            free[0].append(session)
        else:
            result.append([session])
    return [tuple(track) for track in result]


def gaps(track: tuple[Session, ...]) -> Iterator[Span]:
    """Yield the pauses between one session and the next."""
    for before, after in pairwise(track):
        if before.end < after.start:
            yield before.end, after.start


def lunch_of(track: tuple[Session, ...], stated: Span | None) -> Span | None:
    """Return the team's lunch: the pause that holds the stated one, else the longest at midday.

    A lunch during which the team works is none. Midday pauses start between 11:00 and 15:00 and
    last half an hour or more. A pause that holds the stated lunch counts only as the lunch.
    """
    if stated is not None:
        start, end = stated
        working = any(s.start < end and start < s.end for s in track)
        inside = track[0].start < end and start < track[-1].end
        return stated if inside and not working else None
    midday = [
        gap
        for gap in gaps(track)
        if gap[0].hour in _LUNCH_HOURS and minutes_between(*gap) >= _LUNCH_LEAST
    ]
    return max(midday, key=lambda gap: minutes_between(*gap), default=None)


def interpreting_minutes(track: tuple[Session, ...]) -> int:
    """Return the minutes of the sessions themselves, breaks left out."""
    return sum(session.minutes for session in track)


def counted_minutes(track: tuple[Session, ...], lunch: Span | None, profile: Profile) -> int:
    """Return the length of the day under the profile's counting rule.

    Interpreting time, or the span from the first start to the last end less a lunch that is
    long enough to be left out.
    """
    rule = profile.day
    if rule.counts == "interpreting":
        return interpreting_minutes(track)
    span = minutes_between(track[0].start, track[-1].end)
    if lunch is not None and rule.lunch_deducted_from is not None:
        lasting = minutes_between(*lunch)
        if lasting >= rule.lunch_deducted_from:
            span -= lasting
    return span


def overtime_hours(counted: int, profile: Profile) -> int:
    """Return the started hours beyond the limit and the free time after it, for one person."""
    over = counted - profile.day.limit_minutes - profile.day.overtime_free_minutes
    return ceil(over / 60) if over > 0 else 0


def blocks(track: tuple[Session, ...], break_minutes: int) -> Iterator[Span]:
    """Yield the stretches of work that no break of at least `break_minutes` interrupts."""
    start, end = track[0].start, track[0].end
    for session in track[1:]:
        if minutes_between(end, session.start) >= break_minutes:
            yield start, end
            start = session.start
        end = session.end
    yield start, end


def half_days(track: tuple[Session, ...], lunch: Span | None) -> list[Span]:
    """Return the spans before and after lunch, or the whole day where there is none."""
    if lunch is None:
        return [(track[0].start, track[-1].end)]
    before = [s for s in track if s.end <= lunch[0]]
    after = [s for s in track if s.start >= lunch[1]]
    return [(part[0].start, part[-1].end) for part in (before, after) if part]
