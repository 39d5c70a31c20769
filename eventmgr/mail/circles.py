"""Circles of people that a message can go to, told by the rooms that know them.

A room registers a circle with what it can be narrowed to:

    @circle("participants", _l("Participants"), {"state": _l("State"), "role": _l("Role")})
    def participants(event, language): return Members(people, {"state": [("confirmed", …)], …})
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Recipient:
    """Somebody who can be written to; `facets` are {facet: value} to narrow a circle by.

    `gone` are those who cancelled or declined: they are written to only where their own state is
    chosen.
    """

    email: str
    name: str
    language: str
    facets: Mapping[str, str] = field(default_factory=dict)
    subject_type: str = ""
    subject_id: int | None = None
    gone: bool = False


@dataclass(frozen=True)
class Members:
    """The people of a circle, and the choices of each facet as (value, words) in reading order."""

    people: Sequence[Recipient]
    choices: Mapping[str, Sequence[tuple[str, str]]]


Provider = Callable[[Any, str], Members]
CalendarOf = Callable[[Any, int, str], dict[str, Any] | None]


@dataclass(frozen=True)
class Circle:
    """A circle of an event: its name in addresses, its words, its facets."""

    name: str
    label: Any
    facets: Mapping[str, Any]
    members: Provider
    # (event, subject id, language) → the calendar file of one person, or None.
    calendar: CalendarOf | None = None


_circles: dict[str, Circle] = {}


def circle(
    name: str, label: Any, facets: Mapping[str, Any], *, calendar: CalendarOf | None = None
) -> Callable[[Provider], Provider]:
    """Register a circle; the function takes the event and the reader's language.

    `calendar` makes the calendar file of one person, where its people have the event in theirs.
    """

    def register(provider: Provider) -> Provider:
        _circles[name] = Circle(name, label, facets, provider, calendar)
        return provider

    return register


def circles() -> list[Circle]:
    """Return all circles in the order of their registration."""
    return list(_circles.values())


def circle_of(name: str) -> Circle | None:
    """Return a circle, or None."""
    return _circles.get(name)


STATE = "state"


def narrowed(members: Members, chosen: Mapping[str, str]) -> list[Recipient]:
    """Return whom a message reaches: each address once, whoever has none left out."""
    found: dict[str, Recipient] = {}
    for person in members.people:
        if not person.email or (person.gone and not chosen.get(STATE)):
            continue
        if all(person.facets.get(name) == value for name, value in chosen.items() if value):
            found.setdefault(person.email.lower(), person)
    return list(found.values())
