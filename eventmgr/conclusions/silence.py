"""The silence procedure: circulated, broken or unbroken, settled by the clock (LIFE-44, LIFE-45).

A reply counts as received at the instant at which the server holds it; a text is settled under
the same lock, so that no reply can fall between. Nothing depends on the worker: whoever reads the
text after the silence has ended settles it.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventmgr.audit.actions import record
from eventmgr.conclusions import adopters, notices, working_days
from eventmgr.conclusions.actions import looked_over, record_adoption
from eventmgr.conclusions.models import (
    AttachedStatement,
    Part,
    ReplyEffect,
    ReplyKind,
    RoundState,
    SealedEdition,
    SilenceRound,
    StatementKind,
    Voice,
)
from eventmgr.conclusions.seal import fingerprint, read_work
from eventmgr.conclusions.sealing import final_work, put_seal, with_statements
from eventmgr.conclusions.terms import Terms
from eventmgr.conclusions.wording import Delegation, in_order, moment_words
from eventmgr.database import commit, db, lock, now, writing
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.models import AdoptionMode, StructuredText
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.i18n.marks import N_
from eventmgr.printing.words import Words
from eventmgr.text.edition import Work
from eventmgr.text.writers.canonical import write_canonical

# What is attached to the adopted text.
ATTACHED = {
    ReplyKind.STATEMENT: StatementKind.INTERPRETATIVE,
    ReplyKind.RESERVATION: StatementKind.RESERVATION,
}
ACTOR = "silence procedure"


class TooShort(Refused):
    """The silence would end before the event's minimum; `earliest` is when it may."""

    def __init__(self, earliest: datetime) -> None:
        super().__init__(_l("This silence is too short."))
        self.earliest = earliest


# --- circulating --------------------------------------------------------------------------------


def earliest(event: Event, text: StructuredText) -> datetime:
    """Return when a silence begun now may end at the earliest (LIFE-45)."""
    rows = adopters.entitled(text)
    local = now().astimezone(ZoneInfo(event.timezone)).date()
    holidays = working_days.holidays_of((row.organisation.designation_id for row in rows), local)
    return working_days.earliest_end(
        now(), working_days.minimum_days(event), holidays, event.timezone
    )


def circulate(
    event: Event,
    text: StructuredText,
    *,
    actor: Any,
    version: int,
    expires: datetime,
    place: dict[str, str],
    authentic: str,
    languages: list[str],
    acknowledged: bool,
    symbol: str = "",
    looked: str = "",
) -> SilenceRound:
    """Circulate the text under silence until an instant; it is locked meanwhile.

    What will be sealed is made now, and sealed as it is where nobody objects. Everybody listed
    gets a personal link by mail. Raises Refused (nobody entitled, an address missing), TooShort,
    and what `looked_over` raises.
    """
    local = expires.astimezone(ZoneInfo(event.timezone))
    terms = Terms(AdoptionMode.SILENCE, local.date(), place, authentic, languages, symbol)
    tree, found = looked_over(event, text, terms, version, acknowledged=acknowledged, looked=looked)
    rows = adopters.listed(text)
    if not any(row.part is Part.ADOPTING for row in rows):
        raise Refused(_l("Nobody is listed as adopting. Please list the delegations first."))
    if any(row.part is Part.ADOPTING and not row.email for row in rows):
        raise Refused(
            _l(
                "A delegation has no e-mail address and could not be asked. Please complete the "
                "list of those who adopt."
            )
        )
    if expires <= now() or expires < earliest(event, text):
        raise TooShort(earliest(event, text))
    text.authentic_language = authentic
    said = [finding.message for finding in found.warnings]
    ended = {code: moment_words(event, expires, code) for code in tree.languages}
    work = final_work(event, text, tree, terms, acknowledged=said, ended=ended)
    provisional = write_canonical(_provisional(work, ended))
    last = _rounds(text)
    row = SilenceRound(
        text_id=text.id,
        number=(last[-1].number if last else 0) + 1,
        provisional=provisional,
        final=write_canonical(work),
        sha256=fingerprint(provisional),
        circulated_at=now(),
        circulated_by_id=getattr(actor, "id", None),
        expires_at=expires,
    )
    db.session.add(row)
    text.silent_until = expires
    text.version += 1
    db.session.flush()
    # Voices stand in the order in which the seal lists the delegations.
    by_organisation = {one.organisation_id: one for one in rows}
    delegations = in_order(
        [Delegation(one.organisation, one.part is Part.ADOPTING) for one in rows],
        naming_for(event, authentic),
    )
    tokens = []
    for delegation in delegations:
        listed = by_organisation[delegation.organisation.id]
        token = secrets.token_urlsafe(32)
        voice = Voice(
            round_id=row.id,
            organisation_id=listed.organisation_id,
            part=listed.part,
            head=listed.head,
            email=listed.email,
            language=listed.language,
            token_hash=hash_of(token),
        )
        db.session.add(voice)
        tokens.append((voice, token))
    db.session.flush()
    for voice, token in tokens:
        notices.circulated(event, row, voice, token, replaces=bool(last))
    record(
        "conclusions.circulate",
        row,
        actor=actor,
        event_id=event.id,
        label=str(row.number),
        changes={"expires_at": ["", expires.isoformat()], "sha256": ["", row.sha256]},
    )
    return row


def _provisional(work: Work, ended: dict[str, str]) -> Work:
    """Return the work as it is circulated: no number, and a title that says it is under silence."""
    heads = {}
    for code, head in work.heads.items():
        words = Words(code)
        heads[code] = replace(
            head,
            heading=words.say(N_("Draft under silence until %(moment)s"), moment=ended[code]),
            adoption_note="",
            closing="",
            note=words.say(N_("Provisional text, not adopted.")),
        )
    return replace(
        work,
        heads=heads,
        provenance=replace(work.provenance, symbol="", version="0"),
        statements=(),
        adoption={},
    )


def hash_of(token: str) -> str:
    """Return what the database keeps of a personal link."""
    return hashlib.sha256(token.encode()).hexdigest()


# --- reading ------------------------------------------------------------------------------------


def _rounds(text: StructuredText) -> list[SilenceRound]:
    return list(
        db.session.scalars(
            select(SilenceRound)
            .where(SilenceRound.text_id == text.id)
            .order_by(SilenceRound.number)
        )
    )


def rounds(text: StructuredText) -> list[SilenceRound]:
    """Return all rounds of a text with their voices and replies, the newest first."""
    return list(
        db.session.scalars(
            select(SilenceRound)
            .where(SilenceRound.text_id == text.id)
            .options(selectinload(SilenceRound.voices).selectinload(Voice.replies))
            .order_by(SilenceRound.number.desc())
        )
    )


def running(text: StructuredText) -> SilenceRound | None:
    """Return the round whose clock runs, None where there is none."""
    return db.session.scalar(
        select(SilenceRound).where(
            SilenceRound.text_id == text.id, SilenceRound.state == RoundState.RUNNING
        )
    )


def find_voice(token: str) -> Voice | None:
    """Return the voice of a personal link with its round and replies; None for a wrong link."""
    return db.session.scalar(
        select(Voice)
        .where(Voice.token_hash == hash_of(token))
        .options(joinedload(Voice.round), selectinload(Voice.replies))
    )


# --- the clock ----------------------------------------------------------------------------------


def due() -> list[int]:
    """Return the texts whose silence has ended and is not settled yet."""
    return list(
        db.session.scalars(
            select(StructuredText.id).where(
                StructuredText.silent_until.is_not(None), StructuredText.silent_until <= now()
            )
        )
    )


def settle(event: Event, text: StructuredText) -> SealedEdition | None:
    """Adopt the text where its silence has ended unbroken, in the running transaction.

    The adoption is confirmed in writing at once. Returns the sealed edition, or None where there
    is nothing to settle.
    """
    lock(text)
    row = running(text)
    if row is None or now() < row.expires_at:
        return None
    lock(row)
    work = read_work(row.final)
    attached = _statements_of(text, row, work)
    work = with_statements(work, attached)
    facts = dict(work.adoption)
    facts["silence"] = {
        "circulated": row.circulated_at.isoformat(),
        "ended": row.expires_at.isoformat(),
        "round": row.number,
    }
    work = replace(work, adoption=facts)
    place = {str(code): str(name) for code, name in facts["place"].items()}
    edition = put_seal(
        text,
        work,
        mode=AdoptionMode.SILENCE,
        on=date.fromisoformat(facts["date"]),
        place=place,
        actor=ACTOR,
        at=row.expires_at,
    )
    row.state = RoundState.ADOPTED
    row.settled_at = now()
    db.session.flush()
    notices.adopted(event, row, edition)
    record_adoption(event, text, actor=ACTOR)
    return edition


def _statements_of(
    text: StructuredText, row: SilenceRound, work: Work
) -> list[tuple[str, dict[str, str], dict[str, str]]]:
    """Attach the statements received in time, named as the circulated text names delegations."""
    delegations = work.adoption.get("delegations", [])
    found = []
    replies = []
    for place, voice in enumerate(row.voices):
        names = dict(delegations[place]["names"]) if place < len(delegations) else {}
        replies += [
            (reply, names)
            for reply in voice.replies
            if reply.kind in ATTACHED
            and reply.withdrawn_at is None
            and reply.effect is ReplyEffect.NONE
            and voice.part is Part.ADOPTING
        ]
    for reply, names in sorted(replies, key=lambda pair: (pair[0].received_at, pair[0].id)):
        kind = ATTACHED[reply.kind]
        texts = {reply.language: reply.body}
        db.session.add(
            AttachedStatement(
                text_id=text.id,
                organisation_id=reply.voice.organisation_id,
                kind=kind,
                texts=texts,
                received_at=reply.received_at,
                reply_id=reply.id,
            )
        )
        found.append((kind.value, names, texts))
    return found


def settle_if_due(event: Event, text: StructuredText) -> bool:
    """Settle a silence that has ended, in a transaction of its own; tell whether it was adopted.

    Asked wherever the text is read; without anything due it costs nothing.
    """
    if text.silent_until is None or now() < text.silent_until:
        return False
    from eventmgr.conclusions.prints import hand_over

    with writing():
        edition = settle(event, text)
        if edition is None:
            db.session.rollback()
            return False
        commit()
    hand_over(edition)
    return True


def settle_by_number(text_id: int) -> bool:
    """Settle one text, as the worker does."""
    text = db.session.get(StructuredText, text_id)
    if text is None:
        return False
    return settle_if_due(db.session.get_one(Event, text.event_id), text)


def plan(text: StructuredText) -> None:
    """Let the worker settle the silence in the second in which it ends; after the commit."""
    from eventmgr import tasks

    if text.silent_until is None or not tasks.carried():
        return
    from eventmgr.conclusions.work import settle_silence

    settle_silence.schedule(args=(text.id,), eta=text.silent_until)


def open_link(voice: Voice) -> bool:
    """Note that a personal link was opened; tell whether it was for the first time."""
    if voice.opened_at is not None:
        return False
    voice.opened_at = now()
    db.session.flush()
    return True


__all__ = [
    "TooShort",
    "circulate",
    "due",
    "earliest",
    "find_voice",
    "open_link",
    "plan",
    "rounds",
    "running",
    "settle",
    "settle_if_due",
]
