"""Rule G2 for every tree: what would be read otherwise says itself what its parts are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventmgr.text.inline import canonical
from eventmgr.text.model import Document, DocumentKind, Footnote, Node, NodeKind
from eventmgr.text.numbering import STYLES
from eventmgr.text.readers import read_text
from eventmgr.text.writers import write_plain
from eventmgr.text.writers.markdown import write_markdown
from tests.text.writers.works import work_of

OUTLINE = "<!-- outline: "


def parts(document: Document) -> list[tuple[str, int, str | None, str]]:
    """Kind, level, label and words of every paragraph."""
    document.renumber()
    return [(node.kind.value, node.level, node.label, node.text) for node in document.nodes]


def node(kind: NodeKind, text: str, level: int = 0) -> Node:
    """A paragraph, written as short as it can be."""
    return Node(kind, text, level)


TREES = {
    "a paragraph that begins like a point": [
        node(NodeKind.OPERATIVE, "Agree on this:", 1),
        node(NodeKind.CONTINUATION, "(a) is what the ministers call it;", 1),
        node(NodeKind.SUB_POINT, "1. 1. with figures;", 2),
    ],
    "operative paragraphs in front of the chapeau": [
        node(NodeKind.OPERATIVE, "Agree.", 1),
        node(NodeKind.CHAPEAU, "The participants met."),
        node(NodeKind.PREAMBULAR, "Strengthen everything."),
    ],
    "a heading that is a sentence": [
        node(NodeKind.HEADING, "- what follows\\\nis long.", 2),
        node(NodeKind.PARAGRAPH, "Background"),
        node(NodeKind.PARAGRAPH, "## Not a heading"),
    ],
    "bullets and points of three depths": [
        node(NodeKind.OPERATIVE, "One:", 1),
        node(NodeKind.BULLET, "· a bullet of a bullet;", 3),
        node(NodeKind.SUB_POINT, "two;", 3),
        node(NodeKind.SUB_POINT, "three_four_ & &amp; five.", 2),
    ],
    "a closing line in the middle": [
        node(NodeKind.CLOSING, "and so it ends"),
        node(NodeKind.FORMULA, "in small letters"),
        node(NodeKind.LEAD_IN, "* starred"),
        node(NodeKind.PARAGRAPH, "\u00a0one\\\n7"),
    ],
    "what reads like an outline": [
        node(NodeKind.PARAGRAPH, "<!-- outline: conclusions, en; title -->"),
        node(NodeKind.PARAGRAPH, "\\[^1]: no note"),
    ],
}


@pytest.mark.parametrize("name", TREES)
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_g2_odd_trees_come_back(name: str, kind: DocumentKind) -> None:
    document = Document(kind, "en", title="Conclusions", doc_type="Conclusions", nodes=TREES[name])
    again = read_text(write_plain(document))
    assert again.kind is kind
    assert (again.title, again.doc_type) == ("Conclusions", "Conclusions")
    assert parts(again) == parts(document)
    assert parts(read_text(write_markdown(work_of(document), "en"), "en")) == parts(document)


WORDS = (
    st.text(
        alphabet=st.one_of(
            st.sampled_from(list(" .,;:()[]^*_~\\&#<>-–·1aA\u00a0čЖ\u2009\x85|`!")),
            st.characters(exclude_categories=("Cs", "Cc")),
        ),
        min_size=1,
        max_size=30,
    )
    .map(canonical)
    .filter(lambda text: bool(text.strip()) and canonical(text) == text and "[^" not in text)
)
LINES = WORDS.filter(lambda text: "\\\n" not in text and "\x85" not in text)
LEVELS = {
    NodeKind.OPERATIVE: (1,), NodeKind.SUB_POINT: (2, 3), NodeKind.BULLET: (1, 2, 3),
    NodeKind.HEADING: (1, 2), NodeKind.CONTINUATION: (1, 2, 3),
}  # fmt: skip
NODES = st.sampled_from(list(NodeKind)).flatmap(
    lambda kind: st.builds(
        Node,
        st.just(kind),
        WORDS,
        st.sampled_from(LEVELS.get(kind, (0,))),
    )
)
DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(list(DocumentKind)),
    language=st.sampled_from(["en", "cnr", "sq", "mk", "sr-Cyrl"]),
    title=st.none() | LINES,
    subtitle=st.lists(LINES, max_size=2),
    doc_type=st.none() | LINES,
    nodes=st.lists(NODES, min_size=1, max_size=8),
    footnotes=st.lists(WORDS, max_size=2).map(
        lambda texts: [Footnote(place, text) for place, text in enumerate(texts, start=1)]
    ),
    label_style=st.sampled_from(STYLES),
)


@settings(
    deadline=None, max_examples=400, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(DOCUMENTS)
def test_g2_any_tree_comes_back_from_plain_text(document: Document) -> None:
    written = write_plain(document)
    again = read_text(written)
    assert parts(again) == parts(document), written
    assert (again.kind, again.language) == (document.kind, document.language)
    assert (again.title, again.subtitle, again.doc_type) == (
        document.title, document.subtitle, document.doc_type,
    )  # fmt: skip
    assert [(note.number, note.text) for note in again.footnotes] == [
        (note.number, note.text) for note in document.footnotes
    ]
    assert write_plain(again) == written


@pytest.mark.parametrize(
    ("where", "lines"),
    [
        ({"place": "Budva", "country": "Montenegro"}, "Budva, Montenegro"),
        ({"place": "at the seat of the bank"}, "Place: at the seat of the bank"),
        ({"country": "Italy", "start": date(2016, 5, 1), "end": date(2016, 6, 2)}, "Italy"),
    ],
)
def test_place_and_dates_come_back(where: dict[str, object], lines: str) -> None:
    document = Document(
        language="en", title="A title", nodes=[node(NodeKind.CLOSING, "1. so")], **where
    )  # type: ignore[arg-type]
    written = write_plain(document)
    assert lines in written
    again = read_text(written)
    assert parts(again) == parts(document)
    for name, value in where.items():
        assert getattr(again, name) == value


def outlined() -> str:
    """A text that needs its outline."""
    text = write_plain(
        Document(language="en", title="Title", nodes=TREES["a closing line in the middle"])
    )
    assert OUTLINE in text
    return text


def test_an_ordinary_text_has_no_outline() -> None:
    document = read_text("Workshop\n\nCONCLUSIONS\n\n1. One;\n2. Two.\n")
    assert OUTLINE not in write_plain(document)


def test_words_may_be_changed_above_an_outline() -> None:
    found = read_text(outlined().replace("in small letters", "in SMALL letters"))
    assert [one.kind.value for one in found.nodes] == [
        "closing", "formula", "lead-in", "paragraph",
    ]  # fmt: skip
    assert found.nodes[1].text == "in SMALL letters"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("* starred", "* starred\n\nPut in between."),
        lambda text: text.replace(OUTLINE, OUTLINE + "poem, en; "),
        lambda text: text.replace("; formula 0", "; formula 0; formula 0"),
        lambda text: text.replace("formula 0", "verse 0"),
    ],
)
def test_an_outline_that_does_not_fit_is_listed_and_not_believed(change: object) -> None:
    text = change(outlined())  # type: ignore[operator]
    found = read_text(text)
    assert [one.text for one in found.removed if one.text.startswith(OUTLINE)]
    assert not any(OUTLINE in one.text for one in found.nodes)
    assert found.nodes


def test_an_outline_with_the_line_ends_of_windows_is_believed() -> None:
    found = read_text(outlined().replace("\n", "\r\n"))
    assert parts(found) == parts(read_text(outlined()))
