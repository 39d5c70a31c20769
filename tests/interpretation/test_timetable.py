"""From agenda to sessions: breaks, languages of items, days without agenda."""

from __future__ import annotations

from datetime import date, datetime, time

from eventmgr.agenda.models import AgendaItem, InterpretationMode, ItemKind
from eventmgr.events.models import Event
from eventmgr.interpretation.regime import Mode
from eventmgr.interpretation.timetable import timetable

DAY = date(2027, 8, 31)
EVENT = Event(
    start=DAY,
    end=DAY,
    floor_languages=["en", "sq"],
    into_languages=["en", "sq"],
    pivot="en",
)


def item(number, starts, ends, kind=ItemKind.SESSION, **values):
    return AgendaItem(
        **{
            "id": number,
            "day": DAY,
            "starts": time.fromisoformat(starts),
            "ends": time.fromisoformat(ends),
            "kind": kind,
            "room": "",
            "mode": InterpretationMode.SIMULTANEOUS,
            "floor_languages": [],
            "into_languages": [],
        }
        | values
    )


def table(*items, follows=()):
    return timetable(EVENT, list(items), title=lambda row: f"item {row.id}", follows=follows)


def at(clock):
    return datetime.combine(DAY, time.fromisoformat(clock))


def test_breaks_make_no_session_and_the_first_lunch_is_the_days():
    found = table(
        item(1, "08:30", "09:00", ItemKind.REGISTRATION),
        item(2, "09:00", "10:30", ItemKind.OPENING),
        item(3, "10:30", "10:45", ItemKind.COFFEE),
        item(4, "12:00", "13:00", ItemKind.LUNCH),
        item(5, "19:00", "21:00", ItemKind.DINNER),
    )
    assert [session.title for session in found.days[DAY].sessions] == ["item 2"]
    assert found.days[DAY].lunch == (at("12:00"), at("13:00"))
    assert found.assumed == ()


def test_int01_an_items_languages_and_mode_go_before_the_events():
    found = table(
        item(1, "09:00", "10:00"),
        item(
            2,
            "10:00",
            "11:00",
            floor_languages=["en"],
            into_languages=["cnr"],
            mode=InterpretationMode.WHISPERED,
            room="Hall",
        ),
    )
    first, second = found.days[DAY].sessions
    assert (first.floor, first.into, first.pivot) == (("en", "sq"), ("en", "sq"), "en")
    assert (second.floor, second.into) == (("en",), ("cnr",))
    assert (second.mode, second.room) == (Mode.WHISPERED, "Hall")


def test_a_day_without_agenda_is_assumed_and_named():
    found = table()
    assert found.assumed == (DAY,)
    sessions = found.days[DAY].sessions
    assert (sessions[0].start, sessions[-1].end) == (at("09:00"), at("17:30"))
    assert found.days[DAY].lunch == (at("12:30"), at("14:00"))
    assert max(session.minutes for session in sessions) <= 120


def test_a_day_of_dinner_only_is_not_assumed_to_be_a_working_day():
    found = table(item(1, "19:00", "21:00", ItemKind.DINNER))
    assert found.assumed == ()
    assert found.days[DAY].sessions == ()


def test_listeners_are_counted_where_everybody_is_in_one_room():
    follows = [("en", "sq"), ("en",), ("sq",)]
    found = table(item(1, "09:00", "10:00"), follows=follows)
    assert (found.sessions[1].listeners, found.sessions[1].group) == (2, 3)


def test_listeners_of_parallel_sessions_are_not_guessed():
    found = table(
        item(1, "09:00", "10:00", room="A"),
        item(2, "09:30", "10:30", room="B"),
        follows=[("sq",)],
    )
    assert {session.listeners for session in found.sessions.values()} == {None}
