"""Personal links of approvers and speakers: only the hash of each is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Protocol

from eventmgr.database import now

# A paper travels through several offices; a link that is older gets a reminder with a newer one.
DAYS = 60


class Linked(Protocol):
    """A row that a personal link leads to."""

    token_hash: str | None
    token_expires_at: datetime | None


def hash_of(token: str) -> str:
    """Return what the database keeps of a token: its SHA-256 in hexadecimal figures."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue(row: Linked) -> str:
    """Give the row a new link, void the older one, and return the token."""
    token = secrets.token_urlsafe(32)
    row.token_hash = hash_of(token)
    row.token_expires_at = now() + timedelta(days=DAYS)
    return token


def void(row: Linked) -> None:
    """Take the link away."""
    row.token_hash = None
    row.token_expires_at = None


def is_alive(row: Linked) -> bool:
    """Tell whether the row's link still opens its page."""
    return row.token_expires_at is not None and now() < row.token_expires_at
