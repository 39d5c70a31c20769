"""The list by which copies of a paper are handed out: so many for each, in which language."""

from __future__ import annotations

from collections import Counter

from flask_babel import lazy_gettext as _l

from eventmgr.accounts.access import Need
from eventmgr.directory.naming import Naming
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.marks import N_
from eventmgr.printing.tables import TableColumn, TablePaper, TablePart
from eventmgr.printing.words import Words
from eventmgr.registration.models import Registration
from eventmgr.registration.paper import HEADINGS, ordering_of
from eventmgr.registration.queries import Group, has_confirmed, in_protocol_order, registrations


def paper_language(person: Registration, languages: list[str]) -> str:
    """Return the language in which somebody is given a paper: their own, else the first."""
    return person.language if person.language in languages else languages[0]


@printable("hand-out", _l("Hand-out list"), need=Need.SEE_PEOPLE, exists=has_confirmed)
def hand_out_paper(event: Event, language: str) -> TablePaper:
    """Return how many copies each delegation is given in each language, with a column to sign.

    Everybody who comes is counted, interpreters too; nobody is named, so protected people stand
    among the others (PRIV-04). Raises NotPrintable where nobody is registered.
    """
    people = registrations(event)
    if not people:
        raise NotPrintable(_l("Nobody is registered yet."))
    naming = naming_for(event, language)
    words = Words(language)
    masthead = masthead_of(event, language, naming)
    languages = list(event.document_languages)
    together: Counter[str] = Counter()
    parts = []
    for block in in_protocol_order(event, people, naming, ordering_of(event, language, naming)):
        rows = []
        for group in block.groups:
            counts = Counter(paper_language(person, languages) for person in group.people)
            together += counts
            rows.append((_name(group, naming), *_figures(counts, languages), ""))
        parts.append(TablePart(words.say(HEADINGS[block.number]), tuple(rows)))
    columns = (
        TableColumn(words.say(N_("Recipient")), 34),
        *(TableColumn(language_name(code, language), 10, figures=True) for code in languages),
        TableColumn(words.say(N_("Copies")), 10, figures=True),
        TableColumn(words.say(N_("Signature")), 22, signed=True),
    )
    return TablePaper(
        masthead=with_notes(masthead, naming, typed=True),
        heading=words.say(N_("Hand-out list")),
        columns=columns,
        parts=tuple(parts),
        total=(words.say(N_("Together")), *_figures(together, languages), ""),
    )


def _name(group: Group, naming: Naming) -> str:
    if group.designation is not None:
        return naming.designation(group.designation)
    assert group.organisation is not None
    return naming.organisation(group.organisation, acronym=True)


def _figures(counts: Counter[str], languages: list[str]) -> tuple[str, ...]:
    """The copies in each language, nothing where there are none, and all of them."""
    return (*(str(counts[code] or "") for code in languages), str(counts.total()))
