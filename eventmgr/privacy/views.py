"""What an event keeps about people, until when, and what went already."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from sqlalchemy import select

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db
from eventmgr.events.models import Event
from eventmgr.forms import Form
from eventmgr.i18n.dates import long_date, short_datetime
from eventmgr.language import current
from eventmgr.notices import queries as notices
from eventmgr.notices.retention import KINDS, days_of, due_on, length_words, set_days
from eventmgr.privacy import (  # noqa: F401 - their pages hang on the same blueprint
    notice_pages,
    person_pages,
    photo_pages,
    purging,
)
from eventmgr.privacy import paper as _paper  # noqa: F401 - registers the prints
from eventmgr.privacy import public as _public  # noqa: F401 - adds to the public page
from eventmgr.privacy.blueprint import bp
from eventmgr.privacy.forms import retention_form
from eventmgr.privacy.models import PurgeRun
from eventmgr.privacy.words import lines_of

__all__ = ["bp"]


def _moment(event: Event, at: Any) -> str:
    return short_datetime(at.astimezone(ZoneInfo(event.timezone)), current())


@bp.get("/events/<slug>/privacy/")
@needs(Need.MANAGE_PEOPLE)
def index(slug: str) -> str:
    """Show the notice, the dates, what would be removed today, and the purges so far."""
    event: Event = g.event
    days = days_of(event)
    due = purging.due_kinds(event, days)
    counts = purging.purge(event, due, dry=True) if due else {}
    runs = db.session.scalars(
        select(PurgeRun).where(PurgeRun.event_id == event.id).order_by(PurgeRun.id.desc())
    ).all()
    return render_template(
        "privacy/index.html",
        number=notices.current_number(event),
        rows=[
            {
                "kind": words,
                "length": length_words(days[kind]),
                "until": long_date(due_on(event, kind, days), current()),
                "due": kind in due,
            }
            for kind, words in KINDS.items()
        ],
        preview=lines_of(counts),
        runs=[(run, _moment(event, run.at), _total(run.counts)) for run in runs],
    )


def _total(counts: Any) -> int:
    return sum(sum(found.values()) for found in counts.values())


@bp.route("/events/<slug>/privacy/retention", methods=["GET", "POST"])
@needs(Need.SET_UP)
def retention(slug: str) -> Any:
    """Change how many days each kind of data is kept after the event."""
    event: Event = g.event
    days = days_of(event)
    form = retention_form(days)
    if form.validate_on_submit():
        set_days(event, form.values(), actor=current_user)
        commit()
        flash(_("The dates are saved. Publish the notice again so that people read them."), "good")
        return redirect(url_for("privacy.index", slug=slug), 303)
    status = 422 if form.errors else 200
    return render_template("privacy/retention.html", form=form), status


@bp.post("/events/<slug>/privacy/purge")
@needs(Need.SET_UP)
def purge(slug: str) -> Any:
    """Remove what is due now and show what went."""
    if not Form().validate_on_submit():
        abort(400)
    made = purging.run(g.event, actor=current_user)
    if made is None:
        db.session.rollback()
        flash(_("Nothing is due, so nothing was removed."))
        return redirect(url_for("privacy.index", slug=slug), 303)
    number, total = made.id, _total(made.counts)
    commit()
    flash(
        ngettext(
            "%(num)s entry was removed or emptied.",
            "%(num)s entries were removed or emptied.",
            total,
        ),
        "good",
    )
    return redirect(url_for("privacy.report", slug=slug, number=number), 303)


@bp.get("/events/<slug>/privacy/purges/<int:number>")
@needs(Need.MANAGE_PEOPLE)
def report(slug: str, number: int) -> str:
    """Show what a purge removed: figures only."""
    run = db.session.scalar(
        select(PurgeRun).where(PurgeRun.event_id == g.event.id, PurgeRun.id == number)
    )
    if run is None:
        abort(404)
    return render_template(
        "privacy/report.html",
        run=run,
        when=_moment(g.event, run.at),
        lines=lines_of(run.counts),
        total=_total(run.counts),
    )
