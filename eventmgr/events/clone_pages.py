"""Making the next round of an event: what goes along is seen and chosen before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user

from eventmgr.accounts.access import Need, may_create_events, needs
from eventmgr.database import commit
from eventmgr.events import cloning
from eventmgr.events.blueprint import bp
from eventmgr.events.forms import check_order, one_line
from eventmgr.events.models import Event
from eventmgr.forms import Form, date_field, multilingual

# A year later on the same day of the week.
_A_YEAR = timedelta(days=364)


def _form(event: Event) -> Any:
    codes = list(dict.fromkeys([*event.document_languages, *event.title]))

    class CloneForm(Form):
        title = multilingual(_l("Title"), codes, most=300, long=True, required=True)
        start = date_field(_l("First day"), required=True)
        end = date_field(_l("Last day"), required=True)

        def validate_end(self, field: Any) -> None:
            check_order(self, field)

    return CloneForm(title=event.title, start=event.start + _A_YEAR, end=event.end + _A_YEAR)


@bp.route("/events/<slug>/next", methods=["GET", "POST"])
@needs(Need.SET_UP)
def next_round(slug: str) -> Any:
    """Show what the next round would take along, and make it."""
    event: Event = g.event
    if not may_create_events():
        flash(_("Please ask somebody who may create events to make the next round."), "bad")
        return redirect(url_for("events.settings", slug=slug), 303)
    form = _form(event)
    wanted = set(request.form.getlist("part")) & {part.key for part in cloning.PARTS}
    if form.validate_on_submit():
        made = cloning.clone(
            event,
            title=one_line(form.title.values()),
            start=form.start.data,
            end=form.end.data,
            wanted=wanted,
            actor=current_user,
        )
        new_slug = made.slug
        commit()
        flash(_("The next round is there. Nothing was sent to anybody."), "good")
        return redirect(url_for("events.overview", slug=new_slug), 303)
    parts = [(part, count) for part, count in cloning.preview(event) if count]
    page = render_template(
        "events/next.html",
        form=form,
        parts=parts,
        chosen=wanted if form.is_submitted() else {part.key for part, _count in parts},
    )
    return page, 422 if form.errors else 200
