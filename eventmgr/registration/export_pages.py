"""Files of participants: which columns, in which form; no name in any address (PRIV-06)."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.audit.actions import record
from eventmgr.database import commit, db
from eventmgr.directory.naming import MissingName, NamesMissing
from eventmgr.directory.screen import missing_words
from eventmgr.events.models import Event
from eventmgr.forms import Form
from eventmgr.language import current
from eventmgr.printing.designations import DesignationError
from eventmgr.registration import exporting
from eventmgr.registration.exporting import CSV, FORMATS, MIMETYPES, SEMICOLONS, XLSX
from eventmgr.registration.secure_desk import CARE, TRAVEL
from eventmgr.secure.models import SecureGroup
from eventmgr.secure.sealing import Unreadable

bp = Blueprint("export", __name__, url_prefix="/events/<slug>/participants")


@bp.get("/file")
@needs(Need.MANAGE_PEOPLE)
def choose(slug: str) -> str:
    """Offer the columns of the file; contacts are not ticked at first."""
    event: Event = g.event
    columns = exporting.offered(event, current(), None)
    return render_template(
        "registration/export.html",
        columns=[(name, column.heading, column.ticked) for name, column in columns.items()],
        formats=FORMATS,
    )


@bp.post("/file")
@needs(Need.MANAGE_PEOPLE)
def participants(slug: str) -> Response:
    """Return the file with the columns ticked; who made it stands in the record."""
    event: Event = g.event
    form = _form()
    wanted = request.form.getlist("column")
    try:
        data, chosen, people = exporting.participants_file(event, current(), wanted, form)
    except (NamesMissing, DesignationError) as error:
        return _missing(error, url_for(".choose", slug=slug))
    if not chosen:
        flash(_("Please choose at least one column."), "bad")
        return redirect(url_for(".choose", slug=slug), 303)
    record(
        "export participants",
        event,
        actor=current_user,
        event_id=event.id,
        changes={"columns": _headings(event, chosen), "people": people},
    )
    commit()
    return _file(data, f"{slug}-participants", form)


def _headings(event: Event, chosen: list[str]) -> list[str]:
    columns = exporting.offered(event, "en", None)
    return [str(columns[name].heading) for name in chosen]


def _form() -> str:
    if not Form().validate_on_submit():
        abort(400)
    form = request.form.get("form", XLSX)
    return form if form in FORMATS else XLSX


def _missing(error: Exception, back: str) -> Response:
    # A marker was typed in a post or an answer, and nobody has approved its footnote.
    missing = (
        error.missing
        if isinstance(error, NamesMissing)
        else [MissingName("footnote", g.event.footnote_family, current())]
    )
    db.session.rollback()
    for item in missing:
        flash(missing_words(item, current()), "bad")
    return redirect(back, 303)


def _file(data: bytes, name: str, form: str) -> Response:
    ending = "csv" if form in {CSV, SEMICOLONS} else "xlsx"
    return send_file(
        io.BytesIO(data),
        mimetype=MIMETYPES.get(form, "text/csv"),
        as_attachment=True,
        download_name=f"{name}.{ending}",
    )


@bp.post("/travel-documents/file")
@needs(Need.TRAVEL)
def travel(slug: str) -> Any:
    """Return the travel documents as a file; every person in it stands in the record."""
    return _secure(TRAVEL, "travel-documents", "travel_list")


@bp.post("/needs/file")
@needs(Need.LOGISTICS)
def care(slug: str) -> Any:
    """Return diet, access needs and emergency contacts as a file; recorded for each person."""
    return _secure(CARE, "needs", "care_list")


def _secure(groups: tuple[SecureGroup, ...], name: str, page: str) -> Response:
    event: Event = g.event
    slug = event.slug
    back = url_for(f"registration.secure_desk.{page}", slug=slug)
    if not Form().validate_on_submit():
        abort(400)
    try:
        data = exporting.secure_file(event, current(), groups, actor=current_user, form=XLSX)
    except (NamesMissing, DesignationError) as error:
        return _missing(error, back)
    except Unreadable:
        db.session.rollback()
        flash(_("These answers were encrypted with a key that is not on this installation."), "bad")
        return redirect(back, 303)
    commit()
    return _file(data, f"{slug}-{name}", XLSX)
