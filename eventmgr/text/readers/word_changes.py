"""Tracked changes of a Word file: found, numbered, and decided one by one or all alike."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from eventmgr.text.readers.blocks import Change, Decisions
from eventmgr.text.readers.word_numbers import W, value

ADDED = {W + "ins", W + "moveTo"}
STRUCK = {W + "del", W + "moveFrom"}
_RANGES = {W + "moveFromRangeStart", W + "moveToRangeStart"}
_RANGE_ENDS = {W + "moveFromRangeEnd", W + "moveToRangeEnd"}
_FORMATS = {W + "rPrChange", W + "pPrChange"}
_CELLS = {W + "cellIns", W + "cellDel"}
#: Changes of layout that cannot alter a word, a mark or a number.
_LAYOUT = {W + tag for tag in ("sectPrChange", "tblPrChange", "tblGridChange", "trPrChange",
                               "tcPrChange", "tblPrExChange", "numberingChange")}  # fmt: skip
_WANTED = (*ADDED, *STRUCK, *_RANGES, *_RANGE_ENDS, *_FORMATS, *_CELLS, *_LAYOUT)
_BETWEEN = {
    *_RANGES,
    *_RANGE_ENDS,
    *(W + tag for tag in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd")),
    *(W + tag for tag in ("commentRangeStart", "commentRangeEnd")),
}
_RUN_MARKS = ("b", "i", "vanish", "vertAlign", "rStyle")
_PARAGRAPH_MARKS = ("numPr/numId", "numPr/ilvl", "pStyle", "outlineLvl")


class Changes:
    """Every tracked change of the parts of a file, in reading order.

    A word replaced by one author is one change, so is a whole paragraph added or struck, and a
    move with its two ends. `number_of` tells which change an element belongs to.
    """

    def __init__(self, roots: Iterable[etree._Element | None], decisions: Decisions) -> None:
        """Find the changes; numbers depend on the file only, never on the decisions."""
        self.decisions = decisions
        self.found: list[Change] = []
        self.layout = 0
        self._numbers: dict[etree._Element, int] = {}
        self._moves: dict[str, int] = {}
        self._whole: dict[tuple[etree._Element, str], int] = {}
        self._last: etree._Element | None = None
        self._open: list[tuple[str, str]] = []
        for root in roots:
            if root is not None:
                for element in root.iter(*_WANTED):
                    self._meet(element)

    def number_of(self, element: etree._Element | None) -> int:
        """Return the number of the change an element belongs to, or 0."""
        return self._numbers.get(element, 0) if element is not None else 0

    def verdict(self, number: int) -> bool | None:
        """Return the decision on a change."""
        return self.decisions.of(number) if number else None

    def stands(self, element: etree._Element | None, *, added: bool) -> bool | None:
        """Whether what the element adds or strikes is part of the text; None while undecided."""
        number = self.number_of(element)
        if element is None or not number:
            return True
        verdict = self.verdict(number)
        return None if verdict is None else verdict is added

    def old(self, element: etree._Element | None, tag: str) -> etree._Element | None:
        """The properties (rPr or pPr, by `tag`) before a change of formatting, if there is one."""
        change = element.find(W + f"{tag}Change") if element is not None else None
        if change is None or not self.number_of(change):
            return None
        before = change.find(W + tag)
        return before if before is not None else etree.Element(W + tag)

    def at(self, number: int) -> Change:
        """The change of that number."""
        return self.found[number - 1]

    # Finding -------------------------------------------------------------------------------

    def _meet(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _RANGES:
            self._open.append((element.get(W + "id", ""), element.get(W + "name", "")))
        elif tag in _RANGE_ENDS:
            self._open = [one for one in self._open if one[0] != element.get(W + "id", "")]
        elif tag in _LAYOUT:
            self.layout += 1
        elif tag in _FORMATS:
            self._format(element)
        else:
            self._words(element)

    def _words(self, element: etree._Element) -> None:
        parent = element.getparent()
        owner = parent.getparent() if parent is not None else None
        if parent is None or owner is None:
            return
        added = element.tag in ADDED or element.tag == W + "cellIns"
        if parent.tag in {W + "trPr", W + "tcPr"}:
            table = owner if parent.tag == W + "trPr" else owner.getparent()
            self._numbers[element] = self._new("row", element, self._text(table), added)
        elif parent.tag == W + "rPr":
            if owner.tag == W + "pPr" and owner.getparent() is not None:
                self._mark(element, owner.getparent(), added)
        elif parent.tag == W + "numPr":
            self.layout += 1
        else:
            self._run_level(element, parent, added)

    def _mark(self, element: etree._Element, paragraph: etree._Element | None, added: bool) -> None:
        """The end of a paragraph; with all its words in the same change it is one paragraph."""
        if paragraph is None:
            return
        author, tags = element.get(W + "author", ""), ADDED if added else STRUCK
        content = [child for child in paragraph if child.tag != W + "pPr"]
        content = [child for child in content if child.tag not in _BETWEEN]
        whole = bool(content) and all(
            child.tag in tags and child.get(W + "author", "") == author for child in content
        )
        move = self._move_name(element)
        if move:
            number = self._move(move, element)
        elif whole:
            number = self._new("insert" if added else "delete", element, "", added)
        else:
            number = self._new("paragraph", element, "", added)
        self._numbers[element] = number
        if whole:
            self._whole[paragraph, author] = number

    def _run_level(self, element: etree._Element, parent: etree._Element, added: bool) -> None:
        author, words = element.get(W + "author", ""), self._text(element)
        move = self._move_name(element)
        if move:
            number = self._move(move, element)
            change = self.at(number)
            if element.tag == W + "moveFrom":
                change.before += words
            else:
                change.after += words
            self._numbers[element] = number
            return
        whole = self._whole.get((parent, author))
        if whole:
            number = whole
        elif self._last is not None and self._follows(element, self._last):
            number = self._numbers[self._last]
        else:
            number = self._new("insert" if added else "delete", element, "", added)
        self._numbers[element] = number
        change = self.at(number)
        if added:
            change.after += words
        else:
            change.before += words
        if not whole:
            change.kind = (
                "replace" if change.before and change.after else
                "insert" if change.after else "delete" if change.before else change.kind
            )  # fmt: skip
            self._last = element

    def _format(self, element: etree._Element) -> None:
        """A change of formatting counts where it alters emphasis, a number or a heading."""
        properties = element.getparent()
        owner = properties.getparent() if properties is not None else None
        if properties is None or owner is None:
            return
        before = element.find(W + ("rPr" if element.tag == W + "rPrChange" else "pPr"))
        marks = _RUN_MARKS if element.tag == W + "rPrChange" else _PARAGRAPH_MARKS
        if owner.tag == W + "pPr" or all(
            _mark(properties, name) == _mark(before, name) for name in marks
        ):
            self.layout += 1
            return
        words = self._text(owner)
        author = element.get(W + "author", "")
        last = self._last
        if (
            last is not None
            and last.tag == element.tag == W + "rPrChange"
            and last.get(W + "author", "") == author
            and _before(owner) is last.getparent().getparent()
        ):
            number = self._numbers[last]
            self.at(number).after += words
            self.at(number).before += words
        else:
            number = self._new("format", element, words, True)
            self.at(number).before = words
        self._numbers[element] = number
        self._last = element

    def _follows(self, element: etree._Element, last: etree._Element) -> bool:
        return (
            last.tag in ADDED | STRUCK
            and last.get(W + "author", "") == element.get(W + "author", "")
            and _before(element) is last
            and last in self._numbers
        )

    def _move_name(self, element: etree._Element) -> str:
        if element.tag not in {W + "moveFrom", W + "moveTo"}:
            return ""
        name = self._open[-1][1] if self._open else ""
        return name or f"{element.get(W + 'author')} {element.get(W + 'date')}"

    def _move(self, name: str, element: etree._Element) -> int:
        if name not in self._moves:
            self._moves[name] = self._new("move", element, "", True)
        return self._moves[name]

    def _new(self, kind: str, element: etree._Element, words: str, added: bool) -> int:
        number = len(self.found) + 1
        self.found.append(
            Change(
                number, kind, element.get(W + "author", "")[:200], element.get(W + "date", "")[:30],
                before="" if added else words, after=words if added else "",
                verdict=self.decisions.of(number),
            )
        )  # fmt: skip
        return number

    def _text(self, element: etree._Element | None) -> str:
        if element is None:
            return ""
        return "".join(found.text or "" for found in element.iter(W + "t", W + "delText"))


def _mark(properties: etree._Element | None, path: str) -> str | None:
    found = (
        properties.find("/".join(W + step for step in path.split("/")))
        if properties is not None
        else None
    )
    return None if found is None else value(found) or "1"


def _before(element: etree._Element) -> etree._Element | None:
    before = element.getprevious()
    while before is not None and before.tag in _BETWEEN:
        before = before.getprevious()
    return before


def combined(state: str, stands: bool | None, *, added: bool) -> str:
    """The state of a piece inside one more change.

    States: kept, inserted and deleted (undecided), both (added and struck, undecided), dropped.
    """
    if state == "dropped" or stands is False:
        return "dropped"
    if stands:
        return state
    mine = "inserted" if added else "deleted"
    return mine if state in {"kept", mine} else "both"
