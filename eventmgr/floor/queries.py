"""Reading the floor: how every paragraph stands, open brackets, proposals, what is on the screen.

The number of statements is the same for every text and every queue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from eventmgr.accounts.models import User
from eventmgr.database import db
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.models import NodeKind, StructuredText, TextNode, TextRevision
from eventmgr.drafting.queries import Paragraph, Tree
from eventmgr.floor import meeting
from eventmgr.floor.brackets import bracketed, owners
from eventmgr.floor.lines import (
    UNCOUNTED,
    WAITING,
    Board,
    Line,
    OpenBracket,
    Progress,
    QueuedProposal,
    Stand,
)
from eventmgr.floor.meeting import Wish
from eventmgr.floor.models import (
    Act,
    ActKind,
    Bracket,
    Floor,
    Proposal,
    ProposalDecision,
    ProposalState,
    Standing,
    StandingState,
)


def find_floor(text: StructuredText) -> Floor | None:
    """Return the floor of a text, None where it was never opened."""
    return db.session.scalar(select(Floor).where(Floor.text_id == text.id))


def progress_of(lines: Iterable[Line]) -> Progress:
    """Count the paragraphs by how they stand."""
    states = [line.stand.state for line in lines if line.counted]
    return Progress(
        agreed=states.count(StandingState.AGREED),
        bracketed=states.count(StandingState.BRACKETED),
        held=states.count(StandingState.HELD),
        open=states.count(StandingState.OPEN),
    )


def standings(text: StructuredText, tree: Tree | None = None) -> list[Stand]:
    """Return how each paragraph stands, in the order of the text (for the preflight)."""
    return [line.stand for line in board(text, tree).lines]


def open_brackets(text: StructuredText, tree: Tree | None = None) -> list[OpenBracket]:
    """Return every open bracket with its owner, in all languages, in the order of the text."""
    tree = tree or _tree(text)
    asked = _asked(text)
    return [
        bracket
        for paragraph in tree.paragraphs
        for language in tree.languages
        for bracket in _brackets_of(
            paragraph, language, asked.get(paragraph.id, []), language == tree.source
        )
    ]


def waiting_count(text: StructuredText) -> int:
    """Return how many proposals wait for the chair."""
    return (
        db.session.scalar(
            select(func.count(Proposal.id)).where(
                Proposal.text_id == text.id, Proposal.state.in_(WAITING)
            )
        )
        or 0
    )


def _tree(text: StructuredText) -> Tree:
    from eventmgr.events.models import Event

    event = db.session.get_one(Event, text.event_id)
    return drafting.tree(text, drafting.languages_of(text, event))


def board(text: StructuredText, tree: Tree | None = None) -> Board:
    """Read everything the pages of the floor show."""
    tree = tree or _tree(text)
    floor = find_floor(text)
    stands = _newest_standings(text)
    opening = _opening(text, floor.opened_at) if floor else {}
    asked = _asked(text)
    queued = _proposals(text)
    live = {paragraph.id for paragraph in tree.paragraphs}
    lines = []
    unnumbered = [one.kind for one in tree.paragraphs if not one.reference]
    seen: dict[NodeKind, int] = {}
    for paragraph in tree.paragraphs:
        seen[paragraph.kind] = seen.get(paragraph.kind, 0) + (not paragraph.reference)
        words = paragraph.text(tree.source)
        brackets = _brackets_of(paragraph, tree.source, asked.get(paragraph.id, []), True)
        stand, agreed = _stand(paragraph, words, stands.get(paragraph.id), bool(brackets))
        lines.append(
            Line(
                paragraph=paragraph,
                text=words,
                stand=stand,
                counted=paragraph.kind not in UNCOUNTED,
                opening=opening.get(paragraph.id, "") if floor else words,
                agreed=agreed,
                ordinal=seen[paragraph.kind] if unnumbered.count(paragraph.kind) > 1 else 0,
                brackets=tuple(brackets),
                proposals=_queue(queued.get(paragraph.id, []), paragraph, words, floor),
            )
        )
    return Board(
        text=text,
        floor=floor,
        tree=tree,
        lines=tuple(lines),
        progress=progress_of(lines),
        last_act=last_act(text),
        of_deleted=tuple(
            _told(proposal, base, word, "")
            for node_id, rows in queued.items()
            if node_id not in live
            for proposal, base, word in rows
        ),
    )


def _stand(
    paragraph: Paragraph,
    words: str,
    newest: tuple[Standing, str, str | None] | None,
    has_brackets: bool,
) -> tuple[Stand, str | None]:
    """Return how a paragraph stands, and the wording that was agreed where one was."""
    if newest is None:
        state = StandingState.BRACKETED if has_brackets else StandingState.OPEN
        return Stand(paragraph.uid, state), None
    standing, by, seen = newest
    state = standing.state
    agreed = seen if state is StandingState.AGREED else None
    changed = agreed is not None and agreed != words
    if changed or (state is StandingState.BRACKETED and not has_brackets):
        state = StandingState.OPEN
    if has_brackets and state is not StandingState.HELD:
        state = StandingState.BRACKETED
    return Stand(paragraph.uid, state, changed, standing.at, by), agreed


def _newest_standings(text: StructuredText) -> dict[int, tuple[Standing, str, str | None]]:
    """Return {node id: (standing, by whom, the wording it was said of)}."""
    newest = (
        select(func.max(Standing.id).label("id"))
        .join(TextNode, TextNode.id == Standing.node_id)
        .where(TextNode.text_id == text.id)
        .group_by(Standing.node_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Standing, User.name, TextRevision.text)
        .join(newest, newest.c.id == Standing.id)
        .outerjoin(User, User.id == Standing.actor_id)
        .outerjoin(TextRevision, TextRevision.id == Standing.revision_id)
    )
    return {standing.node_id: (standing, name or "", seen) for standing, name, seen in rows}


def _opening(text: StructuredText, at: datetime) -> dict[int, str]:
    """Return {node id: what it said in the source language when the floor was opened}."""
    first = (
        select(TextRevision.node_id, func.max(TextRevision.number).label("number"))
        .join(TextNode, TextNode.id == TextRevision.node_id)
        .where(
            TextNode.text_id == text.id,
            TextRevision.language == text.source_language,
            TextRevision.at <= at,
        )
        .group_by(TextRevision.node_id)
        .subquery()
    )
    rows = db.session.execute(
        select(TextRevision.node_id, TextRevision.text)
        .join(
            first,
            (first.c.node_id == TextRevision.node_id) & (first.c.number == TextRevision.number),
        )
        .where(TextRevision.language == text.source_language)
    )
    return {node_id: words for node_id, words in rows}  # noqa: C416 - rows are not pairs


def _asked(text: StructuredText) -> dict[int, list[tuple[str, str]]]:
    """Return {node id: [(words, owner)]}, the oldest first."""
    rows = db.session.execute(
        select(Bracket.node_id, Bracket.words, Bracket.owner)
        .join(TextNode, TextNode.id == Bracket.node_id)
        .where(TextNode.text_id == text.id, Bracket.void_at.is_(None))
        .order_by(Bracket.id)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for node_id, words, owner in rows:
        found.setdefault(node_id, []).append((words, owner))
    return found


def _brackets_of(
    paragraph: Paragraph, language: str, asked: list[tuple[str, str]], is_source: bool
) -> list[OpenBracket]:
    found = bracketed(paragraph.text(language))
    if is_source:
        names = owners(found, asked)
    else:
        # A translation's brackets are those of the source, in the same order.
        ordered = [owner for _words, owner in asked]
        names = [ordered[place] if place < len(ordered) else "" for place in range(len(found))]
    return [
        OpenBracket(paragraph.uid, language, words, owner)
        for words, owner in zip(found, names, strict=True)
    ]


def _proposals(text: StructuredText) -> dict[int, list[tuple[Proposal, str, str]]]:
    """Return {node id: [(proposal, wording it was written on, the chair's last word)]}."""
    base = aliased(TextRevision)
    newest = (
        select(
            ProposalDecision.proposal_id.label("proposal_id"),
            func.max(ProposalDecision.id).label("id"),
        )
        .group_by(ProposalDecision.proposal_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Proposal, base.text, ProposalDecision.word)
        .outerjoin(base, base.id == Proposal.base_revision_id)
        .outerjoin(newest, newest.c.proposal_id == Proposal.id)
        .outerjoin(ProposalDecision, ProposalDecision.id == newest.c.id)
        .where(Proposal.text_id == text.id)
        .order_by(Proposal.id)
    )
    found: dict[int, list[tuple[Proposal, str, str]]] = {}
    for proposal, words, word in rows:
        found.setdefault(proposal.node_id, []).append((proposal, words or "", word or ""))
    return found


def _queue(
    rows: list[tuple[Proposal, str, str]], paragraph: Paragraph, words: str, floor: Floor | None
) -> tuple[QueuedProposal, ...]:
    wishes = {
        proposal.id: Wish(proposal.id, proposal.operation, base, proposal.wording)
        for proposal, base, _word in rows
        if proposal.state in WAITING
    }
    others = meeting.meeting(list(wishes.values()))
    result = []
    for proposal, base, word in rows:
        told = _told(proposal, base, word, paragraph.uid)
        wish = wishes.get(proposal.id)
        if wish is not None:
            shown = floor is not None and floor.proposal_id == proposal.id
            told = replace(
                told,
                state=ProposalState.ON_SCREEN if shown else told.state,
                behind=meeting.behind(wish, words),
                collides=meeting.meets_text(wish, words),
                with_others=tuple(others.get(proposal.id, [])),
                merged=meeting.merged(wish, words),
            )
        result.append(told)
    return tuple(result)


def _told(proposal: Proposal, base: str, word: str, uid: str) -> QueuedProposal:
    return QueuedProposal(
        id=proposal.id,
        uid=uid,
        operation=proposal.operation,
        state=proposal.state,
        wording=proposal.wording,
        base=base,
        proposer=proposal.proposer,
        institution=proposal.institution,
        reason=proposal.reason,
        at=proposal.at,
        word=word,
        device_hash=proposal.device_hash,
        link_id=proposal.link_id,
    )


def last_act(text: StructuredText) -> Act | None:
    """Return what Undo would take back: the newest act that is no undo and was not taken back."""
    taken_back = aliased(Act)
    return db.session.scalar(
        select(Act)
        .outerjoin(taken_back, taken_back.undoes_id == Act.id)
        .where(Act.text_id == text.id, Act.kind != ActKind.UNDO, taken_back.id.is_(None))
        .order_by(Act.id.desc())
        .limit(1)
    )
