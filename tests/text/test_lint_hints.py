"""Hints on wording: each rule is caught where it should be and silent where it should not."""

from __future__ import annotations

from datetime import date

import pytest

from eventmgr.text.designations import lint_designations
from eventmgr.text.lint import lint_document
from eventmgr.text.model import Document, DocumentKind, Footnote, Node, NodeKind
from eventmgr.text.readers import read_text

HEAD = "CONCLUSIONS\n\nThe participants agreed upon the following:\n\n"


def _codes(text: str) -> list[str]:
    return [remark.code for remark in lint_document(read_text(text))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Experts from Kosovo attended.", "designation-kosovo"),
        ("Ekspertë nga Kosova morën pjesë.", "designation-kosovo"),
        ("Institucionet e Kosovës morën pjesë.", "designation-kosovo"),
        ("Стручњаци са Косова: Косово.", "designation-kosovo"),
        ("The Republic of Kosovo attended.", "designation-kosovo-republic"),
        ("Republika e Kosovës mori pjesë.", "designation-kosovo-republic"),
        ("Republika Kosovo je učestvovala.", "designation-kosovo-republic"),
        ("Kosovo and Metohija attended.", "designation-kosovo-metohija"),
        ("Kosovo i Metohija su učestvovali.", "designation-kosovo-metohija"),
        ("FYROM attended.", "designation-fyrom"),
        ("Experts from Macedonia attended.", "designation-macedonia"),
        ("Stručnjaci iz Makedonije.", "designation-macedonia"),
        ("Experts from Northern Macedonia.", "designation-northern-macedonia"),
        ("The North Macedonian police.", "designation-north-macedonian"),
        ("Serbia, Montenegro and Republika Srpska attended.", "designation-srpska"),
        ("Experts from Turkey attended.", "designation-turkey"),
        ("The countries, with Kosovo*, agreed.", "designation-country-word"),
    ],
)
def test_des20_catches(text: str, code: str) -> None:
    assert code in [remark.code for remark in lint_designations([text], day=date(2024, 5, 1))]


@pytest.mark.parametrize(
    "text",
    [
        "Kosovo* attended.",
        "Kosova* mori pjesë.",
        "North Macedonia attended.",
        "Sjeverna Makedonija je učestvovala.",
        "Maqedonia e Veriut mori pjesë.",
        "Interpretation into the Macedonian language and Macedonian culture.",
        "An office in Banja Luka, Republika Srpska, Bosnia and Herzegovina.",
        "The delegate said “the Republic of Kosovo is here”.",
    ],
)
def test_des20_is_silent(text: str) -> None:
    assert lint_designations([text], day=date(2024, 5, 1)) == []


def test_des12_names_of_their_time() -> None:
    text = "Experts from the former Yugoslav Republic of Macedonia and from Turkey."
    assert lint_designations([text], day=date(2016, 8, 31)) == []


def test_des20_typed_asterisk_without_note() -> None:
    document = Document(nodes=[Node(NodeKind.PARAGRAPH, "Kosovo* attended.")])
    assert "typed-asterisk" in {remark.code for remark in lint_document(document)}
    document.footnotes = [Footnote("*", "This designation is without prejudice.")]
    assert "typed-asterisk" not in {remark.code for remark in lint_document(document)}


def test_life40_endings() -> None:
    assert "mixed-endings" in _codes(HEAD + "1. One thing;\n2. Two things.\n3. Three things.")
    assert "last-ending" in _codes(HEAD + "1. One thing;\n2. Two things;\n3. Three things;")
    assert "penultimate-ending" in _codes(HEAD + "1. One thing;\n2. Two things;\n3. Three things.")
    good = _codes(HEAD + "1. One thing;\n2. Two things; and\n3. Three things.")
    assert {"mixed-endings", "last-ending", "penultimate-ending", "no-end-mark"} & set(
        good
    ) == set()


def test_life40_missing_mark_small_letter_and_preambular_word() -> None:
    codes = _codes(HEAD + "1. Recalling the past;\n2. continue the dialogue\n3. Meet again.")
    assert {"preambular-word", "small-letter", "no-end-mark"} <= set(codes)


def test_life41_one_spelling_family() -> None:
    assert "mixed-spelling" in _codes(HEAD + "1. Recognise this;\n2. Recognize that.")
    assert "mixed-spelling" not in _codes(
        HEAD + "1. Organize this;\n2. Supervise and exercise that."
    )


def test_life42_adoption_clause() -> None:
    assert "no-adoption-clause" in _codes("CONCLUSIONS\n\n1. One thing.\n2. Two things.")
    assert "no-adoption-clause" not in _codes("CHAIR'S SUMMARY\n\n1. One thing.\n2. Two things.")
    assert "no-adoption-clause" not in _codes(HEAD + "1. One thing.\n2. Two things.")


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Two domains , and more.", "space-before-comma"),
        ("On 26th and 27th November 2015 they met.", "ordinal-date"),
        ("The Threat Assessment -SOCTA was made.", "glued-hyphen"),
        ("It will contribute to a enhance quality.", "article"),
        ("It is of of use.", "double-word"),
    ],
)
def test_word_rules(sentence: str, code: str) -> None:
    assert code in _codes(f"{HEAD}1. {sentence}\n2. Meet again.")


@pytest.mark.parametrize(
    "sentence",
    [
        "A user, a union, a one-day event and an hour of cross-border co-operation.",
        "The pre- and post-travel checks on 26 November 2015.",
        "A European and a unique approach, an OSCE mission, a UN body.",
    ],
)
def test_word_rules_are_silent(sentence: str) -> None:
    codes = set(_codes(f"{HEAD}1. {sentence}\n2. Meet again."))
    assert codes & {"article", "glued-hyphen", "space-before-comma", "ordinal-date"} == set()


def test_int05_interpretation() -> None:
    document = Document(
        DocumentKind.CONCEPT_PAPER,
        "en",
        nodes=[
            Node(
                NodeKind.PARAGRAPH,
                "The working language is English with translation into Albanian.",
            ),
            Node(NodeKind.PARAGRAPH, "The translation of the documents is ready."),
        ],
    )
    codes = [remark.code for remark in lint_document(document)]
    assert codes.count("interpretation") == 1
