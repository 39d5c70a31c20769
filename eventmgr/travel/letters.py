"""Letters that support an application for a visa: one person, one consulate (LIFE table, row 8).

What the letter says of the travel document is read from the secure part for each print and kept
nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from eventmgr.audit.actions import record
from eventmgr.database import db, lock, now
from eventmgr.directory.models import Designation
from eventmgr.directory.naming import Naming
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.languages import INTERFACE_LANGUAGES
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import plain_name
from eventmgr.invitations.letter import contact_of, event_lines, set_lines
from eventmgr.printing.papers import LetterPaper
from eventmgr.registration.models import Registration
from eventmgr.secure.answers import DOCUMENTS
from eventmgr.travel.actions import name_of
from eventmgr.travel.models import Payer, VisaLetter

# What the letter cannot do without.
NEEDED = ("passport_name", "number", "expires")


class LetterError(Exception):
    """A letter cannot be issued; `message` is a lazy sentence that says why and what to do."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message


def letter_languages(event: Event) -> list[str]:
    """Return the languages a letter can be written in: the papers', as far as we speak them."""
    return [code for code in event.document_languages if code in INTERFACE_LANGUAGES] or ["en"]


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(value) if value else None


def check_document(document: Mapping[str, Any], stay_to: date) -> None:
    """Raise LetterError unless the travel document is known and outlives the stay."""
    if not all(document.get(name) for name in NEEDED):
        raise LetterError(
            _l(
                "The travel document of this person is not known in full yet. Please ask for its "
                "name line, its number and until when it is valid."
            )
        )
    expires = _day(document["expires"])
    if expires is None or expires <= stay_to:
        raise LetterError(
            _l(
                "The travel document ends before the stay does, or on its last day. Please ask "
                "the person for a newer one."
            )
        )


def issue_letter(
    event: Event,
    registration: Registration,
    document: Mapping[str, Any],
    values: dict[str, Any],
    *,
    actor: Any,
) -> VisaLetter:
    """Issue a letter with the event's next number; raises LetterError.

    `values` are columns of VisaLetter; `document` is checked and not kept.
    """
    check_document(document, values["stay_to"])
    lock(event)
    last = db.session.scalar(
        select(func.max(VisaLetter.number)).where(VisaLetter.event_id == event.id)
    )
    letter = VisaLetter(
        event_id=event.id,
        registration_id=registration.id,
        number=(last or 0) + 1,
        issued_at=now(),
        actor_id=getattr(actor, "id", None),
        **values,
    )
    db.session.add(letter)
    record(
        "issue visa letter",
        letter,
        actor=actor,
        event_id=event.id,
        label=name_of(registration),
        changes={"number": [None, letter.number]},
    )
    return letter


def _place(document: Mapping[str, Any], what: str, naming: Naming) -> str:
    """Return a nationality or issuer by its approved name, or as typed where it is in no list."""
    value = document.get(what)
    if isinstance(value, int):
        designation = db.session.get(Designation, value)
        return naming.designation(designation) if designation is not None else ""
    return str(document.get(f"{what}_other") or "")


def _document_lines(
    person: Registration, document: Mapping[str, Any], event: Event, naming: Naming
) -> list[str]:
    language = naming.language

    def day(what: str) -> str:
        found = _day(document.get(what))
        return long_date(found, language) if found else ""

    kind = DOCUMENTS.get(str(document.get("kind", "")), DOCUMENTS["passport"])
    facts = (
        (_("Name as in the travel document"), str(document["passport_name"])),
        (_("Date of birth"), day("birth_date")),
        (_("Nationality"), _place(document, "nationality", naming)),
        (_("Travel document"), f"{kind} {document['number']}"),
        (_("Issued by"), _place(document, "issuer", naming)),
        (_("Issued on"), day("issued")),
        (_("Valid until"), day("expires")),
        (_("Position"), text_in(person.position, language, event.document_languages)),
        (_("Institution"), naming.institution(person.organisation)),
    )
    return [f"{label}: {value}" for label, value in facts if value]


def visa_paper(
    event: Event, letter: VisaLetter, document: Mapping[str, Any], language: str
) -> LetterPaper:
    """Return the letter; the caller speaks its language.

    Raises NotPrintable where the travel document is not kept any more or has been replaced by one
    that does not outlive the stay, NamesMissing where a name is not approved.
    """
    try:
        check_document(document, letter.stay_to)
    except LetterError as error:
        raise NotPrintable(error.message) from error
    naming = naming_for(event, language)
    masthead = masthead_of(event, language, naming)
    issued = letter.issued_at.astimezone(ZoneInfo(event.timezone)).date()
    city = text_in(event.city, language, event.document_languages)
    payers = {
        Payer.ORGANISERS: _(
            "The organisers pay for the journey, the accommodation and the meals of this person."
        ),
        Payer.INSTITUTION: _(
            "The institution that sends this person pays for the journey, the accommodation and "
            "the meals."
        ),
        Payer.SHARED: _(
            "The organisers pay for the accommodation and the meals of this person; the "
            "institution pays for the journey."
        ),
    }
    stay = [
        _("First day of the stay: %(day)s", day=long_date(letter.stay_from, language)),
        _("Last day of the stay: %(day)s", day=long_date(letter.stay_to, language)),
    ]
    if letter.address:
        stay.append(
            _("Address during the stay: %(address)s", address=", ".join(_lines(letter.address)))
        )
    paragraphs = [
        [
            _(
                "We kindly ask you to issue a visa to the person named below, who takes part in "
                "the following event at our invitation:"
            )
        ],
        event_lines(event, language, masthead.place),
        _document_lines(letter.registration, document, event, naming),
        stay,
        [payers[letter.payer]],
    ]
    if contact := contact_of(event):
        paragraphs.append(
            [_("For any question please turn to our contact: %(contact)s.", contact=contact)]
        )
    return LetterPaper(
        masthead=with_notes(masthead, naming, typed=True),
        addressee=tuple(_lines(letter.addressee)),
        subject=_("Application for a visa"),
        paragraphs=set_lines(paragraphs),
        place_date=", ".join(part for part in (city, long_date(issued, language)) if part),
        reference=f"{letter.number}/{issued.year}",
        salutation=_("Dear Sir or Madam,"),
        valediction=_("Please accept the assurances of our highest consideration."),
        signatory=tuple(line for line in (letter.signatory_name, letter.signatory_post) if line),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def screen_label(person: Registration) -> str:
    """Return the name by which the travel officer knows whose letter it is."""
    return person.display_name or plain_name(person.given_name, person.family_name)
