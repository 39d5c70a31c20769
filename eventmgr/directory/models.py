"""Designations with their footnotes, and the registry of organisations and institutions."""

import enum
from datetime import date, datetime
from typing import Any

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
    texts: Mapped[list["DesignationText"]] = relationship(
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
    # {former name: when it was used, as typed: "2011–2016"} (DES-19).
    former_dates: Mapped[dict[str, str]] = mapped_column(default=dict, server_default=text("'{}'"))
    sort_key: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(255), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    # Names folded for search: accents and scripts do not matter (LOC-45).
    search_key: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)
    # The entry that took this one's place: nothing lists or chooses a merged entry any more.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    designation: Mapped[Designation | None] = relationship(lazy="joined")


class ContactPurpose(enum.StrEnum):
    """What one writes to a contact person about."""

    INVITATIONS = "invitations"
    NOMINATIONS = "nominations"
    LOGISTICS = "logistics"
    FINANCE = "finance"
    PRESS = "press"
    CONTENT = "content"


class OrganisationContact(db.Model):
    """Somebody at an institution whom one writes to, and what for."""

    __tablename__ = "organisation_contacts"
    __table_args__ = (CheckConstraint("email = lower(email)", name="contact_email_lower_case"),)

    id: Mapped[int] = key()
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    honorific: Mapped[str] = mapped_column(String(20), default="")
    given_name: Mapped[str] = mapped_column(String(120), default="")
    # Empty where letters go to a post, not to a person.
    family_name: Mapped[str] = mapped_column(String(120), default="")
    post: Mapped[dict[str, str]] = mapped_column(default=dict)
    email: Mapped[str] = mapped_column(String(255), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    # The language of messages; "" where it is not known.
    language: Mapped[str] = mapped_column(String(12), default="")
    # Values of ContactPurpose.
    purposes: Mapped[list[str]] = mapped_column(default=list)
    search_key: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    # Taken out of the directory; kept for a day so that it can be brought back.
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class OrganisationMerge(db.Model):
    """Two entries made one, with what is needed to take it back; rows are only added."""

    __tablename__ = "organisation_merges"

    id: Mapped[int] = key()
    survivor_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    # {column: [before, after]} of the surviving entry.
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # [[table, column, number of the row], …]: what pointed to the merged entry.
    moved: Mapped[list[Any]] = mapped_column(default=list)
    # [[table, {column: value}], …]: rows there may be only one of, which the survivor had already.
    set_aside: Mapped[list[Any]] = mapped_column(default=list)
    at: Mapped[datetime] = mapped_column(default=now)
    actor_label: Mapped[str] = mapped_column(String(200), default="")
    undone_at: Mapped[datetime | None]


class DistinctOrganisations(db.Model):
    """Two entries that look the same and are not, as somebody has said."""

    __tablename__ = "distinct_organisations"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    id: Mapped[int] = key()
    one_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))


class ImportState(enum.StrEnum):
    """Where the import of a table stands."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"
    UNDONE = "undone"
    FAILED = "failed"


class DirectoryImport(db.Model):
    """A table of institutions that somebody sent, how it is read, and what came of it."""

    __tablename__ = "directory_imports"

    id: Mapped[int] = key()
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[ImportState] = mapped_column(
        status_type(ImportState, "import_state"), default=ImportState.UPLOADED
    )
    filename: Mapped[str] = mapped_column(String(200), default="")
    # Gone as soon as the import is done: it may hold addresses of people.
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    # How the file is read: encoding, delimiter, sheet, row of the headings.
    reading: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Which headings these are, so that the same table is understood the next time.
    headings: Mapped[str] = mapped_column(String(64), default="", index=True)
    # {column number as text: what it holds}.
    mapping: Mapped[dict[str, str]] = mapped_column(default=dict)
    # How to deal with entries that are there, spellings and doubtful rows.
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # What was created and changed, to take it back.
    written: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    # When the worker last said how far it is.
    moved_at: Mapped[datetime | None]


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
