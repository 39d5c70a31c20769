"""The list of events, an event's first page and its public page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from eventmgr.accounts.models import EventRole, Membership
from eventmgr.audit.actions import record
from eventmgr.database import clock_at, db
from eventmgr.events.models import Event
from eventmgr.events.outlook import outlook_of
from eventmgr.events.public import public_section, sections_of
from eventmgr.events.road import NextStep, Progress, Stage, StageState
from tests.helpers import count_queries

TODAY = datetime(2027, 8, 1, 12, tzinfo=UTC)


def test_loc20_overview_shows_title_dates_and_city_in_the_readers_language(
    app, make, sign_in
) -> None:
    event = make.event()
    browser = sign_in(make.member(event, EventRole.VIEWER))
    page = browser.get(f"/events/{event.slug}/").get_data(as_text=True)
    assert "Regional Workshop" in page
    assert "31 August – 1 September 2027" in page
    browser.get("/language/sq")
    page = browser.get(f"/events/{event.slug}/").get_data(as_text=True)
    assert "Punëtori" in page
    assert "31 gusht – 1 shtator 2027" in page


def test_title_missing_in_a_language_says_which_it_is_in(app, make, sign_in) -> None:
    event = make.event(title={"cnr": "Radionica"})
    page = sign_in(make.member(event)).get(f"/events/{event.slug}/").get_data(as_text=True)
    assert f'href="/events/{event.slug}/" lang="cnr">Radionica</a>' in page


def test_list_shows_only_the_events_one_is_in(app, make, sign_in) -> None:
    mine = make.event(title={"en": "Mine"})
    make.event(title={"en": "Somebody else's"})
    page = sign_in(make.member(mine)).get("/").get_data(as_text=True)
    assert "Mine" in page
    assert "Somebody else" not in page


def test_administrator_sees_every_event(app, make, sign_in) -> None:
    make.event(title={"en": "Somebody's event"})
    page = sign_in(make.user("administrator")).get("/").get_data(as_text=True)
    assert "Somebody&#39;s event" in page


def test_list_puts_upcoming_before_past_and_the_nearest_first(app, make, sign_in) -> None:
    user = make.user()
    for title, start in [
        ("Past early", date(2026, 1, 1)),
        ("Later", date(2027, 12, 1)),
        ("Past late", date(2027, 1, 1)),
        ("Today", TODAY.date()),
    ]:
        event = make.event(title={"en": title}, start=start, end=start)
        db.session.add(Membership(user_id=user.id, event_id=event.id, role=EventRole.VIEWER))
    db.session.commit()
    browser = sign_in(user)
    with clock_at(TODAY):
        page = browser.get("/").get_data(as_text=True)
    places = [page.index(f">{t}</a>") for t in ("Today", "Later", "Past late", "Past early")]
    assert places == sorted(places)
    assert page.index("Upcoming") < places[0] < page.index("Past</h2>") < places[2]


@pytest.mark.parametrize("words", ["punetori", "PODGORICA 2027", "radionica"])
def test_search_finds_title_place_and_year_in_every_language(
    app, make, sign_in, words: str
) -> None:
    found = make.event()
    other = make.event(
        title={"en": "Other"}, city={"en": "Skopje"}, start=date(2030, 1, 1), end=date(2030, 1, 1)
    )
    user = make.member(found)
    db.session.add(Membership(user_id=user.id, event_id=other.id, role=EventRole.VIEWER))
    db.session.commit()
    page = sign_in(user).get("/", query_string={"q": words}).get_data(as_text=True)
    assert ">Regional Workshop</a>" in page
    assert ">Other</a>" not in page


def test_empty_list_says_how_to_fill_it(app, make, sign_in) -> None:
    assert "Create an event" in sign_in(make.user("organiser")).get("/").get_data(as_text=True)
    page = sign_in(make.user()).get("/").get_data(as_text=True)
    assert "Create an event" not in page
    assert "An organiser adds you" in page


def test_list_takes_the_same_number_of_queries_for_one_and_three(app, make, sign_in) -> None:
    user = make.member(make.event())
    browser = sign_in(user)
    counts = []
    for _ in range(2):
        with count_queries() as statements:
            assert browser.get("/").status_code == 200
        counts.append(len(statements))
        for _more in range(2):
            event = make.event(organisers=[make.organisation()])
            db.session.add(Membership(user_id=user.id, event_id=event.id, role=EventRole.VIEWER))
        db.session.commit()
    assert counts[0] == counts[1]


def test_welcome_shows_public_upcoming_events_only(app, make, client) -> None:
    make.event(title={"en": "Public one"}, public=True)
    make.event(title={"en": "Private one"})
    make.event(title={"en": "Past one"}, public=True, start=date(2020, 1, 1), end=date(2020, 1, 1))
    with clock_at(TODAY):
        page = client.get("/").get_data(as_text=True)
    assert "Public one" in page
    assert "Private one" not in page
    assert "Past one" not in page
    assert "Sign in" in page


def _stage(key: str, state: StageState, **progress) -> Stage:
    return Stage(key, key, "/", state, str(state), "", False, Progress(state, "/", **progress))


def test_outlook_puts_the_next_steps_by_their_dates() -> None:
    event = Event(start=date(2027, 8, 31), end=date(2027, 9, 1))
    road = [
        _stage("a", StageState.DONE, next=[NextStep("no date", "/")]),
        _stage("b", StageState.WORK, next=[NextStep("late", "/", 60)]),
        _stage("c", StageState.WAITING, next=[NextStep("soon", "/", 14)]),
        _stage("d", StageState.NONE, wrong=[NextStep("wrong", "/")]),
    ]
    outlook = outlook_of(event, road, date(2027, 8, 1))
    assert [(task.label, task.due, task.late) for task in outlook.tasks] == [
        ("late", date(2027, 7, 2), True),
        ("soon", date(2027, 8, 17), False),
        ("no date", None, False),
    ]
    assert [task.label for task in outlook.wrong] == ["wrong"]
    assert outlook.here is road[2]
    assert (outlook.done, outlook.stages) == (1, 4)


def test_outlook_is_at_the_first_stage_that_is_not_done() -> None:
    event = Event(start=date(2027, 8, 31), end=date(2027, 9, 1))
    road = [
        _stage("a", StageState.DONE),
        _stage("b", StageState.NONE),
        _stage("c", StageState.WORK),
    ]
    assert outlook_of(event, road, date(2027, 8, 1)).here is road[1]


def test_outlook_of_a_finished_road_is_nowhere() -> None:
    event = Event(start=date(2027, 8, 31), end=date(2027, 9, 1))
    outlook = outlook_of(event, [_stage("a", StageState.DONE)], date(2027, 10, 1))
    assert outlook.here is None


def test_recent_changes_are_shown_to_those_who_see_people_only(app, make, sign_in) -> None:
    event = make.event()
    user = make.member(event, name="Somebody")
    record("add to team", user, actor=user, event_id=event.id, label="Ana Petrović")
    db.session.commit()
    path = f"/events/{event.slug}/"
    assert "Ana Petrović" in sign_in(user).get(path).get_data(as_text=True)
    viewer = make.member(event, EventRole.VIEWER)
    assert "Ana Petrović" not in sign_in(viewer).get(path).get_data(as_text=True)


def test_viewer_is_offered_no_page_that_is_closed_to_them(app, make, sign_in) -> None:
    event = make.event()
    page = sign_in(make.member(event, EventRole.VIEWER)).get(f"/events/{event.slug}/")
    text = page.get_data(as_text=True)
    for closed in ("settings", "team", "history", "outbox"):
        assert f"/events/{event.slug}/{closed}" not in text


def test_public_page_is_there_only_when_switched_on(app, make, client) -> None:
    event = make.event()
    assert client.get(f"/e/{event.slug}").status_code == 404
    event.public = True
    db.session.commit()
    assert client.get(f"/e/{event.slug}").status_code == 200
    assert client.get("/e/there-is-none").status_code == 404


def test_des03_public_page_names_organisers_in_order_with_the_footnote(app, make, client) -> None:
    kosovo = make.kosovo()
    second = make.organisation(kosovo, names={"en": "Police"})
    first = make.organisation(names={"en": "Regional Council"}, acronym="RC")
    event = make.event(organisers=[first, second], public=True, country_id=kosovo.id)
    page = client.get(f"/e/{event.slug}").get_data(as_text=True)
    assert page.index("Regional Council (RC)") < page.index("Police, Kosovo*")
    assert "Podgorica, Kosovo*" in page
    assert page.count("Footnote text in en.") == 1


def test_public_sections_stand_in_their_order_and_may_stay_away(app, make) -> None:
    from eventmgr.events import public

    event = make.event()
    kept = list(public._sections)
    try:
        public._sections.clear()

        @public_section(order=2)
        def later(event: Event, language: str):
            return {"template": "later", "language": language}

        @public_section(order=1)
        def earlier(event: Event, language: str):
            return {"template": "earlier"}

        @public_section(order=3)
        def absent(event: Event, language: str):
            return None

        found = sections_of(event, "sq")
    finally:
        public._sections[:] = kept
    assert found == [{"template": "earlier"}, {"template": "later", "language": "sq"}]
