"""What is ordered: interpreter-days, overtime, travel days and daily allowances (INT-13)."""

from __future__ import annotations

from typing import NamedTuple

from eventmgr.interpretation.outcome import EventPlan

_HALF_DAY_MINUTES = 240


class OrderUnits(NamedTuple):
    """Units of an order; days are whole, or halves where the profile has half-days."""

    interpreter_days: float
    overtime_hours: int
    travel_days: int
    allowance_days: int


def order_units(plan: EventPlan, *, non_resident: int = 0, travel_days_each: int = 2) -> OrderUnits:
    """Return the units for the people as assigned, else for the profile's minimum.

    `non_resident` counts the interpreters who do not live in the city: each travels
    `travel_days_each` days (one before, one after) and has an allowance for every day of the
    event and of travel.
    """
    half_days = plan.profile.half_days
    days = sum(
        people * (0.5 if half_days and day.counted_minutes <= _HALF_DAY_MINUTES else 1)
        for day, people in zip(plan.days, plan.people_by_day(), strict=True)
    )
    working = sum(1 for day in plan.days if day.tracks)
    travel = non_resident * travel_days_each
    return OrderUnits(days, plan.overtime_hours, travel, non_resident * working + travel)
