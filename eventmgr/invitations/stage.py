"""What the invitations say of themselves on the event's road."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from eventmgr.events.models import Event
from eventmgr.events.road import NextStep, Progress, StageState, stage
from eventmgr.invitations.models import InvitationState
from eventmgr.invitations.queries import LETTER_DAYS, NOMINATION_DAYS, count_by_state
from eventmgr.mail.queries import troubled


@stage("invitations")
def progress(event: Event) -> Progress:
    """Say how far the invitations are; two queries."""
    counts = count_by_state(event)
    drafts = counts.get(InvitationState.DRAFT, 0)
    settled = counts.get(InvitationState.ANSWERED, 0) + counts.get(InvitationState.DECLINED, 0)
    waiting = counts.get(InvitationState.SENT, 0) + counts.get(InvitationState.OPENED, 0)
    total = drafts + settled + waiting
    url = url_for("invitations.index", slug=event.slug)
    steps = []
    if not total:
        steps.append(NextStep(_("Choose the institutions to invite"), url, LETTER_DAYS))
    if drafts:
        steps.append(
            NextStep(
                ngettext("Send %(num)s letter", "Send %(num)s letters", drafts),
                url_for("invitations.send", slug=event.slug),
                LETTER_DAYS,
            )
        )
    if waiting:
        steps.append(
            NextStep(
                ngettext("Remind %(num)s institution", "Remind %(num)s institutions", waiting),
                url_for("invitations.remind", slug=event.slug),
                NOMINATION_DAYS,
            )
        )
    wrong = []
    if failed := troubled(event.id):
        wrong.append(
            NextStep(
                ngettext(
                    "%(num)s message was not delivered",
                    "%(num)s messages were not delivered",
                    failed,
                ),
                url_for("mail.outbox", slug=event.slug),
            )
        )
    if not total:
        state = StageState.NONE
    elif drafts or wrong:
        state = StageState.WAITING
    else:
        state = StageState.WORK if waiting else StageState.DONE
    return Progress(
        state, url, count=f"{settled}/{total}" if total else "", next=steps, wrong=wrong
    )
