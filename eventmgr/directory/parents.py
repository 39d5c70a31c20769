"""Finding the institution that another is part of, from the name somebody typed."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.database import db
from eventmgr.directory.duplicates import SURE, Entry, Reason, look_alikes
from eventmgr.directory.models import Organisation
from eventmgr.directory.queries import organisations_of
from eventmgr.directory.screen import screen_names

# As many levels as no administration has.
_DEEPEST = 20


class ParentUnclear(Exception):
    """The name typed means none or several institutions; `choices` are the likely ones."""

    def __init__(self, message: Any, choices: list[Organisation]) -> None:
        super().__init__(str(message))
        self.message = message
        self.choices = choices


def find_parent(
    typed: str,
    *,
    own: Organisation | None,
    designation_id: int | None,
    chosen: int | None,
    language: str,
) -> Organisation | None:
    """Return the institution meant by a name, an acronym or `chosen` among those offered.

    Raises ParentUnclear where the name means none or several, or where an institution would
    become part of itself.
    """
    typed = typed.strip()
    if not typed:
        return None
    matches = look_alikes(Entry(0, designation_id, (typed,), (), ""))
    if not matches and designation_id is not None:
        matches = look_alikes(Entry(0, None, (typed,), (), ""))
    rows = organisations_of([number for number, _reason in matches])
    names = screen_names(language)
    # What the page itself shows, with acronym and delegation, means exactly that entry.
    bare = typed.rpartition(",")[0] or typed
    if not rows:
        rows = organisations_of(
            [number for number, _reason in look_alikes(Entry(0, None, (bare,), (), ""))]
        )
    as_shown = [row for row in rows if typed in (names.institution(row), names.organisation(row))]
    sure = [
        row
        for row in rows
        for number, reason in matches
        if number == row.id and reason in SURE | {Reason.ACRONYM}
    ]
    picked = [row for row in rows if row.id == chosen]
    best = picked or as_shown or sure
    if len(best) != 1:
        message = (
            _l("Several institutions may be meant. Please choose one of them.")
            if rows
            else _l("The directory has no institution of this name. Please enter it first.")
        )
        raise ParentUnclear(message, best or rows)
    if own is not None and within(best[0], own):
        raise ParentUnclear(_l("An institution cannot be part of itself or of its own part."), [])
    return best[0]


def within(parent: Organisation, own: Organisation) -> bool:
    """Tell whether `parent` is the institution itself or part of it."""
    at: Organisation | None = parent
    for _level in range(_DEEPEST):
        if at is None:
            return False
        if at.id == own.id:
            return True
        at = db.session.get(Organisation, at.parent_id) if at.parent_id else None
    return True
