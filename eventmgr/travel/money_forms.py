"""The forms of daily allowances and claims."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from eventmgr.forms import (
    FieldError,
    VersionedForm,
    integer_field,
    select_field,
    text_area,
    text_field,
)
from eventmgr.registration.question_fields import Marker
from eventmgr.travel.allowances import PARTS, from_cents, read_amount, to_cents
from eventmgr.travel.models import Claim, TravelSettings

# What the organisers may provide; incidentals are always the person's own.
PROVIDED = tuple(part for part in PARTS if part != "incidentals")


class Amount:
    """An amount of money as people write it."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what is no amount."""
        if field.data and read_amount(field.data) is None:
            raise FieldError(_l("Please write an amount, for example 150 or 1.234,50."))


class Currency:
    """The three letters of a currency."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse anything but three letters, and write them large."""
        field.data = (field.data or "").upper()
        if not re.fullmatch(r"[A-Z]{3}", field.data):
            raise FieldError(_l("Please give the three letters of the currency, such as EUR."))


def money(text: str) -> Decimal:
    """Return the amount of a field that was found good."""
    return read_amount(text) or Decimal("0.00")


class RatesForm(VersionedForm):
    """Rate, currency and parts; the table of nights is read beside it."""

    rate = text_field(_l("Full rate for one night"), most=20, required=True, validators=[Amount()])
    currency = text_field(_l("Currency"), most=3, required=True, validators=[Currency()])
    lodging = integer_field(_l("Lodging"), least=0, most=100, required=True)
    breakfast = integer_field(_l("Breakfast"), least=0, most=100, required=True)
    lunch = integer_field(_l("Lunch"), least=0, most=100, required=True)
    dinner = integer_field(_l("Dinner"), least=0, most=100, required=True)
    incidentals = integer_field(_l("Incidentals"), least=0, most=100, required=True)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that the parts make a hundred."""
        good = super().validate(extra_validators)
        shares = [self[part].data for part in PARTS]
        if all(share is not None for share in shares) and sum(shares) != 100:
            self.add_error(
                "incidentals",
                _("The parts make %(sum)s per cent; together they must be 100.", sum=sum(shares)),
            )
            return False
        return good

    def values(self, nights: Sequence[date]) -> dict[str, Any]:
        """Return the columns to set, with what was ticked for these nights."""
        return {
            "rate_cents": to_cents(money(self.rate.data)),
            "currency": self.currency.data,
            "provided": {key: parts for key, parts in ticked(nights).items() if parts},
        } | {part: self[part].data for part in PARTS}


def rates_data(settings: TravelSettings) -> dict[str, Any]:
    """Return what the form shows."""
    return {
        "rate": str(from_cents(settings.rate_cents)),
        "currency": settings.currency,
        "version": settings.version,
    } | {part: getattr(settings, part) for part in PARTS}


def ticked(nights: Sequence[date]) -> dict[str, list[str]]:
    """Return {night: parts} as ticked in the table of nights, whose boxes are night and part."""
    sent = set(request.form.getlist("provided"))
    return {
        night.isoformat(): [part for part in PROVIDED if f"{night.isoformat()} {part}" in sent]
        for night in nights
    }


def only_different(
    mine: Mapping[str, Sequence[str]], everybody: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Return the nights in which one person's provisions differ from everybody's."""
    return {
        night: list(parts)
        for night, parts in mine.items()
        if set(parts) != set(everybody.get(night, ()))
    }


def claim_form(people: list[tuple[str, str]], **kw: Any) -> Any:
    """Return the form of a claim; people as (id, name), none where the person stands already."""

    class ClaimForm(VersionedForm):
        person = select_field(_l("Person"), people)
        route = text_field(_l("Route"), most=300, required=True, validators=[Marker()])
        claimed = text_field(_l("Amount claimed"), most=20, required=True, validators=[Amount()])
        currency = text_field(_l("Currency"), most=3, required=True, validators=[Currency()])
        tickets = BooleanField(_l("Tickets are there"))
        boarding_passes = BooleanField(_l("Boarding passes are there"))
        receipts = BooleanField(_l("Receipts are there"))
        note = text_area(_l("Note"), most=500)

        def values(self) -> dict[str, Any]:
            """Return the columns to set."""
            return {
                "route": self.route.data,
                "claimed_cents": to_cents(money(self.claimed.data)),
                "currency": self.currency.data,
                "tickets": bool(self.tickets.data),
                "boarding_passes": bool(self.boarding_passes.data),
                "receipts": bool(self.receipts.data),
                "note": self.note.data or "",
            }

    form = ClaimForm(**kw)
    if not people:
        del form.person
    return form


def claim_data(claim: Claim) -> dict[str, Any]:
    """Return what the form shows of a claim."""
    return {
        "route": claim.route,
        "claimed": str(from_cents(claim.claimed_cents)),
        "currency": claim.currency,
        "tickets": claim.tickets,
        "boarding_passes": claim.boarding_passes,
        "receipts": claim.receipts,
        "note": claim.note,
        "version": claim.version,
    }
