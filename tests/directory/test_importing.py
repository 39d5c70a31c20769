"""Importing institutions: what is read, shown, written in one go, and taken back."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from email_validator import validate_email
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import clock_at, db, now
from eventmgr.directory import importing
from eventmgr.directory.actions import create_organisation
from eventmgr.directory.models import (
    DirectoryImport,
    ImportState,
    Organisation,
    OrganisationContact,
    OrganisationKind,
)
from eventmgr.directory.planning import _PLAIN_ADDRESS
from tests.helpers import count_queries


@pytest.fixture
def browser(make, sign_in) -> Any:
    return sign_in(make.user("organiser"))


def _send(browser: Any, text: str | bytes, name: str = "institutions.csv") -> str:
    data = text.encode("utf-8") if isinstance(text, str) else text
    answer = browser.post("/directory/import", data={"file": (io.BytesIO(data), name)})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.location)


def _form(browser: Any, path: str, **more: str) -> dict[str, str]:
    """Return what the page's form would send, with the guesses it shows."""
    row = db.session.get_one(DirectoryImport, int(path.rsplit("/", 1)[1]))
    sent = {f"column-{at}": field for at, field in row.mapping.items()}
    return sent | {"existing": "fill", "doubtful": "skip", "kind": ""} | more


def _do(browser: Any, path: str, what: str, **more: str) -> str:
    data = _form(browser, path, **more) | {"do": what}
    assert browser.post(path, data=data).status_code == 303
    db.session.expire_all()
    return str(browser.get(path).get_data(as_text=True))


def _names() -> list[str]:
    rows = db.session.scalars(
        select(Organisation).where(Organisation.merged_into_id.is_(None)).order_by(Organisation.id)
    )
    return [row.names.get("en") or row.names.get("cnr") or "" for row in rows]


TABLE = """Delegation;Institution;Naziv;Type;E-mail;Family name;Post;Tel.
Montenegro;Ministry of Justice;Ministarstvo pravde;;o@example.org;Petrović Njegoš;Head;+382 20 123
Crna Gora;Ministry of Justice;;;;Lura;;0038267
Kosovo*;Police;;police;;;;
"""


def test_table_is_read_mapped_checked_and_imported(browser, make) -> None:
    place = make.designation()
    kosovo = make.kosovo()
    path = _send(browser, TABLE)
    page = browser.get(path).get_data(as_text=True)
    assert "Ministarstvo pravde" in page
    page = _do(browser, path, "check")
    assert db.session.scalars(select(Organisation)).all() == []
    assert "Import 2 institutions" in page
    page = _do(browser, path, "import")
    assert "Imported" in page
    rows = db.session.scalars(select(Organisation).order_by(Organisation.id)).all()
    assert [row.names for row in rows] == [
        {"en": "Ministry of Justice", "cnr": "Ministarstvo pravde"},
        {"en": "Police"},
    ]
    assert [row.designation_id for row in rows] == [place.id, kosovo.id]
    assert [row.kind for row in rows] == [OrganisationKind.MINISTRY, OrganisationKind.POLICE]
    contacts = db.session.scalars(select(OrganisationContact).order_by(OrganisationContact.id))
    assert [(c.family_name, c.phone, c.organisation_id) for c in contacts] == [
        ("Petrović Njegoš", "+382 20 123", rows[0].id),
        ("Lura", "0038267", rows[0].id),
    ]
    assert "Ministry of Justice" in browser.get("/directory/organisations?q=pravde").text
    # The file, with its addresses, is not kept any longer than needed.
    assert db.session.scalars(select(DirectoryImport.data)).all() == [None]
    actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["create organisation", "create organisation", "import organisations"]


def test_all_errors_of_all_rows_are_shown_at_once_and_nothing_is_imported(browser, make) -> None:
    make.designation()
    text = (
        "Name,Delegation,Kind,E-mail,Phone,Part of\n"
        "Good,Montenegro,police,a@example.org,,\n"
        "Bad,Atlantis,club,nobody,,Elsewhere\n"
        ",Montenegro,police,,,\n"
        f"{'x' * 301},Montenegro,police,,,\n"
        "Child,Montenegro,police,,,Nowhere\n"
    )
    path = _send(browser, text)
    page = _do(browser, path, "check")
    for words in (
        "No delegation is called “Atlantis”",
        "“club” is no kind",
        "“nobody” is no whole e-mail",
        "The name of the institution is missing",
        "301 characters long",
        "“Nowhere”",
        "“Elsewhere”",
    ):
        assert words in page, words
    assert "Import 1 institution" not in page
    page = _do(browser, path, "import")
    assert _names() == []


def test_wrong_rows_can_be_left_out_on_purpose(browser, make) -> None:
    make.designation()
    path = _send(browser, "Name,Delegation,Kind\nGood,Montenegro,police\nBad,Atlantis,police\n")
    _do(browser, path, "check")
    page = _do(browser, path, "check", without_errors="y")
    assert "Import 1 institution" in page
    _do(browser, path, "import", without_errors="y")
    assert _names() == ["Good"]


def test_import_after_a_change_looks_again_first(browser, make) -> None:
    path = _send(browser, "Name,Kind\nPolice,police\n")
    _do(browser, path, "check")
    page = _do(browser, path, "import", existing="take")
    assert "nothing is imported yet" in page
    assert _names() == []


def _existing(make, **values: Any) -> Organisation:
    row = create_organisation(
        **{"names": {"en": "Geneva Centre for Governance"}, "kind": OrganisationKind.AGENCY}
        | values,
        actor="test",
    )
    db.session.commit()
    return row


def test_des19_variant_spelling_is_the_entry_that_is_there(browser, make) -> None:
    row = _existing(make)
    path = _send(
        browser,
        "Name,Acronym,E-mail\nThe Geneva Center for Governance,GCG,g@example.org\n",
    )
    page = _do(browser, path, "check")
    assert "Import 1 institution" in page
    _do(browser, path, "import")
    db.session.refresh(row)
    assert row.names == {"en": "Geneva Centre for Governance"}
    assert (row.acronym, row.email) == ("GCG", "g@example.org")
    assert len(_names()) == 1


@pytest.mark.parametrize(
    ("existing", "email", "acronym"),
    [
        ("fill", "old@example.org", "NEW"),
        ("take", "new@example.org", "NEW"),
        ("keep", "old@example.org", ""),
    ],
)
def test_entries_that_are_there_change_as_chosen(
    browser, make, existing: str, email: str, acronym: str
) -> None:
    row = _existing(make, email="old@example.org")
    text = "Name,Acronym,E-mail\nGeneva Centre for Governance,NEW,new@example.org\n"
    path = _send(browser, text)
    _do(browser, path, "check", existing=existing)
    _do(browser, path, "import", existing=existing)
    db.session.refresh(row)
    assert (row.email, row.acronym) == (email, acronym)


def test_name_that_the_table_changes_becomes_a_former_name(browser, make) -> None:
    row = _existing(make, names={"en": "Ministry of Police", "cnr": "Ministarstvo"})
    text = f"Number,Name,Naziv\n{row.id},Ministry of Interior,Ministarstvo\n"
    path = _send(browser, text)
    _do(browser, path, "check", existing="take")
    _do(browser, path, "import", existing="take")
    db.session.refresh(row)
    assert row.names["en"] == "Ministry of Interior"
    assert row.former_names == ["Ministry of Police"]


def test_number_of_another_installation_is_asked_about(browser, make) -> None:
    row = _existing(make)
    path = _send(browser, f"Number,Name,Kind\n{row.id},Academy of Sciences,academia\n")
    page = _do(browser, path, "check")
    assert "Rows in doubt" in page
    _do(browser, path, "import")
    db.session.refresh(row)
    assert row.names == {"en": "Geneva Centre for Governance"}
    assert _names() == ["Geneva Centre for Governance"]


@pytest.mark.parametrize(("decision", "count"), [("", 1), ("new", 2), ("skip", 1), ("same", 1)])
def test_des19_rows_in_doubt_wait_for_a_decision(browser, make, decision: str, count: int) -> None:
    row = _existing(make)
    text = "Name,Kind,E-mail\nGenevva Centre for Governance,agency,g@example.org\n"
    path = _send(browser, text)
    page = _do(browser, path, "check")
    assert "The names differ by one letter." in page
    answer = str(row.id) if decision == "same" else decision
    more = {"decide-2": answer}
    _do(browser, path, "check", **more)
    _do(browser, path, "import", **more)
    db.session.refresh(row)
    assert len(_names()) == count
    assert row.email == ("g@example.org" if decision == "same" else "")


def test_doubt_about_another_row_of_the_same_table(browser, make) -> None:
    text = "Name,Kind\nMinistry of Justice,ministry\nMinstry of Justice,ministry\n"
    path = _send(browser, text)
    page = _do(browser, path, "check")
    assert "Row 2 of this table" in page
    more = {"decide-3": "row:2"}
    _do(browser, path, "check", **more)
    _do(browser, path, "import", **more)
    assert _names() == ["Ministry of Justice"]


def test_rows_about_one_institution_must_agree(browser, make) -> None:
    text = "Name,Kind,E-mail\nPolice,police,a@example.org\nThe Police,police,b@example.org\n"
    path = _send(browser, text)
    page = _do(browser, path, "check")
    assert "This row and row 2 are about one institution" in page


def test_parent_is_found_among_the_rows_of_the_table(browser, make) -> None:
    rows = ("Name,Kind,Part of", "Border Police,border police,MoI", "Interior (MoI),ministry,")
    text = "\n".join(rows)
    path = _send(browser, text)
    _do(browser, path, "check")
    _do(browser, path, "import")
    child, parent = db.session.scalars(select(Organisation).order_by(Organisation.id))
    assert child.parent_id == parent.id


def test_kind_is_told_by_the_name_or_chosen_for_all(browser, make) -> None:
    path = _send(browser, "Name\nMinistry of Justice\nHelsinki Committee\n")
    page = _do(browser, path, "check")
    assert "It does not say of which kind" in page
    kind = "non-governmental organisation"
    _do(browser, path, "check", kind=kind)
    _do(browser, path, "import", kind=kind)
    kinds = db.session.scalars(select(Organisation.kind).order_by(Organisation.id)).all()
    assert kinds == [OrganisationKind.MINISTRY, OrganisationKind.NGO]


def test_mapping_is_remembered_for_the_same_headings(browser, make) -> None:
    text = "Alpha,Beta\nMinistry of Justice,x\n"
    path = _send(browser, text)
    more = {"column-0": "name:en"}
    page = _do(browser, path, "check", **more)
    assert "Import 1 institution" in page
    _do(browser, path, "import", **more)
    again = _send(browser, text)
    row = db.session.get_one(DirectoryImport, int(again.rsplit("/", 1)[1]))
    assert row.mapping == {"0": "name:en"}


def test_encoding_and_separator_are_shown_and_can_be_changed(browser, make) -> None:
    data = "Naziv;Vrsta\nMinistarstvo unutrašnjih poslova, Nikšić;ministry\n".encode("cp1250")
    path = _send(browser, data)
    page = browser.get(path).get_data(as_text=True)
    assert '<option value="cp1250" selected>' in page
    assert "unutrašnjih poslova, Nikšić" in page
    answer = browser.post(
        path, data={"do": "read", "encoding": "cp1251", "delimiter": ";", "head": "1"}
    )
    assert answer.status_code == 303
    assert "unutraљnjih" in browser.get(path).get_data(as_text=True)
    answer = browser.post(path, data={"do": "read", "encoding": "utf-8", "delimiter": ";"})
    assert "is not written in UTF-8" in browser.get(path).get_data(as_text=True)


def test_file_that_is_no_table_is_refused_in_plain_words(browser) -> None:
    answer = browser.post("/directory/import", data={"file": (io.BytesIO(b"%PDF-1.7"), "a.pdf")})
    assert answer.status_code == 422
    assert "This file is no table." in answer.get_data(as_text=True)
    answer = browser.post("/directory/import", data={})
    assert "Please choose a file." in answer.get_data(as_text=True)


def test_undo_removes_what_is_unused_and_takes_changes_back(browser, make) -> None:
    row = _existing(make)
    text = "Name,Kind,E-mail\n" + "".join(
        f"{name},agency,{name[0]}@example.org\n"
        for name in ("Aaa agency", "Bbb agency", "Geneva Centre for Governance")
    )
    path = _send(browser, text)
    _do(browser, path, "check")
    _do(browser, path, "import")
    used = db.session.scalars(
        select(Organisation).where(Organisation.email == "B@example.org".lower())
    ).one()
    make.registration(make.event(), used)
    page = _do(browser, path, "undo")
    assert "1 entry is out of the directory again." in page
    assert "1 entry stays" in page
    assert _names() == ["Geneva Centre for Governance", "Bbb agency"]
    db.session.refresh(row)
    assert row.email == ""
    assert db.session.scalars(select(DirectoryImport.state)).all() == [ImportState.UNDONE]


def test_undo_keeps_what_somebody_changed_since(browser, make) -> None:
    row = _existing(make)
    path = _send(
        browser, "Name,Kind,E-mail,Acronym\nGeneva Centre for Governance,agency,g@x.org,G\n"
    )
    _do(browser, path, "check")
    _do(browser, path, "import")
    db.session.refresh(row)
    row.email = "later@example.org"
    db.session.commit()
    _do(browser, path, "undo")
    db.session.refresh(row)
    assert (row.email, row.acronym) == ("later@example.org", "")


def test_nothing_is_half_imported_when_writing_breaks(browser, make, monkeypatch) -> None:
    path = _send(browser, "Name,Kind\nAaa agency,agency\nBbb agency,agency\n")
    _do(browser, path, "check")
    # The last thing that is written meets a full disk.
    monkeypatch.setattr(importing, "record", _broken)
    page = _do(browser, path, "import")
    assert "nothing was imported" in page
    assert _names() == []


def _broken(*_args: Any, **_values: Any) -> None:
    raise OSError("no space left on device")


def test_import_is_shown_to_the_person_who_sent_it_only(browser, make, sign_in) -> None:
    path = _send(browser, "Name,Kind\nPolice,police\n")
    other = sign_in(make.user("organiser"))
    assert other.get(path).status_code == 404
    assert other.post(path, data={"do": "check"}).status_code == 404


def test_import_cannot_be_started_twice(browser, make) -> None:
    path = _send(browser, "Name,Kind\nPolice,police\n")
    _do(browser, path, "check")
    _do(browser, path, "import")
    page = _do(browser, path, "import")
    assert "moved on in the meantime" in page
    assert _names() == ["Police"]


def test_table_in_the_middle_of_work_shows_how_far_it_is(browser, make) -> None:
    path = _send(browser, "Name,Kind\nPolice,police\n")
    row = db.session.scalars(select(DirectoryImport)).one()
    importing.start(row, ImportState.CHECKING)
    row.done, row.total = 250, 5000
    db.session.commit()
    answer = browser.get(path)
    assert answer.headers["Refresh"] == "2"
    assert 'value="250" max="5000"' in answer.get_data(as_text=True)


def test_page_of_a_table_takes_the_same_number_of_queries_for_one_and_three_rows(
    browser, make
) -> None:
    counts = []
    for rows in (1, 3):
        text = "Name,Kind\n" + "".join(f"Body {number}xyz,police\n" for number in range(rows))
        path = _send(browser, text)
        _do(browser, path, "check")
        with count_queries() as statements:
            browser.get(path)
        counts.append(len(statements))
    assert counts[0] == counts[1]


@settings(deadline=None)
@given(st.from_regex(_PLAIN_ADDRESS, fullmatch=True))
def test_short_way_to_an_address_says_what_the_long_way_says(address: str) -> None:
    validate_email(address, check_deliverability=False, test_environment=True)


def test_what_somebody_enters_meanwhile_is_not_entered_twice(browser, make, monkeypatch) -> None:
    path = _send(browser, "Name,Kind\nPolice,police\nCustoms,agency\n")
    _do(browser, path, "check")
    look, looks = importing.make_plan, []

    def look_slowly(*given: Any, **named: Any) -> Any:
        plan = look(*given, **named)
        if not looks:
            # Another person is quicker, between the look at the rows and the writing.
            create_organisation(names={"en": "Police"}, kind=OrganisationKind.POLICE, actor="other")
            db.session.commit()
        looks.append(plan)
        return plan

    monkeypatch.setattr(importing, "make_plan", look_slowly)
    page = _do(browser, path, "import")
    assert "Imported" in page
    assert len(looks) == 2
    assert sorted(_names()) == ["Customs", "Police"]


def test_long_import_that_fell_silent_can_be_started_again(browser, make) -> None:
    path = _send(browser, "Name,Kind\nPolice,police\n")
    _do(browser, path, "check")
    row = db.session.scalars(select(DirectoryImport)).one()
    with clock_at(now() - timedelta(minutes=10)):
        importing.start(row, ImportState.IMPORTING)
        db.session.commit()
    page = browser.get(path).get_data(as_text=True)
    assert "Start it again" in page
    assert "Imported" in _do(browser, path, "again")
    assert _names() == ["Police"]


def test_table_nobody_went_on_with_is_forgotten_after_a_week(browser, make) -> None:
    first = _send(browser, "Name,Kind\nPolice,police\n")
    row = db.session.scalars(select(DirectoryImport)).one()
    row.created_at = now() - timedelta(days=8)
    db.session.commit()
    _send(browser, "Name,Kind\nCustoms,agency\n")
    db.session.refresh(row)
    assert row.data is None
    assert "no longer kept" in browser.get(first).get_data(as_text=True)
