"""The participant's pages: registering, seeing, changing and cancelling by a personal link."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import Conflict, commit, db, now
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
from eventmgr.mail.calendar import calendar_file
from eventmgr.notices import queries as notices
from eventmgr.registration import actions, desk, links, qr, queries
from eventmgr.registration import attendance as _attendance  # noqa: F401 - registers the print
from eventmgr.registration import invited as _invited  # noqa: F401 - answers for the seats
from eventmgr.registration import paper as _paper  # noqa: F401 - registers the print
from eventmgr.registration.answers import answers_of
from eventmgr.registration.forms import form_data, link_form, participant_form
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.registration.rules import AlreadyRegistered, NotActive, RegistrationError

bp = Blueprint("registration", __name__)
bp.register_blueprint(desk.bp)

LINK_LIMIT = "60 per minute"
PARTICIPANT = "participant"


def _gone() -> tuple[str, int]:
    return render_template("registration/link_gone.html"), 410


def _party(event: Event, organisation: Any) -> dict[str, str]:
    """Return the institution and its delegation as this page names them."""
    names = screen_names_for(event, current())
    return {
        "institution": names.organisation(organisation),
        "delegation": names.designation(organisation.designation),
    }


@bp.route("/invitation/<token>/register", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def register_by_invitation(token: str) -> Any:
    """Register a participant against the seats of an invitation."""
    invitation = invitation_links.find(token)
    if invitation is None:
        return _gone()
    event = db.session.get_one(Event, invitation.event_id)
    g.event = event
    offer(invitation.language)
    if not actions.is_open(event):
        return render_template("registration/closed.html"), 200
    taken = queries.taken_seats(event).get(invitation.id, 0)
    form = link_form(event, current())
    page = {
        "form": form,
        "invitation": invitation,
        "token": token,
        "party": _party(event, invitation.organisation),
        "free": max(0, invitation.seats - taken),
        "notice": notices.shown(event, current()),
    }
    if request.method == "GET":
        if taken >= invitation.seats:
            return render_template("registration/full.html", **page)
        return render_template("registration/form.html", **page)
    if not form.validate_on_submit():
        return render_template("registration/form.html", **page), 422
    if request.form.get("notice", str(page["notice"].number)) != str(page["notice"].number):
        form.add_error("consent", _("The privacy notice has changed. Please read it again."))
        return render_template("registration/form.html", **page), 422
    if "back" in request.form:
        return render_template("registration/form.html", **page)
    if "send" not in request.form:
        return render_template("registration/check.html", answers=answers_of(form, event), **page)
    return _take(event, invitation, form, page)


def _take(event: Event, invitation: Invitation, form: Any, page: dict[str, Any]) -> Any:
    values = form.column_values() | {
        "organisation_id": invitation.organisation_id,
        "designation_id": invitation.organisation.designation_id,
        "language": current(),
    }
    try:
        _registration, token = actions.register(
            event,
            values,
            actor=PARTICIPANT,
            invitation=invitation,
            by_link=True,
            consent_at=now(),
        )
        commit()
    except RegistrationError as error:
        db.session.rollback()
        return _refused(error, form, "registration/form.html", page)
    except NamesMissing:
        # The confirmation names somebody whose footnote is not approved: the organisers' to mend.
        db.session.rollback()
        return _refused(RegistrationError(), form, "registration/form.html", page)
    except IntegrityError:
        # Two devices sent the same address at the same moment: the database let one in.
        db.session.rollback()
        return _refused(AlreadyRegistered(), form, "registration/form.html", page)
    session["registered"] = True
    return redirect(url_for("registration.mine", token=token), 303)


def _refused(error: RegistrationError, form: Any, template: str, page: dict[str, Any]) -> Any:
    if error.field:
        form.add_error(error.field, error.message)
    else:
        form.form_errors.append(error.message)
    # After the rollback the rows are read again, in this request's event.
    g.event = db.session.scalar(select(Event).where(Event.id == g.event.id))
    return render_template(template, **page), 422


def _found(token: str) -> tuple[Registration, Event] | None:
    found = links.find(token)
    if found is None:
        return None
    g.event = found[1]
    offer(found[0].language)
    return found


@bp.get("/registration/<token>")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def mine(token: str) -> Any:
    """Show what was registered, the calendar file, the code for the door, how to change."""
    found = _found(token)
    if found is None:
        return _gone()
    registration, event = found
    form = participant_form(
        event, current(), data=form_data(registration, current(), event), formdata=None
    )
    notice = notices.shown(event, current())
    return render_template(
        "registration/mine.html",
        registration=registration,
        token=token,
        answers=answers_of(form, event),
        party=_party(event, registration.organisation),
        new=session.pop("registered", False),
        active=registration.state is not RegistrationState.CANCELLED,
        can_change=actions.is_open(event),
        venue=text_in(event.venue, current(), event.document_languages),
        action=Form(),
        notice=notice,
        notice_due=registration.consent_version not in {"", str(notice.number)},
        # Without a mail server nothing is on its way, so nothing is promised.
        server=current_app.config["SMTP"],
    )


@bp.get("/registration/<token>/code.svg")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def code(token: str) -> Any:
    """Return the code for the door: a random number only, nothing personal (PRIV-06)."""
    found = links.find(token)
    if found is None:
        return _gone()
    return Response(qr.svg(found[0].calendar_uid), mimetype="image/svg+xml")


@bp.route("/registration/<token>/change", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def change(token: str) -> Any:
    """Change one's own registration."""
    found = _found(token)
    if found is None:
        return _gone()
    registration, event = found
    if registration.state is RegistrationState.CANCELLED or not actions.is_open(event):
        return redirect(url_for("registration.mine", token=token), 303)
    form = participant_form(event, current(), data=form_data(registration, current(), event))
    page = {
        "form": form,
        "token": token,
        "party": _party(event, registration.organisation),
        "registration": registration,
    }
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return render_template("registration/change.html", **page), status
    try:
        actions.edit_registration(
            event,
            registration,
            form.column_values(registration) | {"language": current()},
            version=form.seen_version,
            actor=PARTICIPANT,
            by_link=True,
        )
        commit()
    except Conflict:
        db.session.rollback()
        again = links.find(token)
        if again is None:
            return _gone()
        g.event = again[1]
        page["registration"] = again[0]
        form.version.data = form.version.raw_data = str(again[0].version)
        theirs = participant_form(
            again[1], current(), data=form_data(again[0], current(), again[1]), formdata=None
        )
        page["theirs"] = answers_of(theirs, again[1])
        return render_template("registration/change.html", **page), 409
    except NotActive:
        db.session.rollback()
        return redirect(url_for("registration.mine", token=token), 303)
    except RegistrationError as error:
        db.session.rollback()
        return _refused(error, form, "registration/change.html", page)
    flash(_("Your registration is changed."), "good")
    return redirect(url_for("registration.mine", token=token), 303)


@bp.route("/registration/<token>/cancel", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def cancel(token: str) -> Any:
    """Ask, then cancel one's own registration; the seat is free again."""
    found = _found(token)
    if found is None:
        return _gone()
    registration, event = found
    form = Form()
    if form.validate_on_submit():
        try:
            actions.cancel_registration(event, registration, actor=PARTICIPANT, by_link=True)
        except RegistrationError as error:
            db.session.rollback()
            flash(str(error.message), "bad")
        else:
            commit()
        return redirect(url_for("registration.mine", token=token), 303)
    return render_template("registration/cancel.html", form=form, token=token)


@bp.get("/registration/<token>/calendar.ics")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def calendar(token: str) -> Any:
    """Return the calendar file of the event, as the confirmation carries it."""
    found = _found(token)
    if found is None:
        return _gone()
    registration, event = found
    active = registration.state is not RegistrationState.CANCELLED
    made = calendar_file(
        event,
        uid=registration.calendar_uid,
        sequence=event.calendar_sequence + registration.calendar_sequence,
        language=current(),
        method="REQUEST" if active else "CANCEL",
        attendee=(
            plain_name(registration.given_name, registration.family_name),
            registration.email,
        ),
    )
    response = Response(made["content"], mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


@bp.get("/e/<slug>/privacy")
@needs(PUBLIC)
def privacy(slug: str) -> str:
    """Show the privacy notice of the event (PRIV-01); no need to be registered to read it."""
    event = db.session.scalar(select(Event).where(Event.slug == slug))
    if event is None:
        abort(404)
    g.event = event
    return render_template(
        "notices/notice.html", shown=notices.shown(event, current()), newer=False
    )
