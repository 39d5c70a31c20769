"""Splitting a paragraph, joining two, and taking either back; nothing that was written is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.database import Conflict, db, now
from eventmgr.drafting import queries
from eventmgr.drafting.changing import (
    Refused,
    gone,
    new_node,
    normal_level,
    note,
    open_for_change,
    renumber,
    short,
    siblings,
    write,
)
from eventmgr.drafting.holding import keep_numbers
from eventmgr.drafting.models import (
    Comment,
    NodeKind,
    Reshape,
    Reshaping,
    StructuredText,
    TextNode,
    TextRevision,
    TranslationState,
)
from eventmgr.drafting.placing import depth
from eventmgr.drafting.wordings import newest_numbers
from eventmgr.text.inline import canonical


@dataclass(frozen=True)
class Part:
    """Words that leave a paragraph: what they become, or whose translation they are (`uid`)."""

    words: str
    kind: NodeKind
    level: int
    uid: str = ""


def split_node(
    text: StructuredText,
    node: TextNode,
    language: str,
    first: str,
    parts: Sequence[Part],
    version: int,
    *,
    actor: Any,
    reason: str = "",
    state: TranslationState | None = None,
    rendered: int | None = None,
) -> Reshaping:
    """Leave the first words with a paragraph and make the others paragraphs directly behind it.

    Sub-points behind the paragraph follow the last of its words. Its other languages keep their
    whole wording and are out of date; the new paragraphs are missing there. In a translation a
    part with a uid becomes the translation of that paragraph. `version` is the number of the
    revision the person saw: raises Conflict with the newer one, Refused where numbers are held
    and sub-points would come under another number.
    """
    open_for_change(text)
    if node.deleted_at is not None:
        raise gone()
    before = queries.newest_revision(node, language)
    if (before.number if before else 0) != version:
        raise Conflict(before)
    source = text.source_language
    is_source = language == source
    why = reason or _("Split into %(count)s paragraphs", count=len(parts) + 1)
    changes: list[list[Any]] = []
    tidy = canonical(first)
    if before is None or before.text != tidy:
        seen = None if is_source else _seen(node, source, rendered)
        kept = write(
            node,
            language,
            tidy,
            actor=actor,
            state=TranslationState.DRAFT if is_source else state or TranslationState.TRANSLATED,
            rendered=seen,
            reason=why,
            after=version,
        )
        changes.append([node.id, language, before.id if before else None, kept.id])
    made: list[int] = []
    last = node
    for part in parts:
        if part.uid:
            last = _translate(text, part, language, changes, actor=actor, why=why)
            continue
        last = _put_in(text, last, part, made)
        # Words in a language whose source says nothing yet are a draft, whatever was meant.
        written = write(last, language, part.words, actor=actor, reason=why)
        changes.append([last.id, language, None, written.id])
    keep_numbers(text)
    node.version += 1
    reshaping = _kept(text, node, Reshape.SPLIT, changes, actor, made=made)
    note(
        "split",
        text,
        node,
        actor,
        label=short(tidy),
        **{f"text.{language}": [before.text if before else "", tidy]},
        paragraphs=[1, len(parts) + 1],
    )
    return reshaping


def _seen(node: TextNode, source: str, rendered: int | None) -> TextRevision | None:
    seen = db.session.get(TextRevision, rendered) if rendered else None
    if seen is not None and seen.node_id == node.id and seen.language == source:
        return seen
    return queries.newest_revision(node, source)


def _translate(
    text: StructuredText,
    part: Part,
    language: str,
    changes: list[list[Any]],
    *,
    actor: Any,
    why: str,
) -> TextNode:
    """Write a part as the translation of a paragraph that has none yet."""
    node = queries.find_node(text, part.uid)
    before = queries.newest_revision(node, language) if node is not None else None
    if node is None or node.deleted_at is not None or (before is not None and before.text):
        raise Refused(
            _l("The paragraphs have changed in the meantime. Please look at them and save again.")
        )
    revision = write(
        node,
        language,
        part.words,
        actor=actor,
        state=TranslationState.TRANSLATED,
        rendered=queries.newest_revision(node, text.source_language),
        reason=why,
        after=before.number if before else 0,
    )
    node.version += 1
    changes.append([node.id, language, before.id if before else None, revision.id])
    return node


def _put_in(text: StructuredText, after: TextNode, part: Part, made: list[int]) -> TextNode:
    """Make a node directly behind another."""
    nodes = siblings(text)
    place = nodes.index(after) + 1
    level = normal_level(part.kind, part.level)
    following = next((one for one in nodes[place:] if one.deleted_at is None), None)
    node = new_node(text, part.kind, level, place)
    if (
        text.numbers_held_at is not None
        and following is not None
        and following.kind in {NodeKind.SUB_POINT, NodeKind.BULLET, NodeKind.CONTINUATION}
        and depth(following) > depth(node)
    ):
        raise Refused(
            _l(
                "The numbers are held, and the sub-points of this paragraph would come under "
                "another number. Please add the new paragraph below its sub-points instead."
            )
        )
    made.append(node.id)
    renumber([*nodes[:place], node, *nodes[place:]])
    return node


def add_parts(
    text: StructuredText, after: TextNode, parts: Sequence[Part], *, actor: Any, language: str
) -> list[TextNode]:
    """Add paragraphs directly behind one that was just added, each with its own record."""
    open_for_change(text)
    made: list[int] = []
    found = []
    for part in parts:
        after = _put_in(text, after, part, made)
        revision = write(after, language, part.words, actor=actor)
        note("add", text, after, actor, label=short(revision.text), text=["", revision.text])
        found.append(after)
    keep_numbers(text)
    return found


def neighbour(nodes: Sequence[TextNode], node: TextNode) -> TextNode | None:
    """Return the paragraph that stands before another, among all nodes of a text in order."""
    live = [one for one in nodes if one.deleted_at is None]
    place = live.index(node) if node in live else 0
    return live[place - 1] if place else None


def join_node(text: StructuredText, node: TextNode, *, actor: Any) -> Reshaping:
    """Put a paragraph's words behind those of the paragraph before it, in every language.

    The later paragraph is deleted and keeps its history; its sub-points, its open comments and
    references to it go to the joined one. A translation stays valid where both were. Raises
    Refused where nothing stands before, where a heading would run into other text, or where
    sub-points would come under another paragraph than their own words.
    """
    open_for_change(text)
    if node.deleted_at is not None:
        raise gone()
    nodes = siblings(text)
    former = neighbour(nodes, node)
    _check_join(text, nodes, former, node)
    assert former is not None
    newest = _newest(text)
    why = _("Joined with the paragraph that followed")
    changes: list[list[Any]] = []
    languages = {language for node_id, language in newest if node_id in {former.id, node.id}}
    source = text.source_language
    for language in sorted(languages, key=lambda one: (one != source, one)):
        _join_words(text, former, node, language, newest, changes, actor=actor, why=why)
    _refer_anew(text, former, node, newest, changes, actor=actor)
    node.deleted_at = now()
    node.version += 1
    former.version += 1
    remarks = list(
        db.session.scalars(
            select(Comment).where(Comment.node_id == node.id, Comment.resolved_at.is_(None))
        )
    )
    for remark in remarks:
        remark.node_id = former.id
    keep_numbers(text)
    reshaping = _kept(
        text,
        former,
        Reshape.JOIN,
        changes,
        actor,
        gone=[node.id],
        remarks=[remark.id for remark in remarks],
    )
    joined = queries.newest_revision(former, source)
    old = newest.get((former.id, source))
    note(
        "join",
        text,
        former,
        actor,
        label=short(joined.text if joined else ""),
        **{f"text.{source}": [old.text if old else "", joined.text if joined else ""]},
        paragraphs=[2, 1],
    )
    return reshaping


def _check_join(
    text: StructuredText, nodes: Sequence[TextNode], former: TextNode | None, node: TextNode
) -> None:
    if former is None:
        raise Refused(_l("Nothing stands before this paragraph that it could be joined with."))
    if (former.kind is NodeKind.HEADING) != (node.kind is NodeKind.HEADING):
        raise Refused(
            _l(
                "A heading and a paragraph cannot be joined. Please change the kind of one of "
                "them first."
            )
        )
    live = [one for one in nodes if one.deleted_at is None]
    place = live.index(node)
    following = live[place + 1] if place + 1 < len(live) else None
    own = (
        following is not None
        and following.kind in {NodeKind.SUB_POINT, NodeKind.BULLET, NodeKind.CONTINUATION}
        and depth(following) > depth(node)
    )
    if own and (depth(former) > depth(node) or text.numbers_held_at is not None):
        raise Refused(
            _l(
                "The sub-points of this paragraph would come under another one. Please move or "
                "join them first."
            )
        )


def _newest(text: StructuredText) -> dict[tuple[int, str], TextRevision]:
    """Return the newest revision of each paragraph in each language: one query."""
    newest: Any = newest_numbers(text)
    columns = newest.c
    rows = db.session.scalars(
        select(TextRevision).join(
            newest,
            (columns.node_id == TextRevision.node_id)
            & (columns.language == TextRevision.language)
            & (columns.number == TextRevision.number),
        )
    )
    return {(one.node_id, one.language): one for one in rows}


def _is_current(one: TextRevision | None, source: TextRevision | None) -> bool:
    """Tell whether a translation is finished and says what its source says."""
    if one is None or not one.text or one.state is TranslationState.DRAFT or source is None:
        return False
    made_from = db.session.get(TextRevision, one.source_revision_id or 0)
    return made_from is not None and made_from.text == source.text


def _join_words(
    text: StructuredText,
    former: TextNode,
    node: TextNode,
    language: str,
    newest: dict[tuple[int, str], TextRevision],
    changes: list[list[Any]],
    *,
    actor: Any,
    why: str,
) -> None:
    source = text.source_language
    first, second = newest.get((former.id, language)), newest.get((node.id, language))
    if second is None or not second.text:
        # The wording there is goes out of date with its source.
        return
    words = f"{first.text} {second.text}" if first and first.text else second.text
    state, rendered = TranslationState.DRAFT, None
    if language != source:
        both = all(
            _is_current(one, newest.get((one_id, source)))
            for one, one_id in ((first, former.id), (second, node.id))
        )
        made_from = first.source_revision_id if first else None
        rendered = (
            queries.newest_revision(former, source)
            if both
            else db.session.get(TextRevision, made_from or 0)
        )
        # Checked was each for itself: the joined wording waits for four eyes again.
        state = TranslationState.TRANSLATED if both else TranslationState.DRAFT
    revision = write(
        former,
        language,
        words,
        actor=actor,
        state=state,
        rendered=rendered,
        reason=why,
        after=first.number if first else 0,
    )
    changes.append([former.id, language, first.id if first else None, revision.id])


def _refer_anew(
    text: StructuredText,
    former: TextNode,
    node: TextNode,
    newest: dict[tuple[int, str], TextRevision],
    changes: list[list[Any]],
    *,
    actor: Any,
) -> None:
    """Let references to the deleted paragraph lead to the joined one."""
    old, new = f"[#{node.uid}]", f"[#{former.uid}]"
    why = _("The paragraph it refers to was joined with the one before it")
    source = text.source_language
    found = [
        one
        for (node_id, _language), one in newest.items()
        if old in one.text and node_id not in {node.id, former.id}
    ]
    for one in sorted(found, key=lambda row: (row.language != source, row.id)):
        referring = db.session.get_one(TextNode, one.node_id)
        if referring.deleted_at is not None:
            continue
        rendered = None
        if one.language != source:
            current = _is_current(one, newest.get((one.node_id, source)))
            rendered = (
                queries.newest_revision(referring, source)
                if current
                else db.session.get(TextRevision, one.source_revision_id or 0)
            )
        revision = write(
            referring,
            one.language,
            one.text.replace(old, new),
            actor=actor,
            state=one.state,
            rendered=rendered,
            reason=why,
            after=one.number,
        )
        referring.version += 1
        changes.append([one.node_id, one.language, one.id, revision.id])


def _kept(
    text: StructuredText,
    node: TextNode,
    kind: Reshape,
    changes: list[list[Any]],
    actor: Any,
    **rest: list[int],
) -> Reshaping:
    reshaping = Reshaping(
        text_id=text.id,
        node_id=node.id,
        kind=kind,
        changes=changes,
        made=rest.get("made", []),
        gone=rest.get("gone", []),
        remarks=rest.get("remarks", []),
        actor_id=getattr(actor, "id", None),
    )
    db.session.add(reshaping)
    db.session.flush()
    return reshaping


def find_reshaping(text: StructuredText, reshaping_id: int) -> Reshaping | None:
    """Return a splitting or joining of this text."""
    return db.session.scalar(
        select(Reshaping).where(Reshaping.text_id == text.id, Reshaping.id == reshaping_id)
    )


def node_of(made: Reshaping) -> TextNode:
    """Return the paragraph that was split, or that others were joined to."""
    return db.session.get_one(TextNode, made.node_id)


def undo_reshaping(text: StructuredText, reshaping: Reshaping, *, actor: Any) -> None:
    """Write the wordings of before again, delete what was made, bring back what went.

    Raises Refused where one of the paragraphs was changed again since: nobody's later words are
    written over.
    """
    open_for_change(text)
    if reshaping.undone_at is not None:
        return
    newest = _newest(text)
    nodes = {node.id: node for node in siblings(text)}
    known = {(node_id, language) for node_id, language, _before, _after in reshaping.changes}
    touched = {reshaping.node_id, *reshaping.made}
    foreign = [
        key for key in newest if key[0] in reshaping.made and key not in known and newest[key].text
    ]
    if (
        foreign
        or any(
            newest[node_id, language].id != after
            for node_id, language, _before, after in reshaping.changes
        )
        or any(nodes[node_id].deleted_at is not None for node_id in touched)
        or any(nodes[node_id].deleted_at is None for node_id in reshaping.gone)
    ):
        raise Refused(
            _l(
                "The paragraphs have been changed again since. Their history brings older "
                "wordings back."
            )
        )
    for node_id, language, before, after in reshaping.changes:
        if node_id in reshaping.made:
            continue
        old = db.session.get(TextRevision, before) if before else None
        write(
            nodes[node_id],
            language,
            old.text if old else "",
            actor=actor,
            state=old.state if old else TranslationState.DRAFT,
            rendered=db.session.get(TextRevision, old.source_revision_id or 0) if old else None,
            reason=_("Taken back."),
            after=db.session.get_one(TextRevision, after).number,
        )
    for node_id in reshaping.made:
        nodes[node_id].deleted_at = now()
        nodes[node_id].version += 1
    for node_id in reshaping.gone:
        nodes[node_id].deleted_at = None
        nodes[node_id].version += 1
    for remark in db.session.scalars(select(Comment).where(Comment.id.in_(reshaping.remarks))):
        remark.node_id = reshaping.gone[0]
    node = nodes[reshaping.node_id]
    node.version += 1
    keep_numbers(text)
    reshaping.undone_at = now()
    note(
        "undo-split" if reshaping.kind is Reshape.SPLIT else "undo-join",
        text,
        node,
        actor,
        label=short(_words(node, text.source_language)),
    )


def _words(node: TextNode, language: str) -> str:
    revision = queries.newest_revision(node, language)
    return revision.text if revision else ""
