"""The registry of organisations and institutions."""

from __future__ import annotations

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
from eventmgr.directory.forms import organisation_form
from eventmgr.directory.models import Organisation, OrganisationKind
from eventmgr.directory.screen import screen_names
from eventmgr.directory.words import ORGANISATION_KINDS
from eventmgr.forms import VersionedForm
from eventmgr.i18n.dates import short_datetime
from eventmgr.incoming import number_in
from eventmgr.language import current

PAGE = 50
# The choice in the filter for organisations of no delegation.
NONE = "none"


@bp.get("/organisations")
@needs(Need.USE_DIRECTORY)
def organisations() -> str:
    """List the organisations, found by words, kind and delegation."""
    words = request.args.get("q", "").strip()
    kind = request.args.get("kind", "")
    delegation = request.args.get("delegation", "")
    names = screen_names(current())
    found = queries.search_organisations(
        words,
        kind=OrganisationKind(kind) if kind in set(OrganisationKind) else None,
        designation_id=number_in(delegation),
        without_designation=delegation == NONE,
    )
    found.sort(key=names.organisation_order)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]

    def url(number: int) -> str:
        return url_for(
            "directory.organisations",
            q=words or None,
            kind=kind or None,
            delegation=delegation or None,
            page=number,
        )

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
            for row in shown
        ],
        total=len(found),
        page=page,
        pages=pages,
        url=url,
        words=words,
        kind=kind,
        delegation=delegation,
        kinds=[(member.value, label) for member, label in ORGANISATION_KINDS.items()],
        delegations=[(NONE, _("of no delegation")), *queries.designation_choices(current())],
        filtered=bool(words or kind or delegation),
    )


def _similar(form: VersionedForm, present: Organisation | None) -> list[Organisation]:
    """Return other organisations that may be the same (DES-19)."""
    values = form.values()
    among = queries.search_organisations()
    found: dict[int, Organisation] = {}
    for name in [*values["names"].values(), *values["former_names"]]:
        for match in queries.match_organisation(name, among=among, acronym=values["acronym"]):
            row = match.organisation
            # Every capital has a Ministry of Interior: the same name elsewhere is another body.
            if row.designation_id == values["designation_id"] and row is not present:
                found[row.id] = row
    return list(found.values())


def _edit_page(
    form: VersionedForm, organisation: Organisation | None, similar: list[Organisation]
) -> tuple[str, int]:
    names = screen_names(current())
    page = render_template(
        "directory/organisation.html",
        form=form,
        organisation=organisation,
        title=names.organisation(organisation) if organisation else _("Enter an organisation"),
        similar=[(row.id, names.institution(row)) for row in similar],
    )
    return page, 422 if form.is_submitted() else 200


def _warn_of(form: VersionedForm) -> None:
    form.add_error(
        "different",
        _("The directory has an organisation that looks the same. Please look at it first."),
    )


@bp.route("/organisations/new", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def new_organisation() -> Response | tuple[str, int]:
    """Enter an organisation; one that looks the same is shown first."""
    form = organisation_form(None, queries.designation_choices(current()))
    similar: list[Organisation] = []
    if form.validate_on_submit():
        similar = _similar(form, None)
        if not similar or form.different.data:
            actions.create_organisation(**form.values(), actor=current_user)
            commit()
            flash(_("The organisation is in the directory."), "good")
            return redirect(url_for("directory.organisations"), 303)
        _warn_of(form)
    return _edit_page(form, None, similar)


@bp.route("/organisations/<int:number>", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def edit_organisation(number: int) -> Response | tuple[str, int]:
    """Change an organisation's entry; every later paper takes the new spelling."""
    organisation = db.session.get(Organisation, number)
    if organisation is None:
        abort(404)
    delegations = queries.designation_choices(current())
    if organisation.designation is not None:
        chosen = str(organisation.designation_id)
        if chosen not in dict(delegations):
            names = screen_names(current())
            delegations.append((chosen, names.designation(organisation.designation)))
    form = organisation_form(organisation, delegations)
    similar: list[Organisation] = []
    if form.validate_on_submit():
        similar = _similar(form, organisation)
        if similar and not form.different.data:
            _warn_of(form)
            return _edit_page(form, organisation, similar)
        try:
            actions.change_organisation(
                organisation, form.values(), version=form.seen_version, actor=current_user
            )
        except Conflict:
            change = last_change(organisation)
            return conflict_page(
                form,
                organisation_form(organisation, delegations, formdata=None),
                version=organisation.version,
                back=url_for("directory.edit_organisation", number=number),
                layout="layouts/site.html",
                who=change.actor_label if change else "",
                when=short_datetime(change.at, current()) if change else "",
            )
        commit()
        flash(_("The organisation is saved."), "good")
        return redirect(url_for("directory.organisations"), 303)
    return _edit_page(form, organisation, similar)
