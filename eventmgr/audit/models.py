"""The record of who did what, when."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.database import db, key, now


class AuditEntry(db.Model):
    """One change, written in the transaction that made it."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_event_id_at", "event_id", "at"),)

    id: Mapped[int] = key()
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    # Who it was in words, kept when the account is gone; for links "participant", "focal point".
    actor_label: Mapped[str] = mapped_column(String(200))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    action: Mapped[str] = mapped_column(String(60))
    subject_type: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[str] = mapped_column(String(60))
    subject_label: Mapped[str] = mapped_column(Text, default="")
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
