"""The organiser's and secretariat's pages: who comes, by delegation; on somebody's behalf."""

from __future__ import annotations

import io
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    redirect,
    render_template,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, is_administrator, may, needs, needs_of
from eventmgr.audit.actions import record
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db, writing
from eventmgr.directory.models import Organisation
from eventmgr.directory.naming import MissingName, NamesMissing
from eventmgr.directory.screen import missing_words
from eventmgr.events.choices import organisation_choices
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for, screen_names_for
from eventmgr.events.queries import events_of
from eventmgr.events.road import NextStep, Progress, StageState, stage
from eventmgr.forms import Form
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import list_name
from eventmgr.language import current
from eventmgr.nominations.queries import waiting as nominations_waiting
from eventmgr.printing.designations import DesignationError
from eventmgr.printing.papers import DesignationNote
from eventmgr.printing.sheets import Column, Table, to_csv, to_xlsx
from eventmgr.registration import actions, queries, questions
from eventmgr.registration.forms import desk_data, desk_form
from eventmgr.registration.models import ListSharing, Registration, RegistrationState
from eventmgr.registration.paper import HEADINGS, ordering_of
from eventmgr.registration.places import taken_seats
from eventmgr.registration.repeats import repeats_of
from eventmgr.registration.rules import AlreadyRegistered, RegistrationError
from eventmgr.registration.words import ROLES, STATES

# So many people are shown in protocol order on one page.
MOST_IN_ORDER = 400

bp = Blueprint("desk", __name__, url_prefix="/events/<slug>/participants")


def _hidden(person: Registration) -> bool:
    """Tell whether nothing may let this page's reader recognise the person (PRIV-04)."""
    return person.protected and not may(Need.MANAGE_PEOPLE)


def screen_name(person: Registration) -> str:
    """Return the name as the reader's screen lists it; a protected person stays unnamed."""
    if _hidden(person):
        return _("Representative")
    return person.display_name or list_name(
        person.given_name, person.family_name, current(), titles=person.honorific
    )


@bp.get("/")
@needs(Need.SEE_PEOPLE)
def index(slug: str) -> str:
    """Show who comes by delegation and institution, and in which languages."""
    event: Event = g.event
    declared = queries.declared_languages(event)
    # More people stand in the list, on pages.
    large = len(declared) > MOST_IN_ORDER
    people = [] if large else queries.registrations(event)
    naming = screen_names_for(event, current())
    blocks: list[dict[str, Any]] = []
    for block in queries.in_protocol_order(event, people, naming, naming):
        groups = []
        for group in block.groups:
            if group.designation is not None:
                heading = naming.designation(group.designation)
            else:
                assert group.organisation is not None
                heading = naming.organisation(group.organisation)
            groups.append(
                {"heading": heading, "people": [_row(p, event, naming) for p in group.people]}
            )
        blocks.append({"heading": _(HEADINGS[block.number]), "groups": groups})
    counted = may(Need.MANAGE_PEOPLE) and not large
    repeats = repeats_of(event, people, _seen_events()) if counted else None
    for listed in blocks if repeats else []:
        for shown in listed["groups"]:
            for row in shown["people"]:
                row["before"] = repeats.events.get(row["id"], 0) if repeats else 0
    speaks, follows = queries.languages_of(declared)
    codes = list(dict.fromkeys([*event.floor_languages, *speaks, *follows]))
    cancelled = [
        p
        for p in (() if large else queries.registrations(event, cancelled=True))
        if p.state is RegistrationState.CANCELLED
    ]
    return render_template(
        "registration/index.html",
        blocks=blocks,
        total=len(declared),
        large=large,
        seats=queries.invited_seats(event),
        capacity=event.capacity,
        languages=[(code, speaks[code], follows[code]) for code in codes],
        cancelled=[{"id": p.id, "name": screen_name(p)} for p in cancelled],
        document_languages=event.document_languages,
        repeats=repeats,
    )


def _seen_events() -> list[Event]:
    """Return the events whose participants the reader may see."""
    mine = events_of(current_user, everything=is_administrator())
    return [row.event for row in mine if row.role is None or Need.SEE_PEOPLE in needs_of(row.role)]


def _row(person: Registration, event: Event, naming: Any) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": screen_name(person),
        "protected": person.protected,
        "head": person.head_of_delegation,
        "position": ""
        if _hidden(person)
        else text_in(person.position, current(), event.document_languages),
        "institution": naming.organisation(person.organisation),
        "speaks": [language_name(code, current()) for code in person.speaks],
        "follows": [language_name(code, current()) for code in person.follows],
        "role": ROLES[person.role],
        "email": person.email if may(Need.MANAGE_PEOPLE) else "",
    }


@bp.route("/new", methods=["GET", "POST"])
@needs(Need.MANAGE_PEOPLE)
def new(slug: str) -> Any:
    """Register somebody on their behalf; without a seat of an invitation."""
    event: Event = g.event
    form = desk_form(event, organisation_choices(event, current()), current())
    page = {"form": form, "registration": None}
    if not form.validate_on_submit():
        return render_template("registration/desk.html", **page), 422 if form.errors else 200
    values = form.column_values()
    organisation = db.session.get_one(Organisation, values["organisation_id"])
    try:
        actions.register(
            event,
            values | {"designation_id": organisation.designation_id},
            actor=current_user,
        )
        commit()
    except RegistrationError as error:
        return _refused(error, page)
    except NamesMissing:
        return _refused(RegistrationError(), page)
    except IntegrityError:
        return _refused(AlreadyRegistered(), page)
    flash(_("%(name)s is registered.", name=form.family_name.data), "good")
    return redirect(url_for(".index", slug=slug), 303)


def _refused(error: RegistrationError, page: dict[str, Any]) -> tuple[str, int]:
    db.session.rollback()
    if error.field:
        page["form"].add_error(error.field, error.message)
    else:
        page["form"].form_errors.append(error.message)
    return render_template("registration/desk.html", **page), 422


def _registration(registration_id: int) -> Registration:
    found = queries.registration_of(g.event, registration_id)
    if found is None:
        abort(404)
    return found


@bp.route("/<int:registration_id>", methods=["GET", "POST"])
@needs(Need.MANAGE_PEOPLE)
def edit(slug: str, registration_id: int) -> Any:
    """Change somebody's registration."""
    event: Event = g.event
    registration = _registration(registration_id)
    form = desk_form(
        event,
        organisation_choices(event, current()),
        current(),
        data=desk_data(registration, current(), event),
    )
    page = {"form": form, "registration": registration, "state": STATES[registration.state]}
    # What was answered to questions that are not asked any more.
    page["gone"] = questions.answered(
        [one for one in questions.questions(event.id, removed=True) if one.removed_at is not None],
        registration.answers,
        current(),
        event,
    )
    if not form.validate_on_submit():
        return render_template("registration/desk.html", **page), 422 if form.errors else 200
    values = form.column_values(registration)
    organisation = db.session.get_one(Organisation, values["organisation_id"])
    try:
        actions.edit_registration(
            event,
            registration,
            values | {"designation_id": organisation.designation_id},
            version=form.seen_version,
            actor=current_user,
        )
        commit()
    except Conflict as conflict:
        theirs = desk_data(conflict.current, current(), event)
        organisations = organisation_choices(event, current())
        answer = conflict_page(
            form,
            desk_form(event, organisations, current(), data=theirs, formdata=None),
            version=theirs["version"],
            back=url_for(".edit", slug=slug, registration_id=registration_id),
            layout="layouts/event.html",
        )
        db.session.rollback()
        return answer
    except RegistrationError as error:
        return _refused(error, page)
    except IntegrityError:
        return _refused(AlreadyRegistered(), page)
    flash(_("The registration is saved."), "good")
    return redirect(url_for(".index", slug=slug), 303)


@bp.post("/<int:registration_id>/<any(cancel,restore,send):what>")
@needs(Need.MANAGE_PEOPLE)
def act(slug: str, registration_id: int, what: str) -> Response:
    """Cancel, take the cancellation back, or send the confirmation again."""
    registration = _registration(registration_id)
    if not Form().validate_on_submit():
        abort(400)
    try:
        if what == "cancel":
            actions.cancel_registration(g.event, registration, actor=current_user)
            message = _("The registration is cancelled and its seat is free.")
        elif what == "restore":
            actions.restore_registration(g.event, registration, actor=current_user)
            message = _("The registration is confirmed again.")
        else:
            actions.send_again(g.event, registration, actor=current_user)
            message = _("The confirmation is in the outbox, with a new link.")
        commit()
        flash(message, "good")
    except RegistrationError as error:
        db.session.rollback()
        flash(str(error.message), "bad")
    except NamesMissing as error:
        db.session.rollback()
        for item in error.missing:
            flash(missing_words(item, current()), "bad")
    return redirect(url_for(".index", slug=slug), 303)


@bp.get("/export.<any(xlsx,csv):form>")
@needs(Need.SEE_PEOPLE)
def export(slug: str, form: str) -> Response:
    """Return the list as a spreadsheet: names, posts and institutions, no contacts (PRIV-02)."""
    try:
        answer = _sheet(g.event, form)
    except NamesMissing as error:
        missing = error.missing
    except DesignationError:
        # A marker was typed in a post, and nobody has approved its footnote.
        missing = [MissingName("footnote", g.event.footnote_family, current())]
    else:
        with writing():
            record("export participants", g.event, actor=current_user, event_id=g.event.id)
            commit()
        return answer
    for item in missing:
        flash(missing_words(item, current()), "bad")
    return redirect(url_for(".index", slug=slug), 303)


def _sheet(event: Event, form: str) -> Response:
    naming = naming_for(event, current())
    people = [
        person
        for person in queries.registrations(event)
        if person.list_sharing is not ListSharing.INTERNAL or person.protected
    ]
    rows = []
    for block in queries.in_protocol_order(
        event, people, naming, ordering_of(event, current(), naming)
    ):
        for group in block.groups:
            for person in group.people:
                hidden = person.protected
                rows.append(
                    (
                        naming.designation(person.designation) if person.designation else "",
                        naming.organisation(person.organisation),
                        _("Representative") if hidden else person.family_name,
                        "" if hidden else person.given_name,
                        ""
                        if hidden
                        else text_in(person.position, current(), event.document_languages),
                        str(ROLES[person.role]),
                    )
                )
    table = Table(
        name=_("Participants"),
        columns=(
            Column(_("Delegation")),
            Column(_("Institution"), 40),
            Column(_("Family name")),
            Column(_("Given name")),
            Column(_("Position"), 40),
            Column(_("Comes as")),
        ),
        rows=tuple(rows),
    )
    notes = [DesignationNote(marker, text) for marker, text in naming.offered()]
    if form == "csv":
        data, mimetype = to_csv(table, notes=notes), "text/csv"
    else:
        data = to_xlsx([table], notes=notes, notes_name=_("Notes"))
        mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return send_file(
        io.BytesIO(data),
        mimetype=mimetype,
        as_attachment=True,
        download_name=f"{event.slug}-participants.{form}",
    )


@stage("registration")
def progress(event: Event) -> Progress:
    """Say how many have registered, and what a newcomer does first."""
    confirmed = queries.count_confirmed(event)
    seats = queries.invited_seats(event)
    here = url_for("registration.desk.index", slug=event.slug)
    taken = sum(taken_seats(event.id).values())
    count = f"{taken}/{seats}" if seats else (str(confirmed) if confirmed else "")
    if not confirmed:
        step = NextStep(
            _("Register somebody yourself"),
            url_for("registration.desk.new", slug=event.slug),
            days_before=28,
        )
        return Progress(StageState.NONE, here, count, next=[step] if seats else [])
    steps = []
    if nominations_waiting(event):
        step = _("Decide on the nominations")
        steps = [NextStep(step, url_for("nominations.index", slug=event.slug), days_before=21)]
    if seats and taken >= seats and not steps:
        return Progress(StageState.DONE, here, count)
    return Progress(StageState.WORK, here, count, next=steps)
