"""How far the press release is, for the road of the event."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from eventmgr.database import db
from eventmgr.drafting.models import StructuredText, TextKind
from eventmgr.events.models import Event
from eventmgr.events.road import NextStep, Progress, StageState, stage
from eventmgr.papers.models import PaperVersion
from eventmgr.press.models import PressQuote, QuoteState


@stage("press-release")
def press_stage(event: Event) -> Progress:
    """Return the stage in one query."""
    url = url_for("press.show", slug=event.slug)
    quotes = (
        select(func.count(PressQuote.id))
        .where(PressQuote.text_id == StructuredText.id, PressQuote.state != QuoteState.CLEARED)
        .correlate(StructuredText)
        .scalar_subquery()
    )
    released = (
        select(func.max(PaperVersion.number))
        .where(PaperVersion.text_id == StructuredText.id, PaperVersion.released_at.is_not(None))
        .correlate(StructuredText)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(quotes, released).where(
            StructuredText.event_id == event.id, StructuredText.kind == TextKind.PRESS_RELEASE
        )
    ).first()
    if row is None:
        step = NextStep(_("Write the press release"), url, 0)
        return Progress(StageState.NONE, url, next=[step])
    waiting, number = row
    if number is not None:
        return Progress(StageState.DONE, url)
    steps = []
    if waiting:
        words = ngettext(
            "Have %(num)s statement of the press release cleared",
            "Have %(num)s statements of the press release cleared",
            waiting,
        )
        steps.append(NextStep(words, url_for("press.statements", slug=event.slug), 0))
    return Progress(StageState.WORK, url, next=steps)
