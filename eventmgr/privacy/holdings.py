"""Where personal data lies: each table once, with the date it goes by and what stays of a row.

Tables are known by name, so that a purge needs none of the rooms that own them. A table with
people that is not listed here but hangs on a registration is emptied of words all the same.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ColumnElement, Enum, LargeBinary, String, Table, Text, select

from eventmgr.database import Base
from eventmgr.notices.models import DataKind

# What stands where a name was: the record's own sign for what it does not say.
BLANK: Final = "…"


class How(enum.StrEnum):
    """What a purge does with a row."""

    BLANK = "blank"
    DELETE = "delete"


@dataclass(frozen=True)
class Holding:
    """A table that holds data about people.

    `path` are the foreign keys that lead from a row to one that has an `event_id`. `keep` are
    words that stay (for statistics), `only` the columns with words that go where not all do;
    `put` says what is written instead. `match` narrows the rows.
    """

    key: str
    kind: DataKind
    table: str
    label: Any
    path: tuple[str, ...] = ()
    how: How = How.BLANK
    keep: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    put: dict[str, Any] = field(default_factory=dict)
    match: tuple[str, tuple[str, ...]] | None = None


def _words(*names: str) -> frozenset[str]:
    return frozenset(names)


_SECURE = ("registration_id",)
HOLDINGS: Final = (
    Holding(
        "registrations",
        DataKind.PEOPLE,
        "registrations",
        _l("Registrations"),
        # Gender, languages and roles are counted for the report.
        keep=_words("honorific", "speaks", "follows", "language", "consent_version"),
        put={
            "family_name": BLANK,
            # Lists print "Representative" in its place, nothing else shows the row (PRIV-04).
            "protected": True,
            "list_sharing": "internal",
            "photo_consent": "no",
        },
    ),
    Holding(
        "nominations",
        DataKind.PEOPLE,
        "nominations",
        _l("Nominations"),
        keep=_words("language"),
        put={"family_name": BLANK},
    ),
    Holding(
        "agenda",
        DataKind.PEOPLE,
        "agenda_people",
        _l("People in the agenda"),
        path=("item_id",),
        keep=_words("honorific", "speaks"),
        put={"family_name": BLANK},
    ),
    Holding(
        "invitations",
        DataKind.PEOPLE,
        "invitations",
        _l("Addressees of invitations"),
        only=_words(
            "addressee",
            "email",
            "signatory_name",
            "note",
            "decline_reason",
            "substitute_name",
            "substitute_email",
            "token_hash",
        ),
    ),
    Holding(
        "forwards",
        DataKind.PEOPLE,
        "invitation_forwards",
        _l("Colleagues an invitation was passed on to"),
        path=("invitation_id",),
        how=How.DELETE,
    ),
    Holding(
        "approvers",
        DataKind.PEOPLE,
        "paper_approvers",
        _l("Approvers of papers"),
        how=How.DELETE,
    ),
    Holding(
        "approvals",
        DataKind.PEOPLE,
        "paper_approvals",
        _l("Answers of approvers"),
        path=("version_id", "text_id"),
        only=_words("name", "email", "token_hash"),
        put={"name": BLANK},
    ),
    Holding(
        "adopters",
        DataKind.PEOPLE,
        "adopters",
        _l("Heads of delegations who adopt"),
        path=("text_id",),
        only=_words("head", "email"),
    ),
    Holding(
        "voices",
        DataKind.PEOPLE,
        "silence_voices",
        _l("Heads of delegations who adopt"),
        path=("round_id", "text_id"),
        only=_words("head", "email"),
    ),
    Holding(
        "proposers",
        DataKind.PEOPLE,
        "floor_proposals",
        _l("People who proposed wording"),
        path=("text_id",),
        only=_words("proposer"),
        put={"proposer": BLANK},
    ),
    Holding(
        "speakers",
        DataKind.PEOPLE,
        "press_quotes",
        _l("Addresses of speakers quoted in the press release"),
        path=("text_id",),
        only=_words("email", "token_hash", "cleared_by", "note"),
    ),
    Holding(
        "files",
        DataKind.PEOPLE,
        "import_drafts",
        _l("Files that were read and not used"),
        how=How.DELETE,
    ),
    Holding(
        "documents",
        DataKind.DOCUMENTS,
        "secure_parts",
        _l("Travel documents"),
        path=_SECURE,
        how=How.DELETE,
        match=("secure_group", ("travel document",)),
    ),
    Holding(
        "care",
        DataKind.CARE,
        "secure_parts",
        _l("Diet, access needs and emergency contacts"),
        path=_SECURE,
        how=How.DELETE,
        match=("secure_group", ("diet", "access needs", "emergency contact")),
    ),
    Holding(
        "secure-drafts",
        DataKind.CARE,
        "secure_drafts",
        _l("Answers that were typed and not sent"),
        path=_SECURE,
        how=How.DELETE,
    ),
    Holding(
        "needs",
        DataKind.CARE,
        "registrations",
        _l("Needs and diet in registrations"),
        only=_words("needs", "diet"),
    ),
    Holding(
        "payments",
        DataKind.PAYMENTS,
        "secure_parts",
        _l("Bank details"),
        path=_SECURE,
        how=How.DELETE,
        match=("secure_group", ("bank account",)),
    ),
    Holding(
        "requests",
        DataKind.PEOPLE,
        "registration_requests",
        _l("Registrations whose address was not confirmed"),
        how=How.DELETE,
    ),
    Holding(
        "views",
        DataKind.PEOPLE,
        "saved_views",
        _l("Saved searches in lists"),
        how=How.DELETE,
    ),
    Holding(
        "acts",
        DataKind.PEOPLE,
        "list_acts",
        _l("Steps in lists that could be taken back"),
        how=How.DELETE,
    ),
    Holding(
        "journeys",
        DataKind.DOCUMENTS,
        "journeys",
        _l("Tickets, transfers and rooms"),
        path=_SECURE,
    ),
    Holding(
        "visa-letters",
        DataKind.DOCUMENTS,
        "visa_letters",
        _l("Letters to consulates"),
        keep=_words("language"),
    ),
    Holding(
        "travel-lists",
        DataKind.DOCUMENTS,
        "sent_travel_lists",
        _l("Lists that were sent to drivers and hotels"),
        only=_words("sent_to", "rows"),
    ),
    Holding(
        "claims",
        DataKind.PAYMENTS,
        "travel_claims",
        _l("Travel claims"),
        path=_SECURE,
        only=_words("route", "note"),
    ),
    # Amounts without words: they stay, and the person who was paid is asked for.
    Holding(
        "allowances",
        DataKind.PAYMENTS,
        "allowances",
        _l("Daily allowances"),
        path=_SECURE,
        only=_words(),
    ),
    Holding(
        "mails",
        DataKind.MESSAGES,
        "mails",
        _l("Messages"),
        keep=_words("template", "language", "message_id", "subject_type"),
        # Its copies are told apart by their address, which goes.
        put={"mailing_id": None},
        match=(
            "state",
            ("kept", "sent", "failed", "cancelled", "bounced", "draft"),
        ),
    ),
    Holding(
        "mailings",
        DataKind.MESSAGES,
        "mailings",
        _l("Messages to many"),
        keep=_words("kind"),
        match=("state", ("done", "discarded")),
    ),
)
# Words that a purge never touches: what was published, adopted or circulated, and the rules.
LOCKED: Final = frozenset(
    {
        "text_nodes",
        "text_revisions",
        "minor_changes",
        "renumberings",
        "text_arrangements",
        "structured_texts",
        "sealed_editions",
        "sealed_prints",
        "silence_rounds",
        "silence_replies",
        "paper_versions",
        "attached_statements",
        "correction_changes",
        "press_quotes",
        "press_sheets",
        "privacy_notices",
        "purge_runs",
        "events",
        "event_organisers",
        "organisations",
        "designations",
        "designation_texts",
        "users",
        "roles",
        "memberships",
    }
)


def tables() -> dict[str, Table]:
    """Return every table by name."""
    return dict(Base.metadata.tables)


def present() -> list[Holding]:
    """Return the holdings of this installation, the fallback for tables by registration last."""
    known = tables()
    listed = [one for one in HOLDINGS if one.table in known]
    named = {one.table for one in HOLDINGS} | {"erasures"}
    for name, table in sorted(known.items()):
        owner = owner_column(table)
        if name in named or owner is None or not word_columns(table):
            continue
        listed.append(
            Holding(name, DataKind.PEOPLE, name, _l("Other data of registrations"), path=(owner,))
        )
    return listed


def owner_column(table: Table) -> str | None:
    """Return the column by which a row belongs to a registration."""
    for column in table.columns:
        if any(key.column.table.name == "registrations" for key in column.foreign_keys):
            return column.name
    return None


def word_columns(table: Table) -> list[str]:
    """Return the columns that can hold words about a person: text, lists, files."""
    found = []
    for column in table.columns:
        kind = column.type
        if column.primary_key or column.foreign_keys or isinstance(kind, Enum):
            continue
        if isinstance(kind, String | Text | JSON | LargeBinary):
            found.append(column.name)
    return found


def rows_of(table: Table, path: tuple[str, ...], event_id: int) -> ColumnElement[bool]:
    """Return the condition that a row belongs to an event, along its foreign keys."""
    if not path:
        return table.c.event_id == event_id
    column = table.c[path[0]]
    target = next(iter(column.foreign_keys)).column.table
    return column.in_(select(target.c.id).where(rows_of(target, path[1:], event_id)))


def path_to_event(name: str) -> tuple[str, ...] | None:
    """Return the shortest way from a table to an event by foreign keys; None where there is none.

    Ways through accounts and the directory lead to other events as well and do not count.
    """
    known = tables()
    waiting: list[tuple[str, tuple[str, ...]]] = [(name, ())]
    seen = {name, "users", "organisations", "designations", "events"}
    while waiting:
        current, path = waiting.pop(0)
        table = known[current]
        if "event_id" in table.c:
            return path
        for column in table.columns:
            for key in column.foreign_keys:
                target = key.column.table.name
                if target not in seen:
                    seen.add(target)
                    waiting.append((target, (*path, column.name)))
    return None
