"""Reading an event's privacy notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.i18n.languages import html_lang
from eventmgr.i18n.multilingual import pick
from eventmgr.notices.models import PrivacyNotice
from eventmgr.notices.retention import days_of
from eventmgr.notices.wording import Facts, Part, compose, first_facts, languages_of, parts_of

# What an event's notice is called before anybody has changed it.
FIRST = 1


@dataclass(frozen=True)
class Shown:
    """A version of a notice as one reader sees it; `lang` marks words in another language."""

    number: int
    parts: list[Part]
    lang: str
    controller: str
    contact: str
    since: datetime | None


def newest(event: Event) -> PrivacyNotice | None:
    """Return the newest version that was kept, None while nobody has accepted or changed one."""
    return db.session.scalar(
        select(PrivacyNotice)
        .where(PrivacyNotice.event_id == event.id)
        .order_by(PrivacyNotice.number.desc())
        .limit(1)
    )


def newest_number(event: Event) -> int | None:
    """Return the number of the newest version without its words, None where none was kept."""
    return db.session.scalar(
        select(func.max(PrivacyNotice.number)).where(PrivacyNotice.event_id == event.id)
    )


def version_of(event: Event, number: int) -> PrivacyNotice | None:
    """Return one version of an event's notice."""
    return db.session.scalar(
        select(PrivacyNotice).where(
            PrivacyNotice.event_id == event.id, PrivacyNotice.number == number
        )
    )


def versions(event: Event) -> list[PrivacyNotice]:
    """Return every version, the newest first."""
    return list(
        db.session.scalars(
            select(PrivacyNotice)
            .where(PrivacyNotice.event_id == event.id)
            .order_by(PrivacyNotice.number.desc())
        )
    )


def current_number(event: Event) -> int:
    """Return the number of the version that holds now."""
    return newest_number(event) or FIRST


def facts_of(notice: PrivacyNotice) -> Facts:
    """Return what a version was composed from."""
    return Facts(
        framework=notice.framework,
        controller=notice.controller,
        joint_controllers=notice.joint_controllers,
        processors=notice.processors,
        contact=notice.contact,
    )


def composed(event: Event, facts: Facts, own: dict[str, str]) -> dict[str, str]:
    """Return the whole notice by language: the own wording, else the composed one."""
    days = days_of(event)
    texts = {}
    for code in languages_of(event):
        text = own.get(code) or compose(facts, days, code)
        if text:
            texts[code] = text
    return texts


def shown(event: Event, language: str, notice: PrivacyNotice | None = None) -> Shown:
    """Return a version, or the one that holds now, for a reader of a language."""
    notice = notice or newest(event)
    if notice is None:
        facts = first_facts(event)
        texts, number, since = composed(event, facts, {}), FIRST, None
    else:
        facts, texts = facts_of(notice), notice.texts
        number, since = notice.number, notice.created_at
    text, code = pick(texts, language, ["en", *event.document_languages])
    foreign = html_lang(code) if code and code != language else ""
    return Shown(number, parts_of(text), foreign, facts.controller, facts.contact, since)
