"""Open registration: an address counts only when its owner confirms it; it tells nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask_limiter.util import get_qualified_name
from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.database import clock_at, db, now
from eventmgr.directory.models import Organisation
from eventmgr.extensions import limiter
from eventmgr.mail.models import Mail
from eventmgr.registration import waiting
from eventmgr.registration.models import (
    Registration,
    RegistrationRequest,
    RegistrationState,
)


def _text(answer) -> str:
    return answer.get_data(as_text=True)


def _form(email: str, **values: str) -> dict[str, str]:
    return {
        "institution": "Agency for Peace",
        "kind": "non-governmental organisation",
        "designation": "",
        "honorific": "ms",
        "given_name": "Mira",
        "family_name": "Đukić",
        "position": "Adviser",
        "email": email,
        "speaks": "en",
        "follows": "en",
        "list_sharing": "participants",
        "photo_consent": "no",
        "consent": "y",
        "send": "1",
    } | values


def _link() -> str:
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    return re.search(r"/confirm-registration/\S+", mail.body_text)[0]


def _count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def event(make):
    return make.event(slug="open", open_registration=True, public=True, capacity=2)


def test_form_exists_only_where_registration_is_open(client, make, event) -> None:
    assert 'href="/e/open/register"' in _text(client.get("/e/open"))
    assert client.get("/e/open/register").status_code == 200
    event.open_registration = False
    db.session.commit()
    assert client.get("/e/open/register").status_code == 404
    assert client.get("/e/open/register/sent").status_code == 404
    assert "/e/open/register" not in _text(client.get("/e/open"))


def test_nothing_counts_before_the_address_is_confirmed(client, event) -> None:
    checked = {k: v for k, v in _form("mira@example.org").items() if k != "send"}
    assert "Nothing is sent yet" in _text(client.post("/e/open/register", data=checked))
    assert _count(RegistrationRequest) == 0
    answer = client.post("/e/open/register", data=_form("mira@example.org"))
    assert answer.location == "/e/open/register/sent"
    assert "mira" not in answer.location
    assert (_count(Registration), _count(Organisation)) == (0, 0)
    link = _link()
    # Programs that look through mail open the link: that alone confirms nothing.
    assert client.get(link).status_code == 200
    assert _count(Registration) == 0
    answer = client.post(link)
    assert answer.status_code == 303
    assert "You are registered" in _text(client.get(answer.location))
    row = db.session.scalars(select(Registration)).one()
    assert row.state is RegistrationState.CONFIRMED
    assert row.organisation.names == {"en": "Agency for Peace"}
    assert client.get(link).status_code == 410
    labels = db.session.scalars(
        select(AuditEntry.subject_label).where(AuditEntry.action == "ask to register")
    ).all()
    assert set(labels) == {""}


def test_known_institution_is_not_entered_twice(client, make, event) -> None:
    known = make.organisation(names={"en": "The Agency for Peace"})
    client.post("/e/open/register", data=_form("mira@example.org"))
    client.post(_link())
    assert db.session.scalars(select(Registration)).one().organisation_id == known.id


def test_answer_does_not_tell_whether_an_address_is_registered(client, make, event) -> None:
    make.registration(event, make.organisation(), email="known@example.org")
    before = client.post("/e/open/register", data=_form("new@example.org"))
    after = client.post("/e/open/register", data=_form("Known@example.org"))
    assert (before.status_code, before.location) == (after.status_code, after.location)
    assert _text(before) == _text(after)
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert (mail.template, mail.to_email) == ("registration_known", "known@example.org")
    assert "confirm-registration" not in mail.body_text


def test_mailbox_of_somebody_else_cannot_be_filled(client, event) -> None:
    for _attempt in range(6):
        answer = client.post("/e/open/register", data=_form("victim@example.org"))
        assert answer.status_code == 303
    assert _count(Mail) == 3


def test_request_ends_and_is_forgotten(client, event) -> None:
    client.post("/e/open/register", data=_form("mira@example.org"))
    link = _link()
    with clock_at(now() + timedelta(hours=49)):
        waiting.look_after_places()
    assert _count(RegistrationRequest) == 0
    assert client.post(link).status_code == 410


def test_who_confirms_too_late_for_a_place_waits(client, make, event) -> None:
    for _person in range(2):
        make.registration(event, make.organisation())
    client.post("/e/open/register", data=_form("mira@example.org"))
    answer = client.post(_link())
    assert "You are on the waiting list" in _text(client.get(answer.location))


def test_missing_institution_is_asked_for_beside_the_field(client, event) -> None:
    answer = client.post("/e/open/register", data=_form("mira@example.org", institution=""))
    assert answer.status_code == 422
    assert 'id="institution-error"' in _text(answer) or "Please fill this in." in _text(answer)
    assert 'value="Đukić"' in _text(answer)


@pytest.mark.parametrize("name", ["register_openly", "confirm_request", "register_nominee"])
def test_public_forms_are_rate_limited(app, name) -> None:
    view = app.view_functions[f"registration.{name}"]
    assert limiter.limit_manager.decorated_limits(get_qualified_name(view))


def test_rules_are_set_on_one_page(make, event, sign_in) -> None:
    montenegro = make.designation()
    organiser = sign_in(make.member(event, EventRole.ORGANISER))
    url = "/events/open/participants/places/"
    page = _text(organiser.get(url))
    assert "http://localhost/e/open/register" in page
    data = {
        "version": str(event.version),
        "waiting_list": "y",
        "offer_hours": "12",
        "changes_until": "2027-08-20",
        f"limit_{montenegro.id}": "3",
    }
    assert organiser.post(url, data=data).status_code == 303
    db.session.expire_all()
    assert (event.open_registration, event.waiting_list, event.offer_hours) == (False, True, 12)
    assert organiser.post(url, data=data).status_code == 409
    assert organiser.post(url, data=data | {"offer_hours": "0"}).status_code == 422


def test_waiting_list_page_shows_the_order(make, event, sign_in) -> None:
    make.registration(
        event,
        make.organisation(),
        family_name="Lura",
        state=RegistrationState.WAITING,
        waiting_since=now(),
    )
    organiser = sign_in(make.member(event, EventRole.SECRETARIAT))
    page = _text(organiser.get("/events/open/participants/places/waiting"))
    assert "LURA" in page or "Lura" in page
    assert "on the waiting list" in page


def test_full_invitation_leads_to_the_waiting_list(client, make) -> None:
    from eventmgr.invitations.links import issue

    event = make.event()
    invitation = make.invitation(event, make.organisation(), seats=1, state="opened")
    make.registration(event, invitation.organisation, invitation_id=invitation.id)
    token = issue(invitation, event)
    db.session.commit()
    url = f"/invitation/{token}/register"
    assert f'href="{url}?wait=1"' in _text(client.get(url))
    data = _form("late@example.org")
    refused = client.post(url, data=data)
    assert refused.status_code == 422
    assert "Put me on the waiting list" in _text(refused)
    assert "late@example.org" in _text(refused)
    answer = client.post(url, data=data | {"wait": "1"})
    own = answer.location
    assert "You are on the waiting list" in _text(client.get(own))
    row = db.session.scalars(
        select(Registration).where(Registration.email == "late@example.org")
    ).one()
    row.state = RegistrationState.OFFERED
    row.offer_until = now() + timedelta(hours=1)
    db.session.commit()
    assert "A place is free for you" in _text(client.get(own))
    assert client.post(f"{own}/accept").status_code == 303
    db.session.expire_all()
    assert row.state is RegistrationState.CONFIRMED


def test_after_the_lock_date_the_page_names_the_contact(client, make) -> None:
    from eventmgr.registration import links

    event = make.event(contact_email="desk@example.org")
    row = make.registration(event, make.organisation())
    event.changes_until = (now() - timedelta(days=2)).date()
    token = links.issue(row)
    db.session.commit()
    page = _text(client.get(f"/registration/{token}"))
    assert "Answers could be changed until" in page
    assert "mailto:desk@example.org" in page
    assert client.get(f"/registration/{token}/change").status_code == 303
    assert client.get(f"/registration/{token}/cancel").status_code == 303


def test_name_stays_in_its_line_of_the_message(client, event) -> None:
    client.post("/e/open/register", data=_form("mira@example.org", given_name="Mira\r\n\nPay"))
    mail = db.session.scalars(select(Mail)).one()
    assert "Dear Mira Pay Đukić," in mail.body_text


@pytest.mark.parametrize("name", ["https://lure.example", "win at lure.example", "J. P."])
def test_message_to_an_unconfirmed_address_carries_no_link_of_strangers(
    client, event, name: str
) -> None:
    client.post("/e/open/register", data=_form("mira@example.org", given_name=name))
    mail = db.session.scalars(select(Mail)).one()
    assert "/confirm-registration/" in mail.body_text
    for text in (mail.body_text, mail.body_html, mail.to_name):
        assert "lure" not in text
    assert ("J. P." in mail.body_text) == (name == "J. P.")


def test_box_that_is_sent_often_is_kept_once(client, event) -> None:
    form = _form("mira@example.org") | {"speaks": ["en"] * 1000, "follows": ["en", "sq", "en"]}
    assert client.post("/e/open/register", data=form).status_code == 303
    answers = db.session.scalars(select(RegistrationRequest.answers)).one()
    assert (answers["speaks"], answers["follows"]) == (["en"], ["en", "sq"])
