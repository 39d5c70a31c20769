"""What happens at the door. Each act may come twice, late and from several telephones at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.database import db, lock, now
from eventmgr.door.halves import HalfDay
from eventmgr.door.models import Presence, ReceiverLoan
from eventmgr.events.models import Event
from eventmgr.i18n.names import plain_name
from eventmgr.registration.models import Registration, RegistrationState

#: How far back an act may have been queued on a telephone without connection.
OLDEST = timedelta(days=3)


class NotExpected(Exception):
    """The registration was cancelled: whoever stands at the door is not on the list."""


class ReceiverOut(Exception):
    """The receiver is out already; `loan` says with whom."""

    def __init__(self, loan: ReceiverLoan) -> None:
        super().__init__("the receiver is out already")
        self.loan = loan


class HasReceiver(Exception):
    """The person holds another receiver; `loan` says which."""

    def __init__(self, loan: ReceiverLoan) -> None:
        super().__init__("the person holds a receiver already")
        self.loan = loan


def _when(at: datetime | None) -> datetime:
    """Return when an act happened: as the telephone noted it, where that can be true."""
    current = now()
    return at if at is not None and current - OLDEST <= at <= current else current


def _label(registration: Registration) -> str:
    return plain_name(registration.given_name, registration.family_name)


def _expected(event: Event, registration: Registration) -> None:
    lock(registration)
    if registration.event_id != event.id or registration.state is not RegistrationState.CONFIRMED:
        raise NotExpected


def check_in(
    event: Event,
    registration: Registration,
    half_day: HalfDay,
    *,
    actor: Any,
    op: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Note that somebody is there; return False where that is known already.

    `op` marks one act of one telephone: sent again, it changes nothing, not even after somebody
    took the check-in back. Raises NotExpected for a cancelled registration.
    """
    _expected(event, registration)
    if op and db.session.scalar(select(Presence.id).where(Presence.op == op)) is not None:
        return False
    if _presence(registration, half_day) is not None:
        return False
    row = Presence(
        registration_id=registration.id,
        day=half_day.day,
        half=half_day.half,
        op=op or None,
        at=_when(at),
        actor_id=getattr(actor, "id", None),
    )
    db.session.add(row)
    db.session.flush()
    record(
        "check in",
        registration,
        actor=actor,
        event_id=event.id,
        label=_label(registration),
        changes={"half_day": ["", half_day.key]},
    )
    return True


def take_back_check_in(
    event: Event, registration: Registration, half_day: HalfDay, *, actor: Any
) -> bool:
    """Take a check-in back; return False where there is none."""
    lock(registration)
    row = _presence(registration, half_day)
    if row is None:
        return False
    row.undone_at = now()
    db.session.flush()
    record(
        "take back check-in",
        registration,
        actor=actor,
        event_id=event.id,
        label=_label(registration),
        changes={"half_day": [half_day.key, ""]},
    )
    return True


def _presence(registration: Registration, half_day: HalfDay) -> Presence | None:
    return db.session.scalar(
        select(Presence).where(
            Presence.registration_id == registration.id,
            Presence.day == half_day.day,
            Presence.half == half_day.half,
            Presence.undone_at.is_(None),
        )
    )


def lend_receiver(
    event: Event,
    registration: Registration,
    receiver: str,
    *,
    actor: Any,
    op: str | None = None,
    at: datetime | None = None,
) -> bool:
    """Sign a receiver out to somebody (INT-31); return False where that is known already.

    Raises NotExpected, ReceiverOut where somebody else holds it, HasReceiver where the person
    holds another one.
    """
    # One lock for all receivers of an event: two desks may reach for the same one.
    lock(event)
    _expected(event, registration)
    if op and db.session.scalar(select(ReceiverLoan.id).where(ReceiverLoan.op == op)) is not None:
        return False
    out = db.session.scalar(
        select(ReceiverLoan).where(
            ReceiverLoan.event_id == event.id,
            ReceiverLoan.receiver == receiver,
            ReceiverLoan.back_at.is_(None),
        )
    )
    if out is not None:
        if out.registration_id == registration.id:
            return False
        raise ReceiverOut(out)
    held = loan_of(registration)
    if held is not None:
        raise HasReceiver(held)
    row = ReceiverLoan(
        event_id=event.id,
        registration_id=registration.id,
        receiver=receiver,
        op=op or None,
        out_at=_when(at),
        actor_id=getattr(actor, "id", None),
    )
    db.session.add(row)
    db.session.flush()
    record(
        "sign receiver out",
        registration,
        actor=actor,
        event_id=event.id,
        label=_label(registration),
        changes={"receiver": ["", receiver]},
    )
    return True


def loan_of(registration: Registration) -> ReceiverLoan | None:
    """Return the receiver somebody holds now."""
    return db.session.scalar(
        select(ReceiverLoan).where(
            ReceiverLoan.registration_id == registration.id, ReceiverLoan.back_at.is_(None)
        )
    )


def take_receiver_back(event: Event, registration: Registration, *, actor: Any) -> bool:
    """Sign somebody's receiver back in; return False where none is out."""
    lock(event)
    loan = loan_of(registration)
    if loan is None:
        return False
    loan.back_at = now()
    db.session.flush()
    record(
        "sign receiver back",
        registration,
        actor=actor,
        event_id=event.id,
        label=_label(registration),
        changes={"receiver": [loan.receiver, ""]},
    )
    return True
