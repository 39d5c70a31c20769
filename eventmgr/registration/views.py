"""The participant's pages: registering, seeing, changing and cancelling by a personal link."""

from __future__ import annotations

from typing import Any

from flask import (
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    session,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy import select

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import Conflict, commit, db, now
from eventmgr.directory.naming import NamesMissing
from eventmgr.events.closing import can_change, is_open, locked_after
from eventmgr.events.models import Event
from eventmgr.extensions import limiter
from eventmgr.forms import Form
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import plain_name
from eventmgr.language import current, offer
from eventmgr.mail.calendar import calendar_file
from eventmgr.notices import queries as notices
from eventmgr.registration import (
    actions,
    asking,
    desk,
    export_pages,
    joining,
    links,
    list_pages,
    open_pages,
    places_pages,
    qr,
    secure_desk,
    secure_pages,
    waiting,
)
from eventmgr.registration import attendance as _attendance  # noqa: F401 - registers the print
from eventmgr.registration import circle as _circle  # noqa: F401 - whom one can write to
from eventmgr.registration import invited as _invited  # noqa: F401 - answers for the seats
from eventmgr.registration import nominated as _nominated  # noqa: F401 - answers for nominations
from eventmgr.registration import paper as _paper  # noqa: F401 - registers the print
from eventmgr.registration.answers import answers_of
from eventmgr.registration.blueprint import bp
from eventmgr.registration.forms import form_data, participant_form
from eventmgr.registration.joining import LINK_LIMIT, PARTICIPANT, gone, party_of, refused
from eventmgr.registration.mails import offer_ends
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.registration.places import ACTIVE
from eventmgr.registration.rules import NotActive, RegistrationError

__all__ = ["bp", "joining", "open_pages"]

bp.register_blueprint(desk.bp)
bp.register_blueprint(list_pages.bp)
bp.register_blueprint(places_pages.bp)
bp.register_blueprint(asking.bp)
bp.register_blueprint(secure_pages.bp)
bp.register_blueprint(secure_desk.bp)
bp.register_blueprint(export_pages.bp)


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
        # After the event the link still leads to one's own data (PRIV-06).
        ended = links.has_ended(token)
        return redirect(url_for("privacy.data", token=token), 303) if ended else gone()
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
        party=party_of(event, registration.organisation),
        new=session.pop("registered", False),
        changed=session.pop("changed", False),
        active=registration.state is RegistrationState.CONFIRMED,
        state=_shown_state(registration),
        S=RegistrationState,
        until=offer_ends(event, registration.offer_until, current())
        if registration.offer_until
        else "",
        locked=long_date(locked_after(event), current()),
        can_change=can_change(event),
        step=secure_pages.step_of(registration),
        can_wait=event.waiting_list and is_open(event),
        venue=text_in(event.venue, current(), event.document_languages),
        action=Form(),
        notice=notice,
        notice_due=registration.consent_version != str(notice.number),
        # Without a mail server nothing is on its way, so nothing is promised.
        server=current_app.config["SMTP"],
    )


def _shown_state(registration: Registration) -> RegistrationState:
    """Return the state; an offer whose time is over counts as passed before the worker looks."""
    over = registration.offer_until is not None and now() >= registration.offer_until
    if registration.state is RegistrationState.OFFERED and over:
        return RegistrationState.LAPSED
    return registration.state


@bp.post("/registration/<token>/<any('accept', 'wait-again'):what>")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def answer_offer(token: str, what: str) -> Any:
    """Take an offered place, or join the waiting list once more after an offer ended."""
    found = _found(token)
    if found is None or not Form().validate_on_submit():
        return gone()
    registration, event = found
    act = waiting.accept_offer if what == "accept" else waiting.wait_again
    try:
        act(event, registration, token, actor=PARTICIPANT)
        commit()
    except RegistrationError as error:
        db.session.rollback()
        flash(str(error.message), "bad")
    except NamesMissing:
        db.session.rollback()
        flash(str(RegistrationError.message), "bad")
    return redirect(url_for("registration.mine", token=token), 303)


@bp.get("/registration/<token>/code.svg")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def code(token: str) -> Any:
    """Return the code for the door: a random number only, nothing personal (PRIV-06)."""
    found = links.find(token)
    if found is None:
        return gone()
    if found[0].protected:
        # Nothing that could be read from a badge leads to a protected person (PRIV-04).
        abort(404)
    return Response(qr.svg(found[0].calendar_uid), mimetype="image/svg+xml")


@bp.route("/registration/<token>/change", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def change(token: str) -> Any:
    """Change one's own registration."""
    found = _found(token)
    if found is None:
        return gone()
    registration, event = found
    if registration.state not in ACTIVE or not can_change(event):
        return redirect(url_for("registration.mine", token=token), 303)
    form = participant_form(event, current(), data=form_data(registration, current(), event))
    page = {
        "form": form,
        "token": token,
        "party": party_of(event, registration.organisation),
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
            return gone()
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
        return refused(error, form, "registration/change.html", lambda: page)
    flash(_("Your registration is changed."), "good")
    session["changed"] = True
    return redirect(url_for("registration.mine", token=token), 303)


@bp.route("/registration/<token>/cancel", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def cancel(token: str) -> Any:
    """Ask, then cancel one's own registration; the seat is free again."""
    found = _found(token)
    if found is None:
        return gone()
    registration, event = found
    form = Form()
    if form.validate_on_submit():
        try:
            actions.cancel_registration(event, registration, actor=PARTICIPANT, by_link=True)
            commit()
        except RegistrationError as error:
            db.session.rollback()
            flash(str(error.message), "bad")
        except NamesMissing:
            # A message to whoever moves up names a footnote that is not approved yet.
            db.session.rollback()
            flash(str(RegistrationError.message), "bad")
        return redirect(url_for("registration.mine", token=token), 303)
    if registration.state is RegistrationState.CANCELLED or not can_change(event):
        return redirect(url_for("registration.mine", token=token), 303)
    return render_template(
        "registration/cancel.html",
        form=form,
        token=token,
        waits=registration.state is not RegistrationState.CONFIRMED,
    )


@bp.get("/registration/<token>/calendar.ics")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def calendar(token: str) -> Any:
    """Return the calendar file of the event, as the confirmation carries it."""
    found = _found(token)
    if found is None:
        return gone()
    registration, event = found
    active = registration.state is RegistrationState.CONFIRMED
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
