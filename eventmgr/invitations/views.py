"""The organiser's pages of invitations: the list, adding, changing, removing, the letter."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.directory.models import Organisation, OrganisationKind
from eventmgr.directory.naming import NamesMissing
from eventmgr.directory.queries import (
    designation_choices,
    match_organisation,
    organisations_of,
    search_organisations,
)
from eventmgr.directory.screen import missing_words
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.i18n.dates import short_date
from eventmgr.incoming import number_in
from eventmgr.invitations import (
    actions,
    carrying,
    circle,
    landing,
    letter_pages,
    link_pages,
    links,
    queries,
    sending_pages,
    stage,
)
from eventmgr.invitations import room as _room  # noqa: F401 - tells the floor who was invited
from eventmgr.invitations.answers import taken_seats
from eventmgr.invitations.blueprint import bp
from eventmgr.invitations.forms import WithdrawForm, choose_form, institution_form, invitation_form
from eventmgr.invitations.models import Invitation
from eventmgr.invitations.sending import send_withdrawal
from eventmgr.invitations.states import OUT, IllegalMove
from eventmgr.invitations.words import STATES
from eventmgr.language import current
from eventmgr.mail.words import STATES as MAIL_STATES

__all__ = [
    "bp",
    "carrying",
    "circle",
    "landing",
    "letter_pages",
    "link_pages",
    "sending_pages",
    "stage",
]

# Where the session keeps the draft removed last.
REMOVED = "invitations.removed"
# So many institutions stand on one page to choose from.
CHOICES = 60


def the_invitation(number: int) -> Invitation:
    """Return an invitation of this page's event, or answer 404."""
    invitation = queries.invitation_of(g.event, number)
    if invitation is None:
        abort(404)
    return invitation


@bp.get("/events/<slug>/invitations")
@needs(Need.SEE)
def index(slug: str) -> str:
    """List the invitations by delegation, with their totals."""
    event: Event = g.event
    names = screen_names_for(event, current())
    removed = session.get(REMOVED, {})
    return render_template(
        "invitations/index.html",
        overview=queries.overview(event, names),
        names=names,
        states=STATES,
        mail_states=MAIL_STATES,
        out=OUT,
        date=lambda day: short_date(day, current()),
        today=queries.today(event),
        removed=removed.get("id") if removed.get("event") == event.id else None,
    )


@bp.route("/events/<slug>/invitations/add", methods=["GET", "POST"])
@needs(Need.MANAGE_PEOPLE)
def add(slug: str) -> Any:
    """Choose institutions of the directory and put them on the list as drafts."""
    event: Event = g.event
    names = screen_names_for(event, current())
    words = request.values.get("q", "").strip()[:100]
    asked = request.values.get("delegation", "")
    looking = "show" in request.form
    rows = search_organisations(
        words,
        designation_id=number_in(asked),
        without_designation=asked == "none",
    )
    invited = queries.invited_organisations(event)
    rows.sort(key=names.organisation_order)
    # Delegations in the reader's alphabet, then organisations of their own.
    groups = {row.designation.id: row.designation for row in rows if row.designation}
    order = {one.id: place for place, one in enumerate(sorted(groups.values(), key=names.order))}
    rows.sort(key=lambda row: order.get(row.designation_id or 0, len(order)))
    found = len(rows)
    # What is ticked stays on the page, first, whatever is looked for next.
    ticked = organisations_of(_ticked())
    rows = [*ticked, *(row for row in rows[:CHOICES] if row not in ticked)]
    # Only those that can be chosen have fields: an invited one's would be asked for and missing.
    free = [row for row in rows if row.id not in invited]
    form = choose_form(event, free, current())()
    for row in free:
        if f"seats_{row.id}" not in request.form:
            form[f"seats_{row.id}"].data = 2
            form[f"language_{row.id}"].data = queries.default_language(event, row)
    if request.method == "GET":
        form.deadline.data = queries.default_deadline(event)
        name, post = queries.last_signatory(event)
        form.signatory_name.data, form.signatory_post.data = name, post
    elif looking:
        pass
    elif form.validate():
        picked = [row for row in free if form[f"pick_{row.id}"].data]
        if picked:
            first = queries.next_number(event)
            for number, row in enumerate(picked, start=first):
                actions.invite(
                    event,
                    row,
                    {
                        "seats": form[f"seats_{row.id}"].data or 1,
                        "language": form[f"language_{row.id}"].data,
                        "deadline": form.deadline.data,
                        "signatory_name": form.signatory_name.data or "",
                        "signatory_post": form.signatory_post.data or "",
                        "alternates": form.alternates.data or 0,
                        "reference": (form.reference.data or "").replace("#", str(number)),
                    },
                    actor=current_user,
                )
            commit()
            flash(
                ngettext(
                    "%(num)s institution is on the list. Nothing has been sent yet.",
                    "%(num)s institutions are on the list. Nothing has been sent yet.",
                    len(picked),
                ),
                "good",
            )
            return redirect(url_for(".index", slug=slug), 303)
        form.form_errors.append(_("Please tick at least one institution."))
    page = render_template(
        "invitations/add.html",
        form=form,
        rows=rows,
        found=found,
        invited=invited,
        names=names,
        words=words,
        asked=asked,
        delegations=designation_choices(current(), event_id=event.id, on=event.start),
    )
    return page, 422 if form.errors or form.form_errors else 200


@bp.route("/events/<slug>/invitations/new-institution", methods=["GET", "POST"])
@needs(Need.MANAGE_PEOPLE)
def new_institution(slug: str) -> Any:
    """Enter an institution that is not in the directory yet, and put it on the list."""
    from eventmgr.directory.actions import create_organisation

    event: Event = g.event
    form = institution_form(
        event, designation_choices(current(), event_id=event.id, on=event.start), current()
    )()
    if request.method == "GET":
        _fill_with_substitute(event, form)
    if form.validate_on_submit():
        designation = int(form.designation.data) if form.designation.data else None
        known = _known(form.names.values().values(), designation)
        if known is None:
            organisation = create_organisation(
                names=form.names.values(),
                kind=OrganisationKind(form.kind.data),
                designation_id=designation,
                email=form.email.data or "",
                address=form.address.data or "",
                event_id=event.id,
                actor=current_user,
            )
            db.session.flush()
            name, post = queries.last_signatory(event)
            actions.invite(
                event,
                organisation,
                {
                    "seats": form.seats.data,
                    "language": form.language.data,
                    "deadline": queries.default_deadline(event),
                    "signatory_name": name,
                    "signatory_post": post,
                },
                actor=current_user,
            )
            commit()
            flash(_("The institution is in the directory and on the list."), "good")
            return redirect(url_for(".index", slug=slug), 303)
        form.form_errors.append(
            _(
                "This institution is in the directory already: %(name)s. Please choose it from "
                "the list.",
                name=screen_names_for(event, current()).institution(known),
            )
        )
    page = render_template("invitations/institution.html", form=form)
    return page, 422 if form.errors or form.form_errors else 200


def _fill_with_substitute(event: Event, form: Any) -> None:
    """Begin with the institution that another proposed in its place, and with its seats."""
    number = number_in(request.args.get("instead_of", ""))
    declined = queries.invitation_of(event, number) if number is not None else None
    if declined is None or not declined.substitute_name:
        return
    code = event.document_languages[0]
    for field in form.names:
        if field.short_name == code:
            field.data = declined.substitute_name
    form.email.data = declined.substitute_email
    form.seats.data = declined.seats
    form.language.data = declined.language


def _ticked() -> list[int]:
    """Return the institutions whose box was ticked on the page that was sent."""
    numbers = (
        number_in(name.removeprefix("pick_")) for name in request.form if name[:5] == "pick_"
    )
    return [number for number in numbers if number is not None]


def _known(names: Any, designation: int | None) -> Organisation | None:
    for name in names:
        for match in match_organisation(name, designation_id=designation):
            same_place = match.organisation.designation_id == designation
            if match.exact and same_place:
                return match.organisation
    return None


@bp.route("/events/<slug>/invitations/<int:number>", methods=["GET", "POST"])
@needs(Need.MANAGE_PEOPLE)
def edit(slug: str, number: int) -> Any:
    """Change one invitation."""
    event: Event = g.event
    invitation = the_invitation(number)
    form = invitation_form(event, current())(obj=invitation)
    if form.validate_on_submit():
        try:
            actions.edit_invitation(
                invitation, form.values(), version=form.seen_version, actor=current_user
            )
        except Conflict:
            answer = conflict_page(
                form,
                invitation_form(event, current())(formdata=None, obj=invitation),
                version=invitation.version,
                back=url_for(".edit", slug=slug, number=number),
                layout="layouts/event.html",
            )
            db.session.rollback()
            return answer
        except actions.SeatsTaken as error:
            form.add_error("seats", _seats_taken(error.taken))
        else:
            commit()
            flash(_("The invitation is saved."), "good")
            return redirect(url_for(".index", slug=slug), 303)
    names = screen_names_for(event, current())
    people = taken_seats([invitation.id])[invitation.id]
    page = render_template(
        "invitations/edit.html",
        form=form,
        invitation=invitation,
        institution=names.institution(invitation.organisation),
        people=people,
        forwards=links.forwards(invitation),
        state=STATES[invitation.state],
        out=OUT,
        date=lambda instant: short_date(queries.day_at(event, instant), current()),
    )
    return page, 422 if form.errors else 200


def _seats_taken(taken: int) -> str:
    return ngettext(
        "%(num)s participant is registered on these seats already; please leave at least as many.",
        "%(num)s participants are registered on these seats already; please leave at least as "
        "many.",
        taken,
    )


@bp.post("/events/<slug>/invitations/<int:number>/remove")
@needs(Need.MANAGE_PEOPLE)
def remove(slug: str, number: int) -> Response:
    """Take a draft off the list; it can be brought back at once."""
    invitation = the_invitation(number)
    try:
        actions.remove_draft(invitation, actor=current_user)
    except IllegalMove:
        db.session.rollback()
        flash(_("This letter was sent in the meantime; you can withdraw it instead."), "attention")
        return redirect(url_for(".edit", slug=slug, number=number), 303)
    commit()
    session[REMOVED] = {"event": g.event.id, "id": number}
    return redirect(url_for(".index", slug=slug), 303)


@bp.post("/events/<slug>/invitations/<int:number>/restore")
@needs(Need.MANAGE_PEOPLE)
def restore(slug: str, number: int) -> Response:
    """Bring a removed draft back."""
    try:
        actions.restore_draft(the_invitation(number), actor=current_user)
    except IllegalMove:
        db.session.rollback()
    else:
        commit()
        flash(_("The invitation is back on the list."), "good")
    session.pop(REMOVED, None)
    return redirect(url_for(".index", slug=slug), 303)


@bp.route("/events/<slug>/invitations/<int:number>/withdraw", methods=["GET", "POST"])
@needs(Need.SEND)
def withdraw(slug: str, number: int) -> Any:
    """Take back an invitation that was sent, and tell the institution if so wished."""
    event: Event = g.event
    invitation = the_invitation(number)
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            actions.withdraw(invitation, actor=current_user)
            if form.tell.data:
                send_withdrawal(event, invitation)
        except IllegalMove:
            db.session.rollback()
            flash(_("This invitation is not out any more."), "attention")
        except NamesMissing as error:
            db.session.rollback()
            for item in error.missing:
                flash(missing_words(item, current()), "bad")
        else:
            commit()
            flash(_("The invitation is withdrawn and its link works no more."), "good")
        return redirect(url_for(".index", slug=slug), 303)
    names = screen_names_for(event, current())
    return render_template(
        "invitations/withdraw.html",
        form=form,
        invitation=invitation,
        institution=names.institution(invitation.organisation),
        people=taken_seats([invitation.id])[invitation.id],
    )
