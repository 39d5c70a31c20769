"""Registering from the link as a participant does, without JavaScript."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.invitations import links as invitation_links
from eventmgr.mail.models import Mail
from eventmgr.registration.models import Registration, RegistrationState

ANSWERS = {
    "honorific": "ms",
    "given_name": "Mira",
    "family_name": "Çela",
    "position": "Drejtoreshë",
    "email": "mira@example.org",
    "phone": "+355 69 123 4567",
    "speaks": ["sq"],
    "follows": ["sq", "en"],
    "needs": "",
    "diet": "",
    "list_sharing": "participants",
    "photo_consent": "no",
    "consent": "y",
    "version": "1",
}


@pytest.fixture
def link(make):
    """The address of a registration form: an Albanian institution with one seat."""
    event = make.event()
    organisation = make.organisation(make.designation("AL", en="Albania", sq="Shqipëria"))
    invitation = make.invitation(event, organisation, seats=1, language="sq")
    token = invitation_links.issue(invitation, event)
    db.session.commit()
    return f"/invitation/{token}/register"


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


def test_form_is_in_the_invitations_language_with_the_institution_prefilled(client, link) -> None:
    page = text_of(client.get(link))
    assert 'lang="sq"' in page
    assert "Shqipëria" in page


def test_answers_are_shown_before_anything_is_sent(client, link) -> None:
    page = text_of(client.post(link, data=ANSWERS))
    assert "Çela" in page
    assert db.session.scalar(select(Registration)) is None


def test_send_registers_and_leads_to_the_persons_own_page(client, link) -> None:
    answer = client.post(link, data=ANSWERS | {"send": "1"})
    assert answer.status_code == 303
    own = answer.headers["Location"]
    assert re.fullmatch(r"/registration/[\w-]{43}", own)
    registration = db.session.scalar(select(Registration))
    assert (registration.family_name, registration.language) == ("Çela", "sq")
    assert registration.position == {"sq": "Drejtoreshë"}
    assert registration.consent_at is not None
    page = text_of(client.get(own))
    assert "Çela" in page
    assert db.session.scalar(select(Mail)).language == "sq"


def test_second_registration_on_one_seat_is_told_and_keeps_what_was_typed(client, link) -> None:
    client.post(link, data=ANSWERS | {"send": "1"})
    other = ANSWERS | {"email": "other@example.org", "given_name": "Zana", "send": "1"}
    answer = client.post(link, data=other)
    assert answer.status_code == 422
    assert "Zana" in text_of(answer)
    assert len(db.session.scalars(select(Registration)).all()) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", ""),
        ("family_name", "x" * 121),
        ("email", "mira@"),
        ("phone", "call me"),
        ("speaks", []),
        ("follows", ["xx"]),
        ("list_sharing", "everybody"),
        ("honorific", "king"),
        ("consent", ""),
    ],
)
def test_bad_answer_is_refused_at_its_field(client, link, field, value) -> None:
    data = {**ANSWERS, field: value, "send": "1"}
    if field == "consent":
        del data["consent"]
    answer = client.post(link, data=data)
    assert answer.status_code == 422
    page = text_of(answer)
    assert f'id="{field}-error"' in page or f'href="#{field}' in page
    assert "Drejtoreshë" in page
    assert db.session.scalar(select(Registration)) is None


@pytest.mark.parametrize("path", ["", "/change", "/cancel", "/calendar.ics", "/code.svg"])
def test_foreign_link_is_a_proper_page(client, path) -> None:
    assert client.get(f"/registration/{'x' * 43}{path}").status_code == 410


def _registered(client, link) -> str:
    return client.post(link, data=ANSWERS | {"send": "1"}).headers["Location"]


def test_change_by_link_keeps_the_position_in_other_languages(client, link) -> None:
    own = _registered(client, link)
    registration = db.session.scalar(select(Registration))
    registration.position = {"sq": "Drejtoreshë", "en": "Director"}
    db.session.commit()
    data = ANSWERS | {"position": "Këshilltare", "version": str(registration.version)}
    assert client.post(own + "/change", data=data).status_code == 303
    db.session.expire_all()
    assert db.session.scalar(select(Registration)).position == {
        "sq": "Këshilltare",
        "en": "Director",
    }


def test_change_with_an_old_version_shows_what_was_saved(client, link) -> None:
    own = _registered(client, link)
    data = ANSWERS | {"family_name": "Lura", "version": "1"}
    assert client.post(own + "/change", data=data).status_code == 303
    answer = client.post(own + "/change", data=ANSWERS | {"family_name": "Duka", "version": "1"})
    assert answer.status_code == 409
    assert "Lura" in text_of(answer)
    assert "Duka" in text_of(answer)


def test_cancel_asks_first_and_frees_the_seat(client, link) -> None:
    own = _registered(client, link)
    assert client.get(own + "/cancel").status_code == 200
    assert db.session.scalar(select(Registration)).state is RegistrationState.CONFIRMED
    client.post(own + "/cancel")
    db.session.expire_all()
    assert db.session.scalar(select(Registration)).state is RegistrationState.CANCELLED
    assert client.get(link).status_code == 200


def test_calendar_file_is_downloadable(client, link) -> None:
    answer = client.get(_registered(client, link) + "/calendar.ics")
    assert answer.mimetype == "text/calendar"
    assert b"BEGIN:VEVENT" in answer.data


def test_participants_page_lists_by_delegation_without_contacts_for_the_co_organiser(
    make, sign_in
) -> None:
    event = make.event()
    organisation = make.organisation(make.designation())
    person = make.registration(event, organisation)
    member = sign_in(make.member(event, EventRole.CO_ORGANISER))
    page = text_of(member.get(f"/events/{event.slug}/participants/"))
    assert "PETROVIĆ" in page
    assert person.email not in page


def test_desk_registers_on_behalf_without_an_address(make, sign_in) -> None:
    event = make.event()
    organisation = make.organisation(make.designation())
    member = sign_in(make.member(event, EventRole.SECRETARIAT))
    data = {k: v for k, v in ANSWERS.items() if k not in {"consent", "position"}} | {
        "email": "",
        "organisation_id": str(organisation.id),
        "role": "participant",
        "position-en": "Director",
        "rank": "5",
        "language": "en",
    }
    answer = member.post(f"/events/{event.slug}/participants/new", data=data)
    assert answer.status_code == 303, text_of(answer)
    registration = db.session.scalar(select(Registration))
    assert (registration.email, registration.rank) == ("", 5)
    assert db.session.scalar(select(Mail)) is None


def test_export_keeps_the_plus_and_the_marker_with_its_note(make, sign_in) -> None:
    event = make.event()
    make.registration(event, make.organisation(make.kosovo()), family_name="Gashi")
    member = sign_in(make.member(event, EventRole.SECRETARIAT))
    answer = member.get(f"/events/{event.slug}/participants/export.csv")
    body = answer.data.decode("utf-8-sig")
    assert "Kosovo*" in body
    assert body.count("Footnote text in en.") == 1


def test_priv04_protected_person_is_unnamed_on_the_paper(make) -> None:
    from eventmgr.registration.paper import list_paper

    event = make.event()
    organisation = make.organisation(make.designation())
    make.registration(event, organisation, family_name="Tajni", protected=True)
    paper = list_paper(event, "en")
    person = paper.blocks[0].delegations[0].people[0]
    assert (person.name, person.post) == ("Representative", "")


def test_desk_with_an_old_version_shows_both_and_can_be_saved_over(make, sign_in) -> None:
    event = make.event()
    person = make.registration(event, make.organisation(make.designation()))
    member = sign_in(make.member(event, EventRole.SECRETARIAT))
    page = f"/events/{event.slug}/participants/{person.id}"
    data = {k: v for k, v in ANSWERS.items() if k not in {"consent", "position"}} | {
        "organisation_id": str(person.organisation_id),
        "role": "participant",
        "position-en": "Director",
        "rank": "5",
        "language": "en",
    }
    assert member.post(page, data=data | {"family_name": "Saved"}).status_code == 303
    answer = member.post(page, data=data | {"family_name": "Mine"})
    assert answer.status_code == 409
    shown = text_of(answer)
    assert "Saved" in shown
    assert "Mine" in shown
    assert db.session.scalar(select(Registration.family_name)) == "Saved"
    assert member.post(page, data=data | {"family_name": "Mine", "version": "2"}).status_code == 303
    assert db.session.scalar(select(Registration.family_name)) == "Mine"
