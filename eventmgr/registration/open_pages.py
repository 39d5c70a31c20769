"""The public form of an event with open registration, and the page that confirms an address."""

from __future__ import annotations

from typing import Any

from flask import abort, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import commit, db
from eventmgr.directory.models import OrganisationKind
from eventmgr.directory.naming import NamesMissing
from eventmgr.directory.queries import designation_choices
from eventmgr.directory.words import ORGANISATION_KINDS
from eventmgr.events.closing import is_open
from eventmgr.events.models import Event
from eventmgr.events.public import public_section
from eventmgr.extensions import limiter
from eventmgr.forms import Form, Required, select_field, text_field
from eventmgr.language import current, offer
from eventmgr.notices import queries as notices
from eventmgr.registration import requests
from eventmgr.registration.blueprint import bp
from eventmgr.registration.forms import link_form
from eventmgr.registration.joining import FORM, answered, gone, refused
from eventmgr.registration.question_fields import Marker
from eventmgr.registration.rules import AlreadyRegistered, RegistrationError

# Enough for an office behind one address, too little to fill mailboxes of others.
OPEN_LIMIT = "20 per minute; 120 per hour"


def _whence_form(event: Event, shown_in: str) -> Any:
    """Return the fields about the institution, beside the participant's own form."""

    class WhenceForm(Form):
        institution = text_field(
            _l("Institution or organisation"), most=300, required=True, validators=[Marker()]
        )
        kind = select_field(
            _l("Kind"),
            [("", _l("choose")), *((k.value, ORGANISATION_KINDS[k]) for k in OrganisationKind)],
            validators=[Required(_l("Please choose one."))],
        )
        designation = select_field(
            _l("Delegation"),
            [
                ("", _l("None: an international or regional organisation")),
                *designation_choices(shown_in, event_id=event.id, on=event.start),
            ],
        )

    return WhenceForm()


def _shown(whence: Any) -> list[tuple[str, str]]:
    """Return what was answered about the institution, for the checking page."""
    return [
        (str(field.label.text), str(words))
        for field, words in (
            (whence.institution, whence.institution.data),
            *(
                (field, choice.label)
                for field in (whence.kind, whence.designation)
                for choice in field.choices
                if choice.value == (field.data or "")
            ),
        )
        if words
    ]


def _open_event(slug: str) -> Event:
    """Return an event that anybody may register for; otherwise there is no such page."""
    event = db.session.scalar(select(Event).where(Event.slug == slug, Event.open_registration))
    if event is None:
        abort(404)
    g.event = event
    return event


@bp.route("/e/<slug>/register", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(OPEN_LIMIT, methods=["POST"])
def register_openly(slug: str) -> Any:
    """Fill in the public form; its address is confirmed by mail before anything counts."""
    event = _open_event(slug)
    if not is_open(event):
        return render_template("registration/closed.html"), 200
    form = link_form(event, current())
    whence = _whence_form(event, current())

    def page() -> dict[str, Any]:
        return {
            "form": form,
            "whence": whence,
            "whence_facts": _shown(whence),
            "notice": notices.shown(g.event, current()),
            "back": None,
            "next": _("You then receive a message with a link; please confirm your address."),
        }

    if request.method == "GET":
        return render_template(FORM, **page())
    if not whence.validate():
        form.validate()
        form.form_errors.extend(
            f"{field.label.text}: {field.errors[0]}" for field in whence if field.errors
        )
        return render_template(FORM, **page()), 422
    answer = answered(form, event, page, notices.newest_number(event))
    if answer is not None:
        return answer
    try:
        requests.ask(
            event,
            form.column_values(),
            institution=whence.institution.data,
            kind=OrganisationKind(whence.kind.data),
            designation_id=int(whence.designation.data) if whence.designation.data else None,
            language=current(),
        )
        commit()
    except RegistrationError as error:
        return refused(error, form, FORM, page)
    except NamesMissing:
        return refused(RegistrationError(), form, FORM, page)
    return redirect(url_for("registration.asked", slug=slug), 303)


@bp.get("/e/<slug>/register/sent")
@needs(PUBLIC)
def asked(slug: str) -> str:
    """Say that a message is on its way; the same words whatever address was given."""
    _open_event(slug)
    return render_template("registration/asked.html")


@bp.route("/confirm-registration/<token>", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit("30 per minute")
def confirm_request(token: str) -> Any:
    """Ask for one press of a button: programs that look through mail open links by themselves."""
    found = requests.find(token)
    if found is None:
        return gone()
    row, event = found
    g.event = event
    offer(row.language)
    form = Form()
    if not form.validate_on_submit():
        return render_template("registration/confirm.html", form=form, problem="")
    try:
        _registration, own = requests.confirm(event, row)
        commit()
    except RegistrationError as error:
        return _not_confirmed(error, token)
    except NamesMissing:
        return _not_confirmed(RegistrationError(), token)
    except IntegrityError:
        return _not_confirmed(AlreadyRegistered(), token)
    session["registered"] = True
    return redirect(url_for("registration.mine", token=own), 303)


def _not_confirmed(error: RegistrationError, token: str) -> Any:
    db.session.rollback()
    found = requests.find(token)
    if found is None:
        return gone()
    g.event = found[1]
    page = render_template("registration/confirm.html", form=Form(), problem=error.message)
    return page, 422


@public_section(order=10)
def register_section(event: Event, language: str) -> dict[str, Any] | None:
    """Lead from the event's public page to the form, while it is open."""
    if not event.open_registration or not is_open(event):
        return None
    return {
        "template": "registration/_public.html",
        "url": url_for("registration.register_openly", slug=event.slug),
    }
