"""Reading the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased, defer, load_only

from eventmgr.database import db
from eventmgr.mail.models import Mail, Mailing, MailingState, MailState, MailText

PAGE = 50
# What the copies of a message to a group are about: nothing that a newer letter would replace.
GROUP = "Message"


@dataclass(frozen=True)
class OutboxPage:
    """One page of messages, the newest first, and how many there are in each state."""

    mails: Sequence[Mail]
    counts: dict[MailState, int]
    page: int
    pages: int


def outbox(
    event_id: int | None,
    *,
    state: MailState | None = None,
    words: str = "",
    mailing: int | None = None,
    page: int = 1,
) -> OutboxPage:
    """Return a page of an event's messages, or of those of no event; texts are left unread.

    `words` are looked for in the recipient and the subject; `mailing` leaves the copies of one
    message to many. Two queries.
    """
    here = _search(select(Mail).where(Mail.event_id == event_id), words)
    if mailing is not None:
        here = here.where(Mail.mailing_id == mailing)
    by_state = here.with_only_columns(Mail.state, func.count()).group_by(Mail.state)
    counts = {row[0]: row[1] for row in db.session.execute(by_state)}
    shown = here if state is None else here.where(Mail.state == state)
    total = sum(counts.values()) if state is None else counts.get(state, 0)
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    mails = db.session.scalars(
        shown.options(
            load_only(
                Mail.event_id,
                Mail.to_email,
                Mail.to_name,
                Mail.subject,
                Mail.state,
                Mail.attempts,
                Mail.last_error,
                Mail.next_try_at,
                Mail.sent_at,
                Mail.created_at,
            )
        )
        .order_by(Mail.created_at.desc(), Mail.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    return OutboxPage(mails, counts, page, pages)


def _search(statement: Select[Mail], words: str) -> Select[Mail]:
    for word in words.split():
        statement = statement.where(
            or_(
                Mail.to_email.icontains(word, autoescape=True),
                Mail.to_name.icontains(word, autoescape=True),
                Mail.subject.icontains(word, autoescape=True),
            )
        )
    return statement


def mail_in(event_id: int | None, number: int) -> Mail | None:
    """Return one message of an event, or of no event; None where it belongs elsewhere."""
    return db.session.scalar(select(Mail).where(Mail.id == number, Mail.event_id == event_id))


def latest_states(event_id: int, subject_type: str) -> dict[int, MailState]:
    """Return {subject id: state of its newest message} for one kind of thing; one query."""
    newest = (
        select(func.max(Mail.id))
        .where(Mail.event_id == event_id, Mail.subject_type == subject_type)
        .group_by(Mail.subject_id)
    )
    rows = db.session.execute(select(Mail.subject_id, Mail.state).where(Mail.id.in_(newest)))
    return {number: state for number, state in rows if number is not None}


def troubled(event_id: int) -> int:
    """Return how many messages of an event wait for a person: failed, uncertain or came back.

    One that came back counts until a newer one about the same thing is written.
    """
    newer = aliased(Mail)
    replaced = exists().where(
        newer.subject_type == Mail.subject_type,
        newer.subject_id == Mail.subject_id,
        newer.id > Mail.id,
        # One message to a group says nothing about another.
        Mail.subject_type != GROUP,
    )
    waiting = Mail.state.in_((MailState.FAILED, MailState.UNCERTAIN))
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Mail)
            .where(
                Mail.event_id == event_id,
                waiting | ((Mail.state == MailState.BOUNCED) & ~replaced),
            )
        )
        or 0
    )


def mailings(event_id: int) -> list[Mailing]:
    """Return the messages to groups of an event, the newest first; discarded ones left out."""
    return list(
        db.session.scalars(
            select(Mailing)
            .where(
                Mailing.event_id == event_id,
                Mailing.state != MailingState.DISCARDED,
            )
            .options(defer(Mailing.work), defer(Mailing.bodies))
            .order_by(Mailing.id.desc())
            .limit(200)
        )
    )


def mailing_in(event_id: int, number: int) -> Mailing | None:
    """Return one message to many of an event; None where it belongs elsewhere."""
    return db.session.scalar(
        select(Mailing).where(Mailing.id == number, Mailing.event_id == event_id)
    )


def own_texts(event_id: int) -> set[tuple[str, str]]:
    """Return the (kind, language) that an event words itself."""
    rows = db.session.execute(
        select(MailText.kind, MailText.language).where(MailText.event_id == event_id)
    )
    return {(row[0], row[1]) for row in rows}
