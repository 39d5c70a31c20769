"""Sending letters and reminders: first the preview, then the act, once."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db
from eventmgr.directory.screen import missing_words
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.i18n.dates import short_date
from eventmgr.i18n.languages import language_name
from eventmgr.invitations import queries, sending
from eventmgr.invitations.blueprint import bp
from eventmgr.invitations.carrying import AT_ONCE, LETTERS, REMINDERS, hand_over
from eventmgr.invitations.models import Invitation
from eventmgr.language import current
from eventmgr.mail import mailings

# So many letters can be chosen on one page.
MOST = 2000


def _numbers(values: list[str]) -> set[int]:
    return {int(v) for v in values if v.isascii() and v.isdigit() and len(v) < 10}


def _chosen() -> dict[int, int]:
    """Return {invitation id: version} of the form's hidden "id:version" fields."""
    chosen = {}
    for value in request.form.getlist("invitation")[:MOST]:
        number, _colon, version = value.partition(":")
        if _numbers([number]) and _numbers([version]):
            chosen[int(number)] = int(version)
    return chosen


def _what_is_missing(ready: sending.Ready) -> list[str]:
    """Say in plain words what keeps a letter back."""
    words = []
    if ready.no_email:
        words.append(_("There is no e-mail address."))
    if ready.over:
        words.append(_("It is too late: the event has begun or is over."))
    return words + [missing_words(item, current()) for item in ready.missing]


def _preview(invitations: list[Invitation], template: str, *, reminding: bool = False) -> str:
    event: Event = g.event
    names = screen_names_for(event, current())
    left_out = _numbers(request.args.getlist("without"))
    invitations.sort(key=lambda row: (names.organisation_order(row.organisation), row.id))
    ready = sending.preview(event, invitations, reminding=reminding)
    going = [row for row in ready if row.sendable and row.invitation.id not in left_out]

    def address(number: int, *, leave_out: bool) -> str:
        without = left_out | {number} if leave_out else left_out - {number}
        return url_for(request.endpoint or "", slug=event.slug, without=sorted(without))

    return render_template(
        template,
        going=going,
        left_out=[row for row in ready if row.sendable and row.invitation.id in left_out],
        held=[row for row in ready if not row.sendable],
        missing=_what_is_missing,
        names=names,
        without=sorted(left_out),
        leave_out=lambda number: address(number, leave_out=True),
        put_back=lambda number: address(number, leave_out=False),
        language=lambda code: language_name(code, current()),
        date=lambda day: short_date(day, current()),
        server=current_app.config["SMTP"],
    )


def _said(number: int, passed: int) -> None:
    if passed:
        flash(
            ngettext(
                "%(num)s was passed over, because it had been sent or changed in the meantime.",
                "%(num)s were passed over, because they had been sent or changed in the meantime.",
                passed,
            ),
            "attention",
        )
    if number and current_app.config["SMTP"] is None:
        flash(
            _("No mail server is set, so the messages are kept in the outbox until you send them."),
            "attention",
        )


def _handed_over(kind: str, chosen: dict[int, int]) -> Response:
    """Let the worker write many letters, and show how far it is."""
    mailing = hand_over(g.event, kind, chosen, actor=current_user)
    number = mailing.id
    commit()
    mailings.hand_over(number)
    return redirect(url_for("mail.mailing", slug=g.event.slug, number=number), 303)


@bp.get("/events/<slug>/invitations/send")
@needs(Need.SEND)
def send(slug: str) -> str:
    """Show which letters would go out, to whom, in which language, and what is missing."""
    return _preview(sending.drafts(g.event), "invitations/send.html")


@bp.post("/events/<slug>/invitations/send")
@needs(Need.SEND)
def send_letters(slug: str) -> Response:
    """Send the letters that were shown."""
    chosen = _chosen()
    if len(chosen) > AT_ONCE:
        return _handed_over(LETTERS, chosen)
    sent, passed = sending.send_letters(g.event, chosen, actor=current_user)
    commit()
    if sent:
        flash(
            ngettext(
                "%(num)s letter is in the outbox.", "%(num)s letters are in the outbox.", len(sent)
            ),
            "good",
        )
    _said(len(sent), passed)
    return redirect(url_for(".index", slug=slug), 303)


@bp.get("/events/<slug>/invitations/remind")
@needs(Need.SEND)
def remind(slug: str) -> str:
    """Show who has not answered and would be reminded."""
    return _preview(sending.to_remind(g.event), "invitations/remind.html", reminding=True)


@bp.post("/events/<slug>/invitations/remind")
@needs(Need.SEND)
def send_reminders(slug: str) -> Response:
    """Send the reminders that were shown."""
    chosen = _chosen()
    if len(chosen) > AT_ONCE:
        return _handed_over(REMINDERS, chosen)
    reminded, passed = sending.remind(g.event, chosen, actor=current_user)
    commit()
    if reminded:
        flash(
            ngettext(
                "%(num)s reminder is in the outbox.",
                "%(num)s reminders are in the outbox.",
                len(reminded),
            ),
            "good",
        )
    _said(len(reminded), passed)
    return redirect(url_for(".index", slug=slug), 303)


@bp.post("/events/<slug>/invitations/<int:number>/send-again")
@needs(Need.SEND)
def send_again(slug: str, number: int) -> Any:
    """Send one letter once more, with a newer link."""
    invitation = queries.invitation_of(g.event, number)
    if invitation is None:
        abort(404)
    versions = _numbers([request.form.get("version", "")])
    if versions and sending.send_again(g.event, invitation, versions.pop(), actor=current_user):
        commit()
        flash(
            _("The letter is in the outbox with a new link; the older link works no more."), "good"
        )
        _said(1, 0)
    else:
        db.session.rollback()
        flash(
            _(
                "The letter was not sent: it changed in the meantime, or an address or an "
                "approved name is missing."
            ),
            "attention",
        )
    return redirect(url_for(".edit", slug=slug, number=number), 303)
