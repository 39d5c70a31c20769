"""What the chair does with a paragraph: agreed, held, edited, bracketed."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, request
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import Conflict, commit, db
from eventmgr.drafting.blocks import blocks_of
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.models import StructuredText
from eventmgr.floor import actions, reshaping
from eventmgr.floor.blueprint import bp
from eventmgr.floor.forms import BracketForm, WordsForm
from eventmgr.floor.lines import QueuedProposal
from eventmgr.floor.models import StandingState
from eventmgr.floor.pages.chair import (
    PATH,
    back_to,
    board_of,
    node_of,
    number_seen,
    page,
    said,
    the_text,
)
from eventmgr.floor.words import name_of


@bp.post(f"{PATH}/paragraphs/<uid>/stand")
@needs(Need.DRAFT)
def stand(slug: str, uid: str) -> Response:
    """Say that a paragraph is agreed, held, or open again."""
    text = the_text()
    try:
        state = StandingState(request.form.get("state", ""))
    except ValueError:
        abort(400)
    if state is StandingState.BRACKETED:
        abort(400)
    with_block = bool(request.form.get("with_block"))
    nodes = actions.stand(
        text, node_of(text, uid), state, actor=current_user, with_block=with_block
    )
    commit()
    name = _name(text, uid)
    words = {
        StandingState.AGREED: _("%(paragraph)s is agreed.", paragraph=name),
        StandingState.HELD: _("%(paragraph)s is held.", paragraph=name),
        StandingState.OPEN: _("%(paragraph)s is open again.", paragraph=name),
    }
    said(
        _("%(paragraph)s is agreed with all its sub-points.", paragraph=name)
        if len(nodes) > 1
        else words[state]
    )
    return back_to(uid)


def _name(text: StructuredText, uid: str) -> str:
    line = board_of(text).find(uid)
    if line is None:
        return _("The paragraph")
    if line.paragraph.reference:
        return _("Paragraph %(number)s", number=name_of(line))
    return name_of(line)


def again(text: StructuredText, uid: str, doing: str, form: Any, **more: Any) -> Any:
    """Show a form once more with what was typed in it."""
    line = board_of(text).find(uid)
    return page(text, status=more.pop("status", 422), line=line, doing=doing, form=form, **more)


@bp.post(f"{PATH}/paragraphs/<uid>/edit")
@needs(Need.DRAFT)
def edit(slug: str, uid: str) -> Any:
    """Write a paragraph anew and put it on the screen."""
    text = the_text()
    node = node_of(text, uid)
    form = WordsForm()
    if not form.validate_on_submit():
        return again(text, uid, "edit", form)
    several = len(blocks_of(form.text.data)) > 1
    try:
        if several:
            reshaping.split(text, node, form.text.data, form.seen_version, actor=current_user)
        else:
            actions.edit(
                text,
                node,
                form.text.data,
                form.seen_version,
                actor=current_user,
                minor=form.minor.data,
            )
    except Conflict as conflict:
        return conflict_page(text, uid, "edit", form, conflict)
    commit()
    if several:
        said(_("The paragraph is split."))
        return back_to(uid)
    said(_("%(paragraph)s is saved and on the screen.", paragraph=_name(text, uid)))
    return back_to(uid)


def conflict_page(
    text: StructuredText,
    uid: str,
    doing: str,
    form: Any,
    conflict: Conflict,
    proposal: QueuedProposal | None = None,
) -> Any:
    """Show what somebody saved meanwhile beside what the chair wrote; saving again overwrites."""
    saved = conflict.current.text if conflict.current else ""
    form.version.data = form.version.raw_data = str(
        conflict.current.number if conflict.current else 0
    )
    db.session.rollback()
    answer = again(
        text, uid, doing, form, status=409, newer=(saved, form.text.data), proposal=proposal
    )
    db.session.rollback()
    return answer


@bp.post(f"{PATH}/paragraphs/<uid>/join")
@needs(Need.DRAFT)
def join(slug: str, uid: str) -> Any:
    """Join a paragraph with the one before it and put it on the screen."""
    text = the_text()
    joined = reshaping.join(text, node_of(text, uid), actor=current_user).uid
    commit()
    said(_("The paragraphs are joined. The later one can be brought back."))
    return back_to(joined)


@bp.post(f"{PATH}/paragraphs/<uid>/bracket")
@needs(Need.DRAFT)
def bracket(slug: str, uid: str) -> Any:
    """Put words in square brackets for a delegation."""
    text = the_text()
    node = node_of(text, uid)
    form = BracketForm()
    if not form.validate_on_submit():
        return again(text, uid, "bracket", form)
    try:
        actions.bracket(
            text,
            node,
            form.words.data or "",
            form.owner.data,
            form.seen_version,
            actor=current_user,
        )
    except Conflict:
        db.session.rollback()
        flash(_("The paragraph was changed in the meantime. Please look at it again."), "attention")
        return back_to(uid)
    except Refused as error:
        db.session.rollback()
        form.add_error("words", str(error.message))
        return again(text, uid, "bracket", form)
    commit()
    said(_("%(paragraph)s has open brackets.", paragraph=_name(text, uid)))
    return back_to(uid)


@bp.post(f"{PATH}/paragraphs/<uid>/unbracket")
@needs(Need.DRAFT)
def unbracket(slug: str, uid: str) -> Any:
    """Take the brackets off and leave the words."""
    text = the_text()
    node = node_of(text, uid)
    try:
        actions.unbracket(text, node, number_seen(), actor=current_user)
    except Conflict:
        db.session.rollback()
        flash(_("The paragraph was changed in the meantime. Please look at it again."), "attention")
        return back_to(uid)
    commit()
    said(_("The brackets are taken off; the words stay."))
    return back_to(uid)
