"""The door: who is there, twice, late and from two telephones at once; receivers (INT-31)."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import openpyxl
import pytest
from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.database import commit, db, now, writing
from eventmgr.door import actions, queries
from eventmgr.door.halves import HalfDay, half_day_now, half_day_of, half_days
from eventmgr.door.models import Half, Presence, ReceiverLoan
from eventmgr.registration.models import RegistrationState
from tests.helpers import count_queries

JSON = {"Accept": "application/json"}


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def desk(make, event, sign_in):
    return sign_in(make.member(event, EventRole.SECRETARIAT))


@pytest.fixture
def first(event) -> HalfDay:
    return half_days(event)[0]


def _guest(make, event, **values):
    return make.registration(event, make.organisation(), **values)


def _url(event, page: str = "") -> str:
    return f"/events/{event.slug}/door/{page}"


def _act(client, event, half_day, what: str, **values) -> tuple[bool, str]:
    answer = client.post(
        _url(event, "act"), data={"what": what, "half": half_day.key, **values}, headers=JSON
    )
    assert answer.status_code == 200
    return answer.json["good"], answer.json["said"]


def _there(half_day: HalfDay) -> int:
    db.session.rollback()
    return db.session.scalar(
        select(func.count()).where(
            Presence.day == half_day.day,
            Presence.half == half_day.half,
            Presence.undone_at.is_(None),
        )
    )


@pytest.mark.parametrize(
    ("instant", "half_day"),
    [
        ("2016-08-01T08:00", (31, 8, Half.MORNING)),
        ("2016-08-31T06:30", (31, 8, Half.MORNING)),
        ("2016-08-31T10:59", (31, 8, Half.MORNING)),
        ("2016-08-31T11:00", (31, 8, Half.AFTERNOON)),
        # Past midnight in Podgorica, not yet in Greenwich.
        ("2016-08-31T22:30", (1, 9, Half.MORNING)),
        ("2016-09-05T08:00", (1, 9, Half.AFTERNOON)),
    ],
)
def test_half_day_follows_the_events_own_clock(make, instant, half_day) -> None:
    event = make.event(start=date(2016, 8, 31), end=date(2016, 9, 1), timezone="Europe/Podgorica")
    day, month, half = half_day
    at = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert half_day_now(event, at) == HalfDay(date(2016, month, day), half)
    assert [half_day_of(event, one.key) for one in half_days(event)] == half_days(event)
    assert half_day_of(event, "2016-09-02-morning") is None


def test_check_in_by_code_and_by_number(make, event, desk, first) -> None:
    ana, ben = _guest(make, event), _guest(make, event)
    assert _act(desk, event, first, "in", code=ana.calendar_uid)[0]
    assert _act(desk, event, first, "in", person=ben.id)[0]
    assert _there(first) == 2
    good, said = _act(desk, event, first, "in", code="no-such-code")
    assert (good, said) == (False, "This code belongs to nobody on the list of this event.")


def test_same_act_sent_again_counts_once_even_after_it_was_taken_back(
    make, event, desk, first
) -> None:
    person = _guest(make, event)
    for _again in range(3):
        assert _act(desk, event, first, "in", person=person.id, op="op-1")[0]
    assert _there(first) == 1
    assert _act(desk, event, first, "undo", person=person.id)[0]
    _act(desk, event, first, "in", person=person.id, op="op-1")
    assert _there(first) == 0, "the late copy of an old act brings nobody back"
    _act(desk, event, first, "in", person=person.id, op="op-2")
    assert _there(first) == 1


def test_act_kept_on_a_telephone_has_the_time_it_happened(make, event, desk, first) -> None:
    early, future = _guest(make, event), _guest(make, event)
    happened = now() - timedelta(hours=2)
    _act(desk, event, first, "in", person=early.id, at=int(happened.timestamp() * 1000))
    _act(
        desk, event, first, "in", person=future.id,
        at=int((now() + timedelta(days=30)).timestamp() * 1000),
    )  # fmt: skip
    rows = {row.registration_id: row.at for row in db.session.scalars(select(Presence))}
    assert abs(rows[early.id] - happened) < timedelta(seconds=1)
    assert rows[future.id] <= now()


def test_two_telephones_at_once_give_one_check_in(app, make, event, first) -> None:
    person = _guest(make, event)
    ids, start, problems = (event.id, person.id), Barrier(4), []
    commit()

    def phone(number: int) -> None:
        from eventmgr.events.models import Event
        from eventmgr.registration.models import Registration

        with app.app_context():
            start.wait()
            try:
                with writing():
                    mine = db.session.get_one(Event, ids[0])
                    whom = db.session.get_one(Registration, ids[1])
                    actions.check_in(mine, whom, first, actor=None, op=f"op-{number}")
                    actions.lend_receiver(mine, whom, "R7", actor=None, op=f"out-{number}")
                    commit()
            except Exception as error:  # noqa: BLE001
                problems.append(error)
            finally:
                db.session.remove()

    phones = [Thread(target=phone, args=(number,)) for number in range(4)]
    for one in phones:
        one.start()
    for one in phones:
        one.join()
    assert problems == []
    assert _there(first) == 1
    assert db.session.scalar(select(func.count(ReceiverLoan.id))) == 1


def test_cancelled_registration_is_told_at_the_door(make, event, desk, first) -> None:
    person = _guest(make, event, state=RegistrationState.CANCELLED)
    good, said = _act(desk, event, first, "in", code=person.calendar_uid)
    assert not good
    assert "was cancelled" in said
    assert _there(first) == 0


def test_code_of_another_event_opens_nothing(make, event, desk, first) -> None:
    stranger = _guest(make, make.event())
    assert not _act(desk, event, first, "in", code=stranger.calendar_uid)[0]
    assert not _act(desk, event, first, "in", person=stranger.id)[0]
    assert db.session.scalar(select(func.count(Presence.id))) == 0


def test_int31_receiver_goes_out_and_back(make, event, desk, first) -> None:
    ana = _guest(make, event, given_name="Ana", family_name="Perić")
    ben = _guest(make, event)
    assert _act(desk, event, first, "lend", person=ana.id, receiver=" 17 ")[0]
    assert _act(desk, event, first, "lend", person=ana.id, receiver="17")[0], "once more: known"
    good, said = _act(desk, event, first, "lend", person=ben.id, receiver="17")
    assert (good, said) == (False, "Receiver 17 is out with Ana Perić.")
    good, said = _act(desk, event, first, "lend", person=ana.id, receiver="18")
    assert not good
    assert "holds receiver 17" in said
    assert not _act(desk, event, first, "lend", person=ben.id, receiver=" ")[0]
    assert queries.receivers_out(event) == {ana.id: "17"}
    assert _act(desk, event, first, "back", person=ana.id)[0]
    assert _act(desk, event, first, "lend", person=ben.id, receiver="17")[0]
    assert queries.receivers_out(event) == {ben.id: "17"}


def test_page_works_without_script(make, event, desk, first) -> None:
    person = _guest(make, event, given_name="Šefika", family_name="Đukić")
    _guest(make, event, given_name="Arben", family_name="Hoxha")
    answer = desk.post(_url(event, "search"), data={"q": "djukic", "half": first.key})
    assert "djukic" not in answer.location
    page = desk.get(answer.location).get_data(as_text=True)
    assert "ĐUKIĆ" in page
    assert "HOXHA" not in page
    answer = desk.post(
        _url(event, "act"),
        data={"what": "in", "half": first.key, "person": person.id},
    )
    assert answer.status_code == 303
    page = desk.get(answer.location).get_data(as_text=True)
    assert "Šefika Đukić is checked in." in page
    assert 'value="undo"' in page
    assert "HOXHA" not in page
    answer = desk.post(_url(event, "search"), data={"q": "djukic", "all": "1"})
    assert "HOXHA" in desk.get(answer.location).get_data(as_text=True)


def test_state_is_answered_shortly_where_nothing_changed(make, event, desk, first) -> None:
    person = _guest(make, event)
    answer = desk.get(_url(event, "state"))
    [row] = answer.json
    assert row["there"] == []
    mark = {"If-None-Match": answer.headers["ETag"]}
    assert desk.get(_url(event, "state"), headers=mark).status_code == 304
    _act(desk, event, first, "in", person=person.id)
    answer = desk.get(_url(event, "state"), headers=mark)
    assert answer.status_code == 200
    assert answer.json[0]["there"] == [first.key]


def test_ticks_from_paper_change_the_people_shown_only(make, event, desk, first) -> None:
    ana, ben, cem = (_guest(make, event) for _ in range(3))
    _act(desk, event, first, "in", person=ana.id)
    _act(desk, event, first, "in", person=cem.id)
    answer = desk.post(
        _url(event, "attendance") + f"?half={first.key}",
        data={"shown": [ana.id, ben.id], "there": [ben.id]},
    )
    assert answer.status_code == 303
    db.session.rollback()
    assert set(queries.presences(event)) == {ben.id, cem.id}
    sheet = openpyxl.load_workbook(
        io.BytesIO(desk.get(_url(event, "attendance.xlsx")).get_data())
    ).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert sum(row[4] == "present" for row in cells) == 2


def test_priv04_attendance_file_counts_protected_people_without_their_names(
    make, event, desk, first
) -> None:
    hidden = _guest(make, event, family_name="Hiddenson", protected=True)
    _act(desk, event, first, "in", person=hidden.id)
    data = desk.get(_url(event, "attendance.xlsx")).get_data()
    [row] = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].values)[1:]
    assert row[2:4] == ("Representative", None)
    assert "present" in row
    assert "Hiddenson" not in str(row)


def test_door_is_for_those_who_manage_people(make, event, sign_in, first) -> None:
    person = _guest(make, event)
    for role in (EventRole.CO_ORGANISER, EventRole.VIEWER):
        reader = sign_in(make.member(event, role))
        for page in ("", "state", "attendance", "attendance.xlsx"):
            assert reader.get(_url(event, page)).status_code == 403
        data = {"what": "in", "half": first.key, "person": person.id}
        assert reader.post(_url(event, "act"), data=data).status_code == 403
    assert _there(first) == 0


@pytest.mark.parametrize(
    "data",
    [
        {"what": "in"},
        {"what": "in", "half": "2016-13-40-night"},
        {"what": "fly", "half": "HALF"},
    ],
)
def test_act_that_makes_no_sense_is_refused(make, event, desk, first, data) -> None:
    data = {name: value.replace("HALF", first.key) for name, value in data.items()}
    assert desk.post(_url(event, "act"), data=data).status_code == 400


def test_every_act_leaves_a_record(make, event, desk, first) -> None:
    person = _guest(make, event)
    for what in ("in", "undo"):
        _act(desk, event, first, what, person=person.id)
    _act(desk, event, first, "lend", person=person.id, receiver="3")
    _act(desk, event, first, "back", person=person.id)
    done = [row.action for row in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert done == ["check in", "take back check-in", "sign receiver out", "sign receiver back"]


def test_door_takes_a_constant_number_of_queries(make, event, desk) -> None:
    _guest(make, event)
    counts = []
    for _round in range(2):
        db.session.expire_all()
        with count_queries() as statements:
            assert desk.get(_url(event)).status_code == 200
        counts.append(len(statements))
        for _more in range(3):
            _guest(make, event)
    assert counts[0] == counts[1]
