"""Remarks on names in every text of an event, for whoever prints (DES-20)."""

from __future__ import annotations

from flask import url_for

from eventmgr.directory.known import footnoted_stems, known_organisations, printed_forms
from eventmgr.drafting import desk as desks
from eventmgr.drafting import queries
from eventmgr.drafting.models import TextState
from eventmgr.drafting.remarks import Hints, hints_of
from eventmgr.events.models import Event
from eventmgr.events.wording import Remarked, remarker
from eventmgr.i18n.languages import language
from eventmgr.i18n.multilingual import text_in


def hints_in(event: Event, tree: queries.Tree, code: str, stems: tuple[str, ...] = ()) -> Hints:
    """Return the remarks on one language of a text of the event.

    `stems` are the beginnings of footnoted names, where they have been read already.
    """
    # Spellings of whole families of words are compiled where a text is looked at.
    from eventmgr.text.house import house_of

    return hints_of(
        tree,
        code,
        day=event.start,
        title=text_in(event.title, code, event.document_languages),
        subtitle=text_in(event.subtitle, code, event.document_languages),
        stems=stems or footnoted_stems(),
        known=known_organisations(code),
        forms=printed_forms(code, event.id),
        house=house_of(row.organisation.acronym for row in event.organisers),
    )


@remarker
def _on_texts(event: Event) -> list[Remarked]:
    """Say which texts have remarks on names, and in which language."""
    found = []
    stems = footnoted_stems()
    for room, desk in desks.all_desks():
        text = queries.find_text(event, desk.kind)
        # What is adopted or under silence is quoted, and nobody may correct it.
        if text is None or text.state is TextState.ADOPTED or text.silent_until is not None:
            continue
        tree = queries.tree(text, queries.languages_of(text, event))
        for code in tree.languages:
            hints = hints_in(event, tree, code, stems)
            names = [
                hint.message for some in hints.by_uid.values() for hint in some if hint.about_names
            ]
            url = url_for(f"{room}.show", slug=event.slug, left=code)
            label = f"{desk.title} ({language(code).label})"
            found.append(Remarked(label, url, list(dict.fromkeys(names))))
    return found
