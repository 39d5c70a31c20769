"""The table of languages: our own, because CLDR has no Montenegrin (LOC-01, LOC-04, LOC-08).

Three things share the table and are never mixed: the languages of the interface, the languages
documents are written in, and the languages people speak and follow in the room. Speech has no
script, so `sr` is a spoken language while documents say `sr_Latn` or `sr_Cyrl`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from eventmgr.i18n.language_data import ROWS


class UnknownLanguageError(LookupError):
    """The code is not in the table."""


@dataclass(frozen=True)
class Language:
    """One language, in one script where it is written.

    `code` is what the database and addresses hold; `bcp47` is for the `lang` attribute;
    `babel_locale` serves month words and numbers only; `catalogue` is the folder under
    translations, or None when the program has no catalogue in it; `word_tag` is for
    word-processor files.
    """

    code: str
    endonym: str
    names: Mapping[str, str] = field(repr=False)
    bcp47: str
    babel_locale: str
    catalogue: str | None
    script: str
    direction: str
    word_tag: str
    spoken: bool
    document: bool
    signed: bool

    @property
    def label(self) -> str:
        """The language's own name as a label, with a capital: English, Crnogorski, Shqip."""
        return self.endonym[:1].upper() + self.endonym[1:]


def _build() -> dict[str, Language]:
    table: dict[str, Language] = {}
    for row in ROWS:
        script = row.script
        table[row.code] = Language(
            code=row.code,
            endonym=row.endonym,
            names=MappingProxyType(dict(row.names)),
            bcp47=row.bcp47 or row.code.replace("_", "-"),
            babel_locale=row.babel_locale or row.code,
            catalogue=row.catalogue,
            script=script,
            direction="rtl" if script in ("Arab", "Hebr") else "ltr",
            word_tag=row.word_tag,
            spoken="s" in row.use,
            document="d" in row.use,
            signed="g" in row.use,
        )
    return table


LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(_build())
INTERFACE_LANGUAGES: Final[tuple[str, ...]] = ("en", "cnr", "sq")
SOURCE_LANGUAGE: Final = "en"

# LOC-06 and LOC-08: forms that differ from the Montenegrin column in its neighbours.
_NAMES_LIKE: Final[Mapping[str, str]] = {
    "cnr_Cyrl": "sr_Cyrl",
    "sr": "sr_Cyrl",
    "sr_Latn": "cnr",
    "bs": "cnr",
    "hr": "cnr",
}

_ALIASES: Final[Mapping[str, str]] = {
    "cnr_me": "cnr",
    "cnr_latn": "cnr",
    "cnr_latn_me": "cnr",
    "sr_me": "cnr",
    "sr_latn_me": "cnr",
    "cnr_cyrl_me": "cnr_Cyrl",
    "sr_cyrl_me": "cnr_Cyrl",
    "sr_latn_rs": "sr_Latn",
    "sr_latn_ba": "sr_Latn",
    "sr_cyrl_rs": "sr_Cyrl",
    "sr_cyrl_ba": "sr_Cyrl",
    "sr_ba": "sr_Cyrl",
    "bs_latn": "bs",
    "bs_latn_ba": "bs",
}
_BY_LOWER: Final[Mapping[str, str]] = {code.lower(): code for code in LANGUAGES}


def canonical(tag: str) -> str | None:
    """Return our code for a tag written any usual way, or None when we have no such language.

    `sr-Latn-ME` and `cnr-ME` are `cnr`, `sq-XK` is `sq`, `en-US` is `en` (LOC-03, LOC-04).
    A script we do not hold is not silently dropped: only the region is.
    """
    base, *rest = tag.strip().replace("-", "_").lower().split("_")
    script = rest.pop(0) if rest and len(rest[0]) == 4 and rest[0].isalpha() else ""
    # Whatever follows the region (variants, extensions) does not change the language.
    region = rest[0] if rest and len(rest[0]) in (2, 3) else ""
    for parts in ((base, script, region), (base, script)):
        written = "_".join(part for part in parts if part)
        found = _ALIASES.get(written) or _BY_LOWER.get(written)
        if found is not None:
            return found
    row = LANGUAGES.get(base)
    return base if row is not None and row.script.lower() == script else None


def language(code: str) -> Language:
    """Return the row of a language; raise UnknownLanguageError when the table has none."""
    found = LANGUAGES.get(code)
    if found is None:
        ours = canonical(code)
        if ours is None:
            raise UnknownLanguageError(code)
        found = LANGUAGES[ours]
    return found


def is_known(code: str) -> bool:
    """Say whether the code, exactly as written, is one of the table's."""
    return code in LANGUAGES


def language_name(code: str, in_language: str) -> str:
    """Return the name of a language in another one, from our own table (LOC-08).

    Where the table has no reviewed name the language's own name is returned: a CLDR name is
    never printed, as some of them are political.
    """
    row = language(code)
    target = language(in_language).code
    for column in (target, _NAMES_LIKE.get(target)):
        if column is not None and column in row.names:
            return row.names[column]
    return row.endonym


def html_lang(code: str) -> str:
    """Return the value of the `lang` attribute: `cnr` stays `cnr` (LOC-02)."""
    return language(code).bcp47


def babel_locale(code: str) -> str:
    """Return the Babel locale identifier that supplies month words and numbers."""
    return language(code).babel_locale


def direction(code: str) -> str:
    """Return `ltr` or `rtl` for the `dir` attribute."""
    return language(code).direction


def document_languages() -> tuple[Language, ...]:
    """Return the languages a document can be written in, in the table's order."""
    return tuple(row for row in LANGUAGES.values() if row.document)


def spoken_languages() -> tuple[Language, ...]:
    """Return the languages that can be spoken or signed in the room, in the table's order."""
    return tuple(row for row in LANGUAGES.values() if row.spoken)
