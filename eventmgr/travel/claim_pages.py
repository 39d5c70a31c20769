"""Claims for travel costs, for those who pay (finance)."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.events.closing import today
from eventmgr.events.handing_out import hand_out
from eventmgr.events.models import Event
from eventmgr.forms import Form
from eventmgr.i18n.dates import short_date
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.travel import money_actions, queries
from eventmgr.travel.allowances import from_cents, read_amount
from eventmgr.travel.blueprint import bp
from eventmgr.travel.models import Claim, ClaimState
from eventmgr.travel.money_actions import ClaimError
from eventmgr.travel.money_forms import claim_data, claim_form
from eventmgr.travel.money_pages import money, person_of, settings_in_use
from eventmgr.travel.payment_list import claims_paper
from eventmgr.travel.words import CLAIMS

PATH = "/events/<slug>/travel/claims"


@bp.get(f"{PATH}/")
@needs(Need.FINANCE)
def claims(slug: str) -> str:
    """Show the claims and where each stands."""
    settings_in_use()
    return render_template(
        "travel/claims.html",
        rows=[_claim_row(claim) for claim in queries.claims_of(g.event)],
        languages=g.event.document_languages,
    )


def _claim_row(claim: Claim) -> dict[str, Any]:
    approved = claim.approved_cents
    return {
        "id": claim.id,
        "name": queries.screen_name(claim.registration, current()),
        "route": claim.route,
        "missing": [
            words
            for there, words in (
                (claim.tickets, _("tickets")),
                (claim.boarding_passes, _("boarding passes")),
                (claim.receipts, _("receipts")),
            )
            if not there
        ],
        "claimed": money(from_cents(claim.claimed_cents), claim.currency),
        "approved": money(from_cents(approved), claim.currency) if approved is not None else "",
        "paid_on": short_date(claim.paid_on, current()) if claim.paid_on else "",
        "state": CLAIMS[claim.state],
        "sign": {
            ClaimState.RECEIVED: "attention",
            ClaimState.APPROVED: "work",
            ClaimState.REFUSED: "bad",
            ClaimState.PAID: "done",
        }[claim.state],
    }


@bp.route(f"{PATH}/new", methods=["GET", "POST"])
@needs(Need.FINANCE)
def new_claim(slug: str) -> Any:
    """Enter a claim as it came in."""
    settings = settings_in_use()
    people = [(str(one.person.id), one.name) for one in queries.travellers(g.event, current())]
    form = claim_form([("", _("choose")), *people], data={"currency": settings.currency})
    if form.validate_on_submit():
        number = number_in(form.person.data or "")
        if number is None:
            form.add_error("person", _("Please choose one."))
        else:
            money_actions.add_claim(person_of(number), form.values(), actor=current_user)
            commit()
            flash(_("The claim is entered."), "good")
            return redirect(url_for(".claims", slug=slug), 303)
    page = render_template("travel/claim.html", form=form, claim=None, row=None)
    return page, 422 if form.is_submitted() else 200


def _claim(claim_id: int) -> Claim:
    claim = queries.claim_of(g.event, claim_id)
    if claim is None:
        abort(404)
    return claim


@bp.route(f"{PATH}/<int:claim_id>", methods=["GET", "POST"])
@needs(Need.FINANCE)
def claim(slug: str, claim_id: int) -> Any:
    """Show a claim; change it while nothing is decided."""
    settings_in_use()
    found = _claim(claim_id)
    form = claim_form([], data=claim_data(found))
    if form.validate_on_submit():
        try:
            money_actions.edit_claim(
                g.event, found, form.values(), version=form.seen_version, actor=current_user
            )
            commit()
        except Conflict:
            db.session.rollback()
            theirs = _claim(claim_id)
            return conflict_page(
                form,
                claim_form([], formdata=None, data=claim_data(theirs)),
                version=theirs.version,
                back=url_for(".claim", slug=slug, claim_id=claim_id),
                layout="layouts/event.html",
            )
        except ClaimError as error:
            db.session.rollback()
            flash(str(error.message), "bad")
            return redirect(url_for(".claim", slug=slug, claim_id=claim_id), 303)
        flash(_("The claim is saved."), "good")
        return redirect(url_for(".claims", slug=slug), 303)
    page = render_template(
        "travel/claim.html",
        form=form,
        claim=found,
        row=_claim_row(found),
        state=found.state.value,
        amount=str(from_cents(found.claimed_cents)),
        act=Form(),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post(f"{PATH}/<int:claim_id>/move")
@needs(Need.FINANCE)
def move_claim(slug: str, claim_id: int) -> Response:
    """Approve, refuse or pay a claim, or take that back."""
    found = _claim(claim_id)
    word = request.form.get("state", "")
    if not Form().validate_on_submit() or word not in set(ClaimState):
        abort(400)
    text = request.form.get("approved", "")[:20]
    approved = read_amount(text) if text.strip() else None
    if text.strip() and approved is None:
        flash(_("Please write an amount, for example 150 or 1.234,50."), "bad")
        return redirect(url_for(".claim", slug=slug, claim_id=claim_id), 303)
    try:
        money_actions.move_claim(
            g.event,
            found,
            ClaimState(word),
            version=number_in(request.form.get("version", "")) or 0,
            actor=current_user,
            on=today(g.event),
            approved=approved,
        )
        commit()
        flash(_("The claim is saved."), "good")
    except ClaimError as error:
        db.session.rollback()
        flash(str(error.message), "bad")
    except Conflict:
        db.session.rollback()
        flash(_("Somebody else has moved this claim on. Please look at it again."), "bad")
    return redirect(url_for(".claim", slug=slug, claim_id=claim_id), 303)


@bp.get(f"{PATH}/list.<language>.pdf")
@needs(Need.FINANCE)
def claims_file(slug: str, language: str) -> Response:
    """Return the list of claims as PDF."""
    event: Event = g.event
    settings_in_use()
    if language not in event.document_languages:
        abort(404)
    return hand_out(
        lambda: claims_paper(event, language),
        language,
        name=f"{event.slug}-claims-{language}.pdf",
        back=url_for(".claims", slug=slug),
    )
