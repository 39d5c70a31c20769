"""Splitting and joining paragraphs on the floor; Undo takes either back (undo.py)."""

from __future__ import annotations

from typing import Any

from eventmgr.drafting import reshaping
from eventmgr.drafting.blocks import blocks_of, kinds_for
from eventmgr.drafting.models import NodeKind, Reshaping, StructuredText, TextNode
from eventmgr.drafting.reshaping import Part
from eventmgr.floor.journal import add_act, enter, put_on_screen, screen_now
from eventmgr.floor.models import ActKind, ScreenMode

# What the paragraphs of conclusions may become.
_KINDS = (
    (NodeKind.OPERATIVE, 1),
    (NodeKind.SUB_POINT, 2),
    (NodeKind.SUB_POINT, 3),
    (NodeKind.BULLET, 1),
    (NodeKind.BULLET, 2),
)


def split(
    text: StructuredText, node: TextNode, words: str, version: int, *, actor: Any
) -> Reshaping:
    """Write a paragraph as several, parted by empty lines, and put the first on the screen.

    What each becomes follows from the signs before it (drafting/blocks.py). `version` is the
    number of the revision the chair saw; raises Conflict with the newer one.
    """
    floor = enter(text)
    before = {"screen": screen_now(floor)}
    found = blocks_of(words)
    kinds = kinds_for(found, (node.kind, node.level), _KINDS)
    made = reshaping.split_node(
        text,
        node,
        text.source_language,
        found[0].words,
        [
            Part(block.words, kind, level)
            for block, (kind, level) in zip(found[1:], kinds[1:], strict=True)
        ],
        version,
        actor=actor,
    )
    put_on_screen(floor, node, ScreenMode.REDLINE)
    add_act(ActKind.EDIT, text, node, before, {"reshaping": made.id}, actor=actor)
    return made


def join(text: StructuredText, node: TextNode, *, actor: Any) -> TextNode:
    """Join a paragraph with the one before it, put that on the screen and return it."""
    floor = enter(text)
    before = {"screen": screen_now(floor)}
    made = reshaping.join_node(text, node, actor=actor)
    joined = reshaping.node_of(made)
    put_on_screen(floor, joined, ScreenMode.REDLINE)
    add_act(ActKind.EDIT, text, joined, before, {"reshaping": made.id}, actor=actor)
    return joined


def take_back(text: StructuredText, number: int, *, actor: Any) -> None:
    """Undo a splitting or a joining."""
    made = reshaping.find_reshaping(text, number)
    if made is not None:
        reshaping.undo_reshaping(text, made, actor=actor)
