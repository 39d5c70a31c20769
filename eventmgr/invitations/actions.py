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
from eventmgr.invitations.answers import more_seats, taken_seats
from eventmgr.invitations.models import Invitation, InvitationForward, InvitationState
from eventmgr.invitations.states import OUT, IllegalMove, move
from eventmgr.mail.actions import cancel_unsent

INSTITUTION = "institution"
# To so many colleagues an institution may pass its invitation on.
MOST_FORWARDS = 5


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
    if _more(changes):
        more_seats(invitation.id)
    if before is InvitationState.WITHDRAWN:
        move(invitation, InvitationState.DRAFT)
        invitation.sent_at = invitation.opened_at = invitation.declined_at = None
        invitation.reminded_at = None
        invitation.decline_reason = ""
        invitation.substitute_name = invitation.substitute_email = ""
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
    if _more(changes):
        more_seats(invitation.id)


def _more(changes: dict[str, Any]) -> bool:
    before, after = changes.get("seats", (0, 0))
    return bool(before and after > before)


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
    links.void_all(invitation)
    invitation.version += 1
    cancel_unsent("Invitation", invitation.id, actor=actor)
    _record("withdraw invitation", invitation, actor)


def mark_opened(invitation: Invitation, forward: InvitationForward | None = None) -> bool:
    """Note that the institution opened its link for the first time; tell whether it was now.

    `forward` is the colleague whose own link was opened.
    """
    lock(invitation)
    news = forward is not None and forward.opened_at is None
    if forward is not None and news:
        forward.opened_at = now()
    if invitation.opened_at is not None:
        return news
    invitation.opened_at = now()
    if invitation.state is InvitationState.SENT:
        move(invitation, InvitationState.OPENED)
    _record("open invitation", invitation, INSTITUTION)
    return True


def revoke_link(invitation: Invitation, *, actor: Any) -> None:
    """End the link of the letter alone; the invitation stands, and a newer letter opens it again.

    A message that has not left is cancelled: it would carry the link that has ended.
    """
    lock(invitation)
    links.void(invitation)
    invitation.version += 1
    cancel_unsent("Invitation", invitation.id, actor=actor)
    _record("revoke link of invitation", invitation, actor)


class TooManyForwards(Exception):
    """An invitation was passed on to as many colleagues as can be."""


def forward(
    invitation: Invitation, event: Event, email: str, name: str
) -> tuple[InvitationForward, str]:
    """Pass the invitation on to a colleague; return the row and the token of their own link.

    The letter's link goes on working. An older link to the same address ends. Raises
    TooManyForwards, so that no link can be used to send letters to the world.
    """
    lock(invitation)
    email = email.lower()
    others = [one for one in links.forwards(invitation) if one.email != email]
    if len(others) >= MOST_FORWARDS:
        raise TooManyForwards
    found = links.issue_forward(invitation, event, email, name)
    _record("forward invitation", invitation, INSTITUTION)
    return found


def revoke_forward(invitation: Invitation, number: int, *, actor: Any) -> bool:
    """End the link of one colleague; tell whether there was one.

    Their message is cancelled where it has not left.
    """
    lock(invitation)
    for one in links.forwards(invitation):
        if one.id == number:
            links.void_forward(one)
            cancel_unsent("InvitationForward", one.id, actor=actor)
            _record("revoke forwarded link", invitation, actor)
            return True
    return False


def decline(
    invitation: Invitation,
    reason: str,
    *,
    substitute_name: str = "",
    substitute_email: str = "",
) -> None:
    """Note that the institution does not come, and whom it proposes in its place.

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
    invitation.substitute_name = substitute_name
    invitation.substitute_email = substitute_email.lower()
    # Nobody is reminded of what is answered.
    cancel_unsent("Invitation", invitation.id, actor=INSTITUTION, template="invitation_reminder")
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
    invitation.substitute_name = invitation.substitute_email = ""
    invitation.version += 1
    _record("accept invitation after all", invitation, INSTITUTION)


def _record(
    action: str, invitation: Invitation, actor: Any, changes: dict[str, Any] | None = None
) -> None:
    # Interpretation has a profile too; the record knows fields by their names alone.
    told = {
        "nominee_profile" if name == "profile" else name: v for name, v in (changes or {}).items()
    }
    record(
        action,
        invitation,
        actor=actor,
        event_id=invitation.event_id,
        label=text_in(invitation.organisation.names, "en"),
        changes=told,
    )
