"""An event in a few words: its title, dates and place in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.events.models import Event
from eventmgr.i18n.dates import heading_dates
from eventmgr.i18n.languages import html_lang
from eventmgr.i18n.multilingual import pick


@dataclass(frozen=True)
class Heading:
    """The words at the head of a page, a mail or a list's row."""

    title: str
    # The `lang` of the title where it is another than the reader's, else "".
    title_lang: str
    dates: str
    place: str


def heading_of(event: Event, language: str) -> Heading:
    """Return title, dates (LOC-20) and city of an event in a language.

    A title that is missing in the language is shown in another one and says which. The place is
    the city alone: a country's name would need its footnote on every page (DES-03).
    """
    order = event.document_languages
    title = pick(event.title, language, order)
    foreign = title.language if title.language and title.language != language else None
    return Heading(
        title=title.text,
        title_lang=html_lang(foreign) if foreign else "",
        dates=heading_dates(event.start, event.end, language),
        place=pick(event.city, language, order).text,
    )
