"""The states of an invitation and the moves between them."""

from __future__ import annotations

from eventmgr.invitations.models import Invitation, InvitationState

MOVES: dict[InvitationState, frozenset[InvitationState]] = {
    # A draft that is removed is withdrawn without ever having been sent.
    InvitationState.DRAFT: frozenset({InvitationState.SENT, InvitationState.WITHDRAWN}),
    InvitationState.SENT: frozenset(
        {
            InvitationState.OPENED,
            InvitationState.ANSWERED,
            InvitationState.DECLINED,
            InvitationState.WITHDRAWN,
        }
    ),
    InvitationState.OPENED: frozenset(
        {InvitationState.ANSWERED, InvitationState.DECLINED, InvitationState.WITHDRAWN}
    ),
    InvitationState.ANSWERED: frozenset({InvitationState.DECLINED, InvitationState.WITHDRAWN}),
    # An institution may think again.
    InvitationState.DECLINED: frozenset(
        {InvitationState.OPENED, InvitationState.ANSWERED, InvitationState.WITHDRAWN}
    ),
    # Inviting the same institution again, and undoing the removal of a draft.
    InvitationState.WITHDRAWN: frozenset({InvitationState.DRAFT}),
}
# The institution has a letter and a link.
OUT = frozenset(
    {
        InvitationState.SENT,
        InvitationState.OPENED,
        InvitationState.ANSWERED,
        InvitationState.DECLINED,
    }
)
# Sent, and no answer yet.
UNANSWERED = frozenset({InvitationState.SENT, InvitationState.OPENED})


class IllegalMove(Exception):
    """An invitation cannot go from its state to the one asked for."""

    def __init__(self, invitation: Invitation, to: InvitationState) -> None:
        super().__init__(f"invitation {invitation.id}: {invitation.state} to {to}")
        self.invitation = invitation


def move(invitation: Invitation, to: InvitationState) -> None:
    """Put an invitation into another state; raise IllegalMove where the table forbids it."""
    if to not in MOVES[invitation.state]:
        raise IllegalMove(invitation, to)
    invitation.state = to
