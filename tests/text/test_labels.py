"""Numbers are computed from kinds and levels, and nothing else moves them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.text.model import Node, NodeKind
from eventmgr.text.numbering import STYLES, Label, hold, labels, letter, roman

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


# --- numbers while people hold paper --------------------------------------------------------------


def _put(nodes: list[Node], place: int, kind: NodeKind = K.OPERATIVE, level: int = 1) -> list[Node]:
    return [*nodes[:place], Node(kind, "new", level), *nodes[place:]]


def _held(nodes: list[Node], held: dict[str, str], style: str = "1./a.") -> list[str]:
    figures = hold(nodes, held, style)
    held.clear()
    held.update(figures)
    return [label.printed for label in labels(nodes, style, held=held)]


def test_a_new_paragraph_is_bis_then_ter() -> None:
    held: dict[str, str] = {}
    nodes = _nodes(*[(K.OPERATIVE, 1)] * 5)
    assert _held(nodes, held) == ["1.", "2.", "3.", "4.", "5."]
    nodes = _put(nodes, 4)
    assert _held(nodes, held) == ["1.", "2.", "3.", "4.", "4 bis.", "5."]
    # Behind the first new one, and between it and 4: nothing printed moves.
    assert _held(_put(nodes, 5), dict(held))[4:6] == ["4 bis.", "4 ter."]
    assert _held(_put(nodes, 4), dict(held))[3:6] == ["4.", "4 ter.", "4 bis."]


def test_at_the_end_numbers_go_on_and_before_the_first_is_ante() -> None:
    held: dict[str, str] = {}
    nodes = _nodes((K.OPERATIVE, 1), (K.OPERATIVE, 1))
    _held(nodes, held)
    nodes = _put(_put(nodes, 2), 0)
    assert _held(nodes, held) == ["ante 1.", "1.", "2.", "3."]
    assert _held(_put(nodes, 0), held)[:2] == ["ante 1 bis.", "ante 1."]


def test_sub_points_likewise_in_the_style_of_the_text() -> None:
    held: dict[str, str] = {}
    nodes = _nodes((K.OPERATIVE, 1), (K.SUB_POINT, 2), (K.SUB_POINT, 2), (K.SUB_POINT, 3),
                   (K.OPERATIVE, 1))  # fmt: skip
    _held(nodes, held, "1./(a)/(i)")
    nodes = _put(nodes, 2, K.SUB_POINT, 2)
    assert _held(nodes, held, "1./(a)/(i)") == ["1.", "(a)", "(a bis)", "(b)", "(i)", "2."]
    # A paragraph put in takes its own points, counted from the beginning.
    nodes = _put(_put(nodes, 5), 6, K.SUB_POINT, 2)
    assert _held(nodes, held, "1./(a)/(i)")[5:] == ["1 bis.", "(a)", "2."]


def test_a_point_from_another_list_takes_a_number_of_its_own() -> None:
    held: dict[str, str] = {}
    nodes = _nodes((K.OPERATIVE, 1), (K.SUB_POINT, 2), (K.OPERATIVE, 1), (K.SUB_POINT, 2))
    _held(nodes, held)
    moved = [nodes[0], nodes[2], nodes[3], nodes[1]]
    assert _held(moved, held) == ["1.", "2.", "a.", "b."]


def test_more_than_a_dozen_between_two_numbers() -> None:
    held: dict[str, str] = {}
    nodes = _nodes((K.OPERATIVE, 1), (K.OPERATIVE, 1))
    _held(nodes, held)
    for place in range(1, 15):
        nodes = _put(nodes, place)
        found = _held(nodes, held)
    assert found[11:15] == ["1 duodecies.", "1 bis 12.", "1 bis 13.", "1 bis 14."]


PLACES_AND_KINDS = st.lists(
    st.tuples(st.integers(0, 80), st.sampled_from(KINDS)), min_size=1, max_size=12
)


@given(TREES, PLACES_AND_KINDS, st.sampled_from(STYLES), st.booleans())
def test_every_number_is_held_and_none_given_twice(
    nodes: list[Node], news: list[tuple[int, tuple[NodeKind, int]]], style: str, restart: bool
) -> None:
    held = hold(nodes, {}, style, restart=restart)
    assert labels(nodes, style, restart=restart, held=held) == labels(nodes, style, restart=restart)
    for place, (kind, level) in news:
        nodes = _put(nodes, place, kind, level)
        held = hold(nodes, held, style, restart=restart)
    numbered = [node for node in nodes if node.kind in {K.OPERATIVE, K.SUB_POINT}]
    assert list(held) == [node.uid for node in numbered]
    assert all(held.values())
    if not restart:
        top = [held[node.uid] for node in numbered if node.kind is K.OPERATIVE]
        assert len(set(top)) == len(top)
    assert hold(nodes, held, style, restart=restart) == held


@given(TREES, st.lists(st.integers(0, 80), min_size=1, max_size=12))
def test_paragraphs_put_in_leave_every_other_number(nodes: list[Node], places: list[int]) -> None:
    nodes = [node for node in nodes if node.kind is not K.SUB_POINT]
    held = hold(nodes, {})
    for place in places:
        before = dict(held)
        nodes = _put(nodes, place)
        held = hold(nodes, held)
        assert before.items() <= held.items()
        figures = [held[node.uid] for node in nodes if node.kind is K.OPERATIVE]
        assert len(set(figures)) == len(figures)
