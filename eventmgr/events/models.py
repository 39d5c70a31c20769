"""The event and its organisers."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.database import db, key, now, status_type
from eventmgr.directory.models import Designation, Organisation


class EventKind(enum.StrEnum):
    """Kinds of events, named as their papers name them."""

    WORKSHOP = "workshop"
    CONFERENCE = "conference"
    PARLIAMENTARY_DIALOGUE = "parliamentary dialogue"
    SEMINAR = "seminar"
    ROUND_TABLE = "round table"
    TRAINING = "training"
    MEETING = "meeting"


class OrganiserRole(enum.StrEnum):
    """In what capacity an organisation stands in the title block."""

    ORGANISER = "organiser"
    CO_ORGANISER = "co-organiser"
    HOST = "host"
    AUSPICES = "under the auspices of"
    DONOR = "donor"


class MarkerPolicy(enum.StrEnum):
    """Where a designation's marker stands (DES-02)."""

    EVERY = "every"
    FIRST_ONLY = "first only"


class PlateMode(enum.StrEnum):
    """What stands on plates and badges (DES-03)."""

    DESIGNATION_AND_NAME = "designation and name"
    NAME_ONLY = "name only"
    INSTITUTION_ONLY = "institution only"


class FlagPolicy(enum.StrEnum):
    """Which flags may stand in the room (DES-11)."""

    NONE = "none"
    HOST = "host"
    HOST_AND_EU = "host and EU"
    ALL = "all"


class DelegationOrder(enum.StrEnum):
    """In what order delegations stand (DES-13)."""

    DOCUMENT = "document language"
    ENGLISH = "English"
    FRENCH = "French"
    HOST_FIRST = "host first"
    HOST_LAST = "host last"


class Event(db.Model):
    """A workshop, conference or dialogue, with the settings that rule all its papers."""

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint('"end" >= "start"', name="dates_in_order"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
    )

    id: Mapped[int] = key()
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[EventKind] = mapped_column(status_type(EventKind, "event_kind"))
    title: Mapped[dict[str, str]] = mapped_column(default=dict)
    subtitle: Mapped[dict[str, str]] = mapped_column(default=dict)
    start: Mapped[date]
    end: Mapped[date]
    city: Mapped[dict[str, str]] = mapped_column(default=dict)
    country_id: Mapped[int | None] = mapped_column(ForeignKey("designations.id"))
    venue: Mapped[dict[str, str]] = mapped_column(default=dict)
    timezone: Mapped[str] = mapped_column(String(60), default="Europe/Podgorica")
    # The three things never mixed: papers, what may be spoken, what can be listened to.
    document_languages: Mapped[list[str]] = mapped_column(default=lambda: ["en"])
    floor_languages: Mapped[list[str]] = mapped_column(default=lambda: ["en"])
    into_languages: Mapped[list[str]] = mapped_column(default=lambda: ["en"])
    pivot: Mapped[str | None] = mapped_column(String(12))
    # Designation policy (domain 3.2).
    footnote_family: Mapped[str] = mapped_column(String(40), default="rcc-eu")
    marker_policy: Mapped[MarkerPolicy] = mapped_column(
        status_type(MarkerPolicy, "marker_policy"), default=MarkerPolicy.EVERY
    )
    heading_word: Mapped[dict[str, str]] = mapped_column(default=dict)
    flags: Mapped[FlagPolicy] = mapped_column(
        status_type(FlagPolicy, "flag_policy"), default=FlagPolicy.NONE
    )
    plate_mode: Mapped[PlateMode] = mapped_column(
        status_type(PlateMode, "plate_mode"), default=PlateMode.DESIGNATION_AND_NAME
    )
    delegation_order: Mapped[DelegationOrder] = mapped_column(
        status_type(DelegationOrder, "delegation_order"), default=DelegationOrder.DOCUMENT
    )
    disclaimer: Mapped[dict[str, str]] = mapped_column(default=dict)
    capacity: Mapped[int | None]
    registration_until: Mapped[date | None]
    # The last day on which people change or cancel by link; else the last day to register.
    changes_until: Mapped[date | None]
    # Whether anybody may register on the public form, once the address is confirmed by mail.
    open_registration: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    # Whether those who find no place may wait for one, and how long a freed place is offered.
    waiting_list: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    offer_hours: Mapped[int] = mapped_column(default=48, server_default="48")
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_email: Mapped[str] = mapped_column(String(255), default="")
    contact_phone: Mapped[str] = mapped_column(String(60), default="")
    controller: Mapped[str] = mapped_column(String(300), default="")
    # The earlier event of the series: what was promised there is looked at here.
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="SET NULL"))
    public: Mapped[bool] = mapped_column(default=False)
    # What the public page shows beside the title, dates and place.
    public_agenda: Mapped[bool] = mapped_column(default=False)
    public_conclusions: Mapped[bool] = mapped_column(default=False)
    public_participants: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    # Follows every change of dates or place, so that calendars take the newer file.
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    country: Mapped[Designation | None] = relationship(lazy="joined")
    organisers: Mapped[list["EventOrganiser"]] = relationship(
        back_populates="event",
        cascade="all, delete-orphan",
        order_by="EventOrganiser.position",
        lazy="selectin",
    )


class EventOrganiser(db.Model):
    """An organisation in the agreed order of the title block."""

    __tablename__ = "event_organisers"
    __table_args__ = (UniqueConstraint("event_id", "organisation_id", "role"),)

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    role: Mapped[OrganiserRole] = mapped_column(status_type(OrganiserRole, "organiser_role"))
    position: Mapped[int]
    event: Mapped[Event] = relationship(back_populates="organisers")
    organisation: Mapped[Organisation] = relationship(lazy="joined")
