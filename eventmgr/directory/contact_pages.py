"""Contact persons of an institution."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.directory import contacts
from eventmgr.directory.blueprint import bp
from eventmgr.directory.forms import contact_form
from eventmgr.directory.models import Organisation, OrganisationContact
from eventmgr.directory.screen import screen_names
from eventmgr.forms import Form
from eventmgr.language import current


def _organisation(number: int) -> Organisation:
    row = db.session.get(Organisation, number)
    if row is None or row.merged_into_id is not None:
        abort(404)
    return row


def _contact(number: int, contact_id: int) -> OrganisationContact:
    contact = db.session.get(OrganisationContact, contact_id)
    if contact is None or contact.organisation_id != number:
        abort(404)
    return contact


def _back(number: int) -> Response:
    return redirect(url_for("directory.edit_organisation", number=number, _anchor="contacts"), 303)


def _page(form: Any, organisation: Organisation, contact: OrganisationContact | None) -> Any:
    page = render_template(
        "directory/contact.html",
        form=form,
        organisation=organisation,
        contact=contact,
        institution=screen_names(current()).institution(organisation),
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/organisations/<int:number>/contacts/new", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def new_contact(number: int) -> Any:
    """Enter a contact person."""
    organisation = _organisation(number)
    form = contact_form(None, current())
    if not form.validate_on_submit():
        return _page(form, organisation, None)
    contacts.add_contact(organisation, form.values(), actor=current_user)
    commit()
    flash(_("The contact is in the directory."), "good")
    return _back(number)


@bp.route("/organisations/<int:number>/contacts/<int:contact_id>", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def edit_contact(number: int, contact_id: int) -> Any:
    """Change a contact person."""
    organisation = _organisation(number)
    contact = _contact(number, contact_id)
    if contact.removed_at is not None:
        abort(404)
    form = contact_form(contact, current())
    if not form.validate_on_submit():
        return _page(form, organisation, contact)
    try:
        contacts.change_contact(
            contact, form.values(), version=form.seen_version, actor=current_user
        )
    except Conflict:
        return conflict_page(
            form,
            contact_form(contact, current(), formdata=None),
            version=contact.version,
            back=url_for("directory.edit_contact", number=number, contact_id=contact_id),
            layout="layouts/site.html",
        )
    commit()
    flash(_("The contact is saved."), "good")
    return _back(number)


@bp.post("/organisations/<int:number>/contacts/<int:contact_id>/<any(remove,restore):what>")
@needs(Need.USE_DIRECTORY)
def act_on_contact(number: int, contact_id: int, what: str) -> Response:
    """Take a contact out, or bring it back."""
    contact = _contact(number, contact_id)
    if not Form().validate_on_submit():
        abort(400)
    if what == "remove":
        contacts.remove_contact(contact, actor=current_user)
        message = _("The contact is taken out. For a day it can be brought back below.")
    else:
        contacts.restore_contact(contact, actor=current_user)
        message = _("The contact is back.")
    commit()
    flash(message, "good")
    return _back(number)
