"""The list of events and each event's first page."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user

from eventmgr.accounts.access import PUBLIC, Need, is_administrator, may, needs
from eventmgr.accounts.words import DUTY_WORDS, EVENT_ROLES, INSTALLATION_ROLE_NAMES
from eventmgr.audit.queries import recent
from eventmgr.audit.words import know_values, lines
from eventmgr.database import now
from eventmgr.directory.words import FAMILIES
from eventmgr.events import (  # noqa: F401 - their pages hang on the same blueprint
    clone_pages,
    create_pages,
    organiser_pages,
    public_page,
    queries,
    settings_pages,
    team,
)
from eventmgr.events.blueprint import bp
from eventmgr.events.first_page import parts_of
from eventmgr.events.heading import heading_of
from eventmgr.events.outlook import outlook_of
from eventmgr.events.road import Stage, road_of
from eventmgr.events.words import FLAGS, KINDS, MARKERS, ORDERS, ORGANISER_ROLES, PLATES, TIMEZONES
from eventmgr.i18n.dates import short_date, short_datetime
from eventmgr.language import current

# What the record calls the stored values of an event's choices.
for field_name, words in (
    ("kind", KINDS),
    ("role", EVENT_ROLES | ORGANISER_ROLES),
    ("duties", DUTY_WORDS),
    ("roles", INSTALLATION_ROLE_NAMES),
    ("marker_policy", MARKERS),
    ("plate_mode", PLATES),
    ("flags", FLAGS),
    ("delegation_order", ORDERS),
    ("footnote_family", FAMILIES),
    ("timezone", TIMEZONES),
):
    know_values(field_name, words)


def event_road() -> list[Stage]:
    """Return the road of this page's event; asked for once a page."""
    if "event_road" not in g:
        g.event_road = road_of(g.event)
    return list(g.event_road)


# The pages about the event itself, beside its road: endpoint, label, need.
LINKS = (
    ("events.overview", _l("Overview"), Need.SEE),
    ("events.settings", _l("Settings"), Need.SET_UP),
    ("events.organisers", _l("Organisers"), Need.SET_UP),
    ("events.team", _l("Team"), Need.MANAGE_TEAM),
    ("mail.outbox", _l("Outbox"), Need.SEND),
    ("privacy.index", _l("Personal data"), Need.MANAGE_PEOPLE),
    ("audit.history", _l("History"), Need.SEE_PEOPLE),
)


def event_links() -> list[tuple[str, str, bool]]:
    """Return (label, address, whether one is there) of the pages this person may open."""
    here = request.endpoint
    return [
        (str(label), url_for(endpoint, slug=g.event.slug), here == endpoint)
        for endpoint, label, need in LINKS
        if may(need)
    ]


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
        "event_links": event_links,
    }


@bp.get("/")
@needs(PUBLIC)
def start() -> str:
    """Show my events, or a welcome to somebody who is not signed in."""
    today = now().date()
    language = current()
    if not current_user.is_authenticated:
        return render_template(
            "events/welcome.html",
            rows=[(event, heading_of(event, language)) for event in queries.public_upcoming(today)],
        )
    words = request.args.get("q", "").strip()
    mine = queries.events_of(current_user, everything=is_administrator())
    found = queries.matching(mine, words)
    return render_template(
        "events/list.html",
        words=words,
        any_event=bool(mine),
        groups=[
            (_("Upcoming"), _rows([row for row in found if row.event.end >= today], language)),
            (
                _("Past"),
                _rows([row for row in reversed(found) if row.event.end < today], language),
            ),
        ],
        role_names=EVENT_ROLES,
    )


def _rows(mine: list[queries.MyEvent], language: str) -> list[dict[str, Any]]:
    today = now().date()
    return [
        {
            "event": row.event,
            "role": row.role,
            "heading": heading_of(row.event, language),
            "days": (row.event.start - today).days,
            "running": row.event.start <= today <= row.event.end,
        }
        for row in mine
    ]


@bp.get("/events/<slug>/")
@needs(Need.SEE)
def overview(slug: str) -> str:
    """Show where the event is, what is next and what is wrong."""
    event = g.event
    today = now().date()
    return render_template(
        "events/overview.html",
        outlook=outlook_of(event, event_road(), today),
        changes=lines(recent(event.id), current(), with_people=may(Need.MANAGE_PEOPLE))
        if may(Need.SEE_PEOPLE)
        else [],
        parts=parts_of(event, current()),
        kind=KINDS[event.kind],
        days=(event.start - today).days,
        running=event.start <= today <= event.end,
        short=lambda day: short_date(day, current()),
        moment=lambda at: short_datetime(at.astimezone(ZoneInfo(event.timezone)), current()),
    )
