"""People known from registrations, agendas and contacts of institutions.

There is no table of people: what one may see is read from the rooms where it was entered. So
nothing is kept a second time, and what a purge or a person's own wish removes is gone here too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from flask_security import current_user
from sqlalchemy import and_, false, or_, select, true

from eventmgr.accounts.access import MAY, Need, is_administrator
from eventmgr.accounts.models import Membership
from eventmgr.agenda.models import AgendaItem, AgendaPerson
from eventmgr.database import db
from eventmgr.directory.models import OrganisationContact
from eventmgr.i18n.names import fold
from eventmgr.registration.models import Registration

# More people than one looks through; the page asks for another word.
MOST = 100


@dataclass(frozen=True)
class Rights:
    """The events whose people one may see; None: all of them.

    Without `protected`, no protected person is among them: for what is published (PRIV-04).
    """

    manage: frozenset[int] | None
    see_people: frozenset[int] | None
    see: frozenset[int] | None
    protected: bool = True


def own_rights() -> Rights:
    """Return what the person signed in may see, from the roles in events (PRIV, roles of §5)."""
    if is_administrator():
        return Rights(None, None, None)
    roles = list(
        db.session.execute(
            select(Membership.event_id, Membership.role).where(
                Membership.user_id == current_user.id
            )
        )
    )

    def events(need: Need) -> frozenset[int]:
        return frozenset(event for event, role in roles if need in MAY[role])

    return Rights(events(Need.MANAGE_PEOPLE), events(Need.SEE_PEOPLE), events(Need.SEE))


@dataclass(frozen=True)
class Source:
    """One place where a person was entered; addresses are empty where one may not see them."""

    kind: str
    id: int
    given_name: str
    family_name: str
    honorific: str
    organisation_id: int | None
    post: dict[str, str]
    email: str = ""
    phone: str = ""
    language: str = ""
    speaks: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    event_id: int | None = None
    # The role in the event or in an item of its agenda, and whether it was cancelled.
    role: Any = None
    state: Any = None
    title: dict[str, str] = field(default_factory=dict)
    # For matching only: never shown where `email` is empty.
    address: str = ""

    @property
    def name_key(self) -> str:
        """Return the folded name."""
        return fold(f"{self.given_name} {self.family_name}")


@dataclass
class Person:
    """Entries that are about one person: the same address, or name and institution."""

    sources: list[Source]

    @property
    def first(self) -> Source:
        """Return the newest entry with the fullest name."""
        return max(self.sources, key=lambda one: (bool(one.given_name), one.kind, one.id))


def _visible(rights: Rights) -> Any:
    """Return the condition on registrations: protected people only for who manages (PRIV-04)."""
    if not rights.protected:
        return and_(_visible(replace(rights, protected=True)), ~Registration.protected)
    if rights.manage is None:
        return true()
    managed = Registration.event_id.in_(rights.manage) if rights.manage else false()
    seen = Registration.event_id.in_(rights.see_people or ()) if rights.see_people else false()
    return or_(managed, and_(seen, ~Registration.protected))


def _registrations(rights: Rights, condition: Any) -> list[Source]:
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.given_name,
            Registration.family_name,
            Registration.honorific,
            Registration.organisation_id,
            Registration.position,
            Registration.email,
            Registration.phone,
            Registration.language,
            Registration.speaks,
            Registration.follows,
            Registration.event_id,
            Registration.role,
            Registration.state,
        )
        .where(_visible(rights), condition)
        .order_by(Registration.id.desc())
        .limit(MOST * 10)
    )
    found = []
    for row in rows:
        whole = rights.manage is None or row.event_id in rights.manage
        found.append(
            Source(
                kind="registration",
                id=row.id,
                given_name=row.given_name,
                family_name=row.family_name,
                honorific=row.honorific,
                organisation_id=row.organisation_id,
                post=row.position,
                email=row.email if whole else "",
                phone=row.phone if whole else "",
                language=row.language,
                speaks=tuple(row.speaks),
                follows=tuple(row.follows),
                event_id=row.event_id,
                role=row.role,
                state=row.state,
                address=row.email if whole else "",
            )
        )
    return found


def _in_agendas(rights: Rights, condition: Any = None) -> list[Source]:
    statement = select(
        AgendaPerson.id,
        AgendaPerson.given_name,
        AgendaPerson.family_name,
        AgendaPerson.honorific,
        AgendaPerson.organisation_id,
        AgendaPerson.post,
        AgendaPerson.speaks,
        AgendaPerson.role,
        AgendaItem.event_id,
        AgendaItem.title,
    ).join(AgendaItem, AgendaItem.id == AgendaPerson.item_id)
    if rights.see is not None:
        statement = statement.where(AgendaItem.event_id.in_(rights.see))
    if condition is not None:
        statement = statement.where(condition)
    return [
        Source(
            kind="agenda",
            id=row.id,
            given_name=row.given_name,
            family_name=row.family_name,
            honorific=row.honorific,
            organisation_id=row.organisation_id,
            post=row.post,
            speaks=(row.speaks,) if row.speaks else (),
            event_id=row.event_id,
            role=row.role,
            title=row.title,
        )
        for row in db.session.execute(statement.order_by(AgendaPerson.id.desc()))
    ]


def _contacts(condition: Any) -> list[Source]:
    rows = db.session.scalars(
        select(OrganisationContact)
        .where(OrganisationContact.removed_at.is_(None), condition)
        .order_by(OrganisationContact.id.desc())
        .limit(MOST * 10)
    )
    return [
        Source(
            kind="contact",
            id=row.id,
            given_name=row.given_name,
            family_name=row.family_name,
            honorific=row.honorific,
            organisation_id=row.organisation_id,
            post=row.post,
            email=row.email,
            phone=row.phone,
            language=row.language,
            address=row.email,
        )
        for row in rows
        # A post is not a person.
        if row.family_name or row.given_name
    ]


def _has(column: Any, words: Iterable[str]) -> Any:
    return and_(true(), *(column.contains(word, autoescape=True) for word in words))


def search_people(words: str, rights: Rights) -> list[Person]:
    """Return the people whose names hold every word, without accents and across scripts (LOC-45).

    An e-mail address is searched only where one may see it. At most MOST people, a constant
    number of queries.
    """
    parts = fold(words).split()
    if not parts or len("".join(parts)) < 2:
        return []
    typed = words.strip().lower()
    by_name = _has(Registration.search_key, parts)
    by_address: Any = false()
    contact = _has(OrganisationContact.search_key, parts)
    if "@" in typed:
        by_address = Registration.email.contains(typed, autoescape=True)
        if rights.manage is not None:
            by_address = and_(by_address, Registration.event_id.in_(rights.manage))
        contact = or_(contact, OrganisationContact.email.contains(typed, autoescape=True))
    found = [
        *_registrations(rights, or_(by_name, by_address)),
        *_contacts(contact),
        # Agendas keep no folded names; there are few people in them.
        *(one for one in _in_agendas(rights) if all(part in one.name_key for part in parts)),
    ]
    return _gathered(found)[:MOST]


def _gathered(sources: Iterable[Source]) -> list[Person]:
    """Put together what is about one person."""
    people: list[Person] = []
    known: dict[tuple[str, Any], Person] = {}
    for one in sources:
        marks = _marks(one)
        same = list(dict.fromkeys(id(known[mark]) for mark in marks if mark in known))
        person = next((known[mark] for mark in marks if mark in known), None)
        if person is None:
            person = Person([])
            people.append(person)
        elif len(same) > 1:
            for other in [p for p in people if id(p) in same[1:]]:
                person.sources += other.sources
                people.remove(other)
                known = {mark: person if p is other else p for mark, p in known.items()}
        person.sources.append(one)
        known |= dict.fromkeys(marks, person)
    return people


def _marks(one: Source) -> list[tuple[str, Any]]:
    marks: list[tuple[str, Any]] = []
    if one.address and one.name_key:
        # Offices share addresses: the name must be the same as well.
        marks.append(("address", (one.address, one.name_key)))
    if one.organisation_id:
        marks.append(("name", (one.name_key, one.organisation_id)))
    return marks or [(one.kind, one.id)]


def person_of(kind: str, number: int, rights: Rights) -> Person | None:
    """Return a person by one of the entries, with all others that one may see; None: unknown."""
    if kind == "registration":
        first = _registrations(rights, Registration.id == number)
    elif kind == "agenda":
        first = _in_agendas(rights, AgendaPerson.id == number)
    else:
        first = _contacts(OrganisationContact.id == number)
    if not first:
        return None
    anchor = first[0]
    parts = anchor.name_key.split()
    found = [
        *first,
        *_registrations(rights, _has(Registration.search_key, parts)),
        *_contacts(_has(OrganisationContact.search_key, parts)),
        *_in_agendas(rights),
    ]
    unique = {(one.kind, one.id): one for one in found if one.name_key == anchor.name_key}
    for person in _gathered(unique.values()):
        if any((one.kind, one.id) == (anchor.kind, anchor.id) for one in person.sources):
            return person
    return Person([anchor])
