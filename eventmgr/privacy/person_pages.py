"""A person's own pages: their data, a copy of it, its deletion; by the personal link."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_security import current_user

from eventmgr.accounts.access import PUBLIC, Need, needs
from eventmgr.audit.actions import record
from eventmgr.database import commit
from eventmgr.events.models import Event
from eventmgr.extensions import limiter
from eventmgr.forms import Form
from eventmgr.i18n.dates import long_date
from eventmgr.language import current
from eventmgr.privacy import person
from eventmgr.privacy.blueprint import bp
from eventmgr.privacy.export import as_data, as_sections
from eventmgr.privacy.links import LINK_LIMIT, enter, gone
from eventmgr.privacy.words import REASONS
from eventmgr.registration.desk import screen_name
from eventmgr.registration.models import Registration
from eventmgr.registration.queries import registration_of
from eventmgr.registration.secure_desk import facts_in_words
from eventmgr.secure.models import SecureGroup
from eventmgr.secure.reading import read_own
from eventmgr.secure.sealing import Unreadable


def _secure(registration: Registration) -> dict[SecureGroup, dict[str, Any]]:
    """Return a person's own protected answers; what the key does not open is left out."""
    found = {}
    for group in SecureGroup:
        try:
            answers = read_own(registration, group)
        except Unreadable:
            continue
        if answers:
            found[group] = answers
    return found


def _in_words(event: Event, answers: dict[SecureGroup, dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (f"{group}: {question}", answer)
        for group, lines in facts_in_words(event, answers)
        for question, answer in lines
    ]


@bp.get("/registration/<token>/data")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def data(token: str) -> Any:
    """Show everything that is kept about the person, and what may be done with it."""
    found = enter(token)
    if found is None:
        return gone()
    registration, event = found
    secure = _in_words(event, _secure(registration))
    return render_template(
        "privacy/data.html",
        token=token,
        sections=as_sections(event, registration, secure),
        outcome=person.outcome_of(event, registration),
        accepted=registration.consent_version,
    )


@bp.get("/registration/<token>/data.json")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def copy(token: str) -> Any:
    """Return the same for a program to read, under a name that says nothing (PRIV-06)."""
    found = enter(token)
    if found is None:
        return gone()
    registration, event = found
    answers = _secure(registration)
    secure = {group.value: values for group, values in answers.items()}
    told = as_data(event, registration, secure)
    # The same as a person reads it: numbers of our own say nothing outside this house.
    told["protected_answers_in_words"] = dict(_in_words(event, answers))
    body = json.dumps(told, ensure_ascii=False, indent=2)
    answer = Response(body + "\n", mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/registration/<token>/delete", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def delete(token: str) -> Any:
    """Say what goes and what stays and why; delete once the person has said yes."""
    found = enter(token)
    if found is None:
        return gone()
    registration, event = found
    form = Form()
    status = 200
    if form.validate_on_submit():
        if request.form.get("sure") == "y":
            outcome = person.erase(event, registration)
            commit()
            session["erased"] = [outcome.cancels, bool(outcome.kept)]
            return redirect(url_for("privacy.erased"), 303)
        flash(_("Please tick that you want your data deleted."), "bad")
        status = 422
    outcome = person.outcome_of(event, registration)
    page = render_template(
        "privacy/delete.html",
        form=form,
        token=token,
        outcome=outcome,
        kept=[(REASONS[one.kind], long_date(one.until, current())) for one in outcome.kept],
    )
    return page, status


@bp.get("/data-deleted")
@needs(PUBLIC)
def erased() -> Any:
    """Say that it is done; the link that led here leads nowhere any more."""
    done = session.pop("erased", None)
    if done is None:
        return redirect("/")
    return render_template("privacy/erased.html", cancelled=done[0], kept=done[1])


# --- where somebody asks the organisers instead ---------------------------------------------------


def _of_event(number: int) -> Registration:
    registration = registration_of(g.event, number)
    if registration is None:
        abort(404)
    return registration


@bp.get("/events/<slug>/privacy/people/<int:number>")
@needs(Need.MANAGE_PEOPLE)
def on_request(slug: str, number: int) -> str:
    """Offer the organisers what a person may ask for: a copy, or deletion."""
    registration = _of_event(number)
    outcome = person.outcome_of(g.event, registration)
    return render_template(
        "privacy/on_request.html",
        registration=registration,
        name=screen_name(registration),
        outcome=outcome,
        gone=person.erasure_of(registration) is not None,
        kept=[(REASONS[one.kind], long_date(one.until, current())) for one in outcome.kept],
    )


@bp.post("/events/<slug>/privacy/people/<int:number>/copy")
@needs(Need.MANAGE_PEOPLE)
def copy_on_request(slug: str, number: int) -> Any:
    """Return a person's copy for handing over; confidential answers only their own link shows."""
    registration = _of_event(number)
    told = as_data(g.event, registration, {})
    record("give copy of data", registration, actor=current_user, event_id=g.event.id)
    body = json.dumps(told, ensure_ascii=False, indent=2)
    commit()
    answer = Response(body + "\n", mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/events/<slug>/privacy/people/<int:number>/delete")
@needs(Need.MANAGE_PEOPLE)
def delete_on_request(slug: str, number: int) -> Any:
    """Delete a person's data because that person asked the organisers."""
    registration = _of_event(number)
    person.erase(g.event, registration, actor=current_user)
    commit()
    flash(_("The person's data is deleted as far as it may be."), "good")
    return redirect(url_for("registration.desk.index", slug=slug), 303)
