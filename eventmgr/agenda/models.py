"""The agenda: items of a day and the people who carry them."""

import enum
from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.database import db, key, status_type


class ItemKind(enum.StrEnum):
    """What an item of the agenda is."""

    REGISTRATION = "registration"
    OPENING = "opening"
    SESSION = "session"
    WORKING_GROUP = "working group"
    CLOSING = "closing"
    COFFEE = "coffee break"
    LUNCH = "lunch"
    DINNER = "dinner"
    PHOTO = "family photo"
    OTHER = "other"


BREAKS = frozenset(
    {ItemKind.REGISTRATION, ItemKind.COFFEE, ItemKind.LUNCH, ItemKind.DINNER, ItemKind.PHOTO}
)


class InterpretationMode(enum.StrEnum):
    """How an item is interpreted (INT-01)."""

    SIMULTANEOUS = "simultaneous"
    CONSECUTIVE = "consecutive"
    WHISPERED = "whispered"
    BIDULE = "bidule"
    REMOTE = "remote"
    NONE = "none"


class SessionRole(enum.StrEnum):
    """What somebody does in an item (LIFE-13)."""

    OPENING = "opening"
    KEYNOTE = "keynote"
    PANELLIST = "panellist"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    RAPPORTEUR = "rapporteur"
    NOTE_TAKER = "note-taker"


class AgendaItem(db.Model):
    """A session, a break or another item, in venue time."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        CheckConstraint('"ends" > "starts"', name="times_in_order"),
        Index("ix_agenda_items_event_id_day_starts", "event_id", "day", "starts"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    kind: Mapped[ItemKind] = mapped_column(status_type(ItemKind, "item_kind"))
    title: Mapped[dict[str, str]] = mapped_column(default=dict)
    description: Mapped[dict[str, str]] = mapped_column(default=dict)
    room: Mapped[str] = mapped_column(String(120), default="")
    mode: Mapped[InterpretationMode] = mapped_column(
        status_type(InterpretationMode, "interpretation_mode"),
        default=InterpretationMode.SIMULTANEOUS,
    )
    # Empty: as the event says.
    floor_languages: Mapped[list[str]] = mapped_column(default=list)
    into_languages: Mapped[list[str]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)
    people: Mapped[list["AgendaPerson"]] = relationship(
        back_populates="item",
        cascade="all, delete-orphan",
        order_by="AgendaPerson.position",
        lazy="selectin",
    )


class AgendaPerson(db.Model):
    """Somebody's part in an item; by name, and by designation where there is one (DES-01)."""

    __tablename__ = "agenda_people"

    id: Mapped[int] = key()
    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[SessionRole] = mapped_column(status_type(SessionRole, "session_role"))
    position: Mapped[int]
    honorific: Mapped[str] = mapped_column(String(20), default="")
    given_name: Mapped[str] = mapped_column(String(120), default="")
    family_name: Mapped[str] = mapped_column(String(120))
    post: Mapped[dict[str, str]] = mapped_column(default=dict)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    speaks: Mapped[str] = mapped_column(String(12), default="")
    item: Mapped[AgendaItem] = relationship(back_populates="people")
