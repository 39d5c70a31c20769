"""Where paragraphs stand and what they are; numbers follow by themselves."""

from __future__ import annotations

from typing import Any

from eventmgr.audit.actions import differences
from eventmgr.database import now
from eventmgr.drafting.changing import (
    first_words,
    gone,
    new_node,
    normal_level,
    note,
    open_for_change,
    renumber,
    short,
    siblings,
    write,
)
from eventmgr.drafting.holding import keep_numbers
from eventmgr.drafting.models import NodeKind, StructuredText, TextNode


def add_node(
    text: StructuredText,
    after: TextNode | None,
    kind: NodeKind,
    level: int | None,
    words: str,
    *,
    actor: Any,
    language: str | None = None,
) -> TextNode:
    """Add a paragraph behind another, or at the beginning where `after` is None.

    Behind a paragraph with sub-points it stands behind those too, unless it is one of them:
    nobody's points change hands because something was added.
    """
    open_for_change(text)
    language = language or text.source_language
    nodes = siblings(text)
    place = nodes.index(after) + 1 if after is not None else 0
    node = new_node(text, kind, normal_level(kind, level), place)
    if after is not None and (depth(after) <= depth(node) or text.numbers_held_at is not None):
        while place < len(nodes) and depth(nodes[place]) > depth(node) and _belongs(nodes, place):
            place += 1
    nodes.insert(place, node)
    renumber(nodes)
    keep_numbers(text)
    revision = write(node, language, words, actor=actor)
    note("add", text, node, actor, label=short(revision.text), text=["", revision.text])
    return node


def delete_node(text: StructuredText, node: TextNode, *, actor: Any) -> None:
    """Take a paragraph out of the text; `restore_node` brings it back where it stood."""
    open_for_change(text)
    if node.deleted_at is None:
        node.deleted_at = now()
        node.version += 1
        note("delete", text, node, actor, label=first_words(text, node))


def restore_node(text: StructuredText, node: TextNode, *, actor: Any) -> None:
    """Bring a deleted paragraph back with all its languages."""
    open_for_change(text)
    if node.deleted_at is not None:
        node.deleted_at = None
        keep_numbers(text)
        node.version += 1
        note("restore", text, node, actor, label=first_words(text, node))


def depth(node: TextNode) -> int:
    """Return how deep a node stands: numbered paragraphs 1, what belongs to them deeper."""
    if node.kind is NodeKind.CONTINUATION:
        return node.level + 1
    return node.level if node.kind in {NodeKind.SUB_POINT, NodeKind.BULLET} else 1


def _belongs(nodes: list[TextNode], place: int) -> bool:
    """Tell whether the node at a place belongs to a numbered paragraph before it."""
    before = next((one for one in reversed(nodes[:place]) if depth(one) == 1), None)
    return before is not None and before.kind is NodeKind.OPERATIVE


def block_of(live: list[TextNode], place: int) -> list[TextNode]:
    """Return a paragraph with all that belongs to it: its sub-points and the text after them."""
    if live[place].kind not in {NodeKind.OPERATIVE, NodeKind.SUB_POINT}:
        return [live[place]]
    end = place + 1
    while end < len(live) and depth(live[end]) > depth(live[place]):
        end += 1
    return live[place:end]


def move_node(
    text: StructuredText,
    node: TextNode,
    *,
    actor: Any,
    direction: str = "",
    before: TextNode | None = None,
) -> None:
    """Move a paragraph with its sub-points one step "up" or "down", or in front of another.

    A step goes over the whole neighbour; a sub-point at the end of its list goes on into the
    next paragraph.
    """
    open_for_change(text)
    nodes = siblings(text)
    live = [one for one in nodes if one.deleted_at is None]
    if node not in live:
        raise gone()
    here = live.index(node)
    moved = block_of(live, here)
    rest = [one for one in nodes if one not in moved]
    if before is not None:
        if before in moved:
            return
        place = rest.index(before)
    elif direction == "up":
        if here == 0:
            return
        there = here - 1
        while there > 0 and depth(live[there]) > depth(node):
            there -= 1
        place = rest.index(live[there])
    else:
        after = here + len(moved)
        if after == len(live):
            return
        neighbour = live[after]
        same = depth(neighbour) == depth(node)
        place = rest.index(block_of(live, after)[-1] if same else neighbour) + 1
    renumber([*rest[:place], *moved, *rest[place:]])
    keep_numbers(text)
    node.version += 1
    now_live = [one for one in [*rest[:place], *moved, *rest[place:]] if one.deleted_at is None]
    note(
        "move",
        text,
        node,
        actor,
        label=first_words(text, node),
        position=[here + 1, now_live.index(node) + 1],
    )


def change_kind(
    text: StructuredText, node: TextNode, kind: NodeKind, level: int | None, *, actor: Any
) -> None:
    """Make a paragraph something else: operative, sub-point, heading …; numbers follow."""
    open_for_change(text)
    changed = differences(node, {"kind": kind, "level": normal_level(kind, level)})
    if changed:
        # Its number was that of another list.
        node.held = ""
        keep_numbers(text)
        node.version += 1
        note("kind", text, node, actor, label=first_words(text, node), **changed)
