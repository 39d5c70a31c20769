"""What delegations are told about a silence procedure: by mail, through the outbox, at once."""

from __future__ import annotations

from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventmgr.accounts.access import Need, needs_of
from eventmgr.accounts.models import Membership, User
from eventmgr.audit.actions import record
from eventmgr.conclusions.models import Part, SealedEdition, SilenceRound, Voice
from eventmgr.conclusions.sealed import verify_address
from eventmgr.conclusions.wording import moment_words
from eventmgr.database import db
from eventmgr.directory.naming import NamesMissing
from eventmgr.events.models import Event
from eventmgr.mail.actions import queue_mail
from eventmgr.mail.messages import compose, mail_language, send


def _tell(template: str, event: Event, row: SilenceRound, voice: Voice, **context: Any) -> None:
    """Write to one delegation; raises NamesMissing where a needed note is not approved."""
    if not voice.email:
        return
    language = mail_language(voice.language, event)
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


def _tell_all(template: str, event: Event, row: SilenceRound, **context: Any) -> None:
    """Write to everybody of a round, and to the team whom that could not be.

    What was circulated shows its names; a footnote withdrawn since must not keep a silence from
    ending.
    """
    untold = []
    for voice in row.voices:
        try:
            _tell(template, event, row, voice, **context)
        except NamesMissing:
            untold.append(voice)
            record(
                "silence notice not written", row, actor=None, event_id=event.id, label=voice.head
            )
    if untold:
        _tell_team(event, row, untold)


def _tell_team(event: Event, row: SilenceRound, untold: list[Voice]) -> None:
    """Ask those who may adopt to tell these delegations themselves (LIFE-44)."""
    members = db.session.scalars(
        select(Membership)
        .join(User, User.id == Membership.user_id)
        .where(Membership.event_id == event.id, User.active)
        .options(joinedload(Membership.user))
        .order_by(Membership.id)
    )
    for member in members:
        if Need.ADOPT not in needs_of(member.role, member.duties):
            continue
        language = mail_language(member.user.language, event)
        # Nothing of the event stands in it: its title may hold the name that has no note.
        made = compose(
            "silence_untold",
            None,
            language,
            {
                "round": row.number,
                "people": [f"{voice.head} <{voice.email}>".strip() for voice in untold],
                "link": f"{current_app.config['PUBLIC_URL']}/events/{event.slug}"
                "/conclusions/silence",
            },
            to_name=member.user.name,
        )
        queue_mail(
            template="silence_untold",
            to_email=member.user.email,
            to_name=member.user.name,
            language=language,
            subject=made.subject,
            body_text=made.text,
            body_html=made.html,
            event_id=event.id,
            subject_type="SilenceRound",
            subject_id=row.id,
        )


def circulated(
    event: Event, row: SilenceRound, voice: Voice, token: str, *, replaces: bool
) -> None:
    """Send the text under silence: the exact end, and the personal link."""
    link = f"{current_app.config['PUBLIC_URL']}/silence/{token}"
    _tell("silence_circulated", event, row, voice, link=link, replaces=replaces, sha256=row.sha256)


def broken(event: Event, row: SilenceRound) -> None:
    """Tell everybody that the silence was broken and the text was not adopted (LIFE-44)."""
    _tell_all("silence_broken", event, row)


def stopped(event: Event, row: SilenceRound) -> None:
    """Tell everybody that the round was stopped, and why."""
    _tell_all("silence_stopped", event, row, reason=row.reason)


def adopted(event: Event, row: SilenceRound, edition: SealedEdition) -> None:
    """Confirm the adoption in writing to everybody (LIFE-44)."""
    _tell_all(
        "silence_adopted",
        event,
        row,
        address=verify_address(edition.handle),
        sha256=edition.sha256,
    )
