"""Tracked changes: refusing all gives the old text, accepting all the new one, by author."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from eventmgr.text.edition import Edition, EditionParagraph, Head, Work
from eventmgr.text.inline import canonical, to_plain
from eventmgr.text.readers import read
from eventmgr.text.writers.redline_docx import Hand, write_redline
from tests.text.writers.test_docx import W, xml

SECRETARIAT = Hand("Secretariat", datetime(2016, 9, 1, 12, tzinfo=UTC))
KOSOVO = Hand("Delegation of Kosovo*", datetime(2016, 9, 1, 12, 5, tzinfo=UTC))
SERBIA = Hand("Delegation of Serbia", datetime(2016, 9, 1, 12, 10, tzinfo=UTC))

_ADDED = {W + "ins", W + "moveTo"}
_GONE = {W + "del", W + "moveFrom"}


def work(*rows: tuple[str, str]) -> Work:
    """Conclusions of operative paragraphs (uid, text)."""
    paragraphs = tuple(
        EditionParagraph(uid, "operative", 1, f"{place}.", str(place), {"en": text})
        for place, (uid, text) in enumerate(rows, 1)
    )
    return Work(Edition("conclusions", "en", ("en",), paragraphs), {"en": Head("")})


def decided(data: bytes, *, accept: bool) -> list[str]:
    """Words of the paragraphs once all tracked changes are accepted, or refused."""
    gone = _GONE if accept else _ADDED
    body = xml(data).find(W + "body")
    found: list[str] = []
    carried = ""
    for paragraph in body.findall(W + "p"):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        leaves = mark is not None and any(one.tag in gone for one in mark)
        carried += _words(paragraph, gone)
        if not leaves:
            found.append(carried)
            carried = ""
    assert carried == ""
    return found


def _words(element: etree._Element, gone: set[str]) -> str:
    if element.tag in gone or element.tag == W + "pPr":
        return ""
    if element.tag in {W + "t", W + "delText"}:
        return element.text or ""
    if element.tag == W + "br":
        return "\n"
    return "".join(_words(child, gone) for child in element)


def plain(one: Work) -> list[str]:
    """The same words, of the edition itself."""
    return [to_plain(paragraph.texts["en"]) for paragraph in one.edition.paragraphs]


def authors(data: bytes) -> set[str]:
    """Everybody who changed something in the file."""
    return {one.get(W + "author") for one in xml(data).iter() if one.get(W + "author")}


_TEXTS = st.lists(
    st.sampled_from(
        ["and", "or", "*joint*", "states", "shall", "meet", "**in**", "2016,", "H~2~O"]
    ),
    min_size=1,
    max_size=9,
).map(lambda words: canonical(" ".join(words)))
_EDITIONS = st.lists(
    st.tuples(st.sampled_from("abcdefg"), _TEXTS), unique_by=lambda row: row[0], max_size=7
).map(lambda rows: work(*rows))


@settings(max_examples=80, deadline=None)
@given(_EDITIONS, _EDITIONS, st.dictionaries(st.sampled_from("abcdefg"), st.lists(
    st.tuples(_TEXTS, st.sampled_from([KOSOVO, SERBIA])), max_size=3)))  # fmt: skip
def test_refused_is_the_old_text_and_accepted_the_new(
    before: Work, after: Work, steps: dict[str, list[tuple[str, Hand]]]
) -> None:
    data = write_redline(before, after, "en", hand=SECRETARIAT, steps=steps)
    assert decided(data, accept=False) == plain(before)
    assert decided(data, accept=True) == plain(after)
    numbers = re.findall(r'w:id="(\d+)" w:author', etree.tostring(xml(data)).decode())
    assert len(numbers) == len(set(numbers))


def test_each_institution_changes_in_its_own_name() -> None:
    before = work(("a", "The participants meet once a year."))
    after = work(("a", "The parties meet twice a year in Pristina."))
    data = write_redline(
        before,
        after,
        "en",
        hand=SECRETARIAT,
        steps={
            "a": [
                ("The participants meet once a year in Pristina.", KOSOVO),
                ("The parties meet once a year in Pristina.", SERBIA),
            ]
        },
    )
    changes = {
        (one.tag.removeprefix(W), one.get(W + "author"), "".join(one.itertext()).strip())
        for one in xml(data).iter(W + "ins", W + "del")
    }
    assert changes == {
        ("ins", KOSOVO.author, "in Pristina"),
        ("del", SERBIA.author, "participants"),
        ("ins", SERBIA.author, "parties"),
        ("del", SECRETARIAT.author, "once"),
        ("ins", SECRETARIAT.author, "twice"),
    }
    assert {one.get(W + "date") for one in xml(data).iter(W + "del")} == {
        "2016-09-01T12:10:00Z",
        "2016-09-01T12:00:00Z",
    }


def test_what_one_put_in_and_another_struck_keeps_both_names() -> None:
    before, after = work(("a", "Meet again.")), work(("a", "Meet again."))
    steps = {"a": [("Meet again soon in Budva.", KOSOVO), ("Meet again.", SERBIA)]}
    data = write_redline(before, after, "en", hand=SECRETARIAT, steps=steps)
    inner = xml(data).find(f".//{W}ins/{W}del")
    assert inner.get(W + "author") == SERBIA.author
    assert inner.getparent().get(W + "author") == KOSOVO.author
    assert authors(data) == {KOSOVO.author, SERBIA.author}


def test_what_one_hand_put_in_and_struck_itself_leaves_no_trace() -> None:
    before, after = work(("a", "Meet again.")), work(("a", "Meet again."))
    steps = {"a": [("Meet again soon.", KOSOVO), ("Meet again.", KOSOVO)]}
    assert authors(write_redline(before, after, "en", hand=SECRETARIAT, steps=steps)) == set()


def test_added_struck_and_moved_paragraphs_are_marked() -> None:
    before = work(("a", "First."), ("b", "Second."), ("c", "Third."), ("d", "Fourth."))
    after = work(("d", "Fourth now."), ("a", "First."), ("x", "New."), ("c", "Third."))
    data = write_redline(before, after, "en", hand=SECRETARIAT, steps={"b": [("", SERBIA)]})
    marks = [
        (mark[0].tag.removeprefix(W), mark[0].get(W + "author"))
        for mark in xml(data).iter(W + "rPr")
        if mark.getparent().tag == W + "pPr"
    ]
    assert marks == [
        ("moveTo", SECRETARIAT.author),
        ("del", SERBIA.author),
        ("ins", SECRETARIAT.author),
        ("moveFrom", SECRETARIAT.author),
    ]
    names = {one.get(W + "name") for one in xml(data).iter(W + "moveFromRangeStart")}
    assert names == {one.get(W + "name") for one in xml(data).iter(W + "moveToRangeStart")}
    assert decided(data, accept=True) == plain(after)


def test_our_reader_asks_about_every_change() -> None:
    before = work(("a", "Strengthen cooperation of the region."), ("b", "Meet again in a year."))
    after = work(("a", "Strengthen close cooperation of the region."), ("c", "Exchange lists."))
    before = replace(before, heads={"en": Head("Workshop", heading="Conclusions")})
    after = replace(after, heads={"en": Head("Workshop", heading="Conclusions")})
    data = write_redline(before, after, "en", hand=SECRETARIAT)
    found = read(data, "redline.docx", "en")
    asked = [one for one in found.questions if one.code == "tracked-change"]
    said = " ".join(str(one.params) for one in asked)
    assert len(asked) == 3
    for words in ("close", "Meet again in a year.", "Exchange lists."):
        assert words in said
