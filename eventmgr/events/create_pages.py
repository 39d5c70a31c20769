"""Making an event by hand, and deleting one made by mistake."""

from __future__ import annotations

from flask import current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db
from eventmgr.directory.queries import designation_choices
from eventmgr.events import actions
from eventmgr.events.actions import PeopleInIt
from eventmgr.events.blueprint import bp
from eventmgr.events.forms import new_event_form
from eventmgr.events.heading import heading_of
from eventmgr.language import current


@bp.route("/events/new", methods=["GET", "POST"])
@needs(Need.CREATE_EVENTS)
def new() -> str | Response | tuple[str, int]:
    """Make an event from a few answers."""
    language = current()
    form = new_event_form(language, designation_choices(language))
    if form.validate_on_submit():
        event = actions.create_event(**form.values(), actor=current_user)
        slug = event.slug
        commit()
        flash(_("The event is there. Its stages are above; begin with the first."), "good")
        return redirect(url_for("events.overview", slug=slug), 303)
    status = 422 if form.is_submitted() else 200
    page = render_template(
        "events/new.html",
        form=form,
        from_paper="papers.new_event_from_paper" in current_app.view_functions,
    )
    return page, status


@bp.get("/events/<slug>/delete")
@needs(Need.SET_UP)
def delete(slug: str) -> str:
    """Ask before an event is deleted, or say why it cannot be."""
    event = g.event
    return render_template("events/delete.html", blocked=actions.people_in(event))


@bp.post("/events/<slug>/delete/confirmed")
@needs(Need.SET_UP)
def delete_confirmed(slug: str) -> Response:
    """Delete an event made by mistake."""
    event = g.event
    title = heading_of(event, current()).title
    try:
        actions.delete_event(event, actor=current_user)
    except PeopleInIt:
        db.session.rollback()
        flash(
            _("People have registered or invitations were sent, so the event cannot be deleted."),
            "bad",
        )
        return redirect(url_for("events.delete", slug=slug), 303)
    commit()
    flash(_("The event “%(title)s” is deleted.", title=title), "good")
    return redirect(url_for("events.start"), 303)
