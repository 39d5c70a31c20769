"""Names of people as lists, letters and plates write them (LOC-40 to LOC-45).

Given and family names are stored apart and never split out of one string; the honorific is
stored as a code that each document's language words for itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from eventmgr.i18n.languages import language
from eventmgr.i18n.scripts import fold, to_latin

__all__ = [
    "HONORIFICS",
    "NameOrder",
    "fold",
    "honorific",
    "honorific_choices",
    "list_name",
    "plain_name",
    "sort_name",
    "to_latin",
    "upper",
]


class NameOrder(StrEnum):
    """Which name is said first; family first is customary for Hungarian names (LOC-40)."""

    GIVEN_FAMILY = "given-family"
    FAMILY_GIVEN = "family-given"


# code -> language -> one form, or the forms for a man and for a woman ("m|f").
# The order of the rows is the order in which several titles of one person are written: H.E.
# goes before all others (LOC-41). Montenegrin and Albanian forms await a native review.
HONORIFICS: Final[Mapping[str, Mapping[str, str]]] = {
    "he": {
        "en": "H.E.",
        "cnr": "Nj.E.",
        "sq": "Sh.T.",
        "mk": "Н.Е.",
        "sr_Cyrl": "Њ.Е.",
    },
    "mr": {"en": "Mr.", "cnr": "g.", "sq": "z.", "mk": "г.", "sr_Cyrl": "г."},
    "ms": {"en": "Ms.", "cnr": "gđa", "sq": "znj.", "mk": "г-ѓа", "sr_Cyrl": "гђа"},
    "amb": {
        "en": "Ambassador",
        "cnr": "ambasador|ambasadorka",
        "sq": "Ambasador|Ambasadore",
        "mk": "амбасадор|амбасадорка",
        "sr_Cyrl": "амбасадор|амбасадорка",
    },
    "general": {
        "en": "General",
        "cnr": "general|generalka",
        "sq": "Gjeneral|Gjenerale",
        "mk": "генерал|генералка",
        "sr_Cyrl": "генерал|генералка",
    },
    "colonel": {
        "en": "Colonel",
        "cnr": "pukovnik|pukovnica",
        "sq": "Kolonel|Kolonele",
        "mk": "полковник|полковничка",
        "sr_Cyrl": "пуковник|пуковница",
    },
    "major": {
        "en": "Major",
        "cnr": "major|majorka",
        "sq": "Major|Majore",
        "mk": "мајор|мајорка",
        "sr_Cyrl": "мајор|мајорка",
    },
    "captain": {
        "en": "Captain",
        "cnr": "kapetan|kapetanka",
        "sq": "Kapiten|Kapitene",
        "mk": "капетан|капетанка",
        "sr_Cyrl": "капетан|капетанка",
    },
    "judge": {
        "en": "Judge",
        "cnr": "sudija|sutkinja",
        "sq": "Gjyqtar|Gjyqtare",
        "mk": "судија|судијка",
        "sr_Cyrl": "судија|судиница",
    },
    "prosecutor": {
        "en": "Prosecutor",
        "cnr": "tužilac|tužiteljka",
        "sq": "Prokuror|Prokurore",
        "mk": "обвинител|обвинителка",
        "sr_Cyrl": "тужилац|тужитељка",
    },
    "prof": {
        "en": "Prof.",
        "cnr": "prof.",
        "sq": "Prof.",
        "mk": "проф.",
        "sr_Cyrl": "проф.",
    },
    "dr": {"en": "Dr.", "cnr": "dr", "sq": "Dr.", "mk": "д-р", "sr_Cyrl": "др"},
}
_RANK: Final = {code: n for n, code in enumerate(HONORIFICS)}
# Bosnian and Croatian say some of these otherwise.
_OWN: Final[Mapping[tuple[str, str], str]] = {
    ("judge", "hr"): "sudac|sutkinja",
    ("prosecutor", "hr"): "tužitelj|tužiteljica",
    ("prosecutor", "bs"): "tužilac|tužiteljica",
    ("colonel", "hr"): "pukovnik|pukovnica",
    ("captain", "hr"): "satnik|satnica",
    ("amb", "hr"): "ambasador|ambasadorica",
    ("amb", "bs"): "ambasador|ambasadorica",
    ("ms", "hr"): "gđa",
}
_COLUMN: Final[Mapping[str, str]] = {
    "cnr_Cyrl": "sr_Cyrl",
    "sr": "sr_Cyrl",
    "sr_Latn": "cnr",
    "bs": "cnr",
    "hr": "cnr",
}


def _form(code: str, lang: str) -> str:
    row = HONORIFICS[code]
    return _OWN.get((code, lang)) or row.get(lang) or row.get(_COLUMN.get(lang, ""), "")


def honorific(codes: str | Iterable[str], lang: str, *, feminine: bool | None = None) -> str:
    """Return the titles in the document's language: `H.E. Ambassador`, `gđa`, `znj.` (LOC-41).

    `codes` is one code, several separated by spaces, or a list; H.E. comes first whatever the
    order given. `feminine` chooses the form where the language has two; left out, the code `ms`
    among the titles decides. In English and Albanian Mr and Ms give way to another title, save
    beside H.E.: "Prof. Dr.", "H.E. Mr."; the other languages say "gđa ambasadorka". A language
    without reviewed forms gives no title at all, as a title in a foreign language before a name
    reads as a mistake. Unknown codes raise KeyError.
    """
    wanted = codes.split() if isinstance(codes, str) else list(codes)
    if feminine is None:
        feminine = "ms" in wanted
    target = language(lang).code
    if target in {"en", "sq"} and any(code not in {"mr", "ms", "he"} for code in wanted):
        wanted = [code for code in wanted if code not in {"mr", "ms"}]
    words: list[str] = []
    for code in sorted(wanted, key=lambda c: _RANK[c]):
        man, _, woman = _form(code, target).partition("|")
        word = woman if woman and feminine else man
        if word:
            words.append(word)
    return " ".join(words)


def honorific_choices(lang: str) -> list[tuple[str, str]]:
    """Return (code, words) pairs for a form; both forms are shown where a language has two."""
    target = language(lang).code
    pairs = [
        (code, (_form(code, target) or _form(code, "en")).replace("|", " / "))
        for code in HONORIFICS
    ]
    everyday = ("mr", "ms")
    return sorted(pairs, key=lambda pair: (pair[0] not in everyday, _RANK[pair[0]]))


def upper(text: str, lang: str) -> str:
    """Return the text in capitals as its own language writes them (LOC-42).

    Turkish i becomes İ; Greek capitals drop the accent and keep the diaeresis. Where `lang` is
    the document's and the name is of another language, store the capitals with the person.
    """
    code = language(lang).code
    text = unicodedata.normalize("NFC", text)
    if code == "tr":
        return text.replace("i", "İ").replace("ı", "I").upper()
    if code == "el":
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if c != "\u0301")
        return unicodedata.normalize("NFC", bare).upper()
    return text.upper()


def plain_name(
    given: str,
    family: str,
    *,
    order: NameOrder | str = NameOrder.GIVEN_FAMILY,
    suffix: str = "",
) -> str:
    """Return the name as running text has it: `Dejan Šahović`, in NFC."""
    parts = (family, given) if order == NameOrder.FAMILY_GIVEN else (given, family)
    name = " ".join(part.strip() for part in (*parts, suffix) if part and part.strip())
    return unicodedata.normalize("NFC", name)


def list_name(
    given: str,
    family: str,
    lang: str,
    *,
    titles: str | Iterable[str] = (),
    feminine: bool | None = None,
    order: NameOrder | str = NameOrder.GIVEN_FAMILY,
    suffix: str = "",
    name_language: str | None = None,
    family_capitals: str | None = None,
) -> str:
    """Return the name as a list of participants prints it: `Mr. Dejan ŠAHOVIĆ` (LOC-42).

    `lang` words the titles; `name_language` says how capitals are made, the document's language
    when left out; `family_capitals` is the stored override. Double family names stay whole.
    """
    capitals = family_capitals or upper(family, name_language or lang)
    name = plain_name(given, capitals, order=order, suffix=suffix)
    return f"{honorific(titles, lang, feminine=feminine)} {name}".strip()


def sort_name(given: str, family: str) -> str:
    """Return the text a list sorts a person by: family name, then given name."""
    return plain_name(given, family, order=NameOrder.FAMILY_GIVEN)
