"""One act on several participants: who is concerned, doing it, taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventmgr.database import Conflict, db, lock, now
from eventmgr.directory.naming import NamesMissing
from eventmgr.events.list_models import ListAct
from eventmgr.events.lists import note_act
from eventmgr.events.models import Event
from eventmgr.registration import actions
from eventmgr.registration.lists import KIND, people_of
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState
from eventmgr.registration.rules import RegistrationError
from eventmgr.registration.words import ROLES

ROLE, CANCEL, CONFIRM, SEND = "role", "cancel", "confirm", "send"
# What can be done to several people: (its handle, its words).
ACTS: dict[str, Any] = {
    ROLE: _l("Let them come as …"),
    SEND: _l("Send the confirmation again"),
    CONFIRM: _l("Confirm"),
    CANCEL: _l("Cancel the registration"),
}
# A message that went out is out.
UNDONE = frozenset({ROLE, CANCEL, CONFIRM})


@dataclass(frozen=True)
class Plan:
    """What an act would do: to whom, and who stays as they are and why."""

    going: tuple[Registration, ...]
    staying: tuple[tuple[Registration, str], ...]


def plan(act: str, value: str, people: Sequence[Registration]) -> Plan:
    """Return whom an act concerns; nothing is done yet."""
    going, staying = [], []
    for person in people:
        why = _why_not(act, value, person)
        if why:
            staying.append((person, why))
        else:
            going.append(person)
    return Plan(tuple(going), tuple(staying))


def _why_not(act: str, value: str, person: Registration) -> str:
    confirmed = person.state is RegistrationState.CONFIRMED
    cancelled = person.state is RegistrationState.CANCELLED
    if act == CONFIRM:
        return _("is confirmed already") if confirmed else ""
    if cancelled:
        return _("has cancelled")
    if act == ROLE and person.role == value:
        return _("comes so already")
    if act == SEND and not confirmed:
        return _("is not confirmed")
    if act == SEND and not person.email:
        return _("has no e-mail address")
    return ""


@dataclass
class Outcome:
    """What was done, and whom it could not be done to: (name, why)."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    act: ListAct | None = None


def carry_out(
    event: Event, act: str, value: str, people: Sequence[Registration], *, actor: Any
) -> Outcome:
    """Do something to several people; who cannot be done so stays as they are.

    What stood before is kept, so that `undo` can bring it back.
    """
    lock(event)
    outcome = Outcome()
    before: dict[str, Any] = {}
    for person in plan(act, value, people).going:
        stood = person.role.value if act == ROLE else person.state.value
        if _try(outcome, person, lambda one=person: _do(event, act, value, one, actor)):  # type: ignore[misc]
            before[str(person.id)] = stood
    if before and act in UNDONE:
        outcome.act = note_act(KIND, event, act, value, before, actor=actor)
    return outcome


def _do(event: Event, act: str, value: str, person: Registration, actor: Any) -> None:
    if act == ROLE:
        role = ParticipantRole(value)
        actions.edit_registration(
            event, person, {"role": role}, version=person.version, actor=actor
        )
    elif act == CANCEL:
        actions.cancel_registration(event, person, actor=actor)
    elif act == CONFIRM:
        actions.restore_registration(event, person, actor=actor)
    else:
        actions.send_again(event, person, actor=actor)


def _try(outcome: Outcome, person: Registration, action: Callable[[], None]) -> bool:
    """Do something to one person, or nothing at all where a rule stands against it."""
    name = f"{person.given_name} {person.family_name}".strip()
    try:
        with db.session.begin_nested():
            action()
    except RegistrationError as error:
        outcome.refused.append((name, str(error.message)))
    except NamesMissing:
        outcome.refused.append((name, _("A name in the confirmation is not approved yet.")))
    except Conflict:
        outcome.refused.append((name, _("Somebody changed this registration meanwhile.")))
    else:
        outcome.done += 1
        return True
    return False


def undo(event: Event, act: ListAct, *, actor: Any) -> Outcome:
    """Bring back what stood before an act, for everybody whom nobody changed since.

    Cancelled people are confirmed again where their place is still free. Undoing twice changes
    nothing.
    """
    lock(event)
    lock(act)
    outcome = Outcome(act=act)
    if act.undone_at is not None:
        return outcome
    act.undone_at = now()
    settled = {RegistrationState.CONFIRMED.value, RegistrationState.CANCELLED.value}
    for person in people_of(event, [int(number) for number in act.before]):
        name = f"{person.given_name} {person.family_name}".strip()
        back = _way_back(event, act, person, actor)
        if act.action != ROLE and act.before[str(person.id)] not in settled:
            outcome.refused.append((name, _("The place on the waiting list is gone.")))
        elif back is None:
            outcome.refused.append((name, _("Somebody changed this registration meanwhile.")))
        else:
            _try(outcome, person, back)
    return outcome


def _way_back(
    event: Event, act: ListAct, person: Registration, actor: Any
) -> Callable[[], None] | None:
    before = act.before[str(person.id)]
    cancelled = person.state is RegistrationState.CANCELLED
    if act.action == ROLE and person.role == act.value and not cancelled:
        return lambda: _do(event, ROLE, before, person, actor)
    if act.action == CANCEL and cancelled:
        return lambda: actions.restore_registration(event, person, actor=actor)
    if act.action == CONFIRM and person.state is RegistrationState.CONFIRMED:
        return lambda: actions.cancel_registration(event, person, actor=actor)
    return None


def words_of(act: ListAct) -> str:
    """Say what was done, for the list of what can be taken back."""
    if act.action == ROLE and act.value in set(ParticipantRole):
        return _("Come as: %(role)s", role=ROLES[ParticipantRole(act.value)])
    return str(ACTS.get(act.action, act.action)).rstrip(" …")
