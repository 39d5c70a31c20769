"""The secure part by personal link: a step of its own, kept sealed while it is being typed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import Conflict, commit, db
from eventmgr.events.closing import can_change
from eventmgr.events.models import Event
from eventmgr.extensions import limiter
from eventmgr.forms import Form
from eventmgr.language import current, offer
from eventmgr.registration import links
from eventmgr.registration.joining import LINK_LIMIT, PARTICIPANT, gone
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.registration.questions import secure_groups
from eventmgr.registration.secure_forms import secure_form
from eventmgr.secure import actions, reading
from eventmgr.secure.sealing import Unreadable
from eventmgr.secure.words import GROUPS

bp = Blueprint("secure", __name__, url_prefix="/registration/<token>/secure")
# What is kept of a form that is not saved yet: no more than a form can hold.
DRAFT_LIMIT = 20_000


def step_of(registration: Registration) -> dict[str, Any] | None:
    """Return what the person's own page says of the secure part, None where nothing is asked.

    {"parts": names of the groups asked, "due": one that must be answered is not, "given": one was}.
    """
    groups = secure_groups(registration.event_id)
    if not groups:
        return None
    given = reading.given([registration.id]).get(registration.id, set())
    return {
        "parts": [GROUPS[group] for group in groups],
        "due": any(required and group not in given for group, required in groups.items()),
        "given": bool(given & groups.keys()),
    }


def _found(token: str) -> tuple[Registration, Event] | None:
    found = links.find(token)
    if found is None:
        return None
    g.event = found[1]
    offer(found[0].language)
    return found


def _closed(registration: Registration, event: Event) -> bool:
    return registration.state is RegistrationState.CANCELLED or not can_change(event)


@bp.route("/", methods=["GET", "POST"])
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def mine(token: str) -> Any:
    """Ask what only few may read: travel document, diet, access needs, emergency contact."""
    found = _found(token)
    if found is None:
        return gone()
    registration, event = found
    groups = secure_groups(event.id)
    if not groups or _closed(registration, event):
        return redirect(url_for("registration.mine", token=token), 303)
    try:
        form, drafted = _form(registration, event)
    except Unreadable:
        db.session.rollback()
        flash(_("These answers were encrypted with a key that is not on this installation."), "bad")
        return redirect(url_for("registration.mine", token=token), 303)
    if form.validate_on_submit():
        try:
            for group in groups:
                actions.keep(
                    registration,
                    group,
                    form.values(group),
                    actor=PARTICIPANT,
                    version=form.seen_version(group),
                )
        except Conflict:
            db.session.rollback()
            return _changed_elsewhere(token, form)
        actions.forget_draft(registration)
        commit()
        flash(_("Thank you. These answers are kept encrypted."), "good")
        return redirect(url_for("registration.mine", token=token), 303)
    return _page(token, form, drafted=drafted), 422 if form.is_submitted() else 200


def _changed_elsewhere(token: str, form: Any) -> Any:
    """Say that newer answers are kept, and let the person keep what stands on the page instead."""
    found = _found(token)
    if found is None:
        return gone()
    versions = actions.versions(found[0])
    for group in form.groups:
        field = form[form.version_name(group)]
        field.data = field.raw_data = str(versions.get(group, 0))
    form.form_errors.append(
        _(
            "These answers were changed elsewhere in the meantime. Save once more to replace them "
            "by what stands here."
        )
    )
    return _page(token, form, drafted=False), 409


def _form(registration: Registration, event: Event) -> tuple[Any, bool]:
    """Return the form filled with what is kept, or with what was typed and not saved."""
    groups = secure_groups(event.id)
    kept = {group: reading.read_own(registration, group) for group in groups}
    versions = actions.versions(registration)
    drafted = {} if request.method == "POST" else actions.draft(registration)
    if not drafted:
        return secure_form(event, current(), groups=groups, kept=kept, versions=versions), False
    typed = MultiDict((name, value) for name, values in drafted.items() for value in values)
    form = secure_form(
        event, current(), groups=groups, kept=kept, versions=versions, formdata=typed
    )
    for group in groups:
        # What others saved since the draft was typed must not be taken for seen, nor hidden.
        field = form[form.version_name(group)]
        field.data = field.data or str(versions.get(group, 0))
    return form, True


def _page(token: str, form: Any, *, drafted: bool) -> str:
    return render_template(
        "registration/secure.html",
        form=form,
        token=token,
        groups=GROUPS,
        drafted=drafted,
    )


@bp.post("/draft")
@needs(PUBLIC)
@limiter.limit("300 per minute")
def keep_draft(token: str) -> Any:
    """Keep what is typed and not saved, sealed; the browser keeps nothing of it itself."""
    found = _found(token)
    if found is None:
        return gone()
    registration, event = found
    if _closed(registration, event) or not secure_groups(event.id):
        abort(409)
    names = {field.name for field in secure_form(event, current(), formdata=None)}
    typed = {
        name: values
        for name, values in request.form.lists()
        if name in names and name != "csrf_token"
    }
    # What is empty counts too: it may be repeated without end.
    if sum(len(value) + 1 for values in typed.values() for value in values) > DRAFT_LIMIT:
        abort(413)
    actions.keep_draft(registration, typed)
    commit()
    return Response(status=204)


@bp.post("/draft/forget")
@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def forget_draft(token: str) -> Any:
    """Throw away what was typed and not saved."""
    found = _found(token)
    if found is None:
        return gone()
    if not Form().validate_on_submit():
        abort(400)
    actions.forget_draft(found[0])
    commit()
    return redirect(url_for(".mine", token=token), 303)
