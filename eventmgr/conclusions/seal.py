"""The adopted edition: one canonical text of all languages, its fingerprint, and reading it back.

Nothing that is printed after adoption comes from anywhere else, so that a later change of the
event's title or of an organisation's name leaves the adopted paper as it was.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from eventmgr.drafting.models import StructuredText
from eventmgr.text.edition import Work
from eventmgr.text.writers.canonical import read_canonical


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal figures."""
    return hashlib.sha256(text.encode()).hexdigest()


def sealed_work(text: StructuredText) -> Work:
    """Return the work that an adopted text's seal holds."""
    if text.sealed is None:
        raise ValueError("the text is not sealed")
    return _read(text.sealed)


@lru_cache(maxsize=8)
def _read(sealed: str) -> Work:
    return read_canonical(sealed)
