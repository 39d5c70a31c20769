"""Letters for visas: one person, one consulate; the travel document is read on record."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.database import clock_at, commit, db
from eventmgr.secure.actions import forget, keep
from eventmgr.secure.models import SecureGroup
from eventmgr.travel import actions
from eventmgr.travel.letters import LetterError, check_document
from eventmgr.travel.models import VisaLetter
from tests.helpers import count_queries
from tests.printing.reading import one_line, pages_of, tree_of

PASSPORT = "X1234567"
LETTER = {
    "addressee": "Embassy of Utopia\nConsular section\nLong Street 1, Tirana",
    "language": "en",
    "stay_from": "2027-08-30",
    "stay_to": "2027-09-02",
    "address": "Hotel Ribnica",
    "payer": "organisers",
    "signatory_name": "Vesna Vesić",
    "signatory_post": "Head of the Secretariat",
}


@pytest.fixture
def event(make):
    event = make.event(country_id=make.designation("ME").id)
    actions.use_travel(event, used=True, actor="test")
    commit()
    return event


@pytest.fixture
def officer(make, event, sign_in):
    return sign_in(make.member(event, EventRole.TRAVEL_OFFICER))


def _url(event, page: str = "") -> str:
    return f"/events/{event.slug}/travel/letters/{page}"


def _document(designation=None, **values):
    place = designation.id if designation is not None else "other"
    return {
        "kind": "passport",
        "number": PASSPORT,
        "passport_name": "GJONI<<BESA",
        "birth_date": "1980-05-17",
        "nationality": place,
        "nationality_other": "" if designation is not None else "Utopia",
        "issuer": place,
        "issuer_other": "" if designation is not None else "Utopia",
        "issued": "2020-01-01",
        "expires": "2030-01-01",
    } | values


@pytest.fixture
def besa(make, event):
    kosovo = make.kosovo()
    person = make.registration(
        event, make.organisation(kosovo), given_name="Besa", family_name="Gjoni"
    )
    keep(person, SecureGroup.TRAVEL, _document(kosovo), actor="participant")
    commit()
    return person


def test_letter_is_issued_numbered_and_printed(event, officer, besa, tmp_path) -> None:
    number = besa.id
    page = officer.get(_url(event))
    assert _url(event, f"new/{number}") in page.text
    with clock_at(datetime(2027, 6, 1, 9, 0, tzinfo=UTC)):
        answer = officer.post(_url(event, f"new/{number}"), data=LETTER)
    assert answer.status_code == 303
    db.session.rollback()
    letter = db.session.scalar(select(VisaLetter))
    assert letter.number == 1
    listed = officer.get(_url(event)).text
    assert "Embassy of Utopia" in listed
    printed = officer.get(_url(event, f"{letter.id}.pdf"))
    assert printed.mimetype == "application/pdf"
    (only,) = pages_of(printed.data, tmp_path)
    words = one_line(only)
    for said in (
        "Embassy of Utopia",
        "Reference: 1/2027",
        "Name as in the travel document: GJONI<<BESA",
        f"Travel document: Passport {PASSPORT}",
        "Date of birth: 17 May 1980",
        "Nationality: Kosovo*",
        "Valid until: 1 January 2030",
        "First day of the stay: 30 August 2027",
        "Last day of the stay: 2 September 2027",
        "Hotel Ribnica",
        "The organisers pay for the journey",
        "Vesna Vesić",
        "1 June 2027",
    ):
        assert said in words, said
    assert words.count("Footnote text in en.") == 1
    assert "/Note" in [one.tag for one in tree_of(printed.data)]
    assert "besa" not in printed.headers["Content-Disposition"].lower()


@pytest.mark.parametrize(("language", "says"), [("cnr", "Kosovo*"), ("sq", "Kosova*")])
def test_letter_is_in_the_language_chosen(event, officer, besa, tmp_path, language, says) -> None:
    officer.post(_url(event, f"new/{besa.id}"), data=LETTER | {"language": language})
    db.session.rollback()
    letter = db.session.scalar(select(VisaLetter))
    (page,) = pages_of(officer.get(_url(event, f"{letter.id}.pdf")).data, tmp_path)
    assert says in page
    assert f"Footnote text in {language}." in one_line(page)


def test_travel_document_is_kept_nowhere_in_the_clear(app, event, officer, besa) -> None:
    officer.post(_url(event, f"new/{besa.id}"), data=LETTER)
    db.session.rollback()
    letter = db.session.scalar(select(VisaLetter))
    officer.get(_url(event, f"{letter.id}.pdf"))
    db.session.rollback()
    for table in db.metadata.sorted_tables:
        rows = db.session.execute(text(f'SELECT * FROM "{table.name}"')).all()
        assert PASSPORT not in str(rows), table.name
        assert "GJONI<<BESA" not in str(rows), table.name
    for path in app.config["DATA_FOLDER"].iterdir():
        if path.is_file():
            assert PASSPORT.encode() not in path.read_bytes(), path


def test_each_look_is_on_record(event, officer, besa) -> None:
    officer.post(_url(event, f"new/{besa.id}"), data=LETTER)
    db.session.rollback()
    letter = db.session.scalar(select(VisaLetter))
    for _time in range(2):
        officer.get(_url(event, f"{letter.id}.pdf"))
    db.session.rollback()
    entries = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert entries.count("read secure part") == 3
    assert entries.count("issue visa letter") == 1


@pytest.mark.parametrize("expires", ["2027-09-02", "2027-08-31", "2020-01-02"])
def test_passport_must_outlive_the_stay(event, officer, besa, expires) -> None:
    keep(besa, SecureGroup.TRAVEL, _document(expires=expires), actor="participant")
    commit()
    answer = officer.post(_url(event, f"new/{besa.id}"), data=LETTER)
    assert answer.status_code == 422
    assert "ends before the stay does" in answer.text
    assert "Embassy of Utopia" in answer.text
    db.session.rollback()
    assert db.session.scalar(select(VisaLetter)) is None


def test_passport_valid_one_day_longer_is_enough() -> None:
    check_document(_document(expires="2027-09-03"), date(2027, 9, 2))
    with pytest.raises(LetterError, match="not known in full"):
        check_document(_document(number=""), date(2027, 9, 2))


def test_who_gave_no_document_has_no_letter(make, event, officer) -> None:
    person = make.registration(event, make.organisation())
    number = person.id
    assert f"new/{number}" not in officer.get(_url(event)).text
    answer = officer.post(_url(event, f"new/{number}"), data=LETTER)
    assert answer.status_code == 422
    assert "not known in full yet" in answer.text


def test_after_the_purge_the_list_stays_and_nothing_is_printed(event, officer, besa) -> None:
    officer.post(_url(event, f"new/{besa.id}"), data=LETTER)
    db.session.rollback()
    letter = db.session.scalar(select(VisaLetter))
    number = letter.id
    forget([letter.registration_id], [SecureGroup.TRAVEL])
    commit()
    assert officer.get(_url(event, f"{number}.pdf")).status_code == 303
    page = officer.get(_url(event)).text
    assert "not known in full yet" in page
    assert "Embassy of Utopia" in page


def test_numbers_go_on_and_a_stay_that_cannot_be_is_said(event, officer, besa) -> None:
    number = besa.id
    for _time in range(2):
        officer.post(_url(event, f"new/{number}"), data=LETTER)
    wrong = officer.post(_url(event, f"new/{number}"), data=LETTER | {"stay_to": "2027-08-01"})
    assert wrong.status_code == 422
    assert "The stay ends before it begins." in wrong.text
    db.session.rollback()
    found = db.session.scalars(select(VisaLetter.number).order_by(VisaLetter.number)).all()
    assert found == [1, 2]


def test_letters_are_for_the_travel_officer_only(make, event, besa, sign_in) -> None:
    letter = VisaLetter(
        event_id=event.id,
        registration_id=besa.id,
        number=1,
        language="en",
        addressee="x",
        stay_from=date(2027, 8, 30),
        stay_to=date(2027, 9, 1),
        payer="organisers",
    )
    db.session.add(letter)
    commit()
    number = letter.id
    for role in (EventRole.ORGANISER, EventRole.SECRETARIAT, EventRole.FINANCE):
        browser = sign_in(make.member(event, role))
        assert browser.get(_url(event)).status_code == 403
        assert browser.get(_url(event, f"{number}.pdf")).status_code == 403
    boss = sign_in(make.user("administrator"))
    assert boss.get(_url(event, f"{number}.pdf")).status_code == 403


def test_letter_of_another_event_is_not_found(make, event, officer, besa) -> None:
    other = make.event()
    letter = VisaLetter(
        event_id=other.id,
        registration_id=besa.id,
        number=1,
        language="en",
        addressee="x",
        stay_from=date(2027, 8, 30),
        stay_to=date(2027, 9, 1),
        payer="organisers",
    )
    db.session.add(letter)
    commit()
    assert officer.get(_url(event, f"{letter.id}.pdf")).status_code == 404


def test_list_asks_a_constant_number_of_questions(make, event, officer) -> None:
    counts = []
    for _round in range(2):
        for _person in range(2):
            person = make.registration(event, make.organisation())
            db.session.add(
                VisaLetter(
                    event_id=event.id,
                    registration_id=person.id,
                    number=person.id,
                    language="en",
                    addressee="x",
                    stay_from=date(2027, 8, 30),
                    stay_to=date(2027, 9, 1),
                    payer="organisers",
                )
            )
            commit()
        with count_queries() as statements:
            assert officer.get(_url(event)).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
