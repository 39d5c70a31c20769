"""The record of an event, and of what belongs to none."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import Blueprint, g, render_template, request, url_for

from eventmgr.accounts.access import Need, may, needs
from eventmgr.audit import queries
from eventmgr.audit.words import action_words, lines
from eventmgr.i18n.dates import short_datetime
from eventmgr.incoming import number_in
from eventmgr.language import current

bp = Blueprint("audit", __name__)


def _page(event_id: int | None, endpoint: str, layout: str, zone: str, **values: str) -> str:
    # Of whom is said by a number: names do not belong in an address (PRIV-06).
    who = number_in(request.args.get("who", ""))
    action = request.args.get("what", "")
    number = request.args.get("page", 1, type=int)
    people, actions = queries.filters(event_id)
    actor = dict(people).get(who, "") if who is not None else ""
    page = queries.history(event_id, number=number, actor=actor, action=action)

    def url(number: int) -> str:
        kept: dict[str, Any] = {"who": who if actor else None, "what": action or None, **values}
        return url_for(endpoint, page=number, **kept)

    return render_template(
        "audit/history.html",
        layout=layout,
        page=page,
        lines=lines(page.entries, current(), with_people=may(Need.MANAGE_PEOPLE)),
        people=people,
        actions=sorted(((one, action_words(one)) for one in actions), key=lambda pair: pair[1]),
        actor=who if actor else None,
        action=action,
        url=url,
        here=url_for(endpoint, **cast("dict[str, Any]", values)),
        moment=lambda at: short_datetime(at.astimezone(ZoneInfo(zone)), current()),
    )


@bp.get("/events/<slug>/history")
@needs(Need.SEE_PEOPLE)
def history(slug: str) -> str:
    """Show who did what in an event, and when."""
    return _page(g.event.id, "audit.history", "layouts/event.html", g.event.timezone, slug=slug)


@bp.get("/history")
@needs(Need.ADMINISTER)
def installation() -> str:
    """Show who did what outside events: accounts, the directory, deleted events."""
    return _page(None, "audit.installation", "layouts/site.html", "UTC")
