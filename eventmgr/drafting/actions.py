"""Changing a structured text: every change adds a revision, an audit entry, and can be undone."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.audit.actions import differences, record
from eventmgr.database import Conflict, claim_version, db, lock, now
from eventmgr.drafting import queries
from eventmgr.drafting.changing import (
    Frozen,
    Refused,
    check_open,
    gone,
    hold,
    new_node,
    normal_level,
    note,
    open_for_change,
    short,
    write,
)
from eventmgr.drafting.holding import hold_numbers, renumber_text
from eventmgr.drafting.models import (
    Comment,
    NodeKind,
    StructuredText,
    TextKind,
    TextNode,
    TextRevision,
    TranslationState,
)
from eventmgr.drafting.placing import (
    add_node,
    change_kind,
    delete_node,
    move_node,
    restore_node,
)
from eventmgr.drafting.translation import (
    call_minor,
    mark_minor,
    set_translation_state,
    take_back_minor,
)
from eventmgr.events.models import Event
from eventmgr.text.inline import canonical

__all__ = [
    "Frozen",
    "Refused",
    "add_comment",
    "add_node",
    "call_minor",
    "change_kind",
    "create_text",
    "delete_node",
    "edit_node",
    "hold_numbers",
    "move_node",
    "normal_level",
    "open_for_change",
    "renumber_text",
    "resolve_comment",
    "restore_node",
    "set_translation_state",
    "set_up_text",
    "take_back_minor",
]


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
        node = new_node(text, NodeKind.HEADING, 1, position)
        source = write(node, source_language, heading[source_language], actor=actor)
        for language, words in heading.items():
            if language != source_language and language in event.document_languages:
                write(
                    node,
                    language,
                    words,
                    actor=actor,
                    state=TranslationState.TRANSLATED,
                    rendered=source,
                )
    note("begin", text, text, actor)
    return text


def set_up_text(text: StructuredText, values: dict[str, Any], version: int, *, actor: Any) -> None:
    """Change label style, authentic language or the words of the heading.

    Raises Conflict where somebody changed the text since, Frozen where it is adopted.
    """
    lock(text)
    check_open(text)
    claim_version(text, version)
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
    translations valid: that is recorded with the name of the person who says so, and can be
    taken back.
    """
    open_for_change(text)
    if node.deleted_at is not None:
        raise gone()
    before = queries.newest_revision(node, language)
    if (before.number if before else 0) != version:
        raise Conflict(before)
    is_source = language == text.source_language
    source = None if is_source else _source_revision(text, node, rendered)
    state = TranslationState.DRAFT if is_source else (state or TranslationState.TRANSLATED)
    tidy = canonical(words)
    if before is not None and before.text == tidy and is_source:
        return before
    revision = write(
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
        mark_minor(revision, actor=actor)
    note(
        "edit",
        text,
        node,
        actor,
        label=short(tidy),
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


# --- comments -----------------------------------------------------------------------------------


def add_comment(text: StructuredText, node: TextNode | None, body: str, *, actor: Any) -> Comment:
    """Put a remark beside a paragraph, or beside the whole text where `node` is None.

    An `actor` without an account is the name of who said it, which then stands in `body` too.
    """
    hold(text)
    comment = Comment(
        text_id=text.id,
        node_id=node.id if node else None,
        actor_id=getattr(actor, "id", None),
        body=body,
    )
    db.session.add(comment)
    note("comment", text, comment, actor, label=short(body))
    return comment


def resolve_comment(text: StructuredText, comment: Comment, *, actor: Any) -> None:
    """Mark a remark as dealt with; it stays in the record."""
    hold(text)
    if comment.resolved_at is None:
        comment.resolved_at = now()
        comment.resolved_by_id = getattr(actor, "id", None)
        note("resolve", text, comment, actor, label=short(comment.body))
