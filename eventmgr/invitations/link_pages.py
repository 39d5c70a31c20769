"""The organiser's pages of links, each ended by itself, and of reminders by rule."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.events.models import Event
from eventmgr.invitations import actions, queries, reminders
from eventmgr.invitations.blueprint import bp
from eventmgr.invitations.forms import RuleForm
from eventmgr.invitations.models import Invitation, ReminderRule

# What is proposed to whoever switches reminders on for the first time.
PROPOSED = (14, 7, 2)


def _the_invitation(number: int) -> Invitation:
    invitation = queries.invitation_of(g.event, number)
    if invitation is None:
        abort(404)
    return invitation


@bp.post("/events/<slug>/invitations/<int:number>/revoke-link")
@needs(Need.SEND)
def revoke_link(slug: str, number: int) -> Response:
    """End the link of the letter; the invitation stands."""
    actions.revoke_link(_the_invitation(number), actor=current_user)
    commit()
    flash(_("The link of the letter works no more. A letter sent again carries a new one."), "good")
    return redirect(url_for(".edit", slug=slug, number=number), 303)


@bp.post("/events/<slug>/invitations/<int:number>/forwards/<int:which>/revoke")
@needs(Need.SEND)
def revoke_forward(slug: str, number: int, which: int) -> Response:
    """End the link of one colleague."""
    if actions.revoke_forward(_the_invitation(number), which, actor=current_user):
        commit()
        flash(_("The link of this colleague works no more."), "good")
    else:
        db.session.rollback()
    return redirect(url_for(".edit", slug=slug, number=number), 303)


def _data(rule: ReminderRule | None) -> dict[str, Any]:
    days = rule.days if rule is not None else PROPOSED
    return {
        "active": rule.active if rule is not None else False,
        "days": ", ".join(str(day) for day in days),
        "version": str(rule.version if rule is not None else 1),
    }


@bp.route("/events/<slug>/invitations/reminders", methods=["GET", "POST"])
@needs(Need.SEND)
def reminder_rule(slug: str) -> Any:
    """Say when institutions that have not answered are reminded by themselves."""
    event: Event = g.event
    rule = reminders.rule_of(event)
    form = RuleForm(data=_data(rule))
    if form.validate_on_submit():
        try:
            reminders.set_rule(
                event,
                active=bool(form.active.data),
                days=form.chosen_days,
                version=form.seen_version,
                actor=current_user,
            )
        except Conflict:
            newer = reminders.rule_of(event)
            answer = conflict_page(
                form,
                RuleForm(formdata=None, data=_data(newer)),
                version=newer.version if newer else 1,
                back=url_for(".reminder_rule", slug=slug),
                layout="layouts/event.html",
            )
            db.session.rollback()
            return answer
        commit()
        flash(
            _("Institutions that have not answered are reminded by themselves.")
            if form.active.data
            else _("Nobody is reminded by itself."),
            "good",
        )
        return redirect(url_for(".index", slug=slug), 303)
    page = render_template("invitations/reminders.html", form=form)
    return page, 422 if form.errors else 200
