"""How a text is adopted: the mode, the day, the place, the languages, the figures of a vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from eventmgr.drafting.models import AdoptionMode

FOR = "for"
AGAINST = "against"
ABSTAINED = "abstained"
CHOICES = (FOR, AGAINST, ABSTAINED)


@dataclass(frozen=True)
class Vote:
    """The result of a vote; `by` holds {organisation id: for, against or abstained} if taken so."""

    in_favour: int
    against: int
    abstained: int
    by: Mapping[int, str] = field(default_factory=dict)

    @property
    def carried(self) -> bool:
        """Tell whether more were for it than against it."""
        return self.in_favour > self.against

    def data(self) -> dict[str, int]:
        """Return the figures as the seal holds them."""
        return {FOR: self.in_favour, AGAINST: self.against, ABSTAINED: self.abstained}


def counted(by: Mapping[int, str]) -> Vote:
    """Return the vote that the votes of delegations make."""
    votes = [vote for vote in by.values() if vote in CHOICES]
    return Vote(votes.count(FOR), votes.count(AGAINST), votes.count(ABSTAINED), dict(by))


@dataclass(frozen=True)
class Terms:
    """The terms on which a text is adopted in some languages, one of them authentic."""

    mode: AdoptionMode
    on: date
    place: Mapping[str, str]
    authentic: str
    languages: Sequence[str]
    symbol: str = ""
    vote: Vote | None = None

    def data(self) -> dict[str, Any]:
        """Return the facts as the seal holds them; who voted how is written where names are."""
        data: dict[str, Any] = {
            "mode": self.mode.value,
            "date": self.on.isoformat(),
            "place": dict(self.place),
        }
        if self.vote is not None:
            data["vote"] = self.vote.data()
        return data
