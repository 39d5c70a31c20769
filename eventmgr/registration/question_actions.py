"""Changing what an event asks; nothing here deletes an answer that was given."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import func, select

from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, db, lock, now
from eventmgr.events.models import Event
from eventmgr.i18n.multilingual import text_in
from eventmgr.registration.question_models import AskedFields, Question, QuestionKind
from eventmgr.registration.questions import ALL, asked, asked_row, questions

# More would be no form of two minutes any more.
MOST = 30


class TooManyQuestions(Exception):
    """The event asks as many questions of its own as a form can hold."""


def change_asked(event: Event, fields: dict[str, str], *, version: int, actor: Any) -> None:
    """Choose for each standard field whether it is asked; raises Conflict.

    Answers given to a field that is asked no more stay where they are.
    """
    lock(event)
    row = asked_row(event.id)
    if row is None:
        row = AskedFields(event_id=event.id, fields={})
        db.session.add(row)
        db.session.flush()
    before = {name: how.value for name, how in asked(event.id).items()}
    claim_version(row, version)
    row.fields = {name: value for name, value in fields.items() if name in ALL}
    changed = {
        name: [before[name], value] for name, value in row.fields.items() if before[name] != value
    }
    record("change registration questions", row, actor=actor, event_id=event.id, changes=changed)


def add_question(
    event: Event, kind: QuestionKind, values: dict[str, Any], *, actor: Any
) -> Question:
    """Ask one more question, below the others; raises TooManyQuestions."""
    lock(event)
    if len(questions(event.id)) >= MOST:
        raise TooManyQuestions
    last = db.session.scalar(
        select(func.max(Question.position)).where(Question.event_id == event.id)
    )
    row = Question(
        event_id=event.id,
        uid=secrets.token_hex(6),
        kind=kind,
        position=(last or 0) + 1,
        **values | {"choices": _choices([], values.get("choices", []))},
    )
    db.session.add(row)
    record("add question", row, actor=actor, event_id=event.id, label=_label(row))
    return row


def change_question(row: Question, values: dict[str, Any], *, version: int, actor: Any) -> None:
    """Reword a question; raises Conflict. A choice that is taken away stays for its answers."""
    claim_version(row, version)
    values = values | {"choices": _choices(row.choices, values.get("choices", []))}
    record(
        "change question",
        row,
        actor=actor,
        event_id=row.event_id,
        label=_label(row),
        changes={
            name: pair for name, pair in differences(row, values).items() if name != "choices"
        },
    )


def _choices(before: list[Any], wanted: list[Any]) -> list[Any]:
    """Return the choices wanted, new ones with a uid, then those that only answers still name."""
    named = [
        {"uid": one.get("uid") or secrets.token_hex(4), "label": one["label"]} for one in wanted
    ]
    kept = {one["uid"] for one in named}
    gone = [one | {"removed": True} for one in before if one["uid"] not in kept]
    return [*named, *gone]


def move_question(row: Question, *, up: bool, actor: Any) -> bool:
    """Change places with the question above or below; return whether there was one."""
    event = db.session.get_one(Event, row.event_id)
    lock(event)
    rows = questions(row.event_id)
    place = next((number for number, one in enumerate(rows) if one.id == row.id), None)
    other = None if place is None else place - 1 if up else place + 1
    if place is None or other is None or not 0 <= other < len(rows):
        return False
    rows[place], rows[other] = rows[other], rows[place]
    for number, one in enumerate(rows, start=1):
        one.position = number
    record("move question", row, actor=actor, event_id=row.event_id, label=_label(row))
    return True


def remove_question(row: Question, *, actor: Any) -> None:
    """Ask a question no more; what was answered stays and is shown to the organisers."""
    lock(row)
    if row.removed_at is None:
        row.removed_at = now()
        row.version += 1
        record("remove question", row, actor=actor, event_id=row.event_id, label=_label(row))


def restore_question(row: Question, *, actor: Any) -> None:
    """Ask a removed question again, in its old place; raises TooManyQuestions."""
    lock(db.session.get_one(Event, row.event_id))
    lock(row)
    if row.removed_at is None:
        return
    if len(questions(row.event_id)) >= MOST:
        raise TooManyQuestions
    row.removed_at = None
    row.version += 1
    record("restore question", row, actor=actor, event_id=row.event_id, label=_label(row))


def _label(row: Question) -> str:
    return text_in(row.label, "en", tuple(row.label))
