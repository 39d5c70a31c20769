"""Journeys by personal link and at the desk; the lists that leave the house, changes marked."""

from __future__ import annotations

import io
from datetime import date, time

import openpyxl
import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.database import Conflict, commit, db
from eventmgr.language import speaking
from eventmgr.printing.compose import compose
from eventmgr.registration import links
from eventmgr.registration.models import RegistrationState
from eventmgr.travel import actions, queries
from eventmgr.travel.legs import Change
from eventmgr.travel.lists import list_paper
from eventmgr.travel.models import Journey, ListKind, RoomType, TravelMode
from tests.helpers import count_queries
from tests.printing.reading import one_line, pages_of

FLIGHT = {
    "arrival_mode": "flight",
    "arrival_day": "2027-08-30",
    "arrival_time": "14:05",
    "arrival_number": "OU 661",
    "arrival_place": "Podgorica",
    "arrival_transfer": "y",
    "departure_mode": "road",
    "departure_day": "2027-09-02",
    "room": "single",
    "check_in": "2027-08-30",
    "check_out": "2027-09-02",
    "company": "nobody",
}


@pytest.fixture
def event(make):
    event = make.event()
    actions.use_travel(event, used=True, actor="test")
    commit()
    return event


@pytest.fixture
def desk(make, event, sign_in):
    return sign_in(make.member(event, EventRole.SECRETARIAT))


def _guest(make, event, **values):
    return make.registration(event, make.organisation(), **values)


def _token(person) -> str:
    token = links.issue(person)
    commit()
    return token


def _url(event, page: str = "") -> str:
    return f"/events/{event.slug}/travel/{page}"


def _flies(person, day: date = date(2027, 8, 30), at: time = time(14, 5), **values) -> None:
    found = queries.journey_of(person)
    actions.save_journey(
        person,
        {
            "arrival_mode": TravelMode.FLIGHT,
            "arrival_day": day,
            "arrival_time": at,
            "arrival_number": "OU 661",
            "room": RoomType.SINGLE,
            "check_in": day,
            "check_out": date(2027, 9, 2),
        }
        | values,
        version=found.version,
        actor="test",
    )
    commit()


def test_participant_tells_the_journey_by_link(make, event, client) -> None:
    person = _guest(make, event)
    token, number = _token(person), person.id
    page = client.get(f"/registration/{token}/journey")
    assert page.status_code == 200
    assert "/journey" in client.get(f"/registration/{token}").text
    answer = client.post(f"/registration/{token}/journey", data=FLIGHT | {"version": "0"})
    assert answer.status_code == 303
    db.session.rollback()
    journey = db.session.scalar(select(Journey).where(Journey.registration_id == number))
    assert journey.arrival_day == date(2027, 8, 30)
    assert journey.arrival_time == time(14, 5)
    assert journey.departure_mode is TravelMode.ROAD
    assert journey.room is RoomType.SINGLE
    assert "OU 661" in client.get(f"/registration/{token}/journey").text


def test_page_speaks_the_participants_language(make, event, client) -> None:
    token = _token(_guest(make, event, language="sq"))
    assert 'lang="sq"' in client.get(f"/registration/{token}/journey").text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"arrival_day": ""}, "Please give the day of arrival."),
        ({"arrival_day": "2026-08-30"}, "Please give a day between"),
        ({"departure_day": "2027-08-29"}, "The departure lies before the arrival."),
        ({"check_out": "2027-08-30"}, "The stay ends before it begins."),
        ({"check_in": ""}, "Please give the first night."),
        ({"arrival_place": "Mars*"}, "Please leave out the asterisk."),
        ({"room": "palace"}, "Please choose one of the list."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    make, event, client, changed, says
) -> None:
    person = _guest(make, event)
    token = _token(person)
    answer = client.post(f"/registration/{token}/journey", data=FLIGHT | changed)
    assert answer.status_code == 422
    assert says in answer.text
    assert "OU 661" in answer.text
    db.session.rollback()
    assert db.session.scalar(select(Journey)) is None


def test_who_lives_there_has_no_flight(make, event, client) -> None:
    token = _token(_guest(make, event))
    values = FLIGHT | {"arrival_mode": "local", "room": "none"}
    assert client.post(f"/registration/{token}/journey", data=values).status_code == 303
    db.session.rollback()
    journey = db.session.scalar(select(Journey))
    assert (journey.arrival_day, journey.arrival_number, journey.check_in) == (None, "", None)


def test_no_journey_is_asked_where_travel_is_off_or_the_person_has_cancelled(
    make, event, client
) -> None:
    gone = _token(_guest(make, event, state=RegistrationState.CANCELLED))
    assert client.get(f"/registration/{gone}/journey").status_code == 303
    token = _token(_guest(make, event))
    actions.use_travel(event, used=False, actor="test")
    commit()
    assert client.get(f"/registration/{token}/journey").status_code == 303
    assert "/journey" not in client.get(f"/registration/{token}").text
    assert client.get("/registration/wrong/journey").status_code == 410


def test_desk_and_participant_at_once_show_a_conflict(make, event, desk, client) -> None:
    person = _guest(make, event)
    token, number = _token(person), person.id
    assert desk.post(_url(event, str(number)), data=FLIGHT | {"version": "0"}).status_code == 303
    late = client.post(f"/registration/{token}/journey", data=FLIGHT | {"version": "0"})
    assert late.status_code == 409
    again = desk.post(_url(event, str(number)), data=FLIGHT | {"version": "0", "room": "twin"})
    assert again.status_code == 409
    kept = client.post(f"/registration/{token}/journey", data=FLIGHT | {"version": "1"})
    assert kept.status_code == 303


def test_save_with_an_old_version_is_a_conflict(make, event) -> None:
    person = _guest(make, event)
    _flies(person)
    with pytest.raises(Conflict):
        actions.save_journey(person, {}, version=0, actor="test")


def test_companions_name_stays_out_of_the_record(make, event) -> None:
    person = _guest(make, event)
    _flies(person, company_name="Vesna Companion")
    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.action == "change journey"))
    assert "Vesna" not in str(entry.changes)
    assert "arrival_day" in entry.changes


def test_arrivals_stand_by_day_and_time_with_one_flight_together(make, event) -> None:
    late = _guest(make, event, given_name="Zana", family_name="Aaa")
    first = _guest(make, event, given_name="Ana", family_name="Ccc")
    second = _guest(make, event, given_name="Ema", family_name="Bbb")
    _flies(late, at=time(20, 0))
    _flies(first)
    _flies(second)
    with speaking("en"):
        rows = queries.rows_of(event, ListKind.ARRIVALS, "en", None)
    assert [row.name for row in rows] == ["Ema BBB", "Ana CCC", "Zana AAA"]
    assert {row.change for row in rows} == {Change.SAME}


def test_changes_since_the_list_was_sent_are_marked(make, event, desk, tmp_path) -> None:
    stays = _guest(make, event, family_name="Stays")
    moves = _guest(make, event, family_name="Moves")
    leaves = _guest(make, event, family_name="Leaves")
    for person in (stays, moves, leaves):
        _flies(person)
    sent = desk.post(_url(event, "lists/arrivals/sent"), data={"sent_to": "Taxi Podgorica"})
    assert sent.status_code == 303
    db.session.rollback()
    page = desk.get(_url(event, "lists/arrivals")).text
    assert "Nothing has changed since." in page
    assert "Taxi Podgorica" in page
    _flies(moves, at=time(16, 30))
    leaves.state = RegistrationState.CANCELLED
    commit()
    comes = _guest(make, event, family_name="Comes")
    _flies(comes)
    last = queries.last_sent(event, ListKind.ARRIVALS)
    with speaking("en"):
        rows = queries.rows_of(event, ListKind.ARRIVALS, "en", last)
        paper = list_paper(event, ListKind.ARRIVALS, "en")
    found = {row.name.split()[1]: row.change for row in rows}
    assert found == {
        "STAYS": Change.SAME,
        "MOVES": Change.CHANGED,
        "COMES": Change.NEW,
        "LEAVES": Change.GONE,
    }
    assert paper.columns[-1].heading == "What is new"
    words = str(paper.parts)
    assert "changed; before: 30 Aug 2027, 14:05" in words
    data = desk.get(_url(event, "lists/arrivals.en.pdf")).data
    text = one_line(" ".join(pages_of(data, tmp_path)))
    assert "No longer on the list" in text
    assert "page 1 of 1" in text


def test_snapshot_keeps_no_names(make, event) -> None:
    person = _guest(make, event, family_name="Nobodysname")
    _flies(person)
    with speaking("en"):
        rows = queries.rows_of(event, ListKind.ARRIVALS, "en", None)
    sent = actions.note_sent(event, ListKind.ARRIVALS, rows, sent_to="x", actor="test")
    assert "Nobodysname" not in str(sent.rows)


def test_life11_rooming_list_has_names_nights_and_rooms_only(make, event, desk) -> None:
    person = _guest(make, event, family_name="Sleeper", phone="+382 67 123 456")
    _flies(person, nights_paid=2)
    data = desk.get(_url(event, "lists/rooming.xlsx")).data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    head, line = list(sheet.iter_rows(values_only=True))
    assert head == (
        "Name",
        "From",
        "To",
        "Nights",
        "Nights at the organisers' expense",
        "Room",
    )
    assert line[0] == "Ana SLEEPER"
    assert line[3:] == (3, 2, "Single room")
    assert "382" not in str(line)
    assert person.email not in str(line)


def test_priv04_protected_person_is_a_representative_on_lists(make, event) -> None:
    person = _guest(make, event, family_name="Hidden", protected=True)
    _flies(person)
    with speaking("en"):
        for kind in (ListKind.ARRIVALS, ListKind.ROOMING):
            rows = queries.rows_of(event, kind, "en", None)
            assert [row.name for row in rows] == ["Representative"]
            compose(list_paper(event, kind, "en"))


@pytest.mark.parametrize("kind", ["arrivals", "departures", "rooming"])
@pytest.mark.parametrize("language", ["en", "cnr", "sq"])
def test_lists_are_printed_in_each_language(make, event, desk, kind, language) -> None:
    _flies(_guest(make, event), departure_mode=TravelMode.ROAD, departure_day=date(2027, 9, 2))
    answer = desk.get(_url(event, f"lists/{kind}.{language}.pdf"))
    assert answer.mimetype == "application/pdf"


def test_empty_list_says_how_to_fill_it(event, desk) -> None:
    assert "Nobody has said yet how they travel." in desk.get(_url(event, "lists/arrivals")).text
    assert desk.get(_url(event, "lists/arrivals.en.pdf")).status_code == 303


def test_pages_ask_a_constant_number_of_questions(make, event, desk) -> None:
    pages = ("", "lists/arrivals", "lists/rooming")
    counts = []
    for _round in range(2):
        for _person in range(2):
            _flies(_guest(make, event))
        for page in pages:
            with count_queries() as statements:
                assert desk.get(_url(event, page)).status_code == 200
            counts.append(len(statements))
    assert counts[:3] == counts[3:]


def test_travel_is_off_until_somebody_turns_it_on(make, sign_in) -> None:
    event = make.event()
    slug = event.slug
    browser = sign_in(make.member(event, EventRole.SECRETARIAT))
    road = f'href="/events/{slug}/travel/"'
    assert road not in browser.get(f"/events/{slug}/").text
    assert "does not look after travel" in browser.get(f"/events/{slug}/travel/").text
    assert browser.get(f"/events/{slug}/travel/lists/arrivals").status_code == 404
    browser.post(f"/events/{slug}/travel/use", data={"used": "1"})
    assert road in browser.get(f"/events/{slug}/").text


def test_who_may_not_see_journeys_has_no_stage(make, event, sign_in) -> None:
    viewer = sign_in(make.member(event, EventRole.VIEWER))
    assert "/travel/" not in viewer.get(f"/events/{event.slug}/").text
    assert viewer.get(_url(event)).status_code == 403
