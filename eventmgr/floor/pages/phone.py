"""The delegations' telephones: the text as it stands, the way to propose wording, own proposals."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from flask import (
    abort,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy import select

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import commit, db
from eventmgr.drafting import queries as drafting
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.editor import is_frozen
from eventmgr.drafting.markup import inline_html, redline_html
from eventmgr.drafting.queries import WordingState
from eventmgr.drafting.referring import places, refer_in, words_of_references
from eventmgr.events.naming import screen_names_for
from eventmgr.extensions import limiter
from eventmgr.floor import links, proposing, queries, screens
from eventmgr.floor.blueprint import bp
from eventmgr.floor.forms import ProposalForm
from eventmgr.floor.lines import Board, Line
from eventmgr.floor.links import Entrance
from eventmgr.floor.models import LinkPurpose, Operation, Proposal
from eventmgr.floor.pages.follow import clock_of, gone, to_projector
from eventmgr.floor.proposing import device_hash
from eventmgr.floor.watching import At, at
from eventmgr.floor.words import (
    OPERATIONS,
    PROPOSAL_SIGNS,
    PROPOSALS,
    STANDING_SIGNS,
    STANDINGS,
    name_of,
)
from eventmgr.i18n.languages import html_lang, language
from eventmgr.language import current

COOKIE = "floor_device"
_DAYS = 30


def _device() -> str:
    """Return what this telephone remembers, "" where it never proposed anything."""
    value = request.cookies.get(COOKIE, "")
    return value if 20 <= len(value) <= 64 else ""


# A room stands behind one address, so nobody is counted by it: a telephone is known by what it
# remembers, and those that propose for the first time share the limit of their link.
ONE_TELEPHONE = "12 per minute; 120 per hour"
NEW_TELEPHONES = "90 per minute; 600 per hour"
ONE_LINK = "300 per minute"


def _one_link() -> str:
    return links.hash_of((request.view_args or {}).get("token", ""))


def _one_telephone() -> str:
    return f"{_one_link()} {device_hash(_device()) if _device() else 'new'}"


def _of_one_telephone() -> str:
    return ONE_TELEPHONE if _device() else NEW_TELEPHONES


def _enter(token: str) -> Entrance | None:
    entrance = links.find(token)
    if entrance is not None:
        g.event = entrance.event
    return entrance


def _languages(entrance: Entrance) -> tuple[str, ...]:
    return drafting.languages_of(entrance.text, entrance.event)


def _board(entrance: Entrance) -> Board:
    return queries.board(entrance.text, drafting.tree(entrance.text, _languages(entrance)))


def _reading(entrance: Entrance) -> tuple[str, bool, bool]:
    """Return the language of the text, whether changes are marked, whether only what is open."""
    languages = _languages(entrance)
    code = request.args.get("text", "")
    if code not in languages:
        code = current() if current() in languages else languages[0]
    return code, request.args.get("marks", "1") != "0", request.args.get("open") == "1"


# --- the text -------------------------------------------------------------------------------------


def _words(board: Board, line: Line, code: str, marks: bool) -> dict[str, Any]:
    wording = line.paragraph.wording(code)
    refer = refer_in(places(board.tree.paragraphs), code)
    if code != board.tree.source:
        return {
            "html": inline_html(wording.text, None, refer),
            "marked": False,
            "late": wording.state is WordingState.OUT_OF_DATE,
            "missing": not wording.text,
        }
    marked = marks and line.before != line.text
    return {
        "html": redline_html(line.before, line.text, refer=refer)
        if marked
        else inline_html(line.text, None, refer),
        "marked": marked,
        "late": False,
        "missing": not line.text,
    }


def _text(token: str, where: At, code: str, marks: bool, only_open: bool) -> str:
    """Return the text in a language, made once for all telephones that read it so."""

    def make() -> str:
        entrance = links.find(token)
        if entrance is None or code not in _languages(entrance):
            abort(404)
        board = screens.shared_board(where, entrance, _languages(entrance))
        floor = board.floor
        lines = [line for line in board.lines if not only_open or line.is_open or line.brackets]
        return render_template(
            "floor/_text.html",
            board=board,
            rows=[(line, _words(board, line, code, marks)) for line in lines],
            source_lang=html_lang(board.tree.source),
            # What is not in this list is found in the whole text.
            elsewhere="" if board.on_screen in lines else f"?text={code}&marks={int(marks)}",
            lang=html_lang(code),
            name_of=name_of,
            open_floor=floor is not None and not is_frozen(entrance.text),
            note=screens.designation_note(
                entrance.event, code, [line.paragraph.text(code) for line in lines]
            ),
            standings=STANDINGS,
            signs=STANDING_SIGNS,
            **clock_of(entrance, floor.ends_at if floor else None),
        )

    versions = (where.text_id, where.begun, where.text, where.screen, where.queue)
    return screens.once((versions, "text", code, marks, only_open, current()), make)


def _own(entrance: Entrance) -> Sequence[Any]:
    """Return this telephone's proposals as they are shown to it, the newest first."""
    if not _device():
        return []
    found = db.session.scalar(
        select(Proposal.id).where(proposing.own(entrance.text.id, _device())).limit(1)
    )
    if found is None:
        return []
    board = _board(entrance)
    mine = device_hash(_device())
    rows = [
        (name_of(line), line.uid, proposal)
        for line in board.lines
        for proposal in line.proposals
        if proposal.device_hash == mine
    ]
    rows += [
        (_("Deleted paragraph"), "", proposal)
        for proposal in board.of_deleted
        if proposal.device_hash == mine
    ]
    return sorted(rows, key=lambda row: -row[2].id)


def _mine(token: str, entrance: Entrance) -> str:
    return render_template(
        "floor/_mine.html",
        token=token,
        rows=_own(entrance),
        proposal_words=PROPOSALS,
        proposal_signs=PROPOSAL_SIGNS,
        operation_words=OPERATIONS,
        Operation=Operation,
        lang=html_lang(entrance.text.source_language),
    )


@bp.get("/floor/<token>/")
@needs(PUBLIC)
def follow(token: str) -> Any:
    """Show the text live in the reader's language; a screen's link leads to the projector."""
    entrance = _enter(token)
    where = at(token)
    if entrance is None:
        return gone()
    if not entrance.may_propose:
        return to_projector(token)
    if where is None:
        # The link is there before the floor is opened for the first time.
        return gone()
    code, marks, only_open = _reading(entrance)
    return render_template(
        "floor/phone.html",
        token=token,
        content=_text(token, where, code, marks, only_open),
        version=where.words,
        mine=_mine(token, entrance),
        code=code,
        marks=marks,
        only_open=only_open,
        source=code == entrance.text.source_language,
        choices=[(one, language(one).label, html_lang(one)) for one in _languages(entrance)],
        state_url=url_for(".state", token=token),
        content_url=url_for(
            ".text_content", token=token, text=code, marks=int(marks), open=int(only_open)
        ),
        mine_url=url_for(".mine_content", token=token),
    )


@bp.get("/floor/<token>/text")
@needs(PUBLIC)
@limiter.exempt
def text_content(token: str) -> Any:
    """Give a telephone the text as it stands now."""
    where = at(token)
    if where is None or where.purpose is not LinkPurpose.DELEGATIONS:
        return "", 410
    asked = request.args
    return _text(
        token, where, asked.get("text", ""), asked.get("marks") != "0", asked.get("open") == "1"
    )


@bp.get("/floor/<token>/mine")
@needs(PUBLIC)
def mine_content(token: str) -> Any:
    """Give a telephone the state of its own proposals."""
    entrance = _enter(token)
    if entrance is None or not entrance.may_propose:
        return "", 410
    return _mine(token, entrance)


# --- proposing ------------------------------------------------------------------------------------


def _known(entrance: Entrance) -> dict[str, str]:
    """Return name and institution as they were given last, or as the link knows them."""
    values: dict[str, str] = {}
    if _device():
        last = db.session.execute(
            select(Proposal.proposer, Proposal.institution)
            .where(proposing.own(entrance.text.id, _device()))
            .order_by(Proposal.id.desc())
            .limit(1)
        ).first()
        if last:
            values = {"proposer": last[0], "institution": last[1]}
    if entrance.link.organisation is not None:
        names = screen_names_for(entrance.event, current())
        values["institution"] = names.organisation(entrance.link.organisation)
    return values


@bp.route("/floor/<token>/propose/<uid>", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(ONE_LINK, methods=["POST"], key_func=_one_link)
@limiter.limit(_of_one_telephone, methods=["POST"], key_func=_one_telephone)
def propose(token: str, uid: str) -> Any:
    """Take proposed wording to the queue of a paragraph."""
    entrance = _enter(token)
    if entrance is None or not entrance.may_propose:
        return gone()
    board = _board(entrance)
    line = board.find(uid)
    if line is None or board.floor is None:
        flash(_("This paragraph has been deleted in the meantime."), "attention")
        return redirect(url_for(".follow", token=token), 303)
    closed = is_frozen(entrance.text)
    form = ProposalForm()
    if request.method == "GET":
        form.wording.data = line.text
        form.version.data = str(line.paragraph.wording(board.tree.source).number)
        form.operation.data = Operation.REPLACE.value
        for name, value in _known(entrance).items():
            form[name].data = value
    if not closed and form.validate_on_submit():
        answer = _send(token, entrance, line, form)
        if answer is not None:
            return answer
    return render_template(
        "floor/propose.html",
        token=token,
        line=line,
        name=name_of(line),
        form=form,
        closed=closed,
        waiting=len(line.waiting),
        refer=refer_in(places(board.tree.paragraphs), board.tree.source),
        reference_words=words_of_references(board.tree, board.tree.source),
        source_label=language(board.tree.source).label,
        lang=html_lang(board.tree.source),
        reading=[
            (language(code).label, html_lang(code), line.paragraph.text(code))
            for code in board.tree.languages
            if code == current() and code != board.tree.source and line.paragraph.text(code)
        ],
    ), (422 if form.is_submitted() else 200)


def _send(token: str, entrance: Entrance, line: Line, form: ProposalForm) -> Any:
    """Store what was proposed; None where the form must be shown again."""
    node = drafting.find_node(entrance.text, line.uid)
    if node is None:
        abort(404)
    device = _device() or secrets.token_urlsafe(24)
    seen = form.seen_version
    try:
        proposing.propose(
            entrance,
            node,
            operation=Operation(form.operation.data),
            wording=form.wording.data or "",
            base_number=seen,
            proposer=form.proposer.data,
            institution=form.institution.data,
            reason=form.reason.data or "",
            device=device,
        )
        changed = line.paragraph.wording(entrance.text.source_language).number != seen
        commit()
    except Refused as error:
        db.session.rollback()
        form.add_error("wording", str(error.message))
        return None
    flash(
        _(
            "Your proposal waits for the chair. The paragraph was changed while you were writing; "
            "the chair sees both."
        )
        if changed
        else _("Your proposal waits for the chair."),
        "good",
    )
    answer = make_response(redirect(url_for(".follow", token=token, _anchor="mine"), 303))
    answer.set_cookie(
        COOKIE,
        device,
        max_age=_DAYS * 86400,
        path="/floor/",
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return answer


@bp.post("/floor/<token>/withdraw/<int:proposal_id>")
@needs(PUBLIC)
@limiter.limit(ONE_LINK, key_func=_one_link)
@limiter.limit("30 per minute", key_func=_one_telephone)
def withdraw(token: str, proposal_id: int) -> Any:
    """Withdraw an own proposal."""
    entrance = _enter(token)
    if entrance is None or not entrance.may_propose:
        return gone()
    try:
        proposing.withdraw(entrance, proposal_id, device=_device())
        commit()
        flash(_("Your proposal is withdrawn."), "good")
    except LookupError:
        abort(404)
    except Refused as error:
        db.session.rollback()
        flash(str(error.message), "attention")
    return redirect(url_for(".follow", token=token, _anchor="mine"), 303)
