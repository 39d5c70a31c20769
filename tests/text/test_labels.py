"""Numbers are computed from kinds and levels, and nothing else moves them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.text.model import Node, NodeKind
from eventmgr.text.numbering import STYLES, Label, labels, letter, roman

K = NodeKind
KINDS = [
    (K.OPERATIVE, 1), (K.SUB_POINT, 2), (K.SUB_POINT, 3), (K.CONTINUATION, 1), (K.HEADING, 1),
    (K.BULLET, 2), (K.PREAMBULAR, 0),
]  # fmt: skip
TREES = st.lists(st.sampled_from(KINDS), max_size=60).map(
    lambda rows: [Node(kind, "text", level) for kind, level in rows]
)


def _nodes(*rows: tuple[NodeKind, int]) -> list[Node]:
    return [Node(kind, "text", level) for kind, level in rows]


def test_labels_of_the_two_styles() -> None:
    nodes = _nodes(
        (K.CHAPEAU, 0), (K.OPERATIVE, 1), (K.SUB_POINT, 2), (K.SUB_POINT, 3), (K.SUB_POINT, 2),
        (K.CONTINUATION, 1), (K.HEADING, 1), (K.OPERATIVE, 1), (K.SUB_POINT, 2),
    )  # fmt: skip
    plain = ["", "1", "a", "i", "b", "", "", "2", "a"]
    assert [label.plain for label in labels(nodes)] == plain
    assert [label.printed for label in labels(nodes)] == [
        "", "1.", "a.", "i.", "b.", "", "", "2.", "a.",
    ]  # fmt: skip
    assert [label.printed for label in labels(nodes, "1./(a)/(i)")] == [
        "", "1.", "(a)", "(i)", "(b)", "", "", "2.", "(a)",
    ]  # fmt: skip


def test_lists_of_a_concept_paper_begin_again() -> None:
    nodes = _nodes((K.OPERATIVE, 1), (K.OPERATIVE, 1), (K.PARAGRAPH, 0), (K.OPERATIVE, 1))
    assert [label.plain for label in labels(nodes)] == ["1", "2", "", "3"]
    assert [label.plain for label in labels(nodes, restart=True)] == ["1", "2", "", "1"]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba")]
)
def test_letters(number: int, text: str) -> None:
    assert letter(number) == text


@pytest.mark.parametrize(
    ("number", "text"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (49, "xlix")]
)
def test_roman_figures(number: int, text: str) -> None:
    assert roman(number) == text


def test_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="label style"):
        labels([], "x")


@given(TREES, st.sampled_from(STYLES))
def test_operative_numbers_run_from_one_without_gap(nodes: list[Node], style: str) -> None:
    found = labels(nodes, style)
    numbers = [
        label.plain for node, label in zip(nodes, found, strict=True) if node.kind is K.OPERATIVE
    ]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    for node, label in zip(nodes, found, strict=True):
        assert (label == Label()) is (node.kind not in {K.OPERATIVE, K.SUB_POINT})
        assert label.plain in label.printed


@given(TREES)
def test_sub_points_begin_again_under_each_paragraph(nodes: list[Node]) -> None:
    expected = 0
    for node, label in zip(nodes, labels(nodes), strict=True):
        if node.kind is K.OPERATIVE:
            expected = 0
        elif node.kind is K.SUB_POINT and node.level == 2:
            expected += 1
            assert label.plain == letter(expected)


@given(
    TREES, st.sampled_from([K.HEADING, K.CONTINUATION, K.BULLET, K.PARAGRAPH]), st.integers(0, 60)
)
def test_unnumbered_nodes_do_not_break_numbering(
    nodes: list[Node], kind: NodeKind, place: int
) -> None:
    before = [label for label in labels(nodes) if label.plain]
    more = [*nodes[:place], Node(kind, "text"), *nodes[place:]]
    assert [label for label in labels(more) if label.plain] == before
