"""The concept paper as it prints: title block and facts from the event, the text between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from eventmgr.database import now
from eventmgr.drafting import queries
from eventmgr.drafting.edition import edition_of, text_paper, with_typed_markers
from eventmgr.drafting.models import TextKind
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import PRINTS, NotPrintable, printable
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.numbers import join_list
from eventmgr.papers.sections import section_by_uid
from eventmgr.printing.papers import AgendaPaper, PrintedNode, TextPaper
from eventmgr.printing.words import Words


def has_paper(event: Event) -> bool:
    """Tell whether there is a concept paper to print."""
    return queries.find_text(event, TextKind.CONCEPT_PAPER) is not None


@printable("concept-paper", _l("Concept paper"), ready=has_paper)
def concept_paper(event: Event, language: str) -> TextPaper:
    """Return the concept paper in a language, with languages, agenda and contact of the event.

    Raises NotPrintable where there is nothing in this language, NamesMissing where names are not
    approved.
    """
    text = queries.find_text(event, TextKind.CONCEPT_PAPER)
    if text is None:
        raise NotPrintable(_l("The concept paper has not been begun yet."))
    tree = queries.tree(text, queries.languages_of(text, event))
    naming = naming_for(event, language)
    note = Words(language).say(N_("As of %(date)s"), date=long_date(now().date(), language))
    masthead = with_notes(masthead_of(event, language, naming, note), naming)
    paper = text_paper(
        edition_of(tree),
        language,
        masthead,
        heading=text.doc_type.get(language, ""),
        disclaimer=text_in(event.disclaimer, language),
        state_languages=False,
    )
    sections = section_by_uid(tree)
    return with_typed_markers(
        replace(paper, nodes=_with_facts(paper.nodes, sections, event, language)), naming
    )


def _with_facts(
    nodes: tuple[PrintedNode, ...], sections: dict[str, str], event: Event, language: str
) -> tuple[PrintedNode, ...]:
    """Put what the event knows at the end of the sections that are about it."""
    result: list[PrintedNode] = []
    waiting: list[PrintedNode] = []
    for node in nodes:
        if node.kind == "heading":
            result += waiting
            builder = FACTS.get(sections.get(node.uid, ""))
            waiting = builder(event, language) if builder else []
        result.append(node)
    return (*result, *waiting)


def _line(text: str | Markup, kind: str = "paragraph", level: int = 0) -> PrintedNode:
    return PrintedNode(kind=kind, html=escape(text), level=level)


def language_facts(event: Event, language: str) -> list[PrintedNode]:
    """Return what may be spoken, what can be listened to, and what papers there are (INT-01)."""
    say = Words(language).say

    def names(codes: list[str]) -> str:
        return join_list([language_name(code, language) for code in codes], language)

    return [
        _line(
            say(N_("Languages that may be spoken: %(names)s."), names=names(event.floor_languages))
        ),
        _line(
            say(N_("Languages one can listen to: %(names)s."), names=names(event.into_languages))
        ),
        _line(
            say(N_("Languages of the documents: %(names)s."), names=names(event.document_languages))
        ),
    ]


def agenda_facts(event: Event, language: str) -> list[PrintedNode]:
    """Return the agenda in short, from the agenda's own paper; nothing where there is none yet."""
    agenda = PRINTS.get("agenda")
    try:
        paper = agenda.build(event, language) if agenda else None
    except NotPrintable:
        return []
    if not isinstance(paper, AgendaPaper):
        return []
    result: list[PrintedNode] = []
    for day in paper.days:
        result.append(_line(Markup("<strong>{}</strong>").format(day.heading)))
        for item in day.items:
            times = f"{item.start}–{item.end}" if item.end else item.start
            result.append(_line(f"{times} {item.title}", "bullet", 1))
    return result


def contact_facts(event: Event, language: str) -> list[PrintedNode]:
    """Return whom to ask."""
    parts = (event.contact_name, event.contact_email, event.contact_phone)
    line = ", ".join(part for part in parts if part)
    return [_line(line)] if line else []


FACTS: dict[str, Callable[[Event, str], list[PrintedNode]]] = {
    "languages": language_facts,
    "agenda": agenda_facts,
    "contact": contact_facts,
}
