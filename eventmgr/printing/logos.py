"""Logos on paper: each as large to the eye as the others, whatever its shape (LIFE-01)."""

from __future__ import annotations

from typing import NamedTuple


class Logo(NamedTuple):
    """A logo as a PNG, without white around it; width and height are its pixels.

    `key` names the picture wherever the pixels themselves are not needed.
    """

    key: str
    data: bytes
    width: int
    height: int


# The area each logo fills, and what none exceeds: a square one is then 20 mm high.
AREA = 400.0
HIGHEST = 22.0
WIDEST = 62.0


def optical_size(width: int, height: int) -> tuple[float, float]:
    """Return (width, height) in millimetres: equal areas look equally large, equal heights do not.

    Very tall and very wide logos stop at the largest height and width.
    """
    ratio = max(width, 1) / max(height, 1)
    high = min((AREA / ratio) ** 0.5, HIGHEST, WIDEST / ratio)
    return round(high * ratio, 1), round(high, 1)
