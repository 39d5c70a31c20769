"""Chair mode: one page and one keyboard; every act is a plain form, and each can be undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, may, needs
from eventmgr.database import commit, db, now
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.editor import is_frozen
from eventmgr.drafting.models import StructuredText, TextKind, TextNode
from eventmgr.drafting.referring import places, refer_in, words_of_references
from eventmgr.floor import actions, links, queries, screens, undo
from eventmgr.floor.blueprint import bp
from eventmgr.floor.forms import BracketForm, EndForm, WordsForm
from eventmgr.floor.lines import Board, Line, QueuedProposal
from eventmgr.floor.marks import starting_point, three_html
from eventmgr.floor.models import (
    LinkPurpose,
    Operation,
    Proposal,
    ScreenMode,
    StandingState,
)
from eventmgr.floor.parties import parties_of
from eventmgr.floor.words import (
    ACTS,
    OPERATIONS,
    PROPOSAL_SIGNS,
    PROPOSALS,
    STANDING_SIGNS,
    STANDINGS,
    name_of,
)
from eventmgr.i18n.dates import format_time
from eventmgr.i18n.languages import html_lang
from eventmgr.language import current

PATH = "/events/<slug>/floor"


def the_text() -> StructuredText:
    """Return the conclusions of this page's event; without them there is no floor."""
    text = drafting.find_text(g.event, TextKind.CONCLUSIONS)
    if text is None:
        abort(404)
    return text


def node_of(text: StructuredText, uid: str) -> TextNode:
    node = drafting.find_node(text, uid)
    if node is None:
        abort(404)
    return node


def proposal_of(text: StructuredText, proposal_id: int) -> Proposal:
    proposal = db.session.get(Proposal, proposal_id)
    if proposal is None or proposal.text_id != text.id:
        abort(404)
    return proposal


def board_of(text: StructuredText) -> Board:
    return queries.board(text, drafting.tree(text, drafting.languages_of(text, g.event)))


def number_seen() -> int:
    """Return the number of the revision that the page was made from, 0 where it says none."""
    value = request.form.get("version", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def back_to(uid: str | None = None, **more: Any) -> Response:
    """Go to the chair's page, at a paragraph; the list stays as it was filtered."""
    if request.args.get("open"):
        more["open"] = 1
    return redirect(url_for(".chair", slug=g.event.slug, p=uid, **more), 303)


def said(words: str) -> None:
    flash(words, "good")


@bp.errorhandler(Refused)
def refused(error: Refused) -> Any:
    """Say on the chair's page why an act was refused, and stay there."""
    db.session.rollback()
    flash(str(error.message), "attention")
    return back_to((request.view_args or {}).get("uid") or request.values.get("p"))


# --- the page -------------------------------------------------------------------------------------


def _neighbours(board: Board, line: Line, only_open: bool) -> tuple[Line | None, Line | None]:
    """Return the paragraphs before and after one, among those that are listed."""
    listed = [one for one in board.lines if one is line or not only_open or one.is_open]
    place = listed.index(line)
    before = listed[place - 1] if place else None
    after = listed[place + 1] if place + 1 < len(listed) else None
    return before, after


def _selected(board: Board) -> Line | None:
    return (
        board.find(request.args.get("p"))
        or board.on_screen
        or next((line for line in board.lines if line.counted), None)
        or next(iter(board.lines), None)
    )


def page(
    text: StructuredText,
    *,
    status: int = 200,
    line: Line | None = None,
    doing: str = "",
    form: Any = None,
    proposal: QueuedProposal | None = None,
    newer: tuple[str, str] | None = None,
) -> Any:
    """Render the chair's page with a paragraph selected, and perhaps a form open on it.

    `newer` is (what somebody saved meanwhile, what the chair wrote): both are shown.
    """
    board = board_of(text)
    if line is not None:
        line = board.find(line.uid)
    line = line or _selected(board)
    only_open = bool(request.args.get("open"))
    before, after = _neighbours(board, line, only_open) if line else (None, None)
    floor = board.floor
    live = links.live(text) if floor else []
    screen = next((link for link in live if link.purpose is LinkPurpose.SCREEN), None)
    ends_at = (
        floor.ends_at.astimezone(ZoneInfo(g.event.timezone)) if floor and floor.ends_at else None
    )
    frozen = is_frozen(text)
    return render_template(
        "floor/chair.html",
        text=text,
        board=board,
        line=line,
        lines=[one for one in board.lines if not only_open or one.is_open],
        only_open=only_open,
        before=before,
        after=after,
        doing=doing,
        form=form,
        chosen=proposal,
        newer=newer,
        acting=may(Need.DRAFT) and not frozen and floor is not None,
        frozen=frozen,
        screen_token=links.token_of(screen.nonce) if screen else "",
        room_link=screens.room_link(live),
        ends_at=ends_at,
        until=format_time(ends_at) if ends_at else "",
        end_form=EndForm(formdata=None, data={"until": ends_at.time() if ends_at else None}),
        owners=parties_of(g.event, current()) if doing == "bracket" else [],
        name_of=name_of,
        three_html=three_html,
        refer=refer_in(places(board.tree.paragraphs), text.source_language),
        reference_words=words_of_references(board.tree, text.source_language)
        if doing in ("edit", "merge")
        else {},
        changes_of=screens.changes_of,
        has_block=_has_block(board, line) if line else False,
        before_any=bool(line) and board.lines[0] is not line,
        text_lang=html_lang(text.source_language),
        standings=STANDINGS,
        signs=STANDING_SIGNS,
        proposal_words=PROPOSALS,
        proposal_signs=PROPOSAL_SIGNS,
        operation_words=OPERATIONS,
        act_words=ACTS,
        Operation=Operation,
        State=StandingState,
    ), status


def _has_block(board: Board, line: Line) -> bool:
    """Tell whether sub-points belong to the paragraph."""
    place = board.lines.index(line)
    following = board.lines[place + 1].paragraph if place + 1 < len(board.lines) else None
    return (
        line.paragraph.kind.value == "operative"
        and following is not None
        and following.kind.value == "sub-point"
    )


@bp.get(PATH)
@needs(Need.SEE)
def chair(slug: str) -> Any:
    """Show the text paragraph by paragraph, and what the chair may do; others see it only."""
    text = the_text()
    doing = request.args.get("do", "") if may(Need.DRAFT) else ""
    if not doing or is_frozen(text):
        return page(text)
    board = board_of(text)
    line = _selected(board)
    if line is None or board.floor is None:
        return page(text)
    version = str(line.paragraph.wording(text.source_language).number)
    if doing == "edit":
        form: Any = WordsForm(formdata=None, data={"text": line.text, "version": version})
        return page(text, line=line, doing=doing, form=form)
    if doing == "bracket":
        form = BracketForm(
            formdata=None, data={"version": version, "words": request.args.get("words", "")[:2000]}
        )
        return page(text, line=line, doing=doing, form=form)
    if doing == "merge":
        wanted = request.args.get("proposal", "")
        proposal = next((one for one in line.proposals if str(one.id) == wanted), None)
        if proposal is None or not proposal.waiting:
            return page(text, line=line)
        start = starting_point(proposal, line.text)
        form = WordsForm(formdata=None, data={"text": start, "version": version})
        return page(text, line=line, doing=doing, form=form, proposal=proposal)
    return page(text, line=line)


# --- the floor as a whole -------------------------------------------------------------------------


@bp.post(f"{PATH}/open")
@needs(Need.DRAFT)
def open_floor(slug: str) -> Response:
    """Put the text on the floor, or begin a new reading."""
    text = the_text()
    known = queries.find_floor(text) is not None
    actions.open_floor(g.event, text, actor=current_user)
    commit()
    said(
        _("The marks start from the text as it stands now.")
        if known
        else _("The text is on the floor. Open the projector’s page on the screen of the room.")
    )
    return back_to()


@bp.post(f"{PATH}/end")
@needs(Need.DRAFT)
def set_end(slug: str) -> Response:
    """Set the clock, or take it away."""
    text = the_text()
    form = EndForm()
    if not form.validate_on_submit():
        flash(_("Please write the time as 09:30."), "attention")
        return back_to(request.values.get("p"))
    ends_at = None
    if form.until.data is not None:
        here = now().astimezone(ZoneInfo(g.event.timezone))
        ends_at = datetime.combine(here.date(), form.until.data, tzinfo=here.tzinfo)
        # Shortly before midnight "00:30" means tomorrow.
        if ends_at < here - timedelta(hours=6):
            ends_at += timedelta(days=1)
    actions.set_end(text, ends_at, actor=current_user)
    commit()
    return back_to(request.values.get("p"))


@bp.post(f"{PATH}/undo")
@needs(Need.DRAFT)
def undo_act(slug: str) -> Response:
    """Take the last act back."""
    text = the_text()
    act = undo.undo(text, _int("act"), actor=current_user)
    uid = None
    if act.node_id is not None:
        node = db.session.get(TextNode, act.node_id)
        uid = node.uid if node and node.deleted_at is None else None
    commit()
    said(_("Taken back: %(what)s.", what=str(ACTS[act.kind])))
    return back_to(uid or request.form.get("p"))


def _int(name: str) -> int:
    value = request.form.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


# --- the screen -----------------------------------------------------------------------------------


@bp.post(f"{PATH}/screen")
@needs(Need.DRAFT)
def show(slug: str) -> Response:
    """Put a paragraph or a proposal on the screen, or empty the screen."""
    text = the_text()
    uid = request.form.get("p")
    node = node_of(text, uid) if uid else None
    proposal = proposal_of(text, _int("proposal")) if request.form.get("proposal") else None
    if proposal is not None and (node is None or proposal.node_id != node.id):
        abort(404)
    actions.show(text, node, actor=current_user, proposal=proposal)
    commit()
    return back_to(uid or request.form.get("back"))


@bp.post(f"{PATH}/mode")
@needs(Need.DRAFT)
def set_mode(slug: str) -> Response:
    """Show changes on the screen, or the clean text."""
    try:
        mode = ScreenMode(request.form.get("mode", ""))
    except ValueError:
        abort(400)
    actions.set_mode(the_text(), mode, actor=current_user)
    commit()
    return back_to(request.form.get("p"))
