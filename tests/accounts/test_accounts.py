"""Accounts of the installation, and one's own."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole, User
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.mail.models import Mail
from tests.helpers import count_queries


@pytest.fixture
def admin(make) -> Any:
    return make.user("administrator", name="Admin")


@pytest.fixture
def browser(admin, sign_in) -> Any:
    return sign_in(admin)


NEW = {"name": "Besa", "email": "Besa@Example.org", "language": "cnr", "roles": ["organiser"]}


def _user(name: str) -> User:
    return db.session.scalars(select(User).where(User.name == name)).one()


def test_made_account_has_roles_and_a_mail_with_a_link(browser) -> None:
    assert browser.post("/users/new", data=NEW).status_code == 303
    user = _user("Besa")
    assert (user.email, user.language) == ("besa@example.org", "cnr")
    assert [role.name for role in user.roles] == ["organiser"]
    mail = db.session.scalars(select(Mail)).one()
    assert mail.to_email == "besa@example.org"
    assert "http://localhost/forgotten-password/" in mail.body_text
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.subject_label) == ("create account", "Besa")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"email": "besa"}, "Please write the e-mail address in full"),
        ({"email": "ADMIN"}, "There is an account with this address already."),
        ({"roles": ["king"]}, "Please choose from the list."),
        ({"language": "xx"}, "Please choose one of the list."),
    ],
)
def test_account_that_cannot_be_made_is_explained(admin, browser, change, message: str) -> None:
    if change.get("email") == "ADMIN":
        change = {"email": admin.email.upper()}
    answer = browser.post("/users/new", data=NEW | change)
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)
    assert db.session.scalars(select(Mail)).all() == []


def test_last_administrator_keeps_the_role_and_the_account(admin, browser) -> None:
    data = {"name": "Admin", "language": "en", "roles": ["organiser"]}
    answer = browser.post(f"/users/{admin.id}", data=data)
    assert answer.status_code == 422
    assert "This is the only administrator." in answer.get_data(as_text=True)
    browser.post(f"/users/{admin.id}/deactivate")
    db.session.refresh(admin)
    assert admin.active
    assert admin.has_role("administrator")


def test_administrator_may_step_back_when_there_is_another(admin, browser, make) -> None:
    make.user("administrator")
    data = {"name": "Admin", "language": "en", "roles": []}
    assert browser.post(f"/users/{admin.id}", data=data).status_code == 303
    assert browser.get("/users").status_code == 403


def test_closed_account_cannot_sign_in_and_is_signed_out(browser, make, sign_in, client) -> None:
    user = make.user("organiser")
    theirs = sign_in(user)
    assert theirs.get("/events/new").status_code == 200
    browser.post(f"/users/{user.id}/deactivate")
    assert theirs.get("/events/new").status_code == 302
    answer = client.post("/sign-in", data={"email": user.email, "password": "a good password"})
    assert answer.status_code == 200
    browser.post(f"/users/{user.id}/activate")
    assert sign_in(user).get("/events/new").status_code == 200


def test_link_to_set_a_password_can_be_sent_again(browser, make) -> None:
    user = make.user(name="Besa", language="sq")
    browser.post(f"/users/{user.id}/password-link")
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.to_email, mail.language) == (user.email, "sq")


def test_list_shows_roles_events_and_state_and_is_searched(browser, make) -> None:
    make.member(make.event(), EventRole.VIEWER, name="Đorđe Ćulafić")
    make.user(name="Somebody else", password=None)
    page = browser.get("/users").get_data(as_text=True)
    assert "only in events" in page
    assert "password not set yet" in page
    page = browser.post("/users", data={"q": "dorde culafic"}).get_data(as_text=True)
    assert "Đorđe Ćulafić" in page
    assert "Somebody else" not in page
    nobody = browser.post("/users", data={"q": "nobody"}).get_data(as_text=True)
    assert "No account is called so" in nobody


def test_list_takes_the_same_number_of_queries_for_one_and_three(browser, make) -> None:
    counts = []
    for _ in range(2):
        with count_queries() as statements:
            assert browser.get("/users").status_code == 200
        counts.append(len(statements))
        make.user("organiser")
        make.user("organiser")
    assert counts[0] == counts[1]


def test_own_account_changes_name_and_language(app, make, sign_in) -> None:
    user = make.user(name="Before")
    browser = sign_in(user)
    browser.post("/account", data={"name": "After", "language": "sq"})
    db.session.refresh(user)
    assert (user.name, user.language) == ("After", "sq")
    assert '<html lang="sq"' in browser.get("/account").get_data(as_text=True)
    answer = browser.post("/account", data={"name": "", "language": "sq"})
    assert answer.status_code == 422


def test_account_that_is_not_there_is_said_so(browser) -> None:
    assert browser.get("/users/999").status_code == 404
