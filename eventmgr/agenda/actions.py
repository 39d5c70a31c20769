"""Writing the agenda."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.agenda.models import AgendaItem, AgendaPerson
from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, db
from eventmgr.events.models import Event
from eventmgr.i18n.multilingual import text_in


def _label(item: AgendaItem, event: Event) -> str:
    title = text_in(item.title, "en", event.document_languages)
    return f"{item.day.isoformat()} {item.starts:%H:%M} {title}".strip()


def add_item(event: Event, values: dict[str, Any], *, actor: Any) -> AgendaItem:
    """Add an item to the agenda."""
    item = AgendaItem(event_id=event.id, **values)
    db.session.add(item)
    record("add agenda item", item, actor=actor, event_id=event.id, label=_label(item, event))
    return item


def edit_item(
    event: Event, item: AgendaItem, values: dict[str, Any], *, version: int, actor: Any
) -> None:
    """Change an item; raises Conflict where somebody saved it in between."""
    claim_version(item, version)
    changes = differences(item, values)
    record(
        "change agenda item",
        item,
        actor=actor,
        event_id=event.id,
        label=_label(item, event),
        changes=changes,
    )


def remove_item(event: Event, item: AgendaItem, *, actor: Any) -> dict[str, Any]:
    """Remove an item; return what `restore_item` needs to bring it back."""
    kept = _plain(item)
    record("remove agenda item", item, actor=actor, event_id=event.id, label=_label(item, event))
    db.session.delete(item)
    return kept


def restore_item(event: Event, kept: dict[str, Any], *, actor: Any) -> AgendaItem:
    """Bring a removed item back with its people."""
    values = dict(kept["item"])
    values["day"] = datetime.fromisoformat(values["day"]).date()
    for name in ("starts", "ends"):
        values[name] = datetime.fromisoformat(f"2000-01-01T{values[name]}").time()
    item = AgendaItem(event_id=event.id, **values)
    item.people = [AgendaPerson(**person) for person in kept["people"]]
    db.session.add(item)
    record("restore agenda item", item, actor=actor, event_id=event.id, label=_label(item, event))
    return item


def shift_day(
    event: Event, items: list[AgendaItem], minutes: int, *, after: AgendaItem, actor: Any
) -> int:
    """Move this item and all later ones of its day by some minutes; return how many moved.

    Raises ValueError where an item would leave its day.
    """
    later = [row for row in items if row.day == after.day and row.starts >= after.starts]
    moved = []
    for row in later:
        starts = datetime.combine(row.day, row.starts) + timedelta(minutes=minutes)
        ends = datetime.combine(row.day, row.ends) + timedelta(minutes=minutes)
        if starts.date() != row.day or ends.date() != row.day:
            raise ValueError("an item would leave its day")
        moved.append((row, starts.time(), ends.time()))
    for row, starts_at, ends_at in moved:
        row.starts, row.ends = starts_at, ends_at
        row.version += 1
    record(
        "move agenda items",
        after,
        actor=actor,
        event_id=event.id,
        label=_label(after, event),
        changes={"minutes": [0, minutes]},
    )
    return len(moved)


def add_person(
    event: Event, item: AgendaItem, values: dict[str, Any], *, actor: Any
) -> AgendaPerson:
    """Give somebody a part in an item; the order is that of adding."""
    person = AgendaPerson(position=len(item.people), **values)
    item.people.append(person)
    record(
        "name person in agenda",
        item,
        actor=actor,
        event_id=event.id,
        label=_label(item, event),
        changes={person.role.value: [None, f"{person.given_name} {person.family_name}".strip()]},
    )
    return person


def edit_person(event: Event, person: AgendaPerson, values: dict[str, Any], *, actor: Any) -> None:
    """Change somebody's part in an item."""
    changes = differences(person, values)
    record(
        "change person in agenda",
        person.item,
        actor=actor,
        event_id=event.id,
        label=_label(person.item, event),
        changes=changes,
    )


def move_person(event: Event, person: AgendaPerson, step: int, *, actor: Any) -> None:
    """Move somebody up (-1) or down (+1) among the people of the item."""
    people = person.item.people
    here = people.index(person)
    there = max(0, min(len(people) - 1, here + step))
    people.insert(there, people.pop(here))
    for position, one in enumerate(people):
        one.position = position
    record(
        "move person in agenda",
        person.item,
        actor=actor,
        event_id=event.id,
        label=_label(person.item, event),
    )


def remove_person(event: Event, person: AgendaPerson, *, actor: Any) -> None:
    """Take somebody's part in an item away."""
    item = person.item
    name = f"{person.given_name} {person.family_name}".strip()
    item.people.remove(person)
    record(
        "remove person from agenda",
        item,
        actor=actor,
        event_id=event.id,
        label=_label(item, event),
        changes={person.role.value: [name, None]},
    )


def _plain(item: AgendaItem) -> dict[str, Any]:
    return {
        "item": {
            "day": item.day.isoformat(),
            "starts": item.starts.isoformat(),
            "ends": item.ends.isoformat(),
            "kind": item.kind.value,
            "title": item.title,
            "description": item.description,
            "room": item.room,
            "mode": item.mode.value,
            "floor_languages": item.floor_languages,
            "into_languages": item.into_languages,
        },
        "people": [
            {
                "role": person.role.value,
                "position": person.position,
                "honorific": person.honorific,
                "given_name": person.given_name,
                "family_name": person.family_name,
                "post": person.post,
                "organisation_id": person.organisation_id,
                "speaks": person.speaks,
            }
            for person in item.people
        ],
    }
