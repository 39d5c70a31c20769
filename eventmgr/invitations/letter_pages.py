"""The letters as they will print: one, all that are chosen on one page, or as one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.directory.naming import NamesMissing
from eventmgr.directory.screen import missing_words
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.i18n.languages import html_lang, language_name
from eventmgr.incoming import number_in
from eventmgr.invitations import queries
from eventmgr.invitations.blueprint import bp
from eventmgr.invitations.letter import Letters
from eventmgr.invitations.letter_file import bundle_file, letter_file
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.invitations.states import OUT
from eventmgr.language import current, speaking
from eventmgr.mail.messages import mail_language
from eventmgr.printing.papers import LetterPaper, NotePaper

# So many letters stand on one page, and in one file.
PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A paper for the screen; `reference` and `subject` are its lines, in its language."""

    paper: LetterPaper | NotePaper
    lang: str
    reference: str
    subject: str
    note: bool


def shown(paper: LetterPaper | NotePaper) -> Shown:
    """Return a paper with the lines that the printed page words itself."""
    code = paper.masthead.language
    note = isinstance(paper, NotePaper)
    with speaking(code):
        reference = (
            _("Reference: %(reference)s", reference=paper.reference) if paper.reference else ""
        )
        subject = (
            _("Note verbale")
            if isinstance(paper, NotePaper)
            else _("Subject: %(subject)s", subject=paper.subject)
        )
    return Shown(paper, html_lang(code), reference, subject, note)


def _the_invitation(number: int) -> Invitation:
    invitation = queries.invitation_of(g.event, number)
    if invitation is None:
        abort(404)
    return invitation


@bp.get("/events/<slug>/invitations/<int:number>/letter")
@needs(Need.SEE_PEOPLE)
def letter(slug: str, number: int) -> Any:
    """Show the letter as it will print, and the note verbale beside it."""
    event: Event = g.event
    invitation = _the_invitation(number)
    names = screen_names_for(event, current())
    papers: list[Shown] = []
    problems: list[str] = []
    try:
        papers = [shown(paper) for paper in Letters(event).papers(invitation)]
    except NamesMissing as error:
        problems = [missing_words(item, current()) for item in error.missing]
    return render_template(
        "invitations/letter.html",
        invitation=invitation,
        institution=names.institution(invitation.organisation),
        papers=papers,
        problems=problems,
        language=language_name(invitation.language, current()),
    )


def _pdf(slug: str, number: int, *, note: bool) -> Response:
    answer = letter_file(_the_invitation(number), g.event, note=note)
    if isinstance(answer, list):
        for words in answer:
            flash(words, "bad")
        return redirect(url_for(".letter", slug=slug, number=number), 303)
    return answer


@bp.get("/events/<slug>/invitations/<int:number>/letter.pdf")
@needs(Need.SEE_PEOPLE)
def letter_pdf(slug: str, number: int) -> Response:
    """Give the letter as a PDF file."""
    return _pdf(slug, number, note=False)


@bp.get("/events/<slug>/invitations/<int:number>/note.pdf")
@needs(Need.SEE_PEOPLE)
def note_pdf(slug: str, number: int) -> Response:
    """Give the note verbale as a PDF file."""
    return _pdf(slug, number, note=True)


def _chosen() -> tuple[list[Invitation], dict[str, Any]]:
    """Return the invitations asked for in the list's order, and the address's parameters.

    `of` is "drafts" (what would be sent) or "all"; `without` are numbers left out.
    """
    event: Event = g.event
    everyone = request.args.get("of") == "all"
    states = (InvitationState.DRAFT, *OUT) if everyone else (InvitationState.DRAFT,)
    left_out = {number_in(value) for value in request.args.getlist("without")}
    names = screen_names_for(event, current())
    rows = [row for row in queries.in_state(event, states) if row.id not in left_out]
    rows.sort(key=lambda row: (names.organisation_order(row.organisation), row.id))
    asked = {
        "of": "all" if everyone else None,
        "without": sorted(number for number in left_out if number is not None),
    }
    return rows, asked


@bp.get("/events/<slug>/invitations/letters")
@needs(Need.SEE_PEOPLE)
def letters(slug: str) -> str:
    """Show the letters chosen one below the other, as they will print, and offer them as files."""
    event: Event = g.event
    rows, asked = _chosen()
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(1, number_in(request.args.get("page", "")) or 1), pages)
    names = screen_names_for(event, current())
    build = Letters(event)
    entries = []
    for invitation in rows[(page - 1) * PAGE : page * PAGE]:
        papers: list[Shown] = []
        problems: list[str] = []
        try:
            papers = [shown(paper) for paper in build.papers(invitation)]
        except NamesMissing as error:
            problems = [missing_words(item, current()) for item in error.missing]
        entries.append((invitation, names.institution(invitation.organisation), papers, problems))

    def page_url(number: int) -> str:
        return url_for(".letters", slug=slug, page=number, **asked)

    return render_template(
        "invitations/letters.html",
        entries=entries,
        number=len(rows),
        page=page,
        pages=pages,
        page_url=page_url,
        files=_files(slug, rows, asked),
        language=lambda code: language_name(code, current()),
        everyone=asked["of"] == "all",
    )


def _files(slug: str, rows: list[Invitation], asked: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (words, address) of the files: one for each language, parts of fifty letters.

    A tagged PDF is of one language, so that it is read aloud in it.
    """
    counts: dict[str, int] = {}
    for row in rows:
        code = mail_language(row.language, g.event)
        counts[code] = counts.get(code, 0) + 1
    found = []
    for code, number in counts.items():
        for part in range(1, -(-number // PAGE) + 1):
            first, last = (part - 1) * PAGE + 1, min(part * PAGE, number)
            language = language_name(code, current())
            words = _("Letters in %(language)s (PDF)", language=language)
            if number > PAGE:
                words = _(
                    "Letters %(first)s–%(last)s in %(language)s (PDF)",
                    first=first,
                    last=last,
                    language=language,
                )
            address = url_for(".letters_pdf", slug=slug, language=code, part=part, **asked)
            found.append((words, address))
    return found


@bp.get("/events/<slug>/invitations/letters/<language>/<int:part>.pdf")
@needs(Need.SEE_PEOPLE)
def letters_pdf(slug: str, language: str, part: int) -> Response:
    """Give up to fifty letters of one language as one file."""
    event: Event = g.event
    rows, asked = _chosen()
    mine = [row for row in rows if mail_language(row.language, event) == language]
    some = mine[(part - 1) * PAGE : part * PAGE] if part else []
    if not some:
        abort(404)
    answer = bundle_file(some, event, f"invitations-{language}-{part}")
    if isinstance(answer, list):
        for words in dict.fromkeys(answer):
            flash(words, "bad")
        return redirect(url_for(".letters", slug=slug, **asked), 303)
    return answer
