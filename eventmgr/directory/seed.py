"""Writing the starting list into an empty or older directory."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventmgr.database import db, now
from eventmgr.directory.models import Designation, DesignationText, Footnote
from eventmgr.directory.seed_data import FOOTNOTES, LANGUAGES, ROWS

_WITH_TEXTS = select(Designation).options(selectinload(Designation.texts))
STARTING_LIST = "Starting list"


def seed_designations() -> int:
    """Add what is missing of the starting list (DES-16); return how many rows were added.

    Nothing that is there is changed, so it may run at every start. Names count as approved by
    the starting list; of the footnotes only the English ones that were verified do, and all
    other languages stay empty until a named person enters and approves them (domain 3.1).
    Flushes; the caller commits.
    """
    added = 0
    known = {row.code: row for row in db.session.scalars(_WITH_TEXTS)}
    for row in ROWS:
        designation = known.get(row.code)
        if designation is None:
            designation = Designation(
                code=row.code,
                kind=row.kind,
                footnoted=row.footnoted,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                texts=[],
            )
            if row.replaces is not None:
                db.session.flush()
                designation.replaces_id = known[row.replaces].id
            db.session.add(designation)
            known[row.code] = designation
            added += 1
        present = {text.language for text in designation.texts if text.event_id is None}
        for language, name in zip(LANGUAGES, row.names, strict=False):
            if language in present:
                continue
            designation.texts.append(
                DesignationText(
                    language=language,
                    list_name=name,
                    sort_key=row.sort_keys.get(language, ""),
                    approved_by=STARTING_LIST,
                    approved_at=now(),
                )
            )
            added += 1
    families = set(db.session.scalars(select(Footnote.family).where(Footnote.language == "en")))
    for note in FOOTNOTES:
        if note.family in families:
            continue
        db.session.add(
            Footnote(
                family=note.family,
                language="en",
                text=note.text,
                approved_by=STARTING_LIST if note.verified else None,
                approved_at=now() if note.verified else None,
            )
        )
        added += 1
    db.session.flush()
    return added
