"""Taking an archive into an event: an adopted, sealed, read-only text of another installation."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.conclusions.archive import Archive
from eventmgr.conclusions.models import SealedEdition, SealedPrint
from eventmgr.conclusions.seal import fingerprint
from eventmgr.conclusions.sealing import add_edition, put_seal
from eventmgr.conclusions.verify import LEAST, normal
from eventmgr.database import db, lock, now
from eventmgr.drafting import queries
from eventmgr.drafting.changing import Refused, new_node, write
from eventmgr.drafting.models import (
    AdoptionMode,
    NodeKind,
    StructuredText,
    TextKind,
    TextNode,
    TranslationState,
)
from eventmgr.events.models import Event


def import_archive(
    event: Event, archive: Archive, *, actor: Any, expected: str = ""
) -> StructuredText:
    """Store the text of a checked archive as the adopted conclusions of an event.

    `expected` is the fingerprint printed on a paper, or its beginning, where somebody has one.
    The seals, fingerprints and PDFs stay byte for byte as they came. Raises Refused where the
    event has conclusions already, the text is here already, or the fingerprint is another one.
    """
    lock(event)
    if queries.find_text(event, TextKind.CONCLUSIONS) is not None:
        raise Refused(_l("This event has conclusions already. An archive needs an event without."))
    adopted = archive.adopted
    figures = normal(expected)
    if expected and (len(figures) < LEAST or not adopted.sha256.startswith(figures)):
        raise Refused(
            _l("The fingerprint you typed is not that of the archive. Nothing was read in.")
        )
    uids = [one.uid for one in adopted.work.edition.paragraphs]
    marks = [one.sha256 for one in archive.editions]
    if (
        db.session.scalar(select(TextNode.id).where(TextNode.uid.in_(uids)).limit(1)) is not None
        or db.session.scalar(
            select(SealedEdition.id).where(SealedEdition.sha256.in_(marks)).limit(1)
        )
        is not None
    ):
        raise Refused(_l("This text is on this installation already."))
    edition = adopted.work.edition
    text = StructuredText(
        event_id=event.id,
        kind=TextKind.CONCLUSIONS,
        source_language=edition.authentic,
        authentic_language=edition.authentic,
        label_style=edition.label_style[:20],
    )
    db.session.add(text)
    db.session.flush()
    for position, one in enumerate(edition.paragraphs):
        node = new_node(text, NodeKind(one.kind), one.level, position, one.uid)
        source = None
        for code in (edition.authentic, *edition.languages):
            if not one.texts.get(code) or (source is not None and code == edition.authentic):
                continue
            row = write(
                node,
                code,
                one.texts[code],
                actor=actor,
                state=TranslationState.TRANSLATED
                if code not in one.behind
                else TranslationState.DRAFT,
                rendered=source,
            )
            source = row if code == edition.authentic else source
    facts = adopted.work.adoption
    first = put_seal(
        text,
        adopted.work,
        mode=AdoptionMode(facts["mode"]),
        on=date.fromisoformat(facts["date"]),
        place=dict(facts["place"]),
        actor=actor,
        at=adopted.sealed_at,
        written=adopted.sealed,
        imported=True,
    )
    later = [
        add_edition(
            text,
            one.sealed,
            one.number,
            one.work.edition.languages,
            actor=actor,
            imported=True,
            at=one.sealed_at,
        )
        for one in archive.editions[1:]
    ]
    for row, kept in zip([first, *later], archive.editions, strict=True):
        for paper in db.session.scalars(
            select(SealedPrint).where(SealedPrint.edition_id == row.id)
        ):
            data = kept.pdfs.get(paper.language)
            if data:
                paper.data = data
                paper.size = len(data)
                paper.sha256 = fingerprint(data)
                paper.made_at = now()
    db.session.flush()
    record(
        "conclusions.import-archive",
        text,
        actor=actor,
        event_id=event.id,
        label=text.kind.value,
        changes={"sha256": ["", adopted.sha256]},
    )
    return text
