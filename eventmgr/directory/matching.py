"""Finding an organisation under the spellings people use for it (DES-19)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from eventmgr.i18n.names import fold

# Spellings of one word that style guides write differently; compared after folding.
_VARIANTS: Final = {
    "center": "centre",
    "centers": "centres",
    "organization": "organisation",
    "organizations": "organisations",
    "organized": "organised",
    "program": "programme",
    "programs": "programmes",
    "defense": "defence",
    "and": "",
    "the": "",
}
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")


@lru_cache(maxsize=65_536)
def matching_key(name: str) -> str:
    """Return the key under which two spellings of one organisation's name are equal.

    Centre and Center, with or without "the", "&" or "and", co-operation or cooperation, an
    acronym in brackets, accents and script make no difference.
    """
    plain = fold(_BRACKETS.sub(" ", name)).replace("co operation", "cooperation")
    return " ".join(word for word in (_VARIANTS.get(w, w) for w in plain.split()) if word)


def acronyms_in(name: str) -> list[str]:
    """Return what stands in brackets in a name, and the name itself where it is one word."""
    found = [part.strip() for part in _BRACKETS.findall(name)]
    if len(name.split()) == 1:
        found.append(name)
    return [fold(part) for part in found if part]


def search_key(names: Iterable[str]) -> str:
    """Return the text that searching looks in: every name, folded, one per line (LOC-45)."""
    return "\n".join(dict.fromkeys(key for name in names if (key := fold(name))))
