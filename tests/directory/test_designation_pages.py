"""Names of designations and footnotes: entered, approved by a named person, taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.directory.models import Designation, DesignationText, Footnote
from eventmgr.directory.seed import seed_designations


@pytest.fixture
def browser(make, sign_in) -> Any:
    seed_designations()
    db.session.commit()
    return sign_in(make.user("organiser", name="Ana Petrović"))


def _number(code: str) -> int:
    return db.session.scalars(select(Designation.id).where(Designation.code == code)).one()


def _text(code: str, language: str) -> DesignationText | None:
    return db.session.scalar(
        select(DesignationText).where(
            DesignationText.designation_id == _number(code), DesignationText.language == language
        )
    )


def _seen(browser, path: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', browser.get(path).get_data(as_text=True))
    assert found is not None
    return found[1]


def test_overview_shows_names_states_and_what_is_missing(browser) -> None:
    page = browser.get("/directory/designations").get_data(as_text=True)
    assert "Mali i Zi" in page
    assert "Crnogorski: 4 texts to enter or approve" in page
    # OSCE's English wording could not be verified.
    assert "English: 1 text to enter or approve" in page
    assert "until 11 Feb 2019" in page


def test_des11_overview_shows_no_code(browser) -> None:
    page = browser.get("/directory/designations").get_data(as_text=True)
    cells = re.findall(r">\s*([A-Z]{2})\s*<", page)
    assert cells == []


def test_des03_overview_carries_the_footnote_once(browser) -> None:
    page = browser.get("/directory/designations").get_data(as_text=True)
    assert "Kosova*" in page
    assert page.count("This designation is without prejudice") == 1


def test_entered_names_wait_for_a_named_persons_approval(browser) -> None:
    path = f"/directory/designations/{_number('MK-1993')}/sq"
    data = {"list_name": "ish-Republika Jugosllave e Maqedonisë", "sort_key": "Ish"}
    assert browser.post(path, data=data).status_code == 303
    text = _text("MK-1993", "sq")
    assert text is not None
    assert (text.list_name, text.approved_by, text.approved_at) == (
        data["list_name"],
        None,
        None,
    )
    browser.post(f"{path}/approve", data={"seen": _seen(browser, path)})
    db.session.refresh(text)
    assert text.approved_by == "Ana Petrović"
    assert text.approved_at is not None


def test_editing_takes_the_approval_back(browser) -> None:
    path = f"/directory/designations/{_number('ME')}/sq"
    browser.post(path, data={"list_name": "Mali i Zi", "plate_name": "MALI I ZI"})
    text = _text("ME", "sq")
    assert text is not None
    assert text.approved_at is None


def test_saving_without_a_change_keeps_the_approval(browser) -> None:
    browser.post(f"/directory/designations/{_number('ME')}/sq", data={"list_name": "Mali i Zi"})
    text = _text("ME", "sq")
    assert text is not None
    assert text.approved_by == "Starting list"


def test_des08_asterisk_typed_by_hand_is_dropped(browser) -> None:
    browser.post(f"/directory/designations/{_number('KS')}/sq", data={"list_name": "Kosovë*"})
    text = _text("KS", "sq")
    assert text is not None
    assert text.list_name == "Kosovë"


def test_emptied_names_are_removed(browser) -> None:
    browser.post(f"/directory/designations/{_number('ME')}/mk", data={"list_name": ""})
    assert _text("ME", "mk") is None


def test_only_what_was_read_is_approved(browser) -> None:
    path = f"/directory/designations/{_number('ME')}/sq"
    browser.post(path, data={"list_name": "First"})
    seen = _seen(browser, path)
    browser.post(path, data={"list_name": "Second"})
    browser.post(f"{path}/approve", data={"seen": seen})
    text = _text("ME", "sq")
    assert text is not None
    assert text.approved_at is None
    assert "changed in the meantime" in browser.get(path).get_data(as_text=True)


def test_footnote_is_entered_approved_and_used(browser) -> None:
    path = "/directory/footnotes/rcc-eu/sq"
    page = browser.get(path).get_data(as_text=True)
    assert "This designation is without prejudice" in page
    browser.post(path, data={"text": "Ky emërtim…"})
    row = db.session.scalars(select(Footnote).where(Footnote.language == "sq")).one()
    assert row.approved_at is None
    browser.post(f"{path}/approve", data={"seen": _seen(browser, path)})
    db.session.refresh(row)
    assert row.approved_by == "Ana Petrović"
    browser.post(path, data={"text": "Ky emërtim është…"})
    db.session.refresh(row)
    assert row.approved_at is None
    browser.post(path, data={"text": ""})
    assert db.session.scalars(select(Footnote).where(Footnote.language == "sq")).all() == []


@pytest.mark.parametrize(
    "path",
    [
        "/directory/designations/999/sq",
        "/directory/footnotes/nobody/sq",
        "/directory/footnotes/rcc-eu/xx",
        "/directory/footnotes/rcc-eu/sr",
    ],
)
def test_what_does_not_exist_is_said_so(browser, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_secretariat_reads_names_and_may_not_change_them(app, make, sign_in) -> None:
    seed_designations()
    db.session.commit()
    browser = sign_in(make.member(make.event(), EventRole.SECRETARIAT))
    number = _number("ME")
    page = browser.get("/directory/designations")
    assert page.status_code == 200
    assert f"/directory/designations/{number}/" not in page.get_data(as_text=True)
    assert browser.get(f"/directory/designations/{number}/sq").status_code == 403
    assert browser.post(f"/directory/designations/{number}/sq/approve").status_code == 403
