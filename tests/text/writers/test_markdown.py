"""Markdown: the reader takes it back; text: nothing but the words."""

from __future__ import annotations

import pytest

from eventmgr.text.edition import (
    Attached,
    Edition,
    EditionParagraph,
    Head,
    Institution,
    Marker,
    Work,
)
from eventmgr.text.readers import read_text
from eventmgr.text.writers.markdown import write_markdown, write_text
from tests.seeds.reading import seed_document
from tests.text.writers.test_docx import tree
from tests.text.writers.works import work_of


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_g2_a_seed_comes_back_from_markdown(name: str) -> None:
    document = seed_document(name)
    assert tree(read_text(write_markdown(work_of(document), "en"), "en")) == tree(document)


def work() -> Work:
    """Conclusions with a held label, a note and a designation."""
    rows = (
        ("formula", 0, "", "Agreed:"),
        ("operative", 1, "1.", "Strengthen *joint* work^[See https://example.org.] in Kosovo*:"),
        ("sub-point", 2, "a.", "at H~2~O,"),
        ("operative", 1, "1 bis.", "Held."),
    )
    paragraphs = tuple(
        EditionParagraph(f"u{place}", kind, level, label, "", {"en": text})
        for place, (kind, level, label, text) in enumerate(rows)
    )
    head = Head(
        "Workshop",
        organisers=(Institution("Centre"), Institution("Office")),
        place="Budva",
        dates="1 June 2016",
        note="Draft",
        adoption_note="Adopted by consensus.",
        designation_notes=(Marker("*", "Without prejudice."),),
        untranslated={"en": "anglisht"},
        attached=(Attached("Reservation: Office", "On *paragraph 1*.\nAnd more."),),
    )
    return Work(Edition("conclusions", "en", ("en",), paragraphs), {"en": head, "sq": head})


def test_labels_and_notes_stand_as_printed() -> None:
    written, _blank, outline = write_markdown(work(), "en").rpartition("\n\n")
    assert written.split("\n\n") == [
        "# Workshop", "Budva, 1 June 2016", "Organisers: Centre, Office", "Agreed:",
        "1. Strengthen *joint* work[^1] in Kosovo*:", "   a. at H~2~O,", "1 bis. Held.",
        "Adopted by consensus.", "Draft", "## Reservation: Office",
        "On *paragraph 1*.", "And more.", "* Without prejudice.",
        "[^1]: See https://example.org.",
    ]  # fmt: skip
    assert outline.startswith("<!-- outline: conclusions, en; title; where; names; formula 0; ")


def test_g2_what_stands_below_the_text_is_read_as_no_part_of_it() -> None:
    again = read_text(write_markdown(work(), "en"), "en")
    assert [(one.kind.value, one.source_label, one.text) for one in again.nodes] == [
        ("formula", None, "Agreed:"),
        ("operative", "1.", "Strengthen *joint* work[^1] in Kosovo*:"),
        ("sub-point", "a.", "at H~2~O,"),
        ("operative", "1 bis.", "Held."),
    ]
    assert [one.text for one in again.removed if one.what == "note at the end"] == [
        "Adopted by consensus.", "Draft", "## Reservation: Office",
        "On *paragraph 1*.", "And more.",
    ]  # fmt: skip
    assert [(note.number, note.text) for note in again.footnotes] == [
        ("*", "Without prejudice."),
        (1, "See https://example.org."),
    ]


def test_bare_text_has_no_marks() -> None:
    text = write_text(work(), "sq", "Organizatorët")
    assert "Organizatorët: Centre, Office" in text
    assert "1. (anglisht:) Strengthen joint work[1] in Kosovo*:" in text
    assert "   a. (anglisht:) at H2O," in text
    assert text.endswith("* Without prejudice.\n\n[1] See https://example.org.\n")
