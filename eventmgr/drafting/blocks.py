"""Several paragraphs typed or pasted into one field: what they are, and what they will become.

An empty line begins a new paragraph. Numbers, letters and bullets in front of the paragraphs of
a list say what each one is; the program prints its own, so they are taken off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.drafting.models import NodeKind
from eventmgr.text.inline import canonical
from eventmgr.text.readers.blocks import Marker

Kind = tuple[NodeKind, int]

_EMPTY_LINE = re.compile(r"(?:\r\n?|\n)[ \t\u00a0]*(?:(?:\r\n?|\n)[ \t\u00a0]*)+")
#: At most so many paragraphs come from one field; a longer text is imported as a file.
MOST = 200


@dataclass(frozen=True)
class Block:
    """One paragraph of a field: its words, and the sign that was printed before it."""

    words: str
    marker: Marker | None = None


def parted(typed: str) -> list[str]:
    """Return the paragraphs of what was typed, as typed.

    An empty line parts them, and so does the next sign of a list that was typed line by line.
    """
    found = [
        part.strip(" \t\r\n")
        for stretch in _EMPTY_LINE.split(typed.strip())
        for part in _items(stretch)
    ]
    # A line break that the empty line followed says nothing more.
    return [part for part in (re.sub(r"(?<!\\)\\$", "", part) for part in found) if part.strip()]


def _items(stretch: str) -> list[str]:
    # The signs of lists stand beside dates in every language: loaded when somebody pastes.
    from eventmgr.text.readers.markers import split_marker

    lines = re.split(r"(?<!\\)(?:\r\n?|\n)", stretch)
    signed = [line for line in lines if split_marker(line)[0] is not None]
    if len(signed) < 2:
        return [stretch]
    items: list[str] = []
    for line in lines:
        if items and line not in signed:
            items[-1] += f"\n{line}"
        else:
            items.append(line)
    return items


def is_several(typed: str) -> bool:
    """Tell whether more than one paragraph was typed."""
    return len(parted(typed)) > 1


def as_one(typed: str) -> str:
    """Return several paragraphs as one, with line breaks where the empty lines were."""
    return "\\\n".join(parted(typed)) if is_several(typed) else typed


def blocks_of(typed: str) -> list[Block]:
    """Return the paragraphs of a field, each with the sign before it.

    A sign counts where two paragraphs or more have one: "A. Smith spoke" alone is a sentence.
    """
    from eventmgr.text.readers.markers import split_marker

    texts = [canonical(part) for part in parted(typed)]
    read = [split_marker(text) for text in texts]
    if sum(1 for marker, words in read if marker and words) < 2:
        return [Block(text) for text in texts if text]
    return [
        Block(words, marker) if marker and words else Block(text)
        for (marker, words), text in zip(read, texts, strict=True)
        if text
    ]


def kinds_for(blocks: Sequence[Block], first: Kind, offered: Sequence[Kind]) -> list[Kind]:
    """Propose what each paragraph becomes, the first one being what it is.

    `offered` are the kinds and levels of the desk. Letters and bullets under a numbered paragraph
    are its sub-points, Roman figures under letters those of a sub-point.
    """
    found = [first]
    before = blocks[0].marker if blocks else None
    for block in blocks[1:]:
        found.append(_kind(block.marker, before, first, found[-1], offered))
        before = block.marker or before
    return found


def _kind(
    marker: Marker | None, before: Marker | None, first: Kind, last: Kind, offered: Sequence[Kind]
) -> Kind:
    point, inner = (NodeKind.SUB_POINT, 2), (NodeKind.SUB_POINT, 3)
    if marker is None:
        return first
    if first[0] in {NodeKind.SUB_POINT, NodeKind.BULLET}:
        return inner if first == point and _is_roman(marker, before, last) else first
    numbered = first[0] is NodeKind.OPERATIVE
    if marker.kind == "number" or (marker.kind == "decimal" and marker.depth < 1):
        wanted: tuple[Kind, ...] = ((NodeKind.OPERATIVE, 1), (NodeKind.BULLET, 1))
    elif not numbered:
        wanted = ((NodeKind.BULLET, 1),)
    elif marker.kind == "bullet":
        wanted = (point, (NodeKind.BULLET, 2))
    elif _is_roman(marker, before, last) and last in {point, inner}:
        wanted = (inner, point)
    else:
        wanted = (point,)
    return next((one for one in wanted if one in offered), first)


def _is_roman(marker: Marker, before: Marker | None, last: Kind) -> bool:
    """Tell whether a letter such as "i." counts in Roman figures."""
    if not marker.roman:
        return False
    if marker.kind == "roman" or last == (NodeKind.SUB_POINT, 3):
        return marker.kind == "roman" or before is None or before.roman == marker.roman - 1
    # "i." after "h." is the next letter; after anything else it begins an inner list.
    return marker.roman == 1 and before is not None and before.value != marker.value - 1
