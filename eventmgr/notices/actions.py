"""Writing versions of the privacy notice: each change is a new one, none is ever changed."""

from __future__ import annotations

from typing import Any

from eventmgr.audit.actions import record
from eventmgr.database import Conflict, db, lock
from eventmgr.events.models import Event
from eventmgr.notices.models import PrivacyNotice
from eventmgr.notices.queries import FIRST, composed, facts_of, newest, newest_number
from eventmgr.notices.wording import Facts, first_facts


def publish(
    event: Event, facts: Facts, own: dict[str, str], *, seen: int, actor: Any
) -> PrivacyNotice | None:
    """Make a new version of the notice; None where nothing would read differently.

    `seen` is the number of the version that the person started from, 0 for none. Raises Conflict
    with the newest version where somebody published in between.
    """
    lock(event)
    last = newest(event)
    if (last.number if last else 0) != seen:
        raise Conflict(last)
    texts = composed(event, facts, own)
    if last is not None and last.texts == texts and facts_of(last) == facts:
        return None
    row = _add(event, last.number + 1 if last else FIRST, facts, own, texts, actor)
    record(
        "publish privacy notice",
        row,
        actor=actor,
        event_id=event.id,
        label=str(row.number),
        changes={"number": [last.number if last else None, row.number]},
    )
    return row


def accepted_version(event: Event) -> str:
    """Return the number of the notice that is accepted now, and keep its words for ever.

    The event's row is locked by whoever registers. A notice that nobody has changed becomes
    version 1 with the first person who accepts it.
    """
    number = newest_number(event)
    if number is None:
        facts = first_facts(event)
        number = _add(event, FIRST, facts, {}, composed(event, facts, {}), None).number
    return str(number)


def _add(
    event: Event,
    number: int,
    facts: Facts,
    own: dict[str, str],
    texts: dict[str, str],
    actor: Any,
) -> PrivacyNotice:
    row = PrivacyNotice(
        event_id=event.id,
        number=number,
        framework=facts.framework,
        controller=facts.controller,
        joint_controllers=facts.joint_controllers,
        processors=facts.processors,
        contact=facts.contact,
        own_texts=own,
        texts=texts,
        created_by_id=getattr(actor, "id", None),
    )
    db.session.add(row)
    db.session.flush()
    return row
