"""The door: who was there in which half-day, and which receiver went to whom."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.database import db, key, now, status_type
from eventmgr.registration.models import Registration


class Half(enum.StrEnum):
    """Half of a day; attendance is kept for each."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class Presence(db.Model):
    """Somebody was there in one half-day; one that was taken back stays in the record.

    `op` is the mark that the telephone at the door gave to its act, so that the same act sent
    twice over a bad connection counts once.
    """

    __tablename__ = "presences"
    __table_args__ = (
        Index(
            "uq_presences_once",
            "registration_id",
            "day",
            "half",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = key()
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    day: Mapped[date]
    half: Mapped[Half] = mapped_column(status_type(Half, "half_of_day"))
    op: Mapped[str | None] = mapped_column(String(40), unique=True)
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]
    registration: Mapped[Registration] = relationship()


class ReceiverLoan(db.Model):
    """A receiver signed out to somebody, and back (INT-31); one person holds one at a time."""

    __tablename__ = "receiver_loans"
    __table_args__ = (
        Index(
            "uq_receiver_loans_receiver",
            "event_id",
            "receiver",
            unique=True,
            sqlite_where=text("back_at IS NULL"),
            postgresql_where=text("back_at IS NULL"),
        ),
        Index(
            "uq_receiver_loans_person",
            "registration_id",
            unique=True,
            sqlite_where=text("back_at IS NULL"),
            postgresql_where=text("back_at IS NULL"),
        ),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    # What is written on it; letters and figures as the hire firm marks them.
    receiver: Mapped[str] = mapped_column(String(20))
    op: Mapped[str | None] = mapped_column(String(40), unique=True)
    out_at: Mapped[datetime] = mapped_column(default=now)
    back_at: Mapped[datetime | None]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    registration: Mapped[Registration] = relationship()
