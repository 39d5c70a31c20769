"""XLIFF 2.0: what goes out comes back, and what does not belong is refused in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from eventmgr.text.inline import canonical, parse, to_plain
from eventmgr.text.readers import UnreadableFile
from eventmgr.text.writers.xliff import CORE, Unit, write_xliff
from eventmgr.text.writers.xliff_in import read_xliff
from tests.seeds.reading import seed_document
from tests.text.writers.works import work_of

C = {"x": CORE}
RICH = (
    "The *joint* and **strong** H~2~O, 10^th^ at [the *site*](https://example.org/a_b), see "
    "https://example.org/x^[Ibid., *p. 4*] a\u00a0b\\\nnext [inter alia]{la} & <so> on[^3] "
    "as [#0123456789abcdef] says"
)


def file_of(*units: Unit) -> bytes:
    """A file from English into Albanian."""
    return write_xliff(units, "en", "sq", original="conclusions-7")


def test_marks_are_inline_elements_and_come_back() -> None:
    data = file_of(Unit("a1", "4 (c)", RICH, RICH, "translated", "77", notes=("Sub-point 4 (c)",)))
    root = etree.fromstring(data)
    assert root.get("version") == "2.0"
    assert (root.get("srcLang"), root.get("trgLang")) == ("en", "sq")
    text = "".join(root.find(".//x:source", C).itertext())
    assert not re.search(r"[*~\\^{}]", text)
    kinds = {(one.get("type"), one.get("subType")) for one in root.iterfind(".//x:source//x:pc", C)}
    assert {("fmt", "xlf:i"), ("fmt", "xlf:b"), ("link", None), ("fmt", "eventmgr:sub")} <= kinds
    assert len(root.findall(".//x:source//x:ph", C)) == 3
    (unit,) = read_xliff(data).units
    assert (unit.uid, unit.revision, unit.state) == ("a1", "77", "translated")
    assert unit.source == unit.target == canonical(RICH)
    assert unit.notes == ()


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_a_seed_goes_out_and_comes_back(name: str) -> None:
    edition = work_of(seed_document(name)).edition
    units = [Unit(one.uid, one.reference, one.texts["en"]) for one in edition.paragraphs]
    found = read_xliff(file_of(*units))
    assert (found.source, found.target, found.original) == ("en", "sq", "conclusions-7")
    assert [(one.uid, one.source, one.target) for one in found.units] == [
        (one.uid, canonical(one.source), None) for one in units
    ]


_INLINE = st.lists(
    st.sampled_from(
        ["word", " ", "*em*", "**strong**", "^2^", "~n~", "[a](https://x.org/b)", "^[note *in*]",
         "[la]{la}", "\\\n", "\\*", "[^4]", "&", "<b>", "\u00a0", "https://example.org", "[", "*"]
    ),
    max_size=12,
).map(lambda parts: canonical("".join(parts)))  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text, however they are marked."""
    return to_plain(text).split()


@settings(max_examples=200, deadline=None)
@given(_INLINE, _INLINE, st.sampled_from(["missing", "draft", "out of date", "translated"]))
def test_any_wording_comes_back_as_it_means(source: str, target: str, state: str) -> None:
    (unit,) = read_xliff(file_of(Unit("a1", "", source, target, state))).units
    assert parse(unit.source) == parse(source) or words(unit.source) == words(source)
    if to_plain(target).strip():
        assert unit.target is not None
        assert words(unit.target) == words(target)


def test_states_are_told_and_understood() -> None:
    data = file_of(
        *(
            Unit(f"u{place}", "", "One.", target, state)
            for place, (state, target) in enumerate(
                [("missing", ""), ("draft", "Një."), ("out of date", "Një."),
                 ("translated", "Një."), ("checked", "Një.")]
            )
        )
    )  # fmt: skip
    assert [one.state for one in read_xliff(data).units] == [
        "initial", "initial", "initial", "translated", "reviewed",
    ]  # fmt: skip
    subs = [one.get("subState") for one in etree.fromstring(data).iterfind(".//x:segment", C)]
    assert subs == [None, "eventmgr:draft", "eventmgr:out-of-date", None, None]


def xliff(inner: str, *, target: str = 'trgLang="sq"', version: str = "2.0") -> bytes:
    """A file as another program would save it."""
    return (
        f'<xliff xmlns="{CORE}" version="{version}" srcLang="en" {target}>'
        f'<file id="f">{inner}</file></xliff>'
    ).encode()


def test_what_programs_do_to_a_unit_is_understood() -> None:
    data = xliff(
        '<unit id="p-a"><notes><note>Is this the treaty of 2011?</note></notes>'
        "<originalData><data id='d1'>https://example.org</data></originalData>"
        "<segment state='final'><source>One <pc id='1' type='fmt' subType='xlf:i'>two</pc>."
        "</source><target>Një <sc id='1'/>dy<ec startRef='1'/>.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment state='translated'><source>See <pc id='2' type='link' dataRefStart='d1'>it</pc>."
        "</source><target><mrk id='m' type='term'>Shih</mrk> <pc id='2'>këtë</pc>.</target>"
        "</segment></unit>"
    )
    (unit,) = read_xliff(data).units
    assert unit.source == "One *two*. See [it](https://example.org)."
    assert unit.target == "Një *dy*. Shih [këtë](https://example.org)."
    assert unit.state == "translated"
    assert unit.notes == ("Is this the treaty of 2011?",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no xml", "not an XLIFF file"),
        (b"<html/>", "not an XLIFF file"),
        (b"", "not an XLIFF file"),
        (xliff("", target=""), "from which language"),
        (
            b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>',
            "This is XLIFF 1.2. Please save it as XLIFF 2.0",
        ),
        (b'<!DOCTYPE x [<!ENTITY e "e">]><xliff/>', "foreign definitions"),
        (
            xliff('<unit id="p-a"><segment><source>a</source></segment></unit>' * 2),
            "stands twice",
        ),
        (
            xliff(
                '<unit id="p-a"><segment><source><sc id="1" type="fmt" subType="xlf:i"/>a'
                '<sc id="2" type="fmt" subType="xlf:b"/>b<ec startRef="1"/>c<ec startRef="2"/>'
                "</source></segment></unit>"
            ),
            "cross one another",
        ),
        (
            xliff(
                '<unit id="p-a"><segment><source>a</source><target>b</target></segment>'
                "<segment><source>c</source></segment></unit>"
            ),
            "in part only",
        ),
        (
            xliff(f'<unit id="p-a"><segment><source>{"<pc>" * 40}a{"</pc>" * 40}</source>'
                  "</segment></unit>"),
            "cross one another",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=re.escape(words)):
        read_xliff(data)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_xliff(data)
