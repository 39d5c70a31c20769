"""One's own data by the personal link: read, copied, deleted."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole
from eventmgr.agenda.models import AgendaPerson
from eventmgr.audit.actions import record
from eventmgr.audit.models import AuditEntry
from eventmgr.conclusions.models import Adopter
from eventmgr.database import db
from eventmgr.door.models import Presence
from eventmgr.mail.actions import queue_mail
from eventmgr.mail.models import Mail, MailState
from eventmgr.nominations.models import Nomination
from eventmgr.notices.models import DataKind
from eventmgr.notices.retention import days_of, due_on
from eventmgr.privacy import purging
from eventmgr.privacy.models import Erasure, ErasureCause
from eventmgr.registration.models import ListSharing, Registration, RegistrationState
from eventmgr.registration.question_models import Question, QuestionKind
from eventmgr.secure.models import SecurePart
from eventmgr.travel.models import Claim, Journey
from tests.privacy.conftest import BEFORE, EMAIL, FAMILY, GIVEN, NAME, PHONE, WORDS, at
from tests.privacy.scan import found


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


def delete(client, somebody, day, **data):
    with at(day):
        return client.post(f"{somebody.link}/delete", data=data or {"sure": "y"})


@pytest.fixture
def before(somebody):
    return somebody.event.start - timedelta(days=5)


@pytest.fixture
def after(somebody):
    return somebody.event.end + timedelta(days=5)


def test_page_shows_what_is_kept_also_after_the_event(client, somebody, before, after) -> None:
    for day in (before, after):
        with at(day):
            page = text_of(client.get(f"{somebody.link}/data"))
        for word in (GIVEN, FAMILY, EMAIL, PHONE, "Chief of Unit", "no nuts", "X1234567"):
            assert word in page


def test_page_shows_what_other_rooms_keep_and_own_answers(client, somebody, before) -> None:
    registration = somebody.registration
    registration.answers = {"q1": "By boat"}
    db.session.add_all(
        [
            Question(
                event_id=somebody.event.id,
                uid="q1",
                kind=QuestionKind.SHORT,
                label={"en": "How do you come?"},
            ),
            Journey(registration_id=registration.id, arrival_number="YM 404"),
            Claim(
                registration_id=registration.id,
                route="Tirana – Podgorica",
                claimed_cents=4250,
            ),
        ]
    )
    db.session.commit()
    with at(before):
        page = text_of(client.get(f"{somebody.link}/data"))
        told = client.get(f"{somebody.link}/data.json").get_json()
    for word in ("How do you come?", "By boat", "YM 404", "Tirana – Podgorica", "42.50"):
        assert word in page
    assert told["other"]["travel_claims"][0]["claimed_cents"] == 4250
    delete(client, somebody, before)
    assert found(*WORDS, "By boat", "YM 404", "Tirana – Podgorica") == []


def test_ended_event_leads_from_the_personal_link_to_ones_data(client, somebody, after) -> None:
    with at(after):
        answer = client.get(somebody.link)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{somebody.link}/data"


def test_copy_is_whole_readable_by_programs_and_its_name_says_nothing(
    client, somebody, before
) -> None:
    with at(before):
        answer = client.get(f"{somebody.link}/data.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    told = json.loads(answer.data)
    assert told["registration"]["family_name"] == FAMILY
    assert told["registration"]["consent_version"] == "1"
    assert told["protected_answers"]["travel document"]["number"] == "X1234567"
    assert told["protected_answers_in_words"]["Diet: Allergies and intolerances"] == "Nuts"
    assert told["other"]["nominations"][0]["email"] == EMAIL
    assert told["other"]["presences"]
    assert any(NAME in mail["text"] for mail in told["messages"])
    assert "Boris" not in text_of(answer)
    assert "hash" not in json.dumps(told["registration"])


def test_address_typed_by_link_shows_no_message_to_others(client, somebody, before) -> None:
    somebody.registration.email = "head@ministry.example.org"
    queue_mail(
        template="invitation",
        to_email="head@ministry.example.org",
        subject="Invitation",
        body_text="Your link: /invitation/secret-of-another",
        language="en",
        event_id=somebody.event.id,
        subject_type="Invitation",
        subject_id=7,
    )
    db.session.commit()
    with at(before):
        assert "secret-of-another" not in text_of(client.get(f"{somebody.link}/data.json"))


def test_wrong_link_tells_nothing(client, somebody) -> None:
    for page in ("data", "data.json", "delete"):
        assert client.get(f"/registration/{'x' * 43}/{page}").status_code == 410


def test_deletion_asks_first_and_says_what_goes(client, somebody, before) -> None:
    with at(before):
        page = text_of(client.get(f"{somebody.link}/delete"))
    assert "Your registration is cancelled" in page
    assert "What stays" not in page
    assert delete(client, somebody, before, sure="").status_code == 422
    assert db.session.get(Registration, somebody.registration.id).family_name == FAMILY


def test_deletion_before_the_event_leaves_nothing_in_any_table(client, somebody, before) -> None:
    answer = delete(client, somebody, before)
    assert answer.status_code == 303
    assert "deleted" in text_of(client.get(answer.headers["Location"]))
    row = db.session.get(Registration, somebody.registration.id)
    assert row.state is RegistrationState.CANCELLED
    assert found(*WORDS, "X1234567", "no nuts", somebody.token) == []
    noted = db.session.scalar(select(Erasure))
    assert (noted.cause, noted.name_kept) == (ErasureCause.PERSON, False)
    assert client.get(f"{somebody.link}/data").status_code == 410


def test_deletion_leaves_everybody_else_alone(client, somebody, before) -> None:
    delete(client, somebody, before)
    colleague = db.session.scalar(select(Registration).where(Registration.given_name == "Boris"))
    assert colleague.email
    assert colleague.state is RegistrationState.CONFIRMED
    note = db.session.scalar(select(Mail).where(Mail.to_email == "office@example.org"))
    assert note.body_text == "… (…) has registered."


def test_name_and_address_typed_by_link_delete_nothing_of_others(client, somebody, before) -> None:
    typed = {"email": [EMAIL, "head@ministry.example.org"], "family_name": [FAMILY, "Head"]}
    somebody.registration.email = "head@ministry.example.org"
    somebody.registration.given_name, somebody.registration.family_name = "Another", "Head"
    record(
        "change registration",
        somebody.registration,
        actor="participant",
        event_id=somebody.event.id,
        changes=typed,
    )
    theirs = db.session.scalar(select(Adopter))
    theirs.head, theirs.email = "Another Head", "head@ministry.example.org"
    speaker = db.session.scalar(select(AgendaPerson))
    speaker.given_name, speaker.family_name = "Another", "Head"
    db.session.commit()
    assert delete(client, somebody, before).status_code == 303
    db.session.expire_all()
    assert db.session.scalar(select(Adopter.email)) == "head@ministry.example.org"
    assert db.session.scalar(select(Adopter.head)) == "Another Head"
    assert db.session.scalar(select(AgendaPerson.family_name)) == "Head"
    assert db.session.get(Registration, somebody.registration.id).email == ""


def test_name_that_only_the_link_said_deletes_nothing_of_others(client, somebody, before) -> None:
    somebody.registration.entered_by_id = None
    for nominated in db.session.scalars(select(Nomination)):
        nominated.email = "another@example.org"
    db.session.commit()
    assert delete(client, somebody, before).status_code == 303
    db.session.expire_all()
    assert db.session.scalar(select(AgendaPerson.family_name)) == FAMILY
    assert db.session.get(Registration, somebody.registration.id).family_name != FAMILY


def test_deletion_after_the_event_keeps_the_donors_record_and_says_why(
    client, somebody, after
) -> None:
    with at(after):
        page = text_of(client.get(f"{somebody.link}/delete"))
    assert "What stays, and why" in page
    assert "donors accept an event only with the list" in page
    delete(client, somebody, after)
    row = db.session.get(Registration, somebody.registration.id)
    assert (row.given_name, row.family_name, row.state) == (
        GIVEN,
        FAMILY,
        RegistrationState.CONFIRMED,
    )
    assert (row.email, row.phone, row.list_sharing) == ("", "", ListSharing.INTERNAL)
    assert db.session.scalar(select(func.count()).select_from(SecurePart)) == 0
    assert found(EMAIL, PHONE, "X1234567", "no nuts", somebody.token) == []
    labels = db.session.scalars(
        select(AuditEntry.subject_label).where(AuditEntry.subject_type == "Registration")
    ).all()
    assert NAME not in labels
    day = due_on(somebody.event, DataKind.PEOPLE, days_of(somebody.event))
    with at(day):
        purging.run(somebody.event, actor="eventmgr")
        db.session.commit()
    assert found(*WORDS) == []
    noted = db.session.scalar(
        select(Erasure).where(Erasure.registration_id == somebody.registration.id)
    )
    assert (noted.cause, noted.name_kept) == (ErasureCause.PERSON, False)


def test_whoever_did_not_come_keeps_nothing_after_the_event(client, somebody, after) -> None:
    for row in db.session.scalars(
        select(Presence).where(Presence.registration_id == somebody.registration.id)
    ):
        row.undone_at = BEFORE
    db.session.commit()
    delete(client, somebody, after)
    assert found(*WORDS) == []


def test_last_message_leaves_and_its_address_goes_with_the_next_sweep(
    app, client, somebody, before
) -> None:
    app.config["SMTP"] = object()
    delete(client, somebody, before)
    mail = db.session.scalar(select(Mail).where(Mail.template == "data_erased"))
    assert (mail.to_email, mail.state) == (EMAIL, MailState.QUEUED)
    assert mail.attachments
    assert NAME in mail.body_text
    others = db.session.scalars(
        select(Mail.state).where(Mail.template != "data_erased", Mail.state == MailState.QUEUED)
    ).all()
    assert MailState.QUEUED not in others or len(others) == 1
    assert purging.sweep() == 0
    mail.state = MailState.SENT
    db.session.commit()
    assert purging.sweep() == 1
    db.session.commit()
    assert found(*WORDS) == []


def test_record_says_that_it_was_done(client, somebody, before) -> None:
    delete(client, somebody, before)
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "erase own data"))
    assert (entry.actor_label, entry.subject_label) == ("participant", "")


def test_whoever_was_paid_keeps_the_name_until_the_payments_go(client, somebody, after) -> None:
    number = somebody.registration.id
    for row in db.session.scalars(select(Presence).where(Presence.registration_id == number)):
        row.undone_at = BEFORE
    db.session.add(Claim(registration_id=number, route="Tirana – Podgorica", claimed_cents=4250))
    db.session.commit()
    with at(after):
        page = text_of(client.get(f"{somebody.link}/delete"))
    assert "what was paid" in page
    delete(client, somebody, after)
    row = db.session.get(Registration, number)
    assert (row.family_name, row.email) == (FAMILY, "")
    assert db.session.scalar(select(Claim.route)) == "Tirana – Podgorica"


def test_organisers_do_it_where_somebody_asks_them(somebody, sign_in, make, before) -> None:
    desk = sign_in(make.member(somebody.event, EventRole.SECRETARIAT))
    number = somebody.registration.id
    url = f"/events/{somebody.event.slug}/privacy/people/{number}"
    with at(before):
        page = desk.get(f"/events/{somebody.event.slug}/participants/{number}")
        assert url in text_of(page)
        assert desk.get(url).status_code == 200
        told = desk.post(f"{url}/copy")
        assert told.get_json()["registration"]["family_name"] == FAMILY
        assert "X1234567" not in text_of(told)
        assert desk.post(f"{url}/delete").status_code == 303
        assert "deleted already" in text_of(desk.get(url))
    assert found(*WORDS, "X1234567", "no nuts") == []
    actions = set(db.session.scalars(select(AuditEntry.action)))
    assert {"give copy of data", "erase data on request"} <= actions


def test_co_organisers_and_other_events_have_no_way_in(somebody, sign_in, make, before) -> None:
    url = f"/events/{somebody.event.slug}/privacy/people/{somebody.registration.id}"
    reader = sign_in(make.member(somebody.event, EventRole.CO_ORGANISER))
    other = make.event()
    stranger = sign_in(make.member(other))
    with at(before):
        assert reader.get(url).status_code == 403
        assert reader.post(f"{url}/delete").status_code == 403
        away = url.replace(f"/{somebody.event.slug}/", f"/{other.slug}/")
        assert stranger.get(away).status_code == 404
        assert stranger.post(f"{away}/delete").status_code == 404
