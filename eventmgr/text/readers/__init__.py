"""Reading a file into a document: plain text, Markdown and Word.

The readers are loaded when something is read: their tables of words and their XML library would
otherwise be in every web process.
"""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.text.model import Document
from eventmgr.text.readers.blocks import Change, Decisions, Part, SourceLine
from eventmgr.text.readers.errors import UnreadableFile

__all__ = [
    "Change",
    "Decisions",
    "Opened",
    "Part",
    "SourceLine",
    "UnreadableFile",
    "read",
    "read_source",
    "read_text",
]


@dataclass(frozen=True)
class Opened:
    """A document beside its source, for whoever shows both.

    `origins` names the source lines of each node (by uid), `head` those of title, type, place and
    date. `changes` are the tracked changes of a Word file with what was decided about them.
    """

    document: Document
    lines: list[SourceLine]
    origins: dict[str, list[int]]
    head: list[int]
    changes: list[Change]


def read(data: bytes, filename: str | None = None, language: str | None = None) -> Document:
    """Read a file of at most 20 MB; what it is is told from its content, not from its name.

    Raises UnreadableFile with a plain sentence. `language` (a tag such as cnr) overrides the
    language recognised. Tracked changes of a Word file are questions of the document.
    """
    from eventmgr.text.readers import file

    return file.read(data, filename, language)[0]


def read_text(text: str, language: str | None = None) -> Document:
    """Read a pasted text; raises UnreadableFile where there is none."""
    from eventmgr.text.readers import file

    return file.read_text(text, language)[0]


def read_source(
    data: bytes,
    filename: str | None = None,
    language: str | None = None,
    decisions: Decisions | None = None,
) -> Opened:
    """Read a file (or, without a name, a pasted text) and say where everything came from.

    `decisions` on tracked changes are carried out as Word would carry them out.
    """
    from eventmgr.text.readers import file

    if filename:
        document, reading = file.read(data, filename, language, decisions)
    else:
        document, reading = file.read_text(data.decode(), language)
    return Opened(document, reading.source, reading.origins, reading.head, reading.changes)
