"""From Cyrillic to Latin letters, and the plain key that searching compares (LOC-43, LOC-45).

There is no way back: `Танјуг` gives `Tanjug`, which would come back as `Тањуг`. Both forms of a
name are therefore stored, and nothing here writes Cyrillic.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

_SERBIAN: Final[Mapping[str, str]] = {
    **dict(
        zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True),
    ),
    "љ": "lj",
    "њ": "nj",
    "џ": "dž",
}
_MACEDONIAN: Final[Mapping[str, str]] = {**_SERBIAN, "ѓ": "gj", "ќ": "kj", "ѕ": "dz"}

# For searching only: letters of the other Cyrillic alphabets of the table.
_SEARCH: Final[Mapping[str, str]] = {
    **_MACEDONIAN,
    "й": "i",
    "щ": "sht",
    "ъ": "a",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ы": "y",
    "э": "e",
    "є": "ye",
    "і": "i",
    "ґ": "g",
}
_UNDIVIDED: Final = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def to_latin(text: str, lang: str = "sr") -> str:
    """Return Serbian, Montenegrin or (`lang="mk"`) Macedonian Cyrillic in Latin letters.

    `Љубовић` gives `Ljubović`, `ЉУБОВИЋ` gives `LJUBOVIĆ`; other characters stay (LOC-43).
    Not for travel documents: those copy the passport's own line (LOC-44).
    """
    table = _MACEDONIAN if lang == "mk" else _SERBIAN
    text = unicodedata.normalize("NFC", text)
    result: list[str] = []
    for i, letter in enumerate(text):
        latin = table.get(letter.lower())
        if latin is None:
            result.append(letter)
        elif not letter.isupper():
            result.append(latin)
        else:
            before, after = text[i - 1 : i], text[i + 1 : i + 2]
            capitals = after.isupper() or (not after.isalpha() and before.isupper())
            result.append(latin.upper() if capitals else latin.capitalize())
    # The acute of Montenegrin С́ and З́ is a combining mark; Latin has whole letters for them.
    return unicodedata.normalize("NFC", "".join(result))


def fold(text: str) -> str:
    """Return the key under which a text is searched: no accents, no case, one script (LOC-45).

    Apply it to both the stored text and the query. `Sahovic`, `Šahović` and `Шаховић` give the
    same key; so do `Đukić`, `Djukic`, `Dukic` and `Ђукић`. Punctuation becomes a single space,
    so that double family names match with and without a hyphen.
    """
    lowered = unicodedata.normalize("NFKC", text).casefold()
    latin = "".join(_SEARCH.get(letter, letter) for letter in lowered)
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", latin.translate(_UNDIVIDED))
        if not unicodedata.combining(letter)
    ).replace("ς", "σ")
    # đ is typed as dj or as d: both meet in d.
    plain = plain.replace("dj", "d").replace("'", "").replace("’", "")
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
