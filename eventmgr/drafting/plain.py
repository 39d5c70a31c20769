"""A text of an event as plain text that reads back to the same tree (rule G2)."""

from __future__ import annotations

from eventmgr.drafting.queries import Tree
from eventmgr.drafting.remarks import document_of
from eventmgr.events.models import Event
from eventmgr.i18n.multilingual import text_in
from eventmgr.printing.words import Words
from eventmgr.text.writers import write_plain


def plain_text(event: Event, tree: Tree, language: str) -> str:
    """Return one language with its title block; labels are printed, footnotes stand below."""
    order = event.document_languages
    document = document_of(tree, language, text_in(event.title, language, order))
    document.subtitle = text_in(event.subtitle, language, order).splitlines()
    document.doc_type = document.doc_type or Words(language).document_type(tree.document.kind.value)
    document.place = text_in(event.city, language, order) or None
    document.start, document.end = event.start, event.end
    return write_plain(document)
