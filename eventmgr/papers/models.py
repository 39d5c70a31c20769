"""Clearance of a paper by its co-organisers, and the versions that were circulated (LIFE-01)."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.accounts.models import User
from eventmgr.database import db, key, now, status_type
from eventmgr.directory.models import Organisation
from eventmgr.drafting.models import StructuredText, TextKind


class Answer(enum.StrEnum):
    """What an approver says of a version."""

    YES = "yes"
    CHANGES = "changes"


class Means(enum.StrEnum):
    """By what means an answer came."""

    LINK = "personal link"
    MAIL = "e-mail"
    LETTER = "letter"
    TELEPHONE = "telephone"
    IN_PERSON = "in person"


class PaperApprover(db.Model):
    """Somebody whose yes an organiser's clearance of one kind of paper needs."""

    __tablename__ = "paper_approvers"
    __table_args__ = (UniqueConstraint("event_id", "kind", "organisation_id", "email"),)

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    kind: Mapped[TextKind] = mapped_column(status_type(TextKind, "approved_kind"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(12), default="en")
    created_at: Mapped[datetime] = mapped_column(default=now)


class PaperVersion(db.Model):
    """A version of a text as it was circulated; what was printed then can be printed again.

    It holds until the text is edited (`superseded_at`). `snapshot` is canonical JSON: paragraphs
    in all languages and the whole paper in each.
    """

    __tablename__ = "paper_versions"
    __table_args__ = (UniqueConstraint("text_id", "number"),)

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(ForeignKey("structured_texts.id", ondelete="CASCADE"))
    number: Mapped[int]
    circulated_at: Mapped[datetime] = mapped_column(default=now)
    circulated_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL")
    )
    note: Mapped[str] = mapped_column(Text, default="")
    snapshot: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    superseded_at: Mapped[datetime | None]
    superseded_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL")
    )
    cleared_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    document: Mapped[StructuredText] = relationship()
    circulated_by: Mapped[User | None] = relationship(foreign_keys=[circulated_by_id])
    superseded_by: Mapped[User | None] = relationship(foreign_keys=[superseded_by_id])
    approvals: Mapped[list["PaperApproval"]] = relationship(
        back_populates="version", cascade="all, delete-orphan", order_by="PaperApproval.id"
    )


class PaperApproval(db.Model):
    """What one approver was asked about one version, and what they said, when and how."""

    __tablename__ = "paper_approvals"

    id: Mapped[int] = key()
    version_id: Mapped[int] = mapped_column(
        ForeignKey("paper_versions.id", ondelete="CASCADE"), index=True
    )
    approver_id: Mapped[int | None] = mapped_column(
        ForeignKey("paper_approvers.id", ondelete="SET NULL")
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(12), default="en")
    # Only the hash of the personal link is kept.
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    token_expires_at: Mapped[datetime | None]
    asked_at: Mapped[datetime] = mapped_column(default=now)
    reminded_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    answer: Mapped[Answer | None] = mapped_column(status_type(Answer, "approval_answer"))
    answered_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")
    means: Mapped[Means | None] = mapped_column(status_type(Means, "approval_means"))
    # Who wrote the answer down where it did not come through the link.
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    version: Mapped[PaperVersion] = relationship(back_populates="approvals")
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    recorded_by: Mapped[User | None] = relationship()
