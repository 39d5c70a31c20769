"""The organiser's pages of nominations: all of them by institution, and the decision on each."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, may, needs
from eventmgr.database import commit, db
from eventmgr.directory.naming import NamesMissing
from eventmgr.directory.screen import missing_words
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.forms import Form
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import list_name
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.nominations import actions, naming_pages, queries
from eventmgr.nominations import circle as _circle  # noqa: F401 - whom one can write to
from eventmgr.nominations.blueprint import bp
from eventmgr.nominations.forms import ReasonForm
from eventmgr.nominations.models import Nomination, NominationState
from eventmgr.nominations.registered import registered
from eventmgr.nominations.rules import NominationError
from eventmgr.nominations.states import MOVES, OPEN
from eventmgr.nominations.words import GENDERS, STATES

__all__ = ["bp", "naming_pages"]


def _post(nomination: Nomination) -> str:
    return text_in(nomination.position, current(), g.event.document_languages)


@bp.get("/events/<slug>/nominations")
@needs(Need.SEE_PEOPLE)
def index(slug: str) -> str:
    """Show all nominations by delegation and institution, with the balance of each."""
    event: Event = g.event
    names = screen_names_for(event, current())
    # Whoever manages people knows them all (PRIV-04).
    hidden = set() if may(Need.MANAGE_PEOPLE) else registered().protected(event)

    def name(row: Nomination) -> str:
        if row.registration_id in hidden:
            return _("Representative")
        return list_name(row.given_name, row.family_name, current())

    return render_template(
        "nominations/index.html",
        overview=queries.overview(event, names),
        names=names,
        states=STATES,
        genders=GENDERS,
        hidden=hidden,
        name=name,
        post=lambda row: "" if row.registration_id in hidden else _post(row),
        can_accept=lambda row: (
            row.state in OPEN and row.approved_at is None and may(Need.MANAGE_PEOPLE)
        ),
    )


def _the_nomination(number: int) -> Nomination:
    found = queries.nomination_of(g.event, number)
    if found is None:
        abort(404)
    return found


@bp.get("/events/<slug>/nominations/<int:number>")
@needs(Need.MANAGE_PEOPLE)
def one(slug: str, number: int) -> str:
    """Show one person with the institution's note, and what one may decide."""
    return _page(_the_nomination(number), ReasonForm())


def _page(nomination: Nomination, form: ReasonForm) -> str:
    event: Event = g.event
    names = screen_names_for(event, current())
    number = nomination.registration_id
    return render_template(
        "nominations/one.html",
        nomination=nomination,
        form=form,
        name=list_name(nomination.given_name, nomination.family_name, current()),
        institution=names.institution(nomination.invitation.organisation),
        post=_post(nomination),
        state=STATES[nomination.state],
        gender=GENDERS[nomination.gender],
        language=language_name(nomination.language, current()),
        registration=registered().states([number]).get(number) if number else None,
        registration_id=number,
        moves=MOVES[nomination.state],
        S=NominationState,
    )


@bp.post("/events/<slug>/nominations/<int:number>/<any(accept,reserve,decline,send):what>")
@needs(Need.MANAGE_PEOPLE)
def act(slug: str, number: int, what: str) -> Any:
    """Accept, move to the reserve, decline with a reason, or send the link again."""
    event: Event = g.event
    nomination = _the_nomination(number)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _page(nomination, form), 422
    try:
        if what == "accept":
            state = actions.accept(event, nomination, actor=current_user)
            message = (
                _("The person is accepted; the link to the form is in the outbox.")
                if state is NominationState.ACCEPTED
                else _("All seats are taken: the person stays in reserve and moves up by itself.")
            )
        elif what == "reserve":
            actions.put_in_reserve(event, nomination, actor=current_user)
            message = _("The person is in the reserve.")
        elif what == "decline":
            actions.decline(event, nomination, form.reason.data or "", actor=current_user)
            message = _("The nomination is declined; the institution sees it on its page.")
        else:
            actions.send_link_again(event, nomination, actor=current_user)
            message = _("A new link is in the outbox; the older one no longer works.")
        commit()
        flash(message, "good")
    except NominationError as error:
        db.session.rollback()
        flash(str(error.message), "bad")
    except NamesMissing as error:
        db.session.rollback()
        for item in error.missing:
            flash(missing_words(item, current()), "bad")
    return redirect(url_for(".one", slug=slug, number=number), 303)


@bp.post("/events/<slug>/nominations/accept")
@needs(Need.MANAGE_PEOPLE)
def accept_several(slug: str) -> Response:
    """Accept everybody who is ticked, in the order of the list."""
    event: Event = g.event
    if not Form().validate_on_submit():
        abort(400)
    numbers = [number_in(text) for text in request.form.getlist("nomination")]
    accepted = reserve = 0
    try:
        for nomination in queries.several_of(event, [n for n in numbers if n is not None]):
            try:
                state = actions.accept(event, nomination, actor=current_user)
            except NominationError:
                # Taken back by the institution while the page was open: it stays as it is.
                continue
            accepted += state is NominationState.ACCEPTED
            reserve += state is NominationState.RESERVE
        commit()
    except NamesMissing as error:
        db.session.rollback()
        for item in error.missing:
            flash(missing_words(item, current()), "bad")
        return redirect(url_for(".index", slug=slug), 303)
    if not accepted and not reserve:
        flash(_("Please tick the people you accept."), "attention")
    if accepted:
        flash(
            ngettext(
                "%(num)s person is accepted and receives a link to the form.",
                "%(num)s people are accepted and receive a link to the form each.",
                accepted,
            ),
            "good",
        )
    if reserve:
        flash(
            ngettext(
                "%(num)s person stays in the reserve, with your agreement to move up.",
                "%(num)s people stay in the reserve, with your agreement to move up.",
                reserve,
            ),
            "info",
        )
    return redirect(url_for(".index", slug=slug), 303)
