"""The agenda as a paper."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from eventmgr.agenda.models import AgendaItem as Item
from eventmgr.agenda.models import AgendaPerson as Person
from eventmgr.agenda.queries import by_day, has_items, items_of, organisations_of
from eventmgr.agenda.words import KINDS
from eventmgr.directory.models import Organisation
from eventmgr.directory.naming import Naming
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.dates import agenda_day, format_time, zone_label
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import honorific, plain_name
from eventmgr.i18n.numbers import join_list
from eventmgr.language import speaking
from eventmgr.printing.papers import AgendaDay, AgendaItem, AgendaPaper, AgendaPerson
from eventmgr.printing.words import Words


def _title(item: Item, event: Event, language: str) -> str:
    title = text_in(item.title, language, event.document_languages)
    if title:
        return title
    with speaking(language):
        return str(KINDS[item.kind])


def _person(
    person: Person, organisations: dict[int, Organisation], naming: Naming, event: Event
) -> AgendaPerson:
    name = plain_name(person.given_name, person.family_name)
    address = honorific(person.honorific, naming.language) if person.honorific else ""
    organisation = organisations.get(person.organisation_id or 0)
    return AgendaPerson(
        role=person.role.value,
        name=f"{address} {name}".strip(),
        post=text_in(person.post, naming.language, event.document_languages),
        designation=naming.institution(organisation) if organisation else "",
    )


def _paragraphs(text: str) -> Markup:
    lines = [escape(line.strip()) for line in text.splitlines() if line.strip()]
    return Markup("<br>").join(lines)


def _room_languages(item: Item, event: Event, language: str) -> str:
    """Name the languages of an item only where they differ from the event's."""
    floor = item.floor_languages or event.floor_languages
    into = item.into_languages or event.into_languages
    if set(floor) == set(event.floor_languages) and set(into) == set(event.into_languages):
        return ""
    return _languages(floor, into, language)


def _languages(floor: list[str], into: list[str], language: str) -> str:
    words = Words(language)

    def names(codes: list[str]) -> str:
        return join_list([language_name(code, language) for code in codes], language)

    return words.say(
        "May be spoken: %(floor)s. Can be listened to: %(into)s.",
        floor=names(floor),
        into=names(into),
    )


@printable("agenda", _l("Agenda"), exists=has_items)
def agenda_paper(event: Event, language: str) -> AgendaPaper:
    """Return the agenda in a language; raises NotPrintable where there is no item yet."""
    items = items_of(event)
    if not items:
        raise NotPrintable(_l("The agenda has no items yet."))
    organisations = organisations_of(items)
    naming = naming_for(event, language)
    masthead = masthead_of(event, language, naming)
    days = tuple(
        AgendaDay(
            heading=agenda_day(day.date, language),
            items=tuple(
                AgendaItem(
                    start=format_time(item.starts),
                    end=format_time(item.ends),
                    title=_title(item, event, language),
                    kind=item.kind.value,
                    description=_paragraphs(
                        text_in(item.description, language, event.document_languages)
                    ),
                    room=item.room,
                    people=tuple(
                        _person(person, organisations, naming, event) for person in item.people
                    ),
                    languages=_room_languages(item, event, language),
                )
                for item in day.items
            ),
        )
        for day in by_day(event, items)
        if day.items
    )
    city = text_in(event.city, language, event.document_languages)
    return AgendaPaper(
        masthead=with_notes(masthead, naming, typed=True),
        days=days,
        languages=_languages(event.floor_languages, event.into_languages, language),
        time_zone_note=zone_label(event.start, event.timezone, city),
    )
