"""The queue of proposals on the chair's page: taken, merged, held, declined."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, request
from flask_babel import gettext as _
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.database import Conflict, commit, db
from eventmgr.drafting.models import TextNode
from eventmgr.floor import deciding
from eventmgr.floor.blueprint import bp
from eventmgr.floor.forms import WordForm, WordsForm
from eventmgr.floor.lines import QueuedProposal
from eventmgr.floor.models import Proposal, ProposalState
from eventmgr.floor.pages.chair import (
    PATH,
    back_to,
    board_of,
    number_seen,
    proposal_of,
    said,
    the_text,
)
from eventmgr.floor.pages.paragraphs import again, conflict_page


def _uid_of(proposal: Proposal) -> str:
    return db.session.get_one(TextNode, proposal.node_id).uid


@bp.post(f"{PATH}/proposals/<int:proposal_id>/take")
@needs(Need.DRAFT)
def take(slug: str, proposal_id: int) -> Any:
    """Put a proposal into the text."""
    text = the_text()
    proposal = proposal_of(text, proposal_id)
    uid = _uid_of(proposal)
    try:
        node = deciding.take(text, proposal, number_seen(), actor=current_user)
    except Conflict:
        db.session.rollback()
        flash(_("The paragraph was changed in the meantime. Please look at it again."), "attention")
        return back_to(uid)
    landed = node.uid if node.deleted_at is None else None
    revised = proposal.state is ProposalState.AGREED_AS_REVISED
    commit()
    said(
        _("The proposal is in the text, together with what was changed since.")
        if revised
        else _("The proposal is in the text.")
    )
    return back_to(landed)


@bp.post(f"{PATH}/proposals/<int:proposal_id>/merge")
@needs(Need.DRAFT)
def merge(slug: str, proposal_id: int) -> Any:
    """Write a paragraph anew starting from a proposal."""
    text = the_text()
    proposal = proposal_of(text, proposal_id)
    uid = _uid_of(proposal)
    form = WordsForm()

    def queued() -> QueuedProposal | None:
        line = board_of(text).find(uid)
        found = line.proposals if line else ()
        return next((one for one in found if one.id == proposal_id), None)

    if not form.validate_on_submit():
        return again(text, uid, "merge", form, proposal=queued())
    try:
        deciding.merge(text, proposal, form.text.data, form.seen_version, actor=current_user)
    except Conflict as conflict:
        return conflict_page(text, uid, "merge", form, conflict, queued())
    commit()
    said(_("The proposal is merged into the text."))
    return back_to(uid)


@bp.post(f"{PATH}/proposals/<int:proposal_id>/decide")
@needs(Need.DRAFT)
def decide(slug: str, proposal_id: int) -> Any:
    """Hold or decline a proposal, or let it wait again."""
    text = the_text()
    proposal = proposal_of(text, proposal_id)
    uid = _uid_of(proposal)
    try:
        state = ProposalState(request.form.get("state", ""))
    except ValueError:
        abort(400)
    if state not in deciding.WITHOUT_TEXT:
        abort(400)
    form = WordForm()
    if not form.validate_on_submit():
        flash(str((form.word.errors or [_("Please try again.")])[0]), "attention")
        return back_to(uid)
    deciding.decide(text, proposal, state, actor=current_user, word=form.word.data or "")
    commit()
    said(
        {
            ProposalState.HELD: _("The proposal is held for later."),
            ProposalState.DECLINED: _("The proposal is not taken."),
            ProposalState.PENDING: _("The proposal waits again."),
        }[state]
    )
    return back_to(uid)
