"""What every reader hands to the recogniser: blocks of text with what the file showed of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from eventmgr.text.model import Footnote, Question, Remark, Removed


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
    """One paragraph of a file, before anything is known of its part in the text."""

    text: str
    where: str = ""
    marker: Marker | None = None
    heading: int = 0
    bold: bool = False
    blank_before: bool = False
    page_break: bool = False

    def with_marker(self) -> str:
        """The text as printed, marker included."""
        return f"{self.marker.printed} {self.text}" if self.marker else self.text


@dataclass
class Reading:
    """Everything a reader took from a file before recognition.

    `changes` are questions about tracked changes, each with the block it speaks of.
    """

    blocks: list[Block] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    changes: list[tuple[Question, Block]] = field(default_factory=list)
    lint: list[Remark] = field(default_factory=list)
