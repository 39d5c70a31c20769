"""The team of an event: who may do what."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts import actions, queries
from eventmgr.accounts.access import Need, needs
from eventmgr.accounts.actions import AlreadyMember, LastOrganiser
from eventmgr.accounts.membership import MemberForm
from eventmgr.accounts.models import DUTIES, EventRole, Membership
from eventmgr.accounts.words import DUTY_WORDS, EVENT_ROLE_HELP, EVENT_ROLES
from eventmgr.database import commit, db
from eventmgr.events.blueprint import bp
from eventmgr.events.heading import heading_of
from eventmgr.events.models import Event
from eventmgr.language import current


def _member(event: Event, number: int) -> Membership:
    row = db.session.get(Membership, number)
    if row is None or row.event_id != event.id:
        abort(404)
    return row


def _back(slug: str) -> Response:
    return redirect(url_for("events.team", slug=slug), 303)


def _last_organiser() -> str:
    return _(
        "This is the only organiser of the event. Give the role to somebody else first, so that "
        "the event is never without one."
    )


@bp.route("/events/<slug>/team", methods=["GET", "POST"])
@needs(Need.MANAGE_TEAM)
def team(slug: str) -> str | Response | tuple[str, int]:
    """Show the team; add somebody by the e-mail address."""
    event: Event = g.event
    form = MemberForm(language=current(), role=EventRole.SECRETARIAT.value)
    if form.validate_on_submit() and (answer := _add(event, form)) is not None:
        return answer
    status = 422 if form.is_submitted() else 200
    page = render_template(
        "events/team.html",
        form=form,
        members=queries.team_of(event.id),
        roles=EVENT_ROLES,
        role_help=EVENT_ROLE_HELP,
        duties=DUTIES,
        duty_words=DUTY_WORDS,
    )
    return page, status


def _add(event: Event, form: MemberForm) -> Response | None:
    user = queries.user_by_email(form.email.data)
    if user is None:
        if not form.name.data:
            form.add_error(
                "name",
                _("This address has no account yet. Please write the person's name to make one."),
            )
            return None
        user = actions.create_user(
            email=form.email.data,
            name=form.name.data,
            language=form.language.data,
            actor=current_user,
            event_title=heading_of(event, form.language.data).title,
        )
        said = _("%(name)s is in the team and receives a link to set a password.", name=user.name)
    elif not user.active:
        form.add_error("email", _("This account is closed. An administrator can open it again."))
        return None
    else:
        said = _("%(name)s is in the team.", name=user.name)
    try:
        actions.add_member(event, user, form.chosen_role, actor=current_user)
    except AlreadyMember:
        form.add_error("email", _("This person is in the team already."))
        return None
    commit()
    flash(said, "good")
    return _back(event.slug)


@bp.post("/events/<slug>/team/<int:number>/role")
@needs(Need.MANAGE_TEAM)
def change_role(slug: str, number: int) -> Response:
    """Give a member another role."""
    row = _member(g.event, number)
    try:
        role = EventRole(request.form.get("role", ""))
    except ValueError:
        abort(400)
    try:
        actions.change_role(g.event, row, role, actor=current_user)
    except LastOrganiser:
        flash(_last_organiser(), "bad")
        return _back(slug)
    own = row.user_id == current_user.id
    said = _("%(name)s: %(role)s.", name=row.user.name, role=EVENT_ROLES[role])
    commit()
    flash(said, "good")
    # Whoever gave the role of organiser away may not see the team any more.
    if own and role is not EventRole.ORGANISER:
        return redirect(url_for("events.overview", slug=slug), 303)
    return _back(slug)


@bp.post("/events/<slug>/team/<int:number>/duties")
@needs(Need.MANAGE_TEAM)
def change_duties(slug: str, number: int) -> Response:
    """Let a member read secure parts besides, or no longer; it stands on record."""
    row = _member(g.event, number)
    actions.change_duties(g.event, row, request.form.getlist("duties"), actor=current_user)
    said = _("%(name)s: what else may be seen is saved.", name=row.user.name)
    commit()
    flash(said, "good")
    return _back(slug)


@bp.post("/events/<slug>/team/<int:number>/remove")
@needs(Need.MANAGE_TEAM)
def remove_member(slug: str, number: int) -> Response:
    """Take somebody out of the team."""
    row = _member(g.event, number)
    name, own = row.user.name, row.user_id == current_user.id
    try:
        actions.remove_member(g.event, row, actor=current_user)
    except LastOrganiser:
        flash(_last_organiser(), "bad")
        return _back(slug)
    commit()
    flash(_("%(name)s is no longer in the team.", name=name), "good")
    return redirect(url_for("events.start"), 303) if own else _back(slug)
