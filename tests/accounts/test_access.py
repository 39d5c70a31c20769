"""Deny by default: every route names its need, and each role meets exactly its own."""

from __future__ import annotations

from flask import Flask

from eventmgr.accounts.access import OPEN_ENDPOINTS, Need


def test_every_route_names_its_need(app: Flask) -> None:
    open_routes = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if not isinstance(getattr(view, "need", None), Need) and endpoint not in OPEN_ENDPOINTS
    ]
    # What the account library adds beside the pages we use names no need, so it is closed.
    assert [name for name in open_routes if not name.startswith("security.")] == []


def test_sign_in_with_the_right_password_opens_the_start_page(app, make, sign_in) -> None:
    user = make.user("organiser")
    assert sign_in(user).get("/").status_code in {200, 302, 404}


def test_sign_in_with_a_wrong_password_says_so_and_keeps_the_address(app, make, client) -> None:
    user = make.user("organiser")
    answer = client.post("/sign-in", data={"email": user.email, "password": "wrong"})
    page = answer.get_data(as_text=True)
    assert "The address or the password is not right" in page
    assert user.email in page
