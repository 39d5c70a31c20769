"""What the organiser decided about interpretation."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.database import db, key


class InterpretationChoice(db.Model):
    """The profile and design an event plans with, and who is really there (INT-10)."""

    __tablename__ = "interpretation_choices"
    __table_args__ = (
        CheckConstraint("assigned IS NULL OR assigned >= 0", name="assigned_counts"),
        CheckConstraint("spare_percent >= 0", name="spare_counts"),
        CheckConstraint("non_resident >= 0 AND travel_days_each >= 0", name="travel_counts"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), unique=True)
    profile: Mapped[str] = mapped_column(String(40), default="aiic")
    # "A" or "B"; empty: the one that is recommended.
    design: Mapped[str] = mapped_column(String(1), default="")
    assigned: Mapped[int | None]
    waiver_note: Mapped[str] = mapped_column(Text, default="")
    # {profile: {place of a figure: value}}: what is unverified must be editable.
    overrides: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # {"floor" or a language: {display language: label}} (INT-06).
    channel_labels: Mapped[dict[str, Any]] = mapped_column(default=dict)
    spare_percent: Mapped[int] = mapped_column(default=10)
    # Interpreters from elsewhere and the days each of them travels (INT-13).
    non_resident: Mapped[int] = mapped_column(default=0)
    travel_days_each: Mapped[int] = mapped_column(default=2)
    version: Mapped[int] = mapped_column(default=1)
