"""The outbox: every message with its state, readable, and what one may do about it.

It is open to those who send: messages hold addresses, names that are protected elsewhere, and
personal links, which act for whoever holds them (PRIV-02, PRIV-04).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from flask import (
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    send_file,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db, now
from eventmgr.forms import Form, text_area, text_field
from eventmgr.i18n.dates import short_datetime
from eventmgr.i18n.languages import html_lang, language_name
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.mail import actions, mailing_pages, queries, text_pages
from eventmgr.mail.blueprint import bp
from eventmgr.mail.message import UnsendableMail, attachment_bytes, draft_file, one_line
from eventmgr.mail.models import Mail, MailState
from eventmgr.mail.states import IllegalMove
from eventmgr.mail.words import STATES

__all__ = ["bp", "mailing_pages", "text_pages"]


class DraftForm(Form):
    """A message before it leaves."""

    subject = text_field(_l("Subject"), most=300, required=True)
    text = text_area(_l("Text"), most=20000, required=True)


def _place() -> tuple[int | None, str]:
    event = g.get("event")
    return (event.id, event.timezone) if event is not None else (None, "UTC")


def _url(page: str, /, **values: Any) -> str:
    """Return the address of a page of this outbox."""
    event = g.get("event")
    if event is None:
        return url_for(f"mail.house_{page}", **values)
    return url_for(f"mail.{page}", slug=event.slug, **values)


def _when(zone: str) -> Callable[[datetime], str]:
    place = ZoneInfo(zone)
    return lambda instant: short_datetime(instant.astimezone(place), current())


# Where the session keeps what was looked for: a name does not belong in an address (PRIV-06).
SEARCH = "mail.search"


def _searched() -> str:
    kept = session.get(SEARCH, {})
    event_id = _place()[0]
    return str(kept.get("words", "")) if kept.get("event") == event_id else ""


def _list() -> str:
    event_id, zone = _place()
    asked = request.args.get("state", "")
    state = MailState(asked) if asked in set(MailState) else None
    mailing = number_in(request.args.get("mailing", ""))
    words = _searched()
    found = queries.outbox(
        event_id,
        state=state,
        words=words,
        mailing=mailing,
        page=number_in(request.args.get("page", "")) or 1,
    )

    def page_url(page: int) -> str:
        return _url("outbox", page=page, state=asked or None, mailing=mailing)

    return render_template(
        "mail/outbox.html",
        layout=_layout(),
        found=found,
        chosen=state,
        mailing=mailing,
        words=words,
        states=STATES,
        url=_url,
        page_url=page_url,
        when=_when(zone),
        server=current_app.config["SMTP"],
    )


def _search() -> Response:
    words = one_line(request.form.get("q", ""))[:100]
    if words:
        session[SEARCH] = {"event": _place()[0], "words": words}
    else:
        session.pop(SEARCH, None)
    asked = request.form.get("state", "")
    return redirect(
        _url(
            "outbox",
            state=asked if asked in set(MailState) else None,
            mailing=number_in(request.form.get("mailing", "")),
        ),
        303,
    )


def _layout() -> str:
    return "layouts/event.html" if g.get("event") is not None else "layouts/site.html"


def _mail(number: int) -> Mail:
    mail = queries.mail_in(_place()[0], number)
    if mail is None:
        abort(404)
    return mail


def _show(number: int) -> str:
    mail = _mail(number)
    return render_template(
        "mail/message.html",
        layout=_layout(),
        mail=mail,
        text_lang=html_lang(mail.language),
        language=language_name(mail.language, current()),
        states=STATES,
        # The program's own words are translated here; a server's stand as it said them.
        trouble=_(mail.last_error) if mail.last_error else "",
        url=_url,
        when=_when(_place()[1]),
        server=current_app.config["SMTP"],
    )


def _attachment(number: int, index: int) -> Response:
    mail = _mail(number)
    if index >= len(mail.attachments):
        abort(404)
    attachment = mail.attachments[index]
    return send_file(
        BytesIO(attachment_bytes(attachment)),
        mimetype=attachment["content_type"],
        as_attachment=True,
        download_name=one_line(attachment["filename"]),
    )


def _draft(number: int) -> Response:
    mail = _mail(number)
    if mail.sent_at is not None:
        # Its personal links are not kept: the file would lead nowhere.
        abort(404)
    try:
        data = draft_file(mail, sender=current_app.config["MAIL_SENDER"], at=now())
    except UnsendableMail as error:
        flash(_(str(error)), "bad")
        return redirect(_url("message", number=number), 303)
    return send_file(
        BytesIO(data),
        mimetype="message/rfc822",
        as_attachment=True,
        download_name=f"message-{mail.id}.eml",
    )


def _act(number: int, act: str) -> Response:
    mail = _mail(number)
    try:
        if act == "send" and mail.state is MailState.DRAFT:
            actions.send_draft(mail, actor=current_user)
            said = _("The message is queued and goes out within a minute.")
        elif act == "send":
            actions.send_again(mail, actor=current_user)
            said = _("The message is queued and goes out within a minute.")
        elif act == "cancel":
            actions.cancel(mail, actor=current_user)
            said = _("The message is cancelled and will not be sent.")
        elif act == "sent-by-hand":
            actions.sent_by_hand(mail, actor=current_user)
            said = _("Noted: you sent this message yourself. Its personal link is kept no longer.")
        elif act == "arrived":
            actions.confirm_arrival(mail, actor=current_user)
            said = _("Noted: the message arrived.")
        else:
            abort(404)
    except IllegalMove:
        db.session.rollback()
        flash(
            _("This was not possible any more: the message changed in the meantime."), "attention"
        )
    except actions.NoMailServer:
        db.session.rollback()
        flash(_no_server(), "bad")
    else:
        commit()
        flash(said, "good")
    return redirect(_url("message", number=number), 303)


def _send_kept() -> Response:
    try:
        number = actions.send_kept(_place()[0], actor=current_user)
    except actions.NoMailServer:
        db.session.rollback()
        flash(_no_server(), "bad")
    else:
        commit()
        flash(
            ngettext(
                "%(num)s message is queued and goes out within a minute.",
                "%(num)s messages are queued and go out within a minute.",
                number,
            ),
            "good",
        )
    return redirect(_url("outbox"), 303)


def _no_server() -> str:
    return _(
        "Nothing can be sent: no mail server is set. Whoever runs this installation sets it in "
        "SMTP_URL."
    )


@bp.get("/events/<slug>/outbox")
@needs(Need.SEND)
def outbox(slug: str) -> str:
    """List the event's messages with their states."""
    return _list()


@bp.get("/events/<slug>/outbox/<int:number>")
@needs(Need.SEND)
def message(slug: str, number: int) -> str:
    """Show one message as it was written."""
    return _show(number)


@bp.get("/events/<slug>/outbox/<int:number>/attachments/<int:index>")
@needs(Need.SEND)
def attachment(slug: str, number: int, index: int) -> Response:
    """Give out a file of a message."""
    return _attachment(number, index)


@bp.get("/events/<slug>/outbox/<int:number>/message.eml")
@needs(Need.SEND)
def draft(slug: str, number: int) -> Response:
    """Give out one message as a draft for a mail program."""
    return _draft(number)


@bp.post("/events/<slug>/outbox/<int:number>/<act>")
@needs(Need.SEND)
def act(slug: str, number: int, act: str) -> Response:
    """Send, cancel, or note the arrival of one message."""
    return _act(number, act)


@bp.post("/events/<slug>/outbox/send-kept")
@needs(Need.SEND)
def send_kept(slug: str) -> Response:
    """Send all messages that were kept while no mail server was set."""
    return _send_kept()


@bp.post("/events/<slug>/outbox/search")
@needs(Need.SEND)
def search(slug: str) -> Response:
    """Look for messages; what is looked for stays out of the address (PRIV-06)."""
    return _search()


@bp.post("/events/<slug>/outbox/drafts/<act>")
@needs(Need.SEND)
def drafts(slug: str, act: str) -> Response:
    """Send all drafts of the event, or discard them."""
    event_id = g.event.id
    if act == "send":
        number = actions.send_drafts(event_id, actor=current_user)
        commit()
        flash(
            ngettext(
                "%(num)s message is queued and goes out within a minute.",
                "%(num)s messages are queued and go out within a minute.",
                number,
            ),
            "good",
        )
    elif act == "discard":
        number = actions.discard_drafts(event_id, actor=current_user)
        commit()
        flash(
            ngettext(
                "%(num)s draft is discarded and will not be sent.",
                "%(num)s drafts are discarded and will not be sent.",
                number,
            ),
            "good",
        )
    else:
        abort(404)
    return redirect(_url("outbox"), 303)


@bp.route("/events/<slug>/outbox/<int:number>/edit", methods=["GET", "POST"])
@needs(Need.SEND)
def edit_draft(slug: str, number: int) -> Any:
    """Change a draft before it leaves."""
    mail = _mail(number)
    if mail.state is not MailState.DRAFT:
        flash(
            _("This was not possible any more: the message changed in the meantime."), "attention"
        )
        return redirect(_url("message", number=number), 303)
    form = DraftForm(data={"subject": mail.subject, "text": mail.body_text})
    if form.validate_on_submit():
        try:
            actions.change_draft(mail, form.subject.data, form.text.data, actor=current_user)
        except IllegalMove:
            db.session.rollback()
            flash(
                _("This was not possible any more: the message changed in the meantime."),
                "attention",
            )
        else:
            commit()
            flash(_("The draft is saved."), "good")
        return redirect(_url("message", number=number), 303)
    page = render_template("mail/draft.html", form=form, mail=mail, layout=_layout(), url=_url)
    return page, 422 if form.errors else 200


@bp.get("/outbox")
@needs(Need.ADMINISTER)
def house_outbox() -> str:
    """List the messages that belong to no event: those of accounts."""
    return _list()


@bp.get("/outbox/<int:number>")
@needs(Need.ADMINISTER)
def house_message(number: int) -> str:
    """Show one message of the installation."""
    return _show(number)


@bp.get("/outbox/<int:number>/attachments/<int:index>")
@needs(Need.ADMINISTER)
def house_attachment(number: int, index: int) -> Response:
    """Give out a file of a message of the installation."""
    return _attachment(number, index)


@bp.get("/outbox/<int:number>/message.eml")
@needs(Need.ADMINISTER)
def house_draft(number: int) -> Response:
    """Give out one message of the installation as a draft for a mail program."""
    return _draft(number)


@bp.post("/outbox/<int:number>/<act>")
@needs(Need.ADMINISTER)
def house_act(number: int, act: str) -> Response:
    """Send, cancel, or note the arrival of one message of the installation."""
    return _act(number, act)


@bp.post("/outbox/search")
@needs(Need.ADMINISTER)
def house_search() -> Response:
    """Look for messages of the installation."""
    return _search()


@bp.post("/outbox/send-kept")
@needs(Need.ADMINISTER)
def house_send_kept() -> Response:
    """Send all kept messages of the installation."""
    return _send_kept()
