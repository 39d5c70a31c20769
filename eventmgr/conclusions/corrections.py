"""Corrections of an adopted text: Corr. 1, 2 …, each a sealed edition with its own redline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.conclusions import sealed
from eventmgr.conclusions.models import CorrectionChange, SealedEdition
from eventmgr.conclusions.preflight import open_brackets
from eventmgr.conclusions.seal import fingerprint, read_work
from eventmgr.conclusions.sealing import add_edition
from eventmgr.database import db, lock, now
from eventmgr.directory.naming import NamesMissing
from eventmgr.drafting.changing import Refused, short
from eventmgr.drafting.edition import with_typed_markers
from eventmgr.drafting.heads import head_of
from eventmgr.drafting.models import StructuredText, TextState
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable
from eventmgr.text.edition import EditionParagraph, Work
from eventmgr.text.inline import canonical
from eventmgr.text.writers.canonical import canonical_json, write_canonical


def prepared(text: StructuredText) -> list[CorrectionChange]:
    """Return the changes of the correction that is being prepared."""
    return list(
        db.session.scalars(
            select(CorrectionChange)
            .where(CorrectionChange.text_id == text.id)
            .order_by(CorrectionChange.id)
        )
    )


def newest(text: StructuredText) -> SealedEdition:
    """Return the edition that the next correction corrects; raises Refused where none is sealed."""
    rows = sealed.editions(text)
    if text.state is not TextState.ADOPTED or not rows:
        raise Refused(_l("Only an adopted text is corrected. A draft is simply changed."))
    return rows[-1]


def seen_of(changes: Sequence[CorrectionChange]) -> str:
    """Return a short print of what somebody sees and issues; it changes with every wording."""
    rows = [[row.id, row.uid, row.language, row.wording, row.reason] for row in changes]
    return fingerprint(canonical_json(rows))


def find_paragraph(work: Work, uid: str) -> EditionParagraph | None:
    """Return a paragraph of a sealed work."""
    return next((one for one in work.edition.paragraphs if one.uid == uid), None)


def prepare(
    text: StructuredText, uid: str, wordings: dict[str, str], reason: str, *, actor: Any
) -> int:
    """Put the corrected wordings of a paragraph into the next correction; return how many differ.

    A wording that is again as it is sealed leaves the correction. Raises Refused where the
    paragraph is not there, a wording is empty or holds open brackets.
    """
    lock(text)
    work = read_work(newest(text).sealed)
    paragraph = find_paragraph(work, uid)
    if paragraph is None:
        raise Refused(_l("The adopted edition has no such paragraph."))
    present = {row.language: row for row in prepared(text) if row.uid == uid}
    count = 0
    for language in work.edition.languages:
        if language not in wordings:
            continue
        wording = canonical(wordings[language])
        before = paragraph.texts.get(language, "")
        row = present.get(language)
        if wording == before:
            if row is not None:
                db.session.delete(row)
            continue
        if not wording:
            raise Refused(_l("A correction cannot leave a paragraph empty."))
        if open_brackets(wording):
            raise Refused(_l("A corrected wording cannot hold square brackets: it is not open."))
        if row is None:
            row = CorrectionChange(text_id=text.id, uid=uid, language=language)
            db.session.add(row)
        row.wording = wording
        row.reason = reason
        row.at = now()
        row.by_id = getattr(actor, "id", None)
        count += 1
    db.session.flush()
    record(
        "conclusions.prepare-correction",
        text,
        actor=actor,
        event_id=text.event_id,
        label=short(paragraph.texts.get(work.edition.authentic, "")),
        changes={"reason": ["", reason]},
    )
    return count


def drop(text: StructuredText, number: int, *, actor: Any) -> None:
    """Take one change out of the correction being prepared."""
    lock(text)
    row = db.session.scalar(
        select(CorrectionChange).where(
            CorrectionChange.text_id == text.id, CorrectionChange.id == number
        )
    )
    if row is None:
        raise Refused(_l("This change is no longer in the correction."))
    db.session.delete(row)
    record(
        "conclusions.drop-correction",
        text,
        actor=actor,
        event_id=text.event_id,
        label=short(row.wording),
    )


def corrected(work: Work, sha256: str, changes: Sequence[CorrectionChange], number: int) -> Work:
    """Return a sealed work with some wordings corrected, and what was changed and why."""
    wanted = {(row.uid, row.language): row for row in changes}
    paragraphs = []
    listed = []
    for paragraph in work.edition.paragraphs:
        texts = dict(paragraph.texts)
        for language in work.edition.languages:
            row = wanted.get((paragraph.uid, language))
            if row is None:
                continue
            listed.append(
                {
                    "uid": paragraph.uid,
                    "reference": paragraph.reference or paragraph.kind,
                    "language": language,
                    "before": texts.get(language, ""),
                    "after": row.wording,
                    "reason": row.reason,
                }
            )
            texts[language] = row.wording
        paragraphs.append(replace(paragraph, texts=texts))
    first = sealed.correction_of(work).get("adopted", sha256)
    facts = {
        "number": number,
        "adopted": first,
        "corrects": sha256,
        "date": now().date().isoformat(),
        "changes": listed,
    }
    return replace(
        work,
        edition=replace(work.edition, paragraphs=tuple(paragraphs)),
        provenance=replace(work.provenance, version=str(number + 1)),
        adoption={**work.adoption, "correction": facts},
    )


def issue(event: Event, text: StructuredText, seen: str, *, actor: Any) -> SealedEdition:
    """Seal the prepared changes as the next correction; the adopted edition stays as it is.

    `seen` is `seen_of` the changes that the person looked at. Raises Refused where there are none
    or others, or where a name in them cannot be printed (DES-01, DES-08).
    """
    lock(text)
    before = newest(text)
    changes = prepared(text)
    if not changes:
        raise Refused(_l("There is nothing to correct yet. Please change a paragraph first."))
    if seen_of(changes) != seen:
        raise Refused(_l("Somebody changed the correction meanwhile. Please look at it again."))
    number = before.number + 1
    work = corrected(read_work(before.sealed), before.sha256, changes, number)
    work = _with_notes(event, work)
    written = write_canonical(work)
    edition = add_edition(text, written, number, work.edition.languages, actor=actor)
    for row in changes:
        db.session.delete(row)
    text.version += 1
    db.session.flush()
    record(
        "conclusions.correct",
        edition,
        actor=actor,
        event_id=event.id,
        label=f"Corr. {number}",
        changes={"sha256": [before.sha256, fingerprint(written)]},
    )
    return edition


def _with_notes(event: Event, work: Work) -> Work:
    """Give each head the footnote of a designation that a corrected wording names (DES-02)."""
    heads = dict(work.heads)
    for language, head in work.heads.items():
        paper = sealed.paper_of(work, "", language)
        try:
            noted = head_of(with_typed_markers(paper, naming_for(event, language)))
        except NamesMissing:
            raise Refused(
                _l("A name in the correction is not approved in this language yet.")
            ) from None
        except NotPrintable as error:
            raise Refused(error.reason) from None
        heads[language] = replace(head, designation_notes=noted.designation_notes)
    return replace(work, heads=heads)
