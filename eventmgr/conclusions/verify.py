"""Whether a file or a fingerprint is that of an adopted paper."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from eventmgr.conclusions.models import SealedEdition, SealedPrint
from eventmgr.conclusions.seal import fingerprint
from eventmgr.database import db
from eventmgr.text.writers.canonical import canonical_json

# The paper prints this many figures at its head; fewer say too little.
LEAST = 16
# How many times as long the same words may be with other spaces, signs written out (\u0161).
# A longer file is none of them, and is not read at all: anybody may send one.
_SPACED = 8


class Answer(enum.StrEnum):
    """What a comparison says."""

    TEXT = "text"  # the sealed text itself, byte for byte
    PRINT = "print"  # a PDF of it
    SAME_WORDS = "same words"  # a JSON file that says the same, written differently
    OTHER = "other"  # none of the papers
    UNREADABLE = "unreadable"  # no fingerprint at all


@dataclass(frozen=True)
class Outcome:
    """What a comparison found: the edition and, for a PDF, its language.

    `figures` is how many figures of a typed fingerprint were compared, 0 for a file; `compared`
    is the fingerprint that was looked for.
    """

    answer: Answer
    edition: SealedEdition | None = None
    language: str = ""
    figures: int = 0
    compared: str = ""

    @property
    def good(self) -> bool:
        """Tell whether it is the paper."""
        return self.answer in {Answer.TEXT, Answer.PRINT, Answer.SAME_WORDS}


def normal(typed: str) -> str:
    """Return the figures of a typed fingerprint, "" where it is none; spaces and signs go."""
    plain = re.sub(r"[\s:.\-–…]|sha-?256", "", typed.strip().casefold())
    return plain if re.fullmatch(r"[0-9a-f]{1,64}", plain) else ""


def compare_figures(editions: Iterable[SealedEdition], typed: str) -> Outcome:
    """Compare a typed fingerprint, whole or its beginning, with those of some editions."""
    figures = normal(typed)
    if len(figures) < LEAST:
        return Outcome(Answer.UNREADABLE, compared=figures)
    for edition in editions:
        if edition.sha256.startswith(figures):
            return Outcome(Answer.TEXT, edition, "", len(figures), figures)
        for row in edition.prints:
            if row.sha256 and row.sha256.startswith(figures):
                return Outcome(Answer.PRINT, edition, row.language, len(figures), figures)
    return Outcome(Answer.OTHER, figures=len(figures), compared=figures)


def compare_file(editions: Sequence[SealedEdition], data: bytes) -> Outcome:
    """Compare a file, PDF or JSON, with the sealed text and the PDFs of some editions."""
    mark = fingerprint(data)
    for edition in editions:
        if edition.sha256 == mark:
            return Outcome(Answer.TEXT, edition, compared=mark)
        for row in edition.prints:
            if row.sha256 == mark:
                return Outcome(Answer.PRINT, edition, row.language, compared=mark)
    longest = max((len(edition.sealed) for edition in editions), default=0)
    words = _canonical(data) if len(data) <= _SPACED * longest + 4096 else b""
    if words:
        for edition in editions:
            if edition.sha256 == fingerprint(words):
                return Outcome(Answer.SAME_WORDS, edition, compared=mark)
    return Outcome(Answer.OTHER, compared=mark)


def _canonical(data: bytes) -> bytes:
    """Return a JSON file in the one form that is sealed, nothing where it is no such file."""
    if data.lstrip()[:1] != b"{":
        return b""
    try:
        # Half a sign, which JSON can write, has no UTF-8.
        return canonical_json(json.loads(data)).encode()
    except (ValueError, RecursionError):
        return b""


def find_edition(handle: str) -> SealedEdition | None:
    """Return the edition of a public address."""
    return db.session.scalar(select(SealedEdition).where(SealedEdition.handle == handle))


def find_by_figures(figures: str) -> list[SealedEdition]:
    """Return the editions of this installation that a fingerprint may belong to."""
    if len(figures) < LEAST:
        return []
    return list(
        db.session.scalars(
            select(SealedEdition)
            .where(
                or_(
                    SealedEdition.sha256.startswith(figures),
                    SealedEdition.id.in_(
                        select(SealedPrint.edition_id).where(SealedPrint.sha256.startswith(figures))
                    ),
                )
            )
            .order_by(SealedEdition.id)
        )
    )
