"""Why a file could not be read, said plainly; and how much a file may hold."""

from __future__ import annotations

from typing import Any

MAX_BYTES = 20 * 1024 * 1024
MAX_PARAGRAPHS = 5_000
MAX_CHARACTERS = 1_000_000
MAX_PARAGRAPH_CHARACTERS = 50_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PART = 30 * 1024 * 1024
MAX_RATIO = 200


class UnreadableFile(Exception):
    """The file cannot be read. `msgid` is an English sentence to translate, `params` fill it."""

    def __init__(self, msgid: str, params: dict[str, Any] | None = None) -> None:
        """Keep the sentence untranslated; `str()` gives it in English."""
        self.msgid = msgid
        self.params = params or {}
        super().__init__(msgid % self.params if self.params else msgid)
