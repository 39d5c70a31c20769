"""The customary sections of a concept paper, by which a missing one is noticed (LIFE row 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.drafting.models import NodeKind
from eventmgr.drafting.queries import Tree
from eventmgr.i18n.names import fold


@dataclass(frozen=True)
class Section:
    """A section: its heading in the languages of the region, and what belongs in it.

    `words` are beginnings of words by which a heading is known in any language, folded: one
    spelling serves both scripts, and Macedonian and Serbian stand beside the others.
    """

    key: str
    headings: dict[str, str]
    hint: Any
    words: tuple[str, ...]
    # The program prints its facts under the heading.
    from_event: bool = False


SECTIONS = (
    Section(
        "background",
        {
            "en": "Background",
            "cnr": "Osnovne informacije",
            "sq": "Sfondi",
            "cnr_Cyrl": "Основне информације",
            "sr_Latn": "Osnovne informacije",
            "sr_Cyrl": "Основне информације",
            "bs": "Osnovne informacije",
            "hr": "Osnovne informacije",
            "mk": "Основни информации",
        },
        _l("Why this meeting, and why now: the problem, figures with their source as ^[footnote]."),
        ("background", "context", "introduction", "rationale", "osnovne informacije",
         "osnovni informacii", "pozadina",
         "uvod", "kontekst", "obrazlozenje", "sfond", "hyrje", "prapavij", "historik",
         "voved", "zadnina",
         "obrazlozenie"),
    ),
    Section(
        "aim",
        {
            "en": "Aim and objectives",
            "cnr": "Svrha i ciljevi",
            "sq": "Qëllimi dhe objektivat",
            "cnr_Cyrl": "Сврха и циљеви",
            "sr_Latn": "Svrha i ciljevi",
            "sr_Cyrl": "Сврха и циљеви",
            "bs": "Svrha i ciljevi",
            "hr": "Svrha i ciljevi",
            "mk": "Општа цел и посебни цели",
        },
        _l("One aim, then three to five objectives that can be checked afterwards."),
        ("aim", "objective", "purpose", "goal", "cilj", "svrha", "qellim", "objektiv",
         "cel ", "celi", "celta", "namena"),
    ),
    Section(
        "structure",
        {
            "en": "Structure and method",
            "cnr": "Struktura i metod rada",
            "sq": "Struktura dhe metoda e punës",
            "cnr_Cyrl": "Структура и метод рада",
            "sr_Latn": "Struktura i metod rada",
            "sr_Cyrl": "Структура и метод рада",
            "bs": "Struktura i metod rada",
            "hr": "Struktura i način rada",
            "mk": "Структура и начин на работа",
        },
        _l("Days, sessions and working groups; who speaks and how people will work."),
        ("structure", "method", "format", "struktur", "metod", "metoda",
         "nacin na rabota", "nacin rada"),
    ),
    Section(
        "target",
        {
            "en": "Target group",
            "cnr": "Ciljna grupa",
            "sq": "Grupi i synuar",
            "cnr_Cyrl": "Циљна група",
            "sr_Latn": "Ciljna grupa",
            "sr_Cyrl": "Циљна група",
            "bs": "Ciljna grupa",
            "hr": "Ciljna skupina",
            "mk": "Целна група",
        },
        _l("Which institutions, how many people from each delegation, and with what experience."),
        ("target", "participants", "audience", "ciljn", "ucesnic", "grupi", "grupet", "pjesemarr",
         "celn"),
    ),
    Section(
        "results",
        {
            "en": "Expected results",
            "cnr": "Očekivani rezultati",
            "sq": "Rezultatet e pritshme",
            "cnr_Cyrl": "Очекивани резултати",
            "sr_Latn": "Očekivani rezultati",
            "sr_Cyrl": "Очекивани резултати",
            "bs": "Očekivani rezultati",
            "hr": "Očekivani rezultati",
            "mk": "Очекувани резултати",
        },
        _l("What will be there after the meeting, for example conclusions agreed by all."),
        ("expected", "results", "outcomes", "ocekivan", "rezultat", "ishod",
         "ocekuvan"),
    ),
    Section(
        "agenda",
        {
            "en": "Draft agenda",
            "cnr": "Nacrt dnevnog reda",
            "sq": "Projekt-axhenda",
            "cnr_Cyrl": "Нацрт дневног реда",
            "sr_Latn": "Nacrt dnevnog reda",
            "sr_Cyrl": "Нацрт дневног реда",
            "bs": "Nacrt dnevnog reda",
            "hr": "Nacrt dnevnog reda",
            "mk": "Предлог-дневен ред",
        },
        _l("Printed from the agenda of the event."),
        ("draft agenda", "agenda", "programme", "nacrt dnevnog", "dnevni red", "program",
         "rendi i dites", "projekti i rendit", "agjend", "axhend", "projekt axhend",
         "dneven red", "nacrt agenda", "predlog agenda", "predlog dnevn"),
        from_event=True,
    ),
    Section(
        "languages",
        {
            "en": "Languages",
            "cnr": "Jezici",
            "sq": "Gjuhët",
            "cnr_Cyrl": "Језици",
            "sr_Latn": "Jezici",
            "sr_Cyrl": "Језици",
            "bs": "Jezici",
            "hr": "Jezici",
            "mk": "Јазици",
        },
        _l("Printed from the settings of the event: what may be spoken and listened to."),
        ("language", "working language", "jezi", "radni jezi", "gjuh",
         "jazi", "raboten jazi", "rabotni jazi"),
        from_event=True,
    ),
    Section(
        "practicalities",
        {
            "en": "Practical information",
            "cnr": "Praktične informacije",
            "sq": "Informacione praktike",
            "cnr_Cyrl": "Практичне информације",
            "sr_Latn": "Praktične informacije",
            "sr_Cyrl": "Практичне информације",
            "bs": "Praktične informacije",
            "hr": "Praktične informacije",
            "mk": "Практични информации",
        },
        _l("Venue, travel, accommodation, who pays for what, dates to keep in mind."),
        ("practical", "logistic", "venue", "prakticn", "logistik", "informacione praktik",
         "informacion praktik"),
    ),
    Section(
        "contact",
        {
            "en": "Contact",
            "cnr": "Kontakt",
            "sq": "Kontakti",
            "cnr_Cyrl": "Контакт",
            "sr_Latn": "Kontakt",
            "sr_Cyrl": "Контакт",
            "bs": "Kontakt",
            "hr": "Kontakt",
            "mk": "Контакт",
        },
        _l("Printed from the settings of the event."),
        ("contact", "kontakt"),
        from_event=True,
    ),
)  # fmt: skip
BY_KEY = {section.key: section for section in SECTIONS}


def suggested_headings(source: str) -> list[dict[str, str]]:
    """Return the headings a new paper begins with; a language without its own takes English."""
    return [
        section.headings | {source: section.headings.get(source, section.headings["en"])}
        for section in SECTIONS
    ]


def names_of(sections: Iterable[Section], language: str) -> str:
    """Return the headings of sections in a language, separated by commas."""
    return ", ".join(one.headings.get(language, one.headings["en"]) for one in sections)


def section_of(heading: str) -> str | None:
    """Return the section a heading opens, whatever the language, or None.

    The longest known beginning decides: "Ciljna grupa" is no "cilj". A beginning that ends with
    a space is a whole word.
    """
    words = " " + re.sub(r"^(?:\d{1,2}|[ivx]{1,4})[.)]\s*", "", fold(heading)) + " "
    known = [
        (len(start), section.key)
        for section in SECTIONS
        for start in section.words
        if f" {start}" in words
    ]
    return max(known, default=(0, None))[1]


def section_by_uid(tree: Tree) -> dict[str, str]:
    """Return {uid of a heading: the section it opens}; each section only once."""
    found: dict[str, str] = {}
    for paragraph in tree.paragraphs:
        if paragraph.kind is not NodeKind.HEADING:
            continue
        for code in tree.languages:
            key = section_of(paragraph.text(code)) if paragraph.text(code) else None
            if key is not None and key not in found.values():
                found[paragraph.uid] = key
                break
    return found


def missing_sections(known: Iterable[str]) -> list[Section]:
    """Return the customary sections without a heading, in their order."""
    there = set(known)
    return [section for section in SECTIONS if section.key not in there]


def empty_headings(tree: Tree) -> set[str]:
    """Return the uids of headings with nothing under them yet."""
    empty = set()
    for one, after in zip(tree.paragraphs, (*tree.paragraphs[1:], None), strict=True):
        if one.kind is NodeKind.HEADING and (after is None or after.kind is NodeKind.HEADING):
            empty.add(one.uid)
    return empty
