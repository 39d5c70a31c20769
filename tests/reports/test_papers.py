"""The Papers page: every paper in each language, and plain words where one cannot be made."""

from __future__ import annotations

import io

import pypdf
import pytest
from sqlalchemy import delete

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.directory.models import DesignationText


@pytest.fixture
def desk(make, sign_in):
    event = make.event()
    organisation = make.organisation(make.designation())
    make.registration(event, organisation, family_name="Đukić")
    return event, sign_in(make.member(event, EventRole.SECRETARIAT))


@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
def test_list_of_participants_is_a_pdf_in_the_language_asked_for(desk, language) -> None:
    event, browser = desk
    answer = browser.get(f"/events/{event.slug}/papers/participants.{language}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    assert reader.root_object["/Lang"] == language
    assert "ĐUKIĆ" in reader.pages[0].extract_text()


def test_file_name_holds_no_personal_data(desk) -> None:
    event, browser = desk
    answer = browser.get(f"/events/{event.slug}/papers/participants.en.pdf")
    assert f"{event.slug}-participants-en.pdf" in answer.headers["Content-Disposition"]


def test_paper_that_is_not_begun_says_so_in_the_readers_language(desk) -> None:
    event, browser = desk
    browser.get("/language/sq?next=/")
    answer = browser.get(f"/events/{event.slug}/papers/agenda.en.pdf", follow_redirects=True)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "The agenda has no items yet." not in page
    assert 'role="alert"' in page


def test_des01_name_that_is_not_approved_stops_the_paper_and_is_named(desk) -> None:
    event, browser = desk
    db.session.execute(delete(DesignationText).where(DesignationText.language == "sq"))
    db.session.commit()
    answer = browser.get(f"/events/{event.slug}/papers/participants.sq.pdf", follow_redirects=True)
    assert answer.mimetype == "text/html"
    assert "Albanian" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["participants.fr.pdf", "poster.en.pdf", "agenda.xx.pdf"])
def test_paper_that_does_not_exist_is_not_there(desk, path) -> None:
    event, browser = desk
    assert browser.get(f"/events/{event.slug}/papers/{path}").status_code == 404


def test_viewer_may_not_have_lists_of_people(make, sign_in) -> None:
    event = make.event()
    make.registration(event, make.organisation(make.designation()))
    browser = sign_in(make.member(event, EventRole.VIEWER))
    for kind in ("participants", "attendance"):
        assert browser.get(f"/events/{event.slug}/papers/{kind}.en.pdf").status_code == 403
        page = browser.get(f"/events/{event.slug}/papers/").get_data(as_text=True)
        assert f"{kind}.en.pdf" not in page


def test_attendance_has_a_sheet_for_each_day_with_the_note_on_each(make, sign_in) -> None:
    event = make.event()
    make.registration(event, make.organisation(make.kosovo()), family_name="Gashi")
    browser = sign_in(make.member(event, EventRole.SECRETARIAT))
    answer = browser.get(f"/events/{event.slug}/papers/attendance.en.pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]
    assert len(pages) == 2
    assert [text.count("Footnote text in en.") for text in pages] == [1, 1]
