"""A text on the floor: what is on the screen, how paragraphs stand, what delegations propose."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.accounts.models import User
from eventmgr.database import db, key, now, status_type
from eventmgr.directory.models import Organisation


class StandingState(enum.StrEnum):
    """How far the room is with a paragraph."""

    OPEN = "not yet discussed"
    AGREED = "agreed"
    BRACKETED = "bracketed"
    HELD = "held"


class ScreenMode(enum.StrEnum):
    """How the paragraph on the screen is shown."""

    REDLINE = "redline"
    CLEAN = "clean"


class Operation(enum.StrEnum):
    """What a proposal would do to its paragraph."""

    REPLACE = "replace"
    ADD_AFTER = "add after"
    DELETE = "delete"


class ProposalState(enum.StrEnum):
    """What became of a proposal.

    "On screen" is never stored: a proposal is on the screen while the floor says so, and goes
    back to what it was when something else is shown.
    """

    PENDING = "pending"
    ON_SCREEN = "on screen"
    AGREED = "agreed"
    AGREED_AS_REVISED = "agreed as revised"
    MERGED = "merged"
    HELD = "held"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ActKind(enum.StrEnum):
    """What the chair did; each act can be taken back."""

    SCREEN = "screen"
    STAND = "stand"
    EDIT = "edit"
    BRACKET = "bracket"
    TAKE = "take"
    DECIDE = "decide"
    UNDO = "undo"


class LinkPurpose(enum.StrEnum):
    """Whom a link of the floor is for."""

    SCREEN = "screen"
    DELEGATIONS = "delegations"


class Floor(db.Model):
    """A text that is being discussed: one row, which every screen in the room follows.

    `version` rises with everything the screens show, `queue_version` with everything that only
    the queue of proposals shows. The marks of the redline start from the text as it stood at
    `opened_at`.
    """

    __tablename__ = "floors"

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), unique=True
    )
    opened_at: Mapped[datetime] = mapped_column(default=now)
    ends_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    queue_version: Mapped[int] = mapped_column(default=1)
    # What is on the screen now, and since when.
    node_id: Mapped[int | None] = mapped_column(ForeignKey("text_nodes.id", ondelete="SET NULL"))
    proposal_id: Mapped[int | None] = mapped_column(
        ForeignKey("floor_proposals.id", ondelete="SET NULL")
    )
    mode: Mapped[ScreenMode] = mapped_column(
        status_type(ScreenMode, "screen_mode"), default=ScreenMode.REDLINE
    )
    since: Mapped[datetime | None]
    # The address and code of the delegations' link stand on the screen.
    show_link: Mapped[bool] = mapped_column(default=False)


class Standing(db.Model):
    """How a paragraph stood from a moment on; rows are added, never changed, the newest counts."""

    __tablename__ = "floor_standings"
    __table_args__ = (Index("ix_floor_standings_node_id_id", "node_id", "id"),)

    id: Mapped[int] = key()
    node_id: Mapped[int] = mapped_column(ForeignKey("text_nodes.id", ondelete="CASCADE"))
    state: Mapped[StandingState] = mapped_column(status_type(StandingState, "standing_state"))
    # The wording that was agreed (or held): a later one is no longer the one agreed to.
    revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("text_revisions.id", ondelete="SET NULL")
    )
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    actor: Mapped[User | None] = relationship()


class Act(db.Model):
    """One step of the chair, with what is needed to take it back; rows are only added."""

    __tablename__ = "floor_acts"
    __table_args__ = (Index("ix_floor_acts_text_id_id", "text_id", "id"),)

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(ForeignKey("structured_texts.id", ondelete="CASCADE"))
    node_id: Mapped[int | None] = mapped_column(ForeignKey("text_nodes.id", ondelete="SET NULL"))
    kind: Mapped[ActKind] = mapped_column(status_type(ActKind, "floor_act_kind"))
    # What was before and is after, by field: ids and states, no words and no names.
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undoes_id: Mapped[int | None] = mapped_column(
        ForeignKey("floor_acts.id", ondelete="CASCADE"), unique=True
    )
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class Bracket(db.Model):
    """Who asked for square brackets around which words.

    Whether they are still open is read from the text alone, so that an edit anywhere closes them.
    """

    __tablename__ = "floor_brackets"

    id: Mapped[int] = key()
    node_id: Mapped[int] = mapped_column(
        ForeignKey("text_nodes.id", ondelete="CASCADE"), index=True
    )
    words: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    # Taken back with Undo.
    void_at: Mapped[datetime | None]


class FloorLink(db.Model):
    """An address that opens the floor without an account: a screen's, or delegations'.

    The token is derived from the nonce and the installation's secret key: it can be shown again
    as a code, and still nobody learns it from the database.
    """

    __tablename__ = "floor_links"

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[LinkPurpose] = mapped_column(status_type(LinkPurpose, "floor_link_purpose"))
    # A link of one institution fills its name in; None: for everybody in the room.
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE")
    )
    nonce: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    organisation: Mapped[Organisation | None] = relationship()


class Proposal(db.Model):
    """Wording that a delegation proposes for a paragraph, and what became of it."""

    __tablename__ = "floor_proposals"
    __table_args__ = (
        CheckConstraint("operation = 'delete' OR wording <> ''", name="says_something"),
    )

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), index=True
    )
    node_id: Mapped[int] = mapped_column(
        ForeignKey("text_nodes.id", ondelete="CASCADE"), index=True
    )
    # The wording that the delegation had before it.
    base_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("text_revisions.id", ondelete="SET NULL")
    )
    operation: Mapped[Operation] = mapped_column(status_type(Operation, "proposal_operation"))
    wording: Mapped[str] = mapped_column(Text, default="")
    proposer: Mapped[str] = mapped_column(String(200))
    institution: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(600), default="")
    state: Mapped[ProposalState] = mapped_column(
        status_type(ProposalState, "proposal_state"), default=ProposalState.PENDING
    )
    at: Mapped[datetime] = mapped_column(default=now)
    link_id: Mapped[int | None] = mapped_column(ForeignKey("floor_links.id", ondelete="SET NULL"))
    # Hash of what the proposer's telephone remembers: only it may withdraw.
    device_hash: Mapped[str] = mapped_column(String(64), index=True)
    decisions: Mapped[list["ProposalDecision"]] = relationship(
        back_populates="proposal",
        cascade="all, delete-orphan",
        order_by="ProposalDecision.id",
    )


class ProposalDecision(db.Model):
    """What was decided on a proposal, with the chair's word; rows are added, never changed."""

    __tablename__ = "floor_decisions"

    id: Mapped[int] = key()
    proposal_id: Mapped[int] = mapped_column(
        ForeignKey("floor_proposals.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[ProposalState] = mapped_column(status_type(ProposalState, "decision_state"))
    word: Mapped[str] = mapped_column(String(300), default="")
    # What the paragraph said afterwards.
    revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("text_revisions.id", ondelete="SET NULL")
    )
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    proposal: Mapped[Proposal] = relationship(back_populates="decisions")
