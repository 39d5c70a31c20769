"""Word files: the same tree comes back, labels are Word's own lists, notes are real notes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx2python import docx2python
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from eventmgr.text.edition import (
    Attached,
    Edition,
    EditionParagraph,
    Head,
    Institution,
    Marker,
    Work,
)
from eventmgr.text.footnotes import collect_footnotes
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, Node, NodeKind
from eventmgr.text.numbering import STYLES, labels
from eventmgr.text.readers import UnreadableFile, read, read_text
from eventmgr.text.writers.docx import write_docx
from tests.seeds.reading import seed_document
from tests.text.test_round_trip import TEXTS
from tests.text.writers.works import COUNT, labelled, work_of, works

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tree(document: Document) -> dict[str, object]:
    """What must be the same after writing and reading: organisers stand in the page's head."""
    data = document.to_json_dict()
    left = ("removed", "questions", "lint", "facts", "organisers", "label_style")
    return {key: value for key, value in data.items() if key not in left}


def xml(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """Return a part of a Word file."""
    return etree.fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_g2_a_seed_comes_back_from_word(name: str) -> None:
    document = seed_document(name)
    again = read(write_docx(work_of(document), "en"), "back.docx", "en")
    assert tree(again) == tree(document)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_g2_a_sample_comes_back_from_word(path: Path) -> None:
    document = read(path.read_bytes(), path.name)
    language = document.language or "en"
    again = read(write_docx(work_of(document, language), language), "back.docx", language)
    wanted, got = tree(document), tree(again)
    assert got == wanted


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_text_that_was_read_can_be_written_and_opened(text: str) -> None:
    try:
        document = read_text(text, "en")
    except UnreadableFile:
        return
    data = write_docx(work_of(document), "en")
    if document.nodes:
        again = read(data, "back.docx", "en")
        words = " ".join(node.text for node in again.nodes)
        for node in document.nodes:
            for word in re.findall(r"[^\W\d_]{4,}", node.text):
                assert word in words or word in str(again.to_json_dict())


@pytest.mark.parametrize("style", STYLES)
def test_labels_are_word_lists_in_every_style(style: str) -> None:
    work = labelled(style, (1, 2, 2, 3, 3, 2, 1, 2, 1))
    data = write_docx(work, "en")
    assert [one.label for one in work.edition.paragraphs] == word_labels(data)
    body = "".join(xml(data).itertext())
    for paragraph in work.edition.paragraphs:
        assert paragraph.label not in body
    assert len(xml(data).findall(f".//{W}numPr")) == 9


def word_labels(data: bytes) -> list[str]:
    """The labels of the paragraphs as our reader counts them in Word's lists."""
    document = read(data, "labels.docx", "en")
    return [node.source_label for node in document.nodes if node.source_label]


def test_docx2python_counts_the_same_labels() -> None:
    work = labelled("1./(a)/(i)", (1, 2, 2, 3, 3, 2, 1, 1))
    with docx2python(BytesIO(write_docx(work, "en"))) as found:
        text = found.text
    counted = zip(["1)", "a)", "b)", "i)", "ii)", "c)", "2)", "3)"], COUNT, strict=False)
    for label, word in counted:
        assert re.search(rf"\s{re.escape(label)}\s+Point {word}\.", text), (label, text)


def test_held_labels_are_fixed_text_and_the_list_goes_on() -> None:
    kept = labelled("1./a.", (1, 1, 1, 2, 2, 1)).edition.paragraphs
    paragraphs = (
        *kept[:3],
        EditionParagraph("bis", "operative", 1, "3 bis.", "3 bis", {"en": "Squeezed in."}),
        *kept[3:5],
        EditionParagraph("gone", "operative", 1, "4 [deleted]", "4", {"en": "Was here."}),
        EditionParagraph("next", "operative", 1, "5.", "5", {"en": "Goes on."}),
    )
    work = Work(Edition("conclusions", "en", ("en",), paragraphs), {"en": Head("Workshop")})
    data = write_docx(work, "en")
    assert word_labels_raw(data) == ["1.", "2.", "3.", "a.", "b.", "5."]
    texts = ["".join(p.itertext()) for p in xml(data).iter(W + "p")]
    assert "3 bis.Squeezed in." in texts
    assert "4 [deleted]Was here." in texts


def word_labels_raw(data: bytes) -> list[str]:
    """Labels that Word's own numbering gives, paragraph by paragraph."""
    from eventmgr.text.readers.word_numbers import Numbering

    numbering = Numbering(xml(data, "word/numbering.xml"), xml(data, "word/styles.xml"))
    found = []
    for paragraph in xml(data).iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        marker = numbering.marker(paragraph.find(W + "pPr"), style.get(W + "val"))
        if marker and marker.kind != "bullet":
            found.append(marker.printed)
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([1, 2, 3]), st.integers(1, 9)), max_size=12),
    st.sampled_from(STYLES),
)
def test_any_printed_labels_are_printed_again(rows: list[tuple[int, int]], style: str) -> None:
    shape = labelled(style, (1, 2, 3))
    spare = {one.level: one.label for one in shape.edition.paragraphs}
    paragraphs = []
    for place, (level, number) in enumerate(rows):
        nodes = [one for one in shape.edition.paragraphs if one.level == level]
        figure = {"1": str(number), "a": "abcdefghi"[number - 1]}.get(
            re.sub(r"\W", "", spare[level]),
            ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][number - 1],
        )
        label = re.sub(r"\w+", figure, spare[level], count=1)
        kind = nodes[0].kind
        paragraphs.append(
            EditionParagraph(f"n{place}", kind, level, label, label, {"en": f"Text {place}."})
        )
    edition = Edition("conclusions", "en", ("en",), tuple(paragraphs), style)
    data = write_docx(Work(edition, {"en": Head("Workshop")}), "en")
    assert word_labels_raw(data) == [one.label for one in paragraphs]


def test_marks_notes_links_and_languages_come_back() -> None:
    text = (
        "The *joint* and **strong** H~2~O, 10^th^ at [the site](https://example.org/a_b), "
        "see https://example.org^[Ibid., *p. 4*, https://example.org/note]; a\u00a0b\\\nnext line "
        "[inter alia]{la}, *[bashkë me]{sq}* "
        "at Kosovo*, again Kosovo*."
    )
    paragraph = EditionParagraph("u1", "paragraph", 0, "", "", {"en": text})
    head = Head(
        "Workshop",
        subtitles=("A second line",),
        organisers=(Institution("Centre of Kosovo*", "C"), Institution("Office", "O", "Host")),
        place="Podgorica",
        dates="1 September 2016",
        note="Draft of 1 June 2016",
        heading="Conclusions",
        designation_notes=(Marker("*", "This designation is without prejudice."),),
    )
    work = Work(Edition("conclusions", "en", ("en",), (paragraph,)), {"en": head})
    data = write_docx(work, "en")
    again = read(data, "back.docx", "en")
    node = again.nodes[-1]
    assert node.text == text.replace("^[Ibid., *p. 4*, https://example.org/note]", "[^1]")
    assert {note.number: note.text for note in again.footnotes} == {
        1: "Ibid., *p. 4*, https://example.org/note",
        "*": "This designation is without prejudice.",
    }
    header = "".join(xml(data, "word/header1.xml").itertext())
    for words in ("Centre of Kosovo*", "Office", "Host", "Draft of 1 June 2016", "prejudice"):
        assert words in header
    assert data == write_docx(work, "en")


@pytest.mark.parametrize(("code", "tag"), [("cnr", "sr-Latn-ME"), ("sq", "sq-AL"), ("en", "en-GB")])
def test_word_is_told_the_language(code: str, tag: str) -> None:
    paragraph = EditionParagraph("u1", "paragraph", 0, "", "", {code: "[inter alia]{la} dhe"})
    other = EditionParagraph("u2", "paragraph", 0, "", "", {"en": "Only in English"})
    edition = Edition("conclusions", "en", ("en", code), (paragraph, other))
    data = write_docx(Work(edition, {code: Head("T", untranslated={"en": "na engleskom"})}), code)
    default = xml(data, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert default.get(W + "val") == tag
    spoken = [lang.get(W + "val") for lang in xml(data).iter(W + "lang")]
    assert spoken == (["la"] if code == "en" else ["la", "en-GB"])
    if code != "en":
        assert "(na engleskom:) Only in English" in "".join(xml(data).itertext())


@settings(max_examples=40, deadline=None)
@given(works())
def test_any_work_makes_a_sound_file_with_every_word(work: Work) -> None:
    for language in work.heads:
        data = write_docx(work, language)
        text = "".join(xml(data).itertext())
        for paragraph in work.edition.paragraphs:
            shown = paragraph.texts.get(language, "")
            for word in re.findall(r"[^\W_]+", to_plain(shown)):
                assert word in text or "[" in shown
        archive = zipfile.ZipFile(BytesIO(data))
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


def test_parts_of_the_file_agree() -> None:
    data = write_docx(work_of(seed_document("003")), "en")
    archive = zipfile.ZipFile(BytesIO(data))
    for part in ("document", "footnotes"):
        known = {
            one.get("Id") for one in etree.fromstring(archive.read(f"word/_rels/{part}.xml.rels"))
        }
        used = set(re.findall(r'r:id="(\w+)"', archive.read(f"word/{part}.xml").decode()))
        assert used <= known
    kinds = archive.read("[Content_Types].xml").decode()
    for name in archive.namelist():
        if name.startswith("word/") and not name.endswith(".rels"):
            assert f'PartName="/{name}"' in kinds
    styles = {one.get(W + "styleId") for one in xml(data, "word/styles.xml").iter(W + "style")}
    for part in ("document", "footnotes", "header1", "footer1"):
        for tag in ("pStyle", "rStyle"):
            for style in xml(data, f"word/{part}.xml").iter(W + tag):
                assert style.get(W + "val") in styles


def test_labels_of_the_engine_are_those_of_the_works_here() -> None:
    work = labelled("1./a.", (1, 2, 1))
    assert [one.label for one in work.edition.paragraphs] == ["1.", "a.", "2."]
    assert labels([], "1./a.") == []


_KINDS = st.sampled_from(
    [("chapeau", 0), ("preambular", 0), ("lead-in", 0), ("formula", 0), ("paragraph", 0),
     ("closing", 0), ("operative", 1), ("sub-point", 2), ("sub-point", 3), ("bullet", 1),
     ("bullet", 2), ("continuation", 1), ("continuation", 2), ("heading", 1), ("heading", 2)]
)  # fmt: skip
_WORDING = st.sampled_from(
    ["Strengthen *joint* work;", "in lower case, cut", "**All of it in bold.**", "CAPITALS",
     "Considering the positions,", "Agreed upon the following:", "1. A typed number", "a. letter",
     "- a dash", "Belgrade, 2 December 2011", "CONCLUSIONS", "Background", "A word^[a note] here.",
     "Kosovo and *inter alia*", "One\\\ntwo", "H~2~O at [a site](https://example.org)"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(_KINDS, _WORDING), min_size=1, max_size=8), st.sampled_from(STYLES))
def test_g2_whatever_the_paragraphs_say_their_kinds_come_back(
    rows: list[tuple[tuple[str, int], str]], style: str
) -> None:
    nodes = [
        Node(NodeKind(kind), text, level, uid=f"u{place}")
        for place, ((kind, level), text) in enumerate(rows)
    ]
    if all(node.kind is NodeKind.HEADING for node in nodes):
        return
    listed = {NodeKind.OPERATIVE, NodeKind.SUB_POINT, NodeKind.BULLET}
    # A number typed beside Word's own is taken out and listed, whoever wrote the file.
    assume(all(node.kind not in listed or node.text[1:2] not in {".", " "} for node in nodes))
    # A heading is bold as it is.
    assume(all(node.kind is not NodeKind.HEADING or node.text[0] != "*" for node in nodes))
    document = Document(title="Workshop", doc_type="Conclusions", nodes=nodes, label_style=style)
    again = read(write_docx(work_of(document), "en"), "back.docx", "en")
    assert [(node.kind, node.level) for node in again.nodes] == [
        (node.kind, node.level) for node in nodes
    ]
    texts, _notes = collect_footnotes([node.text for node in nodes])
    assert [node.text for node in again.nodes] == texts
    printed = labels(nodes, style)
    assert [node.source_label for node in again.nodes if node.kind is not NodeKind.BULLET] == [
        label.printed or None
        for node, label in zip(nodes, printed, strict=True)
        if node.kind is not NodeKind.BULLET
    ]


def test_held_labels_come_back_from_word() -> None:
    paragraphs = (
        EditionParagraph("a", "operative", 1, "1.", "1", {"en": "First."}),
        EditionParagraph("b", "operative", 1, "1 bis.", "1 bis", {"en": "Squeezed in."}),
    )
    work = Work(Edition("conclusions", "en", ("en",), paragraphs), {"en": Head("Workshop")})
    again = read(write_docx(work, "en"), "back.docx", "en")
    assert [(one.kind, one.source_label, one.text) for one in again.nodes] == [
        (NodeKind.OPERATIVE, "1.", "First."),
        (NodeKind.OPERATIVE, "1 bis.", "Squeezed in."),
    ]


def test_a_paragraph_in_a_foreign_style_makes_it_a_file_like_any_other() -> None:
    data = write_docx(work_of(seed_document("002")), "en")
    archive = zipfile.ZipFile(BytesIO(data))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/styles.xml":
                content = content.replace(b'"Lead-in"', b'"My lead-in"')
                content = content.replace(b'"Preambular paragraph"', b'"Normal (Web)"')
            target.writestr(name, content)
    assert tree(read(out.getvalue(), "back.docx", "en")) == tree(seed_document("002"))


def test_attached_statements_stand_behind_the_text() -> None:
    paragraph = EditionParagraph("a", "operative", 1, "1.", "1", {"en": "Meet again."})
    head = Head(
        "Workshop", attached=(Attached("Reservation: Office", "On *paragraph 1*.\nAnd more."),)
    )
    work = Work(Edition("conclusions", "en", ("en",), (paragraph,)), {"en": head})
    again = read(write_docx(work, "en"), "back.docx", "en")
    assert [(one.kind, one.text) for one in again.nodes] == [(NodeKind.OPERATIVE, "Meet again.")]
    # They are no part of the text they stand with: read back, they are listed.
    assert [one.text for one in again.removed if one.what == "note at the end"] == [
        "Reservation: Office",
        "On *paragraph 1*.",
        "And more.",
    ]
