"""Exporting the directory as a spreadsheet."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

from flask import flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from flask_security import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.audit.actions import record
from eventmgr.database import commit, db, now, writing
from eventmgr.directory.blueprint import bp
from eventmgr.directory.export import directory_table
from eventmgr.directory.listing import sorted_numbers
from eventmgr.directory.models import Designation
from eventmgr.directory.naming import MissingName, NamesMissing, load_naming
from eventmgr.directory.organisation_pages import filters_asked
from eventmgr.directory.present import organisation_words, read_contacts, read_rows
from eventmgr.directory.screen import missing_words, screen_names
from eventmgr.directory.words import CONTACT_PURPOSES, ORGANISATION_KINDS
from eventmgr.language import current
from eventmgr.printing.designations import DesignationError
from eventmgr.printing.papers import DesignationNote
from eventmgr.printing.sheets import Table, to_csv, to_xlsx

FAMILY = "rcc-eu"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/organisations/export.<any(xlsx,csv):form>")
@needs(Need.USE_DIRECTORY)
def export(form: str) -> Response:
    """Return the entries found with their contacts; who exported is on the record (PRIV-06)."""
    try:
        data = _sheet(form)
    except NamesMissing as error:
        missing = error.missing
    except DesignationError:
        # A marker was typed in a name, and nobody has approved its footnote.
        missing = [MissingName("footnote", FAMILY, current())]
    else:
        with writing():
            # The record is about the person: whoever held the contacts is known later.
            person = current_user._get_current_object()  # noqa: SLF001
            record("export organisations", person, actor=current_user)
            commit()
        return send_file(
            io.BytesIO(data),
            mimetype="text/csv" if form == "csv" else _XLSX,
            as_attachment=True,
            download_name=f"institutions.{form}",
        )
    for item in missing:
        flash(missing_words(item, current()), "bad")
    asked: dict[str, Any] = {
        name: value for name, value in request.args.items() if name in ("q", "kind", "delegation")
    }
    return redirect(url_for("directory.organisations", **asked), 303)


def _table(naming: Any) -> Table:
    names = screen_names(current())
    rows = read_rows()
    designations = {
        number: SimpleNamespace(id=number, code=code, footnoted=footnoted)
        for number, code, footnoted in db.session.execute(
            select(Designation.id, Designation.code, Designation.footnoted)
        )
    }
    written: dict[int | None, str] = {None: ""}

    def delegation(number: int | None) -> str:
        if number is not None and number not in written:
            written[number] = naming.designation(designations[number])
        return written[number]

    def institution(number: int) -> str:
        place = delegation(rows[number]["designation_id"])
        alone = organisation_words(rows[number], names)
        return f"{alone}, {place}" if place else alone

    return directory_table(
        sorted_numbers(filters_asked(), names),
        rows,
        read_contacts(),
        shown_in=current(),
        name=_("Institutions"),
        delegation=delegation,
        institution=institution,
        kinds=ORGANISATION_KINDS,
        purposes={purpose.value: label for purpose, label in CONTACT_PURPOSES.items()},
    )


def _sheet(form: str) -> bytes:
    naming = load_naming(language=current(), family=FAMILY, event_id=None, on=now().date())
    table = _table(naming)
    notes = [DesignationNote(marker, text) for marker, text in naming.offered()]
    if form == "csv":
        # Excel set to a language of the region opens a table with semicolons at once.
        return to_csv(table, notes=notes, delimiter="," if current() == "en" else ";")
    return to_xlsx([table], notes=notes, notes_name=_("Notes"))
