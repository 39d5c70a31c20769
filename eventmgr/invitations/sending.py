"""Sending letters and reminders: what would go out, what is missing, and the act itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.database import db, lock, now
from eventmgr.directory.naming import MissingName
from eventmgr.events.masthead import place_of
from eventmgr.events.models import Event
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.multilingual import text_in
from eventmgr.invitations import links
from eventmgr.invitations.kinds import letter_words
from eventmgr.invitations.letter import Letters
from eventmgr.invitations.models import Invitation, InvitationForward, InvitationState
from eventmgr.invitations.queries import in_state, today
from eventmgr.invitations.states import OUT, UNANSWERED, move
from eventmgr.language import speaking
from eventmgr.mail.actions import cancel_unsent
from eventmgr.mail.messages import mail_language, send


@dataclass(frozen=True)
class Ready:
    """One line of the preview: an invitation and what keeps it back, if anything."""

    invitation: Invitation
    no_email: bool = False
    over: bool = False
    missing: list[MissingName] = field(default_factory=list)

    @property
    def sendable(self) -> bool:
        """Tell whether the letter can go out."""
        return not (self.no_email or self.over or self.missing)


def preview(
    event: Event, invitations: Iterable[Invitation], *, reminding: bool = False
) -> list[Ready]:
    """Say of each invitation whether its letter can go out, and what is missing otherwise.

    Names are read once per language, whatever the number of letters.
    """
    letters = Letters(event)
    over = begun(event) if reminding else now() >= links.expires_at(event)
    return [
        Ready(
            invitation,
            no_email=not invitation.email,
            over=over,
            missing=letters.missing_names(invitation),
        )
        for invitation in invitations
    ]


def begun(event: Event) -> bool:
    """Tell whether the event's first day has come: nobody is reminded of it any more."""
    return today(event) >= event.start


def drafts(event: Event) -> list[Invitation]:
    """Return the invitations whose letters have not been sent."""
    return in_state(event, [InvitationState.DRAFT])


def to_remind(event: Event) -> list[Invitation]:
    """Return the invitations that wait for an answer."""
    return in_state(event, tuple(UNANSWERED))


def send_letters(
    event: Event, chosen: dict[int, int], *, actor: Any
) -> tuple[list[Invitation], int]:
    """Send the letters of drafts; return those sent and how many were passed over.

    `chosen` is {invitation id: version seen}. One that was sent, changed or removed since it was
    seen is passed over, so pressing the button twice sends once. Each gets a new link; letter
    and link go to the outbox in the running transaction.
    """
    sent = []
    letters = Letters(event)
    for invitation in _locked(event, chosen):
        if invitation.state is not InvitationState.DRAFT or not _can_go(event, invitation, letters):
            continue
        move(invitation, InvitationState.SENT)
        invitation.sent_at = now()
        _send("invitation", event, invitation, letters, actor)
        record_sending("send invitation", invitation, actor)
        sent.append(invitation)
    return sent, len(chosen) - len(sent)


def send_again(event: Event, invitation: Invitation, version: int, *, actor: Any) -> bool:
    """Send the letter once more with a newer link; tell whether it went to the outbox."""
    letters = Letters(event)
    for locked in _locked(event, {invitation.id: version}):
        if locked.state in OUT and _can_go(event, locked, letters):
            _send("invitation", event, locked, letters, actor)
            record_sending("send invitation again", locked, actor)
            return True
    return False


def remind(event: Event, chosen: dict[int, int], *, actor: Any) -> tuple[list[Invitation], int]:
    """Remind institutions; return those reminded and how many were passed over.

    The link in a letter cannot be shown again, as only its hash is kept: a reminder carries a
    newer link, and the one of the letter ends. The reminder says so.
    """
    reminded: list[Invitation] = []
    if begun(event):
        return reminded, len(chosen)
    letters = Letters(event)
    for invitation in _locked(event, chosen):
        if invitation.state not in UNANSWERED or not _can_go(event, invitation, letters):
            continue
        invitation.reminded_at = now()
        _send("invitation_reminder", event, invitation, letters, actor)
        record_sending("remind of invitation", invitation, actor)
        reminded.append(invitation)
    return reminded, len(chosen) - len(reminded)


def send_withdrawal(event: Event, invitation: Invitation) -> None:
    """Tell an institution that its invitation is withdrawn."""
    if invitation.email:
        _queue("invitation_withdrawn", event, invitation, Letters(event), "")


def _locked(event: Event, chosen: dict[int, int]) -> list[Invitation]:
    """Hold the chosen invitations, in one order for everybody; leave out what changed."""
    held = []
    for number in sorted(chosen):
        invitation = db.session.scalar(
            select(Invitation).where(Invitation.id == number, Invitation.event_id == event.id)
        )
        if invitation is None:
            continue
        lock(invitation)
        if invitation.version == chosen[number]:
            held.append(invitation)
    return held


def _can_go(event: Event, invitation: Invitation, letters: Letters) -> bool:
    return bool(
        invitation.email
        and now() < links.expires_at(event)
        and not letters.missing_names(invitation)
    )


def _send(
    template: str, event: Event, invitation: Invitation, letters: Letters, actor: Any
) -> None:
    # What has not left yet would arrive with a link that works no more.
    cancel_unsent("Invitation", invitation.id, actor=actor)
    token = links.issue(invitation, event)
    _queue(template, event, invitation, letters, links.address(token))
    invitation.version += 1


def _queue(
    template: str, event: Event, invitation: Invitation, letters: Letters, link: str
) -> None:
    code = mail_language(invitation.language, event)
    letter = letters.build(invitation)
    with speaking(code):
        words = letter_words(letter)
    send(
        template,
        to_email=invitation.email,
        to_name=text_in(invitation.organisation.names, code, event.document_languages),
        language=code,
        event=event,
        context={
            **words,
            "place": letter.masthead.place,
            "link": link,
            "deadline": deadline_words(invitation, code),
        },
        subject_type="Invitation",
        subject_id=invitation.id,
    )


def deadline_words(invitation: Invitation, code: str) -> str:
    """Return the deadline as a sentence takes it, or nothing."""
    return long_date(invitation.deadline, code).rstrip(".") if invitation.deadline else ""


def send_forward(
    event: Event, invitation: Invitation, forward: InvitationForward, token: str, language: str
) -> None:
    """Send a colleague the link of their own, in the language of whoever passes it on.

    Raises NamesMissing where a name in it is not approved (DES-01).
    """
    code = mail_language(language, event)
    letters = Letters(event)
    naming = letters.naming(code)
    send(
        "invitation_forwarded",
        to_email=forward.email,
        to_name=forward.name,
        language=code,
        event=event,
        context={
            "institution": naming.institution(invitation.organisation),
            "place": place_of(event, code, naming),
            "link": links.address(token),
            "deadline": deadline_words(invitation, code),
        },
        subject_type="InvitationForward",
        subject_id=forward.id,
    )


def record_sending(action: str, invitation: Invitation, actor: Any) -> None:
    """Write the audit entry of a letter that went to the outbox."""
    record(
        action,
        invitation,
        actor=actor,
        event_id=invitation.event_id,
        label=text_in(invitation.organisation.names, "en"),
        changes={"state": ["", invitation.state.value]},
    )
