"""The adopted edition: one canonical text of all languages, its fingerprint, and reading it back.

Nothing that is printed after adoption comes from anywhere else, so that a later change of the
event's title or of an organisation's name leaves the adopted paper as it was.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from eventmgr.text.edition import Work
from eventmgr.text.writers.canonical import read_canonical

# How many figures of the fingerprint a sealed paper's address ends in.
HANDLE = 20


def fingerprint(text: str | bytes) -> str:
    """Return the SHA-256 of a text in UTF-8, or of a file, in hexadecimal figures."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


@lru_cache(maxsize=16)
def read_work(sealed: str) -> Work:
    """Return the work that a seal holds; raises UnreadableFile where it is none."""
    return read_canonical(sealed)
