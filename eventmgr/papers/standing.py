"""Where a paper stands: which version it is, whether it is cleared, what has changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventmgr.database import db, now
from eventmgr.drafting.models import StructuredText
from eventmgr.events.models import Event, OrganiserRole
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.marks import N_
from eventmgr.once import once
from eventmgr.papers.models import Answer, PaperApproval, PaperVersion
from eventmgr.papers.snapshots import paper_data, read
from eventmgr.printing.papers import TextPaper
from eventmgr.printing.words import Words

# Those who stand for a paper with their name; a donor or a patron may be asked as well.
CO_ORGANISERS = frozenset({OrganiserRole.ORGANISER, OrganiserRole.CO_ORGANISER})


def latest_version(text: StructuredText) -> PaperVersion | None:
    """Return the version circulated last, with its approvals, or None."""
    query = (
        select(PaperVersion)
        .where(PaperVersion.text_id == text.id)
        .order_by(PaperVersion.number.desc())
        .limit(1)
        .options(
            selectinload(PaperVersion.approvals).joinedload(PaperApproval.recorded_by),
            joinedload(PaperVersion.circulated_by),
            joinedload(PaperVersion.superseded_by),
        )
    )
    return once(("version", text.id), lambda: db.session.scalar(query))


def versions_of(text: StructuredText) -> list[PaperVersion]:
    """Return every circulated version, the newest first."""
    return list(
        db.session.scalars(
            select(PaperVersion)
            .where(PaperVersion.text_id == text.id)
            .order_by(PaperVersion.number.desc())
            .options(
                selectinload(PaperVersion.approvals),
                joinedload(PaperVersion.circulated_by),
                joinedload(PaperVersion.superseded_by),
            )
        )
    )


def find_version(text: StructuredText, number: int) -> PaperVersion | None:
    """Return a version of this text by its number."""
    return db.session.scalar(
        select(PaperVersion).where(PaperVersion.text_id == text.id, PaperVersion.number == number)
    )


@dataclass(frozen=True)
class Standing:
    """Which version of a text one works on, and what is known of the one circulated last.

    `number` is that of the text as it is today: one more than the circulated one where the text
    was edited since (LIFE-01).
    """

    number: int
    circulated: PaperVersion | None

    @property
    def holds(self) -> bool:
        """Tell whether the version circulated last is the text of today."""
        return self.circulated is not None and self.circulated.superseded_at is None

    @property
    def cleared(self) -> bool:
        """Tell whether all said yes to the text of today."""
        return self.holds and self.circulated is not None and self.circulated.cleared_at is not None

    @property
    def released(self) -> bool:
        """Tell whether the text of today was released."""
        return (
            self.holds and self.circulated is not None and self.circulated.released_at is not None
        )

    def answered(self, answer: Answer | None) -> list[PaperApproval]:
        """Return those asked about the circulated version who gave this answer (None: none yet)."""
        if self.circulated is None:
            return []
        return [one for one in self.circulated.approvals if one.answer is answer]

    @property
    def approvals(self) -> int:
        """Return how many said yes to the text of today."""
        return len(self.answered(Answer.YES)) if self.holds else 0


def standing_of(text: StructuredText) -> Standing:
    """Return where a text stands; one query for the version, one for its approvals."""
    version = latest_version(text)
    if version is None:
        return Standing(1, None)
    number = version.number + (version.superseded_at is not None)
    return Standing(number, version)


def local_date(moment: datetime, event: Event) -> date:
    """Return the day of an instant at the venue."""
    return moment.astimezone(ZoneInfo(event.timezone)).date()


def version_note(version: PaperVersion, event: Event, language: str) -> str:
    """Return the line a circulated version prints: draft, or cleared with its date (LIFE-01)."""
    say = Words(language).say
    if version.cleared_at is None:
        day = long_date(local_date(version.circulated_at, event), language)
        return say(N_("Version %(number)s, draft, %(date)s"), number=version.number, date=day)
    day = long_date(local_date(version.cleared_at, event), language)
    return say(N_("Version %(number)s, cleared on %(date)s"), number=version.number, date=day)


def draft_note(number: int, event: Event, language: str) -> str:
    """Return the line of a text that nobody was asked about yet."""
    day = long_date(local_date(now(), event), language)
    return Words(language).say(N_("Version %(number)s, draft, %(date)s"), number=number, date=day)


def stamped(event: Event, text: StructuredText, paper: TextPaper) -> TextPaper:
    """Return the paper with the line that says which version it is and whether it is cleared.

    Where the event's facts (agenda, title, organisers) changed since, the paper is a draft of the
    next version: nothing is called cleared that nobody cleared.
    """
    language = paper.masthead.language
    standing = standing_of(text)
    version = standing.circulated
    if version is not None and standing.holds:
        same = read(version).papers.get(language) == paper_data(paper)
        note = (
            version_note(version, event, language)
            if same
            else draft_note(version.number + 1, event, language)
        )
    else:
        note = draft_note(standing.number, event, language)
    parts = [part for part in (note, paper.masthead.note) if part]
    return replace(paper, masthead=replace(paper.masthead, note=". ".join(parts)))
