"""Every paper of an event in one place, as PDF in each language."""

from __future__ import annotations

import io

from flask import Blueprint, abort, flash, g, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, may, needs
from eventmgr.directory.naming import NamesMissing
from eventmgr.directory.screen import missing_words
from eventmgr.events.models import Event
from eventmgr.events.prints import PRINTS, NotPrintable, Print, ready_kinds
from eventmgr.events.road import Progress, StageState, stage
from eventmgr.events.wording import wording_of
from eventmgr.language import current, speaking
from eventmgr.printing.designations import DesignationError
from eventmgr.reports import handouts  # noqa: F401 - registers the print
from eventmgr.tasks import PrintUnavailable, pdf

bp = Blueprint("reports", __name__, url_prefix="/events/<slug>/papers")


def _offered() -> list[Print]:
    return [one for one in PRINTS.values() if may(one.need)]


@bp.get("/")
@needs(Need.SEE)
def index(slug: str) -> str:
    """List what can be printed, in which languages, and what is not ready yet."""
    event: Event = g.event
    offered = _offered()
    ready = ready_kinds(event, offered)
    papers = [{"kind": one.kind, "label": one.label, "ready": one.kind in ready} for one in offered]
    return render_template(
        "reports/index.html",
        papers=papers,
        languages=event.document_languages,
        wording=wording_of(event) if may(Need.DRAFT) else [],
    )


@bp.get("/<kind>.<language>.pdf")
@needs(Need.SEE)
def pdf_file(slug: str, kind: str, language: str) -> Response:
    """Return a paper as PDF; what stands in its way is said on the Papers page."""
    event: Event = g.event
    one = PRINTS.get(kind)
    if one is None or language not in event.document_languages:
        abort(404)
    if not may(one.need):
        abort(403)
    problems: list[str] = []
    try:
        with speaking(language):
            paper = one.build(event, language)
    except NotPrintable as error:
        problems = [str(error.reason)]
    except NamesMissing as error:
        problems = [missing_words(item, current()) for item in error.missing]
    else:
        try:
            return download(
                one.stored(event, language) or pdf(paper), f"{event.slug}-{kind}-{language}.pdf"
            )
        except DesignationError:
            problems = [marked_without_note()]
        except PrintUnavailable:
            problems = [
                _(
                    "The print worker does not answer. Please try again in a minute; if it "
                    "stays so, tell the person who runs eventmgr."
                )
            ]
    for problem in problems:
        flash(problem, "bad")
    return redirect(url_for("reports.index", slug=slug), 303)


def marked_without_note() -> str:
    """Say that an asterisk stands in a paper without what it stands for (DES-02)."""
    return _("A marked name in this paper has no footnote. Please look at its text again.")


def download(data: bytes, name: str) -> Response:
    """Return a PDF that opens in the browser under a name without personal data (PRIV-06)."""
    return send_file(io.BytesIO(data), mimetype="application/pdf", download_name=name)


@stage("papers")
def progress(event: Event) -> Progress:
    """Say how many papers can be printed."""
    ready = len(ready_kinds(event, PRINTS.values()))
    state = StageState.NONE if not ready else StageState.WORK
    if ready == len(PRINTS):
        state = StageState.DONE
    return Progress(
        state, url_for("reports.index", slug=event.slug), f"{ready}/{len(PRINTS)}" if ready else ""
    )
