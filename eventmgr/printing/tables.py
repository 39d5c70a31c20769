"""Lists for those who carry something out: drivers, the hotel, the person who pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventmgr.printing.papers import Masthead


@dataclass(frozen=True)
class TableColumn:
    """A column: its heading, its share of the width, and whether it holds figures.

    A column to sign in is `signed`: it is empty and its rows are high enough for a hand.
    """

    heading: str
    share: int = 10
    figures: bool = False
    signed: bool = False


@dataclass(frozen=True)
class TablePart:
    """Rows under one heading, such as a day; the heading may be empty. Cells are plain text."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TablePaper:
    """A list in columns; the first column names the row.

    `total` is a last row of the whole list, as many cells as columns, or empty.
    """

    masthead: Masthead
    heading: str
    columns: tuple[TableColumn, ...]
    parts: tuple[TablePart, ...]
    lead: str = ""
    total: tuple[str, ...] = ()
    closing: str = ""

    @property
    def signed(self) -> bool:
        """Tell whether somebody signs in the rows."""
        return any(column.signed for column in self.columns)

    @property
    def shares(self) -> list[float]:
        """Return the width of each column in per cent."""
        every = sum(column.share for column in self.columns)
        return [round(100 * column.share / every, 2) for column in self.columns]
