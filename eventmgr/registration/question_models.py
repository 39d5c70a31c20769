"""What the registration of an event asks: the standard fields, and questions of its own."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.database import db, key, status_type


class Asked(enum.StrEnum):
    """Whether a standard field stands on the form."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    OFF = "not asked"


class QuestionKind(enum.StrEnum):
    """How a question of the event's own is answered."""

    SHORT = "short text"
    LONG = "long text"
    YES_NO = "yes or no"
    ONE = "one of several"
    SEVERAL = "several of several"
    NUMBER = "number"
    DATE = "date"


class AskedFields(db.Model):
    """Which standard fields an event asks; without a row the usual ones."""

    __tablename__ = "asked_fields"

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), unique=True)
    # {field: a value of Asked}; a field that is not named is asked as usual.
    fields: Mapped[dict[str, str]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)


class Question(db.Model):
    """One question of an event's own; removed it is kept, with the answers given to it."""

    __tablename__ = "registration_questions"
    __table_args__ = (UniqueConstraint("event_id", "uid"),)

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    # Under this answers are stored (Registration.answers); it never changes.
    uid: Mapped[str] = mapped_column(String(16))
    kind: Mapped[QuestionKind] = mapped_column(status_type(QuestionKind, "question_kind"))
    label: Mapped[dict[str, str]] = mapped_column(default=dict)
    help: Mapped[dict[str, str]] = mapped_column(default=dict)
    # [{"uid": …, "label": {language: words}}] in their order, for kinds with choices.
    choices: Mapped[list[Any]] = mapped_column(default=list)
    required: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
