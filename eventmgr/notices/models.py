"""Versions of an event's privacy notice, and the days its data is kept."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.database import db, key, now, status_type


class Framework(enum.StrEnum):
    """Under which rules personal data is processed (PRIV-01)."""

    GDPR = "GDPR"
    EU_INSTITUTIONS = "EU institutions"
    OWN_RULES = "own rules"
    NATIONAL = "national law"


class DataKind(enum.StrEnum):
    """Kinds of personal data with a date of their own (PRIV, table)."""

    PEOPLE = "people"
    DOCUMENTS = "documents"
    CARE = "care"
    PAYMENTS = "payments"
    MESSAGES = "messages"
    CONTACTS = "contacts"
    LOGS = "logs"


class PrivacyNotice(db.Model):
    """One version of an event's notice; rows are added, never changed.

    `texts` is the whole notice as people read it, by language: what somebody accepted can always
    be shown again, whatever the settings say today.
    """

    __tablename__ = "privacy_notices"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    number: Mapped[int]
    framework: Mapped[Framework] = mapped_column(
        status_type(Framework, "privacy_framework"), default=Framework.GDPR
    )
    controller: Mapped[str] = mapped_column(Text, default="")
    # One a line.
    joint_controllers: Mapped[str] = mapped_column(Text, default="")
    processors: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    # Wordings that replace the composed one, by language.
    own_texts: Mapped[dict[str, str]] = mapped_column(default=dict)
    texts: Mapped[dict[str, str]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class RetentionRule(db.Model):
    """How many days after the event one kind of data is kept, where it is not the usual."""

    __tablename__ = "retention_rules"
    __table_args__ = (
        UniqueConstraint("event_id", "kind"),
        CheckConstraint("days >= 0", name="days_not_negative"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    kind: Mapped[DataKind] = mapped_column(status_type(DataKind, "data_kind"))
    days: Mapped[int]
