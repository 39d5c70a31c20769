"""The organisers of an event in their agreed order."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.directory.models import Organisation
from eventmgr.events.models import EventOrganiser, OrganiserRole


@pytest.fixture
def event(make) -> Any:
    rows = [make.organisation(names={"en": name}) for name in ("First", "Second", "Third")]
    return make.event(organisers=rows)


@pytest.fixture
def browser(event, make, sign_in) -> Any:
    return sign_in(make.member(event))


def _order(event) -> list[str]:
    rows = db.session.scalars(
        select(EventOrganiser)
        .where(EventOrganiser.event_id == event.id)
        .order_by(EventOrganiser.position)
    )
    return [row.organisation.names["en"] for row in rows]


def _number(event, name: str) -> int:
    return next(row.id for row in event.organisers if row.organisation.names["en"] == name)


@pytest.mark.parametrize(
    ("name", "direction", "order"),
    [
        ("Second", "up", ["Second", "First", "Third"]),
        ("Second", "down", ["First", "Third", "Second"]),
        ("First", "up", ["First", "Second", "Third"]),
        ("Third", "down", ["First", "Second", "Third"]),
    ],
)
def test_organiser_moves_one_place(event, browser, name: str, direction: str, order) -> None:
    number = _number(event, name)
    address = f"/events/{event.slug}/settings/organisers/{number}/move"
    assert browser.post(address, data={"direction": direction}).status_code == 303
    assert _order(event) == order


def test_organiser_of_the_directory_is_added_at_the_end(event, browser, make) -> None:
    row = make.organisation(names={"en": "Fourth"})
    data = {"organisation_id": str(row.id), "role": "donor"}
    browser.post(f"/events/{event.slug}/settings/organisers", data=data)
    assert _order(event) == ["First", "Second", "Third", "Fourth"]
    db.session.refresh(event)
    assert event.organisers[-1].role is OrganiserRole.DONOR


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("", "Please choose an organisation."),
        ("99999", "Please choose one of the list."),
        ("first", "This organisation is in the list in this role already."),
    ],
)
def test_organiser_that_cannot_be_added_is_explained(
    event, browser, choice: str, message: str
) -> None:
    if choice == "first":
        choice = str(event.organisers[0].organisation_id)
    data = {"organisation_id": choice, "role": "co-organiser"}
    answer = browser.post(f"/events/{event.slug}/settings/organisers", data=data)
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)
    assert _order(event) == ["First", "Second", "Third"]


def test_removed_organiser_can_be_put_back_to_its_place(event, browser) -> None:
    number = _number(event, "Second")
    browser.post(f"/events/{event.slug}/settings/organisers/{number}/remove")
    assert _order(event) == ["First", "Third"]
    page = browser.get(f"/events/{event.slug}/settings/organisers").get_data(as_text=True)
    assert "Put it back" in page
    browser.post(f"/events/{event.slug}/settings/organisers/restore")
    assert _order(event) == ["First", "Second", "Third"]
    page = browser.get(f"/events/{event.slug}/settings/organisers").get_data(as_text=True)
    assert "Put it back" not in page


def test_organiser_of_another_event_is_not_touched(event, browser, make) -> None:
    other = make.event(organisers=[make.organisation()])
    number = other.organisers[0].id
    address = f"/events/{event.slug}/settings/organisers/{number}/remove"
    assert browser.post(address).status_code == 404
    db.session.refresh(other)
    assert len(other.organisers) == 1


def test_des19_new_organisation_that_looks_the_same_is_shown_first(event, browser) -> None:
    address = f"/events/{event.slug}/settings/organisers/new"
    data = {
        "names-en": "The Second",
        "acronym": "",
        "kind": "non-governmental organisation",
        "role": "host",
    }
    answer = browser.post(address, data=data)
    assert answer.status_code == 422
    assert "looks the same" in answer.get_data(as_text=True)
    assert len(db.session.scalars(select(Organisation)).all()) == 3
    assert browser.post(address, data=data | {"different": "y"}).status_code == 303
    assert _order(event) == ["First", "Second", "Third", "The Second"]


def test_new_organisation_enters_the_directory_and_the_list(event, browser) -> None:
    data = {
        "names-en": "Regional Cooperation Council",
        "acronym": "RCC",
        "kind": "regional initiative",
        "role": "co-organiser",
    }
    browser.post(f"/events/{event.slug}/settings/organisers/new", data=data)
    assert _order(event)[-1] == "Regional Cooperation Council"
    actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["create organisation", "add organiser"]
