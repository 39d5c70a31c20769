"""Invitations to institutions, each with its seats and one personal link."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.database import db, key, now, status_type
from eventmgr.directory.models import Organisation
from eventmgr.events.models import Event


class InvitationState(enum.StrEnum):
    """Where an invitation stands."""

    DRAFT = "draft"
    SENT = "sent"
    OPENED = "opened"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Balance(enum.StrEnum):
    """What the letter says of women and men among the nominees (LIFE-10)."""

    WOMAN = "at least one woman"
    EQUAL = "as many women as men"
    NONE = "nothing"


class Invitation(db.Model):
    """An institution is invited once per event; inviting it again changes this row."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("event_id", "organisation_id"),
        CheckConstraint("seats > 0", name="seats_positive"),
        CheckConstraint("alternates >= 0", name="alternates_not_negative"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    seats: Mapped[int]
    # How many more may be named in reserve (LIFE-10).
    alternates: Mapped[int] = mapped_column(default=0, server_default="0")
    # Whom the letter asks for, in its language.
    profile: Mapped[str] = mapped_column(Text, default="", server_default="")
    balance: Mapped[Balance] = mapped_column(
        status_type(Balance, "balance"), default=Balance.WOMAN, server_default=Balance.WOMAN.value
    )
    # A note verbale goes beside the letter (LIFE table, row 4).
    note_verbale: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    language: Mapped[str] = mapped_column(String(12))
    # A title of post, not a person (LIFE table, row 3).
    addressee: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(255), default="")
    reference: Mapped[str] = mapped_column(String(80), default="")
    signatory_name: Mapped[str] = mapped_column(String(200), default="")
    signatory_post: Mapped[str] = mapped_column(String(300), default="")
    deadline: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[InvitationState] = mapped_column(
        status_type(InvitationState, "invitation_state"), default=InvitationState.DRAFT
    )
    # Only the hash of the link is kept; a newer link voids the older one.
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    token_expires_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    decline_reason: Mapped[str] = mapped_column(Text, default="")
    # Whom an institution that declines proposes in its place.
    substitute_name: Mapped[str] = mapped_column(String(300), default="", server_default="")
    substitute_email: Mapped[str] = mapped_column(String(255), default="", server_default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    event: Mapped[Event] = relationship()


class InvitationForward(db.Model):
    """A colleague to whom an institution passed its invitation on, with a link of their own."""

    __tablename__ = "invitation_forwards"
    __table_args__ = (
        # A newer link to the same colleague voids the older.
        Index(
            "uq_invitation_forwards_live",
            "invitation_id",
            "email",
            unique=True,
            sqlite_where=text("token_hash IS NOT NULL"),
            postgresql_where=text("token_hash IS NOT NULL"),
        ),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
    )

    id: Mapped[int] = key()
    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("invitations.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(255))
    # Empty once the link is revoked or replaced.
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]


class ReminderRule(db.Model):
    """When the institutions of an event that have not answered are reminded by themselves."""

    __tablename__ = "reminder_rules"

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), unique=True)
    active: Mapped[bool] = mapped_column(default=False)
    # Whole days before the deadline of each letter.
    days: Mapped[list[Any]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)
