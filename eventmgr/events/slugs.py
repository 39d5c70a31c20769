"""Addresses of events, made from their titles."""

from __future__ import annotations

import re
from typing import Final

from eventmgr.i18n.names import fold

LONGEST: Final = 60
PATTERN: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Words that stand at this place of an address already.
RESERVED: Final = frozenset({"new"})


def slug_of(title: str) -> str:
    """Return the address made from a title: Latin letters without accents, cut at a word."""
    words = "".join(c if c.isascii() else " " for c in fold(title)).split()
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    return slug or "event"


def free_slug(wanted: str, taken: set[str]) -> str:
    """Return the address, with a number behind it where it is taken or reserved."""
    number = 1
    slug = wanted
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
