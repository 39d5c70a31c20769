"""What delegations say to a text under silence; stopping a round before its end (LIFE-44)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.audit.actions import record
from eventmgr.conclusions import notices
from eventmgr.conclusions.models import (
    AttachedStatement,
    Part,
    Reply,
    ReplyEffect,
    ReplyKind,
    RoundState,
    SilenceRound,
    StatementKind,
    Voice,
)
from eventmgr.conclusions.silence import ACTOR, ATTACHED, running, settle
from eventmgr.database import db, lock, now
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.models import StructuredText, TextState
from eventmgr.events.models import Event
from eventmgr.i18n.multilingual import text_in
from eventmgr.language import current
from eventmgr.text.inline import canonical

# What breaks the silence, when somebody entitled wrote it in time.
BREAKING = frozenset({ReplyKind.OBJECTION, ReplyKind.AMENDMENT})


#: How long after the end statements are still recorded, and how often one delegation may write:
#: a forwarded link shall not fill the page of an adopted text for ever.
LATEST = timedelta(days=60)
MOST = 20


def reply(
    event: Event,
    text: StructuredText,
    voice: Voice,
    kind: ReplyKind,
    body: str,
    *,
    uid: str = "",
    language: str = "",
) -> Reply:
    """Receive what a delegation says; the server's clock counts (LIFE-44).

    A written objection or amendment of somebody entitled, received before the end, breaks the
    silence at once and for all, and everybody is told. At the end or later it is recorded as a
    statement beside the adopted text. Support, comments and statements never break. Raises
    Refused where the round is over otherwise.
    """
    lock(text)
    at = now()
    row = voice.round
    lock(row)
    if row.state is RoundState.RUNNING and at >= row.expires_at:
        settle(event, text)
    if row.state is RoundState.STOPPED or (row.state is RoundState.BROKEN and at >= row.expires_at):
        raise Refused(_l("This round is over. What you write could no longer count."))
    if at > row.expires_at + LATEST or len(voice.replies) >= MOST:
        raise Refused(_l("This round is over. What you write could no longer count."))
    if kind in ATTACHED and voice.part is not Part.ADOPTING:
        raise Refused(_l("Statements are attached for those who adopt. Please send a comment."))
    late = row.state is RoundState.ADOPTED
    # What others write to a silence that somebody has broken already is kept beside it.
    breaks = kind in BREAKING and voice.part is Part.ADOPTING and row.state is RoundState.RUNNING
    received = Reply(
        voice_id=voice.id,
        kind=kind,
        body=canonical(body),
        uid=uid,
        language=language or current(),
        received_at=at,
        effect=ReplyEffect.BROKE if breaks else ReplyEffect.LATE if late else ReplyEffect.NONE,
    )
    db.session.add(received)
    db.session.flush()
    record(
        f"conclusions.reply.{kind.value}",
        received,
        actor="delegation",
        event_id=event.id,
        label=text_in(voice.organisation.names, "en"),
        changes={"effect": ["", received.effect.value]},
    )
    if breaks:
        _break(event, text, row, at)
    elif late and voice.part is Part.ADOPTING and (kind in BREAKING or kind in ATTACHED):
        db.session.add(
            AttachedStatement(
                text_id=text.id,
                organisation_id=voice.organisation_id,
                kind=ATTACHED.get(kind, StatementKind.LATE_REPLY),
                texts={received.language: received.body},
                received_at=at,
                after_adoption=True,
                reply_id=received.id,
            )
        )
    db.session.flush()
    return received


def _break(event: Event, text: StructuredText, row: SilenceRound, at: datetime) -> None:
    """End a round as broken and tell everybody at once that the text was not adopted."""
    row.state = RoundState.BROKEN
    row.settled_at = at
    text.silent_until = None
    text.version += 1
    db.session.flush()
    notices.broken(event, row)
    record(
        "conclusions.silence-broken",
        row,
        actor=ACTOR,
        event_id=event.id,
        label=str(row.number),
        changes={"state": [RoundState.RUNNING.value, RoundState.BROKEN.value]},
    )


def withdraw(event: Event, text: StructuredText, received: Reply) -> None:
    """Take a reply back; a silence that it broke stays broken, and needs a new round (LIFE-44).

    Raises Refused where it was taken back already or came after the end.
    """
    lock(text)
    row = received.voice.round
    lock(row)
    lock(received)
    if received.withdrawn_at is not None:
        raise Refused(_l("This reply has been taken back already."))
    # The clock decides, also where nobody has settled the silence yet.
    over = row.state is RoundState.RUNNING and now() >= row.expires_at
    if over or row.state is RoundState.ADOPTED:
        raise Refused(_l("The text is adopted; what was said before stays in the record."))
    received.withdrawn_at = now()
    record(
        "conclusions.reply-withdrawn",
        received,
        actor="delegation",
        event_id=event.id,
        label=text_in(received.voice.organisation.names, "en"),
    )


def stop(event: Event, text: StructuredText, reason: str, *, actor: Any) -> None:
    """Stop a round, for instance to correct a slip; everybody is told, and the text opens again.

    What is circulated afterwards is a new version with a new clock (LIFE-44). Raises Refused where
    no round runs any more.
    """
    lock(text)
    row = running(text)
    if row is None or text.state is TextState.ADOPTED or now() >= row.expires_at:
        raise Refused(_l("This round is over and can no longer be stopped."))
    lock(row)
    row.state = RoundState.STOPPED
    row.settled_at = now()
    row.reason = reason
    text.silent_until = None
    text.version += 1
    db.session.flush()
    notices.stopped(event, row)
    record(
        "conclusions.silence-stopped",
        row,
        actor=actor,
        event_id=event.id,
        label=str(row.number),
        changes={"reason": ["", reason]},
    )
