"""What nominations need of the later room that registers people, told by that room itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from eventmgr.events.models import Event


@dataclass(frozen=True)
class Balance:
    """People of one delegation: how many women, men, and others, counted for LIFE-10."""

    women: int = 0
    men: int = 0
    unsaid: int = 0

    @property
    def people(self) -> int:
        return self.women + self.men + self.unsaid

    @property
    def percent(self) -> int | None:
        """Return the share of women among those whose gender is known; None without any."""
        known = self.women + self.men
        return round(100 * self.women / known) if known else None


class Registered(Protocol):
    """The questions and the one request that the registration answers."""

    def knows(self, event: Event, email: str, phone_key: str, own: int | None) -> str:
        """Return "email" or "phone" where somebody who comes has it, else "".

        The registration with the id `own` does not count.
        """

    def cancel(self, event: Event, registration_id: int, *, actor: Any) -> None:
        """Cancel the registration of somebody whose nomination fell out."""

    def taken(self, event_id: int, invitation_id: int | None = None) -> dict[int, int]:
        """Return {invitation id: seats taken} by people registered or named; of one or all."""

    def seat_freed(self, event: Event) -> None:
        """Offer a seat that no reserve took to whoever waits for a place."""

    def confirmed(self, event: Event) -> dict[int, Balance]:
        """Return {invitation id: balance of those who are registered on its seats}."""

    def states(self, registration_ids: Sequence[int]) -> dict[int, str]:
        """Return {registration id: its state in words}."""

    def protected(self, event: Event) -> set[int]:
        """Return the ids of those whom nothing may let others recognise (PRIV-04)."""


_room: list[Registered] = []


def answers_for_nominations(room: Registered) -> Registered:
    """Register the room that registers people."""
    _room[:] = [room]
    return room


def registered() -> Registered:
    """Return the room that registers people."""
    return _room[0]
