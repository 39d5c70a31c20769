"""A text as it stood at an earlier moment, and the moments at which it is worth looking at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from eventmgr.accounts.models import User
from eventmgr.database import db
from eventmgr.drafting import queries
from eventmgr.drafting.arranging import arrangements
from eventmgr.drafting.models import (
    Arrangement,
    NodeKind,
    StructuredText,
    TextNode,
    TextRevision,
)
from eventmgr.drafting.stored import authors_of
from eventmgr.text.edition import Edition, EditionParagraph
from eventmgr.text.model import Node as EngineNode

if TYPE_CHECKING:
    from eventmgr.text.model import Node as EngineNode
    from eventmgr.text.writers.redline_docx import Hand

#: A pause of this length ends a sitting: what stood then is offered for comparison.
PAUSE = timedelta(minutes=15)
_MOST = 60


@dataclass(frozen=True)
class Moment:
    """The end of a sitting: when it was, and how many changes were made in it."""

    at: datetime
    changes: int


@dataclass
class Past:
    """All nodes, revisions and orders of a text, read once."""

    text: StructuredText
    nodes: Sequence[TextNode]
    revisions: Sequence[tuple[TextRevision, str]]
    orders: Sequence[Arrangement] = ()

    def moments(self) -> list[Moment]:
        """Return the ends of the sittings, the newest first; at most 60."""
        first = self.orders[0].at if self.orders else None
        changes = [(revision.at, 1) for revision, _ in self.revisions] + [
            (node.deleted_at, 1)
            for node in self.nodes
            if node.deleted_at is not None and (first is None or node.deleted_at < first)
        ]
        before: set[int] = set()
        for order in self.orders:
            there = {row[0] for row in order.rows}
            # What was added is counted with its words.
            changes.append((order.at, 0 if there - before else 1))
            before = there
        found: list[Moment] = []
        for at, count in sorted(changes):
            if found and at - found[-1].at < PAUSE:
                found[-1] = Moment(at, found[-1].changes + count)
            else:
                found.append(Moment(at, max(count, 1)))
        return found[::-1][:_MOST]

    def edition(self, at: datetime, languages: Sequence[str]) -> Edition:
        """Return the text as it stood at a moment, in the order and with the numbers of then.

        Before the first order that was written down, paragraphs stand as in that one.
        """
        wordings: dict[int, dict[str, str]] = {}
        for revision, _ in self.revisions:
            if revision.at <= at:
                wordings.setdefault(revision.node_id, {})[revision.language] = revision.text
        placed, style, held = self._placed(at, wordings)
        numbers = queries.labelled(placed, self.text, style, held)
        ids = {node.uid: node.id for node in self.nodes}
        return Edition(
            kind=self.text.kind.value,
            authentic=self.text.authentic_language or self.text.source_language,
            languages=tuple(languages),
            label_style=style,
            paragraphs=tuple(
                EditionParagraph(
                    uid=one.uid,
                    kind=one.kind.value,
                    level=one.level,
                    label=label.printed,
                    reference=reference,
                    texts={
                        code: wordings[ids[one.uid]][code]
                        for code in languages
                        if wordings[ids[one.uid]].get(code)
                    },
                )
                for one, (label, reference) in zip(placed, numbers, strict=True)
            ),
        )

    def _placed(
        self, at: datetime, wordings: dict[int, dict[str, str]]
    ) -> tuple[list[EngineNode], str, dict[str, str] | None]:
        """Return the paragraphs of a moment in order, the style of labels, and held figures."""
        uids = {node.id: node.uid for node in self.nodes}
        order = next((one for one in reversed(self.orders) if one.at <= at), None)
        if order is not None:
            rows = [row for row in order.rows if row[0] in wordings and row[0] in uids]
            placed = [EngineNode(NodeKind(row[1]), "", row[2], uid=uids[row[0]]) for row in rows]
            held = {uids[row[0]]: row[3] for row in rows if row[3]} if order.held else None
            return placed, order.label_style, held
        first = self.orders[0].rows if self.orders else []
        places = {row[0]: place for place, row in enumerate(first)}
        there = [
            node
            for node in self.nodes
            if node.id in wordings and (node.deleted_at is None or node.deleted_at > at)
        ]
        there.sort(key=lambda node: (places.get(node.id, len(places)), node.position))
        numbers_held = self.text.numbers_held_at
        held = None
        if numbers_held is not None and numbers_held <= at:
            held = {node.uid: node.held for node in there if node.held}
        return queries.engine_nodes(there), self.text.label_style, held

    def steps(
        self, since: datetime, until: datetime, language: str
    ) -> dict[str, list[tuple[str, Hand]]]:
        """Return the wordings between two moments by paragraph, each with its author.

        An author is the institution a change was made for where that is known, else the person.
        """
        # The writer of Word files is loaded by whoever writes one.
        from eventmgr.text.writers.redline_docx import Hand

        uids = {node.id: node.uid for node in self.nodes}
        known = authors_of(self.text)
        found: dict[str, list[tuple[str, Hand]]] = {}
        for revision, name in self.revisions:
            if revision.language == language and since < revision.at <= until:
                hand = Hand(known.get(revision.id) or name or "–", revision.at)
                found.setdefault(uids[revision.node_id], []).append((revision.text, hand))
        return found


def past_of(text: StructuredText) -> Past:
    """Read everything a text ever said, and in which order: three queries."""
    nodes = db.session.scalars(
        select(TextNode).where(TextNode.text_id == text.id).order_by(TextNode.position, TextNode.id)
    ).all()
    rows: Any = db.session.execute(
        select(TextRevision, User.name)
        .join(TextNode, TextNode.id == TextRevision.node_id)
        .outerjoin(User, User.id == TextRevision.actor_id)
        .where(TextNode.text_id == text.id)
        .order_by(TextRevision.at, TextRevision.id)
    )
    return Past(
        text, nodes, [(revision, name or "") for revision, name in rows], arrangements(text)
    )
