"""The organisers of an event in their agreed order."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms import BooleanField

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db
from eventmgr.directory.actions import create_organisation
from eventmgr.directory.models import Organisation, OrganisationKind
from eventmgr.directory.queries import match_organisation, organisation_choices
from eventmgr.directory.screen import screen_names
from eventmgr.directory.words import ORGANISATION_KINDS
from eventmgr.events import actions
from eventmgr.events.actions import AlreadyOrganiser
from eventmgr.events.blueprint import bp
from eventmgr.events.forms import options_of
from eventmgr.events.models import Event, EventOrganiser, OrganiserRole
from eventmgr.events.words import ORGANISER_ROLES
from eventmgr.forms import Form, multilingual, select_field, text_field
from eventmgr.i18n.multilingual import text_in
from eventmgr.language import current

# Where the visit keeps the organiser removed last, so that it can be put back.
REMOVED = "events.removed_organiser"


def _add_form(event: Event) -> Form:
    choices = organisation_choices(current(), event_id=event.id, on=event.start)

    class AddForm(Form):
        organisation_id = select_field(
            _l("Organisation"),
            [("", _l("choose from the directory")), *choices],
            default="",
        )
        role = select_field(
            _l("Role"),
            options_of(ORGANISER_ROLES),
            default=OrganiserRole.CO_ORGANISER.value,
        )

    return AddForm()


def _new_form(event: Event) -> Form:
    class NewForm(Form):
        names = multilingual(_l("Name"), event.document_languages, most=300, required=True)
        acronym = text_field(_l("Acronym"), most=40)
        kind = select_field(
            _l("Kind"),
            options_of(ORGANISATION_KINDS),
            default=OrganisationKind.INTERGOVERNMENTAL.value,
        )
        role = select_field(
            _l("Role"),
            options_of(ORGANISER_ROLES),
            default=OrganiserRole.CO_ORGANISER.value,
        )
        different = BooleanField(_l("It is another organisation all the same"))

    return NewForm()


def _page(event: Event, **shown: Any) -> str:
    names = screen_names(current(), event_id=event.id, on=event.start)
    removed = session.get(REMOVED)
    return render_template(
        "events/organisers.html",
        rows=[
            {
                "id": row.id,
                "name": names.institution(row.organisation),
                "role": ORGANISER_ROLES[row.role],
            }
            for row in event.organisers
        ],
        can_restore=bool(removed and removed.get("event") == event.id),
        **shown,
    )


def _row(event: Event, number: int) -> EventOrganiser:
    row = next((row for row in event.organisers if row.id == number), None)
    if row is None:
        abort(404)
    return row


def _back(slug: str) -> Response:
    return redirect(url_for("events.organisers", slug=slug), 303)


@bp.route("/events/<slug>/settings/organisers", methods=["GET", "POST"])
@needs(Need.SET_UP)
def organisers(slug: str) -> str | Response | tuple[str, int]:
    """Show the organisers in order; add one of the directory."""
    event: Event = g.event
    form = _add_form(event)
    if form.validate_on_submit():
        number = form.organisation_id.data
        organisation = db.session.get(Organisation, int(number)) if number else None
        if organisation is None:
            form.add_error("organisation_id", _("Please choose an organisation."))
        else:
            try:
                actions.add_organiser(
                    event, organisation, OrganiserRole(form.role.data), actor=current_user
                )
            except AlreadyOrganiser:
                form.add_error(
                    "organisation_id", _("This organisation is in the list in this role already.")
                )
            else:
                commit()
                flash(_("%(name)s is added.", name=text_in(organisation.names, current())), "good")
                return _back(slug)
    status = 422 if form.is_submitted() else 200
    return _page(event, form=form), status


@bp.route("/events/<slug>/settings/organisers/new", methods=["GET", "POST"])
@needs(Need.SET_UP)
def new_organiser(slug: str) -> str | Response | tuple[str, int]:
    """Enter an organisation that is not in the directory yet, and add it."""
    event: Event = g.event
    form = _new_form(event)
    similar: list[Organisation] = []
    if form.validate_on_submit():
        found = {
            match.organisation.id: match
            for name in form.names.values().values()
            for match in match_organisation(name, acronym=form.acronym.data or "")
        }
        similar = [match.organisation for match in found.values()]
        if not similar or form.different.data:
            organisation = create_organisation(
                names=form.names.values(),
                acronym=form.acronym.data or "",
                kind=OrganisationKind(form.kind.data),
                event_id=event.id,
                actor=current_user,
            )
            actions.add_organiser(
                event, organisation, OrganiserRole(form.role.data), actor=current_user
            )
            commit()
            flash(_("The organisation is in the directory and among the organisers."), "good")
            return _back(slug)
        form.add_error(
            "different",
            _("The directory has an organisation that looks the same. Please look at it first."),
        )
    names = screen_names(current(), event_id=event.id, on=event.start)
    status = 422 if form.is_submitted() else 200
    page = render_template(
        "events/new_organiser.html",
        form=form,
        similar=[names.institution(row) for row in similar],
    )
    return page, status


@bp.post("/events/<slug>/settings/organisers/<int:number>/move")
@needs(Need.SET_UP)
def move_organiser(slug: str, number: int) -> Response:
    """Move an organisation one place up or down."""
    step = -1 if request.form.get("direction") == "up" else 1
    if actions.move_organiser(g.event, _row(g.event, number), step, actor=current_user):
        commit()
    return _back(slug)


@bp.post("/events/<slug>/settings/organisers/<int:number>/remove")
@needs(Need.SET_UP)
def remove_organiser(slug: str, number: int) -> Response:
    """Take an organisation out of the list; it can be put back."""
    event: Event = g.event
    row = _row(event, number)
    session[REMOVED] = {
        "event": event.id,
        "organisation": row.organisation_id,
        "role": row.role.value,
        "position": row.position,
    }
    name = text_in(row.organisation.names, current())
    actions.remove_organiser(event, row, actor=current_user)
    commit()
    flash(_("%(name)s is no longer among the organisers.", name=name), "good")
    return _back(slug)


@bp.post("/events/<slug>/settings/organisers/restore")
@needs(Need.SET_UP)
def restore_organiser(slug: str) -> Response:
    """Put back the organisation removed last, to its place."""
    event: Event = g.event
    removed = session.pop(REMOVED, None)
    if not removed or removed.get("event") != event.id:
        return _back(slug)
    organisation = db.session.get(Organisation, removed["organisation"])
    if organisation is not None:
        try:
            actions.restore_organiser(
                event,
                organisation,
                OrganiserRole(removed["role"]),
                removed["position"],
                actor=current_user,
            )
        except AlreadyOrganiser:
            return _back(slug)
        commit()
        flash(_("%(name)s is back.", name=text_in(organisation.names, current())), "good")
    return _back(slug)
