"""The privacy notice: written by the organisers, read and accepted by everybody else."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy import func, select

from eventmgr.accounts.access import PUBLIC, Need, needs
from eventmgr.audit.actions import record
from eventmgr.audit.queries import last_change
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db, lock, now
from eventmgr.events.models import Event
from eventmgr.extensions import limiter
from eventmgr.forms import Form
from eventmgr.i18n.dates import short_datetime
from eventmgr.language import current
from eventmgr.notices import actions, queries
from eventmgr.notices.wording import first_facts, languages_of
from eventmgr.privacy.blueprint import bp
from eventmgr.privacy.forms import notice_form
from eventmgr.privacy.links import LINK_LIMIT, enter, gone
from eventmgr.registration.models import Registration, RegistrationState


def accepted(event: Event) -> dict[str, int]:
    """Return how many people's last word was for each version of the notice."""
    rows = db.session.execute(
        select(Registration.consent_version, func.count())
        .where(
            Registration.event_id == event.id,
            Registration.consent_version != "",
            Registration.state != RegistrationState.CANCELLED,
        )
        .group_by(Registration.consent_version)
    )
    return {row[0]: row[1] for row in rows}


def _filled(event: Event, **kw: Any) -> Any:
    last = queries.newest(event)
    facts = queries.facts_of(last) if last else first_facts(event)
    return notice_form(
        event, facts, last.own_texts if last else {}, last.number if last else 0, **kw
    )


@bp.route("/events/<slug>/privacy/notice", methods=["GET", "POST"])
@needs(Need.SET_UP)
def notice(slug: str) -> Any:
    """Show and change what the notice says; what is saved is a new version."""
    event: Event = g.event
    form = _filled(event)
    last = queries.newest(event)
    if form.validate_on_submit():
        try:
            made = actions.publish(
                event,
                form.facts(),
                form.own_texts.values(),
                seen=form.seen_version,
                actor=current_user,
            )
        except Conflict:
            newest = queries.newest(event)
            change = last_change(newest) if newest else None
            return conflict_page(
                form,
                _filled(event, formdata=None),
                version=newest.number if newest else 0,
                back=url_for("privacy.notice", slug=slug),
                layout="layouts/event.html",
                who=change.actor_label if change else "",
                when=short_datetime(change.at, current()) if change else "",
            )
        commit()
        if made is None:
            flash(_("Nothing in the notice would read differently, so it stays as it is."))
        else:
            flash(_("Version %(version)s of the notice holds now.", version=made.number), "good")
        return redirect(url_for("privacy.notice", slug=slug), 303)
    stale = (
        last is not None
        and queries.composed(event, queries.facts_of(last), last.own_texts) != last.texts
    )
    page = render_template(
        "privacy/notice.html",
        form=form,
        stale=stale,
        versions=queries.versions(event),
        accepted=accepted(event),
        languages=languages_of(event),
        shown=queries.shown(event, current()),
        moment=lambda at: short_datetime(at, current()),
    )
    return page, 422 if form.errors else 200


@bp.get("/e/<slug>/privacy/<int:number>")
@needs(PUBLIC)
def version(slug: str, number: int) -> str:
    """Show one version of the notice, for whoever accepted it."""
    event = db.session.scalar(select(Event).where(Event.slug == slug))
    row = queries.version_of(event, number) if event is not None else None
    if event is None or row is None:
        abort(404)
    g.event = event
    return render_template(
        "notices/notice.html",
        shown=queries.shown(event, current(), row),
        newer=queries.current_number(event) > number,
    )


@bp.post("/registration/<token>/privacy")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def accept(token: str) -> Any:
    """Accept the notice that holds now; one that changed meanwhile is shown again."""
    found = enter(token)
    if found is None:
        return gone()
    registration, event = found
    if Form().validate_on_submit() and registration.state is not RegistrationState.CANCELLED:
        lock(event)
        lock(registration)
        number = actions.accepted_version(event)
        if request.form.get("number") != number:
            db.session.rollback()
            flash(_("The privacy notice has changed. Please read it again."), "attention")
        elif registration.consent_version != number:
            before = registration.consent_version
            registration.consent_version = number
            registration.consent_at = now()
            record(
                "accept privacy notice",
                registration,
                actor="participant",
                event_id=event.id,
                changes={"consent_version": [before or None, number]},
            )
            commit()
            flash(_("Thank you. Your agreement is noted."), "good")
    return redirect(url_for("registration.mine", token=token), 303)
