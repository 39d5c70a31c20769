"""Reading the agenda."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, select

from eventmgr.agenda.models import BREAKS, AgendaItem, ItemKind, SessionRole
from eventmgr.database import db
from eventmgr.directory.models import Organisation
from eventmgr.events.models import Event
from eventmgr.once import once


@dataclass(frozen=True)
class Day:
    """One day of the event with its items in order of time."""

    date: date
    items: list[AgendaItem]


@dataclass(frozen=True)
class Remark:
    """Something to look at before the agenda is final; `code` chooses the words."""

    code: str
    item: AgendaItem
    other: AgendaItem | None = None


def days_of(event: Event) -> list[date]:
    """Return every day from the first to the last."""
    return [event.start + timedelta(days=n) for n in range((event.end - event.start).days + 1)]


def items_of(event: Event) -> list[AgendaItem]:
    """Return the agenda in order of day, time and room; people come with one more query.

    A page that only reads asks once: the road and the page itself need the same items.
    """
    query = (
        select(AgendaItem)
        .where(AgendaItem.event_id == event.id)
        .order_by(AgendaItem.day, AgendaItem.starts, AgendaItem.room, AgendaItem.id)
    )
    return list(once(("agenda", event.id), lambda: db.session.scalars(query).all()))


def has_items(event: Event) -> ColumnElement[bool]:
    """Return whether the agenda is begun, as a condition."""
    return exists().where(AgendaItem.event_id == event.id)


def item_of(event: Event, item_id: int) -> AgendaItem | None:
    """Return an item of this event, never of another."""
    return db.session.scalar(
        select(AgendaItem).where(AgendaItem.event_id == event.id, AgendaItem.id == item_id)
    )


def by_day(event: Event, items: list[AgendaItem]) -> list[Day]:
    """Group items by day; each day of the event is there, and days with items outside it too."""
    dates = sorted({*days_of(event), *(item.day for item in items)})
    return [Day(day, [item for item in items if item.day == day]) for day in dates]


def organisations_of(items: list[AgendaItem]) -> dict[int, Organisation]:
    """Return the organisations of the people in these items, by id, in one query."""
    ids = frozenset(
        person.organisation_id
        for item in items
        for person in item.people
        if person.organisation_id is not None
    )
    query = select(Organisation).where(Organisation.id.in_(ids))
    rows = once(("organisations", ids), lambda: db.session.scalars(query).all())
    return {row.id: row for row in rows}


def remarks_on(event: Event, items: list[AgendaItem]) -> list[Remark]:
    """Return what is not ready: overlaps in a room, days outside the event, missing roles.

    Every substantive session needs a moderator and a rapporteur before the agenda is final
    (LIFE-13); no overlaps per room (LIFE table, row 9).
    """
    remarks = []
    for item in items:
        if not event.start <= item.day <= event.end:
            remarks.append(Remark("outside", item))
        if item.kind in {ItemKind.SESSION, ItemKind.WORKING_GROUP}:
            roles = {person.role for person in item.people}
            if SessionRole.MODERATOR not in roles:
                remarks.append(Remark("no-moderator", item))
            if SessionRole.RAPPORTEUR not in roles:
                remarks.append(Remark("no-rapporteur", item))
    for first, second in itertools.combinations(items, 2):
        if (
            first.day == second.day
            and first.room.casefold() == second.room.casefold()
            and first.starts < second.ends
            and second.starts < first.ends
        ):
            remarks.append(Remark("overlap", second, first))
    return remarks


def is_break(item: AgendaItem) -> bool:
    """Tell whether nobody is interpreted in this item."""
    return item.kind in BREAKS
