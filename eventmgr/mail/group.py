"""A message to a chosen group: one text per language, each person's own language chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.i18n.languages import INTERFACE_LANGUAGES
from eventmgr.i18n.multilingual import text_in
from eventmgr.language import current
from eventmgr.mail.actions import queue_mail
from eventmgr.mail.circles import Recipient, circle_of, narrowed
from eventmgr.mail.mailings import carrier, written_to
from eventmgr.mail.messages import Message, compose, mail_language
from eventmgr.mail.models import Mailing
from eventmgr.mail.templates import Source, register

KIND = "group"
# It knows the words every message knows; its text is the mailing's, not one as delivered.
GROUP = register(KIND, _l("Message to a group"), listed=False)


def recipients(event: Any, mailing: Mailing) -> list[Recipient]:
    """Return whom a message reaches at this moment."""
    found = circle_of(mailing.circle)
    if found is None:
        return []
    return narrowed(found.members(event, current()), mailing.chosen)


def languages_for(event: Any, people: Sequence[Recipient]) -> list[str]:
    """Return the languages a text can be written in: the event's and those of the people."""
    wanted = {*event.document_languages, *(person.language for person in people)}
    return [code for code in INTERFACE_LANGUAGES if code in wanted] or ["en"]


def language_for(event: Any, mailing: Mailing, code: str) -> str:
    """Return the language in which somebody receives a message: their own where it is written."""
    own = mail_language(code, event)
    if own in mailing.bodies:
        return own
    return next(
        (one for one in (*event.document_languages, *mailing.bodies) if one in mailing.bodies), own
    )


def by_language(event: Any, mailing: Mailing, people: Sequence[Recipient]) -> list[tuple[str, int]]:
    """Return (language, number of copies), the most first."""
    return Counter(language_for(event, mailing, person.language) for person in people).most_common()


def samples(event: Any, mailing: Mailing, people: Sequence[Recipient]) -> list[Recipient]:
    """Return up to three people whose copies are shown first, of different languages if any."""
    chosen: dict[str, Recipient] = {}
    for person in people:
        chosen.setdefault(language_for(event, mailing, person.language), person)
    firsts = list(chosen.values())
    return (firsts + [person for person in people if person not in firsts])[:3]


def copy_for(event: Any, mailing: Mailing, person: Recipient) -> tuple[str, Message]:
    """Return the language and the text of one copy; raises NamesMissing (DES-01)."""
    code = language_for(event, mailing, person.language)
    order = event.document_languages
    source = Source(
        text_in(mailing.subjects, code, order), text_in(mailing.bodies, code, order), own=True
    )
    return code, compose(
        KIND, event, code, {"name": person.name}, to_name=person.name, source=source
    )


def packed(people: Sequence[Recipient]) -> list[list[Any]]:
    """Return people as the work of a mailing keeps them."""
    return [
        [person.email, person.name, person.language, person.subject_type, person.subject_id]
        for person in people
    ]


@carrier(KIND)
def write_copies(mailing: Mailing, work: Sequence[Any], actor: Any) -> int:
    """Write the copies of some people to the outbox; whoever has one already gets no second."""
    event = mailing.event
    there = written_to(mailing, [row[0] for row in work])
    number = 0
    for email, name, language, subject_type, subject_id in work:
        if email in there:
            continue
        code, made = copy_for(event, mailing, Recipient(email, name, language))
        mail = queue_mail(
            template=KIND,
            to_email=email,
            to_name=name,
            reply_to=event.contact_email,
            language=code,
            subject=made.subject,
            body_text=made.text,
            body_html=made.html,
            event_id=event.id,
            subject_type=subject_type,
            subject_id=subject_id,
            attachments=_calendar(mailing, event, subject_id, code),
            mailing_id=mailing.id,
            as_draft=mailing.as_drafts,
        )
        there.add(mail.to_email)
        number += 1
    return number


def _calendar(
    mailing: Mailing, event: Any, subject_id: int | None, code: str
) -> list[dict[str, Any]]:
    """Return the person's calendar file, which takes the place of the older one."""
    found = circle_of(mailing.circle)
    if not mailing.with_calendar or found is None or found.calendar is None or subject_id is None:
        return []
    made = found.calendar(event, subject_id, code)
    return [made] if made is not None else []


def texts_of(values: Mapping[str, str]) -> dict[str, str]:
    """Return {language: text} without the empty ones."""
    return {code: text for code, text in values.items() if text}
