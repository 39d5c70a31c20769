"""What adoption needs beside the text: voices, rounds of silence, statements, sealed editions."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    event,
    inspect,
    select,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from eventmgr.database import db, key, now, status_type
from eventmgr.directory.models import Designation, Organisation
from eventmgr.drafting.models import StructuredText


class Part(enum.StrEnum):
    """In what capacity a delegation stands beside a text (LIFE-45)."""

    ADOPTING = "adopting"
    OBSERVER = "observer"


class RoundState(enum.StrEnum):
    """Where a round of silence stands; only a running one changes."""

    RUNNING = "running"
    BROKEN = "broken"
    ADOPTED = "adopted"
    STOPPED = "stopped"


class ReplyKind(enum.StrEnum):
    """What a delegation says to a text under silence (LIFE-44)."""

    OBJECTION = "objection"
    AMENDMENT = "amendment"
    SUPPORT = "support"
    STATEMENT = "interpretative statement"
    RESERVATION = "reservation"
    COMMENT = "comment"


class ReplyEffect(enum.StrEnum):
    """What a reply did."""

    NONE = "none"
    BROKE = "broke"
    LATE = "late"


class StatementKind(enum.StrEnum):
    """What is attached to an adopted text."""

    INTERPRETATIVE = "interpretative statement"
    RESERVATION = "reservation"
    LATE_REPLY = "late reply"


class CommitmentState(enum.StrEnum):
    """How far what was promised is."""

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE = "done"
    DROPPED = "dropped"


class AdoptionRules(db.Model):
    """What an event has settled about its silence procedures (LIFE-45)."""

    __tablename__ = "adoption_rules"
    __table_args__ = (CheckConstraint("working_days >= 0", name="working_days_not_negative"),)

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), unique=True)
    working_days: Mapped[int] = mapped_column(default=3)


class Holiday(db.Model):
    """A day on which a delegation does not work; without a designation it is one for everybody."""

    __tablename__ = "holidays"

    id: Mapped[int] = key()
    designation_id: Mapped[int | None] = mapped_column(
        ForeignKey("designations.id", ondelete="CASCADE"), index=True
    )
    day: Mapped[date] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    designation: Mapped[Designation | None] = relationship(lazy="joined")


class Adopter(db.Model):
    """A delegation or organisation that adopts a text, or observes; one row a delegation."""

    __tablename__ = "adopters"
    __table_args__ = (UniqueConstraint("text_id", "organisation_id"),)

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    part: Mapped[Part] = mapped_column(status_type(Part, "adopter_part"))
    head: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(255), default="")
    language: Mapped[str] = mapped_column(String(12), default="en")
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class SilenceRound(db.Model):
    """One circulation of a provisional text with its clock (LIFE-44)."""

    __tablename__ = "silence_rounds"
    __table_args__ = (
        UniqueConstraint("text_id", "number"),
        Index(
            "uq_silence_rounds_running",
            "text_id",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
        CheckConstraint("expires_at > circulated_at", name="clock_runs_forward"),
    )

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(ForeignKey("structured_texts.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[RoundState] = mapped_column(
        status_type(RoundState, "round_state"), default=RoundState.RUNNING
    )
    # What was circulated, and what is sealed where nobody objects; both canonical JSON.
    provisional: Mapped[str] = mapped_column(Text)
    final: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    circulated_at: Mapped[datetime]
    circulated_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL")
    )
    expires_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    # Why the chair stopped it; "" otherwise.
    reason: Mapped[str] = mapped_column(Text, default="")
    voices: Mapped[list["Voice"]] = relationship(
        back_populates="round", cascade="all, delete-orphan", order_by="Voice.id"
    )


class Voice(db.Model):
    """A delegation as it stood on the list when a text was circulated, with its personal link."""

    __tablename__ = "silence_voices"
    __table_args__ = (UniqueConstraint("round_id", "organisation_id"),)

    id: Mapped[int] = key()
    round_id: Mapped[int] = mapped_column(ForeignKey("silence_rounds.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    part: Mapped[Part] = mapped_column(status_type(Part, "voice_part"))
    head: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(255), default="")
    language: Mapped[str] = mapped_column(String(12), default="en")
    # Only the hash of the link is kept.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    opened_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    round: Mapped[SilenceRound] = relationship(back_populates="voices")
    replies: Mapped[list["Reply"]] = relationship(
        back_populates="voice", cascade="all, delete-orphan", order_by="Reply.id"
    )


class Reply(db.Model):
    """What a delegation wrote; a withdrawn one stays in the record."""

    __tablename__ = "silence_replies"

    id: Mapped[int] = key()
    voice_id: Mapped[int] = mapped_column(
        ForeignKey("silence_voices.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[ReplyKind] = mapped_column(status_type(ReplyKind, "reply_kind"))
    body: Mapped[str] = mapped_column(Text, default="")
    # The paragraph it is about, "" for the whole text.
    uid: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(12), default="en")
    # By the server's clock, when the server had it.
    received_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    effect: Mapped[ReplyEffect] = mapped_column(
        status_type(ReplyEffect, "reply_effect"), default=ReplyEffect.NONE
    )
    voice: Mapped[Voice] = relationship(back_populates="replies")


class AttachedStatement(db.Model):
    """A statement of a delegation that goes with the text it adopts, or came after it."""

    __tablename__ = "attached_statements"

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[StatementKind] = mapped_column(status_type(StatementKind, "statement_kind"))
    texts: Mapped[dict[str, str]] = mapped_column(default=dict)
    received_at: Mapped[datetime] = mapped_column(default=now)
    # It came when the text was adopted already: shown beside it, not part of the seal.
    after_adoption: Mapped[bool] = mapped_column(default=False)
    reply_id: Mapped[int | None] = mapped_column(
        ForeignKey("silence_replies.id", ondelete="SET NULL")
    )
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class SealedEdition(db.Model):
    """An adopted edition (number 0) or a correction (Corr. 1, 2 …): written once, never changed."""

    __tablename__ = "sealed_editions"
    __table_args__ = (UniqueConstraint("text_id", "number"),)

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(ForeignKey("structured_texts.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(default=0)
    # The end of its public address.
    handle: Mapped[str] = mapped_column(String(40), unique=True)
    sealed: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    sealed_at: Mapped[datetime] = mapped_column(default=now)
    sealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    # An edition that came in an archive of another installation.
    imported: Mapped[bool] = mapped_column(default=False)
    prints: Mapped[list["SealedPrint"]] = relationship(
        back_populates="edition", cascade="all, delete-orphan", order_by="SealedPrint.id"
    )


class SealedPrint(db.Model):
    """The PDF of an edition in one language, with its own fingerprint; made once by the worker."""

    __tablename__ = "sealed_prints"
    __table_args__ = (UniqueConstraint("edition_id", "language"),)

    id: Mapped[int] = key()
    edition_id: Mapped[int] = mapped_column(ForeignKey("sealed_editions.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(12))
    # In the database, so that every machine of an installation gives the same file.
    data: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    sha256: Mapped[str] = mapped_column(String(64), default="", index=True)
    size: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None]
    asked_at: Mapped[datetime] = mapped_column(default=now)
    problem: Mapped[str] = mapped_column(Text, default="")
    edition: Mapped[SealedEdition] = relationship(back_populates="prints")


class CorrectionChange(db.Model):
    """One wording of the correction being prepared; issuing it takes all of them."""

    __tablename__ = "correction_changes"
    __table_args__ = (UniqueConstraint("text_id", "uid", "language"),)

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), index=True
    )
    uid: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(12))
    wording: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class Commitment(db.Model):
    """Who promised what by when, in which paragraph; followed up at the next event."""

    __tablename__ = "commitments"

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    # The paragraph, and how a sentence refers to it.
    uid: Mapped[str] = mapped_column(String(64), default="")
    reference: Mapped[str] = mapped_column(String(40), default="")
    actor: Mapped[str] = mapped_column(String(300))
    action: Mapped[str] = mapped_column(Text)
    due: Mapped[date | None]
    # The paper's own words for the time, where no day can be given ("first half of 2012").
    due_words: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[CommitmentState] = mapped_column(
        status_type(CommitmentState, "commitment_state"), default=CommitmentState.OPEN
    )
    note: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


def _keep(connection: Any, row: Any, *names: str) -> None:
    """Raise RuntimeError where a value that is in the database already would be changed."""
    changed = [name for name in names if inspect(row).attrs[name].history.has_changes()]
    if not changed:
        return
    table = type(row).__table__
    old = connection.execute(
        select(*(table.c[name] for name in changed)).where(table.c.id == row.id)
    ).one()
    if any(old):
        raise RuntimeError("what was sealed is written once, never changed")


@event.listens_for(SealedEdition, "before_update")
def _edition_once(mapper: Any, connection: Any, row: SealedEdition) -> None:
    _keep(connection, row, "sealed", "sha256", "number", "handle", "sealed_at")


@event.listens_for(SealedPrint, "before_update")
def _print_once(mapper: Any, connection: Any, row: SealedPrint) -> None:
    _keep(connection, row, "sha256", "data")


@event.listens_for(StructuredText, "before_update")
def _adopted_once(mapper: Any, connection: Any, row: StructuredText) -> None:
    _keep(connection, row, "sealed", "sealed_sha256", "adopted_at", "adopted_on", "adoption_mode")
