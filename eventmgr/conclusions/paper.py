"""The conclusions as a paper: a dated draft until adoption, then the sealed edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as _l

from eventmgr.conclusions.seal import sealed_work
from eventmgr.database import now
from eventmgr.drafting import queries
from eventmgr.drafting.edition import edition_of, text_paper, with_typed_markers
from eventmgr.drafting.heads import masthead_from
from eventmgr.drafting.models import AdoptionMode, StructuredText, TextKind, TextState
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.printing.papers import TextPaper
from eventmgr.printing.words import Words
from eventmgr.text.edition import Edition

ADOPTED = {
    AdoptionMode.CONSENSUS: N_("Adopted by consensus."),
    AdoptionMode.VOTE: N_("Adopted by vote."),
    AdoptionMode.CHAIR_SUMMARY: N_("Chair’s summary: the participants have not adopted this text."),
}
ADOPTED_AT = {
    AdoptionMode.CONSENSUS: N_("Adopted by consensus: %(place)s, %(date)s."),
    AdoptionMode.VOTE: N_("Adopted by vote: %(place)s, %(date)s."),
    AdoptionMode.CHAIR_SUMMARY: N_(
        "Chair’s summary, %(place)s, %(date)s: the participants have not adopted this text."
    ),
}


def has_conclusions(event: Event) -> bool:
    """Tell whether there are conclusions to print."""
    return queries.find_text(event, TextKind.CONCLUSIONS) is not None


@printable("conclusions", _l("Conclusions"), ready=has_conclusions)
def conclusions_paper(event: Event, language: str) -> TextPaper:
    """Return the conclusions in a language as they stand: the draft, or the sealed edition.

    Raises NotPrintable where there is nothing in this language, NamesMissing where names are not
    approved.
    """
    text = queries.find_text(event, TextKind.CONCLUSIONS)
    if text is None:
        raise NotPrintable(_l("The conclusions have not been begun yet."))
    if text.state is TextState.ADOPTED:
        return sealed_paper(text, language)
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
    adoption_note: str = "",
    closing: str = "",
) -> TextPaper:
    """Return an edition with the head of its event as it is named today."""
    naming = naming_for(event, language)
    masthead = with_notes(masthead_of(event, language, naming, note), naming)
    paper = text_paper(
        edition,
        language,
        masthead,
        heading=text.doc_type.get(language, ""),
        adoption_note=adoption_note,
        closing=closing,
        disclaimer=text_in(event.disclaimer, language),
    )
    return with_typed_markers(paper, naming)


def adoption_words(
    edition: Edition,
    language: str,
    mode: AdoptionMode,
    place: Mapping[str, str],
    on: date,
) -> tuple[str, str]:
    """Return the adoption note and the closing line; a closing line of the text itself stays."""
    words = Words(language)
    where = text_in(place, language, (edition.authentic,))
    when = long_date(on, language)
    if any(paragraph.kind == "closing" for paragraph in edition.paragraphs):
        return words.say(ADOPTED_AT[mode], place=where, date=when), ""
    return words.say(ADOPTED[mode]), f"{where}, {when}"


def sealed_paper(text: StructuredText, language: str) -> TextPaper:
    """Return the adopted edition in a language, from its seal alone."""
    work = sealed_work(text)
    head = work.heads.get(language)
    if head is None:
        raise NotPrintable(_l("The adopted edition does not hold this language."))
    note = Words(language).say(
        N_("Sealed edition, SHA-256 %(mark)s"), mark=(text.sealed_sha256 or "")[:16]
    )
    return text_paper(
        work.edition,
        language,
        masthead_from(head, language, note),
        heading=head.heading,
        adoption_note=head.adoption_note,
        closing=head.closing,
        disclaimer=head.disclaimer,
    )
