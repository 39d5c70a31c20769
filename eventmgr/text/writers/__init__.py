"""Writing a document out: plain text that reads back to the same tree, and the file formats.

The writers are loaded when something is written: their tables of words and their XML library would
otherwise be in every web process.
"""

from __future__ import annotations

from eventmgr.text.model import Document

__all__ = ["write_plain"]


def write_plain(document: Document) -> str:
    """Write a document as plain text that reads back to the same tree (rule G2)."""
    from eventmgr.text.writers import plain

    return plain.write_plain(document)
