"""What every reader hands to the recogniser: blocks of text with what the file showed of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventmgr.text.model import DocumentKind, Footnote, Question, Remark, Removed
from eventmgr.text.outline import Entry


@dataclass
class Marker:
    """The printed start of a list item.

    `kind`: number, decimal, letter, roman, bullet. `values` are the possible positions: (9,) for
    "9.", and both readings for "i)" (letter 9, roman 1) in `letter` and `roman`. `certain` is
    true for lists that Word made.
    """

    kind: str
    printed: str
    value: int = 0
    roman: int = 0
    upper: bool = False
    depth: int = 0
    certain: bool = False


@dataclass
class Block:
    """One paragraph of a file, before anything is known of its part in the text.

    `lines` are the numbers of the source lines (of a Word file: paragraphs) it was made of;
    `style` is the name of its style in Word, in small letters; `entry` is what the outline of the
    text says of it.
    """

    text: str
    where: str = ""
    marker: Marker | None = None
    heading: int = 0
    bold: bool = False
    blank_before: bool = False
    page_break: bool = False
    indented: bool = False
    style: str = ""
    entry: Entry | None = None
    lines: list[int] = field(default_factory=list)

    def with_marker(self) -> str:
        """The text as printed, marker included."""
        return f"{self.marker.printed} {self.text}" if self.marker else self.text


@dataclass(frozen=True)
class Part:
    """A stretch of a source line: as it stands, or added or struck by tracked change `change`."""

    text: str
    state: str = "kept"
    change: int = 0


@dataclass
class SourceLine:
    """A line (of a Word file: a paragraph) as it was sent; `number` counts from 1."""

    number: int
    parts: list[Part]
    printed: str = ""


@dataclass
class Change:
    """A tracked change of a Word file, which is asked about and never made unseen.

    `kind`: insert, delete, replace, move, format, paragraph (the end of one added or taken away),
    row. `date` is ISO 8601 as Word wrote it, or empty. `line` is the source line it begins in.
    """

    number: int
    kind: str
    author: str = ""
    date: str = ""
    before: str = ""
    after: str = ""
    line: int = 0
    verdict: bool | None = None


@dataclass(frozen=True)
class Decisions:
    """What was decided about tracked changes: all alike, and some otherwise, by their number."""

    all: bool | None = None
    each: Mapping[int, bool] = field(default_factory=dict)

    def of(self, number: int) -> bool | None:
        """Return whether a change is accepted (True), rejected (False) or undecided (None)."""
        return self.each.get(number, self.all)


@dataclass
class Reading:
    """Everything a reader took from a file before recognition.

    `questions` are those the reader itself has, each with the blocks it speaks of. After
    recognition `origins` says which source lines each node (by uid) came from, and `head` which
    lines became title, type, place and date. `kind` and `language` are what a file of ours says
    of itself, `outlined` whether it also says what each of its parts is.
    """

    blocks: list[Block] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    questions: list[tuple[Question, list[Block]]] = field(default_factory=list)
    lint: list[Remark] = field(default_factory=list)
    source: list[SourceLine] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    origins: dict[str, list[int]] = field(default_factory=dict)
    head: list[int] = field(default_factory=list)
    kind: DocumentKind | None = None
    language: str | None = None
    outlined: bool = False
