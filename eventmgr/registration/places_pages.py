"""The organiser's page of places and rules: open registration, waiting list, lock date, limits."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from wtforms import BooleanField

from eventmgr.accounts.access import Need, may, needs
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.directory.queries import designation_choices
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.forms import FieldError, VersionedForm, date_field, integer_field
from eventmgr.i18n.dates import short_date
from eventmgr.i18n.names import list_name
from eventmgr.language import current
from eventmgr.mail.messages import address_of
from eventmgr.registration import place_rules, queries
from eventmgr.registration.mails import offer_ends
from eventmgr.registration.models import RegistrationState
from eventmgr.registration.words import STATES

bp = Blueprint("places", __name__, url_prefix="/events/<slug>/participants/places")


def _form(event: Event, shown_in: str, **options: Any) -> Any:
    """Return the form with one field for the places of each delegation."""
    delegations = designation_choices(shown_in, event_id=event.id, on=event.start)

    class RulesForm(VersionedForm):
        open_registration = BooleanField(_l("Anybody may register on the public form"))
        waiting_list = BooleanField(_l("Who finds no place may join a waiting list"))
        offer_hours = integer_field(
            _l("Hours for which a freed place is offered"), least=1, most=720, required=True
        )
        changes_until = date_field(_l("Last day to change or cancel by link"))

        def validate_changes_until(self, field: Any) -> None:
            if isinstance(field.data, date) and field.data > event.end:
                raise FieldError(
                    _(
                        "This is after the event, which ends on %(date)s. Please choose an "
                        "earlier day.",
                        date=short_date(event.end, shown_in),
                    )
                )

        def values(self) -> dict[str, Any]:
            return {
                "open_registration": bool(self.open_registration.data),
                "waiting_list": bool(self.waiting_list.data),
                "offer_hours": self.offer_hours.data,
                "changes_until": self.changes_until.data,
            }

        def limit_fields(self) -> list[Any]:
            return [self[f"limit_{number}"] for number, _name in delegations]

        def limits(self) -> dict[int, int | None]:
            return {int(number): self[f"limit_{number}"].data for number, _name in delegations}

    for number, name in delegations:
        setattr(RulesForm, f"limit_{number}", integer_field(name, least=1, most=100_000))
    stored = {f"limit_{k}": value for k, value in place_rules.capacities(event).items()}
    return RulesForm(
        data={
            "version": event.version,
            "open_registration": event.open_registration,
            "waiting_list": event.waiting_list,
            "offer_hours": event.offer_hours,
            "changes_until": event.changes_until,
            **stored,
        },
        **options,
    )


@bp.get("/waiting")
@needs(Need.SEE_PEOPLE)
def waiting_list(slug: str) -> str:
    """Show who waits for a place, in the order in which places are offered."""
    event: Event = g.event
    names = screen_names_for(event, current())
    rows = []
    for person in queries.waiting(event):
        hidden = person.protected and not may(Need.MANAGE_PEOPLE)
        rows.append(
            {
                "id": person.id,
                "name": _("Representative")
                if hidden
                else list_name(person.given_name, person.family_name, current()),
                "institution": names.organisation(person.organisation),
                "state": person.state,
                "word": STATES[person.state],
                "until": offer_ends(event, person.offer_until, current())
                if person.state is RegistrationState.OFFERED and person.offer_until
                else "",
            }
        )
    return render_template("registration/waiting.html", rows=rows, S=RegistrationState)


@bp.route("/", methods=["GET", "POST"])
@needs(Need.SET_UP)
def index(slug: str) -> Any:
    """Show and change who may register and how many of each delegation."""
    event: Event = g.event
    form = _form(event, current())
    if form.validate_on_submit():
        try:
            place_rules.change_rules(
                event,
                form.values(),
                form.limits(),
                version=form.seen_version,
                actor=current_user,
            )
            commit()
        except Conflict as conflict:
            answer = conflict_page(
                form,
                _form(conflict.current, current(), formdata=None),
                version=conflict.current.version,
                back=url_for(".index", slug=slug),
                layout="layouts/event.html",
            )
            db.session.rollback()
            return answer
        flash(_("The settings are saved."), "good")
        return redirect(url_for(".index", slug=slug), 303)
    page = render_template(
        "registration/places.html",
        form=form,
        address=address_of(url_for("registration.register_openly", slug=slug))
        if event.open_registration
        else "",
    )
    return page, 422 if form.errors else 200
