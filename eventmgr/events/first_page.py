"""What rooms add to the first page of an event, below its three answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eventmgr.events.models import Event

Part = Callable[[Event, str], dict[str, Any] | None]

_parts: dict[str, Part] = {}


def first_page_part(part: Part) -> Part:
    """Register a part `(event, language) -> {"template": …, names for it} | None`.

    A room returns None where it has nothing to show; it may use a constant number of queries.
    """
    _parts[f"{part.__module__}.{part.__qualname__}"] = part
    return part


def parts_of(event: Event, language: str) -> list[dict[str, Any]]:
    """Return what the rooms show on the first page of an event."""
    found = (part(event, language) for part in _parts.values())
    return [context for context in found if context is not None]
