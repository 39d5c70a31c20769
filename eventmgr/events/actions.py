"""Making and changing events; each change leaves one audit entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole, Membership
from eventmgr.audit.actions import differences, record
from eventmgr.database import Base, claim_version, db, lock
from eventmgr.directory.models import Designation, Organisation
from eventmgr.events.models import Event, EventKind, EventOrganiser, OrganiserRole
from eventmgr.events.slugs import free_slug, slug_of
from eventmgr.i18n.multilingual import clean, text_in

# A change of these makes calendars ask for a newer entry.
IN_CALENDARS = frozenset({"start", "end", "city", "country_id", "venue", "timezone"})


class SlugTaken(Exception):
    """Another event has this address."""


class AlreadyOrganiser(Exception):
    """The organisation stands in the list in this role already."""


class PeopleInIt(Exception):
    """People or sent invitations depend on the event: it cannot be deleted."""


def create_event(
    *,
    title: dict[str, str],
    kind: EventKind,
    start: date,
    end: date,
    actor: Any,
    subtitle: dict[str, str] | None = None,
    city: dict[str, str] | None = None,
    country_id: int | None = None,
    document_languages: Sequence[str] = ("en",),
    organisers: Sequence[tuple[int, OrganiserRole]] = (),
    slug: str = "",
    **values: Any,
) -> Event:
    """Make an event, with its creator as organiser in the team.

    `organisers` are (organisation id, role) in the agreed order. The address is made from the
    title, or from `slug`, and numbered where it is taken. What may be spoken and listened to
    begins as the languages of the documents; `values` are further columns of the event.
    """
    languages = list(document_languages)
    title = clean(title)
    spoken = _spoken(languages)
    event = Event(
        **{
            "slug": _free_slug(slug or slug_of(text_in(title, "en", languages))),
            "kind": kind,
            "title": title,
            "subtitle": clean(subtitle),
            "start": start,
            "end": end,
            "city": clean(city),
            "country_id": country_id,
            "document_languages": languages,
            "floor_languages": spoken,
            "into_languages": list(spoken),
            "pivot": ("en" if "en" in spoken else spoken[0]) if len(spoken) > 1 else None,
            # Who signs for the data and whom people ask, until the organiser says otherwise.
            "contact_name": actor.name,
            "contact_email": actor.email,
        }
        | values
    )
    event.organisers = [
        EventOrganiser(organisation_id=number, role=role, position=position)
        for position, (number, role) in enumerate(dict.fromkeys(organisers))
    ]
    db.session.add(event)
    db.session.flush()
    db.session.add(Membership(event_id=event.id, user_id=actor.id, role=EventRole.ORGANISER))
    record("create event", event, actor=actor, event_id=event.id, label=label_of(event))
    return event


def _spoken(codes: Sequence[str]) -> list[str]:
    """Return the languages of papers as they are spoken: speech has no script."""
    from eventmgr.i18n.languages import language

    spoken = [code if language(code).spoken else code.partition("_")[0] for code in codes]
    return [code for code in dict.fromkeys(spoken) if language(code).spoken]


def _free_slug(wanted: str) -> str:
    taken = set(db.session.scalars(select(Event.slug).where(Event.slug.startswith(wanted))))
    return free_slug(wanted, taken)


def label_of(event: Event) -> str:
    """Return the event's title for the record."""
    return text_in(event.title, "en", event.document_languages)


def change_event(event: Event, values: dict[str, Any], *, version: int, actor: Any) -> None:
    """Change settings of an event; raises Conflict, or SlugTaken.

    A change of dates or place raises the calendar's sequence number, so that calendars take the
    newer file.
    """
    claim_version(event, version)
    slug = values.get("slug")
    if slug and slug != event.slug:
        taken = select(func.count()).where(Event.slug == slug, Event.id != event.id)
        if db.session.scalar(taken):
            raise SlugTaken(slug)
    if "country_id" in values and values["country_id"] is not None:
        event.country = db.session.get(Designation, values["country_id"])
    changes = differences(event, values)
    if changes.keys() & IN_CALENDARS:
        event.calendar_sequence += 1
    if changes:
        record(
            "change event",
            event,
            actor=actor,
            event_id=event.id,
            label=label_of(event),
            changes=changes,
        )


# --- organisers in their agreed order -----------------------------------------------------------


def add_organiser(
    event: Event, organisation: Organisation, role: OrganiserRole, *, actor: Any
) -> EventOrganiser:
    """Put an organisation at the end of the agreed order; raises AlreadyOrganiser."""
    lock(event)
    if any(r.organisation_id == organisation.id and r.role is role for r in event.organisers):
        raise AlreadyOrganiser
    row = EventOrganiser(organisation_id=organisation.id, role=role, position=len(event.organisers))
    row.organisation = organisation
    event.organisers.append(row)
    _record_organiser("add organiser", event, row, actor)
    return row


def move_organiser(event: Event, row: EventOrganiser, step: int, *, actor: Any) -> bool:
    """Move an organisation up (-1) or down (+1) in the agreed order; tell whether it moved."""
    lock(event)
    rows = list(event.organisers)
    place = rows.index(row)
    target = place + step
    if not 0 <= target < len(rows):
        return False
    rows[place], rows[target] = rows[target], rows[place]
    for position, other in enumerate(rows):
        other.position = position
    db.session.flush()
    db.session.expire(event, ["organisers"])
    _record_organiser("move organiser", event, row, actor)
    return True


def remove_organiser(event: Event, row: EventOrganiser, *, actor: Any) -> None:
    """Take an organisation out of the list."""
    lock(event)
    _record_organiser("remove organiser", event, row, actor)
    event.organisers.remove(row)
    for position, other in enumerate(event.organisers):
        other.position = position
    db.session.flush()


def restore_organiser(
    event: Event,
    organisation: Organisation,
    role: OrganiserRole,
    position: int,
    *,
    actor: Any,
) -> EventOrganiser:
    """Put an organisation that was removed back to its place; raises AlreadyOrganiser."""
    row = add_organiser(event, organisation, role, actor=actor)
    rows = [other for other in event.organisers if other is not row]
    rows.insert(position, row)
    for place, other in enumerate(rows):
        other.position = place
    db.session.flush()
    db.session.expire(event, ["organisers"])
    return row


def _record_organiser(action: str, event: Event, row: EventOrganiser, actor: Any) -> None:
    name = text_in(row.organisation.names, "en")
    record(
        action,
        row,
        actor=actor,
        event_id=event.id,
        label=name,
        changes={"role": [None, row.role.value]} if action == "add organiser" else None,
    )


# --- an event made by mistake -------------------------------------------------------------------


def people_in(event: Event) -> bool:
    """Tell whether somebody registered, or an invitation was sent, for the event.

    Asked of the tables by name: this room knows none of the later ones.
    """
    tables = Base.metadata.tables
    registrations = tables["registrations"]
    invitations = tables["invitations"]
    found = db.session.execute(
        select(
            select(registrations.c.id).where(registrations.c.event_id == event.id).exists(),
            select(invitations.c.id)
            .where(invitations.c.event_id == event.id, invitations.c.sent_at.is_not(None))
            .exists(),
        )
    ).one()
    return any(found)


def delete_event(event: Event, *, actor: Any) -> None:
    """Delete an event made by mistake with all that is in it; raises PeopleInIt."""
    lock(event)
    if people_in(event):
        raise PeopleInIt
    record("delete event", event, actor=actor, label=label_of(event))
    db.session.delete(event)
    db.session.flush()
