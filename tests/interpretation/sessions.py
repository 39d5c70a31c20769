"""The worked examples' days, built by hand."""

import datetime as dt

from eventmgr.interpretation.daytime import Day
from eventmgr.interpretation.regime import Session

FIRST = dt.date(2016, 8, 31)
SECOND = dt.date(2016, 9, 1)
ALL_THREE = ("en", "cnr", "sq")
FULL_DAY = (("09:00", "10:45"), ("11:00", "12:30"), ("14:00", "15:45"), ("16:00", "17:30"))
SHORT_LUNCH = (("09:00", "10:45"), ("11:00", "12:30"), ("13:30", "15:15"), ("15:30", "17:00"))


def at(date, clock):
    return dt.datetime.combine(date, dt.time.fromisoformat(clock))


def session(floor, into, start, end, *, date=FIRST, pivot="en", **other):
    return Session(tuple(floor), tuple(into), at(date, start), at(date, end), pivot=pivot, **other)


def days(floor, into, spans, *, dates=(FIRST, SECOND), pivot="en", lunch=None, **other):
    """Return an event of equal days."""
    return {
        date: Day(
            date,
            tuple(session(floor, into, *span, date=date, pivot=pivot, **other) for span in spans),
            None if lunch is None else (at(date, lunch[0]), at(date, lunch[1])),
        )
        for date in dates
    }


def podgorica(**other):
    return days(ALL_THREE, ALL_THREE, FULL_DAY, **other)
