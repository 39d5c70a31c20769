"""The worked examples of domain 1.4 as rows of the database."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from eventmgr.agenda.models import AgendaItem, AgendaPerson, ItemKind, SessionRole
from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from tests.factories import Factory

FIRST = date(2016, 8, 31)
SECOND = date(2016, 9, 1)
# 60 people in the room (INT-30): how many follow what.
ROOM = (
    (20, ["en"]),
    (18, ["cnr", "en"]),
    (6, ["cnr"]),
    (10, ["sq", "en"]),
    (4, ["sq"]),
    (2, ["en", "cnr", "sq"]),
)
DAY = (
    (ItemKind.OPENING, (9, 0), (10, 45), "Opening"),
    (ItemKind.COFFEE, (10, 45), (11, 0), ""),
    (ItemKind.SESSION, (11, 0), (12, 30), "Trends"),
    (ItemKind.LUNCH, (12, 30), (14, 0), ""),
    (ItemKind.SESSION, (14, 0), (15, 45), "Police co-operation"),
    (ItemKind.COFFEE, (15, 45), (16, 0), ""),
    (ItemKind.CLOSING, (16, 0), (17, 30), "Conclusions"),
)


def item(event: Event, day: date, starts: Any, ends: Any, title: str = "", **values: Any) -> Any:
    """Add an agenda item; times as (hour, minute)."""
    row = AgendaItem(
        event_id=event.id,
        day=day,
        starts=time(*starts),
        ends=time(*ends),
        title={"en": title} if title else {},
        **{"kind": ItemKind.SESSION} | values,
    )
    db.session.add(row)
    db.session.commit()
    return row


def podgorica(make: Factory, *, agenda: bool = True, **values: Any) -> Event:
    """The two-day workshop, two-way in English, Montenegrin and Albanian."""
    event = make.event(**{"start": FIRST, "end": SECOND} | values)
    if agenda:
        for day in (FIRST, SECOND):
            for kind, starts, ends, title in DAY:
                item(event, day, starts, ends, title, kind=kind)
    return event


def people(make: Factory, event: Event, *, room: Any = ROOM, prosecutor: bool = True) -> None:
    """Register the 60 people of the room, and the prosecutor who follows {mk, sr} (INT-22)."""
    office = make.organisation()
    rows = [
        Registration(
            event_id=event.id,
            organisation_id=office.id,
            given_name="Person",
            family_name=f"Number {group}-{number}",
            email=f"p{group}x{number}@example.org",
            speaks=follows[:1],
            follows=follows,
            calendar_uid=f"uid-{event.id}-{group}-{number}",
        )
        for group, (count, follows) in enumerate(room)
        for number in range(count)
    ]
    db.session.add_all(rows)
    db.session.commit()
    if prosecutor:
        make.registration(
            event,
            office,
            given_name="Vera",
            family_name="Stojanova",
            speaks=["mk"],
            follows=["mk", "sr"],
        )


def speaker(row: AgendaItem, family_name: str, language: str) -> None:
    """Give somebody a part in an item."""
    row.people.append(
        AgendaPerson(role=SessionRole.SPEAKER, position=1, family_name=family_name, speaks=language)
    )
    db.session.commit()
