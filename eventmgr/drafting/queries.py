"""Reading structured texts: the tree with labels, wordings and their states."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from eventmgr.accounts.models import User
from eventmgr.database import db
from eventmgr.drafting.models import (
    Comment,
    NodeKind,
    StructuredText,
    TextKind,
    TextNode,
    TextRevision,
    TranslationState,
)
from eventmgr.events.models import Event
from eventmgr.text.model import Node as EngineNode
from eventmgr.text.model import NodeKind as EngineKind
from eventmgr.text.numbering import Label, labels


class WordingState(enum.StrEnum):
    """How a paragraph stands in one language."""

    SOURCE = "source"
    MISSING = "missing"
    DRAFT = "draft"
    OUT_OF_DATE = "out of date"
    TRANSLATED = "translated"
    CHECKED = "checked"


# A translation in one of these says what the source says.
CURRENT = frozenset({WordingState.SOURCE, WordingState.TRANSLATED, WordingState.CHECKED})


@dataclass(frozen=True)
class Wording:
    """What a paragraph says in a language; without a revision it is missing.

    `rendered` is the source text that a translation was made from, where the source has been
    changed since: the redline starts from there, not from the last edit.
    """

    language: str
    text: str = ""
    state: WordingState = WordingState.MISSING
    revision_id: int | None = None
    number: int = 0
    at: datetime | None = None
    by: str = ""
    rendered: str | None = None


@dataclass(frozen=True)
class Remark:
    """An open comment beside a paragraph or a whole text."""

    id: int
    body: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Paragraph:
    """A node with its label and its wording in each language.

    `reference` names a numbered paragraph in a sentence ("4", "4 (c)"), "" where it has none.
    """

    id: int
    uid: str
    kind: NodeKind
    level: int
    version: int
    label: Label
    reference: str
    wordings: dict[str, Wording]
    comments: list[Remark] = field(default_factory=list)

    def wording(self, language: str) -> Wording:
        """Return the wording in a language, an empty one where it is missing."""
        return self.wordings.get(language) or Wording(language)

    def text(self, language: str) -> str:
        """Return the text in a language, "" where it is missing."""
        return self.wording(language).text


@dataclass(frozen=True)
class Tree:
    """A structured text as it stands: live paragraphs in order, in all its languages."""

    document: StructuredText
    languages: tuple[str, ...]  # the source language first
    paragraphs: tuple[Paragraph, ...]
    comments: tuple[Remark, ...] = ()

    @property
    def source(self) -> str:
        """Return the language one drafts in."""
        return self.document.source_language

    def find(self, uid: str) -> Paragraph | None:
        """Return a live paragraph by its uid."""
        return next((one for one in self.paragraphs if one.uid == uid), None)

    def texts(self, language: str) -> list[str]:
        """Return the texts of a language in order, "" where a paragraph is missing."""
        return [paragraph.text(language) for paragraph in self.paragraphs]

    def behind(self, language: str, *states: WordingState) -> list[Paragraph]:
        """Return the paragraphs whose wording in a language is in one of these states."""
        return [one for one in self.paragraphs if one.wording(language).state in states]

    def completeness(self, language: str) -> str:
        """Return a language's dot: complete, partly, outdated, missing or empty."""
        states = [paragraph.wording(language).state for paragraph in self.paragraphs]
        if not states:
            return "empty"
        if all(state is WordingState.MISSING for state in states):
            return "missing"
        if WordingState.OUT_OF_DATE in states:
            return "outdated"
        return "complete" if all(state in CURRENT for state in states) else "partly"


def find_text(event: Event, kind: TextKind) -> StructuredText | None:
    """Return the event's text of a kind, or None where nobody has begun it."""
    return db.session.scalar(
        select(StructuredText).where(
            StructuredText.event_id == event.id, StructuredText.kind == kind
        )
    )


def languages_of(document: StructuredText, event: Event) -> tuple[str, ...]:
    """Return the source language, then the event's other document languages in their order."""
    return tuple(dict.fromkeys([document.source_language, *event.document_languages]))


def state_of(
    state: TranslationState, *, is_source: bool, rendered: str | None, source: str | None
) -> WordingState:
    """Return how a wording stands; a translation is out of date where its source says otherwise.

    `rendered` is the source text it was made from, `source` what the source says now. A source
    that was changed back makes its translations current again.
    """
    if is_source:
        return WordingState.SOURCE
    if source is not None and rendered != source:
        return WordingState.OUT_OF_DATE
    return WordingState(state.value)


def tree(document: StructuredText, languages: Sequence[str]) -> Tree:
    """Read a text with everything its pages show: three queries, whatever its length."""
    nodes = list(
        db.session.scalars(
            select(TextNode)
            .where(TextNode.text_id == document.id, TextNode.deleted_at.is_(None))
            .order_by(TextNode.position, TextNode.id)
        )
    )
    wordings = _wordings(document)
    remarks: dict[int | None, list[Remark]] = {}
    for comment, name in db.session.execute(
        select(Comment, User.name)
        .outerjoin(User, User.id == Comment.actor_id)
        .where(Comment.text_id == document.id, Comment.resolved_at.is_(None))
        .order_by(Comment.id)
    ):
        remarks.setdefault(comment.node_id, []).append(
            Remark(comment.id, comment.body, comment.at, name or "")
        )
    numbers = number(nodes, document)
    return Tree(
        document=document,
        languages=tuple(languages),
        paragraphs=tuple(
            Paragraph(
                id=node.id,
                uid=node.uid,
                kind=node.kind,
                level=node.level,
                version=node.version,
                label=label,
                reference=reference,
                wordings=wordings.get(node.id, {}),
                comments=remarks.get(node.id, []),
            )
            for node, (label, reference) in zip(nodes, numbers, strict=True)
        ),
        comments=tuple(remarks.get(None, [])),
    )


def number(nodes: Sequence[TextNode], document: StructuredText) -> list[tuple[Label, str]]:
    """Return each node's label, and how a sentence refers to it: "4", "4 (c)", "4 (c) (ii)"."""
    found = labels(
        [EngineNode(EngineKind(node.kind.value), "", node.level, uid=node.uid) for node in nodes],
        document.label_style,
        restart=document.kind is not TextKind.CONCLUSIONS,
    )
    result: list[tuple[Label, str]] = []
    above: list[str] = []
    for node, label in zip(nodes, found, strict=True):
        if not label.plain:
            result.append((label, ""))
            continue
        depth = 0 if node.kind is NodeKind.OPERATIVE else 2 if node.level >= 3 else 1
        above = [*above[:depth], label.plain if depth == 0 else f"({label.plain})"]
        result.append((label, " ".join(above)))
    return result


def _wordings(document: StructuredText) -> dict[int, dict[str, Wording]]:
    """Return {node id: {language: wording}} of the newest revisions, in one query."""
    newest = (
        select(
            TextRevision.node_id,
            TextRevision.language,
            func.max(TextRevision.number).label("number"),
        )
        .join(TextNode, TextNode.id == TextRevision.node_id)
        .where(TextNode.text_id == document.id)
        .group_by(TextRevision.node_id, TextRevision.language)
        .subquery()
    )
    rendered = aliased(TextRevision)
    rows = db.session.execute(
        select(
            TextRevision.node_id,
            TextRevision.language,
            TextRevision.text,
            TextRevision.state,
            TextRevision.id,
            TextRevision.number,
            TextRevision.at,
            User.name,
            rendered.text,
        )
        .join(
            newest,
            (newest.c.node_id == TextRevision.node_id)
            & (newest.c.language == TextRevision.language)
            & (newest.c.number == TextRevision.number),
        )
        .outerjoin(rendered, rendered.id == TextRevision.source_revision_id)
        .outerjoin(User, User.id == TextRevision.actor_id)
    ).all()
    sources = {row[0]: row[2] for row in rows if row[1] == document.source_language}
    result: dict[int, dict[str, Wording]] = {}
    for node_id, language, text, state, revision_id, count, at, name, made_from in rows:
        is_source = language == document.source_language
        standing = (
            state_of(
                state, is_source=is_source, rendered=made_from, source=sources.get(node_id) or None
            )
            if text
            else WordingState.MISSING
        )
        result.setdefault(node_id, {})[language] = Wording(
            language=language,
            text=text,
            state=standing,
            revision_id=revision_id,
            number=count,
            at=at,
            by=name or "",
            rendered=made_from if standing is WordingState.OUT_OF_DATE else None,
        )
    return result


def find_node(document: StructuredText, uid: str) -> TextNode | None:
    """Return a node of this text, deleted or not; the uid of another text's node finds nothing."""
    return db.session.scalar(
        select(TextNode).where(TextNode.text_id == document.id, TextNode.uid == uid)
    )


def find_comment(document: StructuredText, comment_id: int) -> Comment | None:
    """Return a comment of this text."""
    return db.session.scalar(
        select(Comment).where(Comment.text_id == document.id, Comment.id == comment_id)
    )


def newest_revision(node: TextNode, language: str) -> TextRevision | None:
    """Return what the paragraph says now in a language."""
    return db.session.scalar(
        select(TextRevision)
        .where(TextRevision.node_id == node.id, TextRevision.language == language)
        .order_by(TextRevision.number.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Step:
    """One revision in a paragraph's history, with the wording before it."""

    revision: TextRevision
    by: str
    before: str
    current: bool


def history(node: TextNode, language: str) -> list[Step]:
    """Return the revisions of a paragraph in a language, the newest first, in one query."""
    rows = db.session.execute(
        select(TextRevision, User.name)
        .outerjoin(User, User.id == TextRevision.actor_id)
        .where(TextRevision.node_id == node.id, TextRevision.language == language)
        .order_by(TextRevision.number)
    ).all()
    steps = []
    before = ""
    for index, (revision, name) in enumerate(rows):
        steps.append(Step(revision, name or "", before, index == len(rows) - 1))
        before = revision.text
    return steps[::-1]


@dataclass(frozen=True)
class Deleted:
    """A deleted paragraph that can be restored."""

    uid: str
    text: str
    deleted_at: datetime


def deleted(document: StructuredText) -> list[Deleted]:
    """Return the deleted paragraphs of a text, the last deleted first."""
    nodes = db.session.scalars(
        select(TextNode)
        .where(TextNode.text_id == document.id, TextNode.deleted_at.is_not(None))
        .order_by(TextNode.deleted_at.desc(), TextNode.position)
    ).all()
    if not nodes:
        return []
    wordings = _wordings(document)
    found = []
    for node in nodes:
        texts = wordings.get(node.id, {})
        shown = texts.get(document.source_language) or next(iter(texts.values()), None)
        assert node.deleted_at is not None
        found.append(Deleted(node.uid, shown.text if shown else "", node.deleted_at))
    return found
