"""Badges and tent cards read back from their PDFs: what stands on each face, how large, whole."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
import pypdf
import pytest

from eventmgr.printing import pdf
from eventmgr.printing.compose import compose
from eventmgr.printing.designations import DesignationError, check_designations
from eventmgr.printing.faces import badge_pages
from eventmgr.printing.fitting import fit, width_of
from eventmgr.printing.plates import Badge, BadgePaper, TentCard, TentPaper
from tests.printing import samples
from tests.printing.reading import MILLIMETRE, one_line, pages_of, tree_of, words_of

LONG = "Aleksandra-Margareta Konstantinović Petrović-Njegoš"
CODE = "data:image/svg+xml;base64," + "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
NOTE = samples.NOTE


def badge(**values: object) -> Badge:
    return Badge(
        **{
            "name": ("Besa", "Petrović Njegoš"),
            "title": "H.E. Ambassador",
            "institution": "Ministry of Internal Affairs",
            "designation": "Kosovo*",
            "role": "Participant",
            "role_kind": "participant",
            "lines": ("Speaks: Albanian, English", "Channel 2: Albanian"),
            "photo": "no",
            "photo_words": "No photographs",
            "code": CODE,
            "code_words": "Code for the registration desk",
        }
        | values  # type: ignore[arg-type]
    )


@cache
def badges(size: str, both: bool) -> bytes:
    made = (
        badge(),
        badge(designation="Montenegro", name=("Ana", LONG)),
        badge(name=("Ilir", "Çela")),
    )
    paper = BadgePaper(samples.masthead("en"), made, size, both)
    return pdf.render_paper(paper)


@cache
def tents() -> bytes:
    cards = (
        TentCard(("Bosnia and Herzegovina",), ("H.E. Ana", "Petrović Njegoš")),
        TentCard(("Kosovo*",), ("Besa", "Gjoni")),
        TentCard(("Ministry of Internal Affairs and Public Administration",)),
    )
    return pdf.render_paper(TentPaper(samples.masthead("en"), cards))


def size_of(data: bytes) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(data)) as document:
        box = [float(one) for one in document.pages[0].mediabox]
    return round(box[2] / MILLIMETRE, 1), round(box[3] / MILLIMETRE, 1)


def test_des03_each_a6_face_has_marker_and_note_or_neither(tmp_path: Path) -> None:
    data = badges("a6", True)
    assert size_of(data) == (105, 148)
    pages = pages_of(data, tmp_path)
    assert len(pages) == 6
    for number, page in enumerate(pages):
        check_designations(page, [NOTE])
        text = one_line(page)
        marked = number not in (2, 3)
        assert text.count("Kosovo*") == marked
        assert text.count(NOTE.text[:40]) == marked
    assert one_line(pages[0]) == one_line(pages[1])


def test_des03_cards_have_marker_and_note_on_each_face(tmp_path: Path) -> None:
    data = badges("card", True)
    assert size_of(data) == (210, 297)
    pages = pages_of(data, tmp_path)
    assert len(pages) == 2
    for page in pages:
        assert one_line(page).count("Kosovo*") == 2
    words = words_of(data, tmp_path)
    notes = [word for word in words if word.text.startswith("1244")]
    assert len(notes) == 4


def test_backs_of_cards_lie_behind_their_fronts(tmp_path: Path) -> None:
    words = words_of(badges("card", True), tmp_path)
    for name in ("Besa", "Ilir"):
        front, back = (
            next(word for word in words if word.text == name and word.page == page)
            for page in (1, 2)
        )
        middle_front, middle_back = (front.left + front.right) / 2, (back.left + back.right) / 2
        assert middle_front + middle_back == pytest.approx(210 * MILLIMETRE, abs=1)
        assert front.top == pytest.approx(back.top, abs=0.5)


@pytest.mark.parametrize(("size", "both"), [("a6", True), ("card", True)])
def test_note_is_six_points_or_more_and_nothing_leaves_the_face(
    size: str, both: bool, tmp_path: Path
) -> None:
    data = badges(size, both)
    wide, high = (105, 148) if size == "a6" else (210, 297)
    words = words_of(data, tmp_path)
    for word in words:
        assert word.left >= 2 * MILLIMETRE
        assert word.right <= (wide - 2) * MILLIMETRE
        assert word.bottom <= (high - 2) * MILLIMETRE
    sizes = font_sizes(data)
    assert min(sizes) >= 6


def font_sizes(data: bytes) -> set[float]:
    """Return the sizes of type that pages set, with the scale of their places."""
    found: set[float] = set()
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            size, scale = 0.0, 1.0
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    size = float(operands[1])
                elif str(operator) == "Tm":
                    scale = abs(float(operands[3])) or abs(float(operands[1]))
                elif str(operator) in ("Tj", "TJ"):
                    # The page is drawn in pixels of CSS, three quarters of a point.
                    found.add(round(size * scale * 0.75, 2))
    return found


def test_lines_of_one_face_do_not_lie_on_one_another(tmp_path: Path) -> None:
    """The boxes of words of different lines share no place, on the fullest badge there is."""
    full = badge(
        name=("Aleksandra-Margareta", "Konstantinović Petrović-Njegoš"),
        institution="Ministry of Internal Affairs, Directorate for the Fight against Organised "
        "Crime and Corruption, Sector for International Police Co-operation",
        lines=("Speaks: Albanian, Bosnian, Croatian, English, Macedonian, Montenegrin, Serbian",),
    )
    for size in ("a6", "card"):
        data = pdf.render_paper(BadgePaper(samples.masthead("en"), (full,), size, False))
        words = words_of(data, tmp_path)
        for first in words:
            for second in words:
                if first is second or first.page != second.page:
                    continue
                across = min(first.right, second.right) - max(first.left, second.left)
                down = min(first.bottom, second.bottom) - max(first.top, second.top)
                least = min(first.bottom - first.top, second.bottom - second.top)
                assert across < 1 or down < least * 0.55, (size, first, second)


def test_double_name_stays_on_one_line(tmp_path: Path) -> None:
    words = [word for word in words_of(badges("a6", True), tmp_path) if word.page == 1]
    first, second = (next(w for w in words if w.text == name) for name in ("Petrović", "Njegoš"))
    assert first.top == pytest.approx(second.top, abs=1)


def test_long_name_is_smaller_or_broken_and_never_cut(tmp_path: Path) -> None:
    page = one_line(pages_of(badges("card", True), tmp_path)[0])
    for piece in LONG.replace("-", "- ").split():
        assert piece in page.replace("- ", "-").replace("-", "- ")


def test_tent_card_says_the_same_on_both_faces_with_the_note_on_each(tmp_path: Path) -> None:
    pages = [one_line(page) for page in pages_of(tents(), tmp_path)]
    assert len(pages) == 3
    raw = one_line(" ".join(pages))
    assert raw.count("Kosovo*") == 2
    assert raw.count(NOTE.text[:30]) == 2
    assert raw.count("Petrović Njegoš") == 2


def test_tent_card_is_sixty_points_or_more() -> None:
    paper = TentPaper(samples.masthead("en"), (TentCard(("Bosnia and Herzegovina",), ("Ana",)),))
    data = pdf.render_paper(paper)
    assert min(font_sizes(data)) >= 60
    assert max(font_sizes(tents())) >= 60


def test_every_main_line_of_tent_cards_is_sixty_points() -> None:
    from eventmgr.printing.faces import tent_faces

    for words in (
        "Bosnia and Herzegovina",
        "North Macedonia",
        "Maqedonia e Veriut",
        "Ministry of Internal Affairs and Public Administration",
    ):
        upper, lower = tent_faces(TentCard((words,), ("Besa", "Gjoni")), samples.masthead("en"))
        assert upper.main.size >= 60, words
        assert upper.main == lower.main


def test_faces_are_tagged_with_their_names_as_headings() -> None:
    tags = [one.tag for one in tree_of(badges("a6", True))]
    assert tags.count("/H1") == 6
    assert tags.count("/Figure") == 6
    pictures = [one for one in tree_of(badges("a6", True)) if one.tag == "/Figure"]
    assert {one.entries.get("/Alt") for one in pictures} == {"Code for the registration desk"}


def test_each_person_is_one_bookmark_on_both_sizes() -> None:
    for size in ("a6", "card"):
        outline = pypdf.PdfReader(io.BytesIO(badges(size, True))).outline
        assert [" ".join(one.title.split())[:4].strip() for one in outline] == [  # type: ignore[union-attr]
            "Besa",
            "Ana",
            "Ilir",
        ]


def test_marker_without_its_note_is_not_printed() -> None:
    masthead = samples.masthead("en", designation_notes=())
    with pytest.raises(DesignationError):
        compose(BadgePaper(masthead, (badge(),)))


def test_fit_prefers_whole_parts_and_lines_before_smaller_type() -> None:
    whole = fit(["Petrović Njegoš"], width=250, height=200, largest=40, comfortable=20)
    assert whole.lines == ("Petrović Njegoš",)
    assert 20 <= whole.size < 40
    broken = fit(["Petrović Njegoš"], width=120, height=200, largest=40, comfortable=20)
    assert broken.lines == ("Petrović", "Njegoš")
    word = fit(["Konstantinopolitanische"], width=60, height=200, largest=40, comfortable=20)
    assert word.lines == ("Konstantinopolitanische",)
    assert width_of(word.lines[0], word.size, bold=True) <= 60


def test_empty_places_of_a_row_are_mirrored_too() -> None:
    paper = BadgePaper(samples.masthead("en"), (badge(),) * 3, "card", True)
    front, back = badge_pages(paper)
    assert [face is not None for face in front] == [True, True, True]
    assert [face is not None for face in back] == [True, True, False, True]
