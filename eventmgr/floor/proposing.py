"""What delegations do by their link: propose wording, and withdraw it."""

from __future__ import annotations

import hashlib
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from eventmgr.database import db
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.models import TextNode, TextRevision
from eventmgr.floor.journal import decide_on, enter, note, put_on_screen
from eventmgr.floor.lines import WAITING
from eventmgr.floor.links import Entrance
from eventmgr.floor.models import Operation, Proposal, ProposalState, ScreenMode
from eventmgr.text.inline import canonical

PARTICIPANT = "participant"
# A queue that nobody can read helps nobody; also what one telephone may leave in it.
MOST_WAITING = 40
MOST_OF_ONE = 8


class Repeated(Refused):
    """The same was proposed already, by the same telephone or another."""


def device_hash(device: str) -> str:
    """Return what the database keeps of a telephone's memory."""
    return hashlib.sha256(device.encode()).hexdigest()


def propose(
    entrance: Entrance,
    node: TextNode,
    *,
    operation: Operation,
    wording: str,
    base_number: int,
    proposer: str,
    institution: str,
    reason: str,
    device: str,
) -> Proposal:
    """Put wording into a paragraph's queue.

    `base_number` is the number of the revision that the delegation had before it; a number that
    never was counts as today's. Raises Frozen where the text is closed, Refused where the queue
    is full, nothing would change, or the paragraph is gone.
    """
    text = entrance.text
    floor = enter(text)
    if node.deleted_at is not None:
        raise Refused(_l("This paragraph has been deleted in the meantime."))
    newest = drafting.newest_revision(node, text.source_language)
    seen = _revision(node, text.source_language, base_number) or newest
    tidy = "" if operation is Operation.DELETE else canonical(wording)
    if operation is not Operation.DELETE and not tidy:
        raise Refused(_l("Please write the wording you propose."))
    if operation is Operation.REPLACE and tidy in {
        seen.text if seen else "",
        newest.text if newest else "",
    }:
        raise Refused(_l("This is what the paragraph says already. Please change some words."))
    _room(text.id, node.id, device)
    twin = db.session.scalar(
        select(Proposal.id).where(
            Proposal.node_id == node.id,
            Proposal.operation == operation,
            Proposal.wording == tidy,
            Proposal.device_hash == device_hash(device),
            Proposal.state.in_(WAITING),
        )
    )
    if twin is not None:
        raise Repeated(_l("You have proposed this already; it waits for the chair."))
    proposal = Proposal(
        text_id=text.id,
        node_id=node.id,
        base_revision_id=seen.id if seen else None,
        operation=operation,
        wording=tidy,
        proposer=proposer,
        institution=institution,
        reason=reason,
        link_id=entrance.link.id,
        device_hash=device_hash(device),
    )
    db.session.add(proposal)
    floor.queue_version += 1
    db.session.flush()
    note("propose", text, proposal, node, actor=PARTICIPANT)
    return proposal


def _revision(node: TextNode, language: str, number: int) -> TextRevision | None:
    return db.session.scalar(
        select(TextRevision).where(
            TextRevision.node_id == node.id,
            TextRevision.language == language,
            TextRevision.number == number,
        )
    )


def _room(text_id: int, node_id: int, device: str) -> None:
    waiting = db.session.scalar(
        select(func.count(Proposal.id)).where(
            Proposal.node_id == node_id, Proposal.state.in_(WAITING)
        )
    )
    if (waiting or 0) >= MOST_WAITING:
        raise Refused(
            _l(
                "Very many proposals wait for this paragraph already. Please speak to the "
                "secretariat."
            )
        )
    mine = db.session.scalar(
        select(func.count(Proposal.id)).where(
            Proposal.text_id == text_id,
            Proposal.device_hash == device_hash(device),
            Proposal.state == ProposalState.PENDING,
        )
    )
    if (mine or 0) >= MOST_OF_ONE:
        raise Refused(
            _l(
                "%(count)s of your proposals wait for the chair. Please withdraw one before you "
                "send another.",
                count=mine,
            )
        )


def withdraw(entrance: Entrance, proposal_id: int, *, device: str) -> Proposal:
    """Withdraw a proposal by the telephone that sent it; others find none."""
    text = entrance.text
    floor = enter(text)
    proposal = db.session.scalar(
        select(Proposal).where(
            Proposal.id == proposal_id,
            Proposal.text_id == text.id,
            Proposal.device_hash == device_hash(device),
        )
    )
    if proposal is None:
        raise LookupError(proposal_id)
    if proposal.state not in WAITING:
        raise Refused(_l("The chair has dealt with this proposal already."))
    node = db.session.get_one(TextNode, proposal.node_id)
    if floor.proposal_id == proposal.id:
        put_on_screen(floor, node, ScreenMode.REDLINE)
    decide_on(proposal, ProposalState.WITHDRAWN, actor=None)
    floor.queue_version += 1
    note("withdraw", text, proposal, node, actor=PARTICIPANT)
    return proposal


def own(text_id: int, device: str) -> Any:
    """Return the condition that finds a telephone's own proposals of a text."""
    return (Proposal.text_id == text_id) & (Proposal.device_hash == device_hash(device))
