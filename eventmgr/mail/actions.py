"""Writing to the outbox."""

from __future__ import annotations

import secrets
from typing import Any

from flask import current_app

from eventmgr.database import db
from eventmgr.mail.models import Mail, MailState


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
) -> Mail:
    """Write one message into the running transaction.

    Where no mail server is configured the message is kept, readable on the outbox page.
    """
    host = current_app.config["MAIL_SENDER"].rpartition("@")[2]
    mail = Mail(
        template=template,
        to_email=to_email,
        to_name=to_name,
        reply_to=reply_to,
        language=language,
        subject=" ".join(subject.split()),
        body_text=body_text,
        body_html=body_html,
        event_id=event_id,
        subject_type=subject_type,
        subject_id=subject_id,
        attachments=attachments or [],
        message_id=f"<{secrets.token_hex(16)}@{host}>",
        state=MailState.QUEUED if current_app.config["SMTP"] else MailState.KEPT,
    )
    db.session.add(mail)
    db.session.flush()
    return mail
