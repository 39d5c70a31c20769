"""The PDFs of a sealed edition: made once, kept with their fingerprints, given out as they are."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from eventmgr import tasks
from eventmgr.conclusions import sealed
from eventmgr.conclusions.models import SealedEdition, SealedPrint
from eventmgr.conclusions.seal import fingerprint
from eventmgr.database import commit, db, lock, now, writing
from eventmgr.drafting import queries
from eventmgr.drafting.models import StructuredText, TextKind, TextState
from eventmgr.events.models import Event
from eventmgr.language import speaking
from eventmgr.printing.designations import DesignationError
from eventmgr.printing.papers import TextPaper


@dataclass(frozen=True)
class Standing:
    """How far the PDFs of an edition are."""

    made: int
    wanted: int

    @property
    def complete(self) -> bool:
        """Tell whether every language is there."""
        return self.made == self.wanted


def standing(editions: Iterable[SealedEdition]) -> Standing:
    """Count the PDFs of some editions."""
    rows = [row for edition in editions for row in edition.prints]
    return Standing(sum(bool(row.sha256) for row in rows), len(rows))


def hand_over(edition: SealedEdition) -> None:
    """Give the PDFs of a committed edition to the worker; without one they are made when asked for.

    The rows are the truth: what gets lost on the way is made by the worker's next look.
    """
    if not tasks.carried():
        return
    from eventmgr.conclusions.work import print_sealed

    for row in edition.prints:
        if not row.sha256:
            print_sealed(row.id)


def complete_without_worker(editions: Iterable[SealedEdition]) -> bool:
    """Make what is missing at once where no worker does it; tell whether anything was made."""
    if tasks.carried():
        return False
    wanted = [
        (row.id, edition, row.language)
        for edition in editions
        for row in edition.prints
        if not row.sha256
    ]
    for _number, edition, language in wanted:
        # Why it cannot be made stands beside it then.
        with contextlib.suppress(DesignationError, tasks.PrintUnavailable):
            pdf_of(edition, language)
    return bool(wanted)


def paper_to_print(row: SealedPrint) -> TextPaper:
    """Return the paper of a sealed print."""
    with speaking(row.language):
        return sealed.edition_paper(row.edition, row.language)


def store(number: int, data: bytes) -> None:
    """Keep a PDF, in a transaction of its own; the first one made stays."""
    with writing():
        row = db.session.get_one(SealedPrint, number)
        lock(row)
        if row.sha256:
            db.session.rollback()
            return
        row.data = data
        row.size = len(data)
        row.sha256 = fingerprint(data)
        row.made_at = now()
        row.problem = ""
        commit()


def note_problem(number: int, words: str) -> None:
    """Remember why a PDF could not be made, so that the page says it."""
    with writing():
        row = db.session.get_one(SealedPrint, number)
        row.problem = words[:500]
        commit()


def missing() -> list[int]:
    """Return the numbers of the prints that are still to be made."""
    return list(db.session.scalars(select(SealedPrint.id).where(SealedPrint.sha256 == "")))


def pdf_of(edition: SealedEdition, language: str) -> bytes | None:
    """Return the PDF of an edition in a language, None where it does not hold the language.

    Made now where the worker has not made it yet. Raises what tasks.pdf raises; that a marked name
    has no footnote is noted beside the edition.
    """
    row = next((one for one in edition.prints if one.language == language), None)
    if row is None:
        return None
    if not row.sha256:
        number = row.id
        try:
            data = tasks.pdf(paper_to_print(row))
        except DesignationError as error:
            note_problem(number, " ".join(error.problems))
            raise
        store(number, data)
        row = db.session.get_one(SealedPrint, number)
    kept = db.session.scalar(select(SealedPrint.data).where(SealedPrint.id == row.id))
    return bytes(kept or b"")


def stored_pdf(event: Event, language: str) -> bytes | None:
    """Return the PDF of the newest sealed edition of an event; None where nothing is adopted."""
    text = queries.find_text(event, TextKind.CONCLUSIONS)
    if text is None or text.state is not TextState.ADOPTED:
        return None
    return newest_pdf(text, language)


def newest_pdf(text: StructuredText, language: str) -> bytes | None:
    """Return the PDF of a text's newest sealed edition in a language."""
    rows = sealed.editions(text)
    return pdf_of(rows[-1], language) if rows else None


def render(number: int) -> None:
    """Make one print in the worker, if nobody has made it meanwhile."""
    from eventmgr.printing.pdf import render_paper

    row = db.session.get(SealedPrint, number)
    if row is None or row.sha256:
        return
    paper = paper_to_print(row)
    # Nothing may stay locked while the paper is set.
    db.session.rollback()
    try:
        data = render_paper(paper)
    except DesignationError as error:
        note_problem(number, " ".join(error.problems))
        return
    store(number, data)
