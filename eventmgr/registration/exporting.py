"""The participants as a file of one's own choosing: contacts and own questions where ticked.

Nothing of the secure part is offered here; those who may read it have a file of their own, and
every person in it stands in the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventmgr.directory.naming import Naming
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import honorific
from eventmgr.printing.papers import DesignationNote
from eventmgr.printing.sheets import Cell, Column, Table, to_csv, to_xlsx
from eventmgr.registration import queries, questions
from eventmgr.registration.models import Registration
from eventmgr.registration.paper import ordering_of
from eventmgr.registration.words import PHOTOS, ROLES, SHARING
from eventmgr.secure import reading
from eventmgr.secure.answers import LABELS, WORDS
from eventmgr.secure.models import SecureGroup
from eventmgr.secure.words import GROUPS

XLSX, CSV, SEMICOLONS = "xlsx", "csv", "csv-semicolons"
FORMATS = {
    XLSX: _l("Excel file"),
    CSV: _l("CSV file"),
    SEMICOLONS: _l("CSV file with semicolons, as Excel of the region expects it"),
}
MIMETYPES = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True)
class Offered:
    """A column that may be ticked: its heading, whether it is at first, how a cell is filled."""

    heading: Any
    ticked: bool
    cell: Callable[[Registration], Cell]
    # Whether it tells who a protected person is (PRIV-04).
    tells: bool = True
    width: int = 20


def offered(event: Event, language: str, naming: Naming | None) -> dict[str, Offered]:
    """Return {handle: column} of everything that may stand in the file, in its order.

    Without a naming only the headings may be used.
    """

    def named(person: Registration) -> Naming:
        assert naming is not None
        return naming

    def when(moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(event.timezone))

    def spoken(codes: Iterable[str]) -> str:
        return ", ".join(language_name(code, language) for code in codes)

    def address(person: Registration) -> str:
        return honorific(person.honorific, language) if person.honorific else ""

    columns = {
        "delegation": Offered(
            _l("Delegation"),
            True,
            lambda one: named(one).designation(one.designation) if one.designation else "",
            tells=False,
        ),
        "institution": Offered(
            _l("Institution"),
            True,
            lambda one: named(one).organisation(one.organisation),
            tells=False,
            width=40,
        ),
        "honorific": Offered(_l("Form of address"), False, address),
        "family_name": Offered(_l("Family name"), True, lambda one: one.family_name),
        "given_name": Offered(_l("Given name"), True, lambda one: one.given_name),
        "position": Offered(
            _l("Position"),
            True,
            lambda one: text_in(one.position, language, event.document_languages),
            width=40,
        ),
        "role": Offered(_l("Comes as"), True, lambda one: str(ROLES[one.role]), tells=False),
        "email": Offered(_l("E-mail address"), False, lambda one: one.email, width=30),
        "phone": Offered(_l("Telephone"), False, lambda one: one.phone),
        "speaks": Offered(_l("Speaks"), False, lambda one: spoken(one.speaks)),
        "follows": Offered(_l("Follows"), False, lambda one: spoken(one.follows)),
        "sharing": Offered(
            _l("Sharing of the entry in the list"),
            False,
            lambda one: str(SHARING[one.list_sharing]),
        ),
        "photos": Offered(
            _l("Consent to photographs"), False, lambda one: str(PHOTOS[one.photo_consent])
        ),
        "registered": Offered(_l("Registered on"), False, lambda one: when(one.created_at)),
    }
    for question in questions.questions(event.id, removed=True):
        columns[f"q_{question.uid}"] = Offered(
            questions.label_of(question, language, event),
            question.removed_at is None,
            lambda one, question=question: questions.answer_words(  # type: ignore[misc]
                question, one.answers.get(question.uid), language, event
            ),
            width=30,
        )
    return columns


def participants_file(
    event: Event, language: str, wanted: Iterable[str], form: str
) -> tuple[bytes, list[str], int]:
    """Return (file, handles of its columns, number of people) of everybody who has a place.

    In protocol order. Of a protected person stands "Representative" and the institution (PRIV-04).
    Raises NamesMissing, or DesignationError for a marker without a note.
    """
    naming = naming_for(event, language)
    columns = offered(event, language, naming)
    chosen = [name for name in columns if name in set(wanted)]
    people = queries.registrations(event)
    rows = [
        tuple(_cell(name, columns[name], person) for name in chosen)
        for block in queries.in_protocol_order(
            event, people, naming, ordering_of(event, language, naming)
        )
        for group in block.groups
        for person in group.people
    ]
    table = Table(
        name=_("Participants"),
        columns=tuple(Column(str(columns[name].heading), columns[name].width) for name in chosen),
        rows=tuple(rows),
    )
    return _written(table, naming, form), chosen, len(rows)


def _cell(name: str, column: Offered, person: Registration) -> Cell:
    if person.protected and column.tells:
        return _("Representative") if name == "family_name" else ""
    return column.cell(person)


def secure_file(
    event: Event, language: str, groups: tuple[SecureGroup, ...], *, actor: Any, form: str
) -> bytes:
    """Return what people answered in secure groups; every person read stands in the record.

    Raises NotAllowed, Unreadable, NamesMissing, DesignationError. Call it in a changing request.
    """
    naming = naming_for(event, language)
    people = queries.registrations(event)
    tables = []
    for group in groups:
        found = reading.read_many(people, group, actor=actor, purpose="export")
        fields = [name for name in LABELS if any(answers.get(name) for answers in found.values())]
        rows = [
            (
                _("Representative") if person.protected else person.family_name,
                "" if person.protected else person.given_name,
                naming.institution(person.organisation),
                *(_answer(event, naming, name, found[person.id].get(name)) for name in fields),
            )
            for person in people
            if person.id in found
        ]
        head = (Column(_("Family name")), Column(_("Given name")), Column(_("Institution"), 40))
        tables.append(
            Table(
                name=str(GROUPS[group]),
                columns=(*head, *(Column(str(LABELS[name]), 25) for name in fields)),
                rows=tuple(rows),
            )
        )
    return _written(tables, naming, form)


def _answer(event: Event, naming: Naming, name: str, value: Any) -> Cell:
    if name in {"nationality", "issuer"} and isinstance(value, int):
        row = queries.designation(value)
        return naming.designation(row) if row is not None else ""
    words = WORDS.get(name, {})
    if isinstance(value, list):
        return ", ".join(str(words.get(one, one)) for one in value)
    return str(words.get(value, value or ""))


def _written(tables: Table | list[Table], naming: Naming, form: str) -> bytes:
    notes = [DesignationNote(marker, text) for marker, text in naming.offered()]
    several = tables if isinstance(tables, list) else [tables]
    if form == XLSX:
        return to_xlsx(several, notes=notes, notes_name=_("Notes"))
    return to_csv(several[0], notes=notes, delimiter=";" if form == SEMICOLONS else ",")
