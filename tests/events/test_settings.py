"""The settings of an event, section by section."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.events.models import DelegationOrder, FlagPolicy, MarkerPolicy, PlateMode

BASICS = {
    "version": "1",
    "title-en": "Regional Workshop",
    "title-cnr": "Radionica",
    "title-sq": "Punëtori",
    "kind": "workshop",
    "start": "2027-08-31",
    "end": "2027-09-01",
    "timezone": "Europe/Podgorica",
    "city-en": "Podgorica",
    "city-cnr": "Podgorica",
    "city-sq": "Podgorica",
    "country_id": "",
}
LANGUAGES = {
    "version": "1",
    "document_languages": ["en", "cnr", "sq"],
    "floor_languages": ["en", "cnr", "sq"],
    "into_languages": ["en", "cnr", "sq"],
    "pivot": "en",
}
DESIGNATIONS = {
    "version": "1",
    "footnote_family": "rcc-eu",
    "marker_policy": "every",
    "plate_mode": "designation and name",
    "delegation_order": "document language",
    "flags": "none",
}
REGISTRATION = {"version": "1"}


@pytest.fixture
def event(make) -> Any:
    return make.event()


@pytest.fixture
def browser(event, make, sign_in) -> Any:
    return sign_in(make.member(event))


def _post(browser, event, section: str, data: dict[str, Any]):
    if section == "basics":
        data = {"slug": event.slug} | data
    return browser.post(f"/events/{event.slug}/settings/{section}", data=data)


@pytest.mark.parametrize(
    "section", ["basics", "languages", "designations", "registration", "public"]
)
def test_every_section_opens(event, browser, section: str) -> None:
    answer = browser.get(f"/events/{event.slug}/settings/{section}")
    assert answer.status_code == 200
    assert "Save these settings" in answer.get_data(as_text=True)


def test_unknown_section_is_not_there(event, browser) -> None:
    assert browser.get(f"/events/{event.slug}/settings/colours").status_code == 404


@pytest.mark.parametrize(
    ("change", "raised"),
    [
        ({}, False),
        ({"title-en": "Another title"}, False),
        ({"subtitle-en": "With a subtitle"}, False),
        ({"end": "2027-09-02"}, True),
        ({"city-en": "Skopje"}, True),
        ({"venue-en": "Hotel"}, True),
        ({"timezone": "Europe/Sofia"}, True),
    ],
)
def test_change_of_dates_or_place_raises_the_calendars_number(
    event, browser, change, raised: bool
) -> None:
    assert _post(browser, event, "basics", BASICS | change).status_code == 303
    db.session.refresh(event)
    assert event.calendar_sequence == int(raised)


def test_saved_basics_are_recorded_field_by_field(event, browser) -> None:
    _post(browser, event, "basics", BASICS | {"title-en": "New title", "end": "2027-09-02"})
    entry = db.session.scalars(select(AuditEntry)).one()
    assert entry.action == "change event"
    assert entry.changes == {
        "title": [
            {"en": "Regional Workshop", "cnr": "Radionica", "sq": "Punëtori"},
            {"en": "New title", "cnr": "Radionica", "sq": "Punëtori"},
        ],
        "end": ["2027-09-01", "2027-09-02"],
    }


def test_saving_without_a_change_records_nothing(event, browser) -> None:
    _post(browser, event, "basics", BASICS)
    assert db.session.scalars(select(AuditEntry)).all() == []


def test_address_can_be_changed_and_leads_there(event, browser) -> None:
    answer = _post(browser, event, "basics", BASICS | {"slug": "border-police"})
    assert answer.location == "/events/border-police/settings/basics"
    assert browser.get("/events/border-police/").status_code == 200


@pytest.mark.parametrize("slug", ["Border Police", "a--b", "-a", "new", "š", "a/b"])
def test_address_of_other_letters_is_refused(event, browser, slug: str) -> None:
    answer = _post(browser, event, "basics", BASICS | {"slug": slug})
    assert answer.status_code == 422
    assert "small letters without accents" in answer.get_data(as_text=True)


def test_address_of_another_event_is_refused_and_nothing_is_saved(event, browser, make) -> None:
    make.event(slug="taken")
    answer = _post(browser, event, "basics", BASICS | {"slug": "taken", "title-en": "Kept typed"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Another event has this address" in page
    assert "Kept typed" in page
    db.session.refresh(event)
    assert event.title["en"] == "Regional Workshop"
    assert event.version == 1


def test_later_save_meets_the_newer_text_and_overwrites_nothing(event, browser, make) -> None:
    _post(browser, event, "basics", BASICS | {"title-en": "Saved first"})
    answer = _post(browser, event, "basics", BASICS | {"title-en": "Saved second"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Saved first" in page
    assert "Saved second" in page
    assert "Title (English)" in page
    # Only what differs is shown.
    assert "City (English)" not in page
    db.session.refresh(event)
    assert event.title["en"] == "Saved first"


def test_conflict_page_carries_mine_so_that_it_can_be_saved_after_all(event, browser) -> None:
    from lxml import html

    _post(browser, event, "languages", LANGUAGES | {"pivot": "sq"})
    answer = _post(browser, event, "languages", LANGUAGES | {"into_languages": ["en", "cnr"]})
    form = html.fromstring(answer.get_data(as_text=True)).xpath("//main//form")[0]
    fields = [(one.get("name"), one.get("value")) for one in form.xpath(".//input")]
    data: dict[str, Any] = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    assert browser.post(form.get("action"), data=data).status_code == 303
    db.session.refresh(event)
    assert event.into_languages == ["en", "cnr"]
    assert event.pivot == "en"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pivot": ""}, "More than one language may be spoken."),
        ({"pivot": "mk"}, "Please choose a language that may be spoken"),
        ({"floor_languages": []}, "Please choose at least one."),
        ({"document_languages": ["en", "klingon"]}, "Please choose from the list."),
    ],
)
def test_int01_languages_that_do_not_fit_are_explained(
    event, browser, change, message: str
) -> None:
    answer = _post(browser, event, "languages", LANGUAGES | change)
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)


def test_int01_spoken_and_listened_to_are_kept_apart(event, browser) -> None:
    only = {"floor_languages": ["en"], "into_languages": ["cnr", "sq"], "pivot": ""}
    assert _post(browser, event, "languages", LANGUAGES | only).status_code == 303
    db.session.refresh(event)
    assert event.floor_languages == ["en"]
    assert event.into_languages == ["cnr", "sq"]
    assert event.document_languages == ["en", "cnr", "sq"]
    assert event.pivot is None


def test_designation_policy_is_saved(event, browser) -> None:
    chosen = {
        "footnote_family": "coe",
        "marker_policy": "first only",
        "plate_mode": "name only",
        "delegation_order": "host last",
        "heading_word-en": "Delegation",
        "disclaimer-en": "No opinion on status is implied.",
    }
    assert _post(browser, event, "designations", DESIGNATIONS | chosen).status_code == 303
    db.session.refresh(event)
    assert event.footnote_family == "coe"
    assert event.marker_policy is MarkerPolicy.FIRST_ONLY
    assert event.plate_mode is PlateMode.NAME_ONLY
    assert event.delegation_order is DelegationOrder.HOST_LAST
    assert event.heading_word == {"en": "Delegation"}
    assert event.disclaimer == {"en": "No opinion on status is implied."}


def test_des01_page_says_in_which_languages_the_footnote_is_missing(event, browser, make) -> None:
    path = f"/events/{event.slug}/settings/designations"
    page = browser.get(path).get_data(as_text=True)
    assert "no approved text in: English, Montenegrin and Albanian." in page
    make.kosovo()
    assert "no approved text in" not in browser.get(path).get_data(as_text=True)


def test_des11_flags_are_off_and_turning_them_on_shows_the_rule_first(event, browser) -> None:
    assert event.flags is FlagPolicy.NONE
    rule = "The arrangements of 2012 on regional representation"
    page = browser.get(f"/events/{event.slug}/settings/designations").get_data(as_text=True)
    assert rule not in page
    answer = _post(browser, event, "designations", DESIGNATIONS | {"flags": "all"})
    assert answer.status_code == 422
    assert rule in answer.get_data(as_text=True)
    db.session.refresh(event)
    assert event.flags is FlagPolicy.NONE
    agreed = {"flags": "all", "flags_agreed": "y"}
    assert _post(browser, event, "designations", DESIGNATIONS | agreed).status_code == 303
    db.session.refresh(event)
    assert event.flags is FlagPolicy.ALL


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"capacity": "0"}, "Please give a number from 1"),
        ({"capacity": "many"}, "Please write a whole number."),
        ({"registration_until": "2027-09-02"}, "This is after the event"),
        ({"contact_email": "nobody"}, "Please write the e-mail address in full"),
        ({"contact_phone": "call me"}, "Please write the number with its country code"),
    ],
)
def test_wrong_registration_settings_are_explained(event, browser, change, message: str) -> None:
    answer = _post(browser, event, "registration", REGISTRATION | change)
    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)


def test_registration_settings_are_saved(event, browser) -> None:
    chosen = {
        "capacity": "60",
        "registration_until": "2027-08-20",
        "contact_name": "Ana Petrović",
        "contact_email": "Ana@Example.org",
        "controller": "Ministry",
    }
    assert _post(browser, event, "registration", REGISTRATION | chosen).status_code == 303
    db.session.refresh(event)
    assert (event.capacity, event.registration_until) == (60, date(2027, 8, 20))
    assert (event.contact_name, event.contact_email) == ("Ana Petrović", "ana@example.org")


def test_host_that_is_no_longer_valid_stays_chosen(event, browser, make) -> None:
    host = make.designation("OLD", en="Old name")
    host.valid_to = date(2020, 1, 1)
    event.country_id = host.id
    db.session.commit()
    page = browser.get(f"/events/{event.slug}/settings").get_data(as_text=True)
    assert f'<option selected value="{host.id}">Old name</option>' in page


def test_public_switches_open_and_close_the_page(event, browser, client) -> None:
    address = f"/e/{event.slug}"
    assert client.get(address).status_code == 404
    _post(browser, event, "public", {"version": "1", "public": "y"})
    assert client.get(address).status_code == 200
    _post(browser, event, "public", {"version": "2"})
    assert client.get(address).status_code == 404
