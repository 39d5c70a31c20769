"""Taking back what the chair did, one act after the other, the newest first."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.database import db, now
from eventmgr.drafting import actions as drafting_actions
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.models import StructuredText, TextNode, TextRevision
from eventmgr.floor import reshaping
from eventmgr.floor.journal import (
    add_act,
    add_standing,
    decide_on,
    enter,
    note,
    restore_screen,
)
from eventmgr.floor.models import Act, ActKind, Bracket, Proposal, ProposalState, StandingState
from eventmgr.floor.queries import last_act


def undo(text: StructuredText, act_id: int, *, actor: Any) -> Act:
    """Take the last act back; `act_id` is the act that the chair saw as the last.

    Nothing is erased: the old wording, standing and state are written again. Raises Refused
    where another act came in between, or where the paragraph was edited elsewhere since.
    """
    floor = enter(text)
    act = last_act(text)
    if act is None:
        raise Refused(_l("There is nothing to undo."))
    if act.id != act_id:
        raise Refused(
            _l("Something else was done in the meantime. Please look at it, then undo again.")
        )
    node = db.session.get(TextNode, act.node_id) if act.node_id else None
    _text_back(text, node, act, actor)
    for row in act.before.get("standings", []):
        standing = db.session.get(TextNode, row["node"])
        if standing is not None:
            add_standing(standing, StandingState(row["state"]), row["revision"], actor=actor)
    for row in act.before.get("proposals", []):
        proposal = db.session.get(Proposal, row["id"])
        # What its delegation withdrew meanwhile stays withdrawn.
        if proposal is not None and proposal.state is not ProposalState.WITHDRAWN:
            decide_on(proposal, ProposalState(row["state"]), actor=actor)
        floor.queue_version += 1
    if bracket_id := act.after.get("bracket"):
        bracket = db.session.get(Bracket, bracket_id)
        if bracket is not None:
            bracket.void_at = now()
    if "screen" in act.before:
        restore_screen(floor, act.before["screen"])
    floor.version += 1
    add_act(ActKind.UNDO, text, node, {}, {}, actor=actor, undoes=act)
    note("undo", text, act, node, actor=actor)
    return act


def _text_back(text: StructuredText, node: TextNode | None, act: Act, actor: Any) -> None:
    if added := act.after.get("added"):
        drafting_actions.delete_node(text, db.session.get_one(TextNode, added), actor=actor)
    if deleted := act.after.get("deleted"):
        drafting_actions.restore_node(text, db.session.get_one(TextNode, deleted), actor=actor)
    if reshaped := act.after.get("reshaping"):
        reshaping.take_back(text, reshaped, actor=actor)
    if "revision" not in act.after or node is None:
        return
    newest = drafting.newest_revision(node, text.source_language)
    if newest is None or newest.id != act.after["revision"]:
        raise Refused(
            _l("The paragraph has been edited again since. Its history brings older wordings back.")
        )
    old = act.before.get("revision")
    if old == newest.id:
        return
    earlier = db.session.get_one(TextRevision, old) if old else None
    drafting_actions.edit_node(
        text,
        node,
        text.source_language,
        earlier.text if earlier else "",
        newest.number,
        actor=actor,
        reason=str(_l("Taken back.")),
    )
