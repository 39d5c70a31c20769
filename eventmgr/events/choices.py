"""Lists to choose from, named and sorted in the reader's language."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.models import Organisation
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.i18n.collation import sort_key


def organisation_choices(event: Event, language: str) -> list[tuple[str, str]]:
    """Return (id, "institution, designation") of every organisation, sorted by its name."""
    naming = screen_names_for(event, language)
    rows = db.session.scalars(select(Organisation).where(Organisation.merged_into_id.is_(None)))
    pairs = [(str(row.id), naming.institution(row)) for row in rows]
    return sorted(pairs, key=lambda pair: sort_key(pair[1], language))
