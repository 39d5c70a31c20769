"""The conclusions: their editor, and every page around their adoption."""

from __future__ import annotations

from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventmgr.accounts.access import Need, may, needs
from eventmgr.conclusions import (  # noqa: F401 - they register themselves
    adopt_pages,
    adopter_pages,
    archive_pages,
    archive_prints,
    commitment_pages,
    correction_pages,
    kept,
    public,
    public_pages,
    sealed_pages,
    silence,
    silence_pages,
    stage,
    statement_pages,
    verify_pages,
    voice_pages,
)
from eventmgr.conclusions.blueprint import PATH, bp
from eventmgr.conclusions.paper import conclusions_paper
from eventmgr.conclusions.prints import stored_pdf
from eventmgr.conclusions.wording import moment_words
from eventmgr.drafting import queries
from eventmgr.drafting.desk import Desk, attach
from eventmgr.drafting.editor import editor_page
from eventmgr.drafting.models import NodeKind, StructuredText, TextKind, TextState
from eventmgr.i18n.dates import long_date
from eventmgr.language import current

__all__ = ["bp"]


@bp.get(PATH)
@needs(Need.SEE)
def show(slug: str) -> str:
    """Show the text with everything beside it."""
    return editor_page(
        "conclusions/text.html",
        lead=_("Number by number: the program sets the numbers, and they follow every change."),
        adopted_on=lambda text: long_date(text.adopted_on, current()),
        silent_until=lambda text: moment_words(g.event, text.silent_until, current()),
        adoption_links=_adoption_links,
    )


def _adoption_links(text: StructuredText) -> list[tuple[str, str]]:
    """Return the pages around the adoption of a text that this person may open."""
    slug = g.event.slug
    links = [(url_for("floor.chair", slug=slug), _("On the floor"))]
    if may(Need.ADOPT):
        links.append((url_for(".adopting", slug=slug), _("Who adopts")))
    links.append((url_for(".statements", slug=slug), _("Attached statements")))
    links.append((url_for(".silence_rounds", slug=slug), _("Silence procedure")))
    links.append((url_for(".commitment_list", slug=slug), _("Commitments")))
    if text.state is TextState.ADOPTED:
        links.append((url_for(".sealed_editions", slug=slug), _("Sealed edition")))
    return links


@bp.before_request
def settle_what_is_due() -> None:
    """Settle a silence that has ended before any page of this room shows the text (LIFE-44)."""
    event = g.get("event")
    if event is None:
        return
    text = queries.find_text(event, TextKind.CONCLUSIONS)
    if text is not None:
        silence.settle_if_due(event, text)


attach(
    bp,
    Desk(
        kind=TextKind.CONCLUSIONS,
        path=PATH,
        title=_l("Conclusions"),
        kinds=(
            (NodeKind.OPERATIVE, 1),
            (NodeKind.SUB_POINT, 2),
            (NodeKind.SUB_POINT, 3),
            (NodeKind.CONTINUATION, 1),
            (NodeKind.CHAPEAU, 0),
            (NodeKind.PREAMBULAR, 0),
            (NodeKind.LEAD_IN, 0),
            (NodeKind.BULLET, 1),
            (NodeKind.BULLET, 2),
            (NodeKind.FORMULA, 0),
            (NodeKind.HEADING, 1),
            (NodeKind.PARAGRAPH, 0),
            (NodeKind.CLOSING, 0),
        ),
        build=conclusions_paper,
        stored=stored_pdf,
    ),
)
