"""Turns the flat run of a text's nodes into headings, paragraphs and lists within lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from eventmgr.printing.papers import PrintedNode

_DEEPEST = 3


@dataclass
class Item:
    """A list item and the lists inside it."""

    node: PrintedNode
    lists: list[ListRun] = field(default_factory=list)


@dataclass
class ListRun:
    """Neighbouring items of one depth (1 to 3)."""

    depth: int
    ordered: bool
    items: list[Item] = field(default_factory=list)


def _depth(node: PrintedNode) -> int | None:
    """Return the depth of a list item, or None for what is no list item.

    An operative paragraph or sub-point without a label would leave a list item without its
    number; it is set as a paragraph.
    """
    if node.kind == "bullet":
        return min(max(node.level, 1), _DEEPEST)
    if not node.label:
        return None
    if node.kind == "sub-point":
        return min(max(node.level, 2), _DEEPEST)
    return 1 if node.kind == "operative" else None


def flow(nodes: Iterable[PrintedNode]) -> list[PrintedNode | ListRun]:
    """Return what stands one below the other: nodes as they are, and lists.

    Sub-points go inside the paragraph before them. A continuation ends the lists: tagged PDF
    reads an item's own text before its sub-points, so text after them must stand outside.
    Labels are not computed here, so a list that begins again goes on counting.
    """
    blocks: list[PrintedNode | ListRun] = []
    inside: list[ListRun] = []
    for node in nodes:
        depth = _depth(node)
        if depth is None:
            inside.clear()
            blocks.append(node)
            continue
        ordered = node.kind != "bullet"
        while inside and (
            inside[-1].depth > depth
            or (inside[-1].depth == depth and inside[-1].ordered != ordered)
        ):
            inside.pop()
        if not inside or inside[-1].depth < depth:
            run = ListRun(depth, ordered)
            if inside:
                inside[-1].items[-1].lists.append(run)
            else:
                blocks.append(run)
            inside.append(run)
        inside[-1].items.append(Item(node))
    return blocks


def label_room(nodes: Iterable[PrintedNode]) -> str:
    """Return how much room the labels need: "narrow", "middle" ("4 bis.") or "wide".

    One width holds for the whole paper, so that all its numbers stand in one column.
    """
    longest = max((len(node.label) for node in nodes), default=0)
    return "narrow" if longest <= 4 else "middle" if longest <= 7 else "wide"


def list_style(label: str) -> str:
    """Return the declaration that prints a label as the marker of its item.

    WeasyPrint tags a marker as Lbl only when it comes from `list-style-type`, and version 70
    stops at `::marker { content }`; the string is therefore given item by item.
    """
    quoted = label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'list-style-type: "{quoted} "'
