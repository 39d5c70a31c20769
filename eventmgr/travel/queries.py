"""Reading travel: who comes how, what a list says now, what people are paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.i18n.collation import sort_key
from eventmgr.i18n.names import list_name, sort_name
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState
from eventmgr.registration.queries import registrations
from eventmgr.travel.allowances import PARTS, Rate, from_cents, night_amount, nights_between
from eventmgr.travel.legs import Row, compared, leg, room
from eventmgr.travel.models import (
    Allowance,
    Claim,
    Company,
    Journey,
    ListKind,
    RoomType,
    SentList,
    TravelSettings,
    VisaLetter,
)


def settings_of(event: Event) -> TravelSettings | None:
    """Return what the event looks after, None where nobody decided yet."""
    return db.session.scalar(select(TravelSettings).where(TravelSettings.event_id == event.id))


def is_used(event: Event) -> bool:
    """Tell whether the event looks after travel."""
    return bool(
        db.session.scalar(select(TravelSettings.used).where(TravelSettings.event_id == event.id))
    )


def unsaved_journey(registration: Registration) -> Journey:
    """Return an empty journey, which is not in the database yet."""
    return Journey(
        registration_id=registration.id,
        arrival_number="",
        arrival_place="",
        arrival_transfer=False,
        departure_number="",
        departure_place="",
        departure_transfer=False,
        room=RoomType.NONE,
        company=Company.NOBODY,
        company_name="",
        version=0,
    )


def journey_of(registration: Registration) -> Journey:
    """Return somebody's journey, an empty one where none was told."""
    found = db.session.scalar(select(Journey).where(Journey.registration_id == registration.id))
    return found or unsaved_journey(registration)


def allowance_of(registration: Registration) -> Allowance:
    """Return what differs in somebody's allowance, an empty row where nothing does."""
    found = db.session.scalar(select(Allowance).where(Allowance.registration_id == registration.id))
    return found or Allowance(
        registration_id=registration.id, provided={}, paid_currency="", version=0
    )


@dataclass(frozen=True)
class Traveller:
    """Somebody who comes, as a list names them, with the journey as far as it is known."""

    person: Registration
    name: str
    journey: Journey | None


def screen_name(person: Registration, language: str) -> str:
    """Return the name as those who arrange the journey see it."""
    return person.display_name or list_name(
        person.given_name, person.family_name, language, titles=person.honorific
    )


def list_label(person: Registration, language: str) -> str:
    """Return the name for a list that leaves the house (PRIV-04)."""
    return _("Representative") if person.protected else screen_name(person, language)


def travellers(event: Event, language: str, *, leaving: bool = False) -> list[Traveller]:
    """Return everybody who comes, by family name, with their journeys; two queries.

    Named for a list that is `leaving` the house, or for the desk.
    """
    people = [
        person for person in registrations(event) if person.state is RegistrationState.CONFIRMED
    ]
    people.sort(
        key=lambda person: sort_key(
            person.sort_key or sort_name(person.given_name, person.family_name), language
        )
    )
    journeys = {
        journey.registration_id: journey
        for journey in db.session.scalars(
            select(Journey)
            .join(Registration, Registration.id == Journey.registration_id)
            .where(Registration.event_id == event.id)
        )
    }
    name = list_label if leaving else screen_name
    return [Traveller(person, name(person, language), journeys.get(person.id)) for person in people]


def last_sent(event: Event, kind: ListKind) -> SentList | None:
    """Return the list of a kind that was sent last."""
    return db.session.scalar(
        select(SentList)
        .where(SentList.event_id == event.id, SentList.kind == kind)
        .order_by(SentList.number.desc())
        .limit(1)
    )


def sent_lists(event: Event) -> dict[ListKind, SentList]:
    """Return the list of each kind that was sent last; one query."""
    newest = (
        select(SentList.kind, func.max(SentList.number).label("number"))
        .where(SentList.event_id == event.id)
        .group_by(SentList.kind)
        .subquery()
    )
    rows = db.session.scalars(
        select(SentList)
        .join(newest, (SentList.kind == newest.c.kind) & (SentList.number == newest.c.number))
        .where(SentList.event_id == event.id)
    )
    return {row.kind: row for row in rows}


def rows_of(event: Event, kind: ListKind, language: str, sent: SentList | None) -> list[Row]:
    """Return what a list says now, marked against the one `sent` last, in the order of printing.

    Everybody is named as on a list that leaves the house.
    """
    rows = []
    for one in travellers(event, language, leaving=True):
        if one.journey is None:
            continue
        if kind is ListKind.ROOMING:
            row = room(one.person.id, one.name, one.journey)
        else:
            row = leg(one.person.id, one.name, one.journey, kind)
        if row is not None:
            rows.append(row)
    if kind is not ListKind.ROOMING:
        # The order by name of before holds within one flight.
        rows.sort(key=lambda row: row.order)
    names = {
        person.id: list_label(person, language)
        for person in (registrations(event, cancelled=True) if sent is not None else [])
    }
    return compared(rows, sent.rows if sent is not None else None, names)


# --- daily allowances -------------------------------------------------------------------------

# Who is paid nothing by the day here: interpreters and technicians have orders of their own.
WITHOUT_ALLOWANCE = frozenset({ParticipantRole.INTERPRETER, ParticipantRole.TECHNICIAN})


@dataclass(frozen=True)
class Paid:
    """One person's allowance: nights with what is provided, the sum, and what was paid already."""

    person: Registration
    name: str
    nights: tuple[tuple[date, tuple[str, ...], Decimal], ...]
    amount: Decimal
    allowance: Allowance | None

    @property
    def differs(self) -> bool:
        """Tell whether another amount was paid than is due now."""
        return (
            self.allowance is not None
            and self.allowance.paid_cents is not None
            and from_cents(self.allowance.paid_cents) != self.amount
        )


def rate_of(settings: TravelSettings) -> Rate:
    """Return the event's rate with its parts."""
    return Rate(from_cents(settings.rate_cents), {part: getattr(settings, part) for part in PARTS})


def event_nights(event: Event) -> list[date]:
    """Return the nights the event's own table shows: from the eve to the last day."""
    return nights_between(event.start - timedelta(days=1), event.end + timedelta(days=1))


def nights_of(journey: Journey | None) -> list[date]:
    """Return the nights somebody is paid for: of the stay, as many as the organisers pay."""
    if journey is None:
        return []
    first = journey.check_in or journey.arrival_day
    last = journey.check_out or journey.departure_day
    nights = nights_between(first, last)
    return nights if journey.nights_paid is None else nights[: journey.nights_paid]


def provided_on(
    night: date, settings: TravelSettings, allowance: Allowance | None
) -> tuple[str, ...]:
    """Return what is provided in a night: as for the person, else as for everybody."""
    key = night.isoformat()
    if allowance is not None and key in allowance.provided:
        found = allowance.provided[key]
    else:
        found = settings.provided.get(key, [])
    return tuple(part for part in PARTS if part in found)


def paid_of(traveller: Traveller, settings: TravelSettings, allowance: Allowance | None) -> Paid:
    """Return somebody's allowance."""
    rate = rate_of(settings)
    nights = []
    for night in nights_of(traveller.journey):
        provided = provided_on(night, settings, allowance)
        nights.append((night, provided, night_amount(rate, provided)))
    return Paid(
        traveller.person,
        traveller.name,
        tuple(nights),
        sum((amount for _night, _provided, amount in nights), Decimal("0.00")),
        allowance,
    )


def payments(event: Event, settings: TravelSettings, language: str) -> list[Paid]:
    """Return the allowances of everybody who has one, by family name; three queries."""
    found = {
        row.registration_id: row
        for row in db.session.scalars(
            select(Allowance)
            .join(Registration, Registration.id == Allowance.registration_id)
            .where(Registration.event_id == event.id)
        )
    }
    return [
        paid_of(one, settings, found.get(one.person.id))
        for one in travellers(event, language)
        if one.person.role not in WITHOUT_ALLOWANCE
    ]


# --- claims and letters -----------------------------------------------------------------------


def claims_of(event: Event) -> list[Claim]:
    """Return the event's claims, the oldest first, with their people."""
    return list(
        db.session.scalars(
            select(Claim)
            .join(Registration, Registration.id == Claim.registration_id)
            .where(Registration.event_id == event.id)
            .options(contains_eager(Claim.registration))
            .order_by(Claim.id)
        )
    )


def claim_of(event: Event, claim_id: int) -> Claim | None:
    """Return a claim of this event, never of another."""
    return db.session.scalar(
        select(Claim)
        .join(Registration, Registration.id == Claim.registration_id)
        .where(Registration.event_id == event.id, Claim.id == claim_id)
    )


def letters_of(event: Event) -> list[VisaLetter]:
    """Return the letters that were issued, the newest first."""
    return list(
        db.session.scalars(
            select(VisaLetter)
            .where(VisaLetter.event_id == event.id)
            .options(joinedload(VisaLetter.registration))
            .order_by(VisaLetter.number.desc())
        )
    )


def letter_of(event: Event, letter_id: int) -> VisaLetter | None:
    """Return a letter of this event, never of another."""
    return db.session.scalar(
        select(VisaLetter).where(VisaLetter.event_id == event.id, VisaLetter.id == letter_id)
    )


def count_journeys(event: Event) -> tuple[int, int]:
    """Return (people who told their arrival, people who come); two queries."""
    comes = (Registration.event_id == event.id) & (
        Registration.state == RegistrationState.CONFIRMED
    )
    people = db.session.scalar(select(func.count()).select_from(Registration).where(comes))
    told = db.session.scalar(
        select(func.count())
        .select_from(Journey)
        .join(Registration, Registration.id == Journey.registration_id)
        .where(comes, Journey.arrival_mode.is_not(None))
    )
    return int(told or 0), int(people or 0)
