"""The outline of a text: a last line that says what each part of it is.

What a line of a text is, is told from its looks when the text is read. Where the looks would say
something else than was meant (a paragraph that begins with "(a)", two titles alike), the writer
puts the outline below: "<!-- outline: conclusions, en; title; formula 0; operative 1 1.; … -->".
Markdown does not show such a line. It is believed only while every part of the text is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventmgr.text.model import DocumentKind, NodeKind

#: Parts of the head; `mark` is the note of a designation, `end` what stands below the text.
HEAD = ("title", "subtitle", "type", "where", "place", "country", "venue", "date", "names")
_OTHERS = ("note", "mark", "end")
_KINDS = frozenset(kind.value for kind in NodeKind)
_LINE = re.compile(
    r"\n<!-- outline: (?P<kind>[a-z-]{1,20}), (?P<language>[A-Za-z-]{1,12});(?P<parts>[^<>]*) -->"
    r"\s*\Z"
)
_ENTRY = re.compile(r"(?P<role>[a-z-]{1,20})(?: (?P<level>[0-9]))?(?: (?P<label>[^;<>\n]{1,60}))?")
_UNKNOWN = "-"


@dataclass(frozen=True)
class Entry:
    """A part of a text: a role of the head, a kind of paragraph, or a note.

    `level` and `label` are those of a paragraph; the label is the printed one ("4.").
    """

    role: str
    level: int = 0
    label: str = ""

    @property
    def kind(self) -> NodeKind | None:
        """The kind of paragraph it is; None for parts of the head and notes."""
        return NodeKind(self.role) if self.role in _KINDS else None

    def written(self) -> str:
        """The entry as the line has it."""
        if self.kind is None:
            return self.role
        return f"{self.role} {self.level} {self.label}".rstrip(" ")


@dataclass(frozen=True)
class Outline:
    """What a text is, in which language, and its parts in order."""

    kind: DocumentKind
    language: str | None
    entries: tuple[Entry, ...]

    def line(self) -> str:
        """The line that stands below the text."""
        parts = "; ".join(entry.written() for entry in self.entries)
        return f"<!-- outline: {self.kind}, {self.language or _UNKNOWN}; {parts} -->"


def outlined(chunks: list[str], outline: Outline) -> str:
    """Parts of a text with a blank line between them, and their outline below."""
    return "\n\n".join([*chunks, outline.line()]) + "\n"


def cut_outline(text: str) -> tuple[str, str, Outline | None]:
    """A text without its outline, the outline's line, and what it says if it is one.

    A text without such a line comes back as it is, with an empty line and None.
    """
    if "<!-- outline: " not in text:
        return text, "", None
    found = _LINE.search(text, text.rfind("\n<!-- outline: "))
    if found is None:
        return text, "", None
    before = text[: found.start()].rstrip("\n")
    return before, found[0].strip(), _outline(found)


def _outline(found: re.Match[str]) -> Outline | None:
    entries = []
    for part in found["parts"].split(";"):
        entry = _ENTRY.fullmatch(part.strip(" "))
        if entry is None or entry["role"] not in {*HEAD, *_OTHERS, *_KINDS}:
            return None
        entries.append(Entry(entry["role"], int(entry["level"] or 0), entry["label"] or ""))
    if found["kind"] not in {kind.value for kind in DocumentKind}:
        return None
    language = None if found["language"] == _UNKNOWN else found["language"]
    return Outline(DocumentKind(found["kind"]), language, tuple(entries))
