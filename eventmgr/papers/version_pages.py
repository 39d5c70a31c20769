"""The versions of a paper: each as it was circulated, and what changed between two of them."""

from __future__ import annotations

import io
from typing import Any

from flask import abort, g, render_template, request, send_file
from flask_babel import gettext as _

from eventmgr.accounts.access import Need, needs
from eventmgr.drafting import actions
from eventmgr.drafting import desk as desks
from eventmgr.drafting.editor import Preview
from eventmgr.events.models import Event
from eventmgr.i18n.dates import short_datetime
from eventmgr.i18n.languages import language
from eventmgr.language import current
from eventmgr.papers.comparing import compare
from eventmgr.papers.models import PaperVersion
from eventmgr.papers.snapshots import Kept, Snapshot, kept_paragraphs, read, read_paper
from eventmgr.papers.standing import find_version, standing_of, version_note, versions_of
from eventmgr.printing.designations import DesignationError
from eventmgr.printing.papers import TextPaper
from eventmgr.printing.words import Words
from eventmgr.tasks import PrintUnavailable, pdf

NOW = "now"


def circulated_paper(
    event: Event, version: PaperVersion, snapshot: Snapshot, code: str
) -> TextPaper:
    """Return a version as it was circulated, with the line that says what became of it."""
    return read_paper(snapshot.papers[code], version_note(version, event, code))


def circulated_preview(
    event: Event, version: PaperVersion, snapshot: Snapshot, code: str
) -> Preview:
    """Return a version as it was circulated, for a screen."""
    paper = circulated_paper(event, version, snapshot, code)
    heading = paper.heading or Words(code).document_type(paper.doc_type)
    return Preview(code, paper, heading=heading)


def pdf_answer(paper: TextPaper, name: str) -> Any:
    """Return the paper as a PDF file, or say that it cannot be printed just now."""
    try:
        data = pdf(paper)
    except (DesignationError, PrintUnavailable):
        raise actions.Refused(
            _("The paper could not be printed just now. Please try again in a moment.")
        ) from None
    return send_file(io.BytesIO(data), mimetype="application/pdf", download_name=name)


@needs(Need.SEE)
def versions(slug: str) -> str:
    """List the circulated versions and show what changed between two of them."""
    event: Event = g.event
    text = desks.the_text()
    rows = versions_of(text)
    tree = desks.the_tree(text)
    code = request.args.get("language", "")
    code = code if code in tree.languages else tree.source
    by_number = {str(row.number): row for row in rows}
    old, new = _chosen(rows)

    def paragraphs(which: str) -> list[Kept]:
        if which == NOW:
            return kept_paragraphs(tree, tree.languages)
        return list(read(by_number[which]).paragraphs)

    compared = compare(paragraphs(old), paragraphs(new), code) if old else []
    reader = current()
    return render_template(
        "papers/versions.html",
        desk=desks.here(),
        rows=rows,
        standing=standing_of(text),
        languages=[(one, language(one).label) for one in tree.languages],
        kept={row.number: read(row).languages for row in rows},
        code=code,
        old=old,
        new=new,
        choices=[str(row.number) for row in rows],
        compared=compared,
        changes=sum(row.what != "same" for row in compared),
        labels={one: language(one).label for one in {*tree.languages, *_all_languages(rows)}},
        moment=lambda at: short_datetime(at, reader),
        event_of=event,
    )


def _all_languages(rows: list[PaperVersion]) -> set[str]:
    return {code for row in rows for code in read(row).languages}


def _chosen(rows: list[PaperVersion]) -> tuple[str, str]:
    """Return the two versions to compare, as asked for or the last one with today's text."""
    numbers = {str(row.number) for row in rows}
    if not rows:
        return "", ""
    old = request.args.get("from", "")
    new = request.args.get("to", "")
    old = old if old in numbers else str(rows[0].number)
    new = new if new in {*numbers, NOW} else NOW
    return old, new


def _version(number: int) -> PaperVersion:
    version = find_version(desks.the_text(), number)
    if version is None:
        abort(404)
    return version


@needs(Need.SEE)
def version(slug: str, number: int, code: str) -> str:
    """Show a version as it was circulated."""
    found = _version(number)
    snapshot = read(found)
    if code not in snapshot.languages:
        abort(404)
    return render_template(
        "papers/version.html",
        desk=desks.here(),
        version=found,
        code=code,
        languages=[(one, language(one).label) for one in snapshot.languages],
        preview=circulated_preview(g.event, found, snapshot, code),
    )


@needs(Need.SEE)
def version_pdf(slug: str, number: int, code: str) -> Any:
    """Give a version as it was circulated, as PDF."""
    found = _version(number)
    snapshot = read(found)
    if code not in snapshot.languages:
        abort(404)
    paper = circulated_paper(g.event, found, snapshot, code)
    return pdf_answer(paper, f"{slug}-{desks.here().kind.value}-{number}-{code}.pdf")


PAGES = (
    ("/versions", "versions", versions, ["GET"]),
    ("/versions/<int:number>/<code>", "version", version, ["GET"]),
    ("/versions/<int:number>/<code>.pdf", "version_pdf", version_pdf, ["GET"]),
)
