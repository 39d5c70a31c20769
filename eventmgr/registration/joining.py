"""Registering by a link: the invitation's, or a nominee's own. Fill in, check, send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import commit, db, now, preparing
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
from eventmgr.registration.mails import Ready, make_ready
from eventmgr.registration.models import Registration
from eventmgr.registration.places import held, taken_seats
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


Page = Callable[[], dict[str, Any]]


def answered(form: Any, event: Event, page: Page, notice: int | None) -> Any:
    """Lead a posted form through its checking page; return None once it is to be sent.

    `notice` is the number of the privacy notice that holds now, None while none was kept.
    """
    if not form.validate_on_submit():
        return render_template(FORM, **page()), 422
    number = str(notice or notices.FIRST)
    if request.form.get("notice", number) != number:
        form.add_error("consent", _("The privacy notice has changed. Please read it again."))
        return render_template(FORM, **page()), 422
    if "back" in request.form:
        return render_template(FORM, **page())
    if "send" not in request.form:
        answers = answers_of(form, event)
        return render_template("registration/check.html", answers=answers, **page())
    return None


def refused(error: RegistrationError, form: Any, template: str, page: Page) -> Any:
    """Show what stands in the way; where there is a waiting list, offer to be put on it."""
    with preparing():
        # After the rollback the rows are read again, in this request's event.
        g.event = db.session.scalar(select(Event).where(Event.id == inspect(g.event).identity[0]))
        if isinstance(error, NoPlace) and g.event.waiting_list and "send" in request.form:
            words = {**page(), "answers": answers_of(form, g.event), "full": error.message}
            return render_template("registration/check.html", **words), 422
        if error.field:
            form.add_error(error.field, error.message)
        else:
            form.form_errors.append(error.message)
        return render_template(template, **page()), 422


@dataclass(frozen=True)
class Sending:
    """What a checked form asks to be written, with its messages; rows by their ids."""

    event_id: int
    invitation_id: int
    nomination_id: int | None
    values: dict[str, Any]
    wait: bool
    ready: Ready


def _sending(
    event: Event,
    form: Any,
    invitation: Invitation,
    nomination: Nomination | None,
    notice: int | None,
) -> Sending:
    """Prepare everything that needs no lock; raises NamesMissing."""
    organisation = invitation.organisation
    values = form.column_values() | {
        "organisation_id": organisation.id,
        "designation_id": organisation.designation_id,
        "language": current(),
    }
    wait = "wait" in request.form or "wait" in request.args
    return Sending(
        event_id=event.id,
        invitation_id=invitation.id,
        nomination_id=nomination.id if nomination else None,
        values=values,
        wait=wait,
        ready=make_ready(event, values, wait=wait and event.waiting_list, notice=notice),
    )


def _take(sending: Sending, form: Any, page: Page) -> Any:
    """Register, and lead to the person's own page.

    The form was read and the messages were written before: here the seats are counted, and
    everybody else who registers waits.
    """
    try:
        number = sending.nomination_id
        _registration, token = actions.register(
            held(Event, sending.event_id),
            sending.values,
            actor=PARTICIPANT,
            invitation=held(Invitation, sending.invitation_id),
            nomination=db.session.get_one(Nomination, number) if number else None,
            by_link=True,
            wait=sending.wait,
            consent_at=now(),
            ready=sending.ready,
            are_held=True,
        )
        commit()
    except RegistrationError as error:
        return refused(error, form, FORM, page)
    except NamesMissing:
        return refused(RegistrationError(), form, FORM, page)
    except IntegrityError:
        # Two devices sent the same address at the same moment: the database let one in.
        return refused(AlreadyRegistered(), form, FORM, page)
    session["registered"] = True
    return redirect(url_for("registration.mine", token=token), 303)


def _prepared(
    form: Any,
    event: Event,
    page: Page,
    invitation: Invitation,
    nomination: Nomination | None = None,
) -> Any:
    """Return the answer to a posted form, or what writes it once nothing is read any more."""
    notice = notices.newest_number(event)
    answer = answered(form, event, page, notice)
    if answer is not None:
        return answer
    try:
        sending = _sending(event, form, invitation, nomination, notice)
    except NamesMissing:
        # The confirmation names somebody whose footnote is not approved: the organisers' to mend.
        return partial(refused, RegistrationError(), form, FORM, page)
    return partial(_take, sending, form, page)


@bp.route("/invitation/<token>/register", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def register_by_invitation(token: str) -> Any:
    """Register a participant against the seats of an invitation."""
    with preparing():
        answer = _by_invitation(token)
    return answer() if callable(answer) else answer


def _by_invitation(token: str) -> Any:
    invitation = invitation_links.find(token)
    if invitation is None:
        return gone()
    event = invitation.event
    g.event = event
    offer(invitation.language)
    if not actions.is_open(event):
        return render_template("registration/closed.html"), 200
    form = link_form(event, current())

    def page() -> dict[str, Any]:
        again = invitation_links.find(token)
        assert again is not None
        return {
            "form": form,
            "token": token,
            "party": party_of(g.event, again.organisation),
            "notice": notices.shown(g.event, current()),
            "back": (url_for("invitations.landing", token=token), _("Back to the invitation")),
            "waits": "wait" in request.args,
        }

    if request.method == "GET":
        taken = taken_seats(event.id, invitation.id).get(invitation.id, 0)
        if taken >= invitation.seats and not (event.waiting_list and "wait" in request.args):
            return render_template("registration/full.html", **page())
        return render_template(FORM, **page())
    return _prepared(form, event, page, invitation)


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
    with preparing():
        answer = _by_nomination(token)
    return answer() if callable(answer) else answer


def _by_nomination(token: str) -> Any:
    nomination = _nominee(token)
    if nomination is None:
        return gone()
    event: Event = g.event
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
    name = plain_name(nomination.given_name, nomination.family_name)

    def page() -> dict[str, Any]:
        again = nominee_links.find(token)
        assert again is not None
        return {
            "form": form,
            "token": token,
            "party": party_of(g.event, again.invitation.organisation),
            "notice": notices.shown(g.event, current()),
            "back": None,
            "nominee": name,
        }

    if request.method == "GET":
        return render_template(FORM, **page())
    return _prepared(form, event, page, nomination.invitation, nomination)


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
