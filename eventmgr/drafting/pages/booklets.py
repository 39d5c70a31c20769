"""A text on A5 pages, for a booklet."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from flask import abort, g, render_template, send_file
from flask_babel import gettext as _

from eventmgr.accounts.access import Need, needs
from eventmgr.directory.naming import NamesMissing
from eventmgr.drafting import actions, queries
from eventmgr.drafting.desk import here, the_text, the_tree
from eventmgr.drafting.editor import preview
from eventmgr.events.prints import NotPrintable
from eventmgr.printing.copies import BookletCopy
from eventmgr.printing.designations import DesignationError
from eventmgr.printing.papers import TextPaper
from eventmgr.tasks import PrintUnavailable, pdf


@needs(Need.SEE)
def booklet(slug: str, code: str) -> Any:
    """Give the paper as a PDF of A5 pages."""
    text = the_text()
    if code not in queries.languages_of(text, g.event):
        abort(404)
    desk = here()
    try:
        paper = desk.build(g.event, code)
    except (NotPrintable, NamesMissing):
        return render_template(
            "drafting/paper.html", desk=desk, tree=the_tree(text), preview=preview(code), code=code
        ), 409
    assert isinstance(paper, TextPaper)
    try:
        data = pdf(BookletCopy(paper))
    except DesignationError:
        raise actions.Refused(
            _("A marked name in this paper has no footnote. Please look at its text again.")
        ) from None
    except PrintUnavailable:
        raise actions.Refused(
            _("The paper could not be printed just now. Please try again in a moment.")
        ) from None
    return send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        download_name=f"{g.event.slug}-{desk.kind.value}-{code}-a5.pdf",
    )


PAGES: tuple[tuple[str, str, Callable[..., Any], list[str]], ...] = (
    ("/files/<code>-a5.pdf", "booklet", booklet, ["GET"]),
)
