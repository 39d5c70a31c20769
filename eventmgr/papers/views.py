"""The concept paper's editor, and an event made from a paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.audit.words import know_values
from eventmgr.database import commit
from eventmgr.directory.naming import NamesMissing
from eventmgr.drafting.desk import Desk, attach, back_to, done, the_text, the_tree
from eventmgr.drafting.editor import editor_page
from eventmgr.drafting.models import NodeKind, TextKind
from eventmgr.drafting.queries import Tree
from eventmgr.events.models import Event, OrganiserRole
from eventmgr.events.naming import naming_for
from eventmgr.language import current
from eventmgr.papers import changes, kept, stage  # noqa: F401 - they register themselves
from eventmgr.papers.actions import add_missing_sections
from eventmgr.papers.approver_pages import approver_page, approver_pdf
from eventmgr.papers.clearance_desk import Clearing
from eventmgr.papers.clearance_pages import attach_clearance
from eventmgr.papers.facts import BLOCKS, disclaimer_of, donor_line
from eventmgr.papers.from_paper import from_paper, new_event_from_paper
from eventmgr.papers.meter import STATE_SIGNS, STATE_WORDS, meter_of
from eventmgr.papers.notes import source_notes
from eventmgr.papers.paper import bare_paper, concept_paper
from eventmgr.papers.sections import (
    BY_KEY,
    empty_headings,
    missing_sections,
    names_of,
    section_by_uid,
    suggested_headings,
)
from eventmgr.papers.words import ANSWER_WORDS, MEANS

bp = Blueprint("papers", __name__)

know_values("answer", ANSWER_WORDS)
know_values("means", MEANS)

PATH = "/events/<slug>/concept-paper"


@bp.get(PATH)
@needs(Need.SEE)
def show(slug: str) -> str:
    """Show the paper with its sections, hints, and what is missing."""
    return editor_page(
        "papers/text.html",
        _of_the_text,
        lead=_("Title, dates, place and organisers come from the event; here stands the text."),
    )


def _of_the_text(tree: Tree) -> dict[str, Any]:
    """Return the sections by the uid of their heading, what is missing, and the event's facts."""
    event = g.event
    by_uid = section_by_uid(tree)
    reader = current()
    pair = _shown_languages(tree)
    blocks = {uid: BLOCKS[key] for uid, key in by_uid.items() if key in BLOCKS}
    return {
        "sections": {uid: BY_KEY[key] for uid, key in by_uid.items()},
        "facts": {
            uid: [(code, block.shown(event, code)) for code in pair]
            for uid, block in blocks.items()
        },
        "fact_links": {uid: block.links(event) for uid, block in blocks.items()},
        "empty_headings": empty_headings(tree),
        "absent": names_of(missing_sections(by_uid.values()), reader),
        "meter": meter_of(event, tree, reader),
        "section_words": STATE_WORDS,
        "section_signs": STATE_SIGNS,
        "notes": source_notes(tree, pair[0]),
        "end_lines": [(code, _end_lines(event, code)) for code in pair],
    }


def _shown_languages(tree: Tree) -> list[str]:
    """Return the languages on the page: the left one, and the right one where it is a text."""
    wanted = [request.args.get("left") or tree.source, request.args.get("right") or ""]
    if not wanted[1] and len(tree.languages) > 1:
        wanted[1] = next(code for code in tree.languages if code != wanted[0])
    found = [code for code in dict.fromkeys(wanted) if code in tree.languages]
    return found or [tree.source]


def _end_lines(event: Event, code: str) -> list[str]:
    """Return what stands at the end of every paper: donors and disclaimer, as far as named."""
    named = any(row.role is OrganiserRole.DONOR for row in event.organisers)
    try:
        donors = donor_line(event, code, naming_for(event, code)) if named else ""
    except NamesMissing:
        donors = ""
    return [line for line in (donors, disclaimer_of(event, code)) if line]


@bp.post(f"{PATH}/sections")
@needs(Need.DRAFT)
def add_sections(slug: str) -> Any:
    """Add the headings of the sections that are missing."""
    text = the_text()
    added = add_missing_sections(text, the_tree(text), actor=current_user)
    commit()
    done(_("The missing headings stand at the end; move them where they belong."))
    return back_to(added[0].uid if added else "")


DESK = Desk(
    kind=TextKind.CONCEPT_PAPER,
    path=PATH,
    title=_l("Concept paper"),
    kinds=(
        (NodeKind.PARAGRAPH, 0),
        (NodeKind.HEADING, 1),
        (NodeKind.HEADING, 2),
        (NodeKind.BULLET, 1),
        (NodeKind.BULLET, 2),
        (NodeKind.LEAD_IN, 0),
        (NodeKind.OPERATIVE, 1),
        (NodeKind.SUB_POINT, 2),
    ),
    build=concept_paper,
    headings=suggested_headings,
)
attach(bp, DESK)
attach_clearance(bp, DESK, Clearing(bare_paper))
bp.add_url_rule("/clearance/<token>", "approver_page", approver_page, methods=["GET", "POST"])
bp.add_url_rule("/clearance/<token>/<code>.pdf", "approver_pdf", approver_pdf)
bp.add_url_rule(
    "/events/new/from-paper",
    "new_event_from_paper",
    new_event_from_paper,
    methods=["GET", "POST"],
)
bp.add_url_rule(
    "/events/new/from-paper/<int:draft_id>", "from_paper", from_paper, methods=["GET", "POST"]
)
