"""What the event offers to a press release: headline, lead, speakers of the agenda."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.agenda.queries import items_of, organisations_of
from eventmgr.database import db, now
from eventmgr.directory.models import Designation
from eventmgr.directory.naming import NamesMissing, Naming
from eventmgr.events.masthead import place_of
from eventmgr.events.models import Event, OrganiserRole
from eventmgr.events.naming import naming_for
from eventmgr.i18n.dates import heading_dates
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import honorific, plain_name
from eventmgr.i18n.numbers import join_list
from eventmgr.printing.words import Words
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState
from eventmgr.text.inline import canonical

_QUOTATION_MARKS = {
    "en": "“”", "sq": "“”", "fr": "«»", "cnr": "„“", "bs": "„“", "hr": "„“", "sr": "„“",
    "mk": "„“",
}  # fmt: skip
_COUNTED = (ParticipantRole.PARTICIPANT, ParticipantRole.SPEAKER)
_OWN = frozenset({OrganiserRole.ORGANISER, OrganiserRole.CO_ORGANISER, OrganiserRole.HOST})


def headline_of(event: Event, language: str) -> str:
    """Return a headline to begin with: the event's title."""
    return canonical(text_in(event.title, language, event.document_languages))


def lead_of(event: Event, language: str) -> str:
    """Return a first paragraph that says what, where, when and who (LIFE table, row 16).

    Names stand in the nominative behind a colon, so that the sentence is right in every language.
    """
    naming = naming_for(event, language)
    organisers = [
        naming.institution(row.organisation) for row in event.organisers if row.role in _OWN
    ]
    try:
        place = place_of(event, language, naming)
    except NamesMissing:
        place = text_in(event.city, language, event.document_languages)
    words = Words(language)
    facts = {
        "title": text_in(event.title, language, event.document_languages),
        "place": place,
        "dates": heading_dates(event.start, event.end, language),
    }
    over = now().date() > event.end
    if not organisers:
        said = words.say(N_("%(title)s: %(place)s, %(dates)s."), **facts)
    elif over:
        said = words.say(
            N_(
                "%(title)s was held in %(place)s on %(dates)s. It was organised by: %(organisers)s."
            ),
            organisers=join_list(organisers, language),
            **facts,
        )
    else:
        said = words.say(
            N_("%(title)s is held in %(place)s on %(dates)s. It is organised by: %(organisers)s."),
            organisers=join_list(organisers, language),
            **facts,
        )
    groups = groups_of(event, naming)
    if groups:
        came = words.say(
            N_("Participants came from: %(groups)s."), groups=join_list(groups, language)
        )
        said = f"{said} {came}"
    return canonical(said)


def groups_of(event: Event, naming: Naming) -> list[str]:
    """Return who took part, by designation as it is approved in the language (DES-01, DES-14).

    Organisers, interpreters and technicians are not counted; a name that is not approved is left
    out of an offer.
    """
    designations = db.session.scalars(
        select(Designation).where(
            Designation.id.in_(
                select(Registration.designation_id).where(
                    Registration.event_id == event.id,
                    Registration.state == RegistrationState.CONFIRMED,
                    Registration.role.in_(_COUNTED),
                )
            )
        )
    )
    ordered = sorted(designations, key=naming.order)  # type: ignore[arg-type]
    return [name for one in ordered if (name := naming.designation(one))]


def statement_text(speaker: str, post: str, words: str, language: str) -> str:
    """Return a paragraph that quotes somebody: name, post, words in the language's own marks.

    The form needs no verb, whose gender and tense would be guessed.
    """
    marks = _QUOTATION_MARKS.get(language, "“”")
    bare = words.strip().strip('“”„"«»').strip()
    who = ", ".join(part for part in (speaker, post) if part)
    return canonical(f"{who}: {marks[0]}{bare}{marks[1]}")


@dataclass(frozen=True)
class AgendaSpeaker:
    """Somebody the agenda names, as a press release would print them."""

    name: str
    post: dict[str, str]


def agenda_speakers(event: Event) -> list[AgendaSpeaker]:
    """Return everybody the agenda names, each once, with their post in every language it has."""
    items = items_of(event)
    organisations = organisations_of(items)
    found: dict[tuple[str, str], AgendaSpeaker] = {}
    for item in items:
        for person in item.people:
            key = (person.given_name, person.family_name)
            if key in found:
                continue
            posts = {}
            organisation = organisations.get(person.organisation_id or 0)
            for code in event.document_languages:
                post = person.post.get(code, "")
                house = text_in(organisation.names, code) if organisation else ""
                line = ", ".join(part for part in (post, house) if part)
                if line:
                    posts[code] = line
            address = person.honorific
            source = event.document_languages[0]
            name = plain_name(person.given_name, person.family_name)
            title = honorific(address, source) if address else ""
            found[key] = AgendaSpeaker(f"{title} {name}".strip(), posts)
    return list(found.values())
