"""A person's own copy of their data: everything that is kept about them, in one structure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, func, or_, select

from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.i18n.dates import short_date, short_datetime
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import honorific
from eventmgr.language import current
from eventmgr.mail.models import Mail
from eventmgr.nominations.words import STATES as NOMINATION_STATES
from eventmgr.privacy.holdings import owner_column, present, tables
from eventmgr.registration.models import Registration
from eventmgr.registration.questions import answer_words, label_of, questions
from eventmgr.registration.words import PHOTOS, ROLES, SHARING, STATES
from eventmgr.travel.words import CLAIMS, MODES, ROOMS

# What is only of use to the program, or opens a door.
_UNSAID = frozenset({"id", "version", "op", "calendar_uid", "calendar_sequence"})
FORMAT = "eventmgr personal data 1"


@dataclass(frozen=True)
class Section:
    """Rows of one kind for a reader: (label, value)."""

    title: str
    rows: list[tuple[str, str]]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return getattr(value, "value", value)
    return getattr(value, "value", None) or str(value)


def rows_about(registration: Registration) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table that belong to a registration, by table.

    Sealed values stay sealed here; the pages of the secure part read them to their owner.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    known = tables()
    for name in sorted({one.table for one in present()} | {"presences", "receiver_loans"}):
        table = known.get(name)
        if table is None or name == "registrations":
            continue
        owner = owner_column(table)
        if owner is None:
            continue
        rows = db.session.execute(select(table).where(table.c[owner] == registration.id))
        mine = [_shown(dict(row)) for row in rows.mappings()]
        if mine:
            found[name] = mine
    return found


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _plain(value)
        for name, value in row.items()
        if name not in _UNSAID
        and not name.endswith(("_hash", "_id"))
        and name != "sealed"
        and not isinstance(value, bytes)
    }


def messages_to(registration: Registration) -> list[Mail]:
    """Return the messages about this person's registration and nomination, and copies to groups.

    The address alone does not do: whoever holds the link may write any address into the form, and
    messages to it may carry links that act for others.
    """
    nominations = tables()["nominations"]
    own = select(nominations.c.id).where(nominations.c.registration_id == registration.id)
    about = or_(
        and_(Mail.subject_type == Registration.__name__, Mail.subject_id == registration.id),
        and_(Mail.subject_type == "Nomination", Mail.subject_id.in_(own)),
        and_(
            Mail.subject_type == "Message",
            Mail.subject_id == registration.id,
            func.lower(Mail.to_email) == registration.email,
        ),
    )
    return list(
        db.session.scalars(
            select(Mail).where(Mail.event_id == registration.event_id, about).order_by(Mail.id)
        )
    )


def as_data(event: Event, registration: Registration, secure: dict[str, Any]) -> dict[str, Any]:
    """Return everything about one person for a file that a program can read."""
    columns = registration.__table__.columns
    own = {column.name: getattr(registration, column.key, None) for column in columns}
    return {
        "format": FORMAT,
        "event": {
            "title": event.title,
            "start": event.start.isoformat(),
            "end": event.end.isoformat(),
            "controller": event.controller,
        },
        "registration": _shown(own) | {"institution": registration.organisation.names},
        "protected_answers": secure,
        "other": rows_about(registration),
        "messages": [
            {
                "sent_at": _plain(mail.sent_at),
                "subject": mail.subject,
                "text": mail.body_text,
                "state": mail.state.value,
            }
            for mail in messages_to(registration)
        ],
    }


def as_sections(
    event: Event, registration: Registration, secure: list[tuple[str, str]]
) -> list[Section]:
    """Return everything about one person for a reader, in the language of the page."""
    reader = current()
    names = screen_names_for(event, reader)

    def listed(codes: list[str]) -> str:
        return ", ".join(language_name(code, reader) for code in codes)

    address = honorific(registration.honorific, reader) if registration.honorific else ""
    rows = [
        (_("Form of address"), address),
        (_("Given name"), registration.given_name),
        (_("Family name"), registration.family_name),
        (_("Position"), text_in(registration.position, reader, event.document_languages)),
        (_("Institution"), names.organisation(registration.organisation)),
        (_("Delegation"), names.designation(registration.designation)),
        (_("E-mail address"), registration.email),
        (_("Mobile telephone"), registration.phone),
        (_("Comes as"), str(ROLES[registration.role])),
        (_("State"), str(STATES.get(registration.state, registration.state.value))),
        (_("In which languages will you speak?"), listed(registration.speaks)),
        (
            _("Which languages do you follow without interpretation?"),
            listed(registration.follows),
        ),
        (
            _("With whom may we share your entry in the list of participants?"),
            str(SHARING[registration.list_sharing]),
        ),
        (_("May we photograph you?"), str(PHOTOS[registration.photo_consent])),
        (_("Version of the privacy notice you agreed to"), registration.consent_version),
    ]
    sections = [Section(_("Your registration"), [(one, two) for one, two in rows if two])]
    given = [
        (
            label_of(one, reader, event),
            answer_words(one, registration.answers[one.uid], reader, event),
        )
        for one in questions(event.id, removed=True)
        if one.uid in registration.answers
    ]
    if given:
        sections.append(Section(_("Your answers to the organisers' own questions"), given))
    if secure:
        sections.append(Section(_("Protected answers"), secure))
    presences = tables()["presences"]
    days = db.session.execute(
        select(presences.c.day, presences.c.half)
        .where(presences.c.registration_id == registration.id, presences.c.undone_at.is_(None))
        .order_by(presences.c.day, presences.c.half.desc())
    ).all()
    halves = {"morning": _("morning"), "afternoon": _("afternoon")}
    if days:
        sections.append(
            Section(
                _("Attendance"),
                [
                    (short_date(day, reader), halves.get(str(_plain(half)), str(half)))
                    for day, half in days
                ],
            )
        )
    sections += _other_rows(registration, reader)
    mails = [
        (short_datetime(mail.sent_at or mail.created_at, reader), mail.subject)
        for mail in messages_to(registration)
    ]
    if mails:
        sections.append(Section(_("Messages to you"), mails))
    return sections


# Rows of other tables that a reader is shown: {table: (title, {column: what it is called})}.
_TABLES: Final[dict[str, tuple[Any, dict[str, Any]]]] = {
    "nominations": (
        _l("Nominations"),
        {
            "given_name": _l("Given name"),
            "family_name": _l("Family name"),
            "position": _l("Position"),
            "email": _l("E-mail address"),
            "phone": _l("Telephone"),
            "state": _l("State"),
            "note": _l("Note"),
        },
    ),
    "journeys": (
        _l("Journey and room"),
        {
            "arrival_mode": _l("Coming"),
            "arrival_day": _l("Day of arrival"),
            "arrival_time": _l("Time of arrival"),
            "arrival_number": _l("Flight, train or coach"),
            "arrival_place": _l("Airport, station or border crossing"),
            "departure_mode": _l("Leaving"),
            "departure_day": _l("Day of departure"),
            "departure_time": _l("Time of departure"),
            "departure_number": _l("Flight, train or coach"),
            "departure_place": _l("Airport, station or border crossing"),
            "room": _l("Room"),
            "check_in": _l("First night"),
            "check_out": _l("Day of leaving the hotel"),
            "company_name": _l("Name of the person who comes along"),
        },
    ),
    "visa_letters": (
        _l("Letters to consulates"),
        {"issued_at": _l("Date"), "addressee": _l("Addressee"), "address": _l("Postal address")},
    ),
    "travel_claims": (
        _l("Travel claims"),
        {
            "route": _l("Route"),
            "claimed_cents": _l("Amount claimed"),
            "currency": _l("Currency"),
            "state": _l("State"),
            "note": _l("Note"),
        },
    ),
}
_WORDS: Final[dict[tuple[str, str], dict[Any, Any]]] = {
    ("nominations", "state"): {state: pair[1] for state, pair in NOMINATION_STATES.items()},
    ("journeys", "arrival_mode"): MODES,
    ("journeys", "departure_mode"): MODES,
    ("journeys", "room"): ROOMS,
    ("travel_claims", "state"): CLAIMS,
}


def _other_rows(registration: Registration, reader: str) -> list[Section]:
    """Return what other rooms keep about the person, a section for each row."""
    found = []
    for table, rows in rows_about(registration).items():
        if table not in _TABLES:
            continue
        title, labels = _TABLES[table]
        for row in rows:
            lines = [
                (str(label), _said(row[name], _WORDS.get((table, name), {}), name, reader))
                for name, label in labels.items()
                if row.get(name) not in (None, "", {}, [])
            ]
            found.append(Section(str(title), lines))
    return found


def _said(value: Any, words: dict[Any, Any], name: str, reader: str) -> str:
    if isinstance(value, dict):
        return text_in(value, reader, ("en",))
    if name.endswith("_cents"):
        return f"{value / 100:.2f}"
    known = {str(getattr(key, "value", key)): word for key, word in words.items()}
    return str(known.get(str(value), value))
