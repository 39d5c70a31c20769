"""Names bound to time (DES-12), the starting list (DES-16), names on screens (DES-03)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from eventmgr.database import db
from eventmgr.directory.models import Designation, DesignationText, Footnote
from eventmgr.directory.naming import NamesMissing, load_naming
from eventmgr.directory.screen import name_of_code, screen_names
from eventmgr.directory.seed import seed_designations


def _designation(code: str) -> Designation:
    return db.session.scalars(select(Designation).where(Designation.code == code)).one()


@pytest.fixture
def seeded(app) -> None:
    seed_designations()
    db.session.commit()


def _naming(language: str, on: date, event_id: int | None = None):
    return load_naming(language=language, family="rcc-eu", event_id=event_id, on=on)


@pytest.mark.parametrize("code", ["MK", "MK-1993"])
@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2016, 8, 31), "the former Yugoslav Republic of Macedonia"),
        (date(2019, 2, 11), "the former Yugoslav Republic of Macedonia"),
        (date(2019, 2, 12), "North Macedonia"),
        (date(2020, 1, 1), "North Macedonia"),
    ],
)
def test_des12_name_valid_on_the_events_date(seeded, code: str, on: date, name: str) -> None:
    naming = _naming("en", on)
    assert naming.designation(_designation(code)) == name
    assert naming.notes() == []


def test_des12_missing_name_of_its_time_is_not_replaced_by_todays(seeded) -> None:
    naming = _naming("sq", date(2016, 8, 31))
    assert naming.designation(_designation("MK")) == ""
    with pytest.raises(NamesMissing) as caught:
        naming.notes()
    assert [(m.what, m.code, m.language) for m in caught.value.missing] == [
        ("name", "MK-1993", "sq")
    ]


def test_des12_an_event_may_approve_a_name_of_its_own(seeded, make) -> None:
    event = make.event(start=date(2016, 8, 31), end=date(2016, 9, 1))
    db.session.add(
        DesignationText(
            designation_id=_designation("MK").id,
            event_id=event.id,
            language="en",
            list_name="Chosen name",
            approved_by="Test",
            approved_at=event.created_at,
        )
    )
    db.session.commit()
    assert _naming("en", event.start, event.id).designation(_designation("MK")) == "Chosen name"


def test_des14_the_earlier_name_is_filed_under_t(seeded) -> None:
    naming = _naming("en", date(2016, 8, 31))
    rows = [_designation(code) for code in ("SI", "MK", "TR", "RS", "AL")]
    ordered = [row.code for row in sorted(rows, key=naming.order)]
    assert ordered == ["AL", "RS", "SI", "MK", "TR"]


@pytest.mark.parametrize(
    ("language", "codes"),
    [
        ("en", "AL BA KS ME MK RS"),
        ("cnr", "AL BA ME KS MK RS"),
        ("sq", "BA KS ME MK RS AL"),
        ("mk", "AL BA KS MK RS ME"),
        ("sr_Cyrl", "AL BA KS MK RS ME"),
    ],
)
def test_des13_order_of_the_six(seeded, language: str, codes: str) -> None:
    naming = _naming(language, date(2026, 1, 1))
    rows = [_designation(code) for code in sorted(codes.split(), reverse=True)]
    ordered = sorted(rows, key=naming.order)
    assert " ".join(row.code for row in ordered) == codes


def test_des16_starting_list_comes_once_and_overwrites_nothing(seeded) -> None:
    text = next(t for t in _designation("ME").texts if t.language == "sq")
    text.list_name = "Changed"
    db.session.commit()
    assert seed_designations() == 0
    assert next(t for t in _designation("ME").texts if t.language == "sq").list_name == "Changed"
    assert db.session.scalar(select(func.count()).select_from(Designation)) == 14


def test_des16_starting_list_holds_every_name_in_five_languages(seeded) -> None:
    for row in db.session.scalars(select(Designation).where(Designation.valid_to.is_(None))):
        assert {text.language for text in row.texts} == {"en", "cnr", "sq", "mk", "sr_Cyrl"}
        assert all("*" not in text.list_name for text in row.texts)


def test_starting_footnotes_are_english_and_only_the_verified_ones_approved(seeded) -> None:
    rows = list(db.session.scalars(select(Footnote)))
    assert {row.language for row in rows} == {"en"}
    assert {row.family for row in rows if row.approved_at} == {"rcc-eu", "un-agencies", "coe"}
    assert {row.family for row in rows if not row.approved_at} == {"osce"}


def test_document_in_albanian_waits_for_an_approved_footnote(seeded) -> None:
    naming = _naming("sq", date(2026, 1, 1))
    assert naming.designation(_designation("KS")) == "Kosova*"
    with pytest.raises(NamesMissing) as caught:
        naming.notes()
    assert [item.what for item in caught.value.missing] == ["footnote"]


def test_des03_screen_shows_marker_and_footnote_together(seeded) -> None:
    names = screen_names("sq")
    assert names.notes() == []
    assert names.designation(_designation("AL")) == "Shqipëria"
    assert names.notes() == []
    assert names.designation(_designation("KS")) == "Kosova*"
    (note,) = names.notes()
    assert note.marker == "*"
    assert note.text.startswith("This designation is without prejudice")
    assert note.lang == "en-GB" or note.lang == "en"


def test_des03_screen_says_when_no_footnote_is_approved(seeded) -> None:
    names = screen_names("en", family="osce")
    names.designation(_designation("KS"))
    assert [note.text for note in names.notes()] == [
        "The text of this footnote has not been approved yet."
    ]


def test_des11_screen_never_shows_a_code(seeded, make) -> None:
    bare = Designation(code="ZZ", kind="state")
    db.session.add(bare)
    db.session.commit()
    assert screen_names("cnr").designation(bare) == "(name not entered yet)"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("MK", "North Macedonia"),
        ("MK-1993", "the former Yugoslav Republic of Macedonia"),
        ("KS", "Kosovo*"),
        ("??", "(name not entered yet)"),
    ],
)
def test_des11_what_is_missing_is_called_by_its_name(seeded, code: str, name: str) -> None:
    assert name_of_code(code, "en") == name
