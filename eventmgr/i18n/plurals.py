"""Plural categories and the plural headers of catalogues (LOC-07)."""

from __future__ import annotations

from typing import Final

from babel import Locale
from babel.messages.plurals import get_plural

from eventmgr.i18n.languages import language

# Babel writes `n != 1` for Macedonian, which is wrong for 21, 31, 41 …
_MACEDONIAN: Final = "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);"


def plural_category(number: int, lang: str) -> str:
    """Return the CLDR category of a whole number: `one`, `two`, `few`, `many` or `other`."""
    return str(Locale.parse(language(lang).babel_locale).plural_form(number))


def plural_header(lang: str) -> str:
    """Return the `Plural-Forms` value for the language's catalogue, Macedonian put right."""
    row = language(lang)
    if row.code == "mk":
        return _MACEDONIAN
    return str(get_plural(Locale.parse(row.babel_locale)).plural_forms)
