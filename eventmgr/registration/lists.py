"""The list of participants as one works with it: found, sorted and read a page at a time.

Of thousands of people only what they are sorted by is read; whole rows are those of one page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, String, cast, func, select

from eventmgr.database import db
from eventmgr.directory.models import Designation, Organisation
from eventmgr.directory.screen import ScreenNames
from eventmgr.events.lists import Asked, ListKind
from eventmgr.events.models import Event
from eventmgr.i18n.collation import SortKey, sort_key
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import sort_name
from eventmgr.i18n.scripts import fold
from eventmgr.registration.models import (
    ListSharing,
    ParticipantRole,
    PhotoConsent,
    Registration,
    RegistrationState,
)

COLUMNS: dict[str, Any] = {
    "position": _l("Position"),
    "institution": _l("Institution"),
    "delegation": _l("Delegation"),
    "role": _l("Comes as"),
    "state": _l("State"),
    "speaks": _l("Speaks"),
    "follows": _l("Follows"),
    "language": _l("Language of letters"),
    "email": _l("E-mail address"),
    "phone": _l("Telephone"),
    "sharing": _l("List sharing"),
    "photos": _l("Photographs"),
    "registered": _l("Registered on"),
}
# Contacts are for those who write to people.
CONTACTS = frozenset({"email", "phone"})
KIND = ListKind(
    name="participants",
    filters=("state", "role", "delegation", "follows", "sharing", "photos"),
    sorts=("name", "delegation", "institution", "role", "state", "registered"),
    columns=tuple(COLUMNS),
    usual=("institution", "delegation", "role", "state"),
)
# The filter of states: everybody, or one of them; unless asked, who is gone is left out.
EVERYBODY = "all"
# The filter of delegations: organisations of their own.
NONE = "none"


def narrow(event: Event, asked: Asked, statement: Select[Any], *, everything: bool) -> Select[Any]:
    """Return a statement on registrations with the conditions asked for.

    Without `everything` neither addresses nor names of protected people are searched: what is
    found would tell what is not shown (PRIV-04).
    """
    wanted = asked.values
    statement = statement.where(Registration.event_id == event.id)
    if wanted["state"] in set(RegistrationState):
        statement = statement.where(Registration.state == wanted["state"])
    elif wanted["state"] != EVERYBODY:
        statement = statement.where(Registration.state != RegistrationState.CANCELLED)
    for name, column, known in (
        ("role", Registration.role, set(ParticipantRole)),
        ("sharing", Registration.list_sharing, set(ListSharing)),
        ("photos", Registration.photo_consent, set(PhotoConsent)),
    ):
        if wanted[name] in known:
            statement = statement.where(column == wanted[name])
    if wanted["delegation"] == NONE:
        statement = statement.where(Registration.designation_id.is_(None))
    elif wanted["delegation"].isascii() and wanted["delegation"].isdigit():
        statement = statement.where(Registration.designation_id == int(wanted["delegation"][:9]))
    if wanted["follows"]:
        # A list of codes, kept as JSON: a code stands in it between quotation marks.
        statement = statement.where(
            cast(Registration.follows, String).contains(f'"{wanted["follows"]}"', autoescape=True)
        )
    for typed in asked.words.split():
        word = fold(typed)
        person = Registration.search_key.contains(word, autoescape=True)
        if everything:
            person |= Registration.email.contains(typed.lower(), autoescape=True)
        else:
            person &= ~Registration.protected
        statement = statement.where(
            person | Organisation.search_key.contains(word, autoescape=True)
        )
    return statement


@lru_cache(maxsize=8192)
def _place(text: str, language: str) -> SortKey:
    return sort_key(text, language)


@lru_cache(maxsize=8192)
def _place_of_name(override: str, given: str, family: str, language: str) -> SortKey:
    return sort_key(override or sort_name(given, family), language)


# What an order other than that of names reads of each row.
_SORTED_BY: dict[str, Any] = {
    "delegation": Registration.designation_id,
    "institution": Registration.organisation_id,
    "role": Registration.role,
    "state": Registration.state,
    "registered": Registration.created_at,
}


def sorted_numbers(
    event: Event, asked: Asked, names: ScreenNames, *, everything: bool
) -> list[int]:
    """Return the numbers of all people found, in the order asked for, within it by name."""
    columns: Select[Any] = select(
        Registration.id,
        Registration.given_name,
        Registration.family_name,
        Registration.sort_key,
        Registration.protected,
        _SORTED_BY.get(asked.sort, Registration.id).label("first"),
    ).join(Organisation, Organisation.id == Registration.organisation_id)
    rows: Any = db.session.execute(narrow(event, asked, columns, everything=everything))
    language = names.language
    nameless = _place("", language)
    # Names first: a stable sort keeps them in order where the rest is equal.
    found = sorted(
        (
            nameless
            if protected and not everything
            else _place_of_name(override, given, family, language),
            number,
            first,
        )
        for number, given, family, override, protected, first in rows
    )
    if asked.sort in _SORTED_BY:
        places = _places(event, asked.sort, names, {first for _name, _number, first in found})
        found.sort(key=lambda row: places[row[2]], reverse=asked.descending)
    elif asked.descending:
        found.reverse()
    return [number for _name, number, _first in found]


def _places(event: Event, sort: str, names: ScreenNames, present: set[Any]) -> dict[Any, Any]:
    """Return {value of a row: its place in an order}."""
    order: dict[Any, Any] = {value: value for value in present}
    if sort == "delegation":
        # Organisations of their own stand after the delegations.
        order = {None: (True, _place("", names.language))}
        for number in present - {None}:
            text = names.texts.get(number)
            name = (text.sort_key or text.list_name) if text else ""
            order[number] = (False, _place(name, names.language))
    elif sort == "institution":
        order = _institutions(event, names)
    elif sort == "role":
        order = {role: place for place, role in enumerate(ParticipantRole)}
    elif sort == "state":
        order = {state: place for place, state in enumerate(RegistrationState)}
    ranks = {value: rank for rank, value in enumerate(sorted(set(order.values())))}
    return {value: ranks[place] for value, place in order.items()}


def _institutions(event: Event, names: ScreenNames) -> dict[Any, SortKey]:
    present = select(Registration.organisation_id).where(Registration.event_id == event.id)
    rows = db.session.execute(
        select(Organisation.id, Organisation.names, Organisation.sort_key).where(
            Organisation.id.in_(present)
        )
    )
    return {
        number: _place(override or text_in(texts, names.language, ("en",)), names.language)
        for number, texts, override in rows
    }


def people_of(event: Event, numbers: list[int]) -> list[Registration]:
    """Return people of this event in the order of their numbers; others do not exist here."""
    rows = {
        row.id: row
        for row in db.session.scalars(
            select(Registration).where(
                Registration.event_id == event.id, Registration.id.in_(numbers)
            )
        )
    }
    return [rows[number] for number in numbers if number in rows]


def delegations_of(event: Event) -> list[Designation]:
    """Return the delegations from which somebody registered, in no order."""
    present = select(Registration.designation_id).where(
        Registration.event_id == event.id, Registration.designation_id.is_not(None)
    )
    return list(db.session.scalars(select(Designation).where(Designation.id.in_(present))))


def count_registered(event: Event) -> int:
    """Return how many rows there are at all, those who cancelled too."""
    total = db.session.scalar(select(func.count()).where(Registration.event_id == event.id))
    return int(total or 0)
