"""Journeys: the participant's own page by personal link, and the desk's."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import PUBLIC, Need, needs
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.events.models import Event
from eventmgr.extensions import limiter
from eventmgr.forms import Form
from eventmgr.i18n.dates import format_time, short_date
from eventmgr.language import current, offer
from eventmgr.registration import links
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.registration.queries import registration_of
from eventmgr.travel import actions, queries
from eventmgr.travel.blueprint import bp
from eventmgr.travel.forms import journey_data, journey_form
from eventmgr.travel.models import Journey, RoomType
from eventmgr.travel.words import LISTS, MODES, ROOMS

LINK_LIMIT = "60 per minute"
PARTICIPANT = "participant"
PATH = "/events/<slug>/travel"


@bp.app_context_processor
def travel_words() -> dict[str, Any]:
    """Let a participant's page ask whether the event looks after travel."""
    return {"travel_is_used": lambda: "event" in g and queries.is_used(g.event)}


@bp.get(f"{PATH}/")
@needs(Need.JOURNEYS)
def index(slug: str) -> str:
    """Show who comes and goes how, and who has not said yet."""
    event: Event = g.event
    if not queries.is_used(event):
        return render_template("travel/unused.html", form=Form())
    rows = [
        {
            "id": one.person.id,
            "name": one.name,
            "arrival": _leg(one.journey, "arrival"),
            "departure": _leg(one.journey, "departure"),
            "room": _(ROOMS[one.journey.room])
            if one.journey and one.journey.room is not RoomType.NONE
            else "",
            "nights": (one.journey.check_out - one.journey.check_in).days
            if one.journey and one.journey.check_in and one.journey.check_out
            else None,
            "told": one.journey is not None and one.journey.arrival_mode is not None,
        }
        for one in queries.travellers(event, current())
    ]
    return render_template(
        "travel/index.html",
        rows=rows,
        told=sum(bool(row["told"]) for row in rows),
        nights=sum(int(row["nights"] or 0) for row in rows),
        lists=[(kind, _(words)) for kind, words in LISTS.items()],
        form=Form(),
    )


def _leg(journey: Journey | None, side: str) -> str:
    """Return an arrival or departure in one line, "" where nothing is known."""
    if journey is None:
        return ""
    mode = getattr(journey, f"{side}_mode")
    if mode is None:
        return ""
    day, at = getattr(journey, f"{side}_day"), getattr(journey, f"{side}_time")
    parts = [
        _(MODES[mode]),
        short_date(day, current()) if day else "",
        format_time(at) if at else "",
        getattr(journey, f"{side}_number"),
        getattr(journey, f"{side}_place"),
    ]
    return " · ".join(part for part in parts if part)


@bp.post(f"{PATH}/use")
@needs(Need.JOURNEYS)
def use(slug: str) -> Response:
    """Begin to look after travel in this event, or leave off."""
    if not Form().validate_on_submit():
        abort(400)
    used = request.form.get("used") == "1"
    actions.use_travel(g.event, used=used, actor=current_user)
    commit()
    if used:
        flash(_("Participants find “Your journey” on their own pages now."), "good")
    else:
        flash(_("Travel is off. What was told is kept; you can turn it on again."), "good")
    return redirect(url_for(".index", slug=slug), 303)


def _person(registration_id: int) -> Registration:
    person = registration_of(g.event, registration_id)
    if person is None or not queries.is_used(g.event):
        abort(404)
    return person


@bp.route(f"{PATH}/<int:registration_id>", methods=["GET", "POST"])
@needs(Need.JOURNEYS)
def edit(slug: str, registration_id: int) -> Any:
    """Write down how somebody comes and goes, on their behalf."""
    event: Event = g.event
    person = _person(registration_id)
    journey = queries.journey_of(person)
    form = journey_form(event, current(), desk=True, data=journey_data(journey))
    if not form.validate_on_submit():
        page = render_template(
            "travel/edit.html", form=form, name=queries.screen_name(person, current())
        )
        return page, 422 if form.is_submitted() else 200
    try:
        actions.save_journey(person, form.values(), version=form.seen_version, actor=current_user)
        commit()
    except Conflict:
        db.session.rollback()
        theirs = queries.journey_of(_person(registration_id))
        return conflict_page(
            form,
            journey_form(event, current(), desk=True, formdata=None, data=journey_data(theirs)),
            version=theirs.version,
            back=url_for(".edit", slug=slug, registration_id=registration_id),
            layout="layouts/event.html",
        )
    flash(_("The journey is saved."), "good")
    return redirect(url_for(".index", slug=slug), 303)


@bp.route("/registration/<token>/journey", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def mine(token: str) -> Any:
    """Let a participant say how they come and go, by their own link, to the end of the event."""
    found = links.find(token)
    if found is None:
        return render_template("registration/link_gone.html"), 410
    person, event = found
    g.event = event
    offer(person.language)
    if person.state is not RegistrationState.CONFIRMED or not queries.is_used(event):
        return redirect(url_for("registration.mine", token=token), 303)
    journey = queries.journey_of(person)
    form = journey_form(event, current(), data=journey_data(journey))
    page = {"form": form, "token": token, "registration": person, "theirs": False}
    if not form.validate_on_submit():
        return render_template("travel/mine.html", **page), 422 if form.is_submitted() else 200
    try:
        actions.save_journey(person, form.values(), version=form.seen_version, actor=PARTICIPANT)
        commit()
    except Conflict:
        db.session.rollback()
        again = links.find(token)
        if again is None:
            return render_template("registration/link_gone.html"), 410
        page["registration"], g.event = again
        form.version.data = form.version.raw_data = str(queries.journey_of(again[0]).version)
        page["theirs"] = True
        return render_template("travel/mine.html", **page), 409
    flash(_("Your journey is saved. You can change it here as often as you need."), "good")
    return redirect(url_for("registration.mine", token=token), 303)
