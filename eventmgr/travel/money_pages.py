"""Daily allowances and claims, for those who pay (finance)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.events.closing import today
from eventmgr.events.handing_out import hand_out
from eventmgr.events.models import Event
from eventmgr.forms import Form, VersionedForm
from eventmgr.i18n.dates import short_date
from eventmgr.i18n.numbers import format_money
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.registration.models import Registration
from eventmgr.registration.queries import registration_of
from eventmgr.travel import money_actions, queries
from eventmgr.travel.allowances import from_cents
from eventmgr.travel.blueprint import bp
from eventmgr.travel.models import TravelSettings
from eventmgr.travel.money_forms import (
    PROVIDED,
    RatesForm,
    only_different,
    rates_data,
    ticked,
)
from eventmgr.travel.payment_list import payment_paper
from eventmgr.travel.words import PARTS

PATH = "/events/<slug>/travel/allowances"


def settings_in_use() -> TravelSettings:
    """Return the event's settings of travel; there is no page where travel is off."""
    settings = queries.settings_of(g.event)
    if settings is None or not settings.used:
        abort(404)
    return settings


def money(amount: Any, currency: str) -> str:
    """Return an amount as the reader's screen shows it."""
    return format_money(amount, currency, current())


def _grid(nights: list[date], provided: dict[str, list[str]]) -> dict[str, Any]:
    """Return the table of nights and parts for the page."""
    return {
        "parts": [(part, _(PARTS[part])) for part in PROVIDED],
        "nights": [
            (night.isoformat(), short_date(night, current()), provided.get(night.isoformat(), []))
            for night in nights
        ],
    }


@bp.route(f"{PATH}/", methods=["GET", "POST"])
@needs(Need.FINANCE)
def allowances(slug: str) -> Any:
    """Show what each person is paid by the day; change the rate and what is provided."""
    event: Event = g.event
    settings = settings_in_use()
    nights = queries.event_nights(event)
    form = RatesForm(data=rates_data(settings))
    if form.validate_on_submit():
        try:
            money_actions.save_rates(
                event, form.values(nights), version=form.seen_version, actor=current_user
            )
            commit()
        except Conflict:
            db.session.rollback()
            theirs = settings_in_use()
            return conflict_page(
                form,
                RatesForm(formdata=None, data=rates_data(theirs)),
                version=theirs.version,
                back=url_for(".allowances", slug=slug),
                layout="layouts/event.html",
            )
        flash(_("The rates are saved."), "good")
        return redirect(url_for(".allowances", slug=slug), 303)
    shown = ticked(nights) if form.is_submitted() else dict(settings.provided)
    paid = queries.payments(event, settings, current())
    page = render_template(
        "travel/allowances.html",
        form=form,
        grid=_grid(nights, shown),
        rows=[_paid_row(one, settings) for one in paid],
        total=money(sum(one.amount for one in paid), settings.currency),
        due=sum(bool(one.amount) for one in paid),
        languages=event.document_languages,
        act=Form(),
    )
    return page, 422 if form.is_submitted() else 200


def _paid_row(one: queries.Paid, settings: TravelSettings) -> dict[str, Any]:
    row = one.allowance
    paid = row is not None and row.paid_cents is not None
    return {
        "id": one.person.id,
        "name": one.name,
        "nights": len(one.nights),
        "amount": money(one.amount, settings.currency) if one.nights else "",
        "own": bool(row and row.provided),
        "paid": paid,
        "paid_words": _(
            "%(amount)s on %(day)s",
            amount=money(from_cents(row.paid_cents or 0), row.paid_currency),
            day=short_date(row.paid_on, current()),
        )
        if paid and row is not None and row.paid_on is not None
        else "",
        "differs": one.differs,
    }


def person_of(registration_id: int) -> Registration:
    """Return somebody of this event, never of another."""
    person = registration_of(g.event, registration_id)
    if person is None:
        abort(404)
    return person


@bp.route(f"{PATH}/<int:registration_id>", methods=["GET", "POST"])
@needs(Need.FINANCE)
def allowance(slug: str, registration_id: int) -> Any:
    """Show one person's nights with their amounts; change what is provided to this person."""
    settings = settings_in_use()
    person = person_of(registration_id)
    row = queries.allowance_of(person)
    traveller = queries.Traveller(
        person, queries.screen_name(person, current()), queries.journey_of(person)
    )
    paid = queries.paid_of(traveller, settings, row)
    nights = [night for night, _provided, _amount in paid.nights]
    form = VersionedForm(data={"version": row.version})
    if form.validate_on_submit():
        mine = only_different(ticked(nights), settings.provided)
        try:
            money_actions.save_provided(person, mine, version=form.seen_version, actor=current_user)
            commit()
        except Conflict:
            db.session.rollback()
            flash(
                _("Somebody changed this in the meantime. Please look at it and tick again."), "bad"
            )
            return redirect(url_for(".allowance", slug=slug, registration_id=registration_id), 303)
        flash(_("What is provided to this person is saved."), "good")
        return redirect(url_for(".allowances", slug=slug), 303)
    return render_template(
        "travel/allowance.html",
        form=form,
        name=traveller.name,
        grid=_grid(nights, {night.isoformat(): list(parts) for night, parts, _ in paid.nights}),
        amounts={
            night.isoformat(): money(amount, settings.currency)
            for night, _provided, amount in paid.nights
        },
        total=money(paid.amount, settings.currency),
    )


@bp.post(f"{PATH}/paid")
@needs(Need.FINANCE)
def pay(slug: str) -> Response:
    """Note the allowances of those ticked as paid today, or take that back for one."""
    if not Form().validate_on_submit():
        abort(400)
    settings = settings_in_use()
    back = number_in(request.form.get("take_back", ""))
    if back is not None:
        if money_actions.take_back_payment(person_of(back), actor=current_user):
            commit()
            flash(_("The payment is taken back."), "good")
        return redirect(url_for(".allowances", slug=slug), 303)
    chosen = {number_in(text) for text in request.form.getlist("person")}
    count = 0
    for one in queries.payments(g.event, settings, current()):
        if one.person.id in chosen and one.amount:
            count += money_actions.pay_allowance(
                one.person,
                one.amount,
                settings.currency,
                on=today(g.event),
                actor=current_user,
            )
    commit()
    flash(
        ngettext("%(num)s payment is noted.", "%(num)s payments are noted.", count),
        "good" if count else "attention",
    )
    return redirect(url_for(".allowances", slug=slug), 303)


@bp.get(f"{PATH}/payment-list.<language>.pdf")
@needs(Need.FINANCE)
def payment_file(slug: str, language: str) -> Response:
    """Return the payment list with its signature column as PDF."""
    event: Event = g.event
    settings = settings_in_use()
    if language not in event.document_languages:
        abort(404)
    return hand_out(
        lambda: payment_paper(event, settings, language),
        language,
        name=f"{event.slug}-payment-list-{language}.pdf",
        back=url_for(".allowances", slug=slug),
    )
