"""The list of events and an event's first page."""

from __future__ import annotations

from eventmgr.accounts.models import EventRole


def test_overview_shows_title_dates_and_city_in_the_readers_language(app, make, sign_in) -> None:
    event = make.event()
    browser = sign_in(make.member(event, EventRole.VIEWER))
    page = browser.get(f"/events/{event.slug}/").get_data(as_text=True)
    assert "Regional Workshop" in page
    assert "31 August – 1 September 2027" in page
    browser.get("/language/sq")
    page = browser.get(f"/events/{event.slug}/").get_data(as_text=True)
    assert "Punëtori" in page
    assert "31 gusht – 1 shtator 2027" in page


def test_list_shows_only_the_events_one_is_in(app, make, sign_in) -> None:
    mine = make.event(title={"en": "Mine"})
    make.event(title={"en": "Somebody else's"})
    page = sign_in(make.member(mine)).get("/").get_data(as_text=True)
    assert "Mine" in page
    assert "Somebody else" not in page
