"""How people come and go, where they sleep, what they are paid, and letters for their visas.

No travel document stands here: its answers are in the secure part, and a letter is printed anew
each time it is needed.
"""

import enum
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.database import db, key, now, status_type
from eventmgr.registration.models import Registration


class TravelMode(enum.StrEnum):
    """How somebody comes or goes."""

    FLIGHT = "flight"
    ROAD = "road"
    RAIL = "rail"
    LOCAL = "local"


class RoomType(enum.StrEnum):
    """What room somebody needs."""

    NONE = "none"
    SINGLE = "single"
    DOUBLE = "double"
    TWIN = "twin"


class Company(enum.StrEnum):
    """Who comes along; an assistant takes nobody's place (PRIV-07)."""

    NOBODY = "nobody"
    COMPANION = "companion"
    ASSISTANT = "assistant"


class ListKind(enum.StrEnum):
    """The lists that are sent to drivers and to the hotel."""

    ARRIVALS = "arrivals"
    DEPARTURES = "departures"
    ROOMING = "rooming"


class ClaimState(enum.StrEnum):
    """Where a claim for travel costs stands."""

    RECEIVED = "received"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"


class Payer(enum.StrEnum):
    """Who pays for journey and stay, as a letter to a consulate says it."""

    ORGANISERS = "organisers"
    INSTITUTION = "institution"
    SHARED = "shared"


class TravelSettings(db.Model):
    """What an event looks after; without a row it does not look after travel at all.

    The parts of the daily allowance are shares in per cent (LIFE-12).
    """

    __tablename__ = "travel_settings"
    __table_args__ = (
        CheckConstraint("rate_cents >= 0", name="rate_counts"),
        CheckConstraint(
            "lodging >= 0 AND breakfast >= 0 AND lunch >= 0 AND dinner >= 0 AND incidentals >= 0",
            name="parts_count",
        ),
        CheckConstraint(
            "lodging + breakfast + lunch + dinner + incidentals = 100", name="parts_are_a_whole"
        ),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), unique=True)
    used: Mapped[bool] = mapped_column(default=True)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    rate_cents: Mapped[int] = mapped_column(default=0)
    lodging: Mapped[int] = mapped_column(default=50)
    breakfast: Mapped[int] = mapped_column(default=6)
    lunch: Mapped[int] = mapped_column(default=12)
    dinner: Mapped[int] = mapped_column(default=12)
    incidentals: Mapped[int] = mapped_column(default=20)
    # {night: parts that the organisers provide to everybody}, nights as 2016-08-31.
    provided: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)


class Journey(db.Model):
    """One person's way there and back, and the room."""

    __tablename__ = "journeys"
    __table_args__ = (
        CheckConstraint("nights_paid IS NULL OR nights_paid >= 0", name="nights_count"),
        CheckConstraint(
            "check_in IS NULL OR check_out IS NULL OR check_out > check_in", name="stay_in_order"
        ),
    )

    id: Mapped[int] = key()
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), unique=True
    )
    arrival_mode: Mapped[TravelMode | None] = mapped_column(status_type(TravelMode, "arrival_mode"))
    arrival_day: Mapped[date | None]
    arrival_time: Mapped[time | None]
    # Flight, train or coach, as the ticket says.
    arrival_number: Mapped[str] = mapped_column(String(40), default="")
    arrival_place: Mapped[str] = mapped_column(String(120), default="")
    arrival_transfer: Mapped[bool] = mapped_column(default=False)
    departure_mode: Mapped[TravelMode | None] = mapped_column(
        status_type(TravelMode, "departure_mode")
    )
    departure_day: Mapped[date | None]
    departure_time: Mapped[time | None]
    departure_number: Mapped[str] = mapped_column(String(40), default="")
    departure_place: Mapped[str] = mapped_column(String(120), default="")
    departure_transfer: Mapped[bool] = mapped_column(default=False)
    room: Mapped[RoomType] = mapped_column(
        status_type(RoomType, "room_type"), default=RoomType.NONE
    )
    check_in: Mapped[date | None]
    check_out: Mapped[date | None]
    # Nights at the organisers' expense, counted from the first; None: all of them.
    nights_paid: Mapped[int | None]
    company: Mapped[Company] = mapped_column(
        status_type(Company, "travel_company"), default=Company.NOBODY
    )
    company_name: Mapped[str] = mapped_column(String(160), default="")
    changed_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)
    registration: Mapped[Registration] = relationship()


class SentList(db.Model):
    """What a list said when it was sent, so that the next one marks what is new.

    `rows` maps registrations to the words of their row without the name.
    """

    __tablename__ = "sent_travel_lists"
    __table_args__ = (UniqueConstraint("event_id", "kind", "number"),)

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    kind: Mapped[ListKind] = mapped_column(status_type(ListKind, "travel_list_kind"))
    number: Mapped[int]
    sent_to: Mapped[str] = mapped_column(String(200), default="")
    sent_at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    rows: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Allowance(db.Model):
    """One person's daily allowance where it differs from the event's, and what was paid."""

    __tablename__ = "allowances"
    __table_args__ = (
        CheckConstraint("paid_cents IS NULL OR paid_cents >= 0", name="payment_counts"),
        CheckConstraint("(paid_cents IS NULL) = (paid_on IS NULL)", name="payment_dated"),
    )

    id: Mapped[int] = key()
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), unique=True
    )
    # {night: parts provided}; a night that is not here is as for everybody.
    provided: Mapped[dict[str, Any]] = mapped_column(default=dict)
    paid_cents: Mapped[int | None]
    paid_currency: Mapped[str] = mapped_column(String(3), default="")
    paid_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class Claim(db.Model):
    """What somebody asks back for the journey (LIFE-11)."""

    __tablename__ = "travel_claims"
    __table_args__ = (
        CheckConstraint("claimed_cents >= 0", name="claim_counts"),
        CheckConstraint("approved_cents IS NULL OR approved_cents >= 0", name="approval_counts"),
        CheckConstraint(
            "state NOT IN ('approved', 'paid') OR approved_cents IS NOT NULL",
            name="approved_amount",
        ),
        CheckConstraint("(state = 'paid') = (paid_on IS NOT NULL)", name="paid_dated"),
    )

    id: Mapped[int] = key()
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    route: Mapped[str] = mapped_column(String(300))
    tickets: Mapped[bool] = mapped_column(default=False)
    boarding_passes: Mapped[bool] = mapped_column(default=False)
    receipts: Mapped[bool] = mapped_column(default=False)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    claimed_cents: Mapped[int]
    approved_cents: Mapped[int | None]
    state: Mapped[ClaimState] = mapped_column(
        status_type(ClaimState, "claim_state"), default=ClaimState.RECEIVED
    )
    note: Mapped[str] = mapped_column(Text, default="")
    paid_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)
    registration: Mapped[Registration] = relationship()


class VisaLetter(db.Model):
    """A letter to a consulate that was issued; what it says of the passport is not kept here."""

    __tablename__ = "visa_letters"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        CheckConstraint("stay_to >= stay_from", name="stay_in_order"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    language: Mapped[str] = mapped_column(String(12))
    # The consulate, line by line.
    addressee: Mapped[str] = mapped_column(Text)
    stay_from: Mapped[date]
    stay_to: Mapped[date]
    # The hotel, or where else the person stays.
    address: Mapped[str] = mapped_column(Text, default="")
    payer: Mapped[Payer] = mapped_column(status_type(Payer, "visa_payer"))
    signatory_name: Mapped[str] = mapped_column(String(200), default="")
    signatory_post: Mapped[str] = mapped_column(String(300), default="")
    issued_at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    registration: Mapped[Registration] = relationship()
