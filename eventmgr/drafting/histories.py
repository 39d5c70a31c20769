"""What a text said before: of one paragraph, of the whole text, and what was deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, and_, cast, or_, select
from sqlalchemy.orm import aliased

from eventmgr.accounts.models import User
from eventmgr.audit.models import AuditEntry
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
    """One change of a text: a revision with what stood there before, or a move, a deletion …

    `deed` is the audit's word for a change without words ("drafting.move"), "" for a revision;
    `number` is that of the revision, 1 where the paragraph begins with it in its language.
    """

    uid: str
    by: str
    at: datetime
    deed: str = ""
    language: str = ""
    number: int = 0
    before: str = ""
    text: str = ""
    reason: str = ""


#: Revisions on one page of a text's history.
PAGE = 60

_DEEDS = tuple(
    f"drafting.{deed}"
    for deed in (
        "delete",
        "restore",
        "move",
        "kind",
        "split",
        "join",
        "undo-split",
        "undo-join",
    )
)
_WHOLE = tuple(f"drafting.{deed}" for deed in ("begin", "import", "set-up", "hold", "renumber"))


def changes(
    document: StructuredText, language: str = "", page: int = 1
) -> tuple[list[Change], bool]:
    """Return a page of a text's changes, the newest first, and whether there are older ones.

    Two queries; `language` narrows it to one language and leaves out what has none.
    """
    revisions = _revisions(document, language, page)
    shown, older = revisions[:PAGE], len(revisions) > PAGE
    if language or (page > 1 and not shown):
        return shown, older
    deeds = _deeds_between(
        document,
        since=shown[-1].at if older else None,
        until=None if page == 1 else shown[0].at,
    )
    merged = sorted([*shown, *deeds], key=lambda one: one.at, reverse=True)
    return merged, older


def _revisions(document: StructuredText, language: str, page: int) -> list[Change]:
    before = aliased(TextRevision)
    wanted = (
        select(
            TextNode.uid,
            User.name,
            TextRevision.at,
            TextRevision.language,
            TextRevision.number,
            before.text,
            TextRevision.text,
            TextRevision.reason,
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
    return [
        Change(
            uid=uid,
            by=name or "",
            at=at,
            language=code,
            number=number,
            before=old or "",
            text=text,
            reason=reason,
        )
        for uid, name, at, code, number, old, text, reason in db.session.execute(wanted)
    ]


def _deeds_between(
    document: StructuredText, since: datetime | None, until: datetime | None
) -> list[Change]:
    """Return what was done without writing: moved, deleted, renumbered …, in one query."""
    node = TextNode
    wanted = (
        select(node.uid, AuditEntry.actor_label, AuditEntry.at, AuditEntry.action)
        .select_from(AuditEntry)
        .outerjoin(
            node,
            (AuditEntry.subject_type == "TextNode")
            & (AuditEntry.subject_id == cast(node.id, String)),
        )
        .where(
            AuditEntry.event_id == document.event_id,
            or_(
                and_(AuditEntry.action.in_(_DEEDS), node.text_id == document.id),
                and_(
                    AuditEntry.action.in_(_WHOLE),
                    AuditEntry.subject_label == document.kind.value,
                ),
            ),
        )
        .order_by(AuditEntry.id.desc())
    )
    if since is not None:
        wanted = wanted.where(AuditEntry.at >= since)
    if until is not None:
        wanted = wanted.where(AuditEntry.at < until)
    return [
        Change(uid=uid or "", by=name, at=at, deed=deed)
        for uid, name, at, deed in db.session.execute(wanted)
    ]


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
