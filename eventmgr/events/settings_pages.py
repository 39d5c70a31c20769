"""The settings of an event, a page for each section."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.audit.queries import last_change
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.directory.queries import designation_choices, footnotes
from eventmgr.directory.screen import screen_names
from eventmgr.events import actions
from eventmgr.events.actions import SlugTaken
from eventmgr.events.blueprint import bp
from eventmgr.events.models import Event, FlagPolicy
from eventmgr.events.settings import SECTIONS
from eventmgr.events.wording import event_remarks
from eventmgr.i18n.dates import short_datetime, zone_label
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.numbers import join_list
from eventmgr.language import current


def _countries(event: Event) -> list[tuple[str, str]]:
    """Return the designations of the event's date, and the one chosen already."""
    language = current()
    choices = designation_choices(language, event_id=event.id, on=event.start)
    if event.country is not None and str(event.country_id) not in dict(choices):
        names = screen_names(language, event_id=event.id, on=event.start)
        choices.append((str(event.country_id), names.designation(event.country)))
    return choices


def _unapproved(event: Event) -> list[str]:
    """Return the papers' languages in which the chosen footnote has no approved text."""
    notes = footnotes()
    return [
        language_name(code, current())
        for code in event.document_languages
        if (note := notes.get((event.footnote_family, code))) is None or note.approved_at is None
    ]


@bp.route("/events/<slug>/settings", methods=["GET", "POST"])
@bp.route("/events/<slug>/settings/<section>", methods=["GET", "POST"])
@needs(Need.SET_UP)
def settings(slug: str, section: str = "basics") -> str | Response | tuple[str, int]:
    """Show and change one section of the event's settings."""
    if section not in SECTIONS:
        abort(404)
    event: Event = g.event
    label, build = SECTIONS[section]
    language = current()
    # Names are asked for only where they are shown, or the page would carry a needless footnote.
    countries = _countries(event) if section == "basics" else []
    form = build(event, language, countries)
    if form.validate_on_submit():
        try:
            actions.change_event(
                event,
                form.values(),
                version=form.seen_version,
                actor=current_user,
            )
        except SlugTaken:
            # Nothing of this half-made change may stay on the page's own event.
            db.session.rollback()
            form.add_error("slug", _("Another event has this address. Please choose another."))
        except Conflict:
            change = last_change(event)
            return conflict_page(
                form,
                build(event, language, countries, formdata=None),
                version=event.version,
                back=url_for("events.settings", slug=slug, section=section),
                layout="layouts/event.html",
                who=change.actor_label if change else "",
                when=short_datetime(change.at, language) if change else "",
            )
        else:
            new_slug = event.slug
            commit()
            flash(_("The settings are saved."), "good")
            return redirect(url_for("events.settings", slug=new_slug, section=section), 303)
    status = 422 if form.is_submitted() else 200
    page = render_template(
        f"events/settings/{section}.html",
        form=form,
        section=section,
        label=label,
        sections=[(name, words) for name, (words, _build) in SECTIONS.items()],
        flags_on=event.flags is not FlagPolicy.NONE or form.errors.get("flags"),
        unapproved=join_list(_unapproved(event), language) if section == "designations" else "",
        zone=zone_label(event.start, event.timezone),
        wording=event_remarks(event) if section in {"basics", "designations"} else [],
    )
    return page, status
