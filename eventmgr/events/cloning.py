"""The next round of an event: what was settled goes along as drafts, people never do.

Asked of the tables by name, as for deletion: this room knows none of the later ones. What is not
listed here is not copied, so that a new room cannot leak its people into a new event.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select

from eventmgr.audit.actions import record
from eventmgr.database import db, lock
from eventmgr.directory.models import Organisation
from eventmgr.events.actions import create_event, label_of
from eventmgr.events.clone_rows import Row, copy_rows, number_of, table_of
from eventmgr.events.clone_texts import copy_concept, live_nodes
from eventmgr.events.models import Event

# Columns of the event itself that the next round has of its own.
_OWN: Final = frozenset(
    {
        "id",
        "slug",
        "kind",
        "title",
        "subtitle",
        "start",
        "end",
        "city",
        "country_id",
        "document_languages",
        "registration_until",
        "changes_until",
        "follows_id",
        "public",
        "public_agenda",
        "public_conclusions",
        "public_participants",
        "calendar_sequence",
        "created_at",
        "version",
        # The person who makes it is asked from now on.
        "contact_name",
        "contact_email",
        "contact_phone",
    }
)
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True)
class Part:
    """Something that can go along: how many there are, and how they are copied."""

    key: str
    label: Any
    count: Callable[[Event], int]
    copy: Callable[[Event, Event, timedelta], None]


# --- invitations ----------------------------------------------------------------------------------


def _invited(event: Event) -> ColumnElement[bool]:
    invitations = table_of("invitations")
    return (invitations.c.event_id == event.id) & (invitations.c.state != "withdrawn")


def _copy_invitations(source: Event, target: Event, shift: timedelta) -> None:
    """Invite the same institutions with the same seats; nothing is sent, nobody is named."""
    organisations = {
        row.id: row
        for row in db.session.scalars(
            select(Organisation).where(
                Organisation.id.in_(
                    select(table_of("invitations").c.organisation_id).where(_invited(source))
                )
            )
        )
    }
    columns = table_of("invitations").c
    seen: set[int] = set()
    names = _family_names(source)

    def change(row: Row) -> Row | None:
        organisation = organisations[row["organisation_id"]]
        number = organisation.merged_into_id or organisation.id
        if number in seen:
            return None
        seen.add(number)
        kept = {
            "event_id": target.id,
            "organisation_id": number,
            "state": "draft",
            # An institution's own address: the one of the letter may be somebody's.
            "email": organisation.email,
            # A letter goes to a post; where somebody wrote a name, it stays behind.
            "addressee": "" if names & set(_WORD.findall(row["addressee"])) else row["addressee"],
            "deadline": row["deadline"] + shift if row["deadline"] else None,
        }
        for name, column in columns.items():
            if name in _INVITATION or name in kept:
                continue
            kept[name] = None if column.nullable else _first(column)
        return kept

    copy_rows("invitations", _invited(source), change)


def _family_names(event: Event) -> set[str]:
    """Return the words of the family names that an event knows."""
    found: set[str] = set()
    for name in ("registrations", "nominations"):
        table = table_of(name)
        for family in db.session.scalars(
            select(table.c.family_name).where(table.c.event_id == event.id)
        ):
            found |= set(_WORD.findall(family))
    contacts, invitations = table_of("organisation_contacts"), table_of("invitations")
    invited = select(invitations.c.organisation_id).where(_invited(event))
    for family in db.session.scalars(
        select(contacts.c.family_name).where(contacts.c.organisation_id.in_(invited))
    ):
        found |= set(_WORD.findall(family))
    return found


_INVITATION: Final = frozenset(
    {
        "id",
        "seats",
        "alternates",
        "language",
        "profile",
        "balance",
        "note_verbale",
        "signatory_post",
        "version",
        "created_at",
    }
)


def _first(column: Any) -> Any:
    """Return what a column holds in a new row."""
    if column.default is not None:
        made = column.default.arg
        return made(None) if callable(made) else made
    return ""


# --- agenda ---------------------------------------------------------------------------------------


def _items(event: Event) -> ColumnElement[bool]:
    return table_of("agenda_items").c.event_id == event.id


def _copy_agenda(source: Event, target: Event, shift: timedelta) -> None:
    """Lay the days' items on the new days, without people; days beyond the new end fall away."""

    def change(row: Row) -> Row | None:
        day = row["day"] + shift
        if not target.start <= day <= target.end:
            return None
        return {"event_id": target.id, "day": day}

    copy_rows("agenda_items", _items(source), change)


# --- one row for an event, and lists without people -----------------------------------------------


def _of(name: str, event: Event) -> ColumnElement[bool]:
    return table_of(name).c.event_id == event.id


def _plain_rows(*names: str) -> tuple[Callable[[Event], int], Callable[..., None]]:
    """Return how rows of tables without people are counted and copied as they are."""

    def count(event: Event) -> int:
        return sum(number_of(table_of(name), _of(name, event)) for name in names)

    def copy(source: Event, target: Event, shift: timedelta) -> None:
        for name in names:
            copy_rows(name, _of(name, source), lambda row: {"event_id": target.id})

    return count, copy


def _copy_questions(source: Event, target: Event, shift: timedelta) -> None:
    copy_rows("asked_fields", _of("asked_fields", source), lambda row: {"event_id": target.id})
    copy_rows(
        "registration_questions",
        _of("registration_questions", source),
        lambda row: {"event_id": target.id} if row["removed_at"] is None else None,
    )


def _count_questions(event: Event) -> int:
    table = table_of("registration_questions")
    return number_of(table, _of("registration_questions", event), table.c.removed_at.is_(None))


def _copy_travel(source: Event, target: Event, shift: timedelta) -> None:
    """Keep the rates; what is provided in a night is provided in the same night of the next."""

    def change(row: Row) -> Row:
        nights = {
            (date.fromisoformat(night) + shift).isoformat(): parts
            for night, parts in row["provided"].items()
        }
        return {"event_id": target.id, "provided": nights}

    copy_rows("travel_settings", _of("travel_settings", source), change)


def _parts() -> tuple[Part, ...]:
    messages = _plain_rows("mail_texts", "reminder_rules")
    figures = _plain_rows("interpretation_choices", "adoption_rules", "badge_settings")
    dates = _plain_rows("retention_rules")
    return (
        Part(
            "invitations",
            _l("Invited institutions with their seats, as drafts"),
            lambda event: number_of(table_of("invitations"), _invited(event)),
            _copy_invitations,
        ),
        Part(
            "agenda",
            _l("The agenda without people, on the new days"),
            lambda event: number_of(table_of("agenda_items"), _items(event)),
            _copy_agenda,
        ),
        Part(
            "concept",
            _l("Paragraphs of the concept paper, as a draft"),
            lambda event: number_of(table_of("text_nodes"), live_nodes(event)),
            copy_concept,
        ),
        Part(
            "questions", _l("Own questions of the registration"), _count_questions, _copy_questions
        ),
        Part("messages", _l("Own wordings of messages and rules of reminding"), *messages),
        Part("figures", _l("Interpretation, adoption and badges as they were set"), *figures),
        Part("dates", _l("How long data is kept"), *dates),
        Part(
            "travel",
            _l("Rates of daily allowances and what is provided"),
            lambda event: number_of(table_of("travel_settings"), _of("travel_settings", event)),
            _copy_travel,
        ),
    )


PARTS: Final = _parts()


def preview(event: Event) -> list[tuple[Part, int]]:
    """Return every part with how many there are to copy."""
    return [(part, part.count(event)) for part in PARTS]


def clone(
    source: Event,
    *,
    title: dict[str, str],
    start: date,
    end: date,
    wanted: set[str],
    actor: Any,
) -> Event:
    """Make the next round of an event: its settings and organisers, and the parts wanted.

    The two are known as one series (`follows_id`). People, answers, messages, links and the team
    stay behind; the maker is the new event's organiser.
    """
    lock(source)
    shift = start - source.start
    settings = {
        column.name: getattr(source, column.name)
        for column in Event.__table__.columns
        if column.name not in _OWN
    }
    target = create_event(
        title=title,
        subtitle=dict(source.subtitle),
        kind=source.kind,
        start=start,
        end=end,
        city=dict(source.city),
        country_id=source.country_id,
        document_languages=list(source.document_languages),
        organisers=[(row.organisation_id, row.role) for row in source.organisers],
        actor=actor,
        **settings,
    )
    target.follows_id = source.id
    if source.registration_until:
        target.registration_until = min(source.registration_until + shift, end)
    db.session.flush()
    for part in PARTS:
        if part.key in wanted:
            part.copy(source, target, shift)
    record(
        "clone event",
        target,
        actor=actor,
        event_id=target.id,
        label=label_of(source),
        changes={"parts": [None, sorted(wanted)]},
    )
    return target
