"""Accounts of those who prepare events; participants need none."""

import enum
from datetime import datetime
from typing import Any

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.database import Base, db, key, now, status_type

users_roles = Table(
    "users_roles",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True),
)


class Role(db.Model, RoleMixin):
    """A role on the whole installation: administrator or organiser."""

    __tablename__ = "roles"

    id: Mapped[int] = key()
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str | None] = mapped_column(String(255))


class User(db.Model, UserMixin):
    """Somebody with an account."""

    __tablename__ = "users"

    id: Mapped[int] = key()
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(12), default="en")
    created_at: Mapped[datetime] = mapped_column(default=now)
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]
        secondary=users_roles, lazy="selectin"
    )

    def get_security_payload(self) -> dict[str, Any]:
        """Tell a client no more than the name."""
        return {"name": self.name}


class EventRole(enum.StrEnum):
    """What somebody may do in one event (the administrator may everything in all of them)."""

    ORGANISER = "organiser"
    CO_ORGANISER = "co-organiser"
    SECRETARIAT = "secretariat"
    # Each of these reads its own part of what is secure, and no other (PRIV, section 5).
    TRAVEL_OFFICER = "travel officer"
    LOGISTICS = "logistics"
    FINANCE = "finance"
    VIEWER = "viewer"


# What a member of any role may take on besides: an organiser who is the travel officer too.
DUTIES = (EventRole.TRAVEL_OFFICER, EventRole.LOGISTICS, EventRole.FINANCE)


class Membership(db.Model):
    """A user's role in an event."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("user_id", "event_id"),)

    id: Mapped[int] = key()
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    role: Mapped[EventRole] = mapped_column(status_type(EventRole, "event_role"))
    # Values of DUTIES.
    duties: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    user: Mapped[User] = relationship(lazy="joined")
