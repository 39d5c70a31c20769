"""The links of the floor: for the screens, for the room, for single institutions."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db
from eventmgr.directory.models import Organisation
from eventmgr.drafting.models import StructuredText
from eventmgr.events.naming import screen_names_for
from eventmgr.floor import actions, links, queries
from eventmgr.floor.blueprint import bp
from eventmgr.floor.forms import link_form
from eventmgr.floor.models import FloorLink, LinkPurpose
from eventmgr.floor.pages.chair import PATH, the_text
from eventmgr.floor.parties import parties_of
from eventmgr.i18n.dates import short_datetime
from eventmgr.language import current


def _link(text: StructuredText, link_id: int) -> FloorLink:
    link = db.session.get(FloorLink, link_id)
    if link is None or link.text_id != text.id:
        abort(404)
    return link


def _form() -> Any:
    return link_form(
        [(str(party.organisation_id), party.name) for party in parties_of(g.event, current())]
    )


def _page(text: StructuredText, form: Any, status: int = 200) -> Any:
    names = screen_names_for(g.event, current())
    rows: list[dict[str, Any]] = [
        {
            "link": link,
            "token": links.token_of(link.nonce),
            "address": links.address(link),
            "name": names.organisation(link.organisation) if link.organisation else "",
            "until": short_datetime(link.expires_at, current()),
        }
        for link in links.live(text)
    ]
    return render_template(
        "floor/links.html",
        text=text,
        floor=queries.find_floor(text),
        rooms=[row for row in rows if row["link"].purpose is LinkPurpose.DELEGATIONS],
        screens=[row for row in rows if row["link"].purpose is LinkPurpose.SCREEN],
        form=form,
    ), status


@bp.route(f"{PATH}/links", methods=["GET"])
@needs(Need.DRAFT)
def show_links(slug: str) -> Any:
    """Show the links with their codes, to project or to print."""
    return _page(the_text(), _form())


@bp.post(f"{PATH}/links")
@needs(Need.DRAFT)
def add_link(slug: str) -> Any:
    """Make a link for everybody in the room, or for one institution."""
    text = the_text()
    form = _form()
    if not form.validate_on_submit():
        return _page(text, form, 422)
    organisation = None
    if form.organisation.data:
        organisation = db.session.get(Organisation, int(form.organisation.data))
    actions.add_link(g.event, text, actor=current_user, organisation=organisation)
    commit()
    flash(_("The link is ready."), "good")
    return redirect(url_for(".show_links", slug=slug), 303)


@bp.post(f"{PATH}/links/<int:link_id>/revoke")
@needs(Need.DRAFT)
def revoke_link(slug: str, link_id: int) -> Any:
    """Withdraw a link."""
    text = the_text()
    link = _link(text, link_id)
    screen = link.purpose is LinkPurpose.SCREEN
    actions.revoke_link(text, link, actor=current_user)
    commit()
    flash(
        _("The screens need the new address now.") if screen else _("The link is withdrawn."),
        "good",
    )
    return redirect(url_for(".show_links", slug=slug), 303)


@bp.post(f"{PATH}/links/show")
@needs(Need.DRAFT)
def show_code(slug: str) -> Any:
    """Show the code for the room on the screen, or take it away."""
    text = the_text()
    shown = request.form.get("shown") == "1"
    if shown and not any(
        link.purpose is LinkPurpose.DELEGATIONS and link.organisation_id is None
        for link in links.live(text)
    ):
        actions.add_link(g.event, text, actor=current_user)
    actions.show_link(text, shown, actor=current_user)
    commit()
    return redirect(url_for(".chair", slug=slug, p=request.form.get("p") or None), 303)
