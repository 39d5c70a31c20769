"""The institution's own page, reached by its personal link."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import commit, db, writing
from eventmgr.events.naming import screen_names_for
from eventmgr.extensions import limiter
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.numbers import join_list
from eventmgr.invitations import actions, links
from eventmgr.invitations.answers import taken_seats
from eventmgr.invitations.blueprint import bp
from eventmgr.invitations.forms import DeclineForm
from eventmgr.invitations.letter_file import letter_file
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.language import current, offer

# Enough for a whole office behind one address, far too little to try links out.
LINK_LIMIT = "60 per minute; 600 per hour"


def _enter(token: str) -> Invitation | None:
    """Find the invitation of a link; its event and language rule the page."""
    invitation = links.find(token)
    if invitation is not None:
        g.event = invitation.event
        offer(invitation.language)
    return invitation


def link_gone() -> tuple[str, int]:
    """Answer a link that leads nowhere, in the same words whatever the reason."""
    return render_template("invitations/link_gone.html"), 410


@bp.get("/invitation/<token>")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def landing(token: str) -> Any:
    """Show the invitation with its seats, and what one may do."""
    invitation = _enter(token)
    if invitation is None:
        return link_gone()
    if invitation.opened_at is None and request.method == "GET":
        with writing():
            again = links.find(token)
            if again is not None and actions.mark_opened(again):
                commit()
            else:
                db.session.rollback()
        invitation = _enter(token)
        if invitation is None:
            return link_gone()
    return _page(token, invitation, DeclineForm()), 200


def _page(token: str, invitation: Invitation, form: DeclineForm) -> str:
    event = invitation.event
    reader = current()
    names = screen_names_for(event, reader)
    people = taken_seats([invitation.id])[invitation.id]

    def languages(codes: list[str]) -> str:
        return join_list([language_name(code, reader) for code in codes], reader)

    return render_template(
        "invitations/landing.html",
        token=token,
        invitation=invitation,
        institution=names.institution(invitation.organisation),
        people=people,
        free=max(0, invitation.seats - len(people)),
        declined=invitation.state is InvitationState.DECLINED,
        deadline=long_date(invitation.deadline, reader) if invitation.deadline else "",
        spoken=languages(event.floor_languages),
        heard=languages(event.into_languages),
        form=form,
    )


@bp.post("/invitation/<token>/decline")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def decline(token: str) -> Any:
    """Note that nobody comes, with a reason if one is given."""
    invitation = _enter(token)
    if invitation is None:
        return link_gone()
    form = DeclineForm()
    if not form.validate_on_submit():
        return _page(token, invitation, form), 422
    try:
        actions.decline(invitation, form.reason.data or "")
    except actions.SeatsTaken as error:
        db.session.rollback()
        flash(
            ngettext(
                "%(num)s participant is registered. To decline, please cancel the registration "
                "first through the link in its confirmation, or write to the organisers.",
                "%(num)s participants are registered. To decline, please cancel the registrations "
                "first through the links in their confirmations, or write to the organisers.",
                error.taken,
            ),
            "attention",
        )
    else:
        commit()
        flash(_("Thank you for letting us know. You can still change your mind below."), "good")
    return redirect(url_for(".landing", token=token), 303)


@bp.post("/invitation/<token>/come-after-all")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def come_after_all(token: str) -> Any:
    """Take back the word that nobody comes."""
    invitation = _enter(token)
    if invitation is None:
        return link_gone()
    actions.take_back_decline(invitation)
    commit()
    flash(_("Good news: your seats are yours again."), "good")
    return redirect(url_for(".landing", token=token), 303)


@bp.get("/invitation/<token>/letter.pdf")
@needs(PUBLIC)
@limiter.limit("20 per minute")
def landing_letter(token: str) -> Any:
    """Give the institution its letter as a PDF file."""
    invitation = _enter(token)
    if invitation is None:
        return link_gone()
    answer: Response | list[str] = letter_file(invitation, invitation.event)
    if isinstance(answer, list):
        flash(_("The letter cannot be printed just now. Please write to the organisers."), "bad")
        return redirect(url_for(".landing", token=token), 303)
    return answer
