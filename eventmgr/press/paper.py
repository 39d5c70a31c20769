"""The press release as it prints: headline, text, contacts, credits, what is not cleared yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from sqlalchemy import ColumnElement, exists, select

from eventmgr.database import db
from eventmgr.drafting import queries
from eventmgr.drafting.edition import edition_of, text_paper, with_typed_markers
from eventmgr.drafting.models import StructuredText, TextKind
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.papers.models import PaperVersion
from eventmgr.papers.snapshots import read, read_paper
from eventmgr.papers.standing import local_date, stamped
from eventmgr.press.actions import sheet_of
from eventmgr.press.models import QuoteState
from eventmgr.press.quotes import statements_of
from eventmgr.printing.papers import PrintedNode, TextPaper
from eventmgr.printing.words import Words
from eventmgr.text.inline import to_plain


def has_release(event: Event) -> ColumnElement[bool]:
    """Return whether there is a press release to print, as a condition."""
    return exists().where(
        StructuredText.event_id == event.id, StructuredText.kind == TextKind.PRESS_RELEASE
    )


@printable("press-release", _l("Press release"), exists=has_release)
def press_paper(event: Event, language: str) -> TextPaper:
    """Return the press release with its version; statements nobody cleared are marked as such.

    Raises NotPrintable where there is nothing in this language, NamesMissing where names are not
    approved.
    """
    paper = bare_press(event, language)
    text = queries.find_text(event, TextKind.PRESS_RELEASE)
    assert text is not None
    stamp = stamped(event, text, paper)
    statements = statements_of(text, queries.tree(text, queries.languages_of(text, event)))
    open_ones = {one.paragraph.uid for one in statements.marked if one.state != QuoteState.CLEARED}
    open_ones |= {one.uid for one in statements.offered}
    return replace(stamp, nodes=tuple(_marked(stamp.nodes, open_ones, language)))


def _marked(
    nodes: Iterable[PrintedNode], open_ones: set[str], language: str
) -> Iterable[PrintedNode]:
    words = Words(language).say(N_("statement not cleared yet"))
    for node in nodes:
        if node.uid in open_ones:
            html = Markup("{} <strong>[{}]</strong>").format(node.html, words)
            yield replace(node, html=html)
        else:
            yield node


def bare_press(event: Event, language: str) -> TextPaper:
    """Return the press release without its version: what the co-organisers clear."""
    text = queries.find_text(event, TextKind.PRESS_RELEASE)
    if text is None:
        raise NotPrintable(_l("The press release has not been begun yet."))
    tree = queries.tree(text, queries.languages_of(text, event))
    naming = naming_for(event, language)
    masthead = masthead_of(event, language, naming)
    headline = next((one for one in tree.paragraphs if one.kind.value == "heading"), None)
    words = to_plain(headline.text(language)) if headline is not None else ""
    masthead = replace(
        masthead,
        title=words or masthead.title,
        short_title=masthead.title,
        subtitles=(),
    )
    paper = text_paper(
        edition_of(tree),
        language,
        with_notes(masthead, naming),
        heading=text.doc_type.get(language, ""),
        disclaimer=text_in(event.disclaimer, language),
        state_languages=False,
    )
    nodes = [
        node for node in paper.nodes if headline is None or not words or node.uid != headline.uid
    ]
    nodes += _end(event, text, language)
    return with_typed_markers(replace(paper, nodes=tuple(nodes)), naming)


def _end(event: Event, text: StructuredText, language: str) -> list[PrintedNode]:
    """Return contacts and photo credits; the event's contact where no other is entered."""
    say = Words(language).say
    sheet = sheet_of(text)
    own = [line.strip() for line in sheet.contacts.splitlines() if line.strip()] if sheet else []
    parts = (event.contact_name, event.contact_email, event.contact_phone)
    lines = own or [", ".join(part for part in parts if part)]
    nodes = []
    if any(lines):
        nodes.append(PrintedNode("heading", escape(say(N_("Contacts for the media"))), level=2))
        nodes += [PrintedNode("paragraph", escape(line)) for line in lines if line]
    credit = text_in(sheet.photo_credits, language, event.document_languages) if sheet else ""
    if credit:
        line = say(N_("Photographs: %(credits)s"), credits=credit)
        nodes.append(PrintedNode("paragraph", escape(line)))
    return nodes


def released_version(event: Event) -> PaperVersion | None:
    """Return the version of the press release that was released last."""
    return db.session.scalar(
        select(PaperVersion)
        .join(StructuredText, StructuredText.id == PaperVersion.text_id)
        .where(
            StructuredText.event_id == event.id,
            StructuredText.kind == TextKind.PRESS_RELEASE,
            PaperVersion.released_at.is_not(None),
        )
        .order_by(PaperVersion.number.desc())
        .limit(1)
    )


def released_paper(event: Event, version: PaperVersion, language: str) -> TextPaper:
    """Return a released version for everybody: with the day of its release, not its number."""
    assert version.released_at is not None
    day = long_date(local_date(version.released_at, event), language)
    note = Words(language).say(N_("Released on %(date)s"), date=day)
    return read_paper(read(version).papers[language], note)
