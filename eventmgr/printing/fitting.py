"""The largest type in which words fit a place: lines first, then smaller type, never a cut word.

Measured with the fonts of the papers themselves. What is measured is a little wider than what is
set, so that nothing touches the edge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from eventmgr.paths import FONTS

#: Height of a line, in sizes of its type.
LEADING = 1.12
_MEASURE = 100
_SAFETY = 1.03
_STEP = 0.5
_SMALLEST = 3.0


@dataclass(frozen=True)
class Fitted:
    """Lines of text and the size of their type in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Return the height of all lines in points."""
        return len(self.lines) * self.size * LEADING


@lru_cache(maxsize=4)
def _font(bold: bool) -> Any:
    from PIL import ImageFont

    name = "NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf"
    return ImageFont.truetype(str(FONTS / name), _MEASURE, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _ems(text: str, bold: bool) -> float:
    plain = unicodedata.normalize("NFC", text)
    return float(_font(bold).getlength(plain)) / _MEASURE * _SAFETY


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is in points."""
    return _ems(text, bold) * size


def _pieces(text: str) -> list[str]:
    """Return where a line may end: behind a space, and behind a hyphen within a word."""
    return re.findall(r"\s*[^\s-]*-+(?=\w)|\s*\S+", text)


def _wrapped(text: str, size: float, width: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        longer = (line + piece).strip()
        if line and width_of(longer, size, bold=bold) > width:
            lines.append(line.strip())
            line = piece.strip()
        else:
            line = longer
    return [*lines, line] if line else lines


def _fits(lines: Sequence[str], size: float, width: float, height: float, bold: bool) -> bool:
    return len(lines) * size * LEADING <= height and all(
        width_of(line, size, bold=bold) <= width for line in lines
    )


def fit(
    parts: Sequence[str],
    *,
    width: float,
    height: float,
    largest: float,
    comfortable: float,
    bold: bool = True,
) -> Fitted:
    """Return parts, each on lines of its own, in the largest type that fits; points throughout.

    Each part stays on one line down to the `comfortable` size; below that it is broken at spaces
    and hyphens rather than set smaller, and then it is set smaller. No word is ever cut.
    """
    whole = [part.strip() for part in parts if part.strip()]
    size = largest
    while size >= comfortable:
        if _fits(whole, size, width, height, bold):
            return Fitted(tuple(whole), size)
        size -= _STEP
    size = min(comfortable, largest)
    while size > _SMALLEST:
        lines = [line for part in whole for line in _wrapped(part, size, width, bold)]
        if _fits(lines, size, width, height, bold):
            return Fitted(tuple(lines), size)
        size -= _STEP
    return Fitted(tuple(whole), size)
