"""What the chair says on proposals: taken, merged, held, declined."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.database import db
from eventmgr.drafting import actions as drafting_actions
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.models import NodeKind, StructuredText, TextNode, TextRevision
from eventmgr.floor import meeting
from eventmgr.floor.journal import (
    add_act,
    decide_on,
    enter,
    note,
    put_on_screen,
    screen_now,
)
from eventmgr.floor.lines import WAITING
from eventmgr.floor.meeting import Wish
from eventmgr.floor.models import (
    ActKind,
    Floor,
    Operation,
    Proposal,
    ProposalState,
    ScreenMode,
)
from eventmgr.text.inline import canonical

# What the chair may make of a proposal that waits, without touching the text.
WITHOUT_TEXT = frozenset({ProposalState.PENDING, ProposalState.HELD, ProposalState.DECLINED})


def _open(proposal: Proposal) -> None:
    db.session.refresh(proposal)
    if proposal.state not in WAITING:
        raise Refused(_l("This proposal has been dealt with in the meantime."))


def _node(proposal: Proposal) -> TextNode:
    node = db.session.get_one(TextNode, proposal.node_id)
    if node.deleted_at is not None:
        raise Refused(
            _l("The paragraph of this proposal has been deleted. Please restore it first.")
        )
    return node


def _reason(proposal: Proposal) -> str:
    # The history of a paragraph names the institution that asked for a change, not the person.
    return proposal.institution or str(_l("A delegation"))


def take(
    text: StructuredText, proposal: Proposal, version: int, *, actor: Any, word: str = ""
) -> TextNode:
    """Put a proposal into the text and on the screen; return the paragraph it became.

    Where the paragraph was changed since, both changes stand side by side in the result, and the
    proposal is agreed as revised; where both want the same words, Refused sends the chair to
    merge them by hand. Raises Conflict where somebody edited since the chair looked.
    """
    floor = enter(text)
    _open(proposal)
    node = _node(proposal)
    now_there = drafting.newest_revision(node, text.source_language)
    current = now_there.text if now_there else ""
    before = _before(floor, proposal)
    if proposal.operation is Operation.DELETE:
        drafting_actions.delete_node(text, node, actor=actor)
        put_on_screen(floor, None, floor.mode)
        return _close(text, proposal, node, before, {"deleted": node.id}, actor, word)
    if proposal.operation is Operation.ADD_AFTER:
        kind, level = _kind_after(node)
        added = drafting_actions.add_node(text, node, kind, level, proposal.wording, actor=actor)
        put_on_screen(floor, added, ScreenMode.REDLINE)
        return _close(text, proposal, added, before, {"added": added.id}, actor, word)
    base = _base(proposal)
    wish = Wish(proposal.id, proposal.operation, base, canonical(proposal.wording))
    wording = meeting.merged(wish, current)
    if wording is None:
        raise Refused(
            _l(
                "The paragraph has been changed at the same words since this was proposed. "
                "Please merge the two by hand."
            )
        )
    revision = drafting_actions.edit_node(
        text,
        node,
        text.source_language,
        wording,
        version,
        actor=actor,
        reason=_reason(proposal),
    )
    put_on_screen(floor, node, ScreenMode.REDLINE)
    as_it_was = canonical(wording) == canonical(proposal.wording)
    state = ProposalState.AGREED if as_it_was else ProposalState.AGREED_AS_REVISED
    before["revision"] = now_there.id if now_there else None
    after = {"revision": revision.id}
    return _close(text, proposal, node, before, after, actor, word, state, revision)


def merge(
    text: StructuredText,
    proposal: Proposal,
    words: str,
    version: int,
    *,
    actor: Any,
    word: str = "",
) -> TextRevision:
    """Write a paragraph anew starting from a proposal, and put it on the screen.

    Where the chair left the proposed words as they are, the proposal is simply agreed. Raises
    Conflict where somebody edited since.
    """
    floor = enter(text)
    _open(proposal)
    node = _node(proposal)
    if proposal.operation is not Operation.REPLACE:
        raise Refused(_l("Only wording for the paragraph itself can be merged with it."))
    now_there = drafting.newest_revision(node, text.source_language)
    before = _before(floor, proposal)
    before["revision"] = now_there.id if now_there else None
    revision = drafting_actions.edit_node(
        text,
        node,
        text.source_language,
        words,
        version,
        actor=actor,
        reason=_reason(proposal),
    )
    put_on_screen(floor, node, ScreenMode.REDLINE)
    same = revision.text == canonical(proposal.wording)
    state = ProposalState.AGREED if same else ProposalState.MERGED
    after = {"revision": revision.id}
    _close(text, proposal, node, before, after, actor, word, state, revision)
    return revision


def decide(
    text: StructuredText,
    proposal: Proposal,
    state: ProposalState,
    *,
    actor: Any,
    word: str = "",
) -> None:
    """Hold or decline a proposal with a word, or let it wait again."""
    if state not in WITHOUT_TEXT:
        raise ValueError(state)
    floor = enter(text)
    _open(proposal)
    node = db.session.get_one(TextNode, proposal.node_id)
    before = _before(floor, proposal)
    if floor.proposal_id == proposal.id and state is ProposalState.DECLINED:
        put_on_screen(floor, node, ScreenMode.CLEAN)
    _close(text, proposal, node, before, {}, actor, word, state)


def _before(floor: Floor, proposal: Proposal) -> dict[str, Any]:
    return {
        "screen": screen_now(floor),
        "proposals": [{"id": proposal.id, "state": proposal.state.value}],
    }


def _close(
    text: StructuredText,
    proposal: Proposal,
    node: TextNode,
    before: dict[str, Any],
    after: dict[str, Any],
    actor: Any,
    word: str,
    state: ProposalState = ProposalState.AGREED,
    revision: TextRevision | None = None,
) -> TextNode:
    was = proposal.state
    decide_on(
        proposal, state, actor=actor, word=word, revision_id=revision.id if revision else None
    )
    floor = enter(text)
    floor.queue_version += 1
    kind = ActKind.TAKE if after else ActKind.DECIDE
    add_act(kind, text, node, before, {**after, "state": state.value}, actor=actor)
    note(
        "take" if after else "decide",
        text,
        proposal,
        node,
        actor=actor,
        changes={"proposal": [was.value, state.value]},
    )
    return node


def _base(proposal: Proposal) -> str:
    if proposal.base_revision_id is None:
        return ""
    revision = db.session.get(TextRevision, proposal.base_revision_id)
    return revision.text if revision else ""


def _kind_after(node: TextNode) -> tuple[NodeKind, int]:
    """Return what a paragraph added behind another one is: the same kind, as a rule."""
    if node.kind in {NodeKind.HEADING, NodeKind.LEAD_IN, NodeKind.FORMULA}:
        return NodeKind.OPERATIVE, 1
    if node.kind in {NodeKind.CHAPEAU}:
        return NodeKind.PREAMBULAR, 0
    return node.kind, node.level
