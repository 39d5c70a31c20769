"""The order of a text at each time: written down with every change of where paragraphs stand.

Every way of moving, adding or deleting paragraphs ends in the same tables, so it is noticed there
(as papers/changes.py does); one row is added when the transaction ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from eventmgr.database import db, now
from eventmgr.drafting.models import Arrangement, StructuredText, TextNode

_OF_NODE = ("kind", "level", "position", "deleted_at", "held")
_OF_TEXT = ("label_style", "numbers_held_at")
_KEY = "texts arranged anew"


def _changed(row: Any, names: tuple[str, ...]) -> bool:
    state = inspect(row)
    return any(state.attrs[name].history.has_changes() for name in names)


@event.listens_for(Session, "before_flush")
def _notice(session: Session, _context: Any, _instances: Any) -> None:
    touched = {row.text_id for row in session.new if isinstance(row, TextNode)}
    for row in session.dirty:
        if isinstance(row, TextNode) and _changed(row, _OF_NODE):
            touched.add(row.text_id)
        elif isinstance(row, StructuredText) and _changed(row, _OF_TEXT):
            touched.add(row.id)
    if touched:
        session.info.setdefault(_KEY, set()).update(touched)


@event.listens_for(Session, "before_commit")
def _write_down(session: Session) -> None:
    if session.new or session.dirty or session.deleted:
        session.flush()
    for text_id in sorted(session.info.pop(_KEY, set()) - {None}):
        text = session.get(StructuredText, text_id)
        if text is not None:
            session.add(arrangement_of(session, text))


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_KEY, None)


def arrangement_of(session: Session, text: StructuredText) -> Arrangement:
    """Return how the paragraphs of a text stand now, ready to be added: one query."""
    rows = session.execute(
        select(TextNode.id, TextNode.kind, TextNode.level, TextNode.held)
        .where(TextNode.text_id == text.id, TextNode.deleted_at.is_(None))
        .order_by(TextNode.position, TextNode.id)
    )
    return Arrangement(
        text_id=text.id,
        at=now(),
        label_style=text.label_style,
        held=text.numbers_held_at is not None,
        rows=[[node_id, kind.value, level, held] for node_id, kind, level, held in rows],
    )


def arrangements(text: StructuredText) -> Sequence[Arrangement]:
    """Return how a text was arranged at each time, the oldest first: one query."""
    return db.session.scalars(
        select(Arrangement).where(Arrangement.text_id == text.id).order_by(Arrangement.id)
    ).all()
