"""What a text said before: of one paragraph, of the whole text, and what was deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from eventmgr.accounts.models import User
from eventmgr.database import db
from eventmgr.drafting.models import StructuredText, TextNode, TextRevision
from eventmgr.drafting.wordings import wordings_of


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
class Change:
    """One revision of a text, with what the paragraph said before it in that language.

    `first` tells that the paragraph began with it; `label` is not known here: the page that
    shows changes knows the numbers of today.
    """

    uid: str
    language: str
    number: int
    before: str
    text: str
    by: str
    at: datetime
    reason: str
    state: str
    deleted: bool

    @property
    def first(self) -> bool:
        """Tell whether nothing was written in the language before."""
        return self.number == 1


#: Changes on one page of a text's history.
PAGE = 60


def changes(
    document: StructuredText, language: str = "", page: int = 1
) -> tuple[list[Change], bool]:
    """Return a page of a text's changes, the newest first, and whether there are older ones.

    One query; `language` narrows it to one language.
    """
    before = aliased(TextRevision)
    wanted = (
        select(
            TextNode.uid,
            TextRevision.language,
            TextRevision.number,
            before.text,
            TextRevision.text,
            User.name,
            TextRevision.at,
            TextRevision.reason,
            TextRevision.state,
            TextNode.deleted_at,
        )
        .join(TextNode, TextNode.id == TextRevision.node_id)
        .outerjoin(
            before,
            (before.node_id == TextRevision.node_id)
            & (before.language == TextRevision.language)
            & (before.number == TextRevision.number - 1),
        )
        .outerjoin(User, User.id == TextRevision.actor_id)
        .where(TextNode.text_id == document.id)
        .order_by(TextRevision.id.desc())
        .limit(PAGE + 1)
        .offset((page - 1) * PAGE)
    )
    if language:
        wanted = wanted.where(TextRevision.language == language)
    found = [
        Change(uid, code, number, old or "", text, name or "", at, reason, state.value, bool(gone))
        for uid, code, number, old, text, name, at, reason, state, gone in db.session.execute(
            wanted
        )
    ]
    return found[:PAGE], len(found) > PAGE


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
    wordings = wordings_of(document)
    found = []
    for node in nodes:
        texts = wordings.get(node.id, {})
        shown = texts.get(document.source_language) or next(iter(texts.values()), None)
        assert node.deleted_at is not None
        found.append(Deleted(node.uid, shown.text if shown else "", node.deleted_at))
    return found
