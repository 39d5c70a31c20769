from __future__ import annotations

import io
import re
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pypdf
import pytest
from markupsafe import Markup
from PIL import Image

from eventmgr.printing import pdf
from eventmgr.printing.attendance import split_sheets
from eventmgr.printing.designations import check_designations
from eventmgr.printing.logos import Logo
from eventmgr.printing.papers import (
    Delegation,
    LetterPaper,
    ListBlock,
    Organiser,
    PrintedNode,
    SheetDay,
    SheetPaper,
    Signer,
    TextPaper,
)
from tests.printing import samples
from tests.printing.reading import (
    MILLIMETRE,
    fonts_of,
    one_line,
    pages_of,
    text_in_order,
    text_of,
    tree_of,
    words_of,
)
from tests.printing.words import CATALOGUES

KINDS = tuple(samples.every("en"))
EVERY = [(kind, language) for language in samples.LANGUAGES for kind in KINDS]
MARGIN = 25 * MILLIMETRE
PAGE_WIDTH = 210 * MILLIMETRE


@cache
def printed(kind: str, language: str) -> bytes:
    return pdf.render_paper(samples.every(language)[kind], CATALOGUES[language])


def _letter(text: str) -> bytes:
    paper = LetterPaper(samples.masthead("en"), (text,), text, (Markup(text),))
    return pdf.render_paper(paper, CATALOGUES["en"])


def test_loc46_every_letter_comes_back_and_all_fonts_are_inside(tmp_path: Path) -> None:
    body = f"{samples.LETTERS} <em>{samples.LETTERS}</em> <strong>{samples.LETTERS}</strong>"
    paper = LetterPaper(samples.masthead("en"), (), "x", (Markup(body),))
    data = pdf.render_paper(paper, CATALOGUES["en"])
    # Combining accents are raised marks; a reader that goes by places alone sets them apart.
    assert one_line(text_in_order(data, tmp_path)).count(samples.LETTERS) == 3
    again = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert one_line(again).count(samples.LETTERS) == 3
    fonts = fonts_of(data, tmp_path)
    assert len(fonts) == 3
    assert all("Noto-Serif" in row[0] or "Paper-Serif" in row[0] for row in fonts)
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in fonts)


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_labels_are_all_there_in_order(language: str, tmp_path: Path) -> None:
    text = text_of(printed("conclusions", language), tmp_path)
    labels = re.findall(r"^[\f ]+(\d\.|[a-e]\.) ", text, re.MULTILINE)
    assert labels == ["1.", "2.", "3.", "4.", "a.", "b.", "c.", "d.", "e.", "5.", "6.", "7."]


def test_labels_are_printed_as_given_and_never_counted(tmp_path: Path) -> None:
    labels = ("3.", "4.", "4 bis.", "5 [deleted]", "(12)", "a\\b", 'q"')
    data = pdf.render_paper(samples.conclusions("en", labels), CATALOGUES["en"])
    tagged = [one for one in tree_of(data) if one.tag == "/Lbl"]
    text = text_of(data, tmp_path)
    assert len(tagged) == len(labels) + 5
    positions = [text.index(f"{label} ") for label in labels]
    assert positions == sorted(positions)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_each_page_says_which_of_how_many(kind: str, language: str, tmp_path: Path) -> None:
    pattern = {"en": "page {} of {}", "cnr": "strana {} od {}", "sq": "faqja {} nga {}"}[language]
    pages = pages_of(printed(kind, language), tmp_path)
    for number, page in enumerate(pages, start=1):
        assert pattern.format(number, len(pages)) in page
        assert samples.SHORT[language] in one_line(page)
        assert samples.DATES[language] in one_line(page)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_pdf_is_tagged_and_knows_its_title_and_language(kind: str, language: str) -> None:
    document = pikepdf.open(io.BytesIO(printed(kind, language)))
    assert document.Root.MarkInfo.Marked is True
    assert str(document.Root.Lang) == language
    assert document.Root.ViewerPreferences.DisplayDocTitle is True
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        title = metadata["dc:title"]
    assert title == str(document.docinfo["/Title"])
    assert title.endswith(samples.TITLE[language])
    assert "/StructTreeRoot" in document.Root
    assert "/Outlines" in document.Root


def test_bookmarks_follow_days_and_delegations_once_each() -> None:
    def titles(kind: str) -> list[str]:
        reader = pypdf.PdfReader(io.BytesIO(printed(kind, "en")))

        def flat(outline: list[object]) -> list[str]:
            found = []
            for one in outline:
                found += flat(one) if isinstance(one, list) else [one.title]  # type: ignore[attr-defined]
            return found

        return flat(reader.outline)

    assert titles("agenda")[1:] == ["Wednesday, 31 August 2016", "Thursday, 1 September 2016"]
    assert titles("list")[1:5] == ["Albania", "Kosovo*", "Montenegro", "Serbia"]


def test_note_of_a_name_in_a_heading_stays_out_of_bookmarks_and_title() -> None:
    masthead = samples.masthead("en", title="Workshop in Kosovo*")
    nodes = (PrintedNode("heading", Markup("On Kosovo*"), level=1),)
    data = pdf.render_paper(TextPaper(masthead, "concept-paper", nodes), CATALOGUES["en"])
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.outline[0].title == "Workshop in Kosovo*"
    assert [one.title for one in reader.outline[1]] == ["On Kosovo*"]
    assert reader.metadata.title == "Concept paper – Workshop in Kosovo*"


def test_acronym_is_not_said_twice(tmp_path: Path) -> None:
    organisers = (Organiser("OSCE Mission", "OSCE"), Organiser("Office on Drugs", "UNODC", "Host"))
    masthead = samples.masthead("en", organisers=organisers)
    data = pdf.render_paper(replace(samples.letter("en"), masthead=masthead), CATALOGUES["en"])
    text = text_of(data, tmp_path)
    assert [line.strip() for line in text.splitlines() if line.strip()][:3] == [
        "OSCE Mission",
        "Host",
        "Office on Drugs (UNODC)",
    ]


def test_delegation_without_people_is_not_printed(tmp_path: Path) -> None:
    paper = samples.participants("en")
    empty = ListBlock("", (Delegation("Kosovo*", ()), *paper.blocks[1].delegations))
    data = pdf.render_paper(replace(paper, blocks=(empty,)), CATALOGUES["en"])
    assert "KOSOVO" not in text_of(data, tmp_path)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_thin_spaces_and_nothing_beyond_the_margins(
    kind: str, language: str, tmp_path: Path
) -> None:
    data = printed(kind, language)
    text = text_of(data, tmp_path)
    assert not {"\u2009", "\u202f", "\ufffd", "\u2060"} & set(text)
    words = words_of(data, tmp_path)
    assert min(word.left for word in words) >= MARGIN - 1
    assert max(word.right for word in words) <= PAGE_WIDTH - MARGIN + 1
    assert max(word.bottom for word in words) <= (297 - 10) * MILLIMETRE


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_word_lies_on_another(kind: str, language: str, tmp_path: Path) -> None:
    words = [word for word in words_of(printed(kind, language), tmp_path) if word.text.strip()]
    for number, one in enumerate(words):
        for other in words[number + 1 :]:
            if other.page != one.page:
                break
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            # Boxes hold the whole line height of the type, so neighbours may touch a little.
            assert across < 1 or down < 0.5 * min(one.bottom - one.top, other.bottom - other.top), (
                one,
                other,
            )


@pytest.mark.parametrize("kind", ["list", "sheet"])
def test_name_of_ninety_letters_is_not_cut(kind: str, tmp_path: Path) -> None:
    assert len(samples.LONG_NAME) >= 90
    words = text_in_order(printed(kind, "en"), tmp_path)
    # Lines may break behind a hyphen of the name.
    assert samples.LONG_NAME in one_line(words).replace("- ", "-")


def test_long_title_and_address_stay_inside(tmp_path: Path) -> None:
    data = _letter("Verlängerungsmaßnahmenkoordinationsstelle" * 6)
    assert max(word.right for word in words_of(data, tmp_path)) <= PAGE_WIDTH - MARGIN + 1


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "sheet"])
def test_des02_printed_paper_has_marker_and_note_together(
    kind: str, language: str, tmp_path: Path
) -> None:
    check_designations(text_of(printed(kind, language), tmp_path), [samples.NOTE])


def test_des02_note_is_at_the_foot_of_the_page_of_the_first_name(tmp_path: Path) -> None:
    pages = [one_line(page) for page in pages_of(printed("agenda", "en"), tmp_path)]
    first = next(number for number, page in enumerate(pages) if "Kosovo*" in page)
    assert [samples.NOTE.text in page for page in pages].index(True) == first


def test_des04_delegation_on_two_pages_has_its_heading_twice_and_the_note_once(
    tmp_path: Path,
) -> None:
    data = pdf.render_paper(samples.participants("en", 20), CATALOGUES["en"])
    text = one_line(text_of(data, tmp_path))
    assert text.count("KOSOVO*") == 2
    assert text.count(samples.NOTE.text) == 1


def _signers(name: str, institution: str, designation: str) -> SheetPaper:
    people = (Signer(name, institution, designation),) * 40
    return replace(samples.sheet("en"), days=(SheetDay("Monday", people),))


@pytest.mark.parametrize(
    "paper",
    [
        *(samples.sheet(language) for language in samples.LANGUAGES),
        _signers(samples.LONG_NAME, "", "Kosovo*"),
        _signers("A. B.", "MINISTRY OF INTERNAL AFFAIRS AND PUBLIC ADMINISTRATION " * 2, "Kosovo*"),
        _signers("WWWWWWWWWW " * 8, "W" * 60, "Kosovo*"),
        _signers("A. B.", "", ""),
    ],
)
def test_des03_each_signed_sheet_is_one_page_and_complete_in_itself(
    paper: SheetPaper, tmp_path: Path
) -> None:
    data = pdf.render_paper(paper, CATALOGUES[paper.masthead.language])
    pages = pages_of(data, tmp_path)
    assert len(pages) == len(split_sheets(paper))
    for page in pages:
        check_designations(page, [samples.NOTE])


def test_heading_is_never_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    filler = PrintedNode("paragraph", Markup("Filler text. " * 12))
    for count in range(8, 22):
        nodes = (*[filler] * count, PrintedNode("heading", Markup("Lonely"), level=1), filler)
        paper = TextPaper(samples.masthead("en", title="T"), "concept-paper", nodes)
        data = pdf.render_paper(paper, CATALOGUES["en"])
        page = next(page for page in pages_of(data, tmp_path) if "Lonely" in page)
        assert "Filler text." in page.partition("Lonely")[2]


def test_paragraph_leaves_no_single_line_behind(tmp_path: Path) -> None:
    filler = PrintedNode("paragraph", Markup("Filler text here. " * 20))
    for extra in range(4):
        nodes = (*[PrintedNode("paragraph", Markup("x"))] * extra, *[filler] * 12)
        paper = TextPaper(samples.masthead("en", title="T"), "concept-paper", nodes)
        data = pdf.render_paper(paper, CATALOGUES["en"])
        for page in pages_of(data, tmp_path):
            blocks = re.split(r"\n\s*\n", page.partition(samples.SHORT["en"])[0])
            assert all(
                len(block.strip().splitlines()) != 1 for block in blocks if "Filler" in block
            )


# Structure


def _inside(data: bytes, tag: str) -> list[list[str]]:
    """Return for each element of that tag the tags right below it."""
    tags = [(one.depth, one.tag) for one in tree_of(data)]
    found = []
    for number, (depth, name) in enumerate(tags):
        if name != tag:
            continue
        below = []
        for other_depth, other in tags[number + 1 :]:
            if other_depth <= depth:
                break
            if other_depth == depth + 1:
                below.append(other)
        found.append(below)
    return found


def test_list_items_have_label_and_body_and_lists_are_whole_across_pages() -> None:
    data = printed("conclusions", "en")
    items = _inside(data, "/LI")
    assert len(items) == 12
    assert all(item[0] == "/Lbl" and set(item[1:]) == {"/LBody"} for item in items)
    # Paragraphs 1 to 4 with a to e, then 5 to 7 after the continuation; a page ends within a to e.
    lists = _inside(data, "/L")
    assert [len([tag for tag in one if tag == "/LI"]) for one in lists] == [4, 5, 3]


def test_paragraph_cut_by_a_page_end_stays_one_item() -> None:
    nodes = tuple(
        PrintedNode("operative", Markup("Some words of a long paragraph. " * 40), f"{n}.", 1)
        for n in range(1, 12)
    )
    data = pdf.render_paper(
        TextPaper(samples.masthead("en"), "conclusions", nodes), CATALOGUES["en"]
    )
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) > 3
    assert len(_inside(data, "/L")) == 1
    items = _inside(data, "/LI")
    assert len(items) == 11
    assert all(item.count("/Lbl") == 1 for item in items)
    assert {item.count("/LBody") for item in items} == {1, 2}


def test_notes_are_notes_with_different_ids() -> None:
    ids = [one.entries["/ID"] for one in tree_of(printed("concept", "en")) if one.tag == "/Note"]
    assert len(ids) == len(set(ids)) == 3


def test_call_and_note_lead_to_each_other() -> None:
    document = pikepdf.open(io.BytesIO(printed("concept", "en")))
    names = document.Root.Names.Dests.Names
    known = {str(name) for name in list(names)[::2]}
    assert {"note-1", "note-2", "call-1", "call-2"} <= known
    targets = [
        str(annotation.Dest) if "/Dest" in annotation else str(annotation.A.URI)
        for page in document.pages
        for annotation in page.get("/Annots", [])
    ]
    assert {"note-1", "note-2", "call-1", "call-2"} <= set(targets)
    assert any(target.startswith("https://www.example.org/") for target in targets)


@pytest.mark.parametrize("kind", ["agenda", "list", "plan", "sheet"])
def test_header_cells_have_a_scope(kind: str) -> None:
    scopes = [one.entries.get("/Scope") for one in tree_of(printed(kind, "en")) if one.tag == "/TH"]
    assert set(scopes) == {"/Column", "/Row"}


def test_link_with_emphasis_is_a_link() -> None:
    data = _letter('<a href="https://example.org/x"><em>x</em></a>')
    assert {one.tag for one in tree_of(data) if one.annotated} == {"/Link"}


def test_redline_is_read_by_signs(tmp_path: Path) -> None:
    data = _letter("We <del>may</del><ins>shall</ins> meet")
    assert "We [−may−][+shall+] meet" in one_line(text_of(data, tmp_path))


# The engine


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/x.png", "https://example.org/x.png", "file:///etc/hostname", "font:../x"],
)
def test_nothing_is_fetched_from_outside(address: str) -> None:
    pdf._prepared()
    with pytest.raises(ValueError, match=r"nothing from outside|not a font|disallowed"):
        pdf._fetcher().fetch(address)


def test_picture_from_a_logo_is_inside_and_has_its_name() -> None:
    target = io.BytesIO()
    Image.new("RGB", (90, 90), "black").save(target, "PNG")
    logo = Logo("key", target.getvalue(), 90, 90)
    masthead = samples.masthead("en")
    first = replace(masthead.organisers[0], logo=logo)
    masthead = replace(masthead, organisers=(first, *masthead.organisers[1:]))
    data = pdf.render_paper(replace(samples.letter("en"), masthead=masthead), CATALOGUES["en"])
    names = [one.entries["/Alt"] for one in tree_of(data) if one.tag == "/Figure"]
    assert names == ["International Organization for Migration"]


def test_engine_is_not_loaded_before_the_first_paper() -> None:
    script = "import sys, eventmgr.printing.pdf; print('weasyprint' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert result.stdout.strip() == "False"


def test_missing_fonts_are_said_and_no_other_type_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "FONTS", tmp_path)
    with pytest.raises(pdf.FontsMissingError, match="NotoSerif-Regular"):
        pdf._prepared.__wrapped__()


def test_two_pages_take_less_than_a_second_and_a_half_when_warm() -> None:
    paper = samples.conclusions("en")
    pdf.render_paper(paper, CATALOGUES["en"])
    took = []
    for _ in range(3):
        start = time.process_time()
        pdf.render_paper(paper, CATALOGUES["en"])
        took.append(time.process_time() - start)
    assert min(took) < 1.5
