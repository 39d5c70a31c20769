"""Writing to the outbox, and what a person may decide about a message in it."""

from __future__ import annotations

import secrets
from typing import Any

from flask import current_app, render_template
from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.database import db, lock, now
from eventmgr.i18n.languages import direction, html_lang
from eventmgr.language import speaking
from eventmgr.mail.delivery import settle_as_sent
from eventmgr.mail.message import one_line
from eventmgr.mail.models import Mail, MailState
from eventmgr.mail.states import UNSENT, IllegalMove, move
from eventmgr.mail.templates import as_html


def queue_mail(
    *,
    template: str,
    to_email: str,
    subject: str,
    body_text: str,
    language: str,
    to_name: str = "",
    reply_to: str = "",
    body_html: str = "",
    event_id: int | None = None,
    subject_type: str = "",
    subject_id: int | None = None,
    attachments: list[dict[str, Any]] | None = None,
    mailing_id: int | None = None,
    as_draft: bool = False,
) -> Mail:
    """Write one message into the running transaction.

    A draft waits until a person sends it. Where no mail server is configured the message is
    kept, readable on the outbox page. Attachments are made by `text_attachment` and
    `file_attachment` of mail/message.py.
    """
    host = current_app.config["MAIL_SENDER"].rpartition("@")[2]
    mail = Mail(
        template=template,
        to_email=to_email,
        to_name=one_line(to_name),
        reply_to=reply_to,
        language=language,
        subject=one_line(subject),
        body_text=body_text,
        body_html=body_html,
        event_id=event_id,
        subject_type=subject_type,
        subject_id=subject_id,
        attachments=attachments or [],
        message_id=f"<{secrets.token_hex(16)}@{host}>",
        mailing_id=mailing_id,
        state=MailState.DRAFT if as_draft else _first_state(),
    )
    db.session.add(mail)
    db.session.flush()
    return mail


def _first_state() -> MailState:
    return MailState.QUEUED if current_app.config["SMTP"] else MailState.KEPT


class NoMailServer(Exception):
    """Nothing can be sent: no mail server is configured."""


def send_again(mail: Mail, *, actor: Any) -> None:
    """Queue a kept, failed, waiting or uncertain message at once; its Message-ID stays.

    Raises NoMailServer, or IllegalMove where the message was sent or cancelled meanwhile.
    """
    if current_app.config["SMTP"] is None:
        raise NoMailServer
    lock(mail)
    before = mail.state
    move(mail, MailState.QUEUED)
    mail.attempts = 0
    mail.next_try_at = now()
    mail.claimed_at = None
    mail.handed_over_at = None
    _record("send message again", mail, before, actor)


def cancel(mail: Mail, *, actor: Any) -> None:
    """Keep a message from being sent; raise IllegalMove where it is leaving or gone."""
    lock(mail)
    before = mail.state
    if before is MailState.SENDING:
        # Only the worker takes back what it has in its hands.
        raise IllegalMove(mail, MailState.CANCELLED)
    move(mail, MailState.CANCELLED)
    _record("cancel message", mail, before, actor)


def confirm_arrival(mail: Mail, *, actor: Any) -> None:
    """Note that an uncertain message did arrive, as a person found out."""
    lock(mail)
    before = mail.state
    if before is not MailState.UNCERTAIN:
        raise IllegalMove(mail, MailState.SENT)
    settle_as_sent(mail, now())
    _record("confirm arrival of message", mail, before, actor)


def sent_by_hand(mail: Mail, *, actor: Any) -> None:
    """Note that a person sent a kept message from her own mailbox; it never leaves from here.

    Raises IllegalMove where the message is not kept any more.
    """
    lock(mail)
    before = mail.state
    if before is not MailState.KEPT:
        raise IllegalMove(mail, MailState.SENT)
    settle_as_sent(mail, now())
    _record("note message sent by hand", mail, before, actor)


def change_draft(mail: Mail, subject: str, text: str, *, actor: Any) -> None:
    """Change a draft's subject and text; its HTML is made anew from the same text.

    Raises IllegalMove where it was sent or dropped meanwhile.
    """
    lock(mail)
    if mail.state is not MailState.DRAFT:
        raise IllegalMove(mail, MailState.DRAFT)
    mail.subject = one_line(subject)
    mail.body_text = text.strip() + "\n"
    with speaking(mail.language):
        mail.body_html = render_template(
            "mail/frame.html",
            body=as_html(text),
            notes=[],
            signed=True,
            subject=mail.subject,
            html_lang=html_lang(mail.language),
            html_dir=direction(mail.language),
        )
    _record("change draft message", mail, mail.state, actor)


def send_draft(mail: Mail, *, actor: Any) -> None:
    """Let a draft leave; where no mail server is set it is kept, as every message is then."""
    lock(mail)
    before = mail.state
    if before is not MailState.DRAFT:
        raise IllegalMove(mail, MailState.QUEUED)
    move(mail, _first_state())
    mail.next_try_at = now()
    _record("send message again", mail, before, actor)


def send_drafts(event_id: int, *, actor: Any) -> int:
    """Let every draft of an event leave; return how many."""
    return _each(event_id, MailState.DRAFT, send_draft, actor)


def discard_drafts(event_id: int, *, actor: Any) -> int:
    """Drop every draft of an event; return how many."""
    return _each(event_id, MailState.DRAFT, cancel, actor)


def _each(event_id: int | None, state: MailState, act: Any, actor: Any) -> int:
    found = db.session.scalars(
        select(Mail).where(Mail.state == state, Mail.event_id == event_id).order_by(Mail.id)
    ).all()
    done = 0
    for mail in found:
        try:
            act(mail, actor=actor)
        except IllegalMove:
            # Somebody was quicker with this one.
            continue
        done += 1
    return done


def send_kept(event_id: int | None, *, actor: Any) -> int:
    """Queue every kept message of an event, or of no event; return how many."""
    kept = db.session.scalars(
        select(Mail).where(Mail.state == MailState.KEPT, Mail.event_id == event_id)
    ).all()
    for mail in kept:
        send_again(mail, actor=actor)
    return len(kept)


def cancel_unsent(
    subject_type: str, subject_id: int, *, actor: Any, template: str | None = None
) -> int:
    """Cancel what has not left yet about one thing, because something newer takes its place.

    `template` leaves all other kinds of message as they are.
    """
    statement = select(Mail).where(
        Mail.subject_type == subject_type,
        Mail.subject_id == subject_id,
        Mail.state.in_(UNSENT),
    )
    if template is not None:
        statement = statement.where(Mail.template == template)
    waiting = db.session.scalars(statement).all()
    cancelled = 0
    for mail in waiting:
        try:
            cancel(mail, actor=actor)
        except IllegalMove:
            # The worker took it in this moment.
            continue
        cancelled += 1
    return cancelled


def _record(action: str, mail: Mail, before: MailState, actor: Any) -> None:
    record(
        action,
        mail,
        actor=actor,
        event_id=mail.event_id,
        label=mail.subject,
        changes={"state": [before.value, mail.state.value]},
    )
