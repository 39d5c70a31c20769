"""Changes of the concept paper beyond those of any text."""

from __future__ import annotations

from typing import Any

from eventmgr.drafting.actions import add_node, edit_node
from eventmgr.drafting.models import NodeKind, StructuredText, TextNode, TranslationState
from eventmgr.drafting.queries import Tree, find_node
from eventmgr.papers.sections import missing_sections, section_by_uid


def add_missing_sections(text: StructuredText, tree: Tree, *, actor: Any) -> list[TextNode]:
    """Add the headings of the customary sections that are missing, in every language known."""
    last = find_node(text, tree.paragraphs[-1].uid) if tree.paragraphs else None
    added = []
    for section in missing_sections(section_by_uid(tree).values()):
        words = section.headings.get(tree.source, section.headings["en"])
        last = add_node(text, last, NodeKind.HEADING, 1, words, actor=actor)
        added.append(last)
        for code in tree.languages[1:]:
            if code in section.headings:
                edit_node(
                    text,
                    last,
                    code,
                    section.headings[code],
                    0,
                    actor=actor,
                    state=TranslationState.TRANSLATED,
                )
    return added
