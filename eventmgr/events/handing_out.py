"""A paper handed out as PDF, or a sentence that says what stands in its way."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import flash, redirect, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventmgr.database import db
from eventmgr.directory.naming import NamesMissing
from eventmgr.directory.screen import missing_words
from eventmgr.events.prints import NotPrintable
from eventmgr.language import current, speaking
from eventmgr.printing.designations import DesignationError
from eventmgr.tasks import PrintUnavailable, pdf

if TYPE_CHECKING:
    from eventmgr.printing.papers import Paper


def hand_out(
    build: Callable[[], Paper], language: str, *, name: str, back: str, here: bool = False
) -> Response:
    """Return the paper that `build` makes in a language as PDF, under a name without personal data.

    What stands in its way is flashed, and the reader led `back`. The database is let go before
    the worker prints, as that may take a while. What may stand in no queue is printed `here`.
    """
    problems: list[str] = []
    try:
        with speaking(language):
            paper = build()
    except NotPrintable as error:
        problems = [str(error.reason)]
    except NamesMissing as error:
        problems = [missing_words(item, current()) for item in error.missing]
    else:
        db.session.rollback()
        try:
            return send_file(io.BytesIO(pdf(paper)), mimetype="application/pdf", download_name=name)
        except DesignationError:
            problems = [
                _("A marked name in this paper has no footnote. Please look at its text again.")
            ]
        except PrintUnavailable:
            problems = [
                _(
                    "The print worker does not answer. Please try again in a minute; if it "
                    "stays so, tell the person who runs eventmgr."
                )
            ]
    for problem in problems:
        flash(problem, "bad")
    return redirect(back, 303)


def _printed_here(paper: Paper) -> bytes:
    from eventmgr.printing.pdf import render_paper

    return render_paper(paper)
