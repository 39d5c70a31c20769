"""Changing a structured text: every change adds a revision, an audit entry, and can be undone."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.audit.actions import differences, record
from eventmgr.database import Conflict, claim_version, db, lock, now
from eventmgr.drafting import queries
from eventmgr.drafting.models import (
    Comment,
    NodeKind,
    StructuredText,
    TextKind,
    TextNode,
    TextRevision,
    TextState,
    TranslationState,
)
from eventmgr.events.models import Event
from eventmgr.text.inline import canonical
from eventmgr.text.model import new_uid

# Levels a kind may have; the first is the usual one.
LEVELS: dict[NodeKind, tuple[int, ...]] = {
    NodeKind.HEADING: (1, 2),
    NodeKind.OPERATIVE: (1,),
    NodeKind.SUB_POINT: (2, 3),
    NodeKind.BULLET: (1, 2, 3),
    NodeKind.CONTINUATION: (1, 2, 3),
}


class Refused(Exception):
    """A change cannot be made; the message says why and what to do."""

    def __init__(self, message: Any) -> None:
        super().__init__(str(message))
        self.message = message


class Frozen(Refused):
    """An adopted text takes no change of any kind."""

    def __init__(self) -> None:
        super().__init__(
            _l("This text has been adopted. It can be read and printed, but no longer changed.")
        )


def _gone() -> Refused:
    return Refused(
        _l("This paragraph has been deleted in the meantime. Please restore it first.")
    )


def open_for_change(text: StructuredText) -> None:
    """Hold the text until the transaction ends; raise Frozen where it has been adopted.

    Every change passes here, so that nothing slips in while the text is being adopted, and so
    that numbers of revisions and positions are given out one at a time.
    """
    lock(text)
    if text.state is TextState.ADOPTED:
        raise Frozen
    text.version += 1


def normal_level(kind: NodeKind, level: int | None) -> int:
    """Return a level the kind may have, the usual one where the wish cannot be met."""
    allowed = LEVELS.get(kind, (0,))
    return level if level in allowed else allowed[0]


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:199]}…"


def _record(
    action: str, text: StructuredText, subject: Any, actor: Any, /, label: str = "", **changes: Any
) -> None:
    record(
        f"drafting.{action}",
        subject,
        actor=actor,
        event_id=text.event_id,
        label=label or text.kind.value,
        changes={
            name: [_short(side) if isinstance(side, str) else side for side in pair]
            for name, pair in changes.items()
        },
    )


# --- the text as a whole --------------------------------------------------------------------


def create_text(
    event: Event,
    kind: TextKind,
    *,
    actor: Any,
    source_language: str,
    headings: list[dict[str, str]] | None = None,
    label_style: str = "1./a.",
) -> StructuredText:
    """Begin an event's text, empty or with section headings ({language: heading}).

    Headings given in other languages than the source's count as translated. Raises Refused where
    the text is there already or the language is not one of the event's papers.
    """
    lock(event)
    if queries.find_text(event, kind) is not None:
        raise Refused(_l("This text has been begun already."))
    if source_language not in event.document_languages:
        raise Refused(_l("Please choose one of the languages of the event's papers."))
    text = StructuredText(
        event_id=event.id,
        kind=kind,
        source_language=source_language,
        authentic_language=source_language,
        label_style=label_style,
    )
    db.session.add(text)
    db.session.flush()
    for position, heading in enumerate(headings or []):
        node = _new_node(text, NodeKind.HEADING, 1, position)
        source = _write(node, source_language, heading[source_language], actor=actor)
        for language, words in heading.items():
            if language != source_language and language in event.document_languages:
                _write(
                    node,
                    language,
                    words,
                    actor=actor,
                    state=TranslationState.TRANSLATED,
                    rendered=source,
                )
    _record("begin", text, text, actor)
    return text


def set_up_text(
    text: StructuredText, values: dict[str, Any], version: int, *, actor: Any
) -> None:
    """Change label style, authentic language or the words of the heading.

    Raises Conflict where somebody changed the text since, Frozen where it is adopted.
    """
    if text.state is TextState.ADOPTED:
        raise Frozen
    claim_version(text, version)
    if text.state is TextState.ADOPTED:
        raise Frozen
    changed = differences(text, values)
    if changed:
        record(
            "drafting.set-up",
            text,
            actor=actor,
            event_id=text.event_id,
            label=text.kind.value,
            changes=changed,
        )


# --- paragraphs -------------------------------------------------------------------------------


def _new_node(
    text: StructuredText, kind: NodeKind, level: int, position: int, uid: str = ""
) -> TextNode:
    node = TextNode(
        text_id=text.id,
        uid=uid or new_uid(),
        kind=kind,
        level=normal_level(kind, level),
        position=position,
    )
    db.session.add(node)
    db.session.flush()
    return node


def _write(
    node: TextNode,
    language: str,
    words: str,
    *,
    actor: Any,
    state: TranslationState = TranslationState.DRAFT,
    rendered: TextRevision | None = None,
    reason: str = "",
    after: int = 0,
) -> TextRevision:
    """Add a revision; `after` is the number of the one before it."""
    revision = TextRevision(
        node_id=node.id,
        language=language,
        number=after + 1,
        text=canonical(words),
        state=state,
        source_revision_id=rendered.id if rendered else None,
        actor_id=getattr(actor, "id", None),
        reason=reason[:300],
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def _siblings(text: StructuredText) -> list[TextNode]:
    """Return all nodes in order; deleted ones keep their place for the day they come back."""
    return list(
        db.session.scalars(
            select(TextNode)
            .where(TextNode.text_id == text.id)
            .order_by(TextNode.position, TextNode.id)
        )
    )


def _renumber(nodes: list[TextNode]) -> None:
    for position, node in enumerate(nodes):
        if node.position != position:
            node.position = position
    db.session.flush()


def add_node(
    text: StructuredText,
    after: TextNode | None,
    kind: NodeKind,
    level: int | None,
    words: str,
    *,
    actor: Any,
    language: str | None = None,
) -> TextNode:
    """Add a paragraph behind another, or at the beginning where `after` is None."""
    open_for_change(text)
    language = language or text.source_language
    nodes = _siblings(text)
    place = nodes.index(after) + 1 if after is not None else 0
    node = _new_node(text, kind, normal_level(kind, level), place)
    nodes.insert(place, node)
    _renumber(nodes)
    revision = _write(node, language, words, actor=actor)
    _record("add", text, node, actor, label=_short(revision.text), text=["", revision.text])
    return node


def edit_node(
    text: StructuredText,
    node: TextNode,
    language: str,
    words: str,
    version: int,
    *,
    actor: Any,
    reason: str = "",
    state: TranslationState | None = None,
    rendered: int | None = None,
    minor: bool = False,
) -> TextRevision:
    """Write a paragraph anew in one language.

    `version` is the number of the revision the person saw (0: none): two people in one language
    meet in a Conflict that holds the newer revision, while translators into different languages
    never stand in each other's way. `rendered` is the id of the source revision a translation
    was made from (default: the present one). With `minor` a change of the source leaves its
    translations current: they are carried over with the name of the person who says so.
    """
    open_for_change(text)
    if node.deleted_at is not None:
        raise _gone()
    before = queries.newest_revision(node, language)
    if (before.number if before else 0) != version:
        raise Conflict(before)
    is_source = language == text.source_language
    source = None if is_source else _source_revision(text, node, rendered)
    state = TranslationState.DRAFT if is_source else (state or TranslationState.TRANSLATED)
    tidy = canonical(words)
    if before is not None and before.text == tidy and is_source:
        return before
    revision = _write(
        node,
        language,
        tidy,
        actor=actor,
        state=state,
        rendered=source,
        reason=reason,
        after=version,
    )
    node.version += 1
    if is_source and minor and before is not None:
        _carry_over(text, node, before, revision, actor)
    _record(
        "edit",
        text,
        node,
        actor,
        label=_short(tidy),
        **{f"text.{language}": [before.text if before else "", tidy]},
    )
    return revision


def _source_revision(
    text: StructuredText, node: TextNode, wanted: int | None
) -> TextRevision | None:
    if wanted:
        seen = db.session.get(TextRevision, wanted)
        if seen and seen.node_id == node.id and seen.language == text.source_language:
            return seen
    return queries.newest_revision(node, text.source_language)


def _carry_over(
    text: StructuredText, node: TextNode, old: TextRevision, new: TextRevision, actor: Any
) -> None:
    """Let translations that were current stay current after a small correction of the source."""
    languages = db.session.scalars(
        select(TextRevision.language)
        .where(TextRevision.node_id == node.id, TextRevision.language != text.source_language)
        .distinct()
    ).all()
    for language in languages:
        newest = queries.newest_revision(node, language)
        made_from = newest and newest.source_revision_id and db.session.get(
            TextRevision, newest.source_revision_id
        )
        if newest is not None and made_from and made_from.text == old.text:
            _write(
                node,
                language,
                newest.text,
                actor=actor,
                state=newest.state,
                rendered=new,
                reason=str(_l("Small correction of the source text; the translation stays.")),
                after=newest.number,
            )


def delete_node(text: StructuredText, node: TextNode, *, actor: Any) -> None:
    """Take a paragraph out of the text; `restore_node` brings it back where it stood."""
    open_for_change(text)
    if node.deleted_at is None:
        node.deleted_at = now()
        node.version += 1
        _record("delete", text, node, actor, label=_first_words(text, node))


def restore_node(text: StructuredText, node: TextNode, *, actor: Any) -> None:
    """Bring a deleted paragraph back with all its languages."""
    open_for_change(text)
    if node.deleted_at is not None:
        node.deleted_at = None
        node.version += 1
        _record("restore", text, node, actor, label=_first_words(text, node))


def _first_words(text: StructuredText, node: TextNode) -> str:
    revision = queries.newest_revision(node, text.source_language)
    return _short(revision.text) if revision else ""


def move_node(
    text: StructuredText,
    node: TextNode,
    *,
    actor: Any,
    direction: str = "",
    before: TextNode | None = None,
) -> None:
    """Move a paragraph one step "up" or "down" among the live ones, or in front of another."""
    open_for_change(text)
    nodes = _siblings(text)
    live = [one for one in nodes if one.deleted_at is None]
    if node not in live:
        raise _gone()
    here = live.index(node)
    if before is None:
        there = here - 1 if direction == "up" else here + 1
        if not 0 <= there < len(live):
            return
        neighbour = live[there]
        nodes.remove(node)
        nodes.insert(nodes.index(neighbour) + (0 if direction == "up" else 1), node)
    elif before is not node:
        nodes.remove(node)
        nodes.insert(nodes.index(before), node)
    _renumber(nodes)
    after = [one for one in nodes if one.deleted_at is None].index(node)
    node.version += 1
    _record(
        "move", text, node, actor, label=_first_words(text, node), position=[here + 1, after + 1]
    )


def change_kind(
    text: StructuredText, node: TextNode, kind: NodeKind, level: int | None, *, actor: Any
) -> None:
    """Make a paragraph something else: operative, sub-point, heading …; numbers follow."""
    open_for_change(text)
    changed = differences(node, {"kind": kind, "level": normal_level(kind, level)})
    if changed:
        node.version += 1
        _record("kind", text, node, actor, label=_first_words(text, node), **changed)


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
    """
    open_for_change(text)
    newest = queries.newest_revision(node, language)
    if language == text.source_language or newest is None or not newest.text:
        raise Refused(_l("There is no translation of this paragraph yet."))
    source = queries.newest_revision(node, text.source_language)
    _write(
        node,
        language,
        newest.text,
        actor=actor,
        state=state,
        rendered=source,
        after=newest.number,
    )
    node.version += 1
    _record(
        "translation",
        text,
        node,
        actor,
        label=_short(newest.text),
        **{f"state.{language}": [newest.state.value, state.value]},
    )


# --- comments -----------------------------------------------------------------------------------


def add_comment(
    text: StructuredText, node: TextNode | None, body: str, *, actor: Any
) -> Comment:
    """Put a remark beside a paragraph, or beside the whole text where `node` is None."""
    _hold(text)
    comment = Comment(
        text_id=text.id, node_id=node.id if node else None, actor_id=actor.id, body=body
    )
    db.session.add(comment)
    _record("comment", text, comment, actor, label=_short(body))
    return comment


def resolve_comment(text: StructuredText, comment: Comment, *, actor: Any) -> None:
    """Mark a remark as dealt with; it stays in the record."""
    _hold(text)
    if comment.resolved_at is None:
        comment.resolved_at = now()
        _record("resolve", text, comment, actor, label=_short(comment.body))


def _hold(text: StructuredText) -> None:
    """Like `open_for_change`, for what changes no words of the text."""
    lock(text)
    if text.state is TextState.ADOPTED:
        raise Frozen
