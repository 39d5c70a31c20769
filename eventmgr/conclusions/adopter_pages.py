"""The list of those who adopt and those who observe, and the days on which they do not work."""

from __future__ import annotations

from typing import Any

from flask import abort, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_security import current_user
from sqlalchemy import select

from eventmgr.accounts.access import Need, needs
from eventmgr.audit.actions import record
from eventmgr.conclusions import adopters, working_days
from eventmgr.conclusions.blueprint import PATH, bp
from eventmgr.conclusions.models import Adopter, AdoptionRules, Holiday, Part
from eventmgr.database import commit, db, lock, now
from eventmgr.directory.models import Organisation
from eventmgr.directory.queries import designation_choices, organisation_choices
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.desk import done, the_text
from eventmgr.drafting.editor import is_frozen
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.forms import (
    EmailAddress,
    Form,
    Required,
    date_field,
    integer_field,
    select_field,
    text_field,
)
from eventmgr.i18n.dates import short_date
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, language
from eventmgr.language import current

PARTS = [
    (Part.ADOPTING.value, _l("adopts: its word counts")),
    (Part.OBSERVER.value, _l("observes: may comment")),
]
PART_WORDS = {Part.ADOPTING: _l("adopts"), Part.OBSERVER: _l("observes")}


def _languages() -> list[tuple[str, str]]:
    return [(code, language(code).label) for code in INTERFACE_LANGUAGES]


class _PersonForm(Form):
    part = select_field(_l("Part"), PARTS, default=Part.ADOPTING.value)
    head = text_field(_l("Head of delegation"), most=200)
    email = text_field(_l("E-mail address"), most=255, validators=[EmailAddress()])

    def values(self) -> dict[str, Any]:
        """Return the columns to set."""
        return {
            "part": Part(self.part.data),
            "head": self.head.data or "",
            "email": (self.email.data or "").lower(),
            "language": self["language"].data,
        }


def _add_form(event: Event) -> Any:
    choices = organisation_choices(current(), event_id=event.id, on=event.start)

    class AddForm(_PersonForm):
        organisation_id = select_field(
            _l("Institution"),
            [("", _l("choose from the directory")), *choices],
            default="",
            validators=[Required(_l("Please choose an institution."))],
        )
        language = select_field(_l("Language of messages"), _languages())

    return AddForm()


def _edit_form(row: Adopter) -> Any:
    class EditForm(_PersonForm):
        language = select_field(_l("Language of messages"), _languages())

    return EditForm(part=row.part.value, head=row.head, email=row.email, language=row.language)


class RulesForm(Form):
    """The minimum of a silence."""

    working_days = integer_field(
        _l("Shortest silence, in working days"), least=0, most=60, required=True
    )


@bp.route(f"{PATH}/adopting", methods=["GET", "POST"])
@needs(Need.ADOPT)
def adopting(slug: str) -> Any:
    """Show who adopts and who observes; add one."""
    event: Event = g.event
    text = the_text()
    form = _add_form(event)
    if form.validate_on_submit():
        organisation = db.session.get(Organisation, int(form.organisation_id.data))
        if organisation is None:
            abort(404)
        try:
            adopters.add(text, organisation, actor=current_user, **form.values())
        except Refused as error:
            db.session.rollback()
            form.add_error("organisation_id", str(error.message))
        else:
            commit()
            done(_("The list is changed."))
            return redirect(url_for(".adopting", slug=slug), 303)
    names = screen_names_for(event, current())
    rows = adopters.listed(text)
    rows.sort(key=lambda row: (row.part is not Part.ADOPTING, names.institution(row.organisation)))
    page = render_template(
        "conclusions/adopting.html",
        form=form,
        rows=[(row, names.institution(row.organisation), PART_WORDS[row.part]) for row in rows],
        adopting=sum(row.part is Part.ADOPTING for row in rows),
        frozen=is_frozen(text),
        rules=RulesForm(formdata=None, working_days=working_days.minimum_days(event)),
        language_row=language,
    )
    return page, 422 if form.is_submitted() else 200


@bp.post(f"{PATH}/adopting/from-invitations")
@needs(Need.ADOPT)
def adopting_from_invitations(slug: str) -> Any:
    """Take over the invited institutions."""
    count = adopters.from_invitations(g.event, the_text(), actor=current_user)
    commit()
    done(
        ngettext("%(num)s institution was added.", "%(num)s institutions were added.", count)
        if count
        else _("Every invited institution is on the list already.")
    )
    return redirect(url_for(".adopting", slug=slug), 303)


def _row(number: int) -> Adopter:
    row = adopters.find(the_text(), number)
    if row is None:
        abort(404)
    return row


@bp.route(f"{PATH}/adopting/<int:number>", methods=["GET", "POST"])
@needs(Need.ADOPT)
def adopter(slug: str, number: int) -> Any:
    """Change the entry of one delegation."""
    row = _row(number)
    form = _edit_form(row)
    if form.validate_on_submit():
        try:
            adopters.change(the_text(), row, form.values(), actor=current_user)
        except Refused as error:
            db.session.rollback()
            form.add_error("part", str(error.message))
        else:
            commit()
            done(_("The list is changed."))
            return redirect(url_for(".adopting", slug=slug), 303)
    names = screen_names_for(g.event, current())
    page = render_template(
        "conclusions/adopter.html", form=form, row=row, name=names.institution(row.organisation)
    )
    return page, 422 if form.is_submitted() else 200


@bp.post(f"{PATH}/adopting/<int:number>/remove")
@needs(Need.ADOPT)
def remove_adopter(slug: str, number: int) -> Any:
    """Take a delegation off the list."""
    adopters.remove(the_text(), _row(number), actor=current_user)
    commit()
    done(_("The delegation is no longer on the list. It can be added again."))
    return redirect(url_for(".adopting", slug=slug), 303)


@bp.post(f"{PATH}/adopting/rules")
@needs(Need.ADOPT)
def adoption_rules(slug: str) -> Any:
    """Set the shortest silence of this event."""
    event: Event = g.event
    form = RulesForm()
    if not form.validate():
        raise Refused(_("Please give the shortest silence as a number of working days, 0 to 60."))
    lock(event)
    row = db.session.scalar(select(AdoptionRules).where(AdoptionRules.event_id == event.id))
    if row is None:
        row = AdoptionRules(event_id=event.id)
        db.session.add(row)
        db.session.flush()
    before, row.working_days = row.working_days, form.working_days.data or 0
    record(
        "change silence rules",
        row,
        actor=current_user,
        event_id=event.id,
        changes={"working_days": [before, row.working_days]},
    )
    commit()
    done(_("The shortest silence is changed."))
    return redirect(url_for(".adopting", slug=slug), 303)


# --- holidays -----------------------------------------------------------------------------------


def _holiday_form() -> Any:
    choices = designation_choices(current())

    class HolidayForm(Form):
        day = date_field(_l("Day"), required=True)
        designation_id = select_field(
            _l("Who does not work"), [("", _l("everybody")), *choices], default=""
        )
        name = text_field(_l("Name of the holiday"), most=200)

    return HolidayForm()


@bp.route("/directory/holidays", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def holidays() -> Any:
    """Show the days on which delegations do not work, and add one."""
    form = _holiday_form()
    if form.validate_on_submit():
        number = form.designation_id.data
        row = Holiday(
            day=form.day.data,
            designation_id=int(number) if number else None,
            name=form.name.data or "",
        )
        db.session.add(row)
        record("add holiday", row, actor=current_user, label=form.day.data.isoformat())
        commit()
        done(_("The day is on the list."))
        return redirect(url_for("conclusions.holidays"), 303)
    from eventmgr.directory.screen import screen_names

    names = screen_names(current())
    since = now().date().replace(month=1, day=1)
    rows = db.session.scalars(
        select(Holiday).where(Holiday.day >= since).order_by(Holiday.day, Holiday.id)
    ).all()
    page = render_template(
        "conclusions/holidays.html",
        form=form,
        rows=[
            (
                row.id,
                short_date(row.day, current()),
                names.designation(row.designation) if row.designation else _("everybody"),
                row.name,
            )
            for row in rows
        ],
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/directory/holidays/<int:number>/remove")
@needs(Need.USE_DIRECTORY)
def remove_holiday(number: int) -> Any:
    """Take a day off the list."""
    row = db.session.get(Holiday, number)
    if row is None:
        abort(404)
    record("remove holiday", row, actor=current_user, label=row.day.isoformat())
    db.session.delete(row)
    commit()
    done(_("The day is no longer on the list."))
    return redirect(url_for("conclusions.holidays"), 303)
