"""The concept paper as it prints: title block and facts from the event, the text between them."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import lazy_gettext as _l
from markupsafe import escape
from sqlalchemy import ColumnElement, exists

from eventmgr.drafting import queries
from eventmgr.drafting.edition import edition_of, text_paper, with_typed_markers
from eventmgr.drafting.models import StructuredText, TextKind
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.papers.facts import BLOCKS, disclaimer_of, donor_line
from eventmgr.papers.sections import section_by_uid
from eventmgr.papers.standing import stamped
from eventmgr.printing.papers import PrintedNode, TextPaper


def has_paper(event: Event) -> ColumnElement[bool]:
    """Return whether there is a concept paper to print, as a condition."""
    return exists().where(
        StructuredText.event_id == event.id, StructuredText.kind == TextKind.CONCEPT_PAPER
    )


@printable("concept-paper", _l("Concept paper"), exists=has_paper)
def concept_paper(event: Event, language: str) -> TextPaper:
    """Return the concept paper in a language with its version: draft, or cleared on a day.

    Raises NotPrintable where there is nothing in this language, NamesMissing where names are not
    approved.
    """
    paper = bare_paper(event, language)
    text = queries.find_text(event, TextKind.CONCEPT_PAPER)
    assert text is not None
    return stamped(event, text, paper)


def bare_paper(event: Event, language: str) -> TextPaper:
    """Return the concept paper without its version, with what the event knows (LIFE row 2)."""
    text = queries.find_text(event, TextKind.CONCEPT_PAPER)
    if text is None:
        raise NotPrintable(_l("The concept paper has not been begun yet."))
    tree = queries.tree(text, queries.languages_of(text, event))
    naming = naming_for(event, language)
    masthead = with_notes(masthead_of(event, language, naming), naming)
    paper = text_paper(
        edition_of(tree),
        language,
        masthead,
        heading=text.doc_type.get(language, ""),
        disclaimer=disclaimer_of(event, language),
        state_languages=False,
    )
    nodes = _with_facts(paper.nodes, section_by_uid(tree), event, language)
    donors = donor_line(event, language, naming)
    if donors:
        nodes = (*nodes, PrintedNode(kind="donor", html=escape(donors)))
    return with_typed_markers(replace(paper, nodes=nodes), naming)


def _with_facts(
    nodes: tuple[PrintedNode, ...], sections: dict[str, str], event: Event, language: str
) -> tuple[PrintedNode, ...]:
    """Put what the event knows at the end of the sections that are about it."""
    result: list[PrintedNode] = []
    waiting: list[PrintedNode] = []
    for node in nodes:
        if node.kind == "heading":
            result += waiting
            block = BLOCKS.get(sections.get(node.uid, ""))
            waiting = block.build(event, language) if block else []
        result.append(node)
    result += waiting
    # A section nobody has filled yet is no heading over nothing on paper.
    following = [*result[1:], None]
    return tuple(
        node
        for node, after in zip(result, following, strict=True)
        if node.uid not in sections or (after is not None and after.kind != "heading")
    )
