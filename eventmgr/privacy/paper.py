"""The papers of this room: what purges removed, and who is not to be photographed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, select

from eventmgr.accounts.access import Need
from eventmgr.database import db
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.dates import short_datetime
from eventmgr.i18n.marks import N_
from eventmgr.language import speaking
from eventmgr.printing.tables import TableColumn, TablePaper, TablePart
from eventmgr.printing.words import Words
from eventmgr.privacy.models import PurgeRun
from eventmgr.privacy.photos import asked_not_to, listed_name, not_photographed
from eventmgr.privacy.words import lines_of
from eventmgr.registration.models import PhotoConsent


def _has_runs(event: Event) -> ColumnElement[bool]:
    return exists().where(PurgeRun.event_id == event.id)


@printable("deleted-data", _l("Report on deleted data"), need=Need.MANAGE_PEOPLE, exists=_has_runs)
def purge_paper(event: Event, language: str) -> TablePaper:
    """Return what every purge of the event removed, in figures (PRIV-06)."""
    runs = db.session.scalars(
        select(PurgeRun).where(PurgeRun.event_id == event.id).order_by(PurgeRun.id)
    ).all()
    if not runs:
        raise NotPrintable(_l("Nothing was removed yet."))
    say = Words(language).say
    naming = naming_for(event, language)
    parts = []
    with speaking(language):
        for run in runs:
            when = short_datetime(run.at.astimezone(ZoneInfo(event.timezone)), language)
            rows = tuple(
                (str(what), str(kind), str(number))
                for kind, lines in lines_of(run.counts)
                for what, number in lines
            )
            parts.append(TablePart(when, rows))
    return TablePaper(
        masthead=with_notes(masthead_of(event, language, naming), naming),
        heading=say(N_("Report on deleted data")),
        columns=(
            TableColumn(say(N_("What was removed or emptied")), share=45),
            TableColumn(say(N_("Kind of data")), share=40),
            TableColumn(say(N_("Number")), share=15, figures=True),
        ),
        parts=tuple(parts),
    )


@printable(
    "photographs",
    _l("People not to be photographed"),
    need=Need.MANAGE_PEOPLE,
    exists=asked_not_to,
)
def photo_paper(event: Event, language: str) -> TablePaper:
    """Return who is not to be photographed, for the photographer (PRIV-03).

    Of protected people only the institution is said (PRIV-04).
    """
    naming = naming_for(event, language)
    words = Words(language)
    masthead = masthead_of(event, language, naming)
    parts = []
    for heading, choice in (
        (N_("Not in any photograph"), PhotoConsent.NO),
        (N_("In the group photo only"), PhotoConsent.GROUP_ONLY),
    ):
        rows = tuple(
            (
                listed_name(one, language, words.say("Representative")),
                naming.institution(one.organisation),
            )
            for one in not_photographed(event, choice)
        )
        if rows:
            parts.append(TablePart(words.say(heading), rows))
    if not parts:
        raise NotPrintable(_l("Everybody may be photographed."))
    return TablePaper(
        masthead=with_notes(masthead, naming, typed=True),
        heading=words.say(N_("People not to be photographed")),
        columns=(
            TableColumn(words.say(N_("Name")), share=45),
            TableColumn(words.say(N_("Institution")), share=55),
        ),
        parts=tuple(parts),
    )
