"""What the event offers to a press release: headline, lead, speakers of the agenda."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.agenda.queries import items_of, organisations_of
from eventmgr.database import db, now
from eventmgr.directory.models import Designation, Organisation
from eventmgr.directory.naming import NamesMissing, Naming
from eventmgr.directory.people import Person
from eventmgr.directory.queries import any_organisations
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
class OfferedSpeaker:
    """Somebody known to the program, as a press release would print them."""

    name: str
    post: dict[str, str]
    email: str = ""


def agenda_speakers(event: Event) -> list[OfferedSpeaker]:
    """Return everybody the agenda names, each once, with their post in every language it has."""
    items = items_of(event)
    organisations = organisations_of(items)
    found: dict[tuple[str, str], OfferedSpeaker] = {}
    for item in items:
        for person in item.people:
            key = (person.given_name, person.family_name)
            if key in found:
                continue
            found[key] = OfferedSpeaker(
                _printed_name(event, person.given_name, person.family_name, person.honorific),
                _printed_posts(event, person.post, organisations.get(person.organisation_id or 0)),
            )
    return list(found.values())


def directory_speaker(event: Event, person: Person) -> OfferedSpeaker:
    """Return a person of the directory as a speaker: name, post and address one may see.

    What stands with the fullest name is taken together, so that nobody is given the post of one
    institution and the name of another; only an address may come from another entry (PRIV-04:
    `person` holds what the reader may see, and nothing else).
    """
    newest = sorted(person.sources, key=lambda one: one.id, reverse=True)
    ordered = [person.first, *(one for one in newest if one is not person.first)]
    told = next((one for one in ordered if any(one.post.values())), person.first)
    rows = any_organisations([told.organisation_id] if told.organisation_id else [])
    title = next((one.honorific for one in ordered if one.honorific), "")
    return OfferedSpeaker(
        _printed_name(event, person.first.given_name, person.first.family_name, title),
        _printed_posts(event, told.post, rows[0] if rows else None),
        next((one.email for one in (told, *ordered) if one.email), ""),
    )


def _printed_name(event: Event, given: str, family: str, titles: str) -> str:
    title = honorific(titles, event.document_languages[0]) if titles else ""
    return f"{title} {plain_name(given, family)}".strip()


def _printed_posts(
    event: Event, posts: dict[str, str], organisation: Organisation | None
) -> dict[str, str]:
    """Return {language: post and institution} in the languages that have any of the two."""
    found = {}
    for code in event.document_languages:
        house = text_in(organisation.names, code) if organisation else ""
        line = ", ".join(part for part in (posts.get(code, ""), house) if part)
        if line:
            found[code] = line
    return found
