"""The daily allowance (LIFE-12), to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.travel.allowances import (
    PARTS,
    USUAL,
    Rate,
    from_cents,
    night_amount,
    nights_between,
    read_amount,
    to_cents,
    total_amount,
)

EXAMPLE = Rate(Decimal(150), USUAL)
HOTEL = ("lodging", "breakfast")


@pytest.mark.parametrize(
    ("provided", "amount"),
    [
        # The worked examples of LIFE-12: a paid hotel with breakfast, and what comes on top.
        (HOTEL, "66.00"),
        ((*HOTEL, "lunch"), "48.00"),
        ((*HOTEL, "lunch", "dinner"), "30.00"),
        ((), "150.00"),
        (PARTS, "0.00"),
        (("lunch", "lunch"), "132.00"),
    ],
)
def test_life12_one_night(provided: tuple[str, ...], amount: str) -> None:
    assert night_amount(EXAMPLE, provided) == Decimal(amount)
    assert str(night_amount(EXAMPLE, provided)) == amount


def test_life12_three_nights_make_144() -> None:
    nights = [HOTEL, (*HOTEL, "lunch"), (*HOTEL, "lunch", "dinner")]
    assert total_amount(EXAMPLE, nights) == Decimal("144.00")


def test_no_night_is_nothing() -> None:
    assert total_amount(EXAMPLE, []) == Decimal("0.00")


def test_half_a_cent_is_rounded_up() -> None:
    assert night_amount(Rate(Decimal("0.25"), USUAL), ("lodging",)) == Decimal("0.13")


@pytest.mark.parametrize("shares", [{"lodging": 99}, {"lodging": 110, "lunch": -10}])
def test_parts_that_are_no_whole_are_refused(shares: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        Rate(Decimal(100), shares)


@given(st.decimals(0, 9999, places=2), st.sets(st.sampled_from(PARTS)))
def test_what_is_provided_and_what_is_paid_make_the_whole(amount: Decimal, given: set[str]) -> None:
    rate = Rate(amount, USUAL)
    rest = set(PARTS) - given
    together = night_amount(rate, given) + night_amount(rate, rest)
    assert abs(together - amount) <= Decimal("0.01")
    assert night_amount(rate, given) >= 0


@given(st.integers(0, 10**9))
def test_cents_come_back(cents: int) -> None:
    assert to_cents(from_cents(cents)) == cents


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("150", "150.00"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1234.5", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1.234", "1234.00"),
        ("0,05", "0.05"),
        ("12.345.678", "12345678.00"),
        ("", None),
        ("-5", None),
        ("12.34.56", None),
        ("1.234.50", None),
        ("12,3456", None),
        ("1e3", None),
        ("٣", None),
        ("9999999999", None),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, amount: str | None) -> None:
    assert read_amount(text) == (Decimal(amount) if amount else None)


def test_nights_begin_on_their_evenings() -> None:
    first, last = date(2016, 8, 30), date(2016, 9, 2)
    assert nights_between(first, last) == [
        date(2016, 8, 30),
        date(2016, 8, 31),
        date(2016, 9, 1),
    ]
    assert nights_between(last, first) == []
    assert nights_between(None, last) == []
