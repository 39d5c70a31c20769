"""Calendar files: read back with a parser, as a calendar program does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from eventmgr.directory.naming import NamesMissing
from eventmgr.mail.calendar import calendar_file


def _read(attachment):
    calendar = Calendar.from_ical(attachment["content"])
    [entry] = calendar.walk("VEVENT")
    return calendar, entry


def test_calendar_of_whole_days_ends_on_the_day_after_the_last(app, make) -> None:
    event = make.event(start=date(2027, 8, 31), end=date(2027, 9, 1))
    _calendar, entry = _read(calendar_file(event, uid="a@b", sequence=0, language="en"))
    assert entry.get("dtstart").dt == date(2027, 8, 31)
    assert entry.get("dtend").dt == date(2027, 9, 2)


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_calendar_carries_uid_sequence_method_and_status(app, make, method, status) -> None:
    made = calendar_file(make.event(), uid="one@x", sequence=7, language="en", method=method)
    calendar, entry = _read(made)
    assert calendar["method"] == method
    assert made["params"] == {"method": method}
    assert (str(entry["uid"]), entry["sequence"], entry["status"]) == ("one@x", 7, status)


def test_calendar_speaks_the_persons_language(app, make) -> None:
    event = make.event(city={"en": "Tirana", "sq": "Tiranë"}, venue={"sq": "Pallati"})
    _calendar, entry = _read(calendar_file(event, uid="a", sequence=0, language="sq"))
    assert str(entry["summary"]) == "Punëtori"
    assert entry["summary"].params["LANGUAGE"] == "sq"
    assert str(entry["location"]) == "Pallati, Tiranë"


def test_calendar_with_hours_brings_its_time_zone(app, make) -> None:
    event = make.event()
    hours = (
        datetime(2027, 8, 31, 7, 0, tzinfo=UTC),
        datetime(2027, 9, 1, 15, 30, tzinfo=UTC),
    )
    calendar, entry = _read(calendar_file(event, uid="a", sequence=0, language="en", hours=hours))
    assert entry.get("dtstart").dt == hours[0].astimezone(ZoneInfo("Europe/Podgorica"))
    assert entry.get("dtstart").dt.hour == 9
    assert entry["dtstart"].params["TZID"] == "Europe/Podgorica"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Podgorica"]


def test_calendar_names_organiser_and_attendee_without_breaking_lines(app, make) -> None:
    event = make.event(contact_name="Desk\r\nATTACH:evil", contact_email="desk@example.org")
    made = calendar_file(
        event, uid="a", sequence=0, language="en", attendee=("Ana\nX-EVIL:1", "ana@example.org")
    )
    _calendar, entry = _read(made)
    assert str(entry["organizer"]) == "mailto:desk@example.org"
    assert str(entry["attendee"]) == "mailto:ana@example.org"
    assert "ATTACH" not in entry
    assert "X-EVIL" not in entry


def test_des05_calendar_carries_the_note_of_a_marked_name(app, make) -> None:
    make.kosovo()
    event = make.event(title={"en": "Workshop with Kosovo* Police"})
    _calendar, entry = _read(calendar_file(event, uid="a", sequence=0, language="en"))
    assert str(entry["description"]).count("* Footnote text in en.") == 1


def test_des01_calendar_is_refused_where_the_note_is_not_approved(app, make) -> None:
    event = make.event(title={"en": "Workshop with Kosovo* Police"})
    with pytest.raises(NamesMissing):
        calendar_file(event, uid="a", sequence=0, language="en")
