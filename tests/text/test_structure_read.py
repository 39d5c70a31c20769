"""Numbering variants, ghosts of page breaks and everything a reader must ask about."""

from __future__ import annotations

import pytest

from eventmgr.text.model import Document, DocumentKind, NodeKind
from eventmgr.text.proposals import accept_proposals
from eventmgr.text.readers import read_text

HEAD = "CONCLUSIONS\n\nThe participants agreed upon the following:\n\n"


def _labels(document: Document) -> list[str]:
    document.renumber()
    return [node.label for node in document.nodes if node.label]


def _codes(document: Document) -> list[str]:
    return [question.code for question in document.questions]


@pytest.mark.parametrize(
    "printed",
    [
        ["1.", "2.", "3."],
        ["1)", "2)", "3)"],
        ["(1)", "(2)", "(3)"],
        ["- 1.", " - 2.", "- 3."],
        ["I.", "II.", "III."],
        ["**1.**", "**2.**", "**3.**"],
    ],
)
def test_top_level_markers(printed: list[str]) -> None:
    text = HEAD + "\n".join(f"{mark} Strengthen regional cooperation number;" for mark in printed)
    document = read_text(text)
    assert len(document.of_kind(NodeKind.OPERATIVE)) == 3
    assert _codes(document) == []


@pytest.mark.parametrize(
    ("printed", "style"),
    [
        (["a.", "b."], "1./a."),
        (["a)", "b)"], "1./a)"),
        (["(a)", "(b)"], "1./(a)"),
        (["i.", "ii."], "1./i."),
        (["(i)", "(ii)"], "1./(i)"),
    ],
)
def test_sub_points(printed: list[str], style: str) -> None:
    points = "\n".join(f"   {mark} exchange of information;" for mark in printed)
    document = read_text(
        f"{HEAD}1. Strengthen cooperation:\n{points}\n2. Meet again in the spring."
    )
    kinds = [str(node.kind) for node in document.nodes if node.kind is not NodeKind.FORMULA]
    assert kinds == ["operative", "sub-point", "sub-point", "operative"]
    assert document.label_style == style
    assert _codes(document) == []


def test_three_levels() -> None:
    document = read_text(
        HEAD + "1. First:\n(a) one:\n(i) deep;\n(ii) deeper;\n(b) two.\n2. Second:\n(a) again."
    )
    assert _labels(document) == ["1", "a", "i", "ii", "b", "2", "a"]
    assert [node.level for node in document.nodes[1:]] == [1, 2, 3, 3, 2, 1, 2]


def test_letters_alone_are_the_paragraphs() -> None:
    document = read_text(HEAD + "a) one thing;\nb) two things:\ni) deep;\nii) deeper;\nc) three.")
    assert [node.level for node in document.nodes[1:]] == [1, 1, 2, 2, 1]
    assert _labels(document) == ["a", "b", "i", "ii", "c"]
    assert document.label_style == "a)/i)"


def test_letters_before_the_numbers_are_objectives() -> None:
    document = read_text(
        "CONCLUSIONS\n\nThe objectives were to:\na) meet;\nb) talk.\n\n"
        "The participants agreed upon the following:\n1. Meet again.\n2. Talk again."
    )
    assert [str(node.kind) for node in document.nodes] == [
        "lead-in", "bullet", "bullet", "formula", "operative", "operative",
    ]  # fmt: skip


def test_letters_past_h_are_letters() -> None:
    letters = "abcdefghij"
    points = "\n".join(f"{letter}) point {letter} of the list;" for letter in letters)
    document = read_text(f"{HEAD}1. All of these:\n{points}\n2. And this.")
    assert _labels(document) == ["1", *letters, "2"]
    assert _codes(document) == []


@pytest.mark.parametrize("sign", ["·", "•", "-", "–", "*", "\uf0b7", "o\t"])
def test_bullets_under_a_paragraph(sign: str) -> None:
    lines = [f"{sign} Exchange information" for _ in range(2)]
    document = read_text(HEAD + "\n".join(["1. Strengthen:", *lines, "2. Meet again."]))
    bullets = document.of_kind(NodeKind.BULLET)
    assert [(node.level, node.text) for node in bullets] == [(2, "Exchange information")] * 2


@pytest.mark.parametrize("line", ["hinder economic growth", "IV ANNUAL CONFERENCE", "a new start"])
def test_a_marker_needs_a_stop_or_bracket(line: str) -> None:
    document = read_text(f"{HEAD}1. First paragraph here.\n\n{line}\n\n2. Second one.")
    assert len(document.of_kind(NodeKind.OPERATIVE)) == 2
    assert not document.of_kind(NodeKind.SUB_POINT)


@pytest.mark.parametrize("ordinal", ["1", "2", "5"])
def test_ordinal_in_a_title_is_no_list(ordinal: str) -> None:
    document = read_text(
        f"{ordinal}. REGIONALNI SASTANAK\n\nZAKLJUČCI\n\nUčesnici su usvojili sljedeće zaključke:\n\n"  # noqa: E501
        "1. Nastaviti saradnju.\n2. Održati sastanak."
    )
    assert document.title == f"{ordinal}. REGIONALNI SASTANAK"
    assert _labels(document) == ["1", "2"]


def test_date_at_line_start_is_no_number() -> None:
    document = read_text(
        "Regionalna radionica\n31. avgust – 1. septembar 2016.\nPodgorica, Crna Gora\n\nZAKLJUČCI\n\n"  # noqa: E501
        "1. Nastaviti saradnju.\n2. Održati sastanak."
    )
    assert (document.place, document.country) == ("Podgorica", "Crna Gora")
    assert document.start is not None


def test_text_after_sub_points_is_a_continuation() -> None:
    document = read_text(
        HEAD + "1. First:\na. one;\nb. two;\n\nThese actions need support.\n\n2. Second."
    )
    assert [str(node.kind) for node in document.nodes][-2:] == ["continuation", "operative"]
    assert _labels(document) == ["1", "a", "b", "2"]


@pytest.mark.parametrize(
    ("numbers", "code"),
    [([1, 2, 4], "number-skipped"), ([1, 2, 2], "number-repeated"), ([5, 6, 7], "number-skipped")],
)
def test_wrong_numbers_are_asked_about(numbers: list[int], code: str) -> None:
    document = read_text(
        HEAD + "\n".join(f"{n}. Continue the dialogue, part {n}." for n in numbers)
    )
    assert _codes(document) == [code]
    assert _labels(document) == ["1", "2", "3"]


def test_numbering_that_restarts_under_a_heading_is_asked_about() -> None:
    document = read_text(
        HEAD + "BORDER MANAGEMENT\n1. One thing to do.\n2. Two things.\n\n"
        "ASYLUM\n1. Three things.\n2. Four things."
    )
    assert _labels(document) == ["1", "2", "3", "4"]
    assert _codes(document) == ["number-repeated"]
    assert len(document.of_kind(NodeKind.HEADING)) == 2


def test_page_numbers_and_running_heads_are_removed_and_listed() -> None:
    page = "\f" + "Regional Conference on Migration\n"
    document = read_text(
        "Regional Conference on Migration\n\n"
        + HEAD
        + "1. Strengthen the protection of\n\n- 2 -\n"
        + page
        + "refugees in the region.\n2. Meet again.\n\nPage 3 of 3"
    )
    assert document.of_kind(NodeKind.OPERATIVE)[0].text == (
        "Strengthen the protection of refugees in the region."
    )
    what = [item.what for item in document.removed]
    assert what.count("page number") == 2
    assert "running head" in what
    assert "break inside a sentence" in what


def test_cut_before_a_capital_after_a_page_break_is_asked() -> None:
    document = read_text(
        "CONCEPT PAPER\n\nRegional Workshop\n\nBackground\n\n"
        "The workshop was opened by the representatives of the\n\n2\n\n"
        "Ministry of Justice and of all partner organisations in the region."
    )
    assert _codes(document) == ["split-sentence"]
    accept_proposals(document)
    assert len(document.of_kind(NodeKind.PARAGRAPH)) == 1


def test_missing_stop_alone_is_no_cut() -> None:
    document = read_text(
        HEAD + "1. Maintain the political dialogue;\n2. Continue to share information\n"
        "3. The participants will meet again in the spring of next year."
    )
    assert _codes(document) == []


def test_bulleted_conclusions_may_be_numbered() -> None:
    document = read_text(HEAD + "• Strengthen cooperation.\n• Exchange information.")
    assert _codes(document) == ["unnumbered"]
    assert not document.of_kind(NodeKind.OPERATIVE)
    accept_proposals(document)
    assert _labels(document) == ["1", "2"]


def test_fixed_width_text_is_unwrapped() -> None:
    document = read_text(
        "CONCLUSIONS\n\nThe participants agreed upon the following:\n\n"
        "1. Maintain the political dialogue and promote mechanisms for the\n"
        "   technical exchange of information in dealing with the current\n"
        "   migration challenges of the whole region and beyond its own\n"
        "   borders.\n"
        "2. Coordinate the national responses in dealing with the refugee\n"
        "   crisis, building on the lessons learned from the national\n"
        "   approaches.\n"
    )
    assert [node.text[-8:] for node in document.of_kind(NodeKind.OPERATIVE)] == [
        "borders.", "roaches.",
    ]  # fmt: skip
    assert "unwrapped" in {remark.code for remark in document.lint}


def test_markdown_footnotes_and_emphasis() -> None:
    document = read_text(
        "# Regional Workshop\n\n## CONCEPT PAPER\n\n## Background\n\n"
        "Numbers _rose_ in 2015[^1] and **again**[^2] later.\n\n"
        "[^1]: https://example.org/a_b_c p. 5\n[^2]: Own estimate."
    )
    assert document.kind is DocumentKind.CONCEPT_PAPER
    assert document.nodes[1].text == "Numbers *rose* in 2015[^1] and **again**[^2] later."
    assert [note.links for note in document.footnotes] == [["https://example.org/a_b_c"], []]
    assert document.to_json_dict()["nodes"][1]["notes"] == [1, 2]


def test_superscript_without_note_stays() -> None:
    document = read_text("# Regional Workshop\n\nAn area of 20 m<sup>2</sup> was used for it.")
    assert document.nodes[0].text == "An area of 20 m^2^ was used for it."


def test_nothing_is_invented() -> None:
    data = read_text("1. Continue the dialogue.\n2. Meet again.").to_json_dict()
    assert data["title"] is None
    assert [data[key] for key in ("doc_type", "place", "country", "start", "end")] == [None] * 5
