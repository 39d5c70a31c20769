"""Rule G2: what was read, written as plain text and read again, is the same tree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from eventmgr.text.model import Document
from eventmgr.text.readers import UnreadableFile, read, read_text
from eventmgr.text.writers import write_plain

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))

HEADS = st.sampled_from(
    [
        "CONCLUSIONS\n\n",
        "Regional Conference on Migration\n\nCONCLUSIONS\n\nBelgrade, 2 December 2011\n\n",
        "REGIONAL CONFERENCE\nON MIGRATION\nTowards common answers\nPodgorica, Montenegro\n"
        "31 August – 1 September 2016\nConclusions\n",
        "Regional Workshop on Migration\n\n## CONCEPT PAPER\n\n",
        "PRESS RELEASE\n\nRegional workshop ends in Podgorica\n\n",
        "",
    ]
)
LINES = st.sampled_from(
    [
        "Recalling the earlier meetings of the participants,",
        "The participants agreed upon the following:",
        "1. Strengthen the regional co-operation;", "2. Exchange *information*:",
        "3) Meet again in Kosovo*.", "5. Continue the dialogue without", "a. between services;",
        "   (b) between courts.", "(i) at the border;", "- a dash item;", "· a bullet item",
        "BORDER MANAGEMENT", "## Background", "Background",
        "The workshop gathered experts from the whole region for two days of discussions.",
        "The working language is English with interpretation into Albanian.",
        "lower case words that continue a sentence.", "Belgrade, 2 December 2011",
        "Organised by: IOM, OSCE and UNODC", "Adopted in Podgorica, 1 September 2016",
        "Numbers rose in 2015[^1].", "[^1]: https://example.org/a_b, p. 4",
        "The objectives are to:", "7", "2016. was a hard year for the region.", "I. Introduction",
        "Thanks to the host", "A literal \\*star\\* and 2 * 3.", "* This designation is without prejudice.",  # noqa: E501
        "\u00a0no-break start of a paragraph.", "- 5. Dash and number.",
    ]
)  # fmt: skip
TEXTS = st.tuples(
    HEADS,
    st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n\n", "\n\f"])), min_size=1, max_size=14),
).map(lambda parts: parts[0] + "".join(line + gap for line, gap in parts[1]))


def _tree(document: Document) -> dict[str, object]:
    data = document.to_json_dict()
    left = ("removed", "questions", "lint", "facts")
    return {key: value for key, value in data.items() if key not in left}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_g2_samples(path: Path) -> None:
    document = read(path.read_bytes(), path.name)
    assert _tree(read_text(write_plain(document))) == _tree(document)


def test_g2_decimal_points() -> None:
    document = read_text("CONCLUSIONS\n\n1. One:\n1.1. a point;\n1.2. a second.\n2. Two.")
    document.renumber()
    assert [node.label for node in document.nodes] == ["1", "a", "b", "2"]
    assert {question.code for question in document.questions} <= {"language"}
    assert _tree(read_text(write_plain(document))) == _tree(document)


@settings(deadline=None, max_examples=300, derandomize=True)
@given(TEXTS)
def test_g2_any_text(text: str) -> None:
    try:
        document = read_text(text)
    except UnreadableFile:
        assume(False)
    written = write_plain(document)
    assert _tree(read_text(written)) == _tree(document), written


@pytest.mark.parametrize("kind", ["1. ", "   a. ", "", "- "])
def test_hard_breaks_and_no_break_spaces_come_back_from_plain_text(kind: str) -> None:
    words = f"{kind}line one\\\nline two of 5\u00a0km;"
    text = f"# Title\n\nConclusions\n\n1. Before it all;\n\n{words}\n\n2. after.\n"
    document = read_text(text)
    (broken,) = [node for node in document.nodes if "\\\n" in node.text]
    assert broken.text == "line one\\\nline two of 5\u00a0km;"
    again = read_text(write_plain(document))
    assert [(node.kind, node.text) for node in again.nodes] == [
        (node.kind, node.text) for node in document.nodes
    ]


def test_a_backslash_that_ends_a_paragraph_is_no_break() -> None:
    document = read_text("1. one \\\\\n\n2. two \\\n\n3. three.\n")
    assert [node.text for node in document.nodes][-1] == "three."
    assert len(document.nodes) == 3
