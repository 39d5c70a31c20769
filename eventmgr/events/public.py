"""What an event shows to everybody: sections that rooms add to its public page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eventmgr.events.models import Event

Section = Callable[[Event, str], dict[str, Any] | None]

_sections: list[tuple[int, str, Section]] = []


def public_section(*, order: int) -> Callable[[Section], Section]:
    """Register a section `(event, language) -> {"template": …, names for it} | None`.

    A room returns None where it has nothing to show or the organiser has not switched it on.
    Sections stand in the order of their numbers, from low to high.
    """

    def register(section: Section) -> Section:
        name = f"{section.__module__}.{section.__qualname__}"
        if name not in {known for _order, known, _section in _sections}:
            _sections.append((order, name, section))
            _sections.sort(key=lambda entry: entry[:2])
        return section

    return register


def sections_of(event: Event, language: str) -> list[dict[str, Any]]:
    """Return what the rooms show of an event, in order."""
    found = (section(event, language) for _order, _name, section in _sections)
    return [context for context in found if context is not None]
