"""Changing how badges look."""

from __future__ import annotations

from typing import Any

from eventmgr.audit.actions import differences, record
from eventmgr.badges.models import BadgeSettings
from eventmgr.badges.queries import settings_of
from eventmgr.database import Conflict, claim_version, db, lock
from eventmgr.events.models import Event


def save_settings(event: Event, values: dict[str, Any], *, version: int, actor: Any) -> None:
    """Save how the event's badges look; raises Conflict where somebody saved in between."""
    lock(event)
    settings: BadgeSettings = settings_of(event)
    if settings.version:
        claim_version(settings, version)
    else:
        if version:
            raise Conflict(settings)
        db.session.add(settings)
        settings.version = 1
    changes = differences(settings, values)
    record("change badges", settings, actor=actor, event_id=event.id, changes=changes)
