"""The hand-out list: copies for each delegation in each language, nobody by name."""

from __future__ import annotations

import io

import pypdf
import pytest

from eventmgr.accounts.models import EventRole
from eventmgr.events.prints import NotPrintable
from eventmgr.language import speaking
from eventmgr.reports.handouts import hand_out_paper


@pytest.fixture
def event(make):
    return make.event(document_languages=["en", "sq"])


def rows(event, language="en"):
    with speaking(language):
        paper = hand_out_paper(event, language)
    return paper, [row for part in paper.parts for row in part.rows]


def test_copies_are_counted_for_each_delegation_and_language(make, event) -> None:
    ministry = make.organisation(make.designation())
    centre = make.organisation(names={"en": "Centre"}, acronym="CTR")
    for language in ("en", "sq", "mk"):
        make.registration(event, ministry, language=language, family_name="Đukić")
    make.registration(event, centre, language="sq")
    paper, found = rows(event)
    assert [column.heading for column in paper.columns] == [
        "Recipient", "English", "Albanian", "Copies", "Signature",
    ]  # fmt: skip
    assert found == [
        ("Montenegro", "2", "1", "3", ""),
        ("Centre (CTR)", "", "1", "1", ""),
    ]
    assert paper.total == ("Together", "2", "2", "4", "")


def test_protected_people_are_counted_and_nobody_is_named(make, sign_in, event) -> None:
    ministry = make.organisation(make.designation())
    make.registration(event, ministry, family_name="Đukić", protected=True)
    make.registration(event, ministry, family_name="Perić")
    browser = sign_in(make.member(event, EventRole.SECRETARIAT))
    answer = browser.get(f"/events/{event.slug}/papers/hand-out.en.pdf")
    assert answer.mimetype == "application/pdf"
    words = pypdf.PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    assert "HAND-OUT LIST" in words
    assert "ukić" not in words
    assert "Perić" not in words


def test_the_whole_is_counted_once_at_the_end(make, sign_in, event) -> None:
    make.registration(event, make.organisation(make.designation()))
    make.registration(event, make.organisation(names={"en": "Centre"}))
    browser = sign_in(make.member(event, EventRole.SECRETARIAT))
    answer = browser.get(f"/events/{event.slug}/papers/hand-out.en.pdf")
    words = pypdf.PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    assert words.count("Together") == 1
    assert words.index("Together") > words.index("Centre")


def test_des02_a_marked_delegation_has_its_note(make, event) -> None:
    make.registration(event, make.organisation(make.kosovo()))
    paper, found = rows(event)
    assert found[0][0] == "Kosovo*"
    assert [note.marker for note in paper.masthead.designation_notes] == ["*"]


def test_without_anybody_there_is_nothing_to_hand_out(event) -> None:
    with pytest.raises(NotPrintable):
        rows(event)
