"""What an event asks: standard fields as chosen, and its own questions with their answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.i18n.dates import short_date
from eventmgr.i18n.languages import INTERFACE_LANGUAGES
from eventmgr.i18n.multilingual import text_in
from eventmgr.registration.question_models import Asked, AskedFields, Question, QuestionKind
from eventmgr.secure.models import SecureGroup


@dataclass(frozen=True)
class Standard:
    """A standard field: what it is called, how it is usually asked, and what may be chosen."""

    label: Any
    usual: Asked
    may: tuple[Asked, ...] = tuple(Asked)


_WHOLE = (Asked.REQUIRED, Asked.OFF)
STANDARD: dict[str, Standard] = {
    "honorific": Standard(_l("Form of address"), Asked.OPTIONAL),
    "position": Standard(_l("Position"), Asked.REQUIRED),
    "phone": Standard(_l("Mobile telephone"), Asked.OPTIONAL),
    "speaks": Standard(_l("Languages somebody will speak"), Asked.REQUIRED),
    "follows": Standard(_l("Languages somebody follows"), Asked.REQUIRED),
    "list_sharing": Standard(_l("Sharing of the entry in the list"), Asked.REQUIRED, _WHOLE),
    "photo_consent": Standard(_l("Consent to photographs"), Asked.REQUIRED, _WHOLE),
}
# Groups of the secure part that the registration may ask; a bank account is asked with a claim.
SECURE: dict[str, Standard] = {
    "diet": Standard(_l("Diet"), Asked.OPTIONAL),
    "access": Standard(_l("Access needs"), Asked.OPTIONAL),
    "emergency": Standard(_l("Emergency contact"), Asked.OFF),
    "travel": Standard(_l("Travel document"), Asked.OFF),
}
GROUPS: dict[str, SecureGroup] = {
    "diet": SecureGroup.DIET,
    "access": SecureGroup.ACCESS,
    "emergency": SecureGroup.EMERGENCY,
    "travel": SecureGroup.TRAVEL,
}
ALL = STANDARD | SECURE


def asked_row(event_id: int) -> AskedFields | None:
    """Return the event's choice of standard fields, None where nobody has chosen yet."""
    return db.session.scalar(select(AskedFields).where(AskedFields.event_id == event_id))


def asked(event_id: int) -> dict[str, Asked]:
    """Return {field: whether it is asked} of every standard field and secure group; one query."""
    row = asked_row(event_id)
    chosen = row.fields if row is not None else {}
    return {
        name: Asked(chosen[name]) if chosen.get(name) in standard.may else standard.usual
        for name, standard in ALL.items()
    }


def secure_groups(event_id: int) -> dict[SecureGroup, bool]:
    """Return {group asked: whether it must be answered} in the order of the form; one query."""
    how = asked(event_id)
    return {
        group: how[name] is Asked.REQUIRED
        for name, group in GROUPS.items()
        if how[name] is not Asked.OFF
    }


def questions(event_id: int, *, removed: bool = False) -> list[Question]:
    """Return the event's own questions in their order; with `removed` those taken away too."""
    query = select(Question).where(Question.event_id == event_id)
    if not removed:
        query = query.where(Question.removed_at.is_(None))
    return list(db.session.scalars(query.order_by(Question.position, Question.id)))


def question(event_id: int, uid: str) -> Question | None:
    """Return one question of the event, also one that was taken away."""
    return db.session.scalar(
        select(Question).where(Question.event_id == event_id, Question.uid == uid)
    )


def languages_of(event: Event) -> list[str]:
    """Return the languages a question is worded in: the papers', then the interface's."""
    return list(dict.fromkeys([*event.document_languages, *INTERFACE_LANGUAGES]))


def label_of(question: Question, language: str, event: Event) -> str:
    """Return the question's words in the reader's language, or as there are any."""
    return text_in(question.label, language, languages_of(event))


def choices_of(
    question: Question, language: str, event: Event, *, removed: bool = False
) -> list[tuple[str, str]]:
    """Return (uid, words) of the choices; with `removed` those taken away too."""
    return [
        (str(choice["uid"]), text_in(choice["label"], language, languages_of(event)))
        for choice in question.choices
        if removed or not choice.get("removed")
    ]


def answer_words(question: Question, answer: Any, language: str, event: Event) -> str:
    """Return an answer as people read it, "" where none was given."""
    if answer is None or answer in ("", []):
        return ""
    if question.kind is QuestionKind.YES_NO:
        return _("yes") if answer else _("no")
    if question.kind in {QuestionKind.ONE, QuestionKind.SEVERAL}:
        words = dict(choices_of(question, language, event, removed=True))
        picked = answer if isinstance(answer, list) else [answer]
        return ", ".join(words.get(str(one), str(one)) for one in picked)
    if question.kind is QuestionKind.DATE:
        return short_date(date.fromisoformat(str(answer)), language)
    return str(answer)


def answered(
    asked_questions: Iterable[Question], answers: dict[str, Any], language: str, event: Event
) -> list[tuple[str, str]]:
    """Return (question, answer in words) of those that were answered, in their order."""
    pairs = (
        (label_of(one, language, event), answer_words(one, answers.get(one.uid), language, event))
        for one in asked_questions
    )
    return [(label, words) for label, words in pairs if words]
