"""A text in several languages, kept as a small map of language code to text.

The map is plain JSON in the database: `{"en": "Opening", "sq": "Hapja"}`. A blank text counts
as missing. When the wanted language is missing, the text that is shown says which language it
is in, so that the page can mark it (`lang` attribute and a visible note).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

Multilingual = dict[str, str]


class Picked(NamedTuple):
    """The text found and the language it is in; ("", None) when there is none at all."""

    text: str
    language: str | None


class State(StrEnum):
    """How far one language has come over a set of texts."""

    COMPLETE = "complete"
    PARTLY = "partly"
    MISSING = "missing"
    EMPTY = "empty"  # there is nothing to translate yet


def clean(value: Mapping[str, str | None] | None) -> Multilingual:
    """Return the map without blank texts, each text trimmed and in NFC (LOC-45)."""
    result: Multilingual = {}
    for code, text in (value or {}).items():
        tidy = unicodedata.normalize("NFC", text or "").strip()
        if tidy:
            result[code] = tidy
    return result


def _base(code: str) -> str:
    return code.partition("_")[0]


def pick(value: Mapping[str, str] | None, lang: str, order: Iterable[str] = ()) -> Picked:
    """Return the text to show to a reader of `lang`, and the language it is in.

    Tried in turn: the language itself; the same language in another script; the languages of
    `order` (the event's, first one first); whatever there is. A neighbouring language is never
    taken for the reader's own (INT-22).
    """
    texts = {code: text for code, text in (value or {}).items() if text and text.strip()}
    if lang in texts:
        return Picked(texts[lang], lang)
    for code, text in texts.items():
        if _base(code) == _base(lang):
            return Picked(text, code)
    for code in order:
        if code in texts:
            return Picked(texts[code], code)
    for code, text in texts.items():
        return Picked(text, code)
    return Picked("", None)


def text_in(value: Mapping[str, str] | None, lang: str, order: Iterable[str] = ()) -> str:
    """Return only the text of `pick`, where the reader cannot be told the language."""
    return pick(value, lang, order).text


def completeness(value: Mapping[str, str] | None, languages: Iterable[str]) -> dict[str, bool]:
    """Say for each language whether this one text is there (exactly, with no fallback)."""
    texts = value or {}
    return {code: bool((texts.get(code) or "").strip()) for code in languages}


def progress(
    values: Iterable[Mapping[str, str] | None], languages: Iterable[str]
) -> dict[str, State]:
    """Say for each language how far a set of texts has come: the dot beside a language.

    Texts that are blank in every language do not count.
    """
    wanted = list(languages)
    present = [texts for texts in map(clean, values) if texts]
    result: dict[str, State] = {}
    for code in wanted:
        done = sum(code in texts for texts in present)
        if not present:
            result[code] = State.EMPTY
        elif done == len(present):
            result[code] = State.COMPLETE
        else:
            result[code] = State.PARTLY if done else State.MISSING
    return result
