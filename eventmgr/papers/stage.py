"""How far the concept paper is, for the road of the event."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from eventmgr.database import db, now
from eventmgr.drafting.models import NodeKind, StructuredText, TextKind, TextNode
from eventmgr.events.models import Event
from eventmgr.events.road import NextStep, Progress, StageState, stage

DAYS_BEFORE = 56  # eight weeks (LIFE row 2)


@stage("concept-paper")
def concept_paper_stage(event: Event) -> Progress:
    """Return the stage in one query."""
    url = url_for("papers.show", slug=event.slug)
    row = db.session.execute(
        select(func.count(TextNode.id))
        .select_from(StructuredText)
        .outerjoin(
            TextNode,
            (TextNode.text_id == StructuredText.id)
            & TextNode.deleted_at.is_(None)
            & (TextNode.kind != NodeKind.HEADING),
        )
        .where(StructuredText.event_id == event.id, StructuredText.kind == TextKind.CONCEPT_PAPER)
        .group_by(StructuredText.id)
    ).first()
    if row is None:
        step = NextStep(_("Write or import the concept paper"), url, DAYS_BEFORE)
        return Progress(StageState.NONE, url, next=[step])
    count = row[0]
    if not count:
        step = NextStep(_("Fill the sections of the concept paper"), url, DAYS_BEFORE)
        return Progress(StageState.WORK, url, next=[step])
    state = StageState.DONE if now().date() >= event.start else StageState.WORK
    return Progress(state, url, count=str(count))
