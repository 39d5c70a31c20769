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
from eventmgr.drafting.models import StructuredText, TextNode, TextRevision
from eventmgr.drafting.stored import authors_of
from eventmgr.text.edition import Edition, EditionParagraph

if TYPE_CHECKING:
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
    """All nodes and revisions of a text, read once."""

    text: StructuredText
    nodes: Sequence[TextNode]
    revisions: Sequence[tuple[TextRevision, str]]

    def moments(self) -> list[Moment]:
        """Return the ends of the sittings, the newest first; at most 60."""
        times = sorted(
            [revision.at for revision, _ in self.revisions]
            + [node.deleted_at for node in self.nodes if node.deleted_at is not None]
        )
        found: list[Moment] = []
        for at in times:
            if found and at - found[-1].at < PAUSE:
                found[-1] = Moment(at, found[-1].changes + 1)
            else:
                found.append(Moment(at, 1))
        return found[::-1][:_MOST]

    def edition(self, at: datetime, languages: Sequence[str]) -> Edition:
        """Return the text as it stood at a moment, in the order its paragraphs have now."""
        wordings: dict[int, dict[str, str]] = {}
        for revision, _ in self.revisions:
            if revision.at <= at:
                wordings.setdefault(revision.node_id, {})[revision.language] = revision.text
        there = [
            node
            for node in self.nodes
            if node.id in wordings and (node.deleted_at is None or node.deleted_at > at)
        ]
        numbers = queries.number(there, self.text)
        return Edition(
            kind=self.text.kind.value,
            authentic=self.text.authentic_language or self.text.source_language,
            languages=tuple(languages),
            label_style=self.text.label_style,
            paragraphs=tuple(
                EditionParagraph(
                    uid=node.uid,
                    kind=node.kind.value,
                    level=node.level,
                    label=label.printed,
                    reference=reference,
                    texts={
                        code: wordings[node.id][code]
                        for code in languages
                        if wordings[node.id].get(code)
                    },
                )
                for node, (label, reference) in zip(there, numbers, strict=True)
            ),
        )

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
    """Read everything a text ever said: two queries."""
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
    return Past(text, nodes, [(revision, name or "") for revision, name in rows])
