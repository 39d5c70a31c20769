"""What everybody may see of an event, where its organiser switched it on."""

from __future__ import annotations

from flask import abort, g, render_template
from sqlalchemy import select

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import db
from eventmgr.directory.screen import screen_names
from eventmgr.events.blueprint import bp
from eventmgr.events.models import Event
from eventmgr.events.public import sections_of
from eventmgr.events.words import ORGANISER_ROLES
from eventmgr.i18n.multilingual import pick
from eventmgr.language import current


@bp.get("/e/<slug>")
@needs(PUBLIC)
def public_page(slug: str) -> str:
    """Show title, dates, place and organisers of a public event, and what rooms add to it."""
    event = db.session.scalar(select(Event).where(Event.slug == slug, Event.public))
    if event is None:
        abort(404)
    g.event = event
    language = current()
    names = screen_names(language, family=event.footnote_family, event_id=event.id, on=event.start)
    return render_template(
        "events/public.html",
        subtitle=pick(event.subtitle, language, event.document_languages).text,
        venue=pick(event.venue, language, event.document_languages).text,
        host=names.designation(event.country),
        organisers=[(names.institution(row.organisation), row.role) for row in event.organisers],
        role_names=ORGANISER_ROLES,
        disclaimer=pick(event.disclaimer, language, event.document_languages).text,
        sections=sections_of(event, language),
    )
