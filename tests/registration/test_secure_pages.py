"""The secure part on its pages: by personal link, for its readers, as numbers, in the record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from eventmgr.accounts.models import DUTIES, EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db, now
from eventmgr.registration import links
from eventmgr.registration.question_models import AskedFields
from eventmgr.secure import actions
from eventmgr.secure.models import SecureDraft, SecureGroup, SecurePart
from eventmgr.secure.reading import read_own
from tests.helpers import count_queries
from tests.printing.reading import text_of as pdf_text

EVERYTHING = {"travel": "optional", "emergency": "optional"}


@pytest.fixture
def event(make):
    event = make.event()
    make.designation("ME")
    db.session.add(AskedFields(event_id=event.id, fields=EVERYTHING))
    db.session.commit()
    return event


@pytest.fixture
def person(make, event):
    return make.registration(event, make.organisation(), language="en", family_name="Lura")


@pytest.fixture
def link(person) -> str:
    token = links.issue(person)
    db.session.commit()
    return f"/registration/{token}"


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


def travel(make_number: int = 1, **values) -> dict[str, str]:
    return {
        "travel_kind": "passport",
        "travel_number": "AB1234567",
        "travel_passport_name": "lura<<mira",
        "travel_birth_date": "1980-05-17",
        "travel_nationality": "other",
        "travel_nationality_other": "Somewhere",
        "travel_issuer": "other",
        "travel_issuer_other": "Its authority",
        "travel_issued": "2024-01-02",
        "travel_expires": "2034-01-01",
        "version_travel": "0",
        "version_diet": "0",
        "version_access": "0",
        "version_emergency": "0",
        **values,
    }


def test_answers_by_link_are_sealed_and_shown_again_to_their_owner(client, link, person) -> None:
    data = travel() | {
        "diet_diets": ["halal"],
        "diet_allergies": ["nuts"],
        "diet_severity": "severe",
        "access_needs": ["step-free"],
        "access_text": "A seat near the door",
        "emergency_name": "Agim Lura",
        "emergency_phone": "+355 69 123 4567",
    }
    answer = client.post(link + "/secure/", data=data)
    assert (answer.status_code, answer.location) == (303, link)
    kept = read_own(person, SecureGroup.TRAVEL)
    assert kept["passport_name"] == "LURA<<MIRA"
    assert kept["birth_date"] == "1980-05-17"
    assert kept["nationality_other"] == "Somewhere"
    assert read_own(person, SecureGroup.DIET) == {
        "diets": ["halal"],
        "allergies": ["nuts"],
        "severity": "severe",
    }
    assert read_own(person, SecureGroup.EMERGENCY)["phone"] == "+355 69 123 4567"
    page = text_of(client.get(link + "/secure/"))
    assert "AB1234567" in page
    assert "A seat near the door" in page
    assert "AB1234567" not in text_of(client.get(link))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("travel_passport_name", "Çela Mira"),
        ("travel_birth_date", "2999-01-01"),
        ("travel_birth_date", "17.5.1980"),
        ("travel_expires", "2020-01-01"),
        ("travel_kind", "library card"),
        ("travel_nationality_other", ""),
        ("travel_issuer", "987654"),
        ("emergency_phone", "call him"),
        ("diet_diets", ["stones"]),
        ("access_text", "x" * 1001),
    ],
)
def test_bad_answer_is_refused_at_its_field_and_keeps_the_others(
    client, link, field, value
) -> None:
    answer = client.post(link + "/secure/", data=travel() | {field: value})
    assert answer.status_code == 422
    page = text_of(answer)
    assert f'href="#{field}' in page
    assert "AB1234567" in page
    assert db.session.scalar(select(SecurePart)) is None


def test_loc44_the_name_is_copied_and_never_made_from_the_list(client, link, person) -> None:
    client.post(link + "/secure/", data=travel(travel_passport_name="DJUKIC DJORDJE"))
    assert read_own(person, SecureGroup.TRAVEL)["passport_name"] == "DJUKIC DJORDJE"


def test_group_that_must_be_answered_is_asked_for(client, make, link, person) -> None:
    row = db.session.scalars(select(AskedFields)).one()
    row.fields = EVERYTHING | {"diet": "required"}
    db.session.commit()
    assert "Answer these now" in text_of(client.get(link))
    answer = client.post(link + "/secure/", data=travel())
    assert answer.status_code == 422
    assert 'href="#diet_diets' in text_of(answer)
    answer = client.post(link + "/secure/", data=travel() | {"diet_diets": ["everything"]})
    assert answer.status_code == 303


def test_event_that_asks_nothing_secure_has_no_such_page(client, link) -> None:
    row = db.session.scalars(select(AskedFields)).one()
    row.fields = {"diet": "not asked", "access": "not asked"}
    db.session.commit()
    assert client.get(link + "/secure/").status_code == 303
    assert "/secure" not in text_of(client.get(link))


def test_older_page_does_not_overwrite_newer_answers_unasked(client, link, person) -> None:
    client.post(link + "/secure/", data=travel())
    answer = client.post(link + "/secure/", data=travel(travel_number="CD7654321"))
    assert answer.status_code == 409
    page = text_of(answer)
    assert "CD7654321" in page
    assert 'name="version_travel" type="hidden" value="1"' in page
    assert read_own(person, SecureGroup.TRAVEL)["number"] == "AB1234567"
    again = travel(travel_number="CD7654321", version_travel="1")
    assert client.post(link + "/secure/", data=again).status_code == 303
    assert read_own(person, SecureGroup.TRAVEL)["number"] == "CD7654321"


def test_draft_is_kept_sealed_and_gone_once_it_is_saved(client, link, person) -> None:
    typed = {"travel_number": "AB12", "diet_diets": ["vegan", "halal"], "unknown": "x" * 50_000}
    assert client.post(link + "/secure/draft", data=typed).status_code == 204
    row = db.session.scalars(select(SecureDraft)).one()
    assert "AB12" not in row.sealed
    assert actions.draft(person) == {"travel_number": ["AB12"], "diet_diets": ["vegan", "halal"]}
    page = text_of(client.get(link + "/secure/"))
    assert 'value="AB12"' in page
    assert "has not been saved yet" in page
    assert db.session.scalar(select(SecurePart)) is None
    assert client.post(link + "/secure/", data=travel()).status_code == 303
    db.session.expire_all()
    assert db.session.scalar(select(SecureDraft)) is None


def test_page_says_where_answers_were_encrypted_with_another_key(
    app, client, link, monkeypatch
) -> None:
    assert client.post(link + "/secure/", data=travel()).status_code == 303
    monkeypatch.setitem(app.config, "SECURE_KEYS", (Fernet.generate_key().decode(),))
    for answer in (client.get(link + "/secure/"), client.post(link + "/secure/", data=travel())):
        assert answer.status_code == 303
    assert "a key that is not on this installation" in text_of(client.get(link))


def test_draft_can_be_thrown_away_and_cannot_grow_without_end(client, link) -> None:
    client.post(link + "/secure/draft", data={"travel_number": "AB12"})
    assert client.post(link + "/secure/draft/forget").status_code == 303
    assert db.session.scalar(select(SecureDraft)) is None
    for typed in ("x" * 30_000, [""] * 30_000):
        answer = client.post(link + "/secure/draft", data={"diet_text": typed})
        assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/secure/", "/secure/draft", "/secure/draft/forget"])
def test_foreign_link_opens_nothing(client, event, path) -> None:
    token = "x" * 43
    assert client.post(f"/registration/{token}{path}", data=travel()).status_code == 410


def test_after_the_lock_date_nothing_is_taken(client, link, event) -> None:
    # The lock is the event's; a page kept open does not go round it.
    event.registration_until = (now() - timedelta(days=3)).date()
    db.session.commit()
    assert client.post(link + "/secure/", data=travel()).status_code == 303
    assert client.post(link + "/secure/draft", data={"diet_text": "x"}).status_code == 409
    assert db.session.scalar(select(SecurePart)) is None


# --- those who may read ---------------------------------------------------------------------------


def looks() -> int:
    return db.session.scalar(
        select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "read secure part")
    )


def test_travel_officer_finds_and_opens_a_document_and_it_is_recorded(
    event, person, make, sign_in
) -> None:
    actions.keep(person, SecureGroup.TRAVEL, {"number": "AB1234567"}, actor="participant")
    db.session.commit()
    slug, number = event.slug, person.id
    browser = sign_in(make.member(event, EventRole.TRAVEL_OFFICER, name="Vera"))
    page = text_of(browser.get(f"/events/{slug}/participants/"))
    assert f"/events/{slug}/participants/travel-documents" in page
    page = text_of(browser.get(f"/events/{slug}/participants/travel-documents"))
    assert "AB1234567" not in page
    assert f"/events/{slug}/participants/{number}/travel-document" in page
    assert looks() == 0
    page = text_of(browser.get(f"/events/{slug}/participants/{number}/travel-document"))
    assert 'value="AB1234567"' in page
    assert looks() == 1
    assert browser.get(f"/events/{slug}/participants/{number}/needs").status_code == 403


def test_logistics_corrects_needs_on_the_persons_behalf(event, person, make, sign_in) -> None:
    slug, number = event.slug, person.id
    browser = sign_in(make.member(event, EventRole.LOGISTICS))
    path = f"/events/{slug}/participants/{number}/needs"
    data = {"access_needs": ["hearing loop"], "version_access": "0"}
    assert browser.post(path, data=data).status_code == 303
    assert read_own(person, SecureGroup.ACCESS) == {"needs": ["hearing loop"]}
    assert "hearing loop" not in str(
        [vars(entry) for entry in db.session.scalars(select(AuditEntry))]
    )


def test_answers_under_a_lost_key_are_said_to_be_so(event, person, make, sign_in) -> None:
    actions.keep(person, SecureGroup.DIET, {"text": "x"}, actor="participant")
    part = db.session.scalars(select(SecurePart)).one()
    part.sealed = "gAAAAA" + part.sealed[10:]
    db.session.commit()
    slug, number = event.slug, person.id
    browser = sign_in(make.member(event, EventRole.LOGISTICS))
    answer = browser.get(f"/events/{slug}/participants/{number}/needs", follow_redirects=True)
    assert answer.status_code == 200
    assert "key that is not on this installation" in text_of(answer)


def test_organiser_without_a_duty_sees_that_nobody_may_read(event, make, sign_in) -> None:
    slug = event.slug
    browser = sign_in(make.member(event))
    page = text_of(browser.get(f"/events/{slug}/participants/form/"))
    assert "Nobody in the team may read this yet" in page
    other = make.member(event, EventRole.SECRETARIAT)
    from eventmgr.accounts.models import Membership

    row = db.session.scalars(select(Membership).where(Membership.user_id == other.id)).one()
    answer = browser.post(
        f"/events/{slug}/team/{row.id}/duties", data={"duties": [duty.value for duty in DUTIES]}
    )
    assert answer.status_code == 303
    page = text_of(browser.get(f"/events/{slug}/participants/form/"))
    assert "Nobody in the team may read this yet" not in page
    assert sign_in(other).get(f"/events/{slug}/participants/needs").status_code == 200


@pytest.mark.parametrize("path", ["travel-documents", "needs"])
def test_list_reads_a_constant_number_of_times(event, make, sign_in, path) -> None:
    slug = event.slug
    browser = sign_in(make.member(event, duties=DUTIES))
    organisation = make.organisation(make.designation("AL", en="Albania"))
    numbers = []
    for _round in range(2):
        for _one in range(2):
            row = make.registration(event, organisation)
            actions.keep(row, SecureGroup.TRAVEL, {"number": "1"}, actor="participant")
            actions.keep(row, SecureGroup.DIET, {"text": "1"}, actor="participant")
        db.session.commit()
        with count_queries() as statements:
            assert browser.get(f"/events/{slug}/participants/{path}").status_code == 200
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]


def test_priv_caterer_page_has_numbers_and_no_names(event, person, make, sign_in) -> None:
    actions.keep(
        person,
        SecureGroup.DIET,
        {"diets": ["vegan"], "allergies": ["nuts"], "text": "Lura eats no onions"},
        actor="participant",
    )
    db.session.commit()
    slug = event.slug
    browser = sign_in(make.member(event, EventRole.CO_ORGANISER))
    page = text_of(browser.get(f"/events/{slug}/participants/catering"))
    assert "Vegan" in page
    assert "Nuts" in page
    for hidden in ("Lura", "onions"):
        assert hidden not in page
    assert (
        db.session.scalar(
            select(func.count())
            .select_from(AuditEntry)
            .where(AuditEntry.action == "count secure parts")
        )
        == 2
    )


def test_administrator_reads_who_looked_and_not_what(event, person, make, sign_in) -> None:
    actions.keep(person, SecureGroup.TRAVEL, {"number": "AB1234567"}, actor="participant")
    db.session.commit()
    slug, number = event.slug, person.id
    sign_in(make.member(event, EventRole.TRAVEL_OFFICER, name="Vera")).get(
        f"/events/{slug}/participants/{number}/travel-document"
    )
    administrator = sign_in(make.user("administrator"))
    page = text_of(administrator.get("/secure-views"))
    for word in ("Vera", "Lura", "Travel document", "Regional Workshop"):
        assert word in page
    assert "AB1234567" not in page
    assert "/secure-views" in text_of(administrator.get("/users"))
    path = f"/events/{slug}/participants/{number}/travel-document"
    assert administrator.get(path).status_code == 403


def test_numbers_are_a_paper_without_names(event, person, make, sign_in, tmp_path) -> None:
    actions.keep(
        person, SecureGroup.DIET, {"diets": ["vegan"], "text": "Lura"}, actor="participant"
    )
    actions.keep(person, SecureGroup.ACCESS, {"needs": ["captions"]}, actor="participant")
    db.session.commit()
    slug = event.slug
    browser = sign_in(make.member(event, EventRole.LOGISTICS))
    assert f"/events/{slug}/papers/catering.en.pdf" in text_of(
        browser.get(f"/events/{slug}/participants/catering")
    )
    answer = browser.get(f"/events/{slug}/papers/catering.en.pdf")
    assert answer.mimetype == "application/pdf", answer.location
    words = pdf_text(answer.data, tmp_path)
    for word in ("vegan", "captions", "numbers for caterers"):
        assert word in words.casefold()
    assert "Lura" not in words
    assert (
        sign_in(make.member(event, EventRole.VIEWER))
        .get(f"/events/{slug}/papers/catering.en.pdf")
        .status_code
        == 403
    )


def test_page_of_views_reads_a_constant_number_of_times(event, person, make, sign_in) -> None:
    actions.keep(person, SecureGroup.TRAVEL, {"number": "1"}, actor="participant")
    db.session.commit()
    path = f"/events/{event.slug}/participants/{person.id}/travel-document"
    officer = sign_in(make.member(event, EventRole.TRAVEL_OFFICER))
    administrator = sign_in(make.user("administrator"))
    numbers = []
    for _round in range(2):
        officer.get(path)
        with count_queries() as statements:
            assert administrator.get("/secure-views").status_code == 200
        numbers.append(len(statements))
        officer.get(path)
    assert numbers[0] == numbers[1]


def test_who_has_the_duty_gets_there_from_the_persons_page(event, person, make, sign_in) -> None:
    path = f"/events/{event.slug}/participants/{person.id}"
    with_duty = sign_in(make.member(event, EventRole.SECRETARIAT, (EventRole.LOGISTICS,)))
    without = sign_in(make.member(event, EventRole.SECRETARIAT))
    page = text_of(with_duty.get(path))
    assert f"{path}/needs" in page
    assert f"{path}/travel-document" not in page
    assert f"{path}/needs" not in text_of(without.get(path))
