"""The press release: its editor, its clearance, its statements, its public page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit
from eventmgr.drafting.desk import Desk, attach, back_to, done, the_text
from eventmgr.drafting.editor import editor_page
from eventmgr.drafting.models import NodeKind, StructuredText, TextKind
from eventmgr.drafting.queries import Tree, languages_of, tree
from eventmgr.events.models import Event
from eventmgr.papers.clearance_desk import Clearing
from eventmgr.papers.clearance_pages import attach_clearance
from eventmgr.press import people_pages, public, speaker_pages, stage, statement_pages  # noqa: F401
from eventmgr.press.actions import offer_beginning
from eventmgr.press.models import QuoteState
from eventmgr.press.paper import bare_press, press_paper
from eventmgr.press.quotes import Statements, statements_of
from eventmgr.press.words import QUOTE_SIGNS, QUOTE_STATES
from eventmgr.text.model import Document, Node
from eventmgr.text.model import NodeKind as EngineKind

bp = Blueprint("press", __name__)

PATH = "/events/<slug>/press-release"


@bp.get(PATH)
@needs(Need.SEE)
def show(slug: str) -> str:
    """Show the text with its statements and how far each is cleared."""
    return editor_page(
        "press/text.html",
        _of_the_text,
        lead=_("Headline, lead, paragraphs and statements; place, date and organisers are known."),
    )


def _of_the_text(now: Tree) -> dict[str, Any]:
    statements = statements_of(now.document, now)
    return {
        "statements": statements,
        "by_uid": {one.paragraph.uid: one for one in statements.marked},
        "offered": {one.uid: one for one in statements.offered},
        "quote_words": QUOTE_STATES,
        "quote_signs": QUOTE_SIGNS,
        "no_headline": not any(one.kind is NodeKind.HEADING for one in now.paragraphs),
    }


@bp.post(f"{PATH}/offer")
@needs(Need.DRAFT)
def offer(slug: str) -> Any:
    """Begin with a headline and a lead that the event knows."""
    node = offer_beginning(g.event, the_text(), actor=current_user)
    uid = node.uid
    commit()
    done(_("Headline and lead stand at the beginning, in every language; please edit them."))
    return back_to(uid)


def with_headline(document: Document) -> Document:
    """Return an imported press release with its title as the headline of the text."""
    if document.title and not any(node.kind is EngineKind.HEADING for node in document.nodes):
        document.nodes.insert(0, Node(EngineKind.HEADING, document.title, 1))
    return document


def obstacles(event: Event, text: StructuredText) -> list[Any]:
    """Return what keeps the press release from being released (LIFE table, row 16)."""
    found: list[Any] = []
    now = tree(text, languages_of(text, event))
    statements: Statements = statements_of(text, now)
    if not any(one.kind is NodeKind.HEADING and one.text(now.source) for one in now.paragraphs):
        found.append(_("The press release has no headline yet."))
    found += [
        _("The statement of %(name)s is not cleared as it stands.", name=one.quote.speaker)
        for one in statements.marked
        if one.state is not QuoteState.CLEARED
    ]
    found += [
        _("A paragraph quotes somebody and is not marked as a statement: “%(start)s…”",
          start=one.parts[0][:60])
        for one in statements.offered
    ]  # fmt: skip
    return found


DESK = Desk(
    kind=TextKind.PRESS_RELEASE,
    path=PATH,
    title=_l("Press release"),
    kinds=(
        (NodeKind.PARAGRAPH, 0),
        (NodeKind.HEADING, 1),
        (NodeKind.HEADING, 2),
        (NodeKind.BULLET, 1),
        (NodeKind.LEAD_IN, 0),
    ),
    build=press_paper,
    arrange=with_headline,
)
attach(bp, DESK)
attach_clearance(bp, DESK, Clearing(bare_press, obstacles))
_pages: list[tuple[str, str, Any, list[str]]] = [
    *((PATH + rule, name, view, methods) for rule, name, view, methods in statement_pages.PAGES),
    *((PATH + rule, name, view, methods) for rule, name, view, methods in people_pages.PAGES),
    *speaker_pages.PAGES,
    *public.PAGES,
]
for address, endpoint, page, methods in _pages:
    bp.add_url_rule(address, endpoint, page, methods=methods)


def statements_url() -> str:
    """Return the page of the statements of this page's event."""
    return url_for("press.statements", slug=g.event.slug)
