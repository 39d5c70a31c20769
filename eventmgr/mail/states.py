"""The states of a mail and the moves between them."""

from __future__ import annotations

from eventmgr.mail.models import Mail, MailState

MOVES: dict[MailState, frozenset[MailState]] = {
    # Written to be looked at: a person sends or drops it.
    MailState.DRAFT: frozenset({MailState.QUEUED, MailState.KEPT, MailState.CANCELLED}),
    # A person has what was kept sent, sends it from a mailbox of her own, or drops it; nothing
    # kept leaves by itself.
    MailState.KEPT: frozenset({MailState.QUEUED, MailState.SENT, MailState.CANCELLED}),
    MailState.QUEUED: frozenset({MailState.SENDING, MailState.CANCELLED}),
    # The worker's moves: back to the queue where it died before anything left.
    MailState.SENDING: frozenset(
        {
            MailState.SENT,
            MailState.RETRY,
            MailState.FAILED,
            MailState.UNCERTAIN,
            MailState.QUEUED,
            # It is not wanted any more (mail/guards.py).
            MailState.CANCELLED,
        }
    ),
    MailState.RETRY: frozenset({MailState.SENDING, MailState.QUEUED, MailState.CANCELLED}),
    # A person says whether it arrived.
    MailState.UNCERTAIN: frozenset({MailState.QUEUED, MailState.SENT, MailState.BOUNCED}),
    MailState.FAILED: frozenset({MailState.QUEUED, MailState.CANCELLED}),
    # Another server sent it back: its links are not kept, so a new one is written.
    MailState.SENT: frozenset({MailState.BOUNCED}),
    # A person sets it aside.
    MailState.BOUNCED: frozenset({MailState.CANCELLED}),
    MailState.CANCELLED: frozenset(),
}
# What has certainly not left yet, and so can still be taken back.
UNSENT = (
    MailState.DRAFT,
    MailState.KEPT,
    MailState.QUEUED,
    MailState.RETRY,
    MailState.FAILED,
)


class IllegalMove(Exception):
    """A mail cannot go from its state to the one asked for; somebody was quicker."""

    def __init__(self, mail: Mail, to: MailState) -> None:
        super().__init__(f"mail {mail.id}: {mail.state} to {to}")
        self.mail = mail


def move(mail: Mail, to: MailState) -> None:
    """Put a mail into another state; raise IllegalMove where the table does not allow it."""
    if to not in MOVES[mail.state]:
        raise IllegalMove(mail, to)
    mail.state = to
