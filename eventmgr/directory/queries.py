"""Reading the directory: organisations by name, designations, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from eventmgr.database import db, now
from eventmgr.directory.matching import acronyms_in, matching_key
from eventmgr.directory.models import (
    Designation,
    Footnote,
    Organisation,
    OrganisationKind,
)
from eventmgr.directory.screen import screen_names
from eventmgr.i18n.names import fold


def search_organisations(
    words: str = "",
    *,
    kind: OrganisationKind | None = None,
    designation_id: int | None = None,
    without_designation: bool = False,
) -> list[Organisation]:
    """Return the organisations whose names contain every word, whatever accents and script.

    Unsorted: the page sorts by its own language. A constant number of queries.
    """
    statement = select(Organisation).where(Organisation.merged_into_id.is_(None))
    for word in fold(words).split():
        statement = statement.where(Organisation.search_key.contains(word, autoescape=True))
    if kind is not None:
        statement = statement.where(Organisation.kind == kind)
    if without_designation:
        statement = statement.where(Organisation.designation_id.is_(None))
    elif designation_id is not None:
        statement = statement.where(Organisation.designation_id == designation_id)
    return list(db.session.scalars(statement))


def organisations_of(numbers: Sequence[int]) -> list[Organisation]:
    """Return the organisations with these numbers, in their order; unknown ones are left out."""
    found = {
        row.id: row
        for row in db.session.scalars(
            select(Organisation).where(
                Organisation.id.in_(numbers), Organisation.merged_into_id.is_(None)
            )
        )
    }
    return [found[number] for number in numbers if number in found]


def any_organisations(numbers: Sequence[int]) -> list[Organisation]:
    """Return the entries with these numbers, those merged into others too; unsorted."""
    return list(db.session.scalars(select(Organisation).where(Organisation.id.in_(numbers))))


def parts_of(organisation: Organisation) -> list[Organisation]:
    """Return the institutions that are part of one, by number."""
    return list(
        db.session.scalars(
            select(Organisation)
            .where(Organisation.parent_id == organisation.id, Organisation.merged_into_id.is_(None))
            .order_by(Organisation.id)
        )
    )


@dataclass(frozen=True)
class Match:
    """An organisation found under a spelling; `exact` where the name itself is the same."""

    organisation: Organisation
    exact: bool


def _names(organisation: Organisation) -> list[str]:
    return [*organisation.names.values(), *organisation.former_names]


def match_organisation(
    name: str,
    *,
    among: Iterable[Organisation] | None = None,
    designation_id: int | None = None,
    acronym: str = "",
) -> list[Match]:
    """Return the organisations a name may mean, the surest first (DES-19).

    Equal names in any language, former names included, are exact: Centre and Center, "the" and
    accents make no difference. An equal acronym, and a name that contains the other, are only
    likely. Institutions of another designation than `designation_id`, where one is given, are
    left out: every capital has a Ministry of Interior. Nothing sure or likely gives [].
    """
    wanted = matching_key(name)
    short = set(acronyms_in(name)) | ({fold(acronym)} if acronym.strip() else set())
    found: list[tuple[int, Match]] = []
    present = select(Organisation).where(Organisation.merged_into_id.is_(None))
    for row in db.session.scalars(present) if among is None else among:
        if designation_id is not None and row.designation_id != designation_id:
            continue
        keys = [key for text in _names(row) if (key := matching_key(text))]
        if wanted and wanted in keys:
            found.append((0, Match(row, exact=True)))
        elif row.acronym and fold(row.acronym) in short:
            found.append((1, Match(row, exact=False)))
        elif any(_contains(wanted, key) for key in keys):
            found.append((2, Match(row, exact=False)))
    return [
        match for _rank, match in sorted(found, key=lambda pair: (pair[0], pair[1].organisation.id))
    ]


def _contains(one: str, other: str) -> bool:
    """Tell whether the shorter name, of three words at least, stands whole in the longer."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter.split()) >= 3 and f" {shorter} " in f" {longer} "


def organisation_choices(
    language: str, *, event_id: int | None = None, on: date | None = None
) -> list[tuple[str, str]]:
    """Return (id, name) of every organisation for a form, in the reader's alphabet.

    Institutions stand under the name of their designation; the page shows its footnote itself.
    """
    names = screen_names(language, event_id=event_id, on=on)
    rows = sorted(search_organisations(), key=names.organisation_order)
    return [(str(row.id), names.institution(row)) for row in rows]


def designation_choices(
    language: str, *, event_id: int | None = None, on: date | None = None
) -> list[tuple[str, str]]:
    """Return (id, name) of the designations valid on a date (today) for a form (DES-12)."""
    on = on or now().date()
    names = screen_names(language, event_id=event_id, on=on)
    rows = sorted(designations(on=on), key=names.order)
    return [(str(row.id), names.designation(row)) for row in rows]


def designations(*, on: date | None = None) -> list[Designation]:
    """Return all designations with their names; with `on` those valid on that date (DES-12)."""
    statement = (
        select(Designation).options(selectinload(Designation.texts)).order_by(Designation.id)
    )
    if on is not None:
        statement = statement.where(
            or_(Designation.valid_from.is_(None), Designation.valid_from <= on),
            or_(Designation.valid_to.is_(None), Designation.valid_to >= on),
        )
    return list(db.session.scalars(statement))


def footnotes() -> dict[tuple[str, str], Footnote]:
    """Return every footnote by (family, language)."""
    return {(row.family, row.language): row for row in db.session.scalars(select(Footnote))}
