"""The file of participants: as typed, safe in a spreadsheet, no more than was ticked."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.printing.sheets import unguarded
from eventmgr.registration import question_actions
from eventmgr.registration.question_models import QuestionKind
from eventmgr.secure import actions
from eventmgr.secure.models import SecureGroup

USUAL = ["delegation", "institution", "family_name", "given_name", "position", "role"]
ATTACKS = ["=1+1", "+382 20 123 456", "-2+3", "@SUM(A1)", "\t=1", "'=1", "＝1", "00382"]


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def organisation(make):
    return make.organisation(make.designation())


def sheet(answer) -> list[tuple]:
    assert answer.status_code == 200, answer.location
    return list(load_workbook(io.BytesIO(answer.data)).worksheets[0].values)


def rows_of(answer, delimiter: str = ",") -> list[list[str]]:
    assert answer.status_code == 200, answer.location
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=delimiter))


def file_of(event) -> str:
    return f"/events/{event.slug}/participants/file"


@pytest.mark.parametrize("typed", ATTACKS)
def test_what_was_typed_is_a_text_and_whole(event, organisation, make, sign_in, typed) -> None:
    question = question_actions.add_question(
        event,
        QuestionKind.SHORT,
        {"label": {"en": "Code"}, "help": {}, "required": False},
        actor="test",
    )
    uid = question.uid
    make.registration(event, organisation, family_name="Čelić", phone=typed, answers={uid: typed})
    path = file_of(event)
    browser = sign_in(make.member(event))
    wanted = {"column": ["family_name", "phone", f"q_{uid}"], "form": "xlsx"}
    answer = browser.post(path, data=wanted)
    book = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    assert [cell.value for cell in book[2]] == ["Čelić", typed, typed]
    assert {cell.data_type for cell in book[2]} == {"s"}
    for form, delimiter in (("csv", ","), ("csv-semicolons", ";")):
        rows = rows_of(browser.post(path, data=wanted | {"form": form}), delimiter)
        assert rows[0] == ["Family name", "Telephone", "Code"]
        assert [unguarded(cell) for cell in rows[1]] == ["Čelić", typed, typed]
        assert not rows[1][1].lstrip().startswith(("=", "+", "-", "@"))


def test_usual_file_has_no_contacts_and_never_a_secure_part(
    event, organisation, make, sign_in
) -> None:
    person = make.registration(event, organisation, phone="+382 20 123 456")
    actions.keep(person, SecureGroup.TRAVEL, {"number": "AB1234567"}, actor="participant")
    actions.keep(person, SecureGroup.DIET, {"text": "no onions"}, actor="participant")
    db.session.commit()
    path = file_of(event)
    browser = sign_in(make.member(event, EventRole.SECRETARIAT))
    page = browser.get(path).get_data(as_text=True)
    assert 'value="phone"' in page
    assert 'value="phone" checked' not in page
    assert "diet" not in [part.split('"')[0] for part in page.split('name="column" value="')[1:]]
    rows = sheet(browser.post(path, data={"column": USUAL}))
    assert rows[0] == (
        "Delegation",
        "Institution",
        "Family name",
        "Given name",
        "Position",
        "Comes as",
    )
    told = str(sheet(browser.post(path, data={"column": [*USUAL, "email", "travel", "diet_text"]})))
    assert "@example.org" in told
    assert "AB1234567" not in told
    assert "onions" not in told


def test_priv04_protected_person_is_a_representative(event, organisation, make, sign_in) -> None:
    make.registration(
        event, organisation, family_name="Skriven", protected=True, email="hidden@example.org"
    )
    path = file_of(event)
    browser = sign_in(make.member(event))
    told = str(sheet(browser.post(path, data={"column": [*USUAL, "email"]})))
    assert "Representative" in told
    for hidden in ("Skriven", "Ana", "Adviser", "hidden@"):
        assert hidden not in told


def test_who_made_a_file_stands_in_the_record_and_no_value_does(
    event, organisation, make, sign_in
) -> None:
    make.registration(event, organisation, family_name="Čelić")
    path = file_of(event)
    sign_in(make.member(event, name="Vera")).post(path, data={"column": ["family_name", "email"]})
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "export participants")
    ).one()
    assert entry.actor_label == "Vera"
    assert entry.changes == {"columns": ["Family name", "E-mail address"], "people": 1}
    assert "elić" not in str(vars(entry))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_short_file_stands_in_the_record_too(event, organisation, make, sign_in, form) -> None:
    make.registration(event, organisation)
    path = f"/events/{event.slug}/participants/export.{form}"
    browser = sign_in(make.member(event, EventRole.CO_ORGANISER, name="Vera"))
    assert browser.get(path).status_code == 200
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "export participants")
    ).one()
    assert entry.actor_label == "Vera"


def test_nothing_ticked_makes_no_file(event, make, sign_in) -> None:
    path = file_of(event)
    answer = sign_in(make.member(event)).post(path, data={"form": "csv"})
    assert (answer.status_code, answer.location) == (303, path)


def test_who_may_not_manage_people_makes_no_file(event, make, sign_in) -> None:
    path = file_of(event)
    assert sign_in(make.member(event, EventRole.CO_ORGANISER)).post(path).status_code == 403


def test_file_of_travel_documents_is_the_travel_officers_and_recorded_for_each(
    event, organisation, make, sign_in
) -> None:
    people = [make.registration(event, organisation) for _one in range(3)]
    for person in people[:2]:
        actions.keep(
            person,
            SecureGroup.TRAVEL,
            {"number": "=AB12", "nationality": organisation.designation_id, "kind": "passport"},
            actor="participant",
        )
    db.session.commit()
    path = f"/events/{event.slug}/participants/travel-documents/file"
    browser = sign_in(make.member(event, EventRole.TRAVEL_OFFICER))
    refused = sign_in(make.member(event))
    rows = sheet(browser.post(path))
    assert len(rows) == 3
    assert "=AB12" in rows[1]
    assert "Montenegro" in rows[1]
    assert "Passport" in rows[1]
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "read secure part")
    ).all()
    assert [entry.changes["purpose"] for entry in entries] == ["export", "export"]
    assert refused.post(path).status_code == 403
    assert browser.post(path.replace("travel-documents", "needs")).status_code == 403
