"""Checklist of documents.md 3.2 for S001: OSCE press release, November 2015."""

from __future__ import annotations

from datetime import date

import pytest

from eventmgr.text.inline import to_html
from eventmgr.text.model import Document, DocumentKind
from tests.seeds.reading import kinds, seed_document


@pytest.fixture
def document() -> Document:
    return seed_document("001")


def test_s001_headline_and_seven_paragraphs(document: Document) -> None:
    assert document.kind is DocumentKind.PRESS_RELEASE
    assert document.title is not None
    assert document.title.startswith("Regional workshop in Belgrade explores")
    assert kinds(document) == ["paragraph"] * 7
    document.renumber()
    assert [node.label for node in document.nodes] == [None] * 7


def test_s001_curly_quotes_and_names_kept(document: Document) -> None:
    text = "\n".join(node.text for node in document.nodes)
    assert (text.count("“"), text.count("”"), text.count("’")) == (4, 4, 3)
    html = "".join(to_html(node.text) for node in document.nodes)
    assert "Šahović" in html
    assert "Nikolić" in html


def test_s001_three_speakers_offered(document: Document) -> None:
    assert document.facts["speakers"] == [
        {
            "name": "Dejan Šahović",
            "title": "Ambassador",
            "function": "representative",
            "body": "Serbia’s 2015 OSCE Chairmanship",
        },
        {
            "name": "Ljubomir Nikolić",
            "title": None,
            "function": "Assistant Minister",
            "body": "Serbia’s Interior Ministry",
        },
        {
            "name": "Guy Vinet",
            "title": None,
            "function": "Head of the Strategic Police Matters Unit",
            "body": "the OSCE’s Transnational Threats Department",
        },
    ]


def test_s001_statement_in_two_quoted_parts_stays_one_paragraph(document: Document) -> None:
    statement = next(node.text for node in document.nodes if "Šahović" in node.text)
    assert statement.count("“") == statement.count("”") == 2


def test_s001_event_offered(document: Document) -> None:
    assert document.place == "Belgrade"
    assert (document.start, document.end) == (date(2015, 11, 4), date(2015, 11, 5))
    assert document.organisers == [
        "OSCE",
        "International Organization for Migration (IOM)",
        "United Nations Office on Drugs and Crime (UNODC)",
    ]
