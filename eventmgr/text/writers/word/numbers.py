"""numbering.xml: the label style of the document as a Word list of three levels."""

from __future__ import annotations

from collections.abc import Iterable

from eventmgr.text.writers.lists import Place, levels
from eventmgr.text.writers.word.styles import STEP
from eventmgr.text.writers.word.xml import Element, make

_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
#: The ids of the three lists of bullets, by the level their first item stands at.
BULLETS = (1, 2, 3)
_FIRST_LIST = 4


def list_id(place: Place) -> int:
    """Return the w:numId of a place in the numbered lists."""
    return _FIRST_LIST + place.list


def numbering_part(style: str, found: Iterable[Place | None]) -> Element:
    """Return numbering.xml for a label style and the lists that the paragraphs need."""
    root = make("w:numbering")
    for number in BULLETS:
        root.append(_bullets(number))
    root.append(_numbers(style))
    for number in BULLETS:
        root.append(make("w:num", make("w:abstractNumId", val=number), numId=number))
    starts: dict[int, dict[int, int]] = {0: {}}
    for place in found:
        if place is not None and place.start is not None:
            starts.setdefault(place.list, {})[place.depth] = place.start
    for number, overrides in sorted(starts.items()):
        root.append(
            make(
                "w:num",
                make("w:abstractNumId", val=0),
                *(
                    make("w:lvlOverride", make("w:startOverride", val=start), ilvl=depth)
                    for depth, start in sorted(overrides.items())
                ),
                numId=_FIRST_LIST + number,
            )
        )
    return root


def _numbers(style: str) -> Element:
    abstract = make("w:abstractNum", make("w:multiLevelType", val="multilevel"), abstractNumId=0)
    for depth, level in enumerate(levels(style)):
        abstract.append(
            make(
                "w:lvl",
                make("w:start", val=1),
                make("w:numFmt", val=_FORMATS[level.kind]),
                make("w:lvlText", val=f"{level.before}%{depth + 1}{level.after}"),
                make("w:lvlJc", val="left"),
                _indent(depth + 1),
                ilvl=depth,
            )
        )
    return abstract


def _bullets(number: int) -> Element:
    abstract = make(
        "w:abstractNum", make("w:multiLevelType", val="hybridMultilevel"), abstractNumId=number
    )
    for depth, sign in enumerate("•–▪"):
        abstract.append(
            make(
                "w:lvl",
                make("w:start", val=1),
                make("w:numFmt", val="bullet"),
                make("w:lvlText", val=sign),
                make("w:lvlJc", val="left"),
                _indent(number + depth),
                ilvl=depth,
            )
        )
    return abstract


def _indent(steps: int) -> Element:
    return make("w:pPr", make("w:ind", left=STEP * steps, hanging=STEP))
