"""Which markers are real list items, and at what depth; and where the printed numbers disagree."""

from __future__ import annotations

from eventmgr.i18n.marks import N_
from eventmgr.text.model import Document, NodeKind, Proposal, Question
from eventmgr.text.numbering import labels
from eventmgr.text.readers.blocks import Block, Marker
from eventmgr.text.readers.markers import figure, letter_value, roman_value


def settle(blocks: list[Block]) -> None:
    """Take back markers that begin no list: "5. REGIONAL MEETING", "J. Petrović", "A. Smith".

    Numbers and small letters count when they start at one, follow their predecessor or stand in
    a list of at least two; capital letters and Roman capitals only as part of such a sequence.
    """
    marked = [(index, block.marker) for index, block in enumerate(blocks) if block.marker]
    for place, (index, marker) in enumerate(marked):
        if marker.certain or marker.kind == "bullet":
            continue
        before = [other for _, other in marked[max(0, place - 30) : place]]
        after = [other for _, other in marked[place + 1 : place + 30]]
        if not _belongs(marker, before, after, first=index == 0):
            block = blocks[index]
            block.text, block.marker = block.with_marker(), None


def _belongs(marker: Marker, before: list[Marker], after: list[Marker], *, first: bool) -> bool:
    near = [*before, *after]
    if marker.kind == "decimal":
        return any(other.kind == "number" for other in before)
    following = [other.value for other in after if other.kind == "number"]
    if first and marker.kind == "number" and following[:1] == [1]:
        return False
    same = [
        other
        for other in near
        if other.upper == marker.upper
        and ({other.kind, marker.kind} <= {"letter", "roman"} or other.kind == marker.kind)
    ]
    for mine, theirs in (("value", "value"), ("roman", "roman")):
        value = getattr(marker, mine)
        if value and any(
            getattr(other, theirs) in {value - 1, value + 1, value - 2, value + 2}
            for other in same
            if getattr(other, theirs)
        ):
            return True
    if marker.upper:
        return False
    if marker.kind == "number":
        return marker.value == 1 and not first
    return marker.value == 1 or marker.roman == 1


class Depths:
    """Follows a list and tells the depth of each marker: 1 operative, 2 and 3 points under it."""

    def __init__(self) -> None:
        self.depth = 0
        self.kinds: dict[int, str] = {}
        self.values: dict[int, int] = {}

    def of(self, marker: Marker) -> tuple[int, str, int]:
        """Depth, reading (number, letter, roman) and value of the next marker."""
        depth, reading, value = self._read(marker)
        self.depth, self.kinds[depth], self.values[depth] = depth, reading, value
        for deeper in range(depth + 1, 5):
            self.kinds.pop(deeper, None)
            self.values.pop(deeper, None)
        return depth, reading, value

    def _read(self, marker: Marker) -> tuple[int, str, int]:
        if marker.certain and marker.depth:
            return min(3, marker.depth + 1), marker.kind, marker.value or marker.roman
        if marker.kind == "number":
            nested = self.kinds.get(1) in {"Roman", "Letter"}
            return (2 if nested else 1), "number", marker.value
        if marker.kind == "decimal":
            return min(3, marker.depth + 1, max(self.kinds, default=0) + 1), "number", marker.value
        options = []
        if marker.value and marker.kind == "letter":
            options.append(("Letter" if marker.upper else "letter", marker.value))
        if marker.roman:
            options.append(("Roman" if marker.upper else "roman", marker.roman))
        for reading, value in options:
            for depth in (3, 2, 1):
                if self.kinds.get(depth) == reading and self.values[depth] + 1 == value:
                    return depth, reading, value
        if marker.upper:
            reading, value = next((o for o in options if o[1] == 1), options[-1])
            return 1, reading, value
        if marker.roman == 1 and self.kinds.get(2) == "letter":
            return 3, "roman", 1
        if marker.roman == 1 and self.kinds.get(1) == "letter":
            return 2, "roman", 1
        for reading, value in options:
            if value == 1 and not (reading == "letter" and marker.roman == 1):
                return self._base(reading), reading, 1
        if marker.roman == 1:
            return self._base("roman"), "roman", 1
        reading, value = options[0]
        for depth in (3, 2, 1):
            if self.kinds.get(depth) == reading:
                return depth, reading, value
        return self._base(reading), reading, value

    def _base(self, reading: str) -> int:
        """Points stand under what is numbered; where nothing is, they are the paragraphs."""
        return 1 if self.kinds.get(1) in {None, reading} else 2


def detect_style(document: Document) -> str:
    """The label style that the file itself used, by the first labels of each depth."""
    found: dict[int, str] = {}
    for node in document.of_kind(NodeKind.OPERATIVE, NodeKind.SUB_POINT):
        depth = 1 if node.kind is NodeKind.OPERATIVE else max(2, min(3, node.level))
        printed = node.source_label or ""
        body = printed.strip("().")
        if depth in found or not body or "." in body:
            continue
        if body.isdigit():
            sign = "1"
        elif roman_value(body) == 1 and (len(body) > 1 or body in "iI"):
            sign = "i" if body.islower() else "I"
        elif letter_value(body):
            sign = "a" if body.islower() else "A"
        else:
            continue
        found[depth] = printed.replace(body, sign)
    first = found.get(1, "1.")
    second = found.get(2, "(a)" if first.startswith("(") else f"a{first[-1]}")
    third = found.get(3)
    return "/".join([first, second, *([third] if third else [])])


def ask_about_numbers(document: Document) -> None:
    """Ask wherever the printed number is not the one that counting gives."""
    computed = labels(document.nodes, document.label_style, restart=document.restarts)
    shift: dict[int, int] = {}
    expected: dict[int, int] = {}
    for node, label in zip(document.nodes, computed, strict=True):
        if not label.plain or not node.source_label:
            continue
        depth = node.level
        printed = node.source_label.strip("().")
        here = _value(printed, label.plain)
        counted = _value(label.plain, label.plain)
        if here is None or counted is None:
            continue
        if counted == 1:
            shift[depth] = 0
            expected.pop(depth, None)
        offset = here - counted
        if offset != shift.get(depth, 0):
            code = "number-repeated" if offset < shift.get(depth, 0) else "number-skipped"
            message = (
                N_(
                    "The file prints “%(printed)s” where “%(label)s” is next: a number returns. "
                    "Count on and print “%(label)s”?"
                )
                if code == "number-repeated"
                else N_(
                    "The file prints “%(printed)s” where “%(label)s” is next: a number is missing. "
                    "Count on and print “%(label)s”?"
                )
            )
            document.questions.append(
                Question(
                    code,
                    message,
                    {"printed": node.source_label, "label": label.printed},
                    [node.uid],
                    Proposal("keep", label.printed),
                )
            )
            shift[depth] = offset


def _value(printed: str, like: str) -> int | None:
    marker = figure(printed, printed.rsplit(".", maxsplit=1)[-1])
    if marker is None:
        return None
    if printed.rsplit(".", maxsplit=1)[-1].isdigit() or marker.kind == "number":
        return marker.value
    roman = roman_value(like) and like not in "cdlvx" and not (like == "i" and printed == "i")
    if like == printed:
        return letter_value(like) or roman_value(like)
    if roman and marker.roman and not letter_value(like):
        return marker.roman
    return marker.value or marker.roman
