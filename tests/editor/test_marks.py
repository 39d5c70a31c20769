"""The field in the browser reads and writes the light marks exactly as the server does."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.text.inline import Span, canonical, normalised, parse, plain_of, serialise, to_plain
from tests.editor.node import in_javascript

CASES: list[str] = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))
PIECES = [
    "*", "**", "***", "^", "~", "[", "]", "(", ")", "{", "}", "\\", "\n", "\r\n", "\\\n", " ", "\u00a0", "a", "Kosovo*",  # noqa: E501
    "https://a.b/c", "http", "://", "[^1]", "[^٣]", "^[", "]{la}", "](https://x.y/z)", "<b>", "&amp;", "ž", "𝒳", "😀", "Ж", ".", "1",  # noqa: E501
    "_", '"', "[#ab12]", "#", "\x1c", "\x85", "\u2028", "\ufeff", "e\u0301", "word ", " word",
]  # fmt: skip
# Node's tables of signs may be newer than Python's: only signs that Python knows.
SIGNS = [chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) not in "Cn Cs Co"]
# One start of Node reads hundreds of texts; hypothesis gives the seeds they are made with.
MANY = settings(max_examples=8, deadline=None)


def a_text(chance: Random) -> str:
    return "".join(
        chance.choice(PIECES) if chance.random() < 0.9 else chance.choice(SIGNS)
        for _ in range(chance.randrange(18))
    )


def a_tree(chance: Random, depth: int = 0) -> tuple[Span, ...]:
    return tuple(a_span(chance, depth) for _ in range(chance.randrange(5 - depth)))


def a_span(chance: Random, depth: int) -> Span:
    kind = chance.choice(["text", "text", "em", "strong", "link", "lang", "note", "sup", "sub",
                          "call", "ref", "break"])  # fmt: skip
    value = {"link": "https://a.b/c", "lang": "la", "call": "7", "ref": "ab12"}.get(kind, "")
    if kind in {"text", "sup", "sub"}:
        return Span(kind, a_text(chance))
    if kind in {"call", "ref", "break"} or depth == 3:
        return Span("break") if not value or depth == 3 else Span(kind, value=value)
    return Span(kind, value=value, children=a_tree(chance, depth + 1))


def shape(spans: Iterable[Span]) -> list[Any]:
    """Return spans as the JavaScript side writes them."""
    return [[one.kind, one.text, one.value, shape(one.children)] for one in spans]


def compare(call: str, given: Sequence[Any], wanted: Sequence[Any]) -> None:
    """Fail with the first value of which the two sides make different things."""
    for value, found, right in zip(given, in_javascript(call, given), wanted, strict=True):
        assert found == right, f"{call}({value!r})"


def agrees(texts: list[str]) -> None:
    """Every function gives the same on both sides."""
    compare("parse", texts, [shape(parse(text)) for text in texts])
    compare("again", texts, [serialise(parse(text)) for text in texts])
    compare("canonical", texts, [canonical(text) for text in texts])
    compare("plain", texts, [plain_of(parse(text)) for text in texts])


def test_shared_cases_are_read_and_written_alike() -> None:
    agrees(CASES)


@MANY
@given(st.integers(0, 2**64).map(Random))
def test_any_text_is_read_and_written_alike(chance: Random) -> None:
    agrees([a_text(chance) for _ in range(300)])


@MANY
@given(st.integers(0, 2**64).map(Random))
def test_any_tree_is_written_alike(chance: Random) -> None:
    trees = [a_tree(chance) for _ in range(200)]
    compare("serialise", [shape(tree) for tree in trees], [serialise(tree) for tree in trees])


@MANY
@given(st.integers(0, 2**64).map(Random))
def test_field_never_loses_a_word(chance: Random) -> None:
    trees = [a_tree(chance) for _ in range(200)]
    for tree, text in zip(trees, in_javascript("faithful", list(map(shape, trees))), strict=True):
        assert plain_of(parse(text)) == plain_of(normalised(tree)), tree


def marks_of(spans: Iterable[Span], around: frozenset[str] = frozenset()) -> list[Any]:
    """Return each stretch of words with all its marks, whichever stands within which."""
    found: list[Any] = []
    for one in normalised(spans):
        inside = around | {f"{one.kind} {one.value}"}
        if one.kind == "link" and any(name.startswith("link") for name in around):
            inside = around
        if one.kind in {"text", "sup", "sub"}:
            kept = around if one.kind == "text" else inside
            # Spaces carry no mark that a reader sees.
            found += [(sign, kept) for sign in one.text if not sign.isspace()]
        elif one.kind in {"call", "ref"}:
            found.append((inside, frozenset(n for n in around if n in {"em ", "strong "})))
        elif one.kind == "note":
            found.append(("note", marks_of(one.children)))
        elif one.kind != "break":
            found += marks_of(one.children, inside)
    return found


@MANY
@given(st.integers(0, 2**64).map(Random))
def test_what_is_stored_comes_out_of_the_field_with_all_its_marks(chance: Random) -> None:
    texts = [canonical(a_text(chance)) for _ in range(200)]
    # A link written out as words becomes one in the field.
    texts = [text for text in texts if "\\[" not in text and "\\:" not in text]
    # Two touching stretches of one language are one to the field, and an address at the end of
    # the first would take up the second.
    texts = [text for text in texts if not re.search(r"\]\{([\w-]+)\}\[[^\]]*\]\{\1\}", text)]
    out = in_javascript("field", texts)
    for text, again in zip(texts, out, strict=True):
        assert canonical(again) == again
        spans = parse(text)
        assert "".join(to_plain(again).split()) == "".join(plain_of(spans).split())
        # What the light marks cannot write in another way is kept as words.
        if normalised(parse(serialise(spans))) == normalised(spans):
            assert marks_of(parse(again)) == marks_of(spans), (text, again)


def test_field_drops_one_mark_that_cannot_be_carried_and_keeps_the_others() -> None:
    tree = (
        Span("em", children=(Span("text", "inter alia"),)),
        Span("text", ", inter"),
        Span("em", children=(Span("text", "national"),)),
    )
    assert in_javascript("faithful", [shape(tree)]) == ["*inter alia*, international"]
