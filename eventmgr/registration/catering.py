"""Numbers for caterers and the venue: how often each answer was given, and nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import has_request_context
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from sqlalchemy import ColumnElement, exists, select

from eventmgr.accounts.access import Need
from eventmgr.database import commit, db, writing
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.marks import N_
from eventmgr.language import speaking
from eventmgr.printing.tables import TableColumn, TablePaper, TablePart
from eventmgr.printing.words import Words
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.secure.answers import LABELS, WORDS
from eventmgr.secure.models import SecureGroup, SecurePart
from eventmgr.secure.reading import tally
from eventmgr.secure.words import GROUPS

COUNTED = (SecureGroup.DIET, SecureGroup.ACCESS)


@dataclass(frozen=True)
class Counted:
    """One group: how many people answered, sections of (answer, number), how many wrote a text."""

    heading: Any
    people: int
    sections: tuple[tuple[Any, tuple[tuple[Any, int], ...]], ...]
    written: int


def people_of(event: Event) -> list[int]:
    """Return the ids of everybody who has a place, interpreters and technicians included."""
    return list(
        db.session.scalars(
            select(Registration.id).where(
                Registration.event_id == event.id,
                Registration.state == RegistrationState.CONFIRMED,
            )
        )
    )


def counted(event: Event) -> list[Counted]:
    """Count the answers of everybody who comes; the counting is recorded and committed."""
    with writing():
        people = people_of(event)
        actor = current_user if has_request_context() else "command line"
        tables = [_counted(event, people, group, actor) for group in COUNTED]
        commit()
    return [table for table in tables if table is not None]


def _counted(event: Event, people: list[int], group: SecureGroup, actor: Any) -> Counted | None:
    numbers, answered = tally(event, people, group, actor=actor)
    if not answered:
        return None
    sections = []
    for field, words in WORDS.items():
        rows = tuple(
            (label, numbers[(field, value)])
            for value, label in words.items()
            if numbers[(field, value)]
        )
        if rows:
            sections.append((LABELS[field], rows))
    return Counted(GROUPS[group], answered, tuple(sections), numbers[("text", "")])


def _has_answers(event: Event) -> ColumnElement[bool]:
    return (
        exists()
        .where(SecurePart.registration_id == Registration.id)
        .where(
            Registration.event_id == event.id,
            Registration.state == RegistrationState.CONFIRMED,
            SecurePart.group.in_(COUNTED),
        )
    )


@printable(
    "catering", _l("Numbers for caterers and the venue"), need=Need.SEE_PEOPLE, exists=_has_answers
)
def catering_paper(event: Event, language: str) -> TablePaper:
    """Return the numbers for whoever cooks and prepares the rooms."""
    tables = counted(event)
    if not tables:
        raise NotPrintable(_l("Nobody has answered yet."))
    say = Words(language).say
    naming = naming_for(event, language)
    with speaking(language):
        parts = tuple(
            TablePart(
                f"{table.heading}: {label}",
                tuple((str(words), str(number)) for words, number in rows),
            )
            for table in tables
            for label, rows in table.sections
        )
    return TablePaper(
        masthead=with_notes(masthead_of(event, language, naming), naming),
        heading=say(N_("Numbers for caterers and the venue")),
        columns=(
            TableColumn(say(N_("Answer")), share=80),
            TableColumn(say(N_("People")), share=20, figures=True),
        ),
        parts=parts,
        closing=say(N_("Questions about a single person are answered by the organisers.")),
    )
