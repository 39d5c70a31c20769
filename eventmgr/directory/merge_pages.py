"""Possible duplicates, and making two entries one."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db
from eventmgr.directory import merging
from eventmgr.directory.blueprint import bp
from eventmgr.directory.duplicates import possible_duplicates
from eventmgr.directory.models import Organisation, OrganisationMerge
from eventmgr.directory.queries import any_organisations
from eventmgr.directory.screen import ScreenNames, screen_names
from eventmgr.directory.words import (
    OBSTACLES,
    ORGANISATION_KINDS,
    OTHER_ENTRIES,
    REASONS,
    TABLES,
)
from eventmgr.forms import Form
from eventmgr.i18n.languages import language
from eventmgr.language import current

PAGE = 20


def _shown(row: Organisation, names: ScreenNames) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": names.organisation(row),
        "delegation": names.designation(row.designation),
        "kind": ORGANISATION_KINDS[row.kind],
        "names": [
            (language(code).label, language(code).bcp47, text) for code, text in row.names.items()
        ],
        "acronym": row.acronym,
        "former": row.former_names,
        "email": row.email,
        "address": row.address,
    }


def _obstacles(error: list[merging.Reason]) -> list[tuple[Any, Any]]:
    found = dict.fromkeys(error)
    return [(OBSTACLES[one.kind], TABLES.get(one.table, "") if one.table else "") for one in found]


@bp.get("/duplicates")
@needs(Need.USE_DIRECTORY)
def duplicates() -> str:
    """Show entries that may be the same institution, and why."""
    pairs = possible_duplicates()
    pages = max(1, -(-len(pairs) // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    shown = pairs[(page - 1) * PAGE : page * PAGE]
    numbers = [number for pair in shown for number in (pair.one, pair.other)]
    rows = {row.id: row for row in any_organisations(numbers)}
    used = merging.usage(numbers)
    names = screen_names(current())
    return render_template(
        "directory/duplicates.html",
        pairs=[
            {
                "reason": REASONS[pair.reason],
                "entries": [
                    _shown(rows[number], names) | {"used": used.get(number, 0)}
                    for number in (pair.one, pair.other)
                ],
            }
            for pair in shown
            if pair.one in rows and pair.other in rows
        ],
        total=len(pairs),
        page=page,
        pages=pages,
        url=lambda number: url_for("directory.duplicates", page=number),
    )


def _pair(number: int, other: int) -> tuple[Organisation, Organisation]:
    rows = {row.id: row for row in any_organisations([number, other])}
    if number == other or len(rows) != 2:
        abort(404)
    return rows[number], rows[other]


@bp.route("/organisations/<int:number>/merge/<int:other>", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def merge(number: int, other: int) -> Any:
    """Show what merging two entries would do; then do it. The first one stays."""
    survivor, merged = _pair(number, other)
    if request.method == "GET" and (survivor.merged_into_id or merged.merged_into_id):
        flash(str(OBSTACLES["merged already"]), "attention")
        return redirect(url_for("directory.edit_organisation", number=number), 303)
    obstacles: list[merging.Reason] = []
    if request.method == "POST":
        if not Form().validate_on_submit():
            abort(400)
        try:
            merging.merge_organisations(survivor, merged, actor=current_user)
        except merging.NotMergeable as error:
            obstacles = error.reasons
        else:
            commit()
            flash(_("The two entries are one. Below, the merge can be undone."), "good")
            return redirect(
                url_for("directory.edit_organisation", number=number, _anchor="merged"), 303
            )
    plan = merging.plan_merge(survivor, merged)
    names = screen_names(current())
    page = render_template(
        "directory/merge.html",
        stays=_shown(survivor, names),
        goes=_shown(merged, names),
        moves=[(TABLES.get(t, OTHER_ENTRIES), n) for t, n in plan.moved_tables().items()],
        aside=[(TABLES.get(t, OTHER_ENTRIES), n) for t, n in plan.aside_tables().items()],
        obstacles=_obstacles(obstacles or plan.blocks),
    )
    return page, 409 if obstacles else 200


@bp.post("/organisations/<int:number>/different/<int:other>")
@needs(Need.USE_DIRECTORY)
def different(number: int, other: int) -> Response:
    """Note that two entries are different, so that nobody is asked again."""
    one, two = _pair(number, other)
    if not Form().validate_on_submit():
        abort(400)
    merging.say_different(one, two, actor=current_user)
    commit()
    flash(_("Noted: these two are different institutions."), "good")
    return redirect(url_for("directory.duplicates"), 303)


@bp.post("/merges/<int:number>/undo")
@needs(Need.USE_DIRECTORY)
def undo_merge(number: int) -> Response:
    """Make two entries of one again."""
    row = db.session.get(OrganisationMerge, number)
    if row is None:
        abort(404)
    if not Form().validate_on_submit():
        abort(400)
    survivor_id = row.survivor_id
    try:
        merging.undo_merge(row, actor=current_user)
        commit()
        flash(_("The two entries are separate again."), "good")
    except merging.NotMergeable as error:
        db.session.rollback()
        for words, _table in _obstacles(error.reasons):
            flash(str(words), "bad")
    return redirect(url_for("directory.edit_organisation", number=survivor_id), 303)
