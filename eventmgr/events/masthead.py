"""The head that all papers of an event share, in one language."""

from __future__ import annotations

from dataclasses import replace

from eventmgr.directory.logos import logos_of
from eventmgr.directory.naming import Naming
from eventmgr.events.models import Event, OrganiserRole
from eventmgr.i18n.dates import heading_dates
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.printing.papers import DesignationNote, Masthead, Organiser
from eventmgr.printing.words import Words

# The plain organisers need no word beside their name; the others stand in another capacity.
ROLE_WORDS = {
    OrganiserRole.ORGANISER: "",
    OrganiserRole.CO_ORGANISER: "",
    OrganiserRole.HOST: N_("Host"),
    OrganiserRole.AUSPICES: N_("Under the auspices of"),
    OrganiserRole.DONOR: N_("Donor"),
}


def place_of(event: Event, language: str, naming: Naming) -> str:
    """Return "city, country" in a language, with the country as its designation (DES-01)."""
    city = text_in(event.city, language, event.document_languages)
    country = naming.designation(event.country) if event.country else ""
    return ", ".join(part for part in (city, country) if part)


def masthead_of(event: Event, language: str, naming: Naming, note: str = "") -> Masthead:
    """Return the head of a paper; call it first, as its names come first in reading order."""
    say = Words(language).say
    order = event.document_languages
    logos = logos_of(row.organisation_id for row in event.organisers)
    subtitle = text_in(event.subtitle, language, order)
    return Masthead(
        title=text_in(event.title, language, order),
        language=language,
        subtitles=tuple(line for line in subtitle.splitlines() if line.strip()),
        organisers=tuple(
            Organiser(
                name=naming.institution(row.organisation),
                acronym=row.organisation.acronym,
                role=say(ROLE_WORDS[row.role]) if ROLE_WORDS[row.role] else "",
                logo=logos.get(row.organisation_id),
            )
            for row in event.organisers
        ),
        place=place_of(event, language, naming),
        dates=heading_dates(event.start, event.end, language),
        note=note,
    )


def with_notes(masthead: Masthead, naming: Naming, *, typed: bool = False) -> Masthead:
    """Return the head with the footnotes of the markers given out; call it last (DES-02).

    `typed` adds the footnote that a marker typed by hand would need, for papers that are only
    printed: printing leaves out a note whose marker does not occur. Raises NamesMissing where names
    or footnotes are not approved (DES-01).
    """
    found = naming.offered() if typed else naming.notes()
    notes = tuple(DesignationNote(marker, text) for marker, text in found)
    return replace(masthead, designation_notes=notes)
