"""An edit after a version was circulated begins the next one (LIFE-01).

Every way of changing a text ends in the same tables, so it is noticed there: no editor, import
or later room has to remember it. A revision that repeats the words that were circulated (a state
of a translation, a small correction carried over) is no edit.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from eventmgr.database import now
from eventmgr.drafting.models import StructuredText, TextKind, TextNode, TextRevision
from eventmgr.papers.models import PaperVersion
from eventmgr.papers.snapshots import read

CLEARED_KINDS = frozenset({TextKind.CONCEPT_PAPER, TextKind.PRESS_RELEASE})
_OF_NODE = ("kind", "level", "position", "deleted_at")
_OF_TEXT = ("title", "subtitle", "doc_type", "label_style", "authentic_language")


def _changed(row: Any, names: tuple[str, ...]) -> bool:
    state = inspect(row)
    return any(state.attrs[name].history.has_changes() for name in names)


@event.listens_for(Session, "before_flush")
def _notice(session: Session, _context: Any, _instances: Any) -> None:
    revisions = [row for row in session.new if isinstance(row, TextRevision)]
    others = {row.text_id for row in session.new if isinstance(row, TextNode)}
    others |= {
        row.text_id
        for row in session.dirty
        if isinstance(row, TextNode) and _changed(row, _OF_NODE)
    }
    others |= {
        row.id
        for row in session.dirty
        if isinstance(row, StructuredText) and _changed(row, _OF_TEXT)
    }
    if not revisions and not others:
        return
    with session.no_autoflush:
        nodes = {row.node_id: session.get(TextNode, row.node_id) for row in revisions}
        touched = {node.text_id for node in nodes.values() if node is not None} | others
        for text_id in touched - {None}:
            text = session.get(StructuredText, text_id)
            if text is None or text.kind not in CLEARED_KINDS:
                continue
            version = session.scalar(
                select(PaperVersion).where(
                    PaperVersion.text_id == text_id, PaperVersion.superseded_at.is_(None)
                )
            )
            if version is None:
                continue
            mine = [
                (node.uid, row)
                for row in revisions
                if (node := nodes[row.node_id]) is not None and node.text_id == text_id
            ]
            if text_id in others or _says_something_else(version, mine):
                version.superseded_at = now()
                version.superseded_by_id = next(
                    (row.actor_id for _uid, row in mine if row.actor_id), None
                )


def _says_something_else(version: PaperVersion, revisions: list[tuple[str, TextRevision]]) -> bool:
    kept = {one.uid: one.texts for one in read(version).paragraphs}
    return any(kept.get(uid, {}).get(row.language, "") != row.text for uid, row in revisions)
