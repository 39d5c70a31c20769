"""Checklist of documents.md 3.2 for S004: undated conference conclusions."""

from __future__ import annotations

import pytest

from eventmgr.text.model import Document
from eventmgr.text.proposals import accept_proposals
from tests.seeds.reading import kinds, lint_codes, numbered, seed_document

JOINED = (
    "Law enforcement institutions have emphasized the importance of development a regional "
    "Serious and Organised Crime Threat Assessment -SOCTA."
)


@pytest.fixture
def document() -> Document:
    return seed_document("004")


def test_s004_title_only(document: Document) -> None:
    data = document.to_json_dict()
    assert data["title"] == "CONFERENCE CONCLUSIONS"
    assert [data[key] for key in ("doc_type", "place", "country", "start", "end")] == [None] * 5
    assert (data["subtitle"], data["organisers"]) == ([], [])
    assert set(kinds(document)) == {"operative"}


def test_s004_thirteen_numbers_and_one_question(document: Document) -> None:
    document.renumber()
    assert [node.label for node in document.nodes] == [str(n) for n in range(1, 14)]
    assert [question.code for question in document.questions] == ["split-sentence"]
    proposal = document.questions[0].proposal
    assert proposal is not None
    assert proposal.text == JOINED


def test_s004_accepted_gives_twelve(document: Document) -> None:
    accept_proposals(document)
    assert [node.label for node in document.nodes] == [str(n) for n in range(1, 13)]
    assert document.nodes[-1].text == JOINED
    assert document.questions == []


def test_s004_paragraph_three_is_one(document: Document) -> None:
    text = document.nodes[2].text
    assert len(text.split()) == 96
    assert text.count(".") == 5


def test_s004_verbatim(document: Document) -> None:
    text = "\n".join(document.texts())
    for words in ("contribute to a enhance", "development a regional", "-SOCTA", "(example of Mon"):
        assert words in text
    assert text.isascii()


def test_s004_endings_kept(document: Document) -> None:
    assert "".join(node.text[-1] for node in numbered(document)) == "....." + ";" * 6 + "l."


def test_s004_lint(document: Document) -> None:
    assert {"mixed-endings", "glued-hyphen", "article"} <= lint_codes(document)
