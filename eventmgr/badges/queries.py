"""Reading what badges need."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from eventmgr.badges.models import BadgeSettings, BadgeSize
from eventmgr.database import db
from eventmgr.directory.naming import Naming
from eventmgr.directory.screen import ScreenNames
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.registration.queries import in_protocol_order, registrations


def settings_of(event: Event) -> BadgeSettings:
    """Return what was chosen for the event's badges, or the defaults, which are not saved."""
    found = db.session.scalar(select(BadgeSettings).where(BadgeSettings.event_id == event.id))
    return found or BadgeSettings(
        event_id=event.id,
        size=BadgeSize.A6,
        both_faces=True,
        show_languages=True,
        show_photo=True,
        show_code=True,
        version=0,
    )


def people_of(
    event: Event,
    naming: Naming | ScreenNames,
    ordering: Naming | ScreenNames,
    only: Collection[int] = (),
) -> list[tuple[int, Registration]]:
    """Return (block, person) of those who come, in protocol order; `only` these where given."""
    people = [
        person
        for person in registrations(event)
        if person.state is RegistrationState.CONFIRMED and (not only or person.id in only)
    ]
    return [
        (block.number, person)
        for block in in_protocol_order(event, people, naming, ordering)
        for group in block.groups
        for person in group.people
    ]
