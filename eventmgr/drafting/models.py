"""Structured texts of an event: nodes shared by all languages, revisions that are only added."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from eventmgr.accounts.models import User
from eventmgr.database import db, key, now, status_type
from eventmgr.text.model import DocumentKind as TextKind
from eventmgr.text.model import NodeKind

__all__ = [
    "AdoptionMode",
    "Arrangement",
    "Comment",
    "ImportDraft",
    "MinorChange",
    "NodeKind",
    "Renumbering",
    "Reshape",
    "Reshaping",
    "StructuredText",
    "TextKind",
    "TextNode",
    "TextRevision",
    "TextState",
    "TranslationState",
]


class TextState(enum.StrEnum):
    """Where a text stands; an adopted one is frozen."""

    DRAFT = "draft"
    ADOPTED = "adopted"


class AdoptionMode(enum.StrEnum):
    """How a text was adopted (LIFE-42, LIFE-44)."""

    CONSENSUS = "consensus"
    SILENCE = "silence"
    VOTE = "vote"
    CHAIR_SUMMARY = "chair's summary"


class TranslationState(enum.StrEnum):
    """How far a translation is; "out of date" and "missing" follow from the revisions."""

    DRAFT = "draft"
    TRANSLATED = "translated"
    CHECKED = "checked"


class StructuredText(db.Model):
    """One concept paper, set of conclusions or press release of an event."""

    __tablename__ = "structured_texts"
    __table_args__ = (
        UniqueConstraint("event_id", "kind"),
        CheckConstraint("state = 'draft' OR sealed IS NOT NULL", name="adopted_is_sealed"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    kind: Mapped[TextKind] = mapped_column(status_type(TextKind, "text_kind"))
    state: Mapped[TextState] = mapped_column(
        status_type(TextState, "text_state"), default=TextState.DRAFT
    )
    # The language one drafts in; all other languages are translations of it.
    source_language: Mapped[str] = mapped_column(String(12))
    authentic_language: Mapped[str] = mapped_column(String(12), default="")
    label_style: Mapped[str] = mapped_column(String(20), default="1./a.")
    # Since when numbers do not move because people hold paper; None: they follow by themselves.
    numbers_held_at: Mapped[datetime | None]
    # Heading of the paper where it differs from the event's: {language: text}.
    title: Mapped[dict[str, str]] = mapped_column(default=dict)
    subtitle: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # The words for the kind of paper where they differ from the usual: {language: text}.
    doc_type: Mapped[dict[str, str]] = mapped_column(default=dict)
    adopted_at: Mapped[datetime | None]
    adopted_on: Mapped[date | None]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    adopted_place: Mapped[dict[str, str]] = mapped_column(default=dict)
    adoption_mode: Mapped[AdoptionMode | None] = mapped_column(
        status_type(AdoptionMode, "adoption_mode")
    )
    # The text is under silence until this instant, and locked meanwhile (LIFE-44).
    silent_until: Mapped[datetime | None]
    # The adopted edition: all languages with frozen labels, as canonical JSON, and its SHA-256.
    sealed: Mapped[str | None] = mapped_column(Text)
    sealed_sha256: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    nodes: Mapped[list["TextNode"]] = relationship(
        back_populates="document",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="TextNode.position",
    )


class TextNode(db.Model):
    """A paragraph: its uid is never reused and is the same in every language."""

    __tablename__ = "text_nodes"
    __table_args__ = (Index("ix_text_nodes_text_id_position", "text_id", "position"),)

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(ForeignKey("structured_texts.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[NodeKind] = mapped_column(status_type(NodeKind, "node_kind"))
    level: Mapped[int] = mapped_column(default=0)
    position: Mapped[int]
    # What an imported file printed before the paragraph.
    source_label: Mapped[str] = mapped_column(String(20), default="")
    # The figure or letter the paragraph keeps while numbers are held ("4", "4 bis", "c"), "" when
    # they are not. A deleted paragraph keeps it too, so that its number is not given again.
    held: Mapped[str] = mapped_column(String(40), default="", server_default="")
    deleted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    document: Mapped[StructuredText] = relationship(back_populates="nodes")
    revisions: Mapped[list["TextRevision"]] = relationship(
        back_populates="node",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="TextRevision.id",
        foreign_keys="TextRevision.node_id",
    )


class TextRevision(db.Model):
    """What a paragraph said in one language at one time; rows are added, never changed."""

    __tablename__ = "text_revisions"
    __table_args__ = (UniqueConstraint("node_id", "language", "number"),)

    id: Mapped[int] = key()
    node_id: Mapped[int] = mapped_column(ForeignKey("text_nodes.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(12))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[TranslationState] = mapped_column(
        status_type(TranslationState, "translation_state"), default=TranslationState.DRAFT
    )
    # For a translation: the revision of the source language that it renders.
    source_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("text_revisions.id", ondelete="SET NULL")
    )
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    node: Mapped[TextNode] = relationship(back_populates="revisions", foreign_keys=[node_id])
    actor: Mapped[User | None] = relationship()


@event.listens_for(TextRevision, "before_update")
def _never_changed(mapper: Any, connection: Any, revision: TextRevision) -> None:
    if object_session(revision).is_modified(revision, include_collections=False):  # type: ignore[union-attr]
        raise RuntimeError("a revision is added, never changed")


class MinorChange(db.Model):
    """Somebody's word that a change of the source leaves its translations valid.

    `revision_id` is the revision of the source that brought the change. The word can be taken
    back, which is recorded as well; it can be given again as a new row.
    """

    __tablename__ = "minor_changes"

    id: Mapped[int] = key()
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("text_revisions.id", ondelete="CASCADE"), index=True
    )
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    actor: Mapped[User | None] = relationship(foreign_keys=[actor_id])


class Renumbering(db.Model):
    """The concordance of one renumbering: which paragraph had which number before and after.

    `rows` are [uid, old, new] in the order of the text; old and new are references such as
    "4 bis" or "4 (c)", "" where there was or is none. A deleted paragraph has no new one.
    """

    __tablename__ = "renumberings"

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), index=True
    )
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=now)
    rows: Mapped[list[Any]] = mapped_column(default=list)
    actor: Mapped[User | None] = relationship()


class Arrangement(db.Model):
    """Which paragraphs stood where from a moment on; rows are added, never changed.

    `rows` are [node id, kind, level, held figure] of the live paragraphs in order; `held` tells
    whether the numbers were held.
    """

    __tablename__ = "text_arrangements"
    __table_args__ = (Index("ix_text_arrangements_text_id_id", "text_id", "id"),)

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(ForeignKey("structured_texts.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(default=now)
    label_style: Mapped[str] = mapped_column(String(20))
    held: Mapped[bool]
    rows: Mapped[list[Any]] = mapped_column(default=list)


class Reshape(enum.StrEnum):
    """How paragraphs became more or fewer."""

    SPLIT = "split"
    JOIN = "join"


class Reshaping(db.Model):
    """A paragraph that was split, or joined with the one before it: what it takes to undo that.

    `changes` are [node id, language, revision id before or None, revision id after]; `made` and
    `gone` are ids of nodes, `remarks` ids of the comments that moved to `node_id`.
    """

    __tablename__ = "text_reshapings"

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), index=True
    )
    node_id: Mapped[int] = mapped_column(
        ForeignKey("text_nodes.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[Reshape] = mapped_column(status_type(Reshape, "reshape"))
    changes: Mapped[list[Any]] = mapped_column(default=list)
    made: Mapped[list[Any]] = mapped_column(default=list)
    gone: Mapped[list[Any]] = mapped_column(default=list)
    remarks: Mapped[list[Any]] = mapped_column(default=list)
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]


class Comment(db.Model):
    """A remark of an organiser or co-organiser beside a paragraph or a whole text."""

    __tablename__ = "comments"

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), index=True
    )
    node_id: Mapped[int | None] = mapped_column(ForeignKey("text_nodes.id", ondelete="CASCADE"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    actor: Mapped[User | None] = relationship(foreign_keys=[actor_id])


class ImportDraft(db.Model):
    """A file that was read and waits for its doubtful decisions to be confirmed."""

    __tablename__ = "import_drafts"

    id: Mapped[int] = key()
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(40))
    filename: Mapped[str] = mapped_column(String(255))
    source: Mapped[str] = mapped_column(Text)
    # The file itself (base64), so that a decision can be taken on what was really sent.
    content: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(12), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
