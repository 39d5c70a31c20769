"""The plan as it comes out: teams, days, the event (INT-10, INT-11, INT-13)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from eventmgr.interpretation.daytime import Span
from eventmgr.interpretation.need import SessionPlan
from eventmgr.interpretation.notices import Notice
from eventmgr.interpretation.profiles import Profile
from eventmgr.interpretation.regime import Regime, Session, people_of
from eventmgr.interpretation.teams import Team, most, total


@dataclass(frozen=True)
class TrackPlan:
    """One team's day: its sessions, its need, the time it works."""

    sessions: tuple[Session, ...]
    need: SessionPlan
    lunch: Span | None
    span_minutes: int
    counted_minutes: int
    interpreting_minutes: int
    over_minutes: int
    overtime_hours: int


@dataclass(frozen=True)
class DayPlan:
    """One day: the demands of teams that work at the same time added up."""

    date: dt.date
    tracks: tuple[TrackPlan, ...]
    assigned: frozenset[str] | None

    def design(self, name: str) -> Team:
        """Return booths and people of design "A" or "B" on this day."""
        return total(track.need.design(name).team for track in self.tracks)

    def profile(self, name: str) -> Team:
        """Return the profile's minimum of the design on this day."""
        return total(track.need.profile(name) for track in self.tracks)

    @property
    def aiic(self) -> Team:
        """The AIIC table's minimum on this day."""
        return total(track.need.aiic for track in self.tracks)

    @property
    def counted_minutes(self) -> int:
        """The longest day of any team, as the profile counts it."""
        return max((track.counted_minutes for track in self.tracks), default=0)

    @property
    def interpreting_minutes(self) -> int:
        """The most minutes of sessions that one team serves."""
        return max((track.interpreting_minutes for track in self.tracks), default=0)


@dataclass(frozen=True)
class EventPlan:
    """The plan of an event under one profile and one design."""

    profile: Profile
    design_name: str
    recommended: str
    days: tuple[DayPlan, ...]
    notices: tuple[Notice, ...]
    assigned_people: int | None
    regime: Regime

    def design(self, name: str) -> Team:
        """Return the most booths and people that design "A" or "B" needs on any day."""
        return most(day.design(name) for day in self.days)

    def profile_minimum(self, name: str | None = None) -> Team:
        """Return the profile's minimum of a design, the chosen one if not named."""
        return most(day.profile(name or self.design_name) for day in self.days)

    @property
    def aiic_minimum(self) -> Team:
        """The AIIC table's minimum."""
        return most(day.aiic for day in self.days)

    def person_days(self, name: str) -> int:
        """Return people times days of a design: the whole team of each day."""
        return sum(day.design(name).interpreters for day in self.days)

    @property
    def profile_person_days(self) -> int:
        """People times days at the profile's minimum of the chosen design."""
        return sum(day.profile(self.design_name).interpreters for day in self.days)

    def people_by_day(self) -> list[int]:
        """Return the people of each day: as assigned, else the profile's minimum."""
        if any(day.assigned is not None for day in self.days):
            return [len(day.assigned or ()) for day in self.days]
        if self.assigned_people is not None:
            return [self.assigned_people if day.tracks else 0 for day in self.days]
        return [day.profile(self.design_name).interpreters for day in self.days]

    @property
    def assigned_person_days(self) -> int | None:
        """People times days as assigned, or None where nobody is yet."""
        named = any(day.assigned is not None for day in self.days)
        return sum(self.people_by_day()) if named or self.assigned_people is not None else None

    @property
    def waiver_needed(self) -> bool:
        """Whether fewer are assigned than the profile requires, on any day (INT-10)."""
        if any(day.assigned is not None for day in self.days):
            return any(
                len(day.assigned or ()) < day.profile(self.design_name).interpreters
                for day in self.days
            )
        required = self.profile_minimum().interpreters
        return self.assigned_people is not None and self.assigned_people < required

    @property
    def overtime_hours(self) -> int:
        """Overtime of everyone on all days: started hours times people in the team.

        The team is the assigned one where it is known, else the profile's minimum.
        """
        return sum(
            track.overtime_hours * self._people_working(track)
            for day in self.days
            for track in day.tracks
        )

    def _people_working(self, track: TrackPlan) -> int:
        people = people_of(track.sessions)
        if people:
            return len(people)
        single = all(len(day.tracks) == 1 for day in self.days)
        if self.assigned_people is not None and single:
            return self.assigned_people
        return track.need.profile(self.design_name).interpreters
