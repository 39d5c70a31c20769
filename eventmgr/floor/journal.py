"""What every act of the chair passes through: the lock, the screen, the journal that undoes it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.database import db, now
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.changing import Refused, check_open, hold
from eventmgr.drafting.models import StructuredText, TextNode
from eventmgr.floor.models import (
    Act,
    ActKind,
    Floor,
    Proposal,
    ProposalDecision,
    ProposalState,
    ScreenMode,
    Standing,
    StandingState,
)
from eventmgr.floor.queries import find_floor


def enter(text: StructuredText) -> Floor:
    """Hold the text until the transaction ends and return its floor.

    Raises Frozen or UnderSilence where the text takes no change, Refused where it is not on the
    floor.
    """
    hold(text)
    check_open(text)
    floor = find_floor(text)
    if floor is None:
        raise Refused(_l("The text is not on the floor yet. Please open the floor first."))
    return floor


def screen_now(floor: Floor) -> dict[str, Any]:
    """Return what is on the screen, for the journal."""
    return {"node": floor.node_id, "proposal": floor.proposal_id, "mode": floor.mode.value}


def put_on_screen(
    floor: Floor,
    node: TextNode | None,
    mode: ScreenMode,
    proposal: Proposal | None = None,
) -> None:
    """Show a paragraph, or a proposal for it, or nothing."""
    floor.node_id = node.id if node else None
    floor.proposal_id = proposal.id if proposal else None
    floor.mode = mode
    floor.since = now()
    # The code gives way to the text.
    floor.show_link = False
    floor.version += 1


def restore_screen(floor: Floor, before: dict[str, Any]) -> None:
    """Show again what was shown before; what has gone since leaves the screen empty."""
    node = db.session.get(TextNode, before["node"]) if before["node"] else None
    proposal = db.session.get(Proposal, before["proposal"]) if before["proposal"] else None
    put_on_screen(floor, node, ScreenMode(before["mode"]), proposal)


def standing_now(node: TextNode) -> dict[str, Any]:
    """Return how a paragraph stands, for the journal."""
    newest = db.session.scalar(
        select(Standing).where(Standing.node_id == node.id).order_by(Standing.id.desc()).limit(1)
    )
    if newest is None:
        return {"node": node.id, "state": StandingState.OPEN.value, "revision": None}
    return {"node": node.id, "state": newest.state.value, "revision": newest.revision_id}


def add_standing(
    node: TextNode, state: StandingState, revision_id: int | None, *, actor: Any
) -> None:
    """Say how a paragraph stands from now on."""
    db.session.add(
        Standing(
            node_id=node.id,
            state=state,
            revision_id=revision_id,
            actor_id=getattr(actor, "id", None),
        )
    )


def decide_on(
    proposal: Proposal,
    state: ProposalState,
    *,
    actor: Any,
    word: str = "",
    revision_id: int | None = None,
) -> None:
    """Add a decision on a proposal and let the proposal be in that state."""
    proposal.state = state
    db.session.add(
        ProposalDecision(
            proposal_id=proposal.id,
            state=state,
            word=word[:300],
            revision_id=revision_id,
            actor_id=getattr(actor, "id", None),
        )
    )


def add_act(
    kind: ActKind,
    text: StructuredText,
    node: TextNode | None,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    actor: Any,
    undoes: Act | None = None,
) -> Act:
    """Write an act into the journal."""
    act = Act(
        text_id=text.id,
        node_id=node.id if node else None,
        kind=kind,
        before=before,
        after=after,
        undoes_id=undoes.id if undoes else None,
        actor_id=getattr(actor, "id", None),
    )
    db.session.add(act)
    db.session.flush()
    return act


def note(
    action: str,
    text: StructuredText,
    subject: Any,
    node: TextNode | None,
    *,
    actor: Any,
    changes: dict[str, Any] | None = None,
) -> None:
    """Write the audit entry of an act; its label is how the paragraph begins."""
    newest = drafting.newest_revision(node, text.source_language) if node else None
    words = newest.text if newest else ""
    record(
        f"floor.{action}",
        subject,
        actor=actor,
        event_id=text.event_id,
        label=words if len(words) <= 80 else f"{words[:79]}…",
        changes=changes,
    )
