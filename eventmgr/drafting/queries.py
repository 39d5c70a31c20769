"""Reading structured texts: the tree with labels, wordings and their states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select

from eventmgr.accounts.models import User
from eventmgr.database import db
from eventmgr.drafting.histories import Deleted, Step, deleted, history
from eventmgr.drafting.models import (
    Comment,
    NodeKind,
    StructuredText,
    TextKind,
    TextNode,
    TextRevision,
)
from eventmgr.drafting.wordings import CURRENT, Wording, WordingState, state_of, wordings_of
from eventmgr.events.models import Event
from eventmgr.once import once
from eventmgr.text.model import Node as EngineNode
from eventmgr.text.numbering import Label, depth_of, labels

__all__ = [
    "CURRENT",
    "Deleted",
    "Paragraph",
    "Remark",
    "Step",
    "Tree",
    "Wording",
    "WordingState",
    "deleted",
    "find_comment",
    "find_node",
    "find_text",
    "history",
    "labelled",
    "languages_of",
    "newest_revision",
    "number",
    "state_of",
    "tree",
]


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
    `gone` marks the place of a deleted paragraph whose number is held: it prints "5 [deleted]".
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
    gone: bool = False

    def wording(self, language: str) -> Wording:
        """Return the wording in a language, an empty one where it is missing."""
        return self.wordings.get(language) or Wording(language)

    def text(self, language: str) -> str:
        """Return the text in a language, "" where it is missing."""
        return self.wording(language).text


@dataclass(frozen=True)
class Tree:
    """A structured text as it stands: live paragraphs in order, in all its languages.

    `printed` are the paragraphs as they print: while numbers are held, the places of deleted ones
    stand among them. `paragraphs` are those that say something.
    """

    document: StructuredText
    languages: tuple[str, ...]  # the source language first
    paragraphs: tuple[Paragraph, ...]
    comments: tuple[Remark, ...] = ()
    printed: tuple[Paragraph, ...] = ()

    @property
    def held(self) -> bool:
        """Tell whether numbers do not move."""
        return self.document.numbers_held_at is not None

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
    query = select(StructuredText).where(
        StructuredText.event_id == event.id, StructuredText.kind == kind
    )
    return once(("text", event.id, kind), lambda: db.session.scalar(query))


def languages_of(document: StructuredText, event: Event) -> tuple[str, ...]:
    """Return the source language, then the event's other document languages in their order."""
    return tuple(dict.fromkeys([document.source_language, *event.document_languages]))


def tree(document: StructuredText, languages: Sequence[str], only: TextNode | None = None) -> Tree:
    """Read a text with everything its pages show: four queries, whatever its length.

    With `only` the other paragraphs come with their numbers and without their words: enough to
    change one.
    """
    what = ("tree", document.id, tuple(languages), only.id if only is not None else None)
    return once(what, lambda: _tree(document, languages, only))


def _tree(document: StructuredText, languages: Sequence[str], only: TextNode | None) -> Tree:
    nodes = list(
        db.session.scalars(
            select(TextNode)
            .where(
                TextNode.text_id == document.id,
                or_(TextNode.deleted_at.is_(None), TextNode.held != ""),
            )
            .order_by(TextNode.position, TextNode.id)
        )
    )
    wordings = wordings_of(document, only.id if only is not None else None)
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
    printed = tuple(
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
            gone=node.deleted_at is not None,
        )
        for node, (label, reference) in zip(nodes, numbers, strict=True)
    )
    return Tree(
        document=document,
        languages=tuple(languages),
        paragraphs=tuple(one for one in printed if not one.gone),
        comments=tuple(remarks.get(None, [])),
        printed=printed,
    )


def engine_nodes(nodes: Iterable[TextNode | Paragraph]) -> list[EngineNode]:
    """Return nodes as the text engine counts them: kind, level and uid, without words."""
    return [EngineNode(node.kind, "", node.level, uid=node.uid) for node in nodes]


def restarts(document: StructuredText) -> bool:
    """Tell whether lists begin again at 1 after running text: everywhere but in conclusions."""
    return document.kind is not TextKind.CONCLUSIONS


def number(nodes: Sequence[TextNode], document: StructuredText) -> list[tuple[Label, str]]:
    """Return each node's label, and how a sentence refers to it: "4", "4 (c)", "4 (c) (ii)"."""
    return labelled(
        engine_nodes(nodes),
        document,
        document.label_style,
        {node.uid: node.held for node in nodes if node.held}
        if document.numbers_held_at is not None
        else None,
    )


def labelled(
    engine: Sequence[EngineNode],
    document: StructuredText,
    style: str,
    held: dict[str, str] | None,
) -> list[tuple[Label, str]]:
    """Return labels and references of nodes in a style, with held figures by uid or None."""
    found = labels(engine, style, restart=restarts(document), held=held)
    return list(zip(found, references_of(engine, found), strict=True))


def references_of(nodes: Sequence[EngineNode], found: Sequence[Label]) -> list[str]:
    """Return how a sentence refers to each labelled node; "" for those without a number."""
    result: list[str] = []
    above: list[str] = []
    for node, label in zip(nodes, found, strict=True):
        if not label.plain:
            result.append("")
            continue
        depth = depth_of(node)
        above = [*above[:depth], label.plain if depth == 0 else f"({label.plain})"]
        result.append(" ".join(above))
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
