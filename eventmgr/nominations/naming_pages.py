"""The institution's pages, reached by the link of its invitation: naming people, their state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.directory.naming import NamesMissing
from eventmgr.events.closing import is_open
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.extensions import limiter
from eventmgr.forms import Form
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import plain_name
from eventmgr.invitations import links as invitation_links
from eventmgr.invitations.landing import LINK_LIMIT, link_gone
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.language import current, offer
from eventmgr.nominations import actions, queries
from eventmgr.nominations.blueprint import bp
from eventmgr.nominations.forms import nominee_data, nominee_form
from eventmgr.nominations.models import Nomination, NominationState
from eventmgr.nominations.registered import registered
from eventmgr.nominations.rules import NominationError
from eventmgr.nominations.states import OPEN
from eventmgr.nominations.words import STATES


def _enter(token: str) -> Invitation | None:
    invitation = invitation_links.find(token)
    if invitation is not None:
        g.event = invitation.event
        offer(invitation.language)
    return invitation


def _own(invitation: Invitation, number: int) -> Nomination | None:
    """Return a nomination of this invitation, never of another."""
    found = queries.nomination_of(invitation.event, number)
    return found if found is not None and found.invitation_id == invitation.id else None


def _row(nomination: Nomination, event: Event, places: dict[int, int]) -> dict[str, Any]:
    return {
        "id": nomination.id,
        "name": plain_name(nomination.given_name, nomination.family_name),
        "post": text_in(nomination.position, current(), event.document_languages),
        "state": STATES[nomination.state],
        "place": places.get(nomination.id),
        "approved": nomination.approved_at is not None,
        "accepted": nomination.state is NominationState.ACCEPTED,
        "registered": nomination.registration_id,
        "reason": nomination.reason,
        "open": nomination.state in OPEN,
    }


@bp.get("/invitation/<token>/nominations")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def named(token: str) -> Any:
    """Show whom the institution named, where each stands, and the balance."""
    invitation = _enter(token)
    if invitation is None:
        return link_gone()
    event = invitation.event
    rows = queries.of_invitation(invitation)
    places = queries.reserve_places(rows)
    names = {row.id: plain_name(row.given_name, row.family_name) for row in rows}
    shown = [_row(row, event, places) for row in rows]
    for row, line in zip(rows, shown, strict=True):
        line["successor"] = names.get(row.replaced_by_id or 0, "")
    return render_template(
        "nominations/named.html",
        token=token,
        institution=screen_names_for(event, current()).institution(invitation.organisation),
        invitation=invitation,
        free=max(0, actions.free_seats(invitation)),
        present=[line for line in shown if line["open"]],
        past=[line for line in shown if not line["open"]],
        states=registered().states([row.registration_id for row in rows if row.registration_id]),
        balance=queries.balance(rows),
        can_name=is_open(event) and invitation.state is not InvitationState.DECLINED,
    )


def _refused(error: NominationError, form: Any, template: str, **page: Any) -> tuple[str, int]:
    db.session.rollback()
    if error.field:
        form.add_error(error.field, error.message)
    else:
        form.form_errors.append(error.message)
    invitation = invitation_links.find(page["token"])
    if invitation is None:
        return link_gone()
    g.event = invitation.event
    return render_template(template, form=form, **page), 422


@bp.route("/invitation/<token>/nominations/new", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def name_person(token: str) -> Any:
    """Name somebody for a seat or, where none is free, for the reserve."""
    invitation = _enter(token)
    if invitation is None:
        return link_gone()
    event = invitation.event
    form = nominee_form(current())
    page: dict[str, Any] = {"token": token, "before": None, "replaces": ""}
    page["free"] = actions.free_seats(invitation) > 0
    if not form.validate_on_submit():
        return render_template(
            "nominations/nominee.html", form=form, **page
        ), 422 if form.errors else 200
    return _saved(
        lambda: actions.nominate(
            event,
            invitation,
            form.column_values(),
            actor=actions.INSTITUTION,
            by_link=True,
        ),
        form,
        page,
    )


def _saved(act: Callable[[], Nomination], form: Any, page: dict[str, Any]) -> Any:
    """Write, then show the list with what became of the person; or the form with what is wrong."""
    try:
        nomination = act()
        reserve = nomination.state is NominationState.RESERVE
        name = plain_name(nomination.given_name, nomination.family_name)
        commit()
    except NominationError as error:
        return _refused(error, form, "nominations/nominee.html", **page)
    except NamesMissing:
        # The footnote of a name is not approved yet: the organisers' to mend.
        return _refused(NominationError(), form, "nominations/nominee.html", **page)
    if reserve:
        flash(
            _("All seats are taken: %(name)s is in the reserve and moves up in turn.", name=name),
            "attention",
        )
    else:
        flash(_("%(name)s is nominated. The organisers confirm it.", name=name), "good")
    return redirect(url_for("nominations.named", token=page["token"]), 303)


@bp.route("/invitation/<token>/nominations/<int:number>/replace", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def replace_person(token: str, number: int) -> Any:
    """Name somebody else in a person's place."""
    invitation = _enter(token)
    nomination = _own(invitation, number) if invitation is not None else None
    if invitation is None or nomination is None:
        return link_gone()
    if nomination.state not in OPEN:
        return redirect(url_for("nominations.named", token=token), 303)
    event = invitation.event
    form = nominee_form(current())
    page: dict[str, Any] = {
        "token": token,
        "before": None,
        "replaces": plain_name(nomination.given_name, nomination.family_name),
        "free": nomination.state is not NominationState.RESERVE,
    }
    if not form.validate_on_submit():
        return render_template(
            "nominations/nominee.html", form=form, **page
        ), 422 if form.errors else 200
    return _saved(
        lambda: actions.replace(
            event,
            nomination,
            form.column_values(),
            actor=actions.INSTITUTION,
            by_link=True,
        ),
        form,
        page,
    )


@bp.route("/invitation/<token>/nominations/<int:number>/change", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def change_person(token: str, number: int) -> Any:
    """Correct what was written about a person who has not registered yet."""
    invitation = _enter(token)
    nomination = _own(invitation, number) if invitation is not None else None
    if invitation is None or nomination is None:
        return link_gone()
    if nomination.state not in OPEN or nomination.registration_id is not None:
        return redirect(url_for("nominations.named", token=token), 303)
    event = invitation.event
    form = nominee_form(current(), data=nominee_data(nomination, current(), event))
    page: dict[str, Any] = {"token": token, "before": number, "replaces": "", "free": True}
    if not form.validate_on_submit():
        return render_template(
            "nominations/nominee.html", form=form, **page
        ), 422 if form.errors else 200
    try:
        actions.change_nomination(
            event,
            nomination,
            form.column_values(nomination),
            version=form.seen_version,
            actor=actions.INSTITUTION,
            by_link=True,
        )
        commit()
    except Conflict:
        db.session.rollback()
        again = invitation_links.find(token)
        row = _own(again, number) if again is not None else None
        if again is None or row is None:
            return link_gone()
        g.event = again.event
        theirs = nominee_form(
            current(), data=nominee_data(row, current(), again.event), formdata=None
        )
        return conflict_page(
            form,
            theirs,
            version=row.version,
            back=url_for("nominations.named", token=token),
            layout="layouts/participant.html",
        )
    except NominationError as error:
        return _refused(error, form, "nominations/nominee.html", **page)
    except NamesMissing:
        return _refused(NominationError(), form, "nominations/nominee.html", **page)
    flash(_("The nomination is changed."), "good")
    return redirect(url_for("nominations.named", token=token), 303)


@bp.post("/invitation/<token>/nominations/<int:number>/withdraw")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def take_back(token: str, number: int) -> Any:
    """Take a person back; the first of the reserve moves up."""
    invitation = _enter(token)
    nomination = _own(invitation, number) if invitation is not None else None
    if invitation is None or nomination is None or not Form().validate_on_submit():
        return link_gone()
    try:
        actions.withdraw(invitation.event, nomination, actor=actions.INSTITUTION, by_link=True)
        commit()
    except NominationError as error:
        db.session.rollback()
        flash(str(error.message), "bad")
    except NamesMissing:
        db.session.rollback()
        flash(str(NominationError.message), "bad")
    else:
        flash(_("The nomination is taken back."), "good")
    return redirect(url_for("nominations.named", token=token), 303)
