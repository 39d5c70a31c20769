"""The team of an event."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole, Membership, User
from eventmgr.database import db
from eventmgr.mail.models import Mail


@pytest.fixture
def event(make) -> Any:
    return make.event()


@pytest.fixture
def chief(event, make) -> Any:
    return make.member(event, name="Chief")


@pytest.fixture
def browser(chief, sign_in) -> Any:
    return sign_in(chief)


def _roles(event) -> dict[str, EventRole]:
    rows = db.session.scalars(select(Membership).where(Membership.event_id == event.id))
    return {row.user.name: row.role for row in rows}


def _membership(user) -> Membership:
    return db.session.scalars(select(Membership).where(Membership.user_id == user.id)).one()


def _add(browser, event, **data: str):
    fields = {"role": "secretariat", "language": "sq", "name": ""} | data
    return browser.post(f"/events/{event.slug}/team", data=fields)


def test_somebody_with_an_account_is_added_at_once(event, browser, make) -> None:
    user = make.user(name="Besa")
    assert _add(browser, event, email=user.email.upper(), role="viewer").status_code == 303
    assert _roles(event) == {"Chief": EventRole.ORGANISER, "Besa": EventRole.VIEWER}
    assert db.session.scalars(select(Mail)).all() == []


def test_new_address_gets_an_account_and_a_link_in_its_language(event, browser, client) -> None:
    _add(browser, event, email="Agim@Example.org", name="Agim")
    assert _roles(event)["Agim"] is EventRole.SECRETARIAT
    user = db.session.scalars(select(User).where(User.name == "Agim")).one()
    assert (user.email, user.language, user.password) == ("agim@example.org", "sq", None)
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.to_email, mail.language) == ("agim@example.org", "sq")
    assert "Punëtori" in mail.body_text
    link = re.search(r"http://localhost(/\S+)", mail.body_text)
    assert link is not None
    page = client.get(link[1])
    assert page.status_code == 200
    answer = client.post(
        link[1],
        data={"password": "a password of theirs", "password_confirm": "a password of theirs"},
    )
    assert answer.status_code == 302
    client.post("/sign-out")
    signed = client.post(
        "/sign-in", data={"email": "agim@example.org", "password": "a password of theirs"}
    )
    assert signed.status_code == 302
    assert client.get(f"/events/{event.slug}/").status_code == 200


def test_link_to_set_a_password_works_once(event, browser, client) -> None:
    _add(browser, event, email="agim@example.org", name="Agim")
    body = db.session.scalars(select(Mail.body_text)).one()
    link = re.search(r"http://localhost(/\S+)", body)
    assert link is not None
    both = {"password": "a password of theirs", "password_confirm": "a password of theirs"}
    client.post(link[1], data=both)
    client.post("/sign-out")
    other = {"password": "a thief's password", "password_confirm": "a thief's password"}
    client.post(link[1], data=other)
    answer = client.post(
        "/sign-in", data={"email": "agim@example.org", "password": "a thief's password"}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"email": "new@example.org"}, "This address has no account yet."),
        ({"email": "nobody"}, "Please write the e-mail address in full"),
        ({"email": ""}, "Please fill this in."),
        ({"email": "chief"}, "This person is in the team already."),
        ({"email": "closed"}, "This account is closed."),
        ({"email": "new@example.org", "name": "N", "role": "king"}, "Please choose one"),
    ],
)
def test_somebody_who_cannot_be_added_is_explained(
    event, chief, browser, make, data, message: str
) -> None:
    closed = make.user(active=False)
    addresses = {"chief": chief.email, "closed": closed.email}
    data = data | {"email": addresses.get(data["email"], data["email"])}
    answer = _add(browser, event, **data)
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)
    assert _roles(event) == {"Chief": EventRole.ORGANISER}


def test_role_is_changed(event, browser, make) -> None:
    user = make.member(event, EventRole.VIEWER, name="Besa")
    number = _membership(user).id
    browser.post(f"/events/{event.slug}/team/{number}/role", data={"role": "co-organiser"})
    assert _roles(event)["Besa"] is EventRole.CO_ORGANISER


@pytest.mark.parametrize("act", ["role", "remove"])
def test_last_organiser_stays(event, chief, browser, make, act: str) -> None:
    # An organiser whose account is closed cannot look after the event.
    make.member(event, EventRole.ORGANISER, name="Gone", active=False)
    number = _membership(chief).id
    browser.post(f"/events/{event.slug}/team/{number}/{act}", data={"role": "viewer"})
    assert _roles(event)["Chief"] is EventRole.ORGANISER
    page = browser.get(f"/events/{event.slug}/team").get_data(as_text=True)
    assert "This is the only organiser of the event." in page


def test_organiser_may_leave_when_there_is_another(event, chief, browser, make) -> None:
    make.member(event, EventRole.ORGANISER, name="Besa")
    number = _membership(chief).id
    assert browser.post(f"/events/{event.slug}/team/{number}/remove").location == "/"
    assert _roles(event) == {"Besa": EventRole.ORGANISER}
    assert browser.get(f"/events/{event.slug}/").status_code == 404


def test_member_of_another_event_is_not_touched(event, browser, make) -> None:
    other = make.event()
    user = make.member(other, name="Other")
    number = _membership(user).id
    assert browser.post(f"/events/{event.slug}/team/{number}/remove").status_code == 404
    assert _roles(other) == {"Other": EventRole.ORGANISER}
