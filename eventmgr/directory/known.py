"""What the hints on wording know of the register: organisations, and forms of names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import has_request_context, request
from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.models import Designation, DesignationText, Organisation
from eventmgr.text.lint_names import Known


def known_organisations(language: str) -> tuple[Known, ...]:
    """Return every organisation that has a name in a language, with what it was called before.

    A merged entry is none any more. Names of the register in other languages say nothing about a
    text in this one.
    """
    return _asked_once(("organisations", language), lambda: _organisations(language))


Found = TypeVar("Found")


def _asked_once(what: tuple[object, ...], read: Callable[[], Found]) -> Found:
    """Return what a page that only reads has read already: every text of it asks for the same."""
    if not has_request_context() or request.method != "GET":
        return read()
    kept = request.environ.setdefault("eventmgr.known", {})
    if what not in kept:
        kept[what] = read()
    found: Found = kept[what]
    return found


def _organisations(language: str) -> tuple[Known, ...]:
    rows = db.session.execute(
        select(Organisation.names, Organisation.acronym, Organisation.former_names)
        .where(Organisation.merged_into_id.is_(None))
        .order_by(Organisation.id)
    )
    return tuple(
        Known(names[language], acronym or "", tuple(former or ()))
        for names, acronym, former in rows
        if (names or {}).get(language)
    )


#: Names that have two forms in use, of which an event prints one (DES-20).
_TWO_FORMS = ("TR",)


def printed_forms(language: str, event_id: int | None) -> dict[str, str]:
    """Return the form of each name with two of them that an event prints, by its code.

    A form approved for the event goes before the general one; what nobody approved is left out.
    """
    return _asked_once(("forms", language, event_id), lambda: _forms(language, event_id))


def _forms(language: str, event_id: int | None) -> dict[str, str]:
    rows = db.session.execute(
        select(Designation.code, DesignationText.list_name)
        .join(DesignationText, DesignationText.designation_id == Designation.id)
        .where(
            Designation.code.in_(_TWO_FORMS),
            DesignationText.language == language,
            DesignationText.approved_at.is_not(None),
            DesignationText.event_id.is_(None) | (DesignationText.event_id == event_id),
        )
        .order_by(DesignationText.event_id.is_not(None))
    )
    return {row.code: row.list_name for row in rows}


def footnoted_stems() -> tuple[str, ...]:
    """Return the beginnings of footnoted names in any language; endings change with the case."""
    names = db.session.scalars(
        select(DesignationText.list_name)
        .join(Designation, Designation.id == DesignationText.designation_id)
        .where(Designation.footnoted)
    )
    return tuple(
        {name.split()[0].casefold()[: max(4, len(name.split()[0]) - 1)] for name in names if name}
    ) or ("\0",)
