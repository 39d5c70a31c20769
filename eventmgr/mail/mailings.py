"""Messages to many: written copy by copy by the worker, a few in each transaction.

The pages stay quick meanwhile, as no transaction lasts longer than a few copies take. What is
still to be done goes from the row together with the copies it became, so a worker that dies
leaves neither a gap nor a second copy; whoever comes next goes on where it ended.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from eventmgr import tasks
from eventmgr.accounts.models import User
from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, commit, db, lock, now
from eventmgr.i18n.multilingual import text_in
from eventmgr.mail.models import Mail, Mailing, MailingState

log = logging.getLogger(__name__)

# So many copies are written in one transaction.
CHUNK = 20
# Seconds in which others may write: whoever waits for SQLite's one lock asks every tenth of a
# second, and would be passed by for ever.
PAUSE = 0.15
# Without a word from the worker for so long, another goes on.
SILENT = timedelta(seconds=90)

# Writes the copies for some of the work and returns how many there were; the rest was passed over.
Carrier = Callable[[Mailing, Sequence[Any], Any], int]

_carriers: dict[str, Carrier] = {}


def carrier(kind: str) -> Callable[[Carrier], Carrier]:
    """Register what writes the copies of a kind of mailing: (mailing, work, actor) → number."""

    def register(function: Carrier) -> Carrier:
        _carriers[kind] = function
        return function

    return register


class NotNow(Exception):
    """The message is not in the state that this needs; somebody was quicker."""


def prepare(event: Any, values: dict[str, Any], *, kind: str, actor: Any) -> Mailing:
    """Keep a message to many as a draft; nothing is written to anybody yet."""
    mailing = Mailing(event_id=event.id, kind=kind, **values)
    db.session.add(mailing)
    _record("prepare message to many", mailing, actor)
    return mailing


def change(mailing: Mailing, values: dict[str, Any], *, version: int, actor: Any) -> None:
    """Change a draft; raises Conflict, or NotNow where it was sent meanwhile."""
    claim_version(mailing, version)
    if mailing.state is not MailingState.DRAFT:
        raise NotNow
    changes = differences(mailing, values)
    if changes:
        record(
            "prepare message to many",
            mailing,
            actor=actor,
            event_id=mailing.event_id,
            label=_label(mailing),
            changes=changes,
        )


def discard(mailing: Mailing, *, actor: Any) -> None:
    """Drop a draft; raises NotNow where it was sent meanwhile."""
    lock(mailing)
    if mailing.state is not MailingState.DRAFT:
        raise NotNow
    mailing.state = MailingState.DISCARDED
    _record("discard message to many", mailing, actor)


def start(mailing: Mailing, work: Sequence[Any], *, actor: Any) -> None:
    """Hand a draft over to the worker with its work; raises NotNow where somebody was quicker.

    After the commit the caller calls `hand_over`.
    """
    lock(mailing)
    if mailing.state is not MailingState.DRAFT:
        raise NotNow
    mailing.work = list(work)
    mailing.total = len(mailing.work)
    mailing.done = mailing.passed = 0
    mailing.state = MailingState.WORKING if mailing.work else MailingState.DONE
    mailing.started_by_id = getattr(actor, "id", None)
    mailing.heard_at = now()
    mailing.version += 1
    _record("send message to many", mailing, actor)


def hand_over(number: int) -> None:
    """Give a started mailing to the worker; call it after the commit."""
    from eventmgr.queue import carry_mailing

    carry_mailing(number)


def carry(number: int) -> None:
    """Write the copies of a started mailing, a few at a time, until none is left."""
    while _some(number, CHUNK):
        if tasks.carried():
            time.sleep(PAUSE)
    # The letters may leave: one word to the worker for all of them.
    commit()


def forgotten() -> list[int]:
    """Return the mailings whose worker has died."""
    return list(
        db.session.scalars(
            select(Mailing.id).where(
                Mailing.state == MailingState.WORKING, Mailing.heard_at < now() - SILENT
            )
        )
    )


def _some(number: int, size: int) -> bool:
    """Write some copies in one transaction; tell whether work is left."""
    try:
        return _in_one(number, size, write=True)
    except Exception:
        db.session.rollback()
        if size > 1:
            # One of them cannot be written: each gets a transaction of its own.
            left = True
            for _each in range(size):
                left = left and _some(number, 1)
            return left
        log.exception("a copy of mailing %s could not be written", number)
        return _in_one(number, 1, write=False)


def _in_one(number: int, size: int, *, write: bool) -> bool:
    mailing = db.session.get(Mailing, number)
    if mailing is None:
        db.session.rollback()
        return False
    lock(mailing)
    if mailing.state is not MailingState.WORKING:
        db.session.rollback()
        return False
    some, rest = mailing.work[:size], mailing.work[size:]
    done = 0
    if write:
        actor = db.session.get(User, mailing.started_by_id) if mailing.started_by_id else None
        done = _carriers[mailing.kind](mailing, some, actor or "rule")
    mailing.work = rest
    mailing.done += done
    mailing.passed += len(some) - done
    mailing.heard_at = now()
    if not rest:
        mailing.state = MailingState.DONE
    db.session.commit()
    return bool(rest)


def written_to(mailing: Mailing, addresses: Sequence[str]) -> set[str]:
    """Return those of the addresses that have their copy already."""
    return set(
        db.session.scalars(
            select(Mail.to_email).where(
                Mail.mailing_id == mailing.id, Mail.to_email.in_(list(addresses))
            )
        )
    )


def _label(mailing: Mailing) -> str:
    return text_in(mailing.subjects, "en")


def _record(action: str, mailing: Mailing, actor: Any) -> None:
    record(action, mailing, actor=actor, event_id=mailing.event_id, label=_label(mailing))
