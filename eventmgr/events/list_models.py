"""Lists of an event that people work with: views they saved, and what was done to many rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.accounts.models import User
from eventmgr.database import db, key, now


class SavedView(db.Model):
    """A list as one person likes it: words, filters, order and columns under a name."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("event_id", "user_id", "list_name", "name"),)

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    list_name: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(80))
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)


class ListAct(db.Model):
    """Something done to several rows of a list at once; `before` is {id of a row: what it was}."""

    __tablename__ = "list_acts"
    __table_args__ = (Index("ix_list_acts_event_id_at", "event_id", "at"),)

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    list_name: Mapped[str] = mapped_column(String(30))
    action: Mapped[str] = mapped_column(String(30))
    value: Mapped[str] = mapped_column(String(60), default="")
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]
    user: Mapped[User | None] = relationship()
