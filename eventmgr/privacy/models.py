"""What was purged and whose data was erased: figures and dates, nothing personal."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.database import db, key, now, status_type


class ErasureCause(enum.StrEnum):
    """Why somebody's data went."""

    RETENTION = "retention"
    PERSON = "person"


class PurgeRun(db.Model):
    """One purge of an event with what it removed; rows are only added (PRIV-06)."""

    __tablename__ = "purge_runs"

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    # None: the worker, by night.
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    # {kind of data: {holding: number of rows}}.
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Erasure(db.Model):
    """Somebody's registration carries no name any more, or only what must be kept until a day."""

    __tablename__ = "erasures"

    id: Mapped[int] = key()
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), unique=True
    )
    cause: Mapped[ErasureCause] = mapped_column(status_type(ErasureCause, "erasure_cause"))
    at: Mapped[datetime] = mapped_column(default=now)
    # Whether name, post and institution stay for the records of the donors until their date.
    name_kept: Mapped[bool] = mapped_column(default=False)
