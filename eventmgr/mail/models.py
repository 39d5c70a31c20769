"""The outbox: every mail is a row, written in the transaction that caused it."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.database import db, key, now, status_type


class MailState(enum.StrEnum):
    """Where a mail stands; the table of allowed moves is in mail/states.py."""

    KEPT = "kept"  # no mail server is configured: readable in the outbox only
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    UNCERTAIN = "uncertain"  # handed over when the worker died: a person decides
    FAILED = "failed"
    CANCELLED = "cancelled"


class Mail(db.Model):
    """One message to one person, in that person's language."""

    __tablename__ = "mails"
    __table_args__ = (
        Index("ix_mails_state_next_try_at", "state", "next_try_at"),
        Index("ix_mails_subject_type_subject_id", "subject_type", "subject_id"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), index=True
    )
    # What it is about, e.g. ("Invitation", 12), for the state on that row.
    subject_type: Mapped[str] = mapped_column(String(60), default="")
    subject_id: Mapped[int | None]
    template: Mapped[str] = mapped_column(String(60))
    to_name: Mapped[str] = mapped_column(String(300), default="")
    to_email: Mapped[str] = mapped_column(String(255))
    reply_to: Mapped[str] = mapped_column(String(255), default="")
    language: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(Text)
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text, default="")
    # As mail/message.py's Attachment makes them.
    attachments: Mapped[list[Any]] = mapped_column(default=list)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[MailState] = mapped_column(status_type(MailState, "mail_state"))
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    next_try_at: Mapped[datetime] = mapped_column(default=now)
    claimed_at: Mapped[datetime | None]
    # Written just before the text of the message leaves: from here on it may have arrived.
    handed_over_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


class MailText(db.Model):
    """How an event words a kind of message in one language, instead of the text as delivered."""

    __tablename__ = "mail_texts"
    __table_args__ = (UniqueConstraint("event_id", "kind", "language"),)

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(12))
    # Words that stand for data are in braces: {link}.
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now)
