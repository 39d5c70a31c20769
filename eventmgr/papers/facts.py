"""What a concept paper takes from its event: computed when it is shown or printed, never retyped.

Each block says where its facts are edited; it is built in the language of the paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from eventmgr.accounts.access import Need
from eventmgr.directory.naming import NamesMissing, Naming
from eventmgr.events.models import Event, OrganiserRole
from eventmgr.events.prints import PRINTS, NotPrintable
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.numbers import join_list
from eventmgr.once import once
from eventmgr.printing.papers import AgendaPaper, PrintedNode
from eventmgr.printing.words import Words


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


def donor_line(event: Event, language: str, naming: Naming) -> str:
    """Return the line that names the donors among the organisers, "" without one (LIFE row 2)."""
    donors = [
        naming.institution(row.organisation)
        for row in event.organisers
        if row.role is OrganiserRole.DONOR
    ]
    if not donors:
        return ""
    return Words(language).say(
        N_("With the financial support of: %(names)s."), names=join_list(donors, language)
    )


def has_agenda(event: Event) -> bool:
    """Tell whether the event has an agenda to print."""
    agenda = PRINTS.get("agenda")
    return agenda is not None and once(("has agenda", event.id), lambda: agenda.ready(event))


@dataclass(frozen=True)
class Block:
    """Facts of the event that stand under a section's heading.

    `places` are the pages on which they are edited: (words, endpoint, its values, need).
    """

    build: Callable[[Event, str], list[PrintedNode]]
    ready: Callable[[Event], bool]
    places: tuple[tuple[Any, str, dict[str, Any], Need], ...]

    def links(self, event: Event) -> list[tuple[str, str, Need]]:
        """Return (words, address, need) of the pages where the facts are edited."""
        return [
            (str(words), url_for(endpoint, slug=event.slug, **values), need)
            for words, endpoint, values, need in self.places
        ]

    def shown(self, event: Event, language: str) -> list[PrintedNode]:
        """Return the facts for a screen; a name that is not approved leaves them out."""
        try:
            return self.build(event, language)
        except NamesMissing:
            return []


_SETTINGS = "events.settings"

BLOCKS: dict[str, Block] = {
    "agenda": Block(
        agenda_facts,
        has_agenda,
        ((_l("Edit the agenda"), "agenda.index", {}, Need.DRAFT),),
    ),
    "languages": Block(
        language_facts,
        lambda event: bool(event.floor_languages),
        (
            (_l("Edit the languages"), _SETTINGS, {"section": "languages"}, Need.SET_UP),
            (_l("See the interpretation plan"), "interpretation.index", {}, Need.SEE),
        ),
    ),
    "contact": Block(
        contact_facts,
        lambda event: bool(event.contact_name or event.contact_email or event.contact_phone),
        ((_l("Edit the contact"), _SETTINGS, {"section": "registration"}, Need.SET_UP),),
    ),
}


def disclaimer_of(event: Event, language: str) -> str:
    """Return the organisers' disclaimer in a language (DES-18)."""
    return text_in(event.disclaimer, language)
