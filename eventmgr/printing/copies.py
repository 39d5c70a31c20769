"""The same paper made otherwise: on A5 pages for a booklet, or for an archive, its data inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from eventmgr.printing.papers import Bundle, Masthead, Paper, TextPaper
from eventmgr.printing.plates import BadgePaper


class Enclosed(NamedTuple):
    """A file that travels inside a PDF; `relation` is the word of PDF for what it is to it."""

    name: str
    data: bytes
    description: str
    relation: str = "Source"


@dataclass(frozen=True)
class BookletCopy:
    """A text on A5 pages in reading order: printers fold two of them from a sheet of A4."""

    paper: TextPaper

    @property
    def masthead(self) -> Masthead:
        """Return the head of the paper itself."""
        return self.paper.masthead


@dataclass(frozen=True)
class ArchiveCopy:
    """A text as PDF/A-3a, with its machine-readable forms inside (documents.md, 4)."""

    paper: TextPaper
    files: tuple[Enclosed, ...] = ()

    @property
    def masthead(self) -> Masthead:
        """Return the head of the paper itself."""
        return self.paper.masthead


#: Whatever a PDF can be made of.
Printed = Paper | Bundle | BookletCopy | ArchiveCopy


@dataclass(frozen=True)
class Making:
    """How a PDF is made: its kind, its scale, its page, what it encloses."""

    variant: str = "pdf/ua-1"
    zoom: float = 1
    page: str = ""
    files: tuple[Enclosed, ...] = ()
    # Each page is printed a second time behind itself, as the back of a badge.
    twice: bool = False


#: A page of 148 × 210 mm in letters of 85 per cent: 9.4 pt, which a reader of sixty still reads.
_A5 = 0.85
BOOKLET = Making(
    zoom=_A5,
    page=f"@page {{ size: {148 / _A5:.2f}mm {210 / _A5:.2f}mm; margin: 18mm 19mm 22mm; }}",
)


def making_of(paper: object) -> Making:
    """Return how a paper is made: for reading, unless it is a copy of another kind."""
    if isinstance(paper, BookletCopy):
        return BOOKLET
    if isinstance(paper, BadgePaper):
        # Laid out once: a face takes as long as a page of text.
        return Making(twice=paper.both_faces and paper.size == "a6")
    if isinstance(paper, ArchiveCopy):
        return Making(variant="pdf/a-3a", files=paper.files)
    return Making()
