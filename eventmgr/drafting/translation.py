"""How far a translation is: who says so, who checks it, and which changes leave it valid."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.database import db, now
from eventmgr.drafting import queries
from eventmgr.drafting.changing import Refused, note, open_for_change, short, write
from eventmgr.drafting.models import (
    MinorChange,
    StructuredText,
    TextNode,
    TextRevision,
    TranslationState,
)


def set_translation_state(
    text: StructuredText,
    node: TextNode,
    language: str,
    state: TranslationState,
    *,
    actor: Any,
) -> None:
    """Say how far a translation is, as a new revision made from the present source text.

    Declaring an out-of-date translation translated or checked says that it needs no change.
    Raises Refused where there is no translation, or where its own writer wants to check it.
    """
    open_for_change(text)
    newest = queries.newest_revision(node, language)
    if language == text.source_language or newest is None or not newest.text:
        raise Refused(_l("There is no translation of this paragraph yet."))
    if state is TranslationState.CHECKED and wrote(node, language, actor):
        raise Refused(
            _l(
                "You wrote this translation yourself. Please let another person check it; "
                "four eyes see more than two."
            )
        )
    write(
        node,
        language,
        newest.text,
        actor=actor,
        state=state,
        rendered=queries.newest_revision(node, text.source_language),
        after=newest.number,
    )
    node.version += 1
    note(
        "translation",
        text,
        node,
        actor,
        label=short(newest.text),
        **{f"state.{language}": [newest.state.value, state.value]},
    )


def wrote(node: TextNode, language: str, actor: Any) -> bool:
    """Tell whether a person wrote the present words of a paragraph in a language."""
    words: str | None = None
    writer: int | None = None
    for revision_text, actor_id in db.session.execute(
        select(TextRevision.text, TextRevision.actor_id)
        .where(TextRevision.node_id == node.id, TextRevision.language == language)
        .order_by(TextRevision.number)
    ):
        if revision_text != words:
            words, writer = revision_text, actor_id
    return writer is not None and writer == getattr(actor, "id", None)


def call_minor(text: StructuredText, node: TextNode, since: int, *, actor: Any) -> None:
    """Say by name that the changes of the source after revision `since` are small.

    Translations made from that revision, or a later one, stay valid; that they do is recorded
    with the name, shown beside them and on the paper, and can be taken back.
    """
    open_for_change(text)
    named(actor)
    known = _said(node)
    for revision in _source_revisions(text, node, since):
        if revision.id not in known:
            db.session.add(MinorChange(revision_id=revision.id, actor_id=actor.id))
    db.session.flush()
    note("minor", text, node, actor, label=_words(text, node))


def take_back_minor(text: StructuredText, node: TextNode, since: int, *, actor: Any) -> None:
    """Take back that the changes after revision `since` are small: translations are late again."""
    open_for_change(text)
    known = _said(node)
    for revision in _source_revisions(text, node, since):
        mark = known.get(revision.id)
        if mark is not None:
            mark.withdrawn_at = now()
            mark.withdrawn_by_id = getattr(actor, "id", None)
    db.session.flush()
    note("minor-back", text, node, actor, label=_words(text, node))


def mark_minor(revision: TextRevision, *, actor: Any) -> None:
    """Record with a change of the source that it is small."""
    named(actor)
    db.session.add(MinorChange(revision_id=revision.id, actor_id=actor.id))
    db.session.flush()


def named(actor: Any) -> None:
    """Refuse a word nobody stands for."""
    if getattr(actor, "id", None) is None:
        raise Refused(_l("Only a person can say that a change is small: it is kept by name."))


def _source_revisions(text: StructuredText, node: TextNode, since: int) -> list[TextRevision]:
    return list(
        db.session.scalars(
            select(TextRevision).where(
                TextRevision.node_id == node.id,
                TextRevision.language == text.source_language,
                TextRevision.number > since,
                TextRevision.number > 1,
            )
        )
    )


def _said(node: TextNode) -> dict[int, MinorChange]:
    """Return what was said and not taken back, by revision."""
    return {
        mark.revision_id: mark
        for mark in db.session.scalars(
            select(MinorChange)
            .join(TextRevision, TextRevision.id == MinorChange.revision_id)
            .where(TextRevision.node_id == node.id, MinorChange.withdrawn_at.is_(None))
        )
    }


def _words(text: StructuredText, node: TextNode) -> str:
    revision = queries.newest_revision(node, text.source_language)
    return short(revision.text) if revision else ""
