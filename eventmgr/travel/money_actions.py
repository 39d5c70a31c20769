"""Writing daily allowances and claims for travel costs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from eventmgr.audit.actions import differences, record
from eventmgr.database import Conflict, claim_version, db, lock
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.travel.actions import name_of
from eventmgr.travel.allowances import to_cents
from eventmgr.travel.models import Allowance, Claim, ClaimState, TravelSettings
from eventmgr.travel.queries import allowance_of, settings_of

# Which moves a claim may make; each can be taken back.
MOVES: Final[dict[ClaimState, frozenset[ClaimState]]] = {
    ClaimState.RECEIVED: frozenset({ClaimState.APPROVED, ClaimState.REFUSED}),
    ClaimState.APPROVED: frozenset({ClaimState.PAID, ClaimState.RECEIVED}),
    ClaimState.REFUSED: frozenset({ClaimState.RECEIVED}),
    ClaimState.PAID: frozenset({ClaimState.APPROVED}),
}


class ClaimError(Exception):
    """A claim cannot be moved on; `message` is a lazy sentence that says why."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message


def save_rates(event: Event, values: dict[str, Any], *, version: int, actor: Any) -> None:
    """Save rate, parts and what is provided to everybody; raises Conflict."""
    lock(event)
    settings = settings_of(event)
    if settings is None:
        raise Conflict(TravelSettings(event_id=event.id, version=0))
    claim_version(settings, version)
    changes = differences(settings, values)
    record(
        "change daily allowance",
        settings,
        actor=actor,
        event_id=event.id,
        changes={name: pair for name, pair in changes.items() if name != "provided"},
    )


def save_provided(
    registration: Registration,
    provided: dict[str, list[str]],
    *,
    version: int,
    actor: Any,
) -> None:
    """Save the nights in which something else is provided to one person; raises Conflict."""
    lock(registration)
    allowance = _claimed(registration, version)
    if differences(allowance, {"provided": provided}):
        record(
            "change allowance of person",
            allowance,
            actor=actor,
            event_id=registration.event_id,
            label=name_of(registration),
        )


def _claimed(registration: Registration, version: int | None) -> Allowance:
    """Return the person's row, made where there is none, with the version checked."""
    allowance = allowance_of(registration)
    if allowance.version:
        claim_version(allowance, allowance.version if version is None else version)
    elif version:
        raise Conflict(allowance)
    else:
        allowance.version = 1
        db.session.add(allowance)
    return allowance


def pay_allowance(
    registration: Registration, amount: Decimal, currency: str, *, on: date, actor: Any
) -> bool:
    """Note an allowance as paid; return False where it was noted already."""
    lock(registration)
    allowance = _claimed(registration, None)
    if allowance.paid_cents is not None:
        return False
    allowance.paid_cents = to_cents(amount)
    allowance.paid_currency = currency
    allowance.paid_on = on
    record(
        "pay allowance",
        allowance,
        actor=actor,
        event_id=registration.event_id,
        label=name_of(registration),
        changes={"amount": [None, f"{amount} {currency}"]},
    )
    return True


def take_back_payment(registration: Registration, *, actor: Any) -> bool:
    """Take back that an allowance was paid; return False where nothing was noted."""
    lock(registration)
    allowance = allowance_of(registration)
    if allowance.paid_cents is None:
        return False
    claim_version(allowance, allowance.version)
    allowance.paid_cents = allowance.paid_on = None
    allowance.paid_currency = ""
    record(
        "take back payment of allowance",
        allowance,
        actor=actor,
        event_id=registration.event_id,
        label=name_of(registration),
    )
    return True


def add_claim(registration: Registration, values: dict[str, Any], *, actor: Any) -> Claim:
    """Enter a claim as it came in."""
    claim = Claim(registration_id=registration.id, **values)
    db.session.add(claim)
    record(
        "enter claim",
        claim,
        actor=actor,
        event_id=registration.event_id,
        label=name_of(registration),
    )
    return claim


def edit_claim(
    event: Event, claim: Claim, values: dict[str, Any], *, version: int, actor: Any
) -> None:
    """Change a claim that is not settled; raises Conflict and ClaimError."""
    claim_version(claim, version)
    if claim.state is not ClaimState.RECEIVED:
        raise ClaimError(
            _l("This claim was decided on. Please take the decision back before you change it.")
        )
    changes = differences(claim, values)
    record(
        "change claim",
        claim,
        actor=actor,
        event_id=event.id,
        label=name_of(claim.registration),
        changes={name: pair for name, pair in changes.items() if name != "note"},
    )


def move_claim(
    event: Event,
    claim: Claim,
    state: ClaimState,
    *,
    version: int,
    actor: Any,
    on: date,
    approved: Decimal | None = None,
) -> None:
    """Approve, refuse or pay a claim, or take that back; raises Conflict and ClaimError.

    Approving needs tickets and receipts, or a note that says why they are missing (LIFE-11), and
    an amount no higher than what is claimed.
    """
    claim_version(claim, version)
    if state not in MOVES[claim.state]:
        raise ClaimError(_l("Somebody else has moved this claim on. Please look at it again."))
    if state is ClaimState.APPROVED and claim.state is ClaimState.RECEIVED:
        if not (claim.tickets and claim.receipts) and not claim.note:
            raise ClaimError(
                _l("Tickets or receipts are missing. Please write in the note why it is approved.")
            )
        cents = claim.claimed_cents if approved is None else to_cents(approved)
        if cents > claim.claimed_cents:
            raise ClaimError(_l("No more can be approved than is claimed."))
        claim.approved_cents = cents
    if state in {ClaimState.RECEIVED, ClaimState.REFUSED}:
        claim.approved_cents = None
    before = claim.state
    claim.paid_on = on if state is ClaimState.PAID else None
    claim.state = state
    record(
        "move claim",
        claim,
        actor=actor,
        event_id=event.id,
        label=name_of(claim.registration),
        changes={"claim_state": [before.value, state.value]},
    )
