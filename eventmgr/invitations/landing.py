"""The institution's own page, reached by its personal link."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import commit, db, writing
from eventmgr.directory.naming import NamesMissing
from eventmgr.events.naming import screen_names_for
from eventmgr.extensions import limiter
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.numbers import join_list
from eventmgr.invitations import actions, links
from eventmgr.invitations.answers import taken_seats
from eventmgr.invitations.blueprint import bp
from eventmgr.invitations.forms import DeclineForm, ForwardForm
from eventmgr.invitations.letter_file import letter_file
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.invitations.sending import send_forward
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
    forward = links.forward_of(token)
    unopened = invitation.opened_at is None or (forward is not None and forward.opened_at is None)
    if unopened and request.method == "GET":
        with writing():
            again = links.find(token)
            if again is not None and actions.mark_opened(again, links.forward_of(token)):
                commit()
            else:
                db.session.rollback()
        invitation = _enter(token)
        if invitation is None:
            return link_gone()
    return _page(token, invitation), 200


def _page(
    token: str,
    invitation: Invitation,
    form: DeclineForm | None = None,
    forward_form: ForwardForm | None = None,
) -> str:
    # Each form of the page is filled from what was sent to it alone.
    form = form or DeclineForm(formdata=None)
    forward_form = forward_form or ForwardForm(formdata=None)
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
        forward_form=forward_form,
        # A colleague answers, and passes nothing on.
        forwarded=links.forward_of(token) is not None,
        forwards=links.forwards(invitation),
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
        actions.decline(
            invitation,
            form.reason.data or "",
            substitute_name=form.substitute_name.data or "",
            substitute_email=form.substitute_email.data or "",
        )
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


def _whole_link(token: str) -> Invitation | None:
    """Find the invitation of a letter's own link; a colleague's passes nothing on."""
    return None if links.forward_of(token) is not None else _enter(token)


@bp.post("/invitation/<token>/forward")
@needs(PUBLIC)
@limiter.limit("10 per hour")
def forward(token: str) -> Any:
    """Send a colleague a link of their own to this invitation."""
    invitation = _whole_link(token)
    if invitation is None:
        return link_gone()
    form = ForwardForm()
    if not form.validate_on_submit():
        return _page(token, invitation, forward_form=form), 422
    event = invitation.event
    try:
        row, fresh = actions.forward(invitation, event, form.email.data or "", form.name.data or "")
        send_forward(event, invitation, row, fresh, current())
    except actions.TooManyForwards:
        db.session.rollback()
        flash(
            _(
                "This invitation was passed on to several colleagues already. Please take one of "
                "these links back first."
            ),
            "attention",
        )
    except NamesMissing:
        db.session.rollback()
        flash(_("This cannot be done just now. Please write to the organisers."), "bad")
    else:
        commit()
        flash(_("Your colleague receives a message with a link of their own."), "good")
    return redirect(url_for(".landing", token=token), 303)


@bp.post("/invitation/<token>/forward/<int:number>/take-back")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def take_back(token: str, number: int) -> Any:
    """End a colleague's link."""
    invitation = _whole_link(token)
    if invitation is None:
        return link_gone()
    if actions.revoke_forward(invitation, number, actor=actions.INSTITUTION):
        commit()
        flash(_("The link of your colleague works no more."), "good")
    else:
        db.session.rollback()
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


def _paper(token: str, *, note: bool) -> Any:
    invitation = _enter(token)
    if invitation is None or (note and not invitation.note_verbale):
        return link_gone()
    answer: Response | list[str] = letter_file(invitation, invitation.event, note=note)
    if isinstance(answer, list):
        flash(_("The letter cannot be printed just now. Please write to the organisers."), "bad")
        return redirect(url_for(".landing", token=token), 303)
    return answer


@bp.get("/invitation/<token>/letter.pdf")
@needs(PUBLIC)
@limiter.limit("20 per minute")
def landing_letter(token: str) -> Any:
    """Give the institution its letter as a PDF file."""
    return _paper(token, note=False)


@bp.get("/invitation/<token>/note.pdf")
@needs(PUBLIC)
@limiter.limit("20 per minute")
def landing_note(token: str) -> Any:
    """Give the institution its note verbale as a PDF file."""
    return _paper(token, note=True)
