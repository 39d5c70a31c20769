"""What the organiser decided about interpretation."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.database import db, key


class InterpretationChoice(db.Model):
    """The profile and design an event plans with, and who is really there (INT-10)."""

    __tablename__ = "interpretation_choices"

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), unique=True)
    profile: Mapped[str] = mapped_column(String(40), default="aiic")
    design: Mapped[str] = mapped_column(String(1), default="B")
    assigned: Mapped[int | None]
    waiver_note: Mapped[str] = mapped_column(Text, default="")
    # Values of the profile that this event sets otherwise (what is unverified must be editable).
    overrides: Mapped[dict[str, Any]] = mapped_column(default=dict)
    channel_labels: Mapped[dict[str, Any]] = mapped_column(default=dict)
    spare_percent: Mapped[int] = mapped_column(default=10)
    version: Mapped[int] = mapped_column(default=1)
