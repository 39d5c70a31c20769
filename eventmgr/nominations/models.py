"""People an institution names for the seats of its invitation (LIFE-10)."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.database import db, key, now, status_type
from eventmgr.invitations.models import Invitation


class NominationState(enum.StrEnum):
    """Where a nomination stands; the moves between them are in nominations/states.py."""

    # On a seat; the organisers have not decided yet.
    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    # More people than seats, or put there by the organisers: the first moves up.
    RESERVE = "reserve"
    DECLINED = "declined"
    # The institution named somebody else in this place; the row stays, with its successor.
    REPLACED = "replaced"
    # Taken back by the institution or by the person.
    WITHDRAWN = "withdrawn"


class Gender(enum.StrEnum):
    """For the balance of a delegation only; nobody has to say."""

    WOMAN = "woman"
    MAN = "man"
    UNSAID = "not said"


class Nomination(db.Model):
    """One person named by one institution for one event."""

    __tablename__ = "nominations"
    __table_args__ = (
        Index("ix_nominations_event_id_state", "event_id", "state"),
        Index("ix_nominations_event_id_email", "event_id", "email"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
    )

    id: Mapped[int] = key()
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("invitations.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[NominationState] = mapped_column(
        status_type(NominationState, "nomination_state"), default=NominationState.NOMINATED
    )
    # The place in the queue of the reserve: lower moves up first; 0 on a seat.
    reserve_place: Mapped[int] = mapped_column(default=0)
    given_name: Mapped[str] = mapped_column(String(120))
    family_name: Mapped[str] = mapped_column(String(120))
    gender: Mapped[Gender] = mapped_column(
        status_type(Gender, "nominee_gender"), default=Gender.UNSAID
    )
    position: Mapped[dict[str, str]] = mapped_column(default=dict)
    email: Mapped[str] = mapped_column(String(255))
    phone: Mapped[str] = mapped_column(String(60), default="")
    # The last digits, by which one telephone is known however it was written.
    phone_key: Mapped[str] = mapped_column(String(12), default="")
    language: Mapped[str] = mapped_column(String(12), default="en")
    # What the institution tells the organisers about the person.
    note: Mapped[str] = mapped_column(Text, default="")
    # Why the organisers said no; the institution reads it.
    reason: Mapped[str] = mapped_column(Text, default="")
    # The organisers' yes. Somebody in the reserve may have it too and then moves up with a link.
    approved_at: Mapped[datetime | None]
    # Only the hash of the person's own link is kept; a newer link voids the older one.
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    token_expires_at: Mapped[datetime | None]
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registrations.id", ondelete="SET NULL"), index=True
    )
    replaced_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("nominations.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)
    invitation: Mapped[Invitation] = relationship(lazy="joined")
