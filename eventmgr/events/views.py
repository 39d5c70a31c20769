"""The list of events and each event's first page."""

from __future__ import annotations

from typing import Any

from flask import g, render_template, url_for
from flask_security import current_user

from eventmgr.accounts.access import PUBLIC, Need, is_administrator, needs
from eventmgr.database import now
from eventmgr.events import queries
from eventmgr.events.blueprint import bp
from eventmgr.events.heading import heading_of
from eventmgr.events.road import Stage, road_of
from eventmgr.language import current


def event_road() -> list[Stage]:
    """Return the road of this page's event; asked for once a page."""
    if "event_road" not in g:
        g.event_road = road_of(g.event)
    return list(g.event_road)


@bp.app_context_processor
def event_words() -> dict[str, Any]:
    """Give every page of an event its title, dates, place and road.

    The road is a function: pages that do not show it (a refusal, a participant's page) must not
    ask the database for it.
    """
    event = g.get("event")
    if event is None:
        return {}
    heading = heading_of(event, current())
    return {
        "event": event,
        "event_title": heading.title,
        "event_title_lang": heading.title_lang,
        "event_dates": heading.dates,
        "event_place": heading.place,
        "event_facts": [fact for fact in (heading.dates, heading.place) if fact],
        "event_url": url_for("events.overview", slug=event.slug),
        "event_road": event_road,
    }


@bp.get("/")
@needs(PUBLIC)
def start() -> str:
    """Show my events, or a welcome to somebody who is not signed in."""
    today = now().date()
    if not current_user.is_authenticated:
        return render_template(
            "events/welcome.html",
            public_events=queries.public_upcoming(today),
            heading=lambda event: heading_of(event, current()),
        )
    mine = queries.events_of(current_user, everything=is_administrator())
    return render_template(
        "events/list.html",
        upcoming=[row for row in mine if row.event.end >= today],
        past=[row for row in reversed(mine) if row.event.end < today],
        heading=lambda event: heading_of(event, current()),
    )


@bp.get("/events/<slug>/")
@needs(Need.SEE)
def overview(slug: str) -> str:
    """Show where the event is, what is next and what is wrong."""
    return render_template("events/overview.html", event=g.event)
