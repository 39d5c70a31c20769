"""Who comes: registrations, by link, or by the secretariat on somebody's behalf."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.database import db, key, now, status_type
from eventmgr.directory.models import Designation, Organisation, OrganisationKind
from eventmgr.invitations.models import Invitation


class RegistrationState(enum.StrEnum):
    """Where a registration stands."""

    CONFIRMED = "confirmed"
    # On the waiting list, in the order of `waiting_since`.
    WAITING = "waiting"
    # A freed place is kept for this person until `offer_until`.
    OFFERED = "offered"
    # The offer was not taken up in time and went to the next.
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class ParticipantRole(enum.StrEnum):
    """As what somebody comes."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    OBSERVER = "observer"
    ORGANISER = "organiser"
    INTERPRETER = "interpreter"
    TECHNICIAN = "technician"


class ListSharing(enum.StrEnum):
    """How far somebody's entry may travel (PRIV-02)."""

    INTERNAL = "internal"
    PARTICIPANTS = "participants"
    CONTACTS = "participants with contacts"
    PUBLIC = "public"


class PhotoConsent(enum.StrEnum):
    """Whether somebody may be photographed (PRIV-03)."""

    YES = "yes"
    GROUP_ONLY = "group photo only"
    NO = "no"


class Registration(db.Model):
    """One person at one event."""

    __tablename__ = "registrations"
    __table_args__ = (
        Index(
            "uq_registrations_active_email",
            "event_id",
            "email",
            unique=True,
            sqlite_where=text("state NOT IN ('cancelled', 'lapsed') AND email <> ''"),
            postgresql_where=text("state NOT IN ('cancelled', 'lapsed') AND email <> ''"),
        ),
        Index("ix_registrations_event_id_state", "event_id", "state"),
        Index("ix_registrations_event_id_phone_key", "event_id", "phone_key"),
        Index("ix_registrations_state_offer_until", "state", "offer_until"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitations.id", ondelete="SET NULL"), index=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    # The delegation; for an international organisation there is none.
    designation_id: Mapped[int | None] = mapped_column(ForeignKey("designations.id"))
    role: Mapped[ParticipantRole] = mapped_column(
        status_type(ParticipantRole, "participant_role"), default=ParticipantRole.PARTICIPANT
    )
    state: Mapped[RegistrationState] = mapped_column(
        status_type(RegistrationState, "registration_state"), default=RegistrationState.CONFIRMED
    )
    honorific: Mapped[str] = mapped_column(String(20), default="")
    given_name: Mapped[str] = mapped_column(String(120))
    family_name: Mapped[str] = mapped_column(String(120))
    # Printed instead of the computed name where protocol wants it so (LOC-40).
    display_name: Mapped[str] = mapped_column(String(250), default="")
    sort_key: Mapped[str] = mapped_column(String(250), default="")
    position: Mapped[dict[str, str]] = mapped_column(default=dict)
    head_of_delegation: Mapped[bool] = mapped_column(default=False)
    # Lower is higher; the order after the head of delegation (DES-15).
    rank: Mapped[int] = mapped_column(default=100)
    email: Mapped[str] = mapped_column(String(255), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    # The last digits, by which one telephone is known however it was written (LIFE-10).
    phone_key: Mapped[str] = mapped_column(String(12), default="", server_default="")
    # What somebody will speak and what somebody follows, as declared (INT-22).
    speaks: Mapped[list[str]] = mapped_column(default=list)
    follows: Mapped[list[str]] = mapped_column(default=list)
    # Empty since both are kept sealed (eventmgr.secure); nothing reads or writes them.
    needs: Mapped[str] = mapped_column(Text, default="")
    diet: Mapped[str] = mapped_column(Text, default="")
    # {uid of a question: answer}; those of removed questions stay.
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    language: Mapped[str] = mapped_column(String(12), default="en")
    list_sharing: Mapped[ListSharing] = mapped_column(
        status_type(ListSharing, "list_sharing"), default=ListSharing.PARTICIPANTS
    )
    photo_consent: Mapped[PhotoConsent] = mapped_column(
        status_type(PhotoConsent, "photo_consent"), default=PhotoConsent.NO
    )
    consent_version: Mapped[str] = mapped_column(String(20), default="")
    consent_at: Mapped[datetime | None]
    # Lists print "Representative, <institution>" (PRIV-04).
    protected: Mapped[bool] = mapped_column(default=False)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    calendar_uid: Mapped[str] = mapped_column(String(120))
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    search_key: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    cancelled_at: Mapped[datetime | None]
    waiting_since: Mapped[datetime | None]
    offer_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    designation: Mapped[Designation | None] = relationship(lazy="joined")
    invitation: Mapped[Invitation | None] = relationship()


class DesignationCapacity(db.Model):
    """How many people of one country or delegation an event has room for."""

    __tablename__ = "designation_capacities"
    __table_args__ = (
        UniqueConstraint("event_id", "designation_id"),
        CheckConstraint("capacity > 0", name="capacity_positive"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    designation_id: Mapped[int] = mapped_column(ForeignKey("designations.id"))
    capacity: Mapped[int]


class RegistrationRequest(db.Model):
    """Somebody filled in the public form; nothing counts before the address is confirmed.

    The row is deleted as soon as it is confirmed or its time is over.
    """

    __tablename__ = "registration_requests"
    __table_args__ = (Index("ix_registration_requests_event_id_email", "event_id", "email"),)

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(12))
    # What was filled in, as the columns of a registration; and the institution as it was written.
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    institution: Mapped[str] = mapped_column(String(300))
    kind: Mapped[OrganisationKind] = mapped_column(
        status_type(OrganisationKind, "institution_kind")
    )
    designation_id: Mapped[int | None] = mapped_column(ForeignKey("designations.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    consent_at: Mapped[datetime]
    consent_version: Mapped[str] = mapped_column(String(20))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
