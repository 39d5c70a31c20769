"""Reading nominations: one institution's own, and all of an event by delegation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select

from eventmgr.database import db
from eventmgr.directory.models import Designation
from eventmgr.directory.screen import ScreenNames
from eventmgr.events.models import Event
from eventmgr.invitations.models import Invitation
from eventmgr.nominations.models import Gender, Nomination, NominationState
from eventmgr.nominations.registered import Balance, registered
from eventmgr.nominations.states import ON_SEAT, OPEN

# People on seats first, then the reserve in its order, then those who no longer come.
_RANK = {NominationState.ACCEPTED: 0, NominationState.NOMINATED: 0, NominationState.RESERVE: 1}


def _order(nomination: Nomination) -> tuple[int, int, int]:
    return (_RANK.get(nomination.state, 2), nomination.reserve_place, nomination.id)


def of_invitation(invitation: Invitation) -> list[Nomination]:
    """Return the people an institution named, in the order they are shown."""
    rows = db.session.scalars(select(Nomination).where(Nomination.invitation_id == invitation.id))
    return sorted(rows, key=_order)


def nomination_of(event: Event, number: int) -> Nomination | None:
    """Return one nomination of this event; None where it belongs to another."""
    return db.session.scalar(
        select(Nomination).where(Nomination.id == number, Nomination.event_id == event.id)
    )


def several_of(event: Event, numbers: Iterable[int]) -> list[Nomination]:
    """Return those nominations of the event among the numbers, in the order they are shown."""
    rows = db.session.scalars(
        select(Nomination).where(Nomination.event_id == event.id, Nomination.id.in_(list(numbers)))
    )
    return sorted(rows, key=lambda row: (row.invitation_id, *_order(row)))


def balance(nominations: Iterable[Nomination]) -> Balance:
    """Count women and men among those who are named for a seat (LIFE-10)."""
    genders = [row.gender for row in nominations if row.state in ON_SEAT]
    return Balance(
        women=genders.count(Gender.WOMAN),
        men=genders.count(Gender.MAN),
        unsaid=genders.count(Gender.UNSAID),
    )


def reserve_places(nominations: Iterable[Nomination]) -> dict[int, int]:
    """Return {nomination id: place in the reserve, from 1}; nominations of one invitation."""
    reserve = sorted(
        (row for row in nominations if row.state is NominationState.RESERVE), key=_order
    )
    return {row.id: place for place, row in enumerate(reserve, start=1)}


def waiting(event: Event) -> int:
    """Return how many nominations wait for the organisers' word."""
    count = db.session.scalar(
        select(func.count()).where(
            Nomination.event_id == event.id,
            Nomination.state.in_(OPEN),
            Nomination.approved_at.is_(None),
        )
    )
    return int(count or 0)


@dataclass
class Institution:
    """One invitation with the people named for it."""

    invitation: Invitation
    nominations: list[Nomination]
    taken: int
    places: dict[int, int]


@dataclass
class Delegation:
    """The institutions of one delegation, with its balance."""

    designation: Designation | None
    institutions: list[Institution] = field(default_factory=list)
    nominated: Balance = field(default_factory=Balance)
    confirmed: Balance = field(default_factory=Balance)


@dataclass(frozen=True)
class Overview:
    """All nominations of an event; `states` says how the registrations among them stand."""

    delegations: list[Delegation]
    nominated: Balance
    confirmed: Balance
    counts: dict[NominationState, int]
    waiting: int
    states: dict[int, str]


def _sum(balances: Iterable[Balance]) -> Balance:
    rows = list(balances)
    return Balance(
        women=sum(row.women for row in rows),
        men=sum(row.men for row in rows),
        unsaid=sum(row.unsaid for row in rows),
    )


def overview(event: Event, names: ScreenNames) -> Overview:
    """Return all nominations by delegation and institution; a constant number of queries.

    The balance of confirmed people counts everybody registered on the delegation's seats.
    """
    rows = list(db.session.scalars(select(Nomination).where(Nomination.event_id == event.id)))
    by_invitation: dict[int, list[Nomination]] = {}
    for row in rows:
        by_invitation.setdefault(row.invitation_id, []).append(row)
    taken = registered().taken(event.id)
    confirmed = registered().confirmed(event)
    institutions = [
        Institution(
            nominations[0].invitation,
            sorted(nominations, key=_order),
            taken.get(number, 0),
            reserve_places(nominations),
        )
        for number, nominations in by_invitation.items()
    ]
    institutions.sort(key=lambda one: names.organisation_order(one.invitation.organisation))
    groups: dict[int | None, Delegation] = {}
    for one in institutions:
        designation = one.invitation.organisation.designation
        group = groups.setdefault(designation.id if designation else None, Delegation(designation))
        group.institutions.append(one)
    for group in groups.values():
        group.nominated = balance(row for one in group.institutions for row in one.nominations)
        group.confirmed = _sum(
            confirmed.get(one.invitation.id, Balance()) for one in group.institutions
        )
    delegations = [group for group in groups.values() if group.designation is not None]
    delegations.sort(key=lambda group: names.order(group.designation))  # type: ignore[arg-type]
    delegations += [group for group in groups.values() if group.designation is None]
    return Overview(
        delegations=delegations,
        nominated=_sum(group.nominated for group in delegations),
        confirmed=_sum(group.confirmed for group in delegations),
        counts={state: sum(row.state is state for row in rows) for state in NominationState},
        waiting=sum(row.state in OPEN and row.approved_at is None for row in rows),
        states=registered().states([row.registration_id for row in rows if row.registration_id]),
    )
