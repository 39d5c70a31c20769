"""Message catalogues of a language, found by an explicit map (LOC-02).

The folder of Montenegrin is `sr_Latn_ME`, whatever the code says; leaving the choice to a
library gives English pages without any error.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from babel.support import NullTranslations, Translations

from eventmgr.i18n.languages import INTERFACE_LANGUAGES, SOURCE_LANGUAGE, language


def has_catalogue(code: str) -> bool:
    """Say whether the program speaks the language itself; English is its source."""
    row = language(code)
    return row.code == SOURCE_LANGUAGE or row.catalogue is not None


@lru_cache(maxsize=64)
def load_catalogue(code: str, folder: Path) -> NullTranslations:
    """Return the compiled messages of a language from `folder`, loaded once per process.

    English and languages without a catalogue give the messages as they stand in the source.
    A missing file of a language that should have one raises FileNotFoundError: silence here
    would show English to everyone.
    """
    row = language(code)
    if row.catalogue is None:
        return NullTranslations()
    compiled = folder / row.catalogue / "LC_MESSAGES" / "messages.mo"
    with compiled.open("rb") as file:
        return Translations(fp=file)


def missing_catalogues(folder: Path) -> list[str]:
    """Return the interface languages whose compiled catalogue is not there, for a start check."""
    return [
        code
        for code in INTERFACE_LANGUAGES
        if (row := language(code)).catalogue is not None
        and not (folder / row.catalogue / "LC_MESSAGES" / "messages.mo").is_file()
    ]


def translate(code: str, folder: Path, message: str, **params: object) -> str:
    """Return a message in the given language with its %(name)s places filled.

    For documents and mail, whose language is the reader's and not the page's.
    """
    text = load_catalogue(code, folder).gettext(message)
    return text % params if params else text
