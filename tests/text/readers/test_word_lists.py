"""Numbers that Word makes and people type: every printed number is kept, doubled or asked about."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx2python import docx2python

from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, NodeKind
from eventmgr.text.proposals import accept_proposals
from eventmgr.text.readers import read
from tests.text.word import NUMBERING, para, word_file

HEAD = para("CONCLUSIONS") + para("The participants agreed upon the following:")


def levels(*rows: tuple[str, str, str]) -> str:
    """A list definition: (format, pattern, more) for each level."""
    return "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (kind, pattern, more) in enumerate(rows)
    )


def numbering(definition: str) -> dict[str, str]:
    """The numbering part with one more list (numId 7)."""
    more = (
        f'<w:abstractNum w:abstractNumId="7">{definition}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return {
        "word/numbering.xml": NUMBERING.replace(
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>', more
        ).replace(
            "</w:numbering>",
            '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>',
        )
    }


def conclusions(body: str, **more: object) -> Document:
    document = read(word_file(HEAD + body, **more), "x.docx")  # type: ignore[arg-type]
    document.renumber()
    return document


def printed(document: Document) -> list[str | None]:
    return [node.source_label for node in document.nodes if node.source_label]


def codes(document: Document) -> list[str]:
    return [question.code for question in document.questions]


def removed(document: Document) -> list[tuple[str, str]]:
    return [(one.what, one.text) for one in document.removed]


def test_the_same_number_typed_beside_words_own_is_not_doubled() -> None:
    document = conclusions(
        para("1. One thing.", number=(1, 0)) + para("2) Two things.", number=(1, 0))
    )
    assert [node.text for node in document.of_kind(NodeKind.OPERATIVE)] == [
        "One thing.", "Two things.",
    ]  # fmt: skip
    assert [text for what, text in removed(document) if "typed number" in what] == ["1.", "2)"]
    assert codes(document) == []


def test_another_number_typed_beside_words_own_is_asked_about() -> None:
    document = conclusions(
        para("One thing.", number=(1, 0)) + para("4. Two things.", number=(1, 0))
    )
    assert codes(document) == ["number-clash"]
    question = document.questions[0]
    assert question.params == {"printed": "2.", "typed": "4."}
    assert to_plain(document.nodes[-1].text) == "4. Two things."
    assert accept_proposals(document).nodes[-1].text == "Two things."


def test_initials_after_a_number_are_words() -> None:
    document = conclusions(
        para("A. Petrović will report.", number=(1, 0)) + para("Meet again.", number=(1, 0))
    )
    assert to_plain(document.nodes[1].text) == "A. Petrović will report."
    assert codes(document) == []


def test_typed_numbers_go_on_where_word_stopped() -> None:
    document = conclusions(
        para("One thing.", number=(1, 0))
        + para("Two things.", number=(1, 0))
        + para("3. Three things, typed.")
        + para("Word counts three here.", number=(1, 0))
    )
    assert [node.label for node in document.of_kind(NodeKind.OPERATIVE)] == ["1", "2", "3", "4"]
    assert printed(document) == ["1.", "2.", "3.", "3."]
    assert codes(document) == ["number-repeated"]


def test_letters_typed_under_words_numbers_are_sub_points() -> None:
    document = conclusions(
        para("Strengthen cooperation:", number=(1, 0))
        + para("a) between services;")
        + para("b) between courts.")
        + para("Meet again.", number=(1, 0))
    )
    kinds = [str(node.kind) for node in document.nodes[1:]]
    assert kinds == ["operative", "sub-point", "sub-point", "operative"]
    assert [node.label for node in document.nodes[1:]] == ["1", "a", "b", "2"]
    assert codes(document) == []


def test_a_number_typed_after_a_bullet_decides() -> None:
    document = conclusions(
        para("1. One thing.", number=(3, 0)) + para("2. Two things.", number=(3, 0))
    )
    assert [node.label for node in document.of_kind(NodeKind.OPERATIVE)] == ["1", "2"]


def test_an_empty_numbered_paragraph_is_counted_as_word_counts_it() -> None:
    document = conclusions(
        para("One thing.", number=(1, 0))
        + para("", number=(1, 0)).replace('<w:t xml:space="preserve"></w:t>', "")
        + para("Three things.", number=(1, 0))
    )
    assert printed(document) == ["1.", "3."]
    assert ("empty list item", "2.") in removed(document)
    assert codes(document) == ["number-skipped"]


def test_restart_inside_one_list_and_list_broken_by_words() -> None:
    document = conclusions(
        para("One.", number=(1, 0))
        + para("between services;", number=(1, 1))
        + para("between courts.", number=(1, 1))
        + para("A sentence in between, without a number.")
        + para("Two.", number=(1, 0))
        + para("again from a;", number=(1, 1))
        + para("and b.", number=(1, 1))
        + para("Five.", number=(2, 0))
    )
    assert printed(document) == ["1.", "(a)", "(b)", "2.", "(a)", "(b)", "5."]
    assert [node.label for node in document.nodes if node.label] == [
        "1", "a", "b", "2", "a", "b", "3",
    ]  # fmt: skip
    assert codes(document) == ["number-skipped"]


def test_letters_that_count_on_under_the_next_number() -> None:
    count_on = levels(("decimal", "%1.", ""), ("lowerLetter", "%2)", '<w:lvlRestart w:val="0"/>'))
    document = conclusions(
        para("One:", number=(7, 0))
        + para("first point;", number=(7, 1))
        + para("Two:", number=(7, 0))
        + para("second point.", number=(7, 1)),
        extra=numbering(count_on),
    )
    assert printed(document) == ["1.", "a)", "2.", "b)"]


def test_legal_numbers_and_cyrillic_letters() -> None:
    legal = levels(("upperRoman", "%1.", ""), ("decimal", "%1.%2.", "<w:isLgl/>"))
    document = conclusions(
        para("One:", number=(7, 0)) + para("a point.", number=(7, 1)), extra=numbering(legal)
    )
    assert printed(document) == ["I.", "1.1."]
    letters = levels(("decimal", "%1.", ""), ("russianLower", "%2)", ""))
    document = conclusions(
        para("One:", number=(7, 0)) + "".join(para(f"point {n};", number=(7, 1)) for n in range(3)),
        extra=numbering(letters),
    )
    assert printed(document) == ["1.", "а)", "б)", "в)"]
    assert [node.label for node in document.nodes[1:]] == ["1", "a", "b", "c"]


CROSSCHECK = {
    "letters and romans": para("Strengthen cooperation:", number=(1, 0))
    + para("between services:", number=(1, 1))
    + para("at the border;", number=(1, 2))
    + para("between courts.", number=(1, 1))
    + para("Meet again.", number=(1, 0)),
    "broken by a paragraph": para("One.", number=(1, 0))
    + para("A sentence in between, without a number.")
    + para("Two.", number=(1, 0)),
    "bullets": para("One:", number=(1, 0)) + para("a bullet", number=(3, 0)),
}


@pytest.mark.parametrize("name", list(CROSSCHECK))
def test_another_reader_finds_the_same_words_and_numbers(name: str) -> None:
    data = word_file(HEAD + CROSSCHECK[name])
    with docx2python(BytesIO(data)) as other:
        theirs = [line.strip() for line in other.text.split("\n") if line.strip()]
    document = read(data, "x.docx")
    ours = [document.title or ""]
    for node in document.nodes:
        label = (node.source_label or "").strip("().")
        ours.append(f"{label}) {node.text}" if label and label != "•" else node.text)
    found = ["".join(line.replace("--", "").split()) for line in theirs]
    assert found == ["".join(line.split()) for line in ours]
