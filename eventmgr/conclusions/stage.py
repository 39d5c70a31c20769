"""How far the conclusions are, for the road of the event."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from eventmgr.database import db, now
from eventmgr.drafting.models import StructuredText, TextKind, TextNode, TextState
from eventmgr.events.models import Event
from eventmgr.events.road import NextStep, Progress, StageState, stage


@stage("conclusions")
def conclusions_stage(event: Event) -> Progress:
    """Return the stage in one query."""
    url = url_for("conclusions.show", slug=event.slug)
    row = db.session.execute(
        select(StructuredText.state, func.count(TextNode.id))
        .outerjoin(
            TextNode, (TextNode.text_id == StructuredText.id) & TextNode.deleted_at.is_(None)
        )
        .where(StructuredText.event_id == event.id, StructuredText.kind == TextKind.CONCLUSIONS)
        .group_by(StructuredText.id, StructuredText.state)
    ).first()
    if row is None:
        begin = NextStep(_("Begin or import the draft conclusions"), url, 7)
        return Progress(StageState.NONE, url, next=[begin])
    state, count = row
    if state is TextState.ADOPTED:
        return Progress(StageState.DONE, url, count=str(count))
    if now().date() < event.end:
        return Progress(StageState.WORK, url, count=str(count))
    adopt = NextStep(
        _("Adopt the conclusions"), url_for("conclusions.adopt_text", slug=event.slug), 0
    )
    return Progress(StageState.WAITING, url, count=str(count), next=[adopt])
