"""The agenda's pages as an organiser uses them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.agenda.models import AgendaItem
from eventmgr.database import db
from tests.helpers import count_queries

ITEM = {
    "day": "2027-08-31",
    "starts": "09:00",
    "ends": "10:30",
    "kind": "session",
    "title-en": "Opening session",
    "title-sq": "Seanca e hapjes",
    "mode": "simultaneous",
    "version": "1",
}


@pytest.fixture
def desk(make, sign_in):
    event = make.event()
    return event, sign_in(make.member(event, EventRole.SECRETARIAT))


def test_new_item_stands_under_its_day(desk) -> None:
    event, browser = desk
    answer = browser.post(f"/events/{event.slug}/agenda/new", data=ITEM)
    assert answer.status_code == 303
    page = browser.get(f"/events/{event.slug}/agenda/").get_data(as_text=True)
    assert "Opening session" in page
    assert "09:00–10:30" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends": "09:00"}, "ends"),
        ({"starts": "nine"}, "starts"),
        ({"day": "2030-01-01"}, "day"),
        ({"title-en": "", "title-sq": ""}, "title-en"),
        ({"title-en": "x" * 301}, "title-en"),
        ({"kind": "party"}, "kind"),
        ({"floor_languages": "xx"}, "floor_languages"),
    ],
)
def test_wrong_answer_is_told_at_its_field_and_changes_nothing(desk, change, field) -> None:
    event, browser = desk
    answer = browser.post(f"/events/{event.slug}/agenda/new", data=ITEM | change)
    assert answer.status_code == 422
    assert f'href="#{field}' in answer.get_data(as_text=True)
    assert db.session.scalar(select(AgendaItem)) is None


def test_removed_item_is_brought_back_by_one_button(desk) -> None:
    event, browser = desk
    browser.post(f"/events/{event.slug}/agenda/new", data=ITEM)
    item = db.session.scalar(select(AgendaItem))
    browser.post(f"/events/{event.slug}/agenda/{item.id}/remove")
    assert db.session.scalar(select(AgendaItem)) is None
    browser.post(f"/events/{event.slug}/agenda/undo")
    assert db.session.scalar(select(AgendaItem)).title == {
        "en": "Opening session",
        "sq": "Seanca e hapjes",
    }


def test_two_editors_see_both_texts(desk) -> None:
    event, browser = desk
    browser.post(f"/events/{event.slug}/agenda/new", data=ITEM)
    page = f"/events/{event.slug}/agenda/{db.session.scalar(select(AgendaItem.id))}"
    assert browser.post(page, data=ITEM | {"room": "Hall A"}).status_code == 303
    answer = browser.post(page, data=ITEM | {"room": "Hall B"})
    assert answer.status_code == 409
    shown = answer.get_data(as_text=True)
    assert "Hall A" in shown
    assert "Hall B" in shown


def test_item_of_another_event_is_not_there(desk, make) -> None:
    event, browser = desk
    other = make.event()
    browser.post(f"/events/{event.slug}/agenda/new", data=ITEM)
    item = db.session.scalar(select(AgendaItem))
    item.event_id = other.id
    db.session.commit()
    assert browser.get(f"/events/{event.slug}/agenda/{item.id}").status_code == 404


def test_people_of_an_item_are_named_moved_and_removed(desk) -> None:
    event, browser = desk
    browser.post(f"/events/{event.slug}/agenda/new", data=ITEM)
    item_id = db.session.scalar(select(AgendaItem.id))
    page = f"/events/{event.slug}/agenda/{item_id}"
    for name in ("Çela", "Đukić"):
        data = {"role": "speaker", "family_name": name, "honorific": "", "organisation_id": ""} | {
            "speaks": "",
            "version": "1",
        }
        assert browser.post(f"{page}/people/new", data=data).status_code == 303
    first = db.session.scalar(select(AgendaItem)).people[0]
    browser.post(f"{page}/people/{first.id}/down")
    db.session.expire_all()
    assert [p.family_name for p in db.session.scalar(select(AgendaItem)).people] == [
        "Đukić",
        "Çela",
    ]
    browser.post(f"{page}/people/{first.id}/remove")
    db.session.expire_all()
    assert [p.family_name for p in db.session.scalar(select(AgendaItem)).people] == ["Đukić"]


def test_page_asks_the_same_number_of_queries_for_one_and_many_items(desk) -> None:
    event, browser = desk
    counts = []
    for number in range(3):
        item = ITEM | {"starts": f"{9 + number * 2}:00", "ends": f"{10 + number * 2}:00"}
        browser.post(f"/events/{event.slug}/agenda/new", data=item)
        with count_queries() as queries:
            browser.get(f"/events/{event.slug}/agenda/")
        counts.append(len(queries))
    assert counts[0] == counts[-1]
