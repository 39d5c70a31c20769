"""The daily allowance: what is left of a rate after what is provided (LIFE-12).

Amounts are decimals with two places; nothing is ever computed in binary fractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

PARTS: Final = ("lodging", "breakfast", "lunch", "dinner", "incidentals")
USUAL: Final[Mapping[str, int]] = {
    "lodging": 50,
    "breakfast": 6,
    "lunch": 12,
    "dinner": 12,
    "incidentals": 20,
}
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Rate:
    """The full amount of one night, and its parts in per cent, which make a hundred."""

    amount: Decimal
    shares: Mapping[str, int]

    def __post_init__(self) -> None:
        """Refuse parts that are not a whole."""
        if sum(self.shares.values()) != 100 or min(self.shares.values()) < 0:
            raise ValueError("the parts of a rate make a hundred per cent")


def night_amount(rate: Rate, provided: Iterable[str]) -> Decimal:
    """Return what is paid for one night of which some parts are provided, rounded half up."""
    given = sum(rate.shares[part] for part in set(provided))
    return (rate.amount * (100 - given) / 100).quantize(_CENT, ROUND_HALF_UP)


def total_amount(rate: Rate, nights: Iterable[Iterable[str]]) -> Decimal:
    """Return what is paid for several nights, each with what is provided in it."""
    return sum((night_amount(rate, provided) for provided in nights), Decimal("0.00"))


def nights_between(first: date | None, last: date | None) -> list[date]:
    """Return the nights of a stay by the day on which each begins; [] where a day is not known."""
    if first is None or last is None:
        return []
    return [first + timedelta(days=number) for number in range((last - first).days)]


def to_cents(amount: Decimal) -> int:
    """Return an amount in hundredths."""
    return int((amount * 100).to_integral_value(ROUND_HALF_UP))


def from_cents(cents: int) -> Decimal:
    """Return the amount of so many hundredths, with two places."""
    return (Decimal(cents) / 100).quantize(_CENT)


_AMOUNT: Final = re.compile(
    r"(?:(?P<plain>\d{1,9})|(?P<grouped>\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})?))"
    r"(?:(?!(?P=mark))[.,](?P<rest>\d{1,2}))?",
    re.ASCII,
)


def read_amount(text: str) -> Decimal | None:
    """Return an amount as people write it: 1.234,50, 1,234.50, 1234.5 or 150; None for others.

    A mark before three figures parts thousands, the last mark before one or two the hundredths.
    """
    found = _AMOUNT.fullmatch("".join(text.split()))
    if found is None:
        return None
    whole = found["plain"] or found["grouped"].replace(found["mark"], "")
    return Decimal(f"{whole}.{found['rest'] or '0'}").quantize(_CENT)
