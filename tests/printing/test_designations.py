from __future__ import annotations

import pytest

from eventmgr.printing.compose import compose
from eventmgr.printing.designations import (
    DesignationError,
    check_designations,
    notes_for,
    place_notes,
    visible_text,
)
from eventmgr.printing.papers import DesignationNote
from tests.printing import samples
from tests.printing.words import CATALOGUES

NOTE = samples.NOTE
SECOND = DesignationNote("**", "Second note.")


@pytest.mark.parametrize(
    "text",
    [
        f"Kosovo* and Kosovo* Police. * {NOTE.text}",
        f"KOSOVO*\n\f* {NOTE.text.replace(' is in line', chr(10) + 'is in line')}",
        f"<p><em>Kosova*</em> x</p><p>* {NOTE.text}</p>",
        f"Косово* * {NOTE.text}",
        "5 * 3, (*members of the group) and rating 4*",
        "",
    ],
)
def test_des02_marker_and_text_together_pass(text: str) -> None:
    check_designations(text, [NOTE])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kosovo* Police", "0 times"),
        (f"Albania. * {NOTE.text}", "without a name"),
        (f"Kosovo* * {NOTE.text} * {NOTE.text}", "2 times"),
        (f"Kosovo* and Name** * {NOTE.text}", r"\*\* has no note \(in .*Name\*\*"),
    ],
)
def test_des02_one_without_the_other_fails(text: str, words: str) -> None:
    with pytest.raises(DesignationError, match=words):
        check_designations(text, [NOTE])


def test_des02_marker_fails_where_there_are_no_notes_at_all() -> None:
    with pytest.raises(DesignationError, match="Kosovo"):
        check_designations("<td>Kosovo*</td>", [])


def test_note_stands_behind_the_first_name_in_reading_order() -> None:
    html = "<head><title>Kosovo*</title></head><body><p>A</p><p>Kosovo* b</p><p>Kosovo*</p>"
    placed = place_notes(html, [NOTE])
    assert placed.count(NOTE.text) == 1
    assert '<p>Kosovo*<span class="designation-note">* This' in placed


def test_note_is_not_put_into_a_head_that_is_repeated() -> None:
    html = "<table><thead><tr><th>KOSOVO*</th></tr></thead><tr><th>n</th><td>post</td></tr>"
    assert '<td><span class="designation-note">' in place_notes(html, [NOTE])


def test_note_is_not_put_into_a_link() -> None:
    placed = place_notes('<p><a href="#">Kosovo*</a> x</p>', [NOTE])
    assert '</a><span class="designation-note">' in placed


def test_des08_several_markers_each_take_their_own_note() -> None:
    placed = place_notes("<p>Name** and Kosovo*</p>", [NOTE, SECOND])
    check_designations(placed, [NOTE, SECOND])
    assert placed.index(SECOND.text) < placed.index(NOTE.text)


def test_note_is_escaped() -> None:
    placed = place_notes("<p>Kosovo*</p>", [DesignationNote("*", "a < b & c")])
    assert "a &lt; b &amp; c" in placed
    assert visible_text(placed) == "Kosovo* * a < b & c"


def test_call_of_a_source_note_is_no_marker() -> None:
    html = '<p>Group<a class="note-call" href="#note-1">*</a></p>'
    assert notes_for(html, [NOTE]) == []


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_paper_has_its_note_once_or_not_at_all(language: str) -> None:
    for name, paper in samples.every(language).items():
        html = compose(paper, CATALOGUES[language]).html
        expected = {"plan": 0, "sheet": 2}.get(name, 1)
        assert html.count("This designation is without prejudice") == expected, name


def test_paper_with_a_marker_and_no_note_is_not_made() -> None:
    paper = samples.letter("en")
    masthead = samples.masthead("en", designation_notes=())
    bare = type(paper)(**{**paper.__dict__, "masthead": masthead})
    with pytest.raises(DesignationError):
        compose(bare, CATALOGUES["en"])
