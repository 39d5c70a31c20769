"""Checklist of documents.md 3.2 for S002: IV Annual Coordination Conference, Belgrade 2011."""

from __future__ import annotations

import re
from datetime import date

import pytest

from eventmgr.text.inline import Span, parse
from eventmgr.text.model import Document, NodeKind
from tests.seeds.reading import kinds, lint_codes, numbered, seed_document


@pytest.fixture
def document() -> Document:
    return seed_document("002")


def _emphasised(spans: tuple[Span, ...]) -> list[str]:
    return [span.children[0].text for span in spans if span.kind == "em"]


def test_s002_head(document: Document) -> None:
    assert document.title == (
        "IV ANNUAL COORDINATION CONFERENCE OF THE REGIONAL ORGANIZATIONS AND INTERNATIONAL "
        "PARTNERS IN THE AREA OF JUSTICE HOME AFFAIRS AND SECURITY COOPERATION"
    )
    assert document.subtitle == []
    assert document.doc_type == "CONCLUSIONS"
    assert document.place == "Belgrade"
    assert (document.start, document.end) == (date(2011, 12, 2), date(2011, 12, 2))


def test_s002_preamble_of_three_and_formula(document: Document) -> None:
    assert kinds(document)[:5] == [
        "preambular", "preambular", "preambular", "formula", "heading",
    ]  # fmt: skip
    first_words = [node.text.split()[0] for node in document.nodes[:3]]
    assert first_words == ["Under", "Participating", "Considering"]
    assert document.nodes[3].text == "Agreed upon the following:"


def test_s002_institutions_of_the_first_paragraph(document: Document) -> None:
    text = document.nodes[0].text
    assert "(*members of the Treptower Group*)" in text
    listed = text.split("together with the representatives of the ", 1)[1]
    listed = re.sub(r"Europe, Mission", "Europe Mission", listed)
    listed = listed.replace("Organization, (Interpol)", "Organization (Interpol)")
    names = re.split(r", | and (?=Regional Cooperation Council)", listed.rstrip(","))
    assert len(names) == 19
    assert text.endswith("Secretariat (RCC),")


def test_s002_second_conclusions_is_a_heading(document: Document) -> None:
    headings = document.of_kind(NodeKind.HEADING)
    assert [node.text for node in headings] == ["CONCLUSIONS"]


def test_s002_seven_paragraphs_and_five_points(document: Document) -> None:
    document.renumber()
    labels = [
        node.label
        for node in document.nodes
        if node.kind in {NodeKind.OPERATIVE, NodeKind.SUB_POINT}
    ]
    assert labels == ["1", "2", "3", "4", "a", "b", "c", "d", "e", "5", "6", "7"]


def test_s002_point_c_is_one_across_the_page_break(document: Document) -> None:
    point = document.of_kind(NodeKind.SUB_POINT)[2].text
    assert "overall security of the region and hinder economic growth" in point
    assert [item.what for item in document.removed] == ["break inside a sentence"]


def test_s002_four_italic_spans(document: Document) -> None:
    found = [words for node in document.nodes for words in _emphasised(parse(node.text))]
    assert found == [
        "members of the Treptower Group",
        "Belgrade on 2 December 2011",
        "inter alia",
        "Treptower Group",
    ]


def test_s002_endings_kept(document: Document) -> None:
    assert [node.text[-1] for node in numbered(document)] == [";", ";", ";", ":", ".", ".", "."]
    assert [node.text[-1] for node in document.of_kind(NodeKind.SUB_POINT)] == list(";;);;")


def test_s002_paragraph_six_and_closing(document: Document) -> None:
    assert numbered(document)[5].text.count(". ") == 1
    closing = document.nodes[-1]
    assert (closing.kind, closing.text) == (NodeKind.CLOSING, "Belgrade, 2 December 2011")
    assert document.organisers == []


def test_s002_lint(document: Document) -> None:
    assert {
        "space-before-comma",
        "mixed-spelling",
        "title-comma",
        "preambular-word",
        "no-end-mark",
    } <= lint_codes(document)
