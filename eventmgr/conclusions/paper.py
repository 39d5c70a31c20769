"""The conclusions as a paper: a dated draft until adoption, then the sealed edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists

from eventmgr.conclusions import sealed
from eventmgr.conclusions.prints import stored_pdf
from eventmgr.database import now
from eventmgr.directory.naming import Naming
from eventmgr.drafting import queries
from eventmgr.drafting.edition import Edition, edition_of, text_paper, with_typed_markers
from eventmgr.drafting.models import StructuredText, TextKind, TextState
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.printing.papers import TextPaper
from eventmgr.printing.words import Words


@dataclass(frozen=True)
class Ending:
    """What adoption adds to a paper: its heading where it has another, the note, the last line."""

    adoption_note: str = ""
    closing: str = ""
    heading: str = ""


def has_conclusions(event: Event) -> ColumnElement[bool]:
    """Return whether there are conclusions to print, as a condition."""
    return exists().where(
        StructuredText.event_id == event.id, StructuredText.kind == TextKind.CONCLUSIONS
    )


@printable("conclusions", _l("Conclusions"), exists=has_conclusions, stored=stored_pdf)
def conclusions_paper(event: Event, language: str) -> TextPaper:
    """Return the conclusions in a language as they stand: the draft, or the sealed edition.

    Of a corrected text it is the newest correction. Raises NotPrintable where there is nothing in
    this language, NamesMissing where names are not approved.
    """
    text = queries.find_text(event, TextKind.CONCLUSIONS)
    if text is None:
        raise NotPrintable(_l("The conclusions have not been begun yet."))
    if text.state is TextState.ADOPTED:
        return sealed.newest_paper(text, language)
    if text.silent_until is not None:
        return sealed.provisional_paper(text, language)
    tree = queries.tree(text, queries.languages_of(text, event))
    note = Words(language).say(N_("Draft of %(date)s"), date=long_date(now().date(), language))
    return live_paper(event, text, edition_of(tree), language, note=note)


def live_paper(
    event: Event,
    text: StructuredText,
    edition: Edition,
    language: str,
    *,
    note: str = "",
    ending: Callable[[Naming], Ending] | None = None,
) -> TextPaper:
    """Return an edition with the head of its event as it is named today.

    `ending` is asked once, with the paper's own naming, so that the names it uses bring their
    footnote (DES-02).
    """
    naming = naming_for(event, language)
    masthead = masthead_of(event, language, naming, note)
    end = ending(naming) if ending is not None else Ending()
    paper = text_paper(
        edition,
        language,
        with_notes(masthead, naming),
        heading=end.heading or text.doc_type.get(language, ""),
        adoption_note=end.adoption_note,
        closing=end.closing,
        disclaimer=text_in(event.disclaimer, language),
    )
    return with_typed_markers(paper, naming)
