"""Changing invitations; each change leaves one audit entry."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, db, lock, now
from eventmgr.directory.models import Organisation
from eventmgr.events.models import Event
from eventmgr.i18n.multilingual import text_in
from eventmgr.invitations import links
from eventmgr.invitations.answers import taken_seats
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.invitations.states import OUT, IllegalMove, move
from eventmgr.mail.actions import cancel_unsent

INSTITUTION = "institution"


class SeatsTaken(Exception):
    """Fewer seats were asked for than are taken; `taken` says how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(f"{taken} seats are taken")
        self.taken = taken


def invite(
    event: Event, organisation: Organisation, values: dict[str, Any], *, actor: Any
) -> tuple[Invitation, bool]:
    """Put an institution on the list as a draft; return the row and whether it is new.

    An institution is invited once: where it is on the list already its invitation is changed,
    and a withdrawn one becomes a draft again. Raises SeatsTaken.
    """
    lock(event)
    invitation = db.session.scalar(
        select(Invitation).where(
            Invitation.event_id == event.id, Invitation.organisation_id == organisation.id
        )
    )
    if invitation is None:
        invitation = Invitation(
            event_id=event.id,
            organisation_id=organisation.id,
            **({"email": organisation.email} | values),
        )
        invitation.organisation = organisation
        db.session.add(invitation)
        _record("add invitation", invitation, actor)
        return invitation, True
    lock(invitation)
    _check_seats(invitation, values)
    before = invitation.state
    changes = differences(invitation, values)
    if before is InvitationState.WITHDRAWN:
        move(invitation, InvitationState.DRAFT)
        invitation.sent_at = invitation.opened_at = invitation.declined_at = None
        invitation.reminded_at = None
        invitation.decline_reason = ""
        changes["state"] = [before.value, invitation.state.value]
    if changes:
        invitation.version += 1
        _record("invite again", invitation, actor, changes)
    return invitation, False


def edit_invitation(
    invitation: Invitation, values: dict[str, Any], *, version: int, actor: Any
) -> None:
    """Change an invitation; raises Conflict where somebody saved in between, or SeatsTaken."""
    claim_version(invitation, version)
    _check_seats(invitation, values)
    changes = differences(invitation, values)
    if changes:
        _record("change invitation", invitation, actor, changes)


def _check_seats(invitation: Invitation, values: dict[str, Any]) -> None:
    taken = len(taken_seats([invitation.id])[invitation.id])
    if values.get("seats", taken) < taken:
        raise SeatsTaken(taken)


def remove_draft(invitation: Invitation, *, actor: Any) -> None:
    """Take a draft off the list; raises IllegalMove where it was sent meanwhile."""
    lock(invitation)
    if invitation.state is not InvitationState.DRAFT:
        raise IllegalMove(invitation, InvitationState.WITHDRAWN)
    move(invitation, InvitationState.WITHDRAWN)
    invitation.version += 1
    _record("remove invitation", invitation, actor)


def restore_draft(invitation: Invitation, *, actor: Any) -> None:
    """Put a removed draft back on the list as it was."""
    lock(invitation)
    if invitation.sent_at is not None:
        raise IllegalMove(invitation, InvitationState.DRAFT)
    move(invitation, InvitationState.DRAFT)
    invitation.version += 1
    _record("restore invitation", invitation, actor)


def withdraw(invitation: Invitation, *, actor: Any) -> None:
    """Take back an invitation that was sent: its link ends and unsent messages are cancelled.

    Who is registered stays registered. Raises IllegalMove where it is not out.
    """
    lock(invitation)
    if invitation.state not in OUT:
        raise IllegalMove(invitation, InvitationState.WITHDRAWN)
    move(invitation, InvitationState.WITHDRAWN)
    links.void(invitation)
    invitation.version += 1
    cancel_unsent("Invitation", invitation.id, actor=actor)
    _record("withdraw invitation", invitation, actor)


def mark_opened(invitation: Invitation) -> bool:
    """Note that the institution opened its link for the first time; tell whether it was now."""
    lock(invitation)
    if invitation.opened_at is not None:
        return False
    invitation.opened_at = now()
    if invitation.state is InvitationState.SENT:
        move(invitation, InvitationState.OPENED)
    _record("open invitation", invitation, INSTITUTION)
    return True


def decline(invitation: Invitation, reason: str) -> None:
    """Note that the institution does not come.

    Raises SeatsTaken while somebody is registered: their registrations are cancelled first, by
    themselves or the secretariat. Declining twice changes only the reason.
    """
    lock(invitation)
    taken = len(taken_seats([invitation.id])[invitation.id])
    if taken:
        raise SeatsTaken(taken)
    if invitation.state is not InvitationState.DECLINED:
        move(invitation, InvitationState.DECLINED)
        invitation.declined_at = now()
    invitation.decline_reason = reason
    invitation.version += 1
    _record("decline invitation", invitation, INSTITUTION)


def take_back_decline(invitation: Invitation) -> None:
    """Note that the institution comes after all."""
    lock(invitation)
    if invitation.state is not InvitationState.DECLINED:
        return
    move(invitation, InvitationState.OPENED)
    invitation.declined_at = None
    invitation.decline_reason = ""
    invitation.version += 1
    _record("accept invitation after all", invitation, INSTITUTION)


def _record(
    action: str, invitation: Invitation, actor: Any, changes: dict[str, Any] | None = None
) -> None:
    record(
        action,
        invitation,
        actor=actor,
        event_id=invitation.event_id,
        label=text_in(invitation.organisation.names, "en"),
        changes=changes,
    )
