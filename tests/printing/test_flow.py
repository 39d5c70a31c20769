from __future__ import annotations

import pytest
from markupsafe import Markup

from eventmgr.printing.flow import ListRun, flow, label_room, list_style
from eventmgr.printing.papers import PrintedNode


def _node(kind: str, label: str = "", level: int = 0) -> PrintedNode:
    return PrintedNode(kind, Markup(label or kind), label, level)


def _shape(blocks: list[PrintedNode | ListRun]) -> list[object]:
    return [
        [
            (item.node.label, _shape(list(item.lists))) if item.lists else item.node.label
            for item in block.items
        ]
        if isinstance(block, ListRun)
        else block.kind
        for block in blocks
    ]


def test_sub_points_stand_inside_their_paragraph() -> None:
    nodes = [
        _node("operative", "1.", 1),
        _node("sub-point", "a.", 2),
        _node("sub-point", "i.", 3),
        _node("sub-point", "b.", 2),
        _node("operative", "2.", 1),
    ]
    assert _shape(flow(nodes)) == [[("1.", [[("a.", [["i."]]), "b."]]), "2."]]


def test_continuation_and_heading_end_a_list_and_labels_go_on() -> None:
    nodes = [
        _node("operative", "4.", 1),
        _node("sub-point", "a.", 2),
        _node("continuation", level=1),
        _node("sub-point", "b.", 2),
        _node("heading", level=1),
        _node("operative", "5.", 1),
    ]
    assert _shape(flow(nodes)) == [
        [("4.", [["a."]])],
        "continuation",
        ["b."],
        "heading",
        ["5."],
    ]


def test_bullets_under_a_numbered_paragraph_are_a_list_of_their_own() -> None:
    nodes = [_node("operative", "1.", 1), _node("bullet", level=2), _node("bullet", level=2)]
    assert _shape(flow(nodes)) == [[("1.", [["", ""]])]]


def test_numbered_kind_without_label_is_a_paragraph() -> None:
    assert _shape(flow([_node("operative"), _node("bullet")])) == ["operative", [""]]


@pytest.mark.parametrize(
    ("labels", "room"),
    [(("1.", "10."), "narrow"), (("1.", "4 bis."), "middle"), (("5 [deleted]",), "wide")],
)
def test_longest_label_sets_the_column_of_all(labels: tuple[str, ...], room: str) -> None:
    assert label_room(_node("operative", label) for label in labels) == room


def test_label_cannot_leave_its_string() -> None:
    assert list_style('"; color: red \\') == 'list-style-type: "\\"; color: red \\\\ "'
