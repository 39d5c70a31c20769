"""Pages for what went wrong: proper, in the reader's language, and without the database."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from eventmgr.accounts.access import PUBLIC, needs


@pytest.fixture
def broken(app: Flask):
    """A client of an application whose start page loses its database."""
    original = app.view_functions["events.start"]

    @needs(PUBLIC)
    def fail() -> str:
        raise OperationalError("select", {}, Exception("server gone"))

    app.view_functions["events.start"] = fail
    yield app.test_client()
    app.view_functions["events.start"] = original


def test_server_error_is_a_page_that_tells_nothing_of_the_inside(broken) -> None:
    answer = broken.get("/")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "<h1" in page
    assert "server gone" not in page


@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
def test_missing_page_is_in_the_browsers_language(client, language) -> None:
    answer = client.get("/nowhere", headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.get_data(as_text=True)


def test_every_answer_carries_the_strict_policy(client) -> None:
    policy = client.get("/nowhere").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_upload_over_the_limit_is_a_page_of_its_own(client, app) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = client.post("/sign-in", data={"email": "x" * 2000, "password": "y"})
    assert answer.status_code == 413
    assert "<h1" in answer.get_data(as_text=True)


def test_post_without_token_is_refused_with_a_proper_page(client, app) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/sign-in", data={"email": "a@example.org", "password": "y"})
    assert answer.status_code == 400
    assert "<h1" in answer.get_data(as_text=True)


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_language_switch_never_leaves_the_site(client, target) -> None:
    answer = client.get("/language/sq", query_string={"next": target})
    assert answer.headers["Location"] == "/"


def test_sign_in_never_leaves_the_site(app, make) -> None:
    user = make.user("organiser")
    answer = app.test_client().post(
        "/sign-in?next=https://evil.example/",
        data={"email": user.email, "password": "a good password"},
    )
    assert "evil" not in answer.headers.get("Location", "")
