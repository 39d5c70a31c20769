"""The directory as importing and exporting compare with it: read once, in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.columns import honorific_words, kind_words, purpose_words
from eventmgr.directory.duplicates import Entry
from eventmgr.directory.models import (
    ContactPurpose,
    Designation,
    DesignationText,
    Organisation,
    OrganisationContact,
    OrganisationKind,
)
from eventmgr.directory.screen import ScreenNames, screen_names
from eventmgr.i18n.languages import INTERFACE_LANGUAGES
from eventmgr.i18n.names import fold

# The columns that a table can set.
COLUMNS = (
    "kind",
    "designation_id",
    "parent_id",
    "names",
    "acronym",
    "former_names",
    "former_dates",
    "sort_key",
    "email",
    "address",
)
CONTACT_COLUMNS = (
    "honorific",
    "given_name",
    "family_name",
    "post",
    "email",
    "phone",
    "language",
    "purposes",
)


@dataclass
class Present:
    """Entries, contacts, and the words that cells may hold."""

    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    contacts: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    # {folded name: designation}, in every language and form.
    delegations: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, OrganisationKind] = field(default_factory=dict)
    purposes: dict[str, str] = field(default_factory=dict)
    honorifics: dict[str, str] = field(default_factory=dict)
    # {designation: its names as pages and exports write them}.
    shown_delegations: dict[int, set[str]] = field(default_factory=dict)
    # {entry: folded names as pages and exports write them}, and the other way round.
    shown: dict[int, set[str]] = field(default_factory=dict)
    by_shown: dict[str, list[int]] = field(default_factory=dict)

    def entries(self) -> list[Entry]:
        """Return what is compared of every entry."""
        return [
            Entry(
                number,
                row["designation_id"],
                tuple(row["names"].values()),
                tuple(row["former_names"]),
                row["acronym"],
            )
            for number, row in self.rows.items()
        ]


def read_rows(numbers: Iterable[int] | None = None) -> dict[int, dict[str, Any]]:
    """Return {number: columns} of all entries that were not merged, or of some."""
    statement = select(Organisation.id, *(getattr(Organisation, name) for name in COLUMNS)).where(
        Organisation.merged_into_id.is_(None)
    )
    if numbers is not None:
        statement = statement.where(Organisation.id.in_(list(numbers)))
    return {
        row[0]: dict(zip(COLUMNS, row[1:], strict=True))
        for row in db.session.execute(statement.order_by(Organisation.id))
    }


def read_contacts() -> dict[int, list[dict[str, Any]]]:
    """Return {number: contacts as columns, with their own id}."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    statement = select(
        OrganisationContact.organisation_id,
        OrganisationContact.id,
        *(getattr(OrganisationContact, name) for name in CONTACT_COLUMNS),
    ).where(OrganisationContact.removed_at.is_(None))
    for owner, number, *values in db.session.execute(statement.order_by(OrganisationContact.id)):
        found[owner].append({"id": number} | dict(zip(CONTACT_COLUMNS, values, strict=True)))
    return dict(found)


def read_present(
    kinds: Mapping[OrganisationKind, Iterable[str]],
    purposes: Mapping[ContactPurpose, Iterable[str]],
    *,
    parents: bool = True,
) -> Present:
    """Read the directory; the words of kinds and purposes are given in every language.

    Without `parents`, the names of entries as pages write them are left out.
    """
    present = Present(
        rows=read_rows(),
        contacts=read_contacts(),
        kinds=kind_words(kinds),
        purposes=purpose_words(purposes),
        honorifics=honorific_words(),
    )
    texts = db.session.execute(
        select(
            DesignationText.designation_id,
            DesignationText.list_name,
            DesignationText.formal_name,
            DesignationText.plate_name,
        )
        .join(Designation, Designation.id == DesignationText.designation_id)
        .where(DesignationText.event_id.is_(None))
        # A name that still holds goes before the same name of a designation that ended.
        .order_by(Designation.valid_to.is_not(None), DesignationText.id)
    )
    for number, *forms in texts:
        for name in forms:
            if fold(name):
                present.delegations.setdefault(fold(name), number)
    designations = list(
        db.session.execute(select(Designation.id, Designation.footnoted)).mappings()
    )
    for code in INTERFACE_LANGUAGES:
        names = screen_names(code)
        written = {
            row["id"]: names.designation(SimpleNamespace(**row))  # type: ignore[arg-type]
            for row in designations
        }
        note_shown(present, names, written, parents=parents)
    return present


def note_shown(
    present: Present, names: ScreenNames, written: Mapping[int, str], *, parents: bool = True
) -> None:
    """Note how pages and exports in one language write entries and designations.

    A cell that says just that changes nothing, even where the words alone could mean others.
    """
    for number, text in written.items():
        present.shown_delegations.setdefault(number, set()).add(text)
    for number, columns in present.rows.items() if parents else ():
        alone = organisation_words(columns, names)
        place = written.get(columns["designation_id"], "")
        for text in {fold(alone), fold(f"{alone}, {place}" if place else alone)}:
            present.shown.setdefault(number, set()).add(text)
            meant = present.by_shown.setdefault(text, [])
            if number not in meant:
                meant.append(number)


def organisation_words(columns: Mapping[str, Any], names: ScreenNames) -> str:
    """Return an entry's name as pages write it, from its columns."""
    return names.organisation(SimpleNamespace(**columns))  # type: ignore[arg-type]
