"""Reminding by rule: so many days before the deadline of each letter, once for each such day.

A person may switch it off for an event at any time. Nobody who answered, declined, or has no
deadline is reminded, nor anybody once the deadline is past or the event begun.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, commit, db, lock, now
from eventmgr.events.models import Event
from eventmgr.invitations.models import Invitation, InvitationState, ReminderRule
from eventmgr.invitations.queries import in_state, today
from eventmgr.invitations.sending import begun, remind
from eventmgr.invitations.states import UNANSWERED
from eventmgr.mail.guards import still_wanted
from eventmgr.mail.models import Mail

log = logging.getLogger(__name__)

# A reminder comes at the start of a working day at the venue.
HOUR = time(9)
RULE = "rule"


def rule_of(event: Event) -> ReminderRule | None:
    """Return the rule of an event, or None where there never was one."""
    return db.session.scalar(select(ReminderRule).where(ReminderRule.event_id == event.id))


def set_rule(
    event: Event, *, active: bool, days: Sequence[int], version: int, actor: Any
) -> ReminderRule:
    """Say on which days before their deadline institutions are reminded; raises Conflict."""
    lock(event)
    rule = rule_of(event)
    if rule is None:
        rule = ReminderRule(event_id=event.id, active=False, days=[])
        db.session.add(rule)
        db.session.flush()
    else:
        claim_version(rule, version)
    changes = differences(rule, {"active": active, "days": list(days)})
    if changes:
        record("change reminder rule", rule, actor=actor, event_id=event.id, changes=changes)
    return rule


def due(event: Event, rule: ReminderRule, invitations: Sequence[Invitation]) -> list[Invitation]:
    """Return the invitations that a rule reminds now.

    For each number of days there is one instant, at nine in the morning at the venue; an
    institution is reminded where the newest of these instants lies behind us, and its letter and
    its last reminder lie before that instant. A worker that slept for a week therefore reminds
    once, not thrice.
    """
    if not rule.active or begun(event):
        return []
    zone = ZoneInfo(event.timezone)
    found = []
    for invitation in invitations:
        if (
            invitation.state not in UNANSWERED
            or invitation.deadline is None
            or invitation.sent_at is None
            or today(event) > invitation.deadline
        ):
            continue
        instants = (
            datetime.combine(invitation.deadline - timedelta(days=int(days)), HOUR, zone)
            for days in rule.days
        )
        newest = max((one for one in instants if one <= now()), default=None)
        last = max(one for one in (invitation.sent_at, invitation.reminded_at) if one is not None)
        if newest is not None and last < newest:
            found.append(invitation)
    return found


def remind_by_rule() -> int:
    """Remind whoever is due in every event; return how many reminders went to the outbox.

    Each event is a transaction of its own: what goes wrong in one holds up no other.
    """
    events = db.session.scalars(
        select(Event.id)
        .join(ReminderRule, ReminderRule.event_id == Event.id)
        .where(ReminderRule.active.is_(True))
    ).all()
    db.session.commit()
    number = 0
    for event_id in events:
        try:
            number += _remind(event_id)
        except Exception:
            db.session.rollback()
            log.exception("the reminders of event %s could not be written", event_id)
    return number


def _remind(event_id: int) -> int:
    event = db.session.get(Event, event_id, populate_existing=True)
    rule = rule_of(event) if event is not None else None
    if event is None or rule is None:
        db.session.rollback()
        return 0
    waiting = due(event, rule, in_state(event, tuple(UNANSWERED)))
    chosen = {invitation.id: invitation.version for invitation in waiting if invitation.email}
    reminded = remind(event, chosen, actor=RULE)[0] if chosen else []
    commit()
    return len(reminded)


@still_wanted("invitation_reminder")
def _reminder_wanted(mail: Mail) -> bool:
    """Tell whether a reminder that waited in the outbox should still leave."""
    invitation = db.session.get(Invitation, mail.subject_id) if mail.subject_id else None
    return invitation is not None and invitation.state in UNANSWERED and not begun(invitation.event)


@still_wanted("invitation")
def _letter_wanted(mail: Mail) -> bool:
    """Tell whether a letter that waited in the outbox should still leave."""
    invitation = db.session.get(Invitation, mail.subject_id) if mail.subject_id else None
    return (
        invitation is not None
        and invitation.state is not InvitationState.WITHDRAWN
        and today(invitation.event) <= invitation.event.end
    )
