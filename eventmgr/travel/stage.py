"""Travel on the road of the event, where the event looks after it."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from eventmgr.accounts.access import Need, may
from eventmgr.events.models import Event
from eventmgr.events.road import NextStep, Progress, StageState, stage
from eventmgr.travel import queries

# Where each of those who work on travel begins.
FIRST_PAGES = (
    (Need.JOURNEYS, "travel.index"),
    (Need.TRAVEL, "travel.letters"),
    (Need.FINANCE, "travel.allowances"),
)


@stage("travel")
def progress(event: Event) -> Progress | None:
    """Say how many people told their journey; nothing where travel is not looked after."""
    first = next((page for need, page in FIRST_PAGES if may(need)), None)
    if first is None or not queries.is_used(event):
        return None
    here = url_for(first, slug=event.slug)
    told, people = queries.count_journeys(event)
    count = f"{told}/{people}" if people else ""
    if not told:
        step = NextStep(_("Collect arrivals and departures"), here, days_before=21)
        return Progress(StageState.NONE, here, count, next=[step] if people else [])
    return Progress(StageState.DONE if told >= people else StageState.WORK, here, count)
