"""Travel: journeys, lists, allowances, claims and letters for visas, on one blueprint."""

from __future__ import annotations

from eventmgr.travel import (  # noqa: F401 - their pages hang on the same blueprint
    claim_pages,
    journey_pages,
    letter_pages,
    list_pages,
    money_pages,
    stage,
)
from eventmgr.travel.blueprint import bp

__all__ = ["bp"]
