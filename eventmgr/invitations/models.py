"""Invitations to institutions, each with its seats and one personal link."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
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


class Invitation(db.Model):
    """An institution is invited once per event; inviting it again changes this row."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("event_id", "organisation_id"),
        CheckConstraint("seats > 0", name="seats_positive"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    seats: Mapped[int]
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
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    event: Mapped[Event] = relationship()
