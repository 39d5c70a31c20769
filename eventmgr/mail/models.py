"""The outbox: every mail is a row, written in the transaction that caused it."""

import enum
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.database import db, key, now, status_type

if TYPE_CHECKING:
    # Mail stands below events: the name is resolved when all tables are known.
    from eventmgr.events.models import Event


class MailState(enum.StrEnum):
    """Where a mail stands; the table of allowed moves is in mail/states.py."""

    DRAFT = "draft"  # written for a person to look at; it leaves only when she sends it
    KEPT = "kept"  # no mail server is configured: readable in the outbox only
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    UNCERTAIN = "uncertain"  # handed over when the worker died: a person decides
    FAILED = "failed"
    BOUNCED = "bounced"  # taken by a server and sent back by another
    CANCELLED = "cancelled"


class MailingState(enum.StrEnum):
    """Where a message to many stands."""

    DRAFT = "draft"
    WORKING = "working"  # its copies are being written
    DONE = "done"
    DISCARDED = "discarded"


class Mailing(db.Model):
    """One message to many people, written copy by copy by the worker.

    What is still to be done stands in `work`, and goes from there in the same transaction that
    writes the copies: a worker that dies leaves neither a gap nor a second copy.
    """

    __tablename__ = "mailings"

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    # Who carries it: a name registered in mail/mailings.py.
    kind: Mapped[str] = mapped_column(String(60))
    state: Mapped[MailingState] = mapped_column(
        status_type(MailingState, "mailing_state"), default=MailingState.DRAFT
    )
    # To whom: a circle of mail/circles.py and what it is narrowed to.
    circle: Mapped[str] = mapped_column(String(60), default="")
    chosen: Mapped[dict[str, str]] = mapped_column(default=dict)
    subjects: Mapped[dict[str, str]] = mapped_column(default=dict)
    bodies: Mapped[dict[str, str]] = mapped_column(default=dict)
    as_drafts: Mapped[bool] = mapped_column(default=False)
    with_calendar: Mapped[bool] = mapped_column(default=False)
    work: Mapped[list[Any]] = mapped_column(default=list)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    passed: Mapped[int] = mapped_column(default=0)
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    heard_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    event: Mapped["Event"] = relationship()


class Mail(db.Model):
    """One message to one person, in that person's language."""

    __tablename__ = "mails"
    __table_args__ = (
        Index("ix_mails_state_next_try_at", "state", "next_try_at"),
        Index("ix_mails_subject_type_subject_id", "subject_type", "subject_id"),
        Index("ix_mails_event_id_created_at", "event_id", "created_at"),
        # Somebody who stands on two lists gets one copy of a message to many.
        Index("uq_mails_mailing_id_to_email", "mailing_id", "to_email", unique=True),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), index=True
    )
    # The message to many that it is a copy of.
    mailing_id: Mapped[int | None] = mapped_column(ForeignKey("mailings.id", ondelete="SET NULL"))
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
    bounced_at: Mapped[datetime | None]
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
