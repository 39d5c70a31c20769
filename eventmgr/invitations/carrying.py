"""Many letters or reminders at once: the worker writes them, a few in each transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from eventmgr.events.models import Event
from eventmgr.invitations.sending import remind, send_letters
from eventmgr.mail import mailings
from eventmgr.mail.models import Mailing

# So many are written while the person waits; more are handed over.
AT_ONCE = 25
LETTERS = "invitation letters"
REMINDERS = "invitation reminders"


def hand_over(event: Event, kind: str, chosen: Mapping[int, int], *, actor: Any) -> Mailing:
    """Prepare and start the writing of many letters; the caller commits and hands it over."""
    mailing = mailings.prepare(event, {}, kind=kind, actor=actor)
    mailings.start(mailing, [[number, chosen[number]] for number in sorted(chosen)], actor=actor)
    return mailing


def _carry(
    act: Callable[..., tuple[list[Any], int]], mailing: Mailing, work: Sequence[Any], actor: Any
) -> int:
    written, _passed = act(mailing.event, {row[0]: row[1] for row in work}, actor=actor)
    return len(written)


@mailings.carrier(LETTERS)
def _letters(mailing: Mailing, work: Sequence[Any], actor: Any) -> int:
    return _carry(send_letters, mailing, work, actor)


@mailings.carrier(REMINDERS)
def _reminders(mailing: Mailing, work: Sequence[Any], actor: Any) -> int:
    return _carry(remind, mailing, work, actor)
