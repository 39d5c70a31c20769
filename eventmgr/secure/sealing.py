"""Sealing and opening: answers are written into the database in a form only the key can read.

The keys come from the settings (`SECURE_KEYS`): the first seals, every one of them opens, so that a
key is replaced without a pause (`reseal`). The library is loaded when something is sealed or
opened, not when the program starts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import current_app

from eventmgr.secure.models import SecureGroup

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

DRAFT = "draft"


class Unreadable(Exception):
    """A sealed text was made with a key that is not here, or does not belong to its row."""


def _keyring() -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet([Fernet(key) for key in current_app.config["SECURE_KEYS"]])


def seal(registration_id: int, group: SecureGroup | str, values: Mapping[str, Any]) -> str:
    """Return the answers as a sealed text that fits this person and group only."""
    whole = {"person": registration_id, "group": str(group), "values": dict(values)}
    return _keyring().encrypt(json.dumps(whole, ensure_ascii=False).encode()).decode("ascii")


def unseal(registration_id: int, group: SecureGroup | str, sealed: str) -> dict[str, Any]:
    """Return the answers of a sealed text.

    Raises Unreadable where no key fits, or the text was moved here from another row.
    """
    from cryptography.fernet import InvalidToken

    try:
        whole = json.loads(_keyring().decrypt(sealed.encode("ascii")))
    except InvalidToken as error:
        raise Unreadable from error
    if (whole["person"], whole["group"]) != (registration_id, str(group)):
        raise Unreadable
    return dict(whole["values"])


def resealed(sealed: str) -> str:
    """Return a sealed text anew under the first key; raises Unreadable where no key fits."""
    from cryptography.fernet import InvalidToken

    try:
        return _keyring().rotate(sealed.encode("ascii")).decode("ascii")
    except InvalidToken as error:
        raise Unreadable from error
