"""Pages of the agenda."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.agenda import actions, queries
from eventmgr.agenda import paper as _paper  # noqa: F401 - registers the print
from eventmgr.agenda.forms import item_form, person_form
from eventmgr.agenda.models import AgendaItem, AgendaPerson, ItemKind
from eventmgr.agenda.wording import item_remarks
from eventmgr.agenda.words import KINDS, MODES, REMARKS, ROLES
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.events.choices import organisation_choices
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.events.public import public_section
from eventmgr.events.road import NextStep, Progress, StageState, stage
from eventmgr.forms import Form
from eventmgr.i18n.dates import agenda_day, format_time
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import honorific, plain_name
from eventmgr.language import current

bp = Blueprint("agenda", __name__, url_prefix="/events/<slug>/agenda")

# Where the session keeps the item removed last.
REMOVED = "agenda.removed"


@bp.get("/")
@needs(Need.SEE)
def index(slug: str) -> str:
    """Show the days with their items, and what is not ready yet."""
    event: Event = g.event
    items = queries.items_of(event)
    remarks: dict[int, list[str]] = {}
    for remark in queries.remarks_on(event, items):
        words = str(REMARKS[remark.code])
        if remark.other is not None:
            words += f" ({format_time(remark.other.starts)} {_title(remark.other, event)})"
        remarks.setdefault(remark.item.id, []).append(words)
    return render_template(
        "agenda/index.html",
        days=_days(event, items),
        remarks=remarks,
        wording=item_remarks(event, items),
        can_undo=session.get(REMOVED, {}).get("event") == event.id,
        undo_form=Form(),
        languages=event.document_languages,
    )


def _title(item: AgendaItem, event: Event) -> str:
    return text_in(item.title, current(), event.document_languages) or str(KINDS[item.kind])


def _days(event: Event, items: list[AgendaItem]) -> list[dict[str, Any]]:
    organisations = queries.organisations_of(items)
    naming = screen_names_for(event, current())
    shown = []
    for day in queries.by_day(event, items):
        rows = []
        for item in day.items:
            people = []
            for person in item.people:
                organisation = organisations.get(person.organisation_id or 0)
                people.append(
                    {
                        "role": ROLES[person.role],
                        "name": _name(person),
                        "post": text_in(person.post, current(), event.document_languages),
                        "institution": naming.institution(organisation) if organisation else "",
                    }
                )
            rows.append(
                {
                    "item": item,
                    "title": _title(item, event),
                    "description": text_in(item.description, current(), event.document_languages),
                    "missing": [
                        code
                        for code in event.document_languages
                        if item.title and code not in item.title
                    ],
                    "people": people,
                    "is_break": queries.is_break(item),
                    "times": f"{format_time(item.starts)}–{format_time(item.ends)}",
                    "mode": MODES[item.mode],
                }
            )
        shown.append({"date": day.date, "heading": agenda_day(day.date, current()), "rows": rows})
    return shown


def _name(person: AgendaPerson) -> str:
    address = honorific(person.honorific, current()) if person.honorific else ""
    return f"{address} {plain_name(person.given_name, person.family_name)}".strip()


def _item(item_id: int) -> AgendaItem:
    item = queries.item_of(g.event, item_id)
    if item is None:
        abort(404)
    return item


def _suggested(event: Event) -> dict[str, Any]:
    """Begin a new item where the day's last one ends."""
    wanted = request.args.get("day", "")
    days = [day.isoformat() for day in queries.days_of(event)]
    day = wanted if wanted in days else days[0]
    on_day = [item for item in queries.items_of(event) if item.day.isoformat() == day]
    starts = max((item.ends for item in on_day), default=time(9, 0))
    ends = (datetime.combine(event.start, starts) + timedelta(minutes=60)).time()
    return {
        "day": day,
        "starts": starts,
        "ends": ends if ends > starts else time(23, 59),
        "kind": ItemKind.SESSION.value,
        "mode": "simultaneous",
    }


@bp.route("/new", methods=["GET", "POST"])
@needs(Need.DRAFT)
def new(slug: str) -> Any:
    """Add an item."""
    event: Event = g.event
    form = item_form(event, current(), data=_suggested(event))
    if form.validate_on_submit():
        item = actions.add_item(event, form.item_values(), actor=current_user)
        commit()
        flash(_("The item is in the agenda."), "good")
        if "people" in request.form:
            return redirect(url_for("agenda.edit", slug=slug, item_id=item.id), 303)
        return redirect(url_for("agenda.index", slug=slug) + f"#day-{item.day}", 303)
    page = render_template("agenda/item.html", form=form, item=None, wording=[])
    return page, 422 if form.errors else 200


@bp.route("/<int:item_id>", methods=["GET", "POST"])
@needs(Need.DRAFT)
def edit(slug: str, item_id: int) -> Any:
    """Change an item and the people who carry it."""
    event: Event = g.event
    item = _item(item_id)
    form = item_form(event, current(), data=_item_data(item))
    if form.validate_on_submit():
        try:
            actions.edit_item(
                event, item, form.item_values(), version=form.seen_version, actor=current_user
            )
        except Conflict:
            return _conflict(event, item, form)
        commit()
        flash(_("The item is saved."), "good")
        return redirect(url_for("agenda.index", slug=slug) + f"#day-{item.day}", 303)
    organisations = queries.organisations_of([item])
    naming = screen_names_for(event, current())
    people = [
        {
            "person": person,
            "role": ROLES[person.role],
            "name": _name(person),
            "institution": naming.institution(organisations[person.organisation_id])
            if person.organisation_id in organisations
            else "",
        }
        for person in item.people
    ]
    page = render_template(
        "agenda/item.html",
        form=form,
        item=item,
        people=people,
        wording=item_remarks(event, [item]).get(item.id, []),
    )
    return page, 422 if form.errors else 200


def _item_data(item: AgendaItem) -> dict[str, Any]:
    names = ("starts", "ends", "title", "description", "room", "version")
    return {name: getattr(item, name) for name in names} | {
        "day": item.day.isoformat(),
        "kind": item.kind.value,
        "mode": item.mode.value,
        "floor_languages": item.floor_languages,
        "into_languages": item.into_languages,
    }


def _conflict(event: Event, item: AgendaItem, form: Any) -> tuple[str, int]:
    answer = conflict_page(
        form,
        item_form(event, current(), data=_item_data(item), formdata=None),
        version=item.version,
        back=url_for("agenda.edit", slug=event.slug, item_id=item.id),
        layout="layouts/event.html",
    )
    db.session.rollback()
    return answer


@bp.post("/<int:item_id>/remove")
@needs(Need.DRAFT)
def remove(slug: str, item_id: int) -> Response:
    """Remove an item; it can be brought back at once."""
    kept = actions.remove_item(g.event, _item(item_id), actor=current_user)
    commit()
    session[REMOVED] = {"event": g.event.id, "kept": kept}
    flash(_("The item is removed from the agenda."), "info")
    return redirect(url_for("agenda.index", slug=slug), 303)


@bp.post("/undo")
@needs(Need.DRAFT)
def undo(slug: str) -> Response:
    """Bring back the item removed last."""
    removed = session.get(REMOVED, {})
    if removed.get("event") != g.event.id:
        abort(404)
    actions.restore_item(g.event, removed["kept"], actor=current_user)
    commit()
    session.pop(REMOVED, None)
    flash(_("The item is back in the agenda."), "good")
    return redirect(url_for("agenda.index", slug=slug), 303)


@bp.post("/<int:item_id>/shift")
@needs(Need.DRAFT)
def shift(slug: str, item_id: int) -> Response:
    """Move an item and all later ones of its day by some minutes."""
    item = _item(item_id)
    try:
        minutes = max(-600, min(600, int(request.form.get("minutes", ""))))
        count = actions.shift_day(
            g.event, queries.items_of(g.event), minutes, after=item, actor=current_user
        )
    except ValueError:
        db.session.rollback()
        flash(_("Nothing was moved: an item would leave its day."), "bad")
        return redirect(url_for("agenda.index", slug=slug), 303)
    commit()
    flash(
        ngettext("%(num)s item was moved.", "%(num)s items were moved.", count),
        "good",
    )
    return redirect(url_for("agenda.index", slug=slug) + f"#day-{item.day}", 303)


@bp.route("/<int:item_id>/people/new", methods=["GET", "POST"])
@needs(Need.DRAFT)
def new_person(slug: str, item_id: int) -> Any:
    """Give somebody a part in an item."""
    item = _item(item_id)
    form = person_form(g.event, organisation_choices(g.event, current()), current())
    if form.validate_on_submit():
        actions.add_person(g.event, item, form.person_values(), actor=current_user)
        commit()
        flash(_("%(name)s is in the agenda.", name=form.family_name.data), "good")
        return redirect(url_for("agenda.edit", slug=slug, item_id=item.id) + "#people", 303)
    page = render_template("agenda/person.html", form=form, item=item, person=None)
    return page, 422 if form.errors else 200


def _person(item: AgendaItem, person_id: int) -> AgendaPerson:
    found = next((person for person in item.people if person.id == person_id), None)
    if found is None:
        abort(404)
    return found


@bp.route("/<int:item_id>/people/<int:person_id>", methods=["GET", "POST"])
@needs(Need.DRAFT)
def edit_person(slug: str, item_id: int, person_id: int) -> Any:
    """Change somebody's part in an item."""
    item = _item(item_id)
    person = _person(item, person_id)
    data = {
        name: getattr(person, name)
        for name in ("honorific", "given_name", "family_name", "post", "speaks")
    } | {"role": person.role.value, "organisation_id": str(person.organisation_id or "")}
    form = person_form(g.event, organisation_choices(g.event, current()), current(), data=data)
    if form.validate_on_submit():
        actions.edit_person(g.event, person, form.person_values(), actor=current_user)
        commit()
        flash(_("The entry is saved."), "good")
        return redirect(url_for("agenda.edit", slug=slug, item_id=item.id) + "#people", 303)
    page = render_template("agenda/person.html", form=form, item=item, person=person)
    return page, 422 if form.errors else 200


@bp.post("/<int:item_id>/people/<int:person_id>/<any(up,down,remove):what>")
@needs(Need.DRAFT)
def change_person(slug: str, item_id: int, person_id: int, what: str) -> Response:
    """Move somebody up or down, or take the part away."""
    item = _item(item_id)
    person = _person(item, person_id)
    if what == "remove":
        actions.remove_person(g.event, person, actor=current_user)
        flash(_("The entry is removed."), "info")
    else:
        actions.move_person(g.event, person, -1 if what == "up" else 1, actor=current_user)
    commit()
    return redirect(url_for("agenda.edit", slug=slug, item_id=item.id) + "#people", 303)


@stage("agenda")
def progress(event: Event) -> Progress:
    """Say how far the agenda is."""
    items = queries.items_of(event)
    here = url_for("agenda.index", slug=event.slug)
    if not items:
        step = NextStep(
            _("Write the agenda"), url_for("agenda.new", slug=event.slug), days_before=42
        )
        return Progress(StageState.NONE, here, next=[step])
    wrong = [
        NextStep(
            f"{format_time(remark.item.starts)} {_title(remark.item, event)} "
            f"{REMARKS[remark.code]}",
            url_for("agenda.edit", slug=event.slug, item_id=remark.item.id),
        )
        for remark in queries.remarks_on(event, items)
    ]
    empty = [day for day in queries.by_day(event, items) if not day.items]
    steps = [
        NextStep(
            _("Write the agenda of %(day)s", day=agenda_day(day.date, current())),
            url_for("agenda.new", slug=event.slug, day=day.date.isoformat()),
            days_before=42,
        )
        for day in empty
    ]
    if wrong or empty:
        return Progress(StageState.WORK, here, str(len(items)), next=steps, wrong=wrong)
    return Progress(StageState.DONE, here, str(len(items)))


@public_section(order=20)
def public_agenda(event: Event, language: str) -> dict[str, Any] | None:
    """Show the agenda on the public page where the organiser switched it on."""
    if not event.public_agenda:
        return None
    items = queries.items_of(event)
    if not items:
        return None
    return {"template": "agenda/public.html", "days": _days(event, items)}
