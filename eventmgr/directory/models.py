"""Designations with their footnotes, and the registry of organisations and institutions."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.database import db, key, now, status_type


class DesignationKind(enum.StrEnum):
    """What a designation stands for (DES, model)."""

    STATE = "state"
    PARTICIPANT = "participant"
    ORGANISATION = "organisation"
    SUBNATIONAL = "subnational"
    OBSERVER = "observer"


class Footnote(db.Model):
    """The text under a designation's marker, by family and language (DES-02, domain 3.1)."""

    __tablename__ = "footnotes"
    __table_args__ = (UniqueConstraint("family", "language"),)

    id: Mapped[int] = key()
    family: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    approved_by: Mapped[str | None] = mapped_column(String(200))
    approved_at: Mapped[datetime | None]


class Designation(db.Model):
    """A country or participant as it is named; names are time-bound (DES-12)."""

    __tablename__ = "designations"

    id: Mapped[int] = key()
    # A stable handle for imports and links; never shown (DES-11).
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[DesignationKind] = mapped_column(status_type(DesignationKind, "designation_kind"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    # The designation whose place it took: an event's date decides which of the two is printed.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("designations.id"))
    # Whether the name carries the footnote of the event's family (marker and text always together).
    footnoted: Mapped[bool] = mapped_column(default=False)
    texts: Mapped[list[DesignationText]] = relationship(
        back_populates="designation", cascade="all, delete-orphan"
    )


class DesignationText(db.Model):
    """A designation's names in one language, for all events or for one (DES-01)."""

    __tablename__ = "designation_texts"
    __table_args__ = (
        Index(
            "uq_designation_texts_general",
            "designation_id",
            "language",
            unique=True,
            sqlite_where=text("event_id IS NULL"),
            postgresql_where=text("event_id IS NULL"),
        ),
        UniqueConstraint("designation_id", "event_id", "language"),
    )

    id: Mapped[int] = key()
    designation_id: Mapped[int] = mapped_column(ForeignKey("designations.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(12))
    # Without the marker: the engine sets it (DES-08).
    list_name: Mapped[str] = mapped_column(String(200))
    formal_name: Mapped[str] = mapped_column(String(300), default="")
    plate_name: Mapped[str] = mapped_column(String(200), default="")
    sort_key: Mapped[str] = mapped_column(String(200), default="")
    approved_by: Mapped[str | None] = mapped_column(String(200))
    approved_at: Mapped[datetime | None]
    designation: Mapped[Designation] = relationship(back_populates="texts")


class OrganisationKind(enum.StrEnum):
    """Kinds of institutions and organisations (DES-19, STAT-02)."""

    MINISTRY = "ministry"
    POLICE = "police"
    BORDER_POLICE = "border police"
    PROSECUTION = "prosecution"
    JUDICIARY = "judiciary"
    PARLIAMENT = "parliament"
    INDEPENDENT_BODY = "independent body"
    INTERGOVERNMENTAL = "intergovernmental organisation"
    EU_BODY = "EU body"
    REGIONAL_INITIATIVE = "regional initiative"
    AGENCY = "agency"
    NGO = "non-governmental organisation"
    ACADEMIA = "academia"
    PRIVATE = "private sector"
    MEDIA = "media"


class Organisation(db.Model):
    """An institution of a designation, or an organisation of its own: one spelling per language."""

    __tablename__ = "organisations"
    __table_args__ = (CheckConstraint("version > 0", name="version_positive"),)

    id: Mapped[int] = key()
    kind: Mapped[OrganisationKind] = mapped_column(
        status_type(OrganisationKind, "organisation_kind")
    )
    designation_id: Mapped[int | None] = mapped_column(ForeignKey("designations.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    names: Mapped[dict[str, str]] = mapped_column(default=dict)
    acronym: Mapped[str] = mapped_column(String(40), default="")
    former_names: Mapped[list[str]] = mapped_column(default=list)
    sort_key: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(255), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    # Names folded for search: accents and scripts do not matter (LOC-45).
    search_key: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)
    designation: Mapped[Designation | None] = relationship(lazy="joined")


class OrganisationLogo(db.Model):
    """An organisation's logo as papers print it: a PNG made anew from what was sent.

    Replaced ones stay, because papers that were circulated with them are printed again.
    """

    __tablename__ = "organisation_logos"

    id: Mapped[int] = key()
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    width: Mapped[int]
    height: Mapped[int]
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]
