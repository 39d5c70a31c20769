"""OpenDocument files: real lists, real notes, the language of the text."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from lxml import etree

from eventmgr.text.edition import Edition, EditionParagraph, Head, Institution, Marker, Work
from eventmgr.text.writers.odt import MIMETYPE, write_odt
from tests.seeds.reading import seed_document
from tests.text.writers.works import work_of, works

NS = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
}


def part(data: bytes, name: str = "content.xml") -> etree._Element:
    """Return a part of the file."""
    return etree.fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


def words(element: etree._Element) -> str:
    """Return the words in an element."""
    return "".join(element.itertext())


def test_sub_points_stand_inside_their_paragraph() -> None:
    root = part(write_odt(work_of(seed_document("002")), "en"))
    lists = root.findall(".//text:list[@text:style-name='Numbers']", NS)
    assert len(lists) == 1
    items = lists[0].findall("text:list-item", NS)
    assert len(items) == 7
    assert [len(item.findall("text:list/text:list-item", NS)) for item in items] == [
        0, 0, 0, 5, 0, 0, 0,
    ]  # fmt: skip


def test_notes_are_real_notes() -> None:
    root = part(write_odt(work_of(seed_document("003")), "en"))
    notes = root.findall(".//text:note", NS)
    assert [note.findtext("text:note-citation", namespaces=NS) for note in notes] == ["1", "2"]
    assert all("https://" in words(note.find("text:note-body", NS)) for note in notes)


def test_a_designation_keeps_its_sign_as_the_call_of_its_note() -> None:
    paragraph = EditionParagraph("a", "paragraph", 0, "", "", {"en": "In Kosovo* and Kosovo*."})
    head = Head("Workshop", designation_notes=(Marker("*", "Without prejudice."),))
    data = write_odt(Work(Edition("conclusions", "en", ("en",), (paragraph,)), {"en": head}), "en")
    found = part(data).findall(".//text:note/text:note-citation", NS)
    assert [note.get(f"{{{NS['text']}}}label") for note in found] == ["*"]
    assert words(part(data)).count("Kosovo*") == 2


def test_organisers_have_cells_of_one_row() -> None:
    head = Head("T", organisers=(Institution("A centre"), Institution("B office", role="Host")))
    data = write_odt(Work(Edition("conclusions", "en", ("en",), ()), {"en": head}), "en")
    cells = part(data).findall(".//table:table-cell", NS)
    assert [words(cell) for cell in cells] == ["A centre", "HostB office"]


@pytest.mark.parametrize(
    ("code", "language", "script"), [("cnr", "cnr", None), ("sq", "sq", None),
                                     ("sr_Latn", "sr", "Latn"), ("mk", "mk", None)],
)  # fmt: skip
def test_the_file_says_its_language(code: str, language: str, script: str | None) -> None:
    paragraph = EditionParagraph("a", "paragraph", 0, "", "", {code: "i [inter alia]{la}"})
    work = Work(Edition("conclusions", code, (code,), (paragraph,)), {code: Head("T")})
    data = write_odt(work, code)
    body = next(
        one
        for one in part(data, "styles.xml").iter(f"{{{NS['style']}}}style")
        if one.get(f"{{{NS['style']}}}name") == "BodyText"
    ).find("style:text-properties", NS)
    assert body.get(f"{{{NS['fo']}}}language") == language
    assert body.get(f"{{{NS['fo']}}}script") == script
    spans = part(data).findall(".//style:text-properties[@fo:language='la']", NS)
    assert len(spans) == 1


@settings(max_examples=25, deadline=None)
@given(works())
def test_any_work_makes_a_sound_file_with_every_word(work: Work) -> None:
    for language in work.heads:
        data = write_odt(work, language)
        archive = zipfile.ZipFile(BytesIO(data))
        assert archive.read("mimetype").decode() == MIMETYPE
        text = words(part(data))
        for word in re.findall(r"\w+", work.heads[language].title):
            assert word in text
