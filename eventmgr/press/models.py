"""What a press release has beside its text: statements of speakers, contacts, photo credits."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.accounts.models import User
from eventmgr.database import db, key, status_type
from eventmgr.drafting.models import TextNode
from eventmgr.papers.models import Means


class QuoteState(enum.StrEnum):
    """How far a statement is cleared by the one who made it (LIFE table, row 16)."""

    DRAFT = "draft"
    SENT = "sent"
    CLEARED = "cleared"


class PressQuote(db.Model):
    """A speaker's statement in one paragraph; quoted parts of one paragraph are one statement.

    The words are the paragraph's own. `cleared_text` is what the speaker agreed to: where the
    paragraph says something else today, the statement is not cleared any more.
    """

    __tablename__ = "press_quotes"

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), index=True
    )
    node_id: Mapped[int] = mapped_column(
        ForeignKey("text_nodes.id", ondelete="CASCADE"), unique=True
    )
    speaker: Mapped[str] = mapped_column(String(200))
    # The post as it is printed, by language.
    post: Mapped[dict[str, str]] = mapped_column(default=dict)
    email: Mapped[str] = mapped_column(String(255), default="")
    # The language of the words that are cleared, and of the message to the speaker.
    language: Mapped[str] = mapped_column(String(12))
    state: Mapped[QuoteState] = mapped_column(
        status_type(QuoteState, "quote_state"), default=QuoteState.DRAFT
    )
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    token_expires_at: Mapped[datetime | None]
    asked_text: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime | None]
    # What the speaker would rather have said.
    proposed_text: Mapped[str] = mapped_column(Text, default="")
    proposed_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")
    cleared_text: Mapped[str] = mapped_column(Text, default="")
    cleared_at: Mapped[datetime | None]
    cleared_by: Mapped[str] = mapped_column(String(200), default="")
    means: Mapped[Means | None] = mapped_column(status_type(Means, "quote_means"))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)
    node: Mapped[TextNode] = relationship(lazy="joined")
    recorded_by: Mapped[User | None] = relationship()


class PressSheet(db.Model):
    """Whom journalists may ask, and whose photographs these are."""

    __tablename__ = "press_sheets"

    id: Mapped[int] = key()
    text_id: Mapped[int] = mapped_column(
        ForeignKey("structured_texts.id", ondelete="CASCADE"), unique=True
    )
    contacts: Mapped[str] = mapped_column(Text, default="")
    photo_credits: Mapped[dict[str, str]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)
