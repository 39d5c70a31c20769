"""Labels of paragraphs, computed from kinds and levels; a number is never part of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from eventmgr.text.model import Node, NodeKind

#: Styles offered in forms: seeds of the region, the UN, and two common variants.
STYLES = ("1./a.", "1./(a)/(i)", "1)/a)", "(1)/(a)")

_DEFAULTS = ("1.", "a.", "i.")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class Label:
    """A paragraph's label: `plain` for references ("4", "c"), `printed` as on paper ("4.")."""

    plain: str = ""
    printed: str = ""


def roman(number: int) -> str:
    """A positive number in lower-case Roman figures."""
    out = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out.append(sign * count)
    return "".join(out)


def letter(number: int) -> str:
    """1 is a, 26 is z, 27 is aa: the lettering of sub-points."""
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


@lru_cache(maxsize=64)
def _templates(style: str) -> tuple[tuple[str, str, str], ...]:
    """The three levels of a style as (before, figure, after); missing ones take defaults."""
    parts = [part for part in style.split("/") if part]
    parts += list(_DEFAULTS[len(parts) :])
    found = []
    for part in parts[:3]:
        match = re.fullmatch(r"(\W*)([1aiAI])(\W*)", part)
        if not match:
            raise ValueError(f"not a label style: {style!r}")
        found.append((match[1], match[2], match[3]))
    return tuple(found)


def _figure(number: int, kind: str) -> str:
    if kind == "1":
        return str(number)
    plain = letter(number) if kind in "aA" else roman(number)
    return plain.upper() if kind.isupper() else plain


def labels(nodes: Sequence[Node], style: str = "1./a.", *, restart: bool = False) -> list[Label]:
    """One label per node, empty for nodes without a number.

    Sub-points begin again under each operative paragraph; headings, continuations and bullets do
    not break the numbering. With `restart`, running text and headings do: lists of a concept
    paper begin again at 1 while those of conclusions run through.
    """
    templates = _templates(style)
    counters = [0, 0, 0]
    breaking = {NodeKind.HEADING, NodeKind.PARAGRAPH, NodeKind.LEAD_IN} if restart else set()
    result: list[Label] = []
    for node in nodes:
        depth = -1
        if node.kind is NodeKind.OPERATIVE:
            depth = 0
        elif node.kind is NodeKind.SUB_POINT:
            depth = 2 if node.level >= 3 else 1
        elif node.kind in breaking:
            counters = [0, 0, 0]
        if depth < 0:
            result.append(Label())
            continue
        counters[depth] += 1
        counters[depth + 1 :] = [0] * (2 - depth)
        before, kind, after = templates[depth]
        plain = _figure(counters[depth], kind)
        result.append(Label(plain, f"{before}{plain}{after}"))
    return result
