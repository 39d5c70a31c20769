"""What delegations are told about a silence procedure: by mail, through the outbox, at once."""

from __future__ import annotations

from typing import Any

from flask import current_app

from eventmgr.audit.actions import record
from eventmgr.conclusions.models import Part, SealedEdition, SilenceRound, Voice
from eventmgr.conclusions.sealed import verify_address
from eventmgr.conclusions.wording import moment_words
from eventmgr.directory.naming import NamesMissing
from eventmgr.events.models import Event
from eventmgr.mail.messages import mail_language, send

CIRCULATED = "silence_circulated"


def _tell(template: str, event: Event, row: SilenceRound, voice: Voice, **context: Any) -> None:
    if not voice.email:
        return
    language = mail_language(voice.language, event)
    try:
        send(
            template,
            to_email=voice.email,
            to_name=voice.head,
            language=language,
            event=event,
            context={
                "expires": moment_words(event, row.expires_at, language),
                "entitled": voice.part is Part.ADOPTING,
                "round": row.number,
                **context,
            },
            subject_type="SilenceRound",
            subject_id=row.id,
        )
    except NamesMissing:
        # What was circulated shows its names; a footnote withdrawn since must not keep a silence
        # from ending. The record says who was not told.
        if template == CIRCULATED:
            raise
        record("silence notice not written", row, actor=None, event_id=event.id, label=voice.head)


def circulated(
    event: Event, row: SilenceRound, voice: Voice, token: str, *, replaces: bool
) -> None:
    """Send the text under silence: the exact end, and the personal link."""
    link = f"{current_app.config['PUBLIC_URL']}/silence/{token}"
    _tell(CIRCULATED, event, row, voice, link=link, replaces=replaces, sha256=row.sha256)


def broken(event: Event, row: SilenceRound, voice: Voice) -> None:
    """Tell that the silence was broken and the text was not adopted (LIFE-44)."""
    _tell("silence_broken", event, row, voice)


def stopped(event: Event, row: SilenceRound, voice: Voice) -> None:
    """Tell that the round was stopped, and why."""
    _tell("silence_stopped", event, row, voice, reason=row.reason)


def adopted(event: Event, row: SilenceRound, voice: Voice, edition: SealedEdition) -> None:
    """Confirm the adoption in writing (LIFE-44)."""
    _tell(
        "silence_adopted",
        event,
        row,
        voice,
        address=verify_address(edition.handle),
        sha256=edition.sha256,
    )
