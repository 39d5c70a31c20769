"""The registry of organisations and institutions."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.audit.queries import last_change
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.directory import actions, queries
from eventmgr.directory.blueprint import bp
from eventmgr.directory.contacts import BRING_BACK, contacts_of
from eventmgr.directory.duplicates import Entry, Reason, look_alikes
from eventmgr.directory.forms import organisation_form
from eventmgr.directory.listing import Filters, list_organisations
from eventmgr.directory.merging import merges_of, survivor_of
from eventmgr.directory.models import Organisation, OrganisationContact, OrganisationKind
from eventmgr.directory.parents import ParentUnclear, find_parent
from eventmgr.directory.screen import ScreenNames, screen_names
from eventmgr.directory.words import CONTACT_PURPOSES, ORGANISATION_KINDS, REASONS
from eventmgr.forms import VersionedForm
from eventmgr.i18n.dates import short_datetime
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import list_name
from eventmgr.incoming import number_in
from eventmgr.language import current

# The choice in the filter for organisations of no delegation.
NONE = "none"


def filters_asked() -> Filters:
    """Return what the address of the page filters by."""
    kind = request.args.get("kind", "")
    delegation = request.args.get("delegation", "")
    return Filters(
        words=request.args.get("q", "").strip(),
        kind=OrganisationKind(kind) if kind in set(OrganisationKind) else None,
        designation_id=number_in(delegation),
        without_designation=delegation == NONE,
    )


@bp.get("/organisations")
@needs(Need.USE_DIRECTORY)
def organisations() -> str:
    """List the organisations, found by words, kind and delegation."""
    filters = filters_asked()
    kind = request.args.get("kind", "")
    delegation = request.args.get("delegation", "")
    names = screen_names(current())
    found = list_organisations(filters, names, page=request.args.get("page", 1, type=int))
    asked: dict[str, Any] = {
        "q": filters.words or None,
        "kind": kind or None,
        "delegation": delegation or None,
    }

    def url(number: int) -> str:
        return url_for("directory.organisations", page=number, **asked)

    return render_template(
        "directory/organisations.html",
        rows=[
            {
                "id": row.id,
                "name": names.organisation(row),
                "kind": ORGANISATION_KINDS[row.kind],
                "delegation": names.designation(row.designation),
                "email": row.email,
            }
            for row in found.rows
        ],
        total=found.total,
        page=found.page,
        pages=found.pages,
        url=url,
        asked=asked,
        words=filters.words,
        kind=kind,
        delegation=delegation,
        kinds=[(member.value, label) for member, label in ORGANISATION_KINDS.items()],
        delegations=[(NONE, _("of no delegation")), *queries.designation_choices(current())],
        filtered=bool(filters.words or kind or delegation),
    )


def _similar(form: VersionedForm, present: Organisation | None) -> list[tuple[int, Reason]]:
    """Return other organisations that may be the same, with the reason (DES-19)."""
    values = form.values()
    entry = Entry(
        present.id if present is not None else 0,
        values["designation_id"],
        tuple(values["names"].values()),
        tuple(values["former_names"]),
        values["acronym"],
    )
    return look_alikes(entry)


def _looks(found: list[tuple[int, Reason]], names: ScreenNames) -> list[tuple[int, str, Any]]:
    rows = queries.organisations_of([number for number, _reason in found])
    reasons = dict(found)
    return [(row.id, names.institution(row), REASONS[reasons[row.id]]) for row in rows]


def _edit_page(
    form: VersionedForm,
    organisation: Organisation | None,
    similar: list[tuple[int, Reason]],
    parents: list[Organisation],
) -> tuple[str, int]:
    names = screen_names(current())
    page = render_template(
        "directory/organisation.html",
        form=form,
        organisation=organisation,
        title=names.organisation(organisation) if organisation else _("Enter an organisation"),
        similar=_looks(similar, names),
        parents=[(row.id, names.institution(row)) for row in parents],
        **(_beside(organisation, names) if organisation else {}),
    )
    return page, 422 if form.is_submitted() else 200


def _beside(organisation: Organisation, names: ScreenNames) -> dict[str, Any]:
    """Return what stands below the form: contacts, parts, merged entries."""
    merges = merges_of(organisation)
    merged = {row.id: row for row in queries.any_organisations([m.merged_id for m in merges])}
    return {
        "contacts": [contact_shown(row) for row in contacts_of(organisation)],
        "removed": [
            contact_shown(row)
            for row in contacts_of(organisation, removed=True)
            if row.removed_at is not None
        ],
        "days": BRING_BACK.days,
        "parts": [(row.id, names.organisation(row)) for row in queries.parts_of(organisation)],
        "merges": [
            {
                "id": merge.id,
                "name": names.organisation(merged[merge.merged_id]),
                "when": short_datetime(merge.at, current()),
                "who": merge.actor_label,
            }
            for merge in merges
        ],
    }


def contact_shown(contact: OrganisationContact) -> dict[str, Any]:
    """Return a contact as pages show it."""
    name = (
        list_name(contact.given_name, contact.family_name, current(), titles=contact.honorific)
        if contact.family_name or contact.given_name
        else ""
    )
    return {
        "id": contact.id,
        "name": name,
        "post": text_in(contact.post, current(), ("en",)),
        "email": contact.email,
        "phone": contact.phone,
        "language": language_name(contact.language, current()) if contact.language else "",
        "purposes": [
            str(label)
            for purpose, label in CONTACT_PURPOSES.items()
            if purpose.value in contact.purposes
        ],
    }


def _warn_of(form: VersionedForm) -> None:
    form.add_error(
        "different",
        _("The directory has an organisation that looks the same. Please look at it first."),
    )


def _parent(form: VersionedForm, own: Organisation | None) -> tuple[int | None, list[Organisation]]:
    """Return (number of the parent, choices where it is not clear which one is meant)."""
    values = form.values()
    try:
        found = find_parent(
            form.parent.data or "",
            own=own,
            designation_id=values["designation_id"],
            chosen=number_in(request.form.get("parent_id", "")),
            language=current(),
        )
    except ParentUnclear as error:
        form.add_error("parent", error.message)
        return None, error.choices
    return (found.id if found else None), []


@bp.route("/organisations/new", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def new_organisation() -> Response | tuple[str, int]:
    """Enter an organisation; one that looks the same is shown first."""
    form = organisation_form(None, queries.designation_choices(current()))
    similar: list[tuple[int, Reason]] = []
    choices: list[Organisation] = []
    if form.validate_on_submit():
        parent_id, choices = _parent(form, None)
        similar = _similar(form, None)
        if similar and not form.different.data:
            _warn_of(form)
        elif not form.parent.errors:
            row = actions.create_organisation(
                **form.values(), parent_id=parent_id, actor=current_user
            )
            db.session.flush()
            number = row.id
            commit()
            flash(_("The organisation is in the directory."), "good")
            return redirect(url_for("directory.edit_organisation", number=number), 303)
    return _edit_page(form, None, similar, choices)


@bp.route("/organisations/<int:number>", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def edit_organisation(number: int) -> Response | tuple[str, int]:
    """Change an organisation's entry; every later paper takes the new spelling."""
    organisation = db.session.get(Organisation, number)
    if organisation is None:
        abort(404)
    if organisation.merged_into_id is not None:
        stands_for = survivor_of(organisation).id
        return redirect(url_for("directory.edit_organisation", number=stands_for), 303)
    delegations = queries.designation_choices(current())
    names = screen_names(current())
    if organisation.designation is not None:
        chosen = str(organisation.designation_id)
        if chosen not in dict(delegations):
            delegations.append((chosen, names.designation(organisation.designation)))
    above = queries.any_organisations([organisation.parent_id]) if organisation.parent_id else []
    parent = names.institution(above[0]) if above else ""
    form = organisation_form(organisation, delegations, parent=parent)
    similar: list[tuple[int, Reason]] = []
    choices: list[Organisation] = []
    if form.validate_on_submit():
        if form.parent.data == parent:
            parent_id = organisation.parent_id
        else:
            parent_id, choices = _parent(form, organisation)
        similar = _similar(form, organisation)
        if similar and not form.different.data:
            _warn_of(form)
        if form.errors:
            return _edit_page(form, organisation, similar, choices)
        try:
            actions.change_organisation(
                organisation,
                form.values() | {"parent_id": parent_id},
                version=form.seen_version,
                actor=current_user,
            )
        except Conflict:
            change = last_change(organisation)
            return conflict_page(
                form,
                organisation_form(organisation, delegations, parent=parent, formdata=None),
                version=organisation.version,
                back=url_for("directory.edit_organisation", number=number),
                layout="layouts/site.html",
                who=change.actor_label if change else "",
                when=short_datetime(change.at, current()) if change else "",
            )
        commit()
        flash(_("The organisation is saved."), "good")
        return redirect(url_for("directory.organisations"), 303)
    return _edit_page(form, organisation, similar, choices)
