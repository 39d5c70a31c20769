"""An event's plan together with what it was made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from eventmgr.agenda.models import AgendaItem
from eventmgr.events.models import Event
from eventmgr.i18n.names import plain_name
from eventmgr.interpretation import gaps
from eventmgr.interpretation.gaps import Participant
from eventmgr.interpretation.models import InterpretationChoice
from eventmgr.interpretation.order import OrderUnits, order_units
from eventmgr.interpretation.outcome import EventPlan
from eventmgr.interpretation.receivers import (
    Channel,
    Equipment,
    Receivers,
    channels,
    equipment,
    event_receivers,
)
from eventmgr.interpretation.timetable import Timetable


@dataclass(frozen=True)
class Situation:
    """An event's plan with all that it was made from; what is costly is worked out when asked."""

    event: Event
    choice: InterpretationChoice
    plan: EventPlan
    timetable: Timetable
    items: list[AgendaItem]
    people: list[Participant]

    @property
    def is_saved(self) -> bool:
        """Whether the organiser has decided anything yet."""
        return self.choice.version > 0

    @property
    def is_needed(self) -> bool:
        """Whether anything is interpreted, or would be if it could be planned."""
        tracks = any(day.tracks for day in self.plan.days)
        return tracks or any(notice.error for notice in self.plan.notices)

    @property
    def required(self) -> int:
        """The interpreters that the profile asks for."""
        return self.plan.profile_minimum().interpreters

    @property
    def engaged(self) -> int:
        """The interpreters to reckon with: as engaged, else as the profile asks for."""
        return self.required if self.choice.assigned is None else self.choice.assigned

    @property
    def waiver_missing(self) -> bool:
        """Whether fewer are engaged than the profile asks for and nobody said why (INT-10)."""
        return self.plan.waiver_needed and not self.choice.waiver_note.strip()

    @property
    def rooms(self) -> int:
        """The most teams that work at the same time on any day."""
        return max((len(day.tracks) for day in self.plan.days), default=0)

    @property
    def undeclared(self) -> int:
        """How many participants did not say what they follow."""
        return sum(not person.follows for person in self.people)

    @cached_property
    def floor(self) -> tuple[str, ...]:
        """Every language that may be spoken where there is interpretation, in agreed order."""
        return self.in_agreed_order(self.plan.regime.floor)

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Every language that has a channel, in agreed order."""
        return self.in_agreed_order(self.plan.regime.targets)

    def in_agreed_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return languages as the event lists them, those of single items after them."""
        agreed = dict.fromkeys([*self.event.into_languages, *self.event.floor_languages])
        places = {code: place for place, code in enumerate(agreed)}
        return tuple(sorted(codes, key=lambda code: places.get(code, len(places))))

    @cached_property
    def covered(self) -> list[gaps.Covered]:
        """The coverage of each different set of languages."""
        return gaps.coverage_of(self.plan)

    @cached_property
    def listeners(self) -> list[gaps.Listener]:
        """The participants who would not understand every speaker."""
        return gaps.listeners_missing(self.people, self.covered)

    @cached_property
    def speakers(self) -> list[gaps.Speaker]:
        """The speakers of the agenda who would not be interpreted to everybody."""
        parts = [
            gaps.Part(item.id, plain_name(person.given_name, person.family_name), person.speaks)
            for item in self.items
            for person in item.people
        ]
        return gaps.speakers_missing(parts, self.timetable.sessions, self.covered)

    @cached_property
    def voiceless(self) -> list[Participant]:
        """The participants who could not speak in any language they declared."""
        return gaps.voiceless(self.people, {*self.event.floor_languages, *self.floor})

    @cached_property
    def receivers(self) -> Receivers:
        """Receivers needed and to order."""
        return event_receivers(
            (person.follows for person in self.people), [self.floor], self.choice.spare_percent
        )

    @cached_property
    def channels(self) -> list[Channel]:
        """The channels of the receivers."""
        return channels(self.targets, self.choice.channel_labels)

    @cached_property
    def equipment(self) -> list[Equipment]:
        """The equipment to order."""
        booths = self.plan.design(self.plan.design_name).booths
        order = self.receivers.order
        return equipment(booths, self.engaged, len(self.targets), order, self.rooms)

    @cached_property
    def units(self) -> OrderUnits:
        """The units of the order."""
        return order_units(
            self.plan,
            non_resident=self.choice.non_resident,
            travel_days_each=self.choice.travel_days_each,
        )
