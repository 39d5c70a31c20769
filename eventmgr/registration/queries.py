"""Reading who comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, select

from eventmgr.database import db
from eventmgr.directory.models import Designation, Organisation, OrganisationKind
from eventmgr.directory.naming import Naming
from eventmgr.directory.screen import ScreenNames
from eventmgr.events.models import DelegationOrder, Event
from eventmgr.i18n.collation import sort_key
from eventmgr.i18n.names import sort_name
from eventmgr.i18n.scripts import fold
from eventmgr.invitations.models import Invitation
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState

INTERNATIONAL = frozenset(
    {
        OrganisationKind.INTERGOVERNMENTAL,
        OrganisationKind.EU_BODY,
        OrganisationKind.REGIONAL_INITIATIVE,
        OrganisationKind.AGENCY,
    }
)
# Blocks of a list of participants in their order (DES-15); interpreters and technicians stand in
# the internal list only.
DELEGATIONS, OBSERVERS, ORGANISATIONS, CIVIL_SOCIETY, SPEAKERS, ORGANISERS = range(1, 7)
INTERNAL = 7


@dataclass(frozen=True)
class Group:
    """People of one delegation or organisation."""

    designation: Designation | None
    organisation: Organisation | None
    people: list[Registration]


@dataclass(frozen=True)
class Block:
    """A block of the list (DES-15) with its groups in protocol order."""

    number: int
    groups: list[Group]


def registrations(
    event: Event, *, search: str = "", cancelled: bool = False, everything: bool = True
) -> list[Registration]:
    """Return the event's registrations, searched without accents and across scripts (LOC-45).

    With `cancelled` those are among them who do not come, or not yet: the waiting list too.
    Without `everything` neither addresses nor the names of protected people are searched: what is
    found would tell what is not shown (PRIV-04).
    """
    query = select(Registration).where(Registration.event_id == event.id)
    if not cancelled:
        query = query.where(Registration.state == RegistrationState.CONFIRMED)
    key = fold(search)
    if key:
        person = Registration.search_key.contains(key, autoescape=True)
        if everything:
            person |= Registration.email.contains(search.strip().lower(), autoescape=True)
        else:
            person &= ~Registration.protected
        query = query.join(Organisation, Organisation.id == Registration.organisation_id).where(
            person | Organisation.search_key.contains(key, autoescape=True)
        )
    return list(db.session.scalars(query.order_by(Registration.id)))


def designation(number: int) -> Designation | None:
    """Return a designation by its number; kept by the session once it was read."""
    return db.session.get(Designation, number)


def waiting(event: Event) -> list[Registration]:
    """Return who waits or is offered a place, in the order of asking; lapsed offers last."""
    rows = db.session.scalars(
        select(Registration).where(
            Registration.event_id == event.id,
            Registration.state.in_(
                (
                    RegistrationState.OFFERED,
                    RegistrationState.WAITING,
                    RegistrationState.LAPSED,
                )
            ),
        )
    )
    order = [RegistrationState.OFFERED, RegistrationState.WAITING, RegistrationState.LAPSED]
    return sorted(
        rows,
        key=lambda row: (order.index(row.state), row.waiting_since or row.created_at, row.id),
    )


def registration_of(event: Event, registration_id: int) -> Registration | None:
    """Return a registration of this event, never of another."""
    return db.session.scalar(
        select(Registration).where(
            Registration.event_id == event.id, Registration.id == registration_id
        )
    )


def invited_seats(event: Event) -> int:
    """Return how many seats are offered."""
    total = db.session.scalar(
        select(func.coalesce(func.sum(Invitation.seats), 0)).where(
            Invitation.event_id == event.id, Invitation.state.not_in(("withdrawn", "declined"))
        )
    )
    return int(total or 0)


def count_confirmed(event: Event) -> int:
    """Return how many people come."""
    total = db.session.scalar(
        select(func.count()).where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
        )
    )
    return int(total or 0)


def has_confirmed(event: Event) -> ColumnElement[bool]:
    """Return whether anybody comes, as a condition."""
    return exists().where(
        Registration.event_id == event.id, Registration.state == RegistrationState.CONFIRMED
    )


def declared_languages(event: Event) -> Sequence[Row[list[str], list[str]]]:
    """Return (speaks, follows) of everybody who has not cancelled; no more of them is read."""
    return db.session.execute(
        select(Registration.speaks, Registration.follows).where(
            Registration.event_id == event.id, Registration.state != RegistrationState.CANCELLED
        )
    ).all()


def languages_of(people: Iterable[Any]) -> tuple[Counter[str], Counter[str]]:
    """Return how many speak and how many follow each language."""
    speaks: Counter[str] = Counter()
    follows: Counter[str] = Counter()
    for person in people:
        speaks.update(set(person.speaks))
        follows.update(set(person.follows))
    return speaks, follows


def block_of(person: Registration) -> int:
    """Return the block of the list that somebody stands in (DES-15, DES-17)."""
    if person.role in {ParticipantRole.INTERPRETER, ParticipantRole.TECHNICIAN}:
        return INTERNAL
    if person.role is ParticipantRole.ORGANISER:
        return ORGANISERS
    if person.role is ParticipantRole.OBSERVER:
        return OBSERVERS
    if person.role is ParticipantRole.SPEAKER:
        return SPEAKERS
    if person.organisation.kind in INTERNATIONAL:
        return ORGANISATIONS
    # Civil society is a block of its own, not part of a delegation (DES-15).
    if person.organisation.kind in {
        OrganisationKind.NGO,
        OrganisationKind.ACADEMIA,
        OrganisationKind.PRIVATE,
        OrganisationKind.MEDIA,
    }:
        return CIVIL_SOCIETY
    return DELEGATIONS if person.designation_id else ORGANISATIONS


def _person_order(person: Registration, language: str) -> tuple[object, ...]:
    """Head of delegation first, then rank, then family name (DES-15)."""
    name = person.sort_key or sort_name(person.given_name, person.family_name)
    return (not person.head_of_delegation, person.rank, sort_key(name, language))


def _host_place(event: Event, designation: Designation | None) -> int:
    if designation is None or designation.id != event.country_id:
        return 1
    if event.delegation_order is DelegationOrder.HOST_FIRST:
        return 0
    return 2 if event.delegation_order is DelegationOrder.HOST_LAST else 1


def in_protocol_order(
    event: Event,
    people: list[Registration],
    naming: Naming | ScreenNames,
    ordering: Naming | ScreenNames,
) -> list[Block]:
    """Return people in blocks and groups, in the order of the document's language (DES-13, 15).

    `naming` names and sorts people and organisations; `ordering` sorts delegations: the naming
    of the document's language, or of the one the event's policy chose.
    """
    blocks = []
    for number in range(1, INTERNAL + 1):
        mine = [person for person in people if block_of(person) == number]
        if not mine:
            continue
        by_delegation = number in {DELEGATIONS, OBSERVERS}
        groups: dict[tuple[str, int], Group] = {}
        for person in mine:
            if by_delegation and person.designation is not None:
                key = ("designation", person.designation.id)
                empty = Group(person.designation, None, [])
            else:
                key = ("organisation", person.organisation_id)
                empty = Group(None, person.organisation, [])
            groups.setdefault(key, empty).people.append(person)

        def order(group: Group) -> tuple[object, ...]:
            if group.designation is not None:
                return (_host_place(event, group.designation), ordering.order(group.designation))
            assert group.organisation is not None
            return (3, naming.organisation_order(group.organisation))

        for group in groups.values():
            group.people.sort(key=lambda person: _person_order(person, naming.language))
        blocks.append(Block(number, sorted(groups.values(), key=order)))
    return blocks
