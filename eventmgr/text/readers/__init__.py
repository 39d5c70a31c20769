"""Reading a file into a document: plain text, Markdown and Word.

The readers are loaded when something is read: their tables of words and their XML library would
otherwise be in every web process.
"""

from __future__ import annotations

from eventmgr.text.model import Document
from eventmgr.text.readers.errors import UnreadableFile

__all__ = ["UnreadableFile", "read", "read_text"]


def read(data: bytes, filename: str | None = None, language: str | None = None) -> Document:
    """Read a file of at most 20 MB; what it is is told from its content, not from its name.

    Raises UnreadableFile with a plain sentence. `language` (a tag such as cnr) overrides the
    language recognised.
    """
    from eventmgr.text.readers import file

    return file.read(data, filename, language)


def read_text(text: str, language: str | None = None) -> Document:
    """Read a pasted text; raises UnreadableFile where there is none."""
    from eventmgr.text.readers import file

    return file.read_text(text, language)
