"""What few may read of a person: sealed in the database, a row for each group of answers."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.database import db, key, now, status_type


class SecureGroup(enum.StrEnum):
    """A group of answers with readers and a time of keeping of its own (PRIV, section 5)."""

    TRAVEL = "travel document"
    DIET = "diet"
    ACCESS = "access needs"
    EMERGENCY = "emergency contact"
    BANK = "bank account"


class SecurePart(db.Model):
    """One group of a person's answers, sealed; what is empty has no row."""

    __tablename__ = "secure_parts"
    __table_args__ = (UniqueConstraint("registration_id", "secure_group"),)

    id: Mapped[int] = key()
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    group: Mapped[SecureGroup] = mapped_column(
        "secure_group", status_type(SecureGroup, "secure_group")
    )
    # A token of eventmgr.secure.sealing, which nobody reads without the installation's key.
    sealed: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)


class SecureDraft(db.Model):
    """What somebody typed into the secure part and has not saved: sealed, by personal link."""

    __tablename__ = "secure_drafts"

    id: Mapped[int] = key()
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), unique=True
    )
    sealed: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(default=now)
