"""Hostile and careless requests: nothing breaks, nothing leaks, nothing is taken for granted."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.mail.models import Mail

NULL = "a\x00b"


@pytest.fixture
def event(make) -> Any:
    return make.event(slug="border")


@pytest.fixture
def organiser(event, make, sign_in) -> Any:
    return sign_in(make.member(event, EventRole.ORGANISER))


# --- numbers and texts that a database cannot hold ------------------------------------------------


@pytest.mark.parametrize("number", [2**31, 10**30])
@pytest.mark.parametrize(
    "path",
    [
        "agenda/{}",
        "participants/{}",
        "invitations/{}/letter",
        "outbox/{}",
        "conclusions/import/{}",
        "agenda/1/people/{}",
    ],
)
def test_number_that_no_row_can_have_is_a_missing_page(organiser, path: str, number: int) -> None:
    assert organiser.get(f"/events/border/{path.format(number)}").status_code == 404


@pytest.mark.parametrize("number", [2**31, 10**30, "9" * 5000])
def test_number_too_large_in_a_query_finds_nothing(organiser, number: int) -> None:
    for page in ("/directory/organisations", "/events/border/invitations/add"):
        assert organiser.get(f"{page}?delegation={number}").status_code == 200


def test_translation_made_from_an_impossible_revision_counts_as_made_from_this_one(
    organiser,
) -> None:
    organiser.post("/events/border/conclusions/begin", data={"source_language": "en"})
    answer = organiser.post(
        "/events/border/conclusions/paragraphs/new", data={"kind": "operative:1", "text": "One."}
    )
    uid = answer.location.rpartition("p-")[2]
    answer = organiser.post(
        f"/events/border/conclusions/paragraphs/{uid}?language=sq",
        data={"text": "Një.", "version": "0", "state": "translated", "rendered": "9" * 30},
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "path", ["/e/{}", "/events/{}/", "/invitation/{}", "/registration/{}", "/language/{}"]
)
def test_null_character_in_an_address_is_a_missing_page(organiser, path: str) -> None:
    assert organiser.get(path.format(quote(NULL))).status_code == 404


def test_null_character_in_a_query_or_form_is_refused_with_a_page(organiser, client) -> None:
    bad = quote(NULL)
    for page in ("/events/border/history?who=", "/events/border/participants/?q="):
        answer = organiser.get(page + bad)
        assert answer.status_code == 400
        assert "<h1" in answer.get_data(as_text=True)
    answer = organiser.post("/events/border/agenda/new", data={"title-en": NULL})
    assert answer.status_code == 400
    answer = client.post("/sign-in", data={"email": NULL, "password": "x"})
    assert answer.status_code == 400


def test_json_is_no_way_around_the_forms(make, client) -> None:
    user = make.user()
    for page in ("/sign-in", "/forgotten-password"):
        answer = client.post(page, json={"email": user.email, "password": "a good password"})
        assert answer.status_code == 415
        assert "csrf_token" not in answer.get_data(as_text=True)


# --- accounts -------------------------------------------------------------------------------------


def test_forgotten_password_writes_a_mail_whose_link_no_visitor_can_bend(make, client) -> None:
    user = make.user(language="sq")
    answer = client.post(
        "/forgotten-password", data={"email": user.email}, headers={"Host": "evil.example"}
    )
    assert answer.status_code in {200, 302}
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.to_email, mail.language) == (user.email, "sq")
    assert "http://localhost/forgotten-password/" in mail.body_text
    assert "evil.example" not in mail.body_text + mail.body_html


def test_forgotten_password_sets_a_new_one_and_ends_the_link(make, client, app) -> None:
    user = make.user()
    client.post("/forgotten-password", data={"email": user.email})
    text = db.session.scalars(select(Mail.body_text)).one()
    link = next(line for line in text.splitlines() if line.startswith("http://localhost/"))
    path = link.removeprefix("http://localhost")
    new = {"password": "another good one", "password_confirm": "another good one"}
    assert app.test_client().post(path, data=new).status_code == 302
    data = {"email": user.email, "password": "another good one"}
    assert app.test_client().post("/sign-in", data=data).status_code == 302
    again = {"password": "a third good one", "password_confirm": "a third good one"}
    app.test_client().post(path, data=again)
    assert app.test_client().post("/sign-in", data=data).status_code == 302


def test_forgotten_password_tells_nobody_which_addresses_have_accounts(make, client) -> None:
    user = make.user()
    pages = []
    for address in (user.email, "nobody@example.org"):
        answer = client.post("/forgotten-password", data={"email": address})
        assert answer.status_code == 200
        pages.append(answer.get_data(as_text=True).replace(address, "…"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("page", ["/sign-in", "/forgotten-password", "/", "/e/none"])
def test_no_page_is_kept_by_a_cache(client, page: str) -> None:
    assert client.get(page).headers["Cache-Control"] == "no-store, private"
