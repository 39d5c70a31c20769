"""The inline form: what opens a mark, what is safe, what survives writing and reading."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.text.footnotes import collect_footnotes, inline_footnotes
from eventmgr.text.inline import (
    ALLOWED_TAGS,
    Span,
    canonical,
    links,
    normalised,
    parse,
    plain_of,
    refer_to,
    references,
    serialise,
    to_html,
    to_plain,
)
from eventmgr.text.model import Document, Footnote, Node, NodeKind

PIECES = st.sampled_from(
    ["*", "**", "***", "^", "~", "[", "]", "(", ")", "{", "}", "\\", "\n", " ", "\u00a0", "a", "Kosovo*",  # noqa: E501
     "https://a.b/c", "[^1]", "^[", "[#0a1b2c]", "#abcd", "]{la}", "](https://x.y/z)", "<b>", "&amp;", "ž", ".", "1", "_", "\""]  # noqa: E501
)  # fmt: skip
PLACES = {"0a1b2c": "paragraph 4 (c)"}
HOSTILE = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25).map("".join)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Kosovo*", "Kosovo*"),
        ("Kosovo* and X*", "Kosovo* and X*"),
        ("(*members of the Group*)", "(<em>members of the Group</em>)"),
        ("**strong** and *em*", "<strong>strong</strong> and <em>em</em>"),
        ("***both***", "<strong><em>both</em></strong>"),
        ("* no bullet *", "* no bullet *"),
        (r"\*literal\*", "*literal*"),
        ("26^th^ H~2~O", "26<sup>th</sup> H<sub>2</sub>O"),
        ("[inter alia]{la}", '<span lang="la">inter alia</span>'),
        ("a\\\nb", "a<br>b"),
        (
            "https://a.b/c_d, p. 4",
            '<a href="https://a.b/c_d" rel="noopener noreferrer">https://a.b/c_d</a>, p. 4',
        ),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("<script>", "&lt;script&gt;"),
        ('"&', "&quot;&amp;"),
        ("x[^2]", 'x<sup class="note-call">2</sup>'),
        ("see [#0a1b2c].", 'see <a class="ref" href="#p-0a1b2c">paragraph 4 (c)</a>.'),
        ("see [#ffff].", 'see <span class="ref ref--lost">[?]</span>.'),
        ("[#Not one] [#abc]", "[#Not one] [#abc]"),
        (r"\[#0a1b2c]", "[#0a1b2c]"),
    ],
)
def test_html_of(text: str, html: str) -> None:
    assert to_html(text, refer=PLACES.get) == html


def test_references_are_found_and_written_out() -> None:
    text = "As in [#0a1b2c] and *[#ffff]*^[see [#0a1b2c]]."
    assert references(text) == ["0a1b2c", "ffff", "0a1b2c"]
    assert refer_to(text, PLACES.get) == (
        "As in paragraph 4 (c) and *[#ffff]*^[see paragraph 4 (c)]."
    )
    assert references(r"\[#0a1b2c] [x](https://a.b)") == []


def test_link_that_reads_like_a_reference_stays_a_link() -> None:
    span = Span("link", value="https://a.b/c", children=(Span("text", "#abcd"),))
    assert parse(serialise([span])) == (span,)


def test_call_links_to_its_note() -> None:
    assert to_html("x[^2]", "#note-%s") == ('x<sup class="note-call"><a href="#note-2">2</a></sup>')


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("  two   spaces ", "two spaces"),
        ("Cafe\u0301", "Café"),
        ("kept\u00a0here", "kept\u00a0here"),
        ("“quotes” 'as' \"typed\"", "“quotes” 'as' \"typed\""),
        (r"under\_score and \$5", "under_score and $5"),
        ("a \\\n  b", "a\\\nb"),
        ("line\nbreak", "line break"),
        ("bell\x07", "bell"),
    ],
)
def test_canonical(text: str, wanted: str) -> None:
    assert canonical(text) == wanted


def test_plain_words_and_links() -> None:
    text = "See [the report](https://a.b/c) of *Kosovo\\**[^1]^[body]"
    assert to_plain(text) == "See the report (https://a.b/c) of Kosovo*[1] [body]"
    assert links(text) == ["https://a.b/c"]


def test_partial_emphasis_never_loses_letters() -> None:
    spans = [Span("text", "inter"), Span("em", children=(Span("text", "national"),))]
    assert serialise(spans) == "international"


@given(HOSTILE)
def test_writing_and_reading_is_stable(text: str) -> None:
    spans = parse(text)
    written = serialise(spans)
    assert plain_of(parse(written)) == plain_of(normalised(spans))
    assert serialise(parse(written)) == written


@given(HOSTILE)
def test_canonical_is_stable(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once


@given(HOSTILE)
def test_html_has_only_allowed_tags_and_addresses(text: str) -> None:
    html = to_html(text)
    tags = re.findall(r"<(/?)([a-z]*)([^>]*)>", html)
    assert html.count("<") == len(tags)
    for closing, name, attributes in tags:
        assert name in ALLOWED_TAGS
        assert not closing or not attributes
        for address in re.findall(r'href="([^"]*)"', attributes):
            assert address.startswith(("http://", "https://", "mailto:"))
        assert not re.search(r"\bon\w+=|style=", attributes)


@given(
    st.lists(
        st.lists(st.sampled_from(["word", "[^1]", "[^2]", "*em*", " "]), max_size=8), max_size=4
    )
)
def test_notes_go_in_place_and_back(parts: list[list[str]]) -> None:
    texts = [canonical(" ".join(part)) for part in parts]
    document = Document(
        nodes=[Node(NodeKind.PARAGRAPH, text) for text in texts],
        footnotes=[Footnote(1, "See https://a.b/c, p. 4"), Footnote(2, "An *estimate* [sic].")],
    )
    inlined = inline_footnotes(document)
    assert not any("[^1]" in text or "[^2]" in text for text in inlined)
    back, notes = collect_footnotes(inlined)
    assert [to_plain(re.sub(r"\[\^\d+\]", "#", text)) for text in back] == [
        to_plain(re.sub(r"\[\^\d+\]", "#", text)) for text in texts
    ]
    assert len(notes) == sum(len(re.findall(r"\[\^\d\]", text)) for text in texts)
    assert {to_plain(note.text) for note in notes} <= {
        "See https://a.b/c, p. 4",
        "An estimate [sic].",
    }


def test_long_hostile_marks_end_soon() -> None:
    for text in (
        "*" * 50_000,
        "[" * 50_000,
        "*a " * 20_000,
        "^[" * 20_000,
        "^a" * 20_000,
        "[a](" * 9_000,
    ):
        assert isinstance(to_html(text), str)
