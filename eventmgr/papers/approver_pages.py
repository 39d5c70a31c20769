"""The approver's own page, reached by the personal link of a message."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import commit, db
from eventmgr.drafting.actions import Refused
from eventmgr.drafting.words import TEXT_KINDS
from eventmgr.events.models import Event
from eventmgr.extensions import limiter
from eventmgr.i18n.languages import language
from eventmgr.language import current, offer
from eventmgr.papers import clearing
from eventmgr.papers.clearance_forms import own_answer_form
from eventmgr.papers.comparing import Compared, compare
from eventmgr.papers.models import Answer, Means, PaperApproval, PaperVersion
from eventmgr.papers.snapshots import Snapshot, read
from eventmgr.papers.version_pages import circulated_paper, circulated_preview, pdf_answer
from eventmgr.papers.words import ANSWER_WORDS
from eventmgr.text.inline import to_plain

# As many letters of a paragraph as a choice on a telephone can show.
_START = 80
LINK_LIMIT = "60 per minute; 600 per hour"


def _enter(token: str) -> PaperApproval | None:
    approval = clearing.find_by_token(token)
    if approval is not None:
        g.event = db.session.get(Event, approval.version.document.event_id)
        offer(approval.language)
    return approval


def link_gone() -> tuple[str, int]:
    """Answer a link that leads nowhere, in the same words whatever the reason."""
    return render_template("papers/link_gone.html"), 410


def _code(snapshot: Snapshot, wanted: str) -> str:
    """Return the language the paper is shown in: as asked for, the reader's, or the source."""
    for code in (wanted, current()):
        if code in snapshot.languages:
            return code
    return snapshot.source


def _before(version: PaperVersion) -> PaperVersion | None:
    return db.session.scalar(
        select(PaperVersion)
        .where(PaperVersion.text_id == version.text_id, PaperVersion.number < version.number)
        .order_by(PaperVersion.number.desc())
        .limit(1)
    )


def _form(version: PaperVersion) -> Any:
    """Return the form with the paragraphs of the version, as they begin in the language read."""
    snapshot = read(version)
    code = _code(snapshot, request.args.get("paper", ""))
    choices = []
    for one in snapshot.paragraphs:
        words = " ".join(to_plain(one.texts.get(code) or "").split())
        if words:
            start = words if len(words) <= _START else f"{words[: _START - 1]}…"
            choices.append((one.uid, f"{one.label} {start}".strip()))
    return own_answer_form(choices)


def _page(token: str, approval: PaperApproval, form: Any) -> str:
    version = approval.version
    snapshot = read(version)
    code = _code(snapshot, request.args.get("paper", ""))
    earlier = _before(version)
    changes: list[Compared] = []
    if earlier is not None:
        rows = compare(read(earlier).paragraphs, snapshot.paragraphs, code)
        changes = [row for row in rows if row.what != "same"]
    return render_template(
        "papers/approver.html",
        token=token,
        approval=approval,
        version=version,
        kind=TEXT_KINDS[version.document.kind],
        code=code,
        languages=[(one, language(one).label) for one in snapshot.languages],
        preview=circulated_preview(g.event, version, snapshot, code),
        earlier=earlier,
        changes=changes,
        form=form,
        open=version.superseded_at is None and version.cleared_at is None,
        answer_words=ANSWER_WORDS[approval.answer] if approval.answer else "",
    )


@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def approver_page(token: str) -> Any:
    """Show the version as it prints, and take the answer."""
    approval = _enter(token)
    if approval is None:
        return link_gone()
    form = _form(approval.version)
    if request.method == "GET":
        if approval.answer is not None:
            form.answer.data = approval.answer.value
            form.note.data = approval.note
        return _page(token, approval, form), 200
    if not form.validate_on_submit():
        return _page(token, approval, form), 422
    answer = Answer(form.answer.data)
    try:
        clearing.give_answer(
            g.event,
            approval,
            answer,
            actor="approver",
            means=Means.LINK,
            note=form.note.data or "",
            paragraph=form.paragraph.data or "",
        )
    except Refused as error:
        db.session.rollback()
        form.add_error("note", error.message)
        approval = _enter(token)
        if approval is None:
            return link_gone()
        return _page(token, approval, form), 422
    commit()
    if answer is Answer.YES:
        flash(_("Thank you. Your approval of this version is noted."), "good")
    else:
        flash(
            _("Thank you. The organisers see what you ask for and will send you a new version."),
            "good",
        )
    return redirect(url_for("papers.approver_page", token=token), 303)


@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def approver_pdf(token: str, code: str) -> Response | tuple[str, int]:
    """Give the version as PDF in one of its languages."""
    approval = _enter(token)
    if approval is None:
        return link_gone()
    version = approval.version
    snapshot = read(version)
    if code not in snapshot.languages:
        return link_gone()
    paper = circulated_paper(g.event, version, snapshot, code)
    kind = version.document.kind.value
    answer: Response = pdf_answer(paper, f"{g.event.slug}-{kind}-{version.number}-{code}.pdf")
    return answer
