"""How far the conclusions are, for the road of the event."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import func, select

from eventmgr.conclusions import silence
from eventmgr.database import db, now
from eventmgr.drafting import queries
from eventmgr.drafting.models import StructuredText, TextKind, TextNode, TextState
from eventmgr.events.models import Event
from eventmgr.events.road import NextStep, Progress, StageState, stage


@stage("conclusions")
def conclusions_stage(event: Event) -> Progress:
    """Return the stage in one query."""
    url = url_for("conclusions.show", slug=event.slug)
    row = db.session.execute(
        select(StructuredText.state, StructuredText.silent_until, func.count(TextNode.id))
        .outerjoin(
            TextNode, (TextNode.text_id == StructuredText.id) & TextNode.deleted_at.is_(None)
        )
        .where(StructuredText.event_id == event.id, StructuredText.kind == TextKind.CONCLUSIONS)
        .group_by(StructuredText.id, StructuredText.state, StructuredText.silent_until)
    ).first()
    if row is None:
        begin = NextStep(_("Begin or import the draft conclusions"), url, 7)
        return Progress(StageState.NONE, url, next=[begin])
    state, silent_until, count = row
    if silent_until is not None and silent_until <= now():
        # Read here first after its end: the clock depends on nobody's visit to the right page.
        text = queries.find_text(event, TextKind.CONCLUSIONS)
        if text is not None and silence.settle_if_due(event, text):
            state = TextState.ADOPTED
    elif silent_until is not None:
        follow = NextStep(
            _("Follow the silence procedure"),
            url_for("conclusions.silence_rounds", slug=event.slug),
        )
        return Progress(StageState.WAITING, url, count=str(count), next=[follow])
    if state is TextState.ADOPTED:
        return Progress(StageState.DONE, url, count=str(count))
    if now().date() < event.end:
        discuss = NextStep(
            _("Take the conclusions to the floor"), url_for("floor.chair", slug=event.slug), 0
        )
        running = event.start <= now().date()
        return Progress(
            StageState.WORK, url, count=str(count), next=[discuss] if running and count else []
        )
    adopt = NextStep(
        _("Adopt the conclusions"), url_for("conclusions.adopt_text", slug=event.slug), 0
    )
    return Progress(StageState.WAITING, url, count=str(count), next=[adopt])
