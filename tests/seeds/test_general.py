"""Rules G1 to G4 of documents.md 3.2, for every seed."""

from __future__ import annotations

import copy

import pytest

from eventmgr.text.lint import lint_document
from eventmgr.text.model import Document
from eventmgr.text.readers import read
from eventmgr.text.writers.plain import write_plain
from tests.seeds.reading import all_words, document_words, seed_bytes, seed_document, seed_text

SEEDS = ["000", "001", "002", "003", "004"]


def _tree(document: Document) -> object:
    data = document.to_json_dict()
    keys = ("kind", "language", "title", "subtitle", "doc_type", "place", "country", "start",
            "end", "organisers", "nodes", "footnotes")  # fmt: skip
    return {key: data[key] for key in keys}


@pytest.mark.parametrize("prefix", SEEDS)
def test_g1_every_word_is_kept_or_listed(prefix: str) -> None:
    assert all_words(seed_text(prefix)) - document_words(seed_document(prefix)) == set()


@pytest.mark.parametrize("prefix", SEEDS)
def test_g2_text_out_and_in_gives_the_same_tree(prefix: str) -> None:
    document = seed_document(prefix)
    again = read(write_plain(document).encode(), "again.txt")
    assert _tree(again) == _tree(document)


@pytest.mark.parametrize("prefix", SEEDS)
def test_g3_every_question_has_words_and_a_proposal(prefix: str) -> None:
    data = seed_document(prefix).to_json_dict()
    assert all(question["message"] and question["proposal"] for question in data["questions"])
    assert bool(data["questions"]) is (prefix == "004")


@pytest.mark.parametrize("prefix", SEEDS)
def test_g4_lint_alters_nothing(prefix: str) -> None:
    document = seed_document(prefix)
    before = copy.deepcopy(document)
    lint_document(document)
    assert document == before


@pytest.mark.parametrize("prefix", SEEDS)
def test_reading_twice_gives_the_same(prefix: str) -> None:
    data, name = seed_bytes(prefix)
    first, second = (read(data, name).to_json_dict() for _ in range(2))
    assert first == second
