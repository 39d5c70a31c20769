"""Labels of paragraphs, computed from kinds and levels; a number is never part of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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


def labels(
    nodes: Sequence[Node],
    style: str = "1./a.",
    *,
    restart: bool = False,
    held: Mapping[str, str] | None = None,
) -> list[Label]:
    """One label per node, empty for nodes without a number.

    Sub-points begin again under each operative paragraph; headings, continuations and bullets do
    not break the numbering. With `restart`, running text and headings do: lists of a concept
    paper begin again at 1 while those of conclusions run through. `held` are the figures that
    nodes keep, by uid (see `hold`); the nodes then include the deleted ones that keep a number.
    """
    templates = _templates(style)
    result: list[Label] = []
    for node, (depth, figure) in zip(nodes, _figures(nodes, style, restart), strict=True):
        if depth < 0:
            result.append(Label())
            continue
        before, _kind, after = templates[depth]
        plain = figure if held is None else held.get(node.uid) or figure
        result.append(Label(plain, f"{before}{plain}{after}"))
    return result


def depth_of(node: Node) -> int:
    """How deep a numbered node stands: 0 operative, 1 and 2 sub-points; -1 without a number."""
    if node.kind is NodeKind.OPERATIVE:
        return 0
    if node.kind is NodeKind.SUB_POINT:
        return 2 if node.level >= 3 else 1
    return -1


def _figures(nodes: Sequence[Node], style: str, restart: bool) -> Iterator[tuple[int, str]]:
    """Depth and plain figure of each node as counted from the beginning."""
    kinds = [kind for _before, kind, _after in _templates(style)]
    counters = [0, 0, 0]
    breaking = _BREAKING if restart else frozenset()
    for node in nodes:
        depth = depth_of(node)
        if depth < 0:
            if node.kind in breaking:
                counters = [0, 0, 0]
            yield -1, ""
            continue
        counters[depth] += 1
        counters[depth + 1 :] = [0] * (2 - depth)
        yield depth, _figure(counters[depth], kinds[depth])


_BREAKING = frozenset({NodeKind.HEADING, NodeKind.PARAGRAPH, NodeKind.LEAD_IN})

#: What a paragraph is called that comes between two numbers: 4, 4 bis, 4 ter …
_MULTIPLES = (
    "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies",
    "undecies", "duodecies",
)  # fmt: skip


def _multiple(base: str, times: int) -> str:
    """The `times`-th paragraph put in behind `base`, from 1: "4 bis", "4 ter" …"""
    if times <= len(_MULTIPLES):
        return f"{base} {_MULTIPLES[times - 1]}"
    return f"{base} bis {times}"


def hold(
    nodes: Sequence[Node],
    held: Mapping[str, str],
    style: str = "1./a.",
    *,
    restart: bool = False,
) -> dict[str, str]:
    """The figure of every numbered node while people hold paper: given once, never moved.

    `nodes` are all nodes in order, deleted ones that keep a number included; `held` the figures
    given so far, by uid. With none given the text is numbered from the beginning. A node without
    a figure takes one by its neighbours in the same list: behind the last it counts on, between
    two it is the figure before it with bis, ter …, before the first it is that with "ante". No
    figure is given twice in a list.
    """
    if not held:
        plain = _figures(nodes, style, restart)
        return {
            node.uid: figure for node, (depth, figure) in zip(nodes, plain, strict=True) if figure
        }
    result = {uid: figure for uid, figure in held.items() if figure}
    kinds = [kind for _before, kind, _after in _templates(style)]
    for depth, members in _lists(nodes, restart):
        _fill([node.uid for node in members], result, kinds[depth])
    return {node.uid: result[node.uid] for node in nodes if depth_of(node) >= 0}


def _lists(nodes: Sequence[Node], restart: bool) -> list[tuple[int, list[Node]]]:
    """The numbered nodes of each list: the paragraphs, then the points under each of them."""
    breaking = _BREAKING if restart else frozenset()
    running: list[list[Node]] = [[], [], []]
    found: list[tuple[int, list[Node]]] = []

    def close(depth: int) -> None:
        for level in range(depth, 3):
            if running[level]:
                found.append((level, running[level]))
                running[level] = []

    for node in nodes:
        depth = depth_of(node)
        if depth >= 0:
            close(depth + 1)
            running[depth].append(node)
        elif node.kind in breaking:
            close(0)
    close(0)
    return found


def _fill(uids: list[str], held: dict[str, str], kind: str) -> None:
    """Give each member of one list that has no figure, or another's, one of its own."""
    taken: set[str] = set()
    for uid in uids:
        if held.get(uid, "") in taken:
            del held[uid]
        taken.update({held[uid]} if uid in held else ())
    if not taken:
        held.update({uid: _figure(place, kind) for place, uid in enumerate(uids, start=1)})
        return
    last = max(place for place, uid in enumerate(uids) if uid in held)
    before = ""
    for place, uid in enumerate(uids):
        if uid in held:
            before = held[uid]
            continue
        if place > last:
            figure = _next_figure(uids, taken, kind)
        elif before:
            figure = _behind(before, taken)
        else:
            first = next(held[one] for one in uids if one in held)
            figure = _behind(f"ante {first.removeprefix('ante ')}", taken, first_free=True)
        held[uid] = before = figure
        taken.add(figure)


def _next_figure(uids: list[str], taken: set[str], kind: str) -> str:
    """The figure after the highest plain one of a list."""
    count = len(uids) + len(taken) + 1
    plain = [n for n in range(1, count) if _figure(n, kind) in taken]
    return _figure((plain[-1] if plain else 0) + 1, kind)


_PUT_IN = re.compile(rf"(?: (?:{'|'.join(_MULTIPLES)})(?: \d+)?)$")


def _behind(figure: str, taken: set[str], *, first_free: bool = False) -> str:
    """The next free multiple of a figure; behind "4 bis" comes "4 ter", not "4 bis bis"."""
    base = _PUT_IN.sub("", figure)
    if first_free and base not in taken:
        return base
    times = 1
    while _multiple(base, times) in taken:
        times += 1
    return _multiple(base, times)
