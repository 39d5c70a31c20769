"""Registering by a link: the invitation's, or a nominee's own. Fill in, check, send."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import commit, db, now
from eventmgr.directory.naming import NamesMissing
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.extensions import limiter
from eventmgr.forms import Form
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import plain_name
from eventmgr.invitations import links as invitation_links
from eventmgr.invitations.models import Invitation
from eventmgr.language import current, offer
from eventmgr.nominations import actions as nominations
from eventmgr.nominations import links as nominee_links
from eventmgr.nominations.models import Nomination
from eventmgr.nominations.rules import NominationError
from eventmgr.notices import queries as notices
from eventmgr.registration import actions
from eventmgr.registration.answers import answers_of
from eventmgr.registration.blueprint import bp
from eventmgr.registration.forms import link_form
from eventmgr.registration.models import Registration
from eventmgr.registration.places import taken_seats
from eventmgr.registration.rules import AlreadyRegistered, NoPlace, RegistrationError

LINK_LIMIT = "60 per minute"
PARTICIPANT = "participant"
FORM = "registration/form.html"


def gone() -> tuple[str, int]:
    """Answer a link that leads nowhere, in the same words whatever the reason."""
    return render_template("registration/link_gone.html"), 410


def party_of(event: Event, organisation: Any) -> dict[str, str]:
    """Return the institution and its delegation as this page names them."""
    names = screen_names_for(event, current())
    return {
        "institution": names.organisation(organisation),
        "delegation": names.designation(organisation.designation),
    }


def answered(form: Any, event: Event, page: dict[str, Any], template: str = FORM) -> Any:
    """Lead a posted form through its checking page; return None once it is to be sent."""
    if not form.validate_on_submit():
        return render_template(template, **page), 422
    if request.form.get("notice", str(page["notice"].number)) != str(page["notice"].number):
        form.add_error("consent", _("The privacy notice has changed. Please read it again."))
        return render_template(template, **page), 422
    if "back" in request.form:
        return render_template(template, **page)
    if "send" not in request.form:
        return render_template("registration/check.html", answers=answers_of(form, event), **page)
    return None


def refused(error: RegistrationError, form: Any, template: str, page: dict[str, Any]) -> Any:
    """Show what stands in the way; where there is a waiting list, offer to be put on it."""
    # After the rollback the rows are read again, in this request's event.
    db.session.rollback()
    g.event = db.session.scalar(select(Event).where(Event.id == g.event.id))
    if isinstance(error, NoPlace) and g.event.waiting_list and "notice" in page:
        answers = answers_of(form, g.event)
        words = {**page, "answers": answers, "full": error.message}
        return render_template("registration/check.html", **words), 422
    if error.field:
        form.add_error(error.field, error.message)
    else:
        form.form_errors.append(error.message)
    return render_template(template, **page), 422


def take(
    event: Event,
    organisation: Any,
    form: Any,
    page: dict[str, Any],
    *,
    invitation: Invitation,
    nomination: Nomination | None = None,
) -> Any:
    """Register, and lead to the person's own page."""
    values = form.column_values() | {
        "organisation_id": organisation.id,
        "designation_id": organisation.designation_id,
        "language": current(),
    }
    try:
        _registration, token = actions.register(
            event,
            values,
            actor=PARTICIPANT,
            invitation=invitation,
            nomination=nomination,
            by_link=True,
            wait="wait" in request.form or "wait" in request.args,
            consent_at=now(),
        )
        commit()
    except RegistrationError as error:
        return refused(error, form, FORM, page)
    except NamesMissing:
        # The confirmation names somebody whose footnote is not approved: the organisers' to mend.
        return refused(RegistrationError(), form, FORM, page)
    except IntegrityError:
        # Two devices sent the same address at the same moment: the database let one in.
        return refused(AlreadyRegistered(), form, FORM, page)
    session["registered"] = True
    return redirect(url_for("registration.mine", token=token), 303)


@bp.route("/invitation/<token>/register", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def register_by_invitation(token: str) -> Any:
    """Register a participant against the seats of an invitation."""
    invitation = invitation_links.find(token)
    if invitation is None:
        return gone()
    event = db.session.get_one(Event, invitation.event_id)
    g.event = event
    offer(invitation.language)
    if not actions.is_open(event):
        return render_template("registration/closed.html"), 200
    taken = taken_seats(event.id, invitation.id).get(invitation.id, 0)
    form = link_form(event, current())
    full = taken >= invitation.seats
    page = {
        "form": form,
        "token": token,
        "party": party_of(event, invitation.organisation),
        "notice": notices.shown(event, current()),
        "back": (url_for("invitations.landing", token=token), _("Back to the invitation")),
        "waits": full and "wait" in request.args,
    }
    if request.method == "GET":
        if full and not (event.waiting_list and page["waits"]):
            return render_template("registration/full.html", **page)
        return render_template(FORM, **page)
    return answered(form, event, page) or take(
        event, invitation.organisation, form, page, invitation=invitation
    )


# --- nominees -------------------------------------------------------------------------------------


def _nominee(token: str) -> Nomination | None:
    nomination = nominee_links.find(token)
    if nomination is not None:
        g.event = nomination.invitation.event
        offer(nomination.language)
    return nomination


@bp.route("/nomination/<token>", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def register_nominee(token: str) -> Any:
    """Complete the registration of a person who was nominated; what is known is filled in."""
    nomination = _nominee(token)
    if nomination is None:
        return gone()
    event: Event = g.event
    organisation = nomination.invitation.organisation
    if nomination.registration_id is not None:
        return render_template("registration/nominee_done.html", token=token, form=Form())
    if not actions.is_open(event):
        return render_template("registration/closed.html"), 200
    known = {
        "given_name": nomination.given_name,
        "family_name": nomination.family_name,
        "position": text_in(nomination.position, current(), event.document_languages),
        "email": nomination.email,
        "phone": nomination.phone,
    }
    form = link_form(event, current(), data=known)
    page = {
        "form": form,
        "token": token,
        "party": party_of(event, organisation),
        "notice": notices.shown(event, current()),
        "back": None,
        "nominee": plain_name(nomination.given_name, nomination.family_name),
    }
    if request.method == "GET":
        return render_template(FORM, **page)
    return answered(form, event, page) or take(
        event,
        organisation,
        form,
        page,
        invitation=nomination.invitation,
        nomination=nomination,
    )


@bp.route("/nomination/<token>/cannot-come", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def nominee_cannot_come(token: str) -> Any:
    """Ask, then note that a nominee cannot come; the first of the reserve moves up."""
    nomination = _nominee(token)
    if nomination is None:
        return gone()
    if nomination.registration_id is not None:
        return redirect(url_for("registration.register_nominee", token=token), 303)
    form = Form()
    if not form.validate_on_submit():
        return render_template("registration/nominee_cancel.html", token=token, form=form)
    try:
        nominations.withdraw(g.event, nomination, actor=PARTICIPANT)
        commit()
    except (NominationError, NamesMissing):
        db.session.rollback()
        flash(str(RegistrationError.message), "bad")
        return redirect(url_for("registration.register_nominee", token=token), 303)
    return render_template("registration/nominee_left.html")


@bp.post("/nomination/<token>/send-link")
@needs(PUBLIC)
@limiter.limit("5 per minute")
def send_nominee_confirmation(token: str) -> Response | tuple[str, int]:
    """Send the confirmation once more to a nominee who registered and lost the message."""
    nomination = _nominee(token)
    if nomination is None or nomination.registration_id is None or not Form().validate_on_submit():
        return gone()
    registration = db.session.get_one(Registration, nomination.registration_id)
    try:
        actions.send_again(g.event, registration, actor=PARTICIPANT)
        commit()
    except (RegistrationError, NamesMissing):
        db.session.rollback()
        flash(_("The confirmation could not be sent. Please write to the organisers."), "bad")
    else:
        flash(_("The confirmation is on its way, with a new link."), "good")
    return redirect(url_for("registration.register_nominee", token=token), 303)
