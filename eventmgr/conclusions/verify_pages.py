"""The public page of a sealed paper: its text, its fingerprints, and whether a file is it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

from flask import abort, g, render_template, request, send_file
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from sqlalchemy import select
from werkzeug.wrappers import Response

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.conclusions import prints, sealed, verify
from eventmgr.conclusions.adopters import short_name
from eventmgr.conclusions.blueprint import bp
from eventmgr.conclusions.models import AttachedStatement, SealedEdition, StatementKind
from eventmgr.conclusions.seal import fingerprint, read_work
from eventmgr.conclusions.sealed_pages import edition_name, file_name
from eventmgr.conclusions.verify import Answer, Outcome
from eventmgr.conclusions.wording import moment_words
from eventmgr.database import db
from eventmgr.drafting.models import StructuredText
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.extensions import limiter
from eventmgr.forms import Form, text_field
from eventmgr.i18n.languages import language, language_name
from eventmgr.language import current
from eventmgr.printing.designations import DesignationError
from eventmgr.printing.flow import flow
from eventmgr.printing.words import Words
from eventmgr.tasks import PrintUnavailable
from eventmgr.text.writers.html import anchor

LIMIT = "60 per minute"
STATEMENT_WORDS = {
    StatementKind.INTERPRETATIVE: _l("Interpretative statement"),
    StatementKind.RESERVATION: _l("Reservation"),
    StatementKind.LATE_REPLY: _l("Statement received after the silence had ended"),
}


class CompareForm(Form):
    """A file or a fingerprint to compare."""

    file = FileField(_l("Your file (PDF or JSON)"))
    figures = text_field(_l("Or the fingerprint printed on your paper"), most=200)


def _uploaded(form: CompareForm) -> bytes:
    stream = form.file.data
    return stream.read() if stream else b""


def archive_words() -> str:
    """Say what nobody here has seen of an edition that came in an archive."""
    return _(
        "That it was adopted, when and by whom is what the archive says; the installation that "
        "sealed it can confirm it."
    )


def said(outcome: Outcome, *, corrected: int = 0) -> tuple[str, list[str]]:
    """Say plainly what a comparison found: (kind of notice, sentences)."""
    if outcome.answer is Answer.UNREADABLE:
        return "attention", [
            _(
                "Please give at least %(least)s figures of the fingerprint: digits and the "
                "letters a to f.",
                least=verify.LEAST,
            )
        ]
    if outcome.edition is None:
        return "bad", [
            _("This is not the adopted paper."),
            _("Something in it is different, or it is a print of another time or program."),
        ]
    name = edition_name(outcome.edition.number)
    if outcome.edition.imported:
        sentences = [
            _(
                "Yes: this agrees with the edition that was read in from an archive of another "
                "installation: %(edition)s.",
                edition=name,
            ),
            archive_words(),
        ]
    elif outcome.answer is Answer.PRINT:
        sentences = [
            _(
                "Yes: this is the adopted paper. It is the PDF in %(language)s of this "
                "edition: %(edition)s.",
                language=language_name(outcome.language, current()),
                edition=name,
            )
        ]
    elif outcome.answer is Answer.TEXT:
        sentences = [
            _(
                "Yes: this is the adopted paper. It is the sealed text of this edition: "
                "%(edition)s.",
                edition=name,
            )
        ]
    else:
        sentences = [
            _(
                "Yes: it says word for word what was adopted (%(edition)s), but the file is "
                "written in another form than the sealed one.",
                edition=name,
            )
        ]
    if outcome.figures and outcome.figures < 64:
        sentences.append(
            _("%(figures)s of 64 figures were compared, and they agree.", figures=outcome.figures)
        )
    if corrected > outcome.edition.number:
        sentences.append(_("It has been corrected since: Corr. %(number)s.", number=corrected))
    return "good", sentences


def _enter(handle: str) -> tuple[SealedEdition, StructuredText, list[SealedEdition]]:
    edition = verify.find_edition(handle)
    if edition is None:
        abort(404)
    text = db.session.get_one(StructuredText, edition.text_id)
    g.event = db.session.get_one(Event, text.event_id)
    return edition, text, sealed.editions(text)


@bp.route("/verify/<handle>", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LIMIT)
def verify_edition(handle: str) -> Any:
    """Show a sealed paper, and say whether a file or a fingerprint is its own."""
    edition, text, editions = _enter(handle)
    event: Event = g.event
    form = CompareForm()
    notice = None
    if form.validate_on_submit():
        data = _uploaded(form)
        if data:
            outcome = verify.compare_file(editions, data)
        else:
            outcome = verify.compare_figures(editions, form.figures.data or "")
        notice = (*said(outcome, corrected=editions[-1].number), outcome)
    work = read_work(edition.sealed)
    code = _shown_language(work.edition.languages)
    paper = sealed.edition_paper(edition, code)
    # What a correction changes has a place of its own on the page.
    paper = replace(paper, annexes=paper.annexes[: len(work.statements)])
    names = screen_names_for(event, current())
    late = db.session.scalars(
        select(AttachedStatement)
        .where(
            AttachedStatement.text_id == text.id,
            AttachedStatement.after_adoption,
            AttachedStatement.removed_at.is_(None),
        )
        .order_by(AttachedStatement.received_at, AttachedStatement.id)
    ).all()
    page = render_template(
        "conclusions/verify.html",
        edition=edition,
        editions=editions,
        edition_name=edition_name,
        newest=editions[-1],
        imported=archive_words() if edition.imported else "",
        form=form,
        notice=notice,
        paper=paper,
        heading=paper.heading or Words(code).document_type(paper.doc_type),
        blocks=flow(paper.nodes),
        # By uid for ever, by number to read; a paragraph without a number has only its uid.
        anchors={
            one.uid: anchor(one.reference) for one in work.edition.paragraphs if one.reference
        },
        address=sealed.verify_address(edition.handle),
        code=code,
        languages=[(each, language(each)) for each in work.edition.languages],
        changes=_changes(work, code),
        adopted_on=moment_words(event, text.adopted_at, current()) if text.adopted_at else "",
        late=[
            (
                STATEMENT_WORDS[row.kind],
                short_name(names, row.organisation),
                moment_words(event, row.received_at, current()),
                row.texts,
            )
            for row in late
        ],
        waiting=not prints.standing([edition]).complete,
    )
    answer = Response(page, 200, mimetype="text/html")
    # Whoever has the paper has the address; search engines need not have it too.
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _changes(work: Any, code: str) -> list[dict[str, Any]]:
    return [
        change
        for change in sealed.correction_of(work).get("changes", [])
        if change["language"] == code
    ]


def _shown_language(languages: tuple[str, ...]) -> str:
    for code in (request.args.get("text", ""), current()):
        if code in languages:
            return code
    return languages[0]


@bp.route("/verify/", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LIMIT)
def verify_any() -> Any:
    """Find the paper that a file or a fingerprint belongs to."""
    form = CompareForm()
    notice = None
    if form.validate_on_submit():
        data = _uploaded(form)
        figures = fingerprint(data) if data else verify.normal(form.figures.data or "")
        found = verify.find_by_figures(figures)
        if found:
            outcome = verify.compare_figures(found, figures)
            assert outcome.edition is not None
            _edition, _text, editions = _enter(outcome.edition.handle)
            notice = (
                *said(outcome, corrected=editions[-1].number),
                outcome,
            )
        elif data or len(figures) >= verify.LEAST:
            notice = (
                "bad",
                [
                    _("This is not an adopted paper of this installation."),
                    _("A paper of another one is checked at the address printed on it."),
                ],
                Outcome(Answer.OTHER, compared=figures),
            )
        else:
            notice = (*said(Outcome(Answer.UNREADABLE)), Outcome(Answer.UNREADABLE))
    return render_template("conclusions/verify_any.html", form=form, notice=notice)


@bp.get("/verify/<handle>/<code>.pdf")
@needs(PUBLIC)
@limiter.limit(LIMIT)
def verify_pdf(handle: str, code: str) -> Any:
    """Give the PDF of a sealed edition, always the same file."""
    edition, _text, _editions = _enter(handle)
    try:
        data = prints.pdf_of(edition, code)
    except PrintUnavailable:
        abort(503)
    except DesignationError:
        # There is no such paper, today or later; the organisers read why beside the edition.
        abort(404)
    if data is None:
        abort(404)
    return _file(data, "application/pdf", f"{g.event.slug}-{file_name(edition.number)}-{code}.pdf")


@bp.get("/verify/<handle>/sealed.json")
@needs(PUBLIC)
@limiter.limit(LIMIT)
def verify_json(handle: str) -> Any:
    """Give the sealed text as the file whose fingerprint is printed."""
    edition, _text, _editions = _enter(handle)
    name = f"{g.event.slug}-{file_name(edition.number)}.json"
    return _file(edition.sealed.encode(), "application/json", name, attachment=True)


def _file(data: bytes, kind: str, name: str, *, attachment: bool = False) -> Any:
    return send_file(io.BytesIO(data), mimetype=kind, as_attachment=attachment, download_name=name)
