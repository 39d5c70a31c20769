"""The register's organisations as the hints on wording know them."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.directory.models import Organisation
from eventmgr.text.lint_names import Known


def known_organisations(language: str) -> tuple[Known, ...]:
    """Return every organisation that has a name in a language, with what it was called before.

    A merged entry is none any more. Names of the register in other languages say nothing about a
    text in this one.
    """
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
