"""Which labels a word processor's own list prints, and which must stand as fixed text.

Labels are taken as they are in the edition: where they count on, the list counts; where they do
not ("7" after a deleted "6"), a list begins anew at that number; and what no list prints
("4 bis.", "5 [deleted]") is text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eventmgr.text.edition import EditionParagraph
from eventmgr.text.numbering import letter, roman

#: Beyond this word processors letter on with "bb", "cc" where we write "ab", "ac".
_LAST_LETTER = 27
_UNSURE = -1
_DEFAULTS = ("1.", "a.", "i.")


@dataclass(frozen=True)
class Level:
    """One level of a label style: "(a)" is before "(", kind "a" and after ")"."""

    before: str
    kind: str
    after: str


@dataclass(frozen=True)
class Place:
    """A paragraph's place in the lists.

    `depth` 0 to 2; `list` numbers the lists of the text from 0 up; `start` is the number at which
    this list begins at this depth, None where the paragraph counts on.
    """

    depth: int
    number: int
    list: int
    start: int | None = None


def levels(style: str) -> tuple[Level, Level, Level]:
    """Return the three levels of a label style such as "1./(a)/(i)"."""
    parts = [part for part in style.split("/") if part]
    parts += _DEFAULTS[len(parts) :]
    found = []
    for part in parts[:3]:
        at = next((index for index, sign in enumerate(part) if sign in "1aiAI"), -1)
        if at < 0:
            raise ValueError(f"not a label style: {style!r}")
        found.append(Level(part[:at], part[at], part[at + 1 :]))
    return found[0], found[1], found[2]


def depth_of(paragraph: EditionParagraph) -> int | None:
    """Return how deep a labelled paragraph stands (0 to 2), or None for running text."""
    if not paragraph.label:
        return None
    if paragraph.kind == "operative":
        return 0
    if paragraph.kind == "sub-point":
        return 2 if paragraph.level >= 3 else 1
    return None


def number_in(label: str, level: Level) -> int | None:
    """Return which number a label prints, or None where a list cannot print it."""
    if not (label.startswith(level.before) and label.endswith(level.after)):
        return None
    figure = label[len(level.before) : len(label) - len(level.after)]
    if level.kind == "1":
        if figure.isascii() and figure.isdigit() and figure == str(int(figure)):
            return int(figure)
        return None
    make, most = (letter, _LAST_LETTER) if level.kind in "aA" else (roman, 500)
    if len(figure) > 12:
        return None
    plain = figure.lower() if level.kind.isupper() else figure
    if (plain.upper() if level.kind.isupper() else plain) != figure:
        return None
    return next((number for number in range(1, most + 1) if make(number) == plain), None)


def places(paragraphs: Iterable[EditionParagraph], style: str) -> list[Place | None]:
    """Return each paragraph's place in the lists; None for text and for fixed labels."""
    shapes = levels(style)
    counters = [0, 0, 0]
    lists = [0, 0, 0]
    newest = 0
    found: list[Place | None] = []
    for paragraph in paragraphs:
        depth = depth_of(paragraph)
        number = None if depth is None else number_in(paragraph.label, shapes[depth])
        if depth is None or number is None:
            found.append(None)
            continue
        start = None
        if number != counters[depth] + 1:
            newest += 1
            lists[depth] = newest
            start = number
        # A point without a paragraph above it: programs differ on what counts next up there.
        counters[:depth] = [count or _UNSURE for count in counters[:depth]]
        counters[depth] = number
        counters[depth + 1 :] = [0] * (2 - depth)
        # Deeper items stand in the list of the one above them.
        lists[depth + 1 :] = [lists[depth]] * (2 - depth)
        found.append(Place(depth, number, lists[depth], start))
    return found


def bullet_levels(edition_kind: str, paragraphs: Iterable[EditionParagraph]) -> list[int]:
    """Return, for each paragraph, how deep its bullet stands within its own list (0 to 2).

    Bullets under a numbered paragraph begin a list of their own; elsewhere they are one list with
    levels. What is no bullet has 0.
    """
    breaking = {"heading", "paragraph", "lead-in"} if edition_kind != "conclusions" else set()
    above = 0
    found = []
    for paragraph in paragraphs:
        depth = depth_of(paragraph)
        if depth is not None:
            above = depth + 1
        elif paragraph.kind in breaking:
            above = 0
        level = min(3, max(1, paragraph.level))
        base = min(3, above + 1) if above else 1
        found.append(max(0, level - base) if paragraph.kind == "bullet" else 0)
    return found
