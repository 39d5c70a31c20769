"""Numbers that do not move while people hold paper, and the button that makes them run again."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventmgr.database import db, now
from eventmgr.drafting.changing import Refused, note, open_for_change, siblings
from eventmgr.drafting.models import Renumbering, StructuredText, TextNode
from eventmgr.drafting.queries import engine_nodes, number, restarts
from eventmgr.text.numbering import hold


def keep_numbers(text: StructuredText) -> None:
    """Give a number to each paragraph that has none, where numbers are held.

    Deleted paragraphs take part with the number they had when it was held or given, so that
    nobody else gets it while the paper with it is about.
    """
    if text.numbers_held_at is None:
        return
    nodes = [node for node in siblings(text) if node.deleted_at is None or node.held]
    figures = hold(
        engine_nodes(nodes),
        {node.uid: node.held for node in nodes if node.held},
        text.label_style,
        restart=restarts(text),
    )
    for node in nodes:
        figure = figures.get(node.uid, "")
        if node.held != figure:
            node.held = figure
    db.session.flush()


def hold_numbers(text: StructuredText, *, actor: Any) -> None:
    """Freeze the numbers as they stand; what is put in from now on is "4 bis", "4 ter" …"""
    open_for_change(text)
    if text.numbers_held_at is not None:
        return
    text.numbers_held_at = now()
    keep_numbers(text)
    note("hold", text, text, actor)


def renumber_text(text: StructuredText, *, actor: Any) -> Renumbering:
    """Let numbers run from 1 again; the concordance of old and new ones is kept and returned.

    Raises Refused where numbers run already.
    """
    open_for_change(text)
    if text.numbers_held_at is None:
        raise Refused(_l("The numbers of this text follow by themselves already."))
    nodes = [node for node in siblings(text) if node.deleted_at is None or node.held]
    old = {node.uid: ref for node, (_label, ref) in zip(nodes, number(nodes, text), strict=True)}
    release(text, nodes)
    live = [node for node in nodes if node.deleted_at is None]
    new = {node.uid: ref for node, (_label, ref) in zip(live, number(live, text), strict=True)}
    concordance = Renumbering(
        text_id=text.id,
        actor_id=getattr(actor, "id", None),
        rows=[
            [node.uid, old[node.uid], new.get(node.uid, "")]
            for node in nodes
            if old[node.uid] or new.get(node.uid)
        ],
    )
    db.session.add(concordance)
    db.session.flush()
    moved = sum(1 for _uid, before, after in concordance.rows if before != after)
    note("renumber", text, concordance, actor, label=text.kind.value, moved=[0, moved])
    return concordance


def release(text: StructuredText, nodes: list[TextNode]) -> None:
    """Take the held numbers away."""
    for node in nodes:
        if node.held:
            node.held = ""
    text.numbers_held_at = None
    db.session.flush()


def concordances(text: StructuredText) -> list[Renumbering]:
    """Return the renumberings of a text with who made them, the newest first."""
    return list(
        db.session.scalars(
            select(Renumbering)
            .options(joinedload(Renumbering.actor))
            .where(Renumbering.text_id == text.id)
            .order_by(Renumbering.id.desc())
        )
    )


def find_concordance(text: StructuredText, renumbering_id: int) -> Renumbering | None:
    """Return a renumbering of this text."""
    return db.session.scalar(
        select(Renumbering).where(Renumbering.text_id == text.id, Renumbering.id == renumbering_id)
    )
