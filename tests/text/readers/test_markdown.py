"""Markdown with notes by number, by name and in place; links that stand apart; lettered points."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, NodeKind
from eventmgr.text.readers import read, read_source
from eventmgr.text.writers import write_plain

TEXT = """# Regional Conference on Migration

**CONCLUSIONS**

Recalling the earlier meetings[^past] of the participants,

The participants agreed upon the following:

1. Strengthen co-operation^[See <https://example.org/x>, *p. 4*.] between
   all services of the Western
   Balkans;
2. Exchange information[^1]:
   a. with [this site][site];
   b. at the border[^past].

[^past]: The first was in
    Podgorica in 2015.

    It had two parts.
[^1]: Two.

[site]: https://example.org/site "A title"
"""


def document(text: str = TEXT) -> Document:
    found = read(text.encode(), "x.md")
    found.renumber()
    return found


def test_notes_of_all_three_kinds() -> None:
    found = document()
    notes = {note.number: note.text for note in found.footnotes}
    assert notes == {
        1: "Two.",
        2: "The first was in Podgorica in 2015. It had two parts.",
        3: "See https://example.org/x, *p. 4*.",
    }
    assert [node.notes for node in found.nodes if node.notes] == [[2], [3], [1], [2]]
    assert found.footnotes[-1].links == ["https://example.org/x"]


def test_lettered_points_and_wrapped_items() -> None:
    found = document()
    assert [node.label for node in found.nodes if node.label] == ["1", "2", "a", "b"]
    first = found.of_kind(NodeKind.OPERATIVE)[0]
    assert first.text.endswith("between all services of the Western Balkans;")
    assert found.nodes[-2].text == "with [this site](https://example.org/site);"
    assert ("address of a link", '[site]: https://example.org/site "A title"') in [
        (one.what, one.text) for one in found.removed
    ]


def test_what_was_sent_is_shown_as_sent() -> None:
    source = read_source(TEXT.encode(), "x.md")
    sent = TEXT.split("\n")
    assert [(line.number, line.parts[0].text) for line in source.lines] == [
        (number, line.strip()) for number, line in enumerate(sent, start=1) if line.strip()
    ]
    first = source.document.of_kind(NodeKind.OPERATIVE)[0]
    assert source.origins[first.uid] == [9, 10, 11]


def test_markdown_comes_back_the_same() -> None:
    found = document()
    again = read(write_plain(found).encode(), "x.md")
    left = ("removed", "questions", "lint", "facts")
    ours, theirs = (
        {key: value for key, value in one.to_json_dict().items() if key not in left}
        for one in (found, again)
    )
    assert ours == theirs


def test_another_reader_finds_the_same_notes() -> None:
    tokens = MarkdownIt("commonmark", {"html": False}).use(footnote_plugin).parse(TEXT)
    theirs: set[str] = set()
    inside = False
    for token in tokens:
        if token.type == "footnote_open":
            inside, words = True, []
        elif token.type == "footnote_close":
            inside = False
            theirs.add(" ".join(words))
        elif inside and token.type == "inline":
            words.append(
                " ".join(child.content for child in token.children or [] if child.content.strip())
            )
    ours = {to_plain(note.text) for note in document().footnotes}
    assert {"".join(text.split()) for text in theirs} == {"".join(text.split()) for text in ours}


def test_a_call_without_a_note_stays_as_typed() -> None:
    found = document("CONCLUSIONS\n\n1. One[^lost].\n2. Two[^7].\n\n[^3]: Nobody calls this.\n")
    assert [to_plain(node.text) for node in found.of_kind(NodeKind.OPERATIVE)] == [
        "One[^lost].", "Two[7].",
    ]  # fmt: skip
    everything = " ".join([*found.texts(), *(one.text for one in found.removed)])
    assert "Nobody calls this." in everything
