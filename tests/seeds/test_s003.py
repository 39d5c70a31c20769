"""Checklist of documents.md 3.2 for S003: concept paper, Podgorica 2016."""

from __future__ import annotations

from datetime import date

import pytest

from eventmgr.text.model import Document, DocumentKind, NodeKind
from tests.seeds.reading import lint_codes, seed_document


@pytest.fixture
def document() -> Document:
    return seed_document("003")


def _section(document: Document, title: str) -> list[str]:
    texts: list[str] = []
    inside = False
    for node in document.nodes:
        if node.kind is NodeKind.HEADING:
            inside = node.text == title
        elif inside:
            assert node.kind is NodeKind.PARAGRAPH
            texts.append(node.text)
    return texts


def test_s003_head(document: Document) -> None:
    assert document.kind is DocumentKind.CONCEPT_PAPER
    assert document.title == (
        "Regional Workshop on Enhancing and Strengthening International and Cross-border "
        "Co-operation in Addressing Irregular Migration-related Crimes in the Western Balkans"
    )
    assert document.doc_type == "CONCEPT PAPER"
    assert (document.place, document.country) == ("Podgorica", "Montenegro")
    assert (document.start, document.end) == (date(2016, 8, 31), date(2016, 9, 1))


def test_s003_two_sections_of_five_and_six(document: Document) -> None:
    assert len(_section(document, "Background")) == 5
    assert len(_section(document, "Structure of the workshop")) == 6
    assert len(document.nodes) == 13
    document.renumber()
    assert not any(node.label for node in document.nodes)


def test_s003_paragraph_cut_by_page_break_is_one(document: Document) -> None:
    text = _section(document, "Background")[1]
    assert "unabated flow of migrants in a transit country context" in text
    assert not any(node.text == "1" for node in document.nodes)


def test_s003_two_footnotes(document: Document) -> None:
    assert [note.number for note in document.footnotes] == [1, 2]
    base = "https://www.europol.europa.eu/sites/default/files/publications/"
    first, second = document.footnotes
    assert first.links == [base + "migrant_smuggling_europol_report_2016.pdf"]
    assert first.text == first.links[0] + " p.5"
    assert second.links == [base + "ep-ip_report_executive_summary.pdf"]
    assert second.text == second.links[0] + ", p.4"
    paragraphs = _section(document, "Background")
    assert "exceeded 1 million in 2015[^1]." in paragraphs[1]
    assert "in 2015,[^2] which" in paragraphs[3]
    document.renumber()
    assert [node.notes for node in document.nodes if node.notes] == [[1], [2]]


def test_s003_escapes_undone_and_straight_quotes_kept(document: Document) -> None:
    paragraphs = _section(document, "Background")
    assert "at least $5 billion" in paragraphs[3]
    assert '"strengthening cross-border' in paragraphs[2]
    assert not any("“" in text or "\\" in text for text in document.texts())


def test_s003_facts_offered(document: Document) -> None:
    assert document.organisers == [
        "International Organization for Migration (IOM)",
        "Organization for Security and Co-operation in Europe (OSCE)",
        "United Nations Office on Drugs and Crime (UNODC)",
    ]
    assert document.facts["working_languages"] == ["en"]
    assert document.facts["interpretation_languages"] == ["cnr", "sq"]
    assert document.facts["expected_conclusions"] == "main findings and outcomes"
    audience = " ".join(document.facts["audience"])
    assert "policy-makers" in audience
    assert "liaison officers" in audience


def test_s003_lint_suggests_interpretation(document: Document) -> None:
    assert "interpretation" in lint_codes(document)
