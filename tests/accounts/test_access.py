"""Deny by default: every route names its need, and each role meets exactly its own."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, Rule
from werkzeug.routing.converters import NumberConverter

from eventmgr import create_app
from eventmgr.accounts.access import IN_EVENT, MAY, OPEN_ENDPOINTS, Need
from eventmgr.accounts.models import DUTIES, EventRole
from eventmgr.database import db

# Who may what, written out by hand: the table in access.py must agree with it.
READ = {Need.SEE}
TALK = READ | {Need.COMMENT, Need.SEE_PEOPLE}
WORK = TALK | {Need.MANAGE_PEOPLE, Need.SEND, Need.DRAFT, Need.ADOPT, Need.PLAN}
WORK |= {Need.JOURNEYS}
ALL = WORK | {Need.SET_UP, Need.MANAGE_TEAM}
# The secure part of registrations (PRIV, section 5): each reads their own, and nobody else.
SECURE = {Need.TRAVEL, Need.LOGISTICS, Need.FINANCE}
PEOPLES = READ | {Need.SEE_PEOPLE}
IN_EVENTS: dict[EventRole, set[Need]] = {
    EventRole.VIEWER: READ,
    EventRole.CO_ORGANISER: TALK,
    EventRole.SECRETARIAT: WORK,
    EventRole.ORGANISER: ALL,
    EventRole.TRAVEL_OFFICER: PEOPLES | {Need.JOURNEYS, Need.TRAVEL},
    EventRole.LOGISTICS: PEOPLES | {Need.JOURNEYS, Need.LOGISTICS},
    EventRole.FINANCE: PEOPLES | {Need.FINANCE},
}
ANYBODY = {Need.PUBLIC, Need.SIGNED_IN}
PEOPLE: dict[str, set[Need]] = {
    "anonymous": {Need.PUBLIC},
    "stranger": ANYBODY,
    "creator": ANYBODY | {Need.CREATE_EVENTS, Need.USE_DIRECTORY},
    **{
        role.value: ANYBODY
        | needs
        | ({Need.USE_DIRECTORY} if Need.MANAGE_PEOPLE in needs else set())
        for role, needs in IN_EVENTS.items()
    },
    # An organiser of a small team who sees to visas and meals as well.
    "organiser with duties": ANYBODY | {Need.USE_DIRECTORY} | ALL | {Need.TRAVEL, Need.LOGISTICS},
    # Not even the administrator reads what is secure without a role.
    "administrator": set(Need) - SECURE,
}


def test_table_of_roles_is_the_agreed_one() -> None:
    assert {role: set(needs) for role, needs in MAY.items()} == IN_EVENTS
    assert set(IN_EVENT) == ALL | SECURE


def test_every_need_belongs_to_an_event_or_to_the_installation() -> None:
    outside = {
        Need.PUBLIC,
        Need.SIGNED_IN,
        Need.CREATE_EVENTS,
        Need.ADMINISTER,
        Need.USE_DIRECTORY,
    }
    assert set(Need) - set(IN_EVENT) == outside


def test_every_route_names_its_need(app: Flask) -> None:
    open_routes = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if not isinstance(getattr(view, "need", None), Need) and endpoint not in OPEN_ENDPOINTS
    ]
    # What the account library adds beside the pages we use names no need, so it is closed.
    assert [name for name in open_routes if not name.startswith("security.")] == []


def test_every_route_of_an_event_finds_its_event(app: Flask) -> None:
    wrong = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "need", None) in IN_EVENT
        and "slug" not in rule.arguments
    ]
    assert wrong == []


def _routes(app: Flask) -> list[tuple[Rule, str, Need]]:
    """Return (rule, method, need) of every route and method of our rooms."""
    return [
        (rule, method, app.view_functions[rule.endpoint].need)  # type: ignore[attr-defined]
        for rule in app.url_map.iter_rules()
        if isinstance(getattr(app.view_functions[rule.endpoint], "need", None), Need)
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"})
    ]


# What somebody looks for stands in no address (PRIV-06), and a saved view is the reader's alone.
OWN_VIEW = {
    "registration.lists.search",
    "registration.lists.save_view",
    "registration.lists.remove_view",
}


def test_nobody_writes_with_a_need_to_read(app: Flask) -> None:
    reading = {Need.SEE, Need.SEE_PEOPLE}
    writing = [
        rule.rule
        for rule, method, need in _routes(app)
        if need in reading and method not in {"GET", "HEAD"} and rule.endpoint not in OWN_VIEW
    ]
    assert writing == []


def _address(rule: Rule, slug: str) -> str:
    """Return an address of the rule in the event, with ids that nothing has."""
    values: dict[str, Any] = dict(rule.defaults or {})
    for name in rule.arguments:
        converter = rule._converters[name]
        if name == "slug":
            values[name] = slug
        elif isinstance(converter, AnyConverter):
            values[name] = min(converter.items)
        elif isinstance(converter, NumberConverter):
            values[name] = 987654321
        else:
            values[name] = values.get(name, "nothing")
    built = rule.build(values, append_unknown=False)
    assert built is not None, rule
    return built[1]


def _stand_in(reached: list[str], endpoint: str) -> Any:
    """Return a view that only notes that it was reached: access alone is tested here."""

    def view(**_values: Any) -> str:
        reached.append(endpoint)
        return "reached"

    return view


@pytest.fixture
def gate(app: Flask) -> Any:
    """Return (addresses by route, reached): the application with every view replaced."""
    reached: list[str] = []
    kept = dict(app.view_functions)
    for endpoint, view in kept.items():
        need = getattr(view, "need", None)
        if isinstance(need, Need):
            app.view_functions[endpoint] = _stand_in(reached, endpoint)
            app.view_functions[endpoint].need = need  # type: ignore[attr-defined]
    yield reached
    app.view_functions.clear()
    app.view_functions.update(kept)


def _client(person: str, event: Any, make: Any, client: Any, sign_in: Any) -> Any:
    if person == "anonymous":
        return client
    if person == "stranger":
        return sign_in(make.user())
    if person == "creator":
        return sign_in(make.user("organiser"))
    if person == "administrator":
        return sign_in(make.user("administrator"))
    if person == "organiser with duties":
        duties = (EventRole.TRAVEL_OFFICER, EventRole.LOGISTICS)
        return sign_in(make.member(event, EventRole.ORGANISER, duties))
    return sign_in(make.member(event, EventRole(person)))


# The gate asks the database two plain questions: one engine is enough for so many requests.
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_meets_exactly_their_needs(
    app: Flask, make: Any, client: Any, sign_in: Any, gate: list[str], person: str
) -> None:
    event = make.event()
    browser = _client(person, event, make, client, sign_in)
    slug = event.slug
    wrong: list[str] = []
    for rule, method, need in _routes(app):
        gate.clear()
        answer = browser.open(_address(rule, slug), method=method)
        allowed = need in PEOPLE[person]
        if allowed:
            right = gate == [rule.endpoint]
        elif person == "anonymous":
            right = gate == [] and answer.status_code == 302 and "/sign-in" in answer.location
        elif need in IN_EVENT and person in {"stranger", "creator"}:
            # Whether an event exists is nobody's business who is not in it.
            right = gate == [] and answer.status_code == 404
        else:
            right = gate == [] and answer.status_code == 403
        if not right:
            wrong.append(f"{method} {rule.rule} ({need}): {answer.status_code}, {gate}")
    assert wrong == []


def test_member_of_one_event_is_a_stranger_to_another(app, make, sign_in) -> None:
    mine, other = make.event(), make.event()
    browser = sign_in(make.member(mine, EventRole.ORGANISER))
    assert browser.get(f"/events/{mine.slug}/").status_code == 200
    assert browser.get(f"/events/{other.slug}/").status_code == 404
    assert browser.get("/events/there-is-none/").status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whole_pages_answer_everybody_who_may_see_them(app, make, sign_in, method: str) -> None:
    """No route fails, whatever the ids: what does not exist is said so, and nothing breaks."""
    event = make.event()
    browser = sign_in(make.member(event, EventRole.ORGANISER, DUTIES))
    slug = event.slug
    open_to = PEOPLE["organiser"] | SECURE
    routes = [rule for rule, way, need in _routes(app) if way == method and need in open_to]
    # Deleting the event comes last.
    routes.sort(key=lambda rule: rule.endpoint == "events.delete_confirmed")
    broken = []
    for rule in routes:
        answer = browser.open(_address(rule, slug), method=method)
        if answer.status_code >= 500 or answer.status_code == 403:
            broken.append(f"{rule.rule}: {answer.status_code}")
    assert broken == []


def test_a_route_without_a_need_is_closed(tmp_path) -> None:
    app = create_app(
        {
            "TESTING": True,
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
            "DATA_FOLDER": tmp_path,
            "QUEUE_FILE": str(tmp_path / "queue.sqlite3"),
        }
    )
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    with app.app_context():
        db.create_all()
    assert app.test_client().get("/forgotten").status_code == 403
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_sign_in_with_the_right_password_opens_the_start_page(app, make, sign_in) -> None:
    answer = sign_in(make.user("organiser")).get("/")
    assert answer.status_code == 200
    assert "Create an event" in answer.get_data(as_text=True)


def test_sign_in_with_a_wrong_password_says_so_and_keeps_the_address(app, make, client) -> None:
    user = make.user("organiser")
    answer = client.post("/sign-in", data={"email": user.email, "password": "wrong"})
    page = answer.get_data(as_text=True)
    assert "The address or the password is not right" in page
    assert user.email in page
