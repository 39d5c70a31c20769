"""Who sits in the room: rooms that know it tell the floor, which stands below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eventmgr.events.models import Event


@dataclass(frozen=True)
class Party:
    """An institution in the room, named in the reader's language."""

    organisation_id: int
    name: str


Provider = Callable[[Event, str], list[Party]]

_providers: list[Provider] = []


def parties(provider: Provider) -> Provider:
    """Register who knows the institutions of an event: (event, language) -> parties in order."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def parties_of(event: Event, language: str) -> list[Party]:
    """Return the institutions of an event, each once; none where nobody was invited yet."""
    found: dict[int, Party] = {}
    for provider in _providers:
        for party in provider(event, language):
            found.setdefault(party.organisation_id, party)
    return list(found.values())
