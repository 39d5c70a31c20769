"""The concept paper of the next round: the paragraphs of the last one, as a draft."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select

from eventmgr.database import db, now
from eventmgr.events.clone_rows import copy_rows, insert_row, table_of
from eventmgr.events.models import Event
from eventmgr.text.model import new_uid

_REFERENCE = re.compile(r"\[#([0-9a-z-]+)\]")


def concept_of(event: Event) -> ColumnElement[bool]:
    """Return the condition for the concept paper of an event."""
    texts = table_of("structured_texts")
    return (texts.c.event_id == event.id) & (texts.c.kind == "concept-paper")


def live_nodes(event: Event) -> ColumnElement[bool]:
    """Return the condition for the paragraphs of it that stand."""
    nodes, texts = table_of("text_nodes"), table_of("structured_texts")
    return nodes.c.text_id.in_(select(texts.c.id).where(concept_of(event))) & (
        nodes.c.deleted_at.is_(None)
    )


def copy_concept(source: Event, target: Event, shift: timedelta) -> None:
    """Begin the concept paper with the paragraphs of the last one, in every language, as drafts."""
    texts = copy_rows(
        "structured_texts",
        concept_of(source),
        lambda row: {
            "event_id": target.id,
            "state": "draft",
            "title": {},
            "subtitle": {},
            "numbers_held_at": None,
            "adopted_at": None,
            "adopted_on": None,
            "adopted_by_id": None,
            "adopted_place": {},
            "adoption_mode": None,
            "silent_until": None,
            "sealed": None,
            "sealed_sha256": None,
        },
    )
    if not texts:
        return
    nodes, revisions = table_of("text_nodes"), table_of("text_revisions")
    old = db.session.execute(select(nodes.c.id, nodes.c.uid).where(live_nodes(source))).all()
    uids = {uid: new_uid() for _id, uid in old}
    made = copy_rows(
        "text_nodes",
        live_nodes(source),
        lambda row: {"text_id": texts[row["text_id"]], "uid": uids[row["uid"]], "held": ""},
    )
    latest = (
        select(func.max(revisions.c.id))
        .where(revisions.c.node_id.in_(list(made)))
        .group_by(revisions.c.node_id, revisions.c.language)
    )
    columns = table_of("structured_texts").c
    source_language = db.session.scalar(
        select(columns.source_language).where(columns.id.in_(list(texts.values())))
    )
    first: dict[int, int] = {}
    rows = db.session.execute(select(revisions).where(revisions.c.id.in_(latest))).mappings().all()
    # The source of each paragraph first: its translations point to it.
    for row in sorted(rows, key=lambda one: one["language"] != source_language):
        node = made[row["node_id"]]
        values = dict(row) | {
            "node_id": node,
            "number": 1,
            "text": _REFERENCE.sub(lambda m: f"[#{uids.get(m[1], m[1])}]", row["text"]),
            "state": "draft" if row["language"] == source_language else row["state"],
            "source_revision_id": first.get(node),
            "at": now(),
            "actor_id": None,
            "reason": "",
        }
        values.pop("id")
        made_id = insert_row(revisions, values)
        if row["language"] == source_language:
            first[node] = made_id
