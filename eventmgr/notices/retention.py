"""How long each kind of personal data is kept after an event (PRIV, table of section 5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.database import db, lock
from eventmgr.events.models import Event
from eventmgr.notices.models import DataKind, RetentionRule

# Days after the last day of the event; donors ask for five and seven years.
DEFAULTS: Final = {
    DataKind.PEOPLE: 5 * 365 + 1,
    DataKind.DOCUMENTS: 30,
    DataKind.CARE: 30,
    DataKind.PAYMENTS: 7 * 365 + 2,
    DataKind.MESSAGES: 365,
    DataKind.CONTACTS: 2 * 365,
    DataKind.LOGS: 2 * 365,
}
KINDS: Final = {
    DataKind.PEOPLE: _l("Names, posts, addresses, telephones and attendance"),
    DataKind.DOCUMENTS: _l("Travel documents, birth dates and nationality"),
    DataKind.CARE: _l("Diet, needs, health and emergency contacts"),
    DataKind.PAYMENTS: _l("Bank details and payment lists"),
    DataKind.MESSAGES: _l("Messages that were sent, with their addresses"),
    DataKind.CONTACTS: _l("Contact persons of institutions without a later event"),
    DataKind.LOGS: _l("Records of who looked at protected fields"),
}
MOST_DAYS: Final = 40 * 365


def days_of(event: Event) -> dict[DataKind, int]:
    """Return the days each kind of data is kept after this event, in one query."""
    own = {
        row.kind: row.days
        for row in db.session.scalars(
            select(RetentionRule).where(RetentionRule.event_id == event.id)
        )
    }
    return {kind: own.get(kind, usual) for kind, usual in DEFAULTS.items()}


def due_on(event: Event, kind: DataKind, days: dict[DataKind, int]) -> date:
    """Return the first day on which data of a kind is to be gone: 30 days make the 31st day."""
    return event.end + timedelta(days=days[kind] + 1)


def length_words(days: int) -> str:
    """Return a number of days as a reader counts it: in years where they are whole ones."""
    years = round(days / 365.25)
    if years and abs(days - years * 365.25) <= 2:
        return str(ngettext("%(num)s year", "%(num)s years", years))
    return str(ngettext("%(num)s day", "%(num)s days", days))


def set_days(event: Event, wanted: dict[DataKind, int], *, actor: object) -> bool:
    """Set how long data of each kind is kept; tell whether something changed."""
    lock(event)
    before = days_of(event)
    changes = {kind: (before[kind], days) for kind, days in wanted.items() if before[kind] != days}
    if not changes:
        return False
    rows = {
        row.kind: row
        for row in db.session.scalars(
            select(RetentionRule).where(RetentionRule.event_id == event.id)
        )
    }
    for kind, (_before, days) in changes.items():
        if kind in rows:
            rows[kind].days = days
        else:
            db.session.add(RetentionRule(event_id=event.id, kind=kind, days=days))
    record(
        "change retention",
        event,
        actor=actor,
        event_id=event.id,
        changes={f"keep {kind.value}": list(pair) for kind, pair in changes.items()},
    )
    return True
