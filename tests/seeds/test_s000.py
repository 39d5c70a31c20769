"""Checklist of documents.md 3.2 for S000: Regional Parliamentary Dialogue, Belgrade 2015."""

from __future__ import annotations

from datetime import date

import pytest

from eventmgr.text.model import Document, NodeKind
from tests.seeds.reading import kinds, lint_codes, numbered, seed_document


@pytest.fixture
def document() -> Document:
    return seed_document("000")


def test_s000_head_title_subtitle_type_place_dates(document: Document) -> None:
    assert document.title == (
        "Regional Parliamentary Dialogue on Migration Management, Refugee Protection and the "
        "Fight against Organized Crime"
    )
    assert document.subtitle == ["National Responses and Regional Cooperation"]
    assert document.doc_type == "Conclusions"
    assert document.place == "Belgrade"
    assert (document.start, document.end) == (date(2015, 11, 26), date(2015, 11, 27))


def test_s000_organisers_from_the_chapeau(document: Document) -> None:
    assert document.organisers == [
        "Defence and Internal Affairs Committee of the National Assembly of the Republic of Serbia",
        "Geneva Centre for the Democratic Control of Armed Forces (DCAF)",
    ]
    assert "nine parliaments" in document.nodes[0].text


def test_s000_order_of_kinds(document: Document) -> None:
    assert kinds(document) == [
        "chapeau", "preambular", "lead-in", "bullet", "bullet", "bullet", "bullet", "formula",
        "lead-in", *["operative"] * 6,
    ]  # fmt: skip
    assert document.nodes[1].text.startswith("Having in mind")
    assert document.nodes[7].text.endswith("agreed to adopt the present Conclusion.")
    assert document.nodes[8].text.endswith(":")


def test_s000_bookmark_is_removed_and_listed(document: Document) -> None:
    assert [(item.what, item.text) for item in document.removed] == [
        ("bookmark", "[bookmark: _GoBack]")
    ]
    assert not any("_GoBack" in text for text in document.texts())


def test_s000_six_operative_paragraphs_ending_with_a_stop(document: Document) -> None:
    document.renumber()
    assert [node.label for node in numbered(document)] == ["1", "2", "3", "4", "5", "6"]
    assert all(node.text.endswith(".") for node in numbered(document))
    assert not document.of_kind(NodeKind.SUB_POINT, NodeKind.CLOSING)


def test_s000_no_break_space_survives(document: Document) -> None:
    assert "reinforce the\u00a0protection" in numbered(document)[4].text


def test_s000_lint(document: Document) -> None:
    assert {"mixed-spelling", "title-number", "ordinal-date"} <= lint_codes(document)
    assert document.questions == []
