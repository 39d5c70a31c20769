"""Papers that come from a seal alone: the adopted edition, its corrections, a provisional text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from eventmgr.conclusions.models import RoundState, SealedEdition, SilenceRound, StatementKind
from eventmgr.conclusions.seal import read_work
from eventmgr.database import db
from eventmgr.drafting.edition import refer_of, text_paper
from eventmgr.drafting.heads import masthead_from
from eventmgr.drafting.markup import inline_html, redline_html
from eventmgr.drafting.models import StructuredText
from eventmgr.events.prints import NotPrintable
from eventmgr.i18n.languages import html_lang
from eventmgr.i18n.marks import N_
from eventmgr.printing.papers import Annex, SealMark, TextPaper
from eventmgr.printing.words import Words
from eventmgr.text.edition import Statement, Work

STATEMENT_HEADINGS = {
    StatementKind.INTERPRETATIVE.value: N_("Interpretative statement: %(name)s"),
    StatementKind.RESERVATION.value: N_("Reservation: %(name)s"),
    StatementKind.LATE_REPLY.value: N_("Statement received after the silence had ended: %(name)s"),
}


def editions(text: StructuredText) -> list[SealedEdition]:
    """Return the adopted edition and its corrections, in order; not their PDFs."""
    return list(
        db.session.scalars(
            select(SealedEdition)
            .where(SealedEdition.text_id == text.id)
            .options(selectinload(SealedEdition.prints))
            .order_by(SealedEdition.number)
        )
    )


def verify_address(handle: str) -> str:
    """Return the whole address at which a sealed paper is checked."""
    return f"{current_app.config['PUBLIC_URL']}/verify/{handle}"


def newest_paper(text: StructuredText, language: str) -> TextPaper:
    """Return the newest sealed edition of a text in a language."""
    rows = editions(text)
    if not rows:
        # Sealed before editions had rows of their own, and not yet looked at since.
        return paper_of(read_work(text.sealed or ""), text.sealed_sha256 or "", language)
    return edition_paper(rows[-1], language)


def edition_paper(edition: SealedEdition, language: str) -> TextPaper:
    """Return a sealed edition in a language, with the mark by which it is checked."""
    import segno

    address = verify_address(edition.handle)
    mark = SealMark(
        address=address,
        code=segno.make(address, error="m", micro=False).svg_data_uri(border=2),
        fingerprint=edition.sha256,
    )
    work = read_work(edition.sealed)
    return replace(paper_of(work, edition.sha256, language), seal=mark)


def paper_of(work: Work, sha256: str, language: str) -> TextPaper:
    """Return a sealed work in a language, from its seal alone.

    Raises NotPrintable where the edition does not hold the language.
    """
    words = Words(language)
    note = words.say(N_("Sealed edition, SHA-256 %(mark)s"), mark=sha256[:16])
    if number := correction_number(work):
        note = f"{words.say(N_('Corrected edition, Corr. %(number)s'), number=number)}. {note}"
    return _paper(work, language, note)


def provisional_paper(text: StructuredText, language: str) -> TextPaper:
    """Return the text as it is circulated under silence."""
    sealed = db.session.scalar(
        select(SilenceRound.provisional).where(
            SilenceRound.text_id == text.id, SilenceRound.state == RoundState.RUNNING
        )
    )
    if sealed is None:
        raise NotPrintable(_l("This text is no longer under silence. Please open the page again."))
    return circulated_paper(sealed, language)


def circulated_paper(provisional: str, language: str) -> TextPaper:
    """Return a provisional text as it was circulated, whatever became of it."""
    return _paper(read_work(provisional), language, "")


def _paper(work: Work, language: str, note: str) -> TextPaper:
    head = work.heads.get(language)
    if head is None:
        raise NotPrintable(_l("The adopted edition does not hold this language."))
    paper = text_paper(
        work.edition,
        language,
        masthead_from(head, language, note or head.note),
        heading=head.heading,
        adoption_note=head.adoption_note,
        closing=head.closing,
        disclaimer=head.disclaimer,
    )
    symbol = work.provenance.symbol
    heading = head.heading
    if number := correction_number(work):
        usual = Words(language).document_type(work.edition.kind)
        heading = f"{heading or usual} – Corr. {number}"
        symbol = f"{symbol}/Corr.{number}" if symbol else ""
    return replace(
        paper,
        heading=heading,
        symbol=symbol,
        annexes=(*_statements(work, language), *_corrections(work, language)),
    )


# --- what is attached ---------------------------------------------------------------------------


def statement_name(work: Work, number: int, language: str) -> str:
    """Return who made a statement, as the seal names it in a language."""
    listed = work.adoption.get("statements") or []
    names: Mapping[str, str] = listed[number].get("names", {}) if number < len(listed) else {}
    return names.get(language) or work.statements[number].by


def _statements(work: Work, language: str) -> list[Annex]:
    words = Words(language)
    refer = refer_of(work.edition, language)
    found = []
    for number, one in enumerate(work.statements):
        heading = STATEMENT_HEADINGS.get(one.kind, "%(name)s")
        text, spoken = statement_text(one, language, work.edition.authentic)
        paragraphs = [inline_html(line, None, refer) for line in text.splitlines() if line.strip()]
        if spoken != language:
            paragraphs = [
                Markup('<span lang="{}">{}</span>').format(html_lang(spoken), line)
                for line in paragraphs
            ]
        name = statement_name(work, number, language)
        found.append(Annex(words.say(heading, name=name), tuple(paragraphs)))
    return found


def statement_text(one: Statement, language: str, authentic: str) -> tuple[str, str]:
    """Return the words of a statement in a language, or in the nearest one, and which that is."""
    for code in (language, authentic, *one.texts):
        if one.texts.get(code):
            return one.texts[code], code
    return "", language


# --- corrections --------------------------------------------------------------------------------


def correction_number(work: Work) -> int:
    """Return the number of a correction, 0 for the adopted edition."""
    number = correction_of(work).get("number", 0)
    return number if isinstance(number, int) else 0


def correction_of(work: Work) -> Mapping[str, Any]:
    """Return the facts of a correction: number, corrects, date and changes; empty for none."""
    facts = work.adoption.get("correction")
    return facts if isinstance(facts, dict) else {}


def _corrections(work: Work, language: str) -> list[Annex]:
    facts = correction_of(work)
    if not facts:
        return []
    words = Words(language)
    refer = refer_of(work.edition, language)
    lines: list[Markup] = []
    for change in facts.get("changes", []):
        if change["language"] != language:
            continue
        lines.append(
            Markup("<strong>{}</strong>").format(
                words.say(
                    N_("Paragraph %(reference)s. Reason: %(reason)s"),
                    reference=change["reference"],
                    reason=change["reason"],
                )
            )
        )
        # The style of the paper puts signs at both ends: [+ +] and [− −].
        lines.append(redline_html(change["before"], change["after"], refer=refer, spoken=False))
    heading = words.say(N_("What Corr. %(number)s changes"), number=facts["number"])
    if not lines:
        lines.append(escape(words.say(N_("This language is not touched by the correction."))))
    return [Annex(heading, tuple(lines))]
