"""Alphabetical order by the document's language, in plain Python (LOC-30 to LOC-32).

Neither code points nor the C library are of use (minimal servers have only the C locale), and
ICU has no Montenegrin order. A digraph counts as one letter; a letter foreign to the alphabet
takes its base letter's place, just after it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from eventmgr.i18n.languages import language

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str, str]

_LATIN: Final = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_BCS: Final = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž"
_SERBIAN: Final = "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш"
_RUSSIAN: Final = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"

# Foreign q, w, x and y keep their Latin place in Montenegrin and its neighbours (LOC-30).
ALPHABETS: Final[Mapping[str, str]] = {
    "en": _LATIN,
    "cnr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š ś t u v w x y z ž ź",
    "sr_Latn": _BCS,
    "bs": _BCS,
    "hr": _BCS,
    "sq": ("a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh"),
    "mk": "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
    "sr": _SERBIAN,
    "sr_Cyrl": _SERBIAN,
    "cnr_Cyrl": "а б в г д ђ е ж з з́ и ј к л љ м н њ о п р с с́ т ћ у ф х ц ч џ ш",
    "sl": "a b c č ć d đ e f g h i j k l m n o p q r s š t u v w x y z ž",
    "bg": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я",
    "el": "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
    "es": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
    "ru": _RUSSIAN,
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
}

# Letters that Unicode does not take apart, and the place they are looked for in other alphabets.
_BASES: Final[Mapping[str, str]] = {
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ø": "o",
    "ı": "i",
    "æ": "a",
    "œ": "o",
    "þ": "t",
}


@cache
def _positions(code: str) -> tuple[Mapping[str, int], int]:
    letters = ALPHABETS.get(code, _LATIN).split()
    return {letter: n for n, letter in enumerate(letters)}, max(map(len, letters))


def _lower(text: str, code: str) -> str:
    if code == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    # Romanian texts often carry the cedilla where the comma is meant.
    if code == "ro":
        text = text.translate(str.maketrans("ŞşŢţ", "ȘșȚț"))
    return unicodedata.normalize("NFC", text.casefold())


def sort_key(text: str, lang: str, override: str | None = None) -> SortKey:
    """Return a key that puts texts in the alphabet of the document's language (LOC-30, 31).

    `override` is the record's own sort text: for false digraphs (`konjunktura`), for articles
    and status words, which are never skipped silently (LOC-32, DES-14). Punctuation and spaces
    come first, then figures, then letters, then letters of other scripts. Keys of one language
    compare with each other only.
    """
    code = language(lang).code
    positions, longest = _positions(code)
    original = unicodedata.normalize("NFC", override or text)
    folded = _lower(original, code)
    primary: list[tuple[int, int]] = []
    secondary: list[int] = []
    i = 0
    while i < len(folded):
        for size in range(longest, 0, -1):
            letter = folded[i : i + size]
            if len(letter) == size and letter in positions:
                primary.append((2, positions[letter]))
                secondary.append(0)
                break
        else:
            letter = folded[i]
            _place_foreign(letter, positions, primary, secondary)
        i += len(letter)
    return tuple(primary), tuple(secondary), folded, original


def _place_foreign(
    letter: str,
    positions: Mapping[str, int],
    primary: list[tuple[int, int]],
    secondary: list[int],
) -> None:
    """Place a character that is not in the alphabet: beside its base, or in its own class."""
    if unicodedata.combining(letter):
        if secondary:
            secondary[-1] = 1
        return
    base = _BASES.get(letter) or unicodedata.normalize("NFD", letter)[0]
    secondary.append(0 if base == letter else 1)
    if base in positions:
        primary.append((2, positions[base]))
    elif letter.isdecimal():
        primary.append((1, unicodedata.decimal(letter)))
    elif letter.isalnum():
        primary.append((3, ord(base)))
    else:
        primary.append((0, 0))
        secondary[-1] = 0
