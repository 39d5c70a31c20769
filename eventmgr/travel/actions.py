"""Writing journeys, and what an event looks after."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from eventmgr.audit.actions import differences, record
from eventmgr.database import Conflict, claim_version, db, lock, now
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.travel.legs import Row, snapshot
from eventmgr.travel.models import Journey, ListKind, SentList, TravelSettings
from eventmgr.travel.queries import journey_of, settings_of


def name_of(registration: Registration) -> str:
    """Return the name under which the record keeps whose journey it was."""
    return f"{registration.given_name} {registration.family_name}".strip()


def use_travel(event: Event, *, used: bool, actor: Any) -> None:
    """Begin to look after travel in this event, or leave off; what was told before stays."""
    lock(event)
    settings = settings_of(event)
    if settings is None:
        settings = TravelSettings(event_id=event.id, used=not used)
        db.session.add(settings)
    if settings.used == used:
        return
    settings.used = used
    settings.version = (settings.version or 0) + 1
    word = "look after travel" if used else "leave off travel"
    record(word, settings, actor=actor, event_id=event.id)


def save_journey(
    registration: Registration, values: dict[str, Any], *, version: int, actor: Any
) -> Journey:
    """Save how somebody comes and goes; raises Conflict where another saved in between.

    A companion's name stays out of the record.
    """
    lock(registration)
    journey = journey_of(registration)
    if journey.version:
        claim_version(journey, version)
    elif version:
        raise Conflict(journey)
    else:
        journey.version = 1
        db.session.add(journey)
    changes = differences(journey, values)
    if not changes:
        return journey
    journey.changed_at = now()
    record(
        "change journey",
        journey,
        actor=actor,
        event_id=registration.event_id,
        label=name_of(registration),
        changes={name: pair for name, pair in changes.items() if name != "company_name"},
    )
    return journey


def note_sent(
    event: Event, kind: ListKind, rows: list[Row], *, sent_to: str, actor: Any
) -> SentList:
    """Note that a list was sent as it stands, so that the next one marks what is new."""
    lock(event)
    before = db.session.scalar(
        select(func.max(SentList.number)).where(
            SentList.event_id == event.id, SentList.kind == kind
        )
    )
    sent = SentList(
        event_id=event.id,
        kind=kind,
        number=(before or 0) + 1,
        sent_to=sent_to,
        sent_at=now(),
        actor_id=getattr(actor, "id", None),
        rows=snapshot(rows),
    )
    db.session.add(sent)
    record(
        "note travel list sent",
        sent,
        actor=actor,
        event_id=event.id,
        label=kind.value,
        changes={"number": [None, sent.number]},
    )
    return sent
