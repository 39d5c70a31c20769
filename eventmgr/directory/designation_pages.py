"""Designations and their footnotes: names per language, approved by a named person."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, may_create_events, needs
from eventmgr.database import commit, db
from eventmgr.directory import actions, queries
from eventmgr.directory.blueprint import bp
from eventmgr.directory.forms import FootnoteForm, names_form
from eventmgr.directory.models import Designation, DesignationText
from eventmgr.directory.naming import MARKER
from eventmgr.directory.screen import screen_names
from eventmgr.directory.words import DESIGNATION_KINDS, FAMILIES
from eventmgr.i18n.dates import short_date
from eventmgr.i18n.languages import document_languages, html_lang, is_known, language
from eventmgr.language import current

# Languages that stand in the overview even while nothing is entered in them.
ALWAYS = ("en", "cnr", "sq")


def _general(designation: Designation, code: str) -> DesignationText | None:
    return next(
        (text for text in designation.texts if text.language == code and text.event_id is None),
        None,
    )


def _languages(rows: list[Designation], notes: dict[tuple[str, str], Any]) -> list[str]:
    used = {text.language for row in rows for text in row.texts} | {code for _f, code in notes}
    return [row.code for row in document_languages() if row.code in used or row.code in ALWAYS]


def _known(code: str) -> str:
    if not is_known(code) or not language(code).document:
        abort(404)
    return code


def seen_of(row: Any) -> str:
    """Return a short print of what somebody sees and approves; it changes with the text."""
    if isinstance(row, DesignationText):
        words = [row.list_name, row.formal_name, row.plate_name, row.sort_key]
    else:
        words = [row.text]
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def _changed_meanwhile(row: Any) -> bool:
    """Tell whether the text to approve is no longer the one that was shown."""
    if request.form.get("seen") == seen_of(row):
        return False
    flash(_("The text was changed in the meantime. Please read it again, then approve."), "bad")
    return True


def _state(row: Any) -> str:
    if row is None:
        return "missing"
    return "complete" if row.approved_at else "partly"


@bp.get("/designations")
@needs(Need.USE_DIRECTORY)
def designations() -> str:
    """Show every designation with its names, and every footnote, by language."""
    rows = queries.designations()
    notes = queries.footnotes()
    names = screen_names(current())
    rows.sort(key=names.order)
    codes = _languages(rows, notes)
    missing = [(code, _missing(rows, notes, code)) for code in codes if _missing(rows, notes, code)]
    return render_template(
        "directory/designations.html",
        languages=[(code, language(code).label) for code in codes],
        rows=[
            {
                "id": row.id,
                "name": _own_name(names, row),
                "kind": DESIGNATION_KINDS[row.kind],
                "period": _period(row),
                "cells": [(code, text := _general(row, code), _state(text)) for code in codes],
                "marker": MARKER if row.footnoted else "",
            }
            for row in rows
        ],
        families=[
            {
                "key": family,
                "label": label,
                "cells": [
                    (code, notes.get((family, code)), _state(notes.get((family, code))))
                    for code in codes
                ],
            }
            for family, label in FAMILIES.items()
        ],
        missing=[(language(code).label, count) for code, count in missing],
        may_edit=may_create_events(),
        note_of=lambda family: notes.get((family, current())) or notes.get((family, "en")),
    )


def _own_name(names: Any, row: Designation) -> str:
    """Return a designation's own name, also where another has taken its place."""
    text = _general(row, names.language) or _general(row, "en") or next(iter(row.texts), None)
    if text is None:
        return _("(name not entered yet)")
    if not row.footnoted:
        return text.list_name
    names.designation(row)  # so that the page shows the footnote
    return text.list_name + MARKER


def _period(row: Designation) -> str:
    if row.valid_from and row.valid_to:
        return f"{short_date(row.valid_from, current())} – {short_date(row.valid_to, current())}"
    if row.valid_from:
        return _("from %(date)s", date=short_date(row.valid_from, current()))
    if row.valid_to:
        return _("until %(date)s", date=short_date(row.valid_to, current()))
    return ""


def _missing(rows: list[Designation], notes: dict[tuple[str, str], Any], code: str) -> int:
    """Count what papers in a language would still miss."""
    names = sum(row.valid_to is None and _state(_general(row, code)) != "complete" for row in rows)
    return names + sum(_state(notes.get((family, code))) != "complete" for family in FAMILIES)


def _designation(number: int) -> Designation:
    row = db.session.get(Designation, number)
    if row is None:
        abort(404)
    return row


@bp.route("/designations/<int:number>/<code>", methods=["GET", "POST"])
@needs(Need.CREATE_EVENTS)
def designation_names(number: int, code: str) -> Response | tuple[str, int]:
    """Enter a designation's names in a language."""
    row = _designation(number)
    text = _general(row, _known(code))
    form = names_form(text)
    if form.validate_on_submit():
        values = {
            name: getattr(form, name).data or ""
            for name in ("list_name", "formal_name", "plate_name", "sort_key")
        }
        if not values["list_name"] and any(values.values()):
            form.add_error("list_name", _("Please fill this in."))
        else:
            actions.save_designation_text(row, code, values, actor=current_user)
            commit()
            return _saved(url_for("directory.designation_names", number=number, code=code))
    page = render_template(
        "directory/designation.html",
        form=form,
        row=row,
        text=text,
        seen=seen_of(text) if text else "",
        name=_own_name(screen_names(current()), row),
        code=code,
        language=language(code).label,
        lang=html_lang(code),
    )
    return page, 422 if form.is_submitted() else 200


def _saved(url: str) -> Response:
    flash(_("Saved. It is used in papers once it is approved."), "good")
    return redirect(url, 303)


@bp.post("/designations/<int:number>/<code>/approve")
@needs(Need.CREATE_EVENTS)
def approve_names(number: int, code: str) -> Response:
    """Approve a designation's names in a language in one's own name."""
    text = _general(_designation(number), _known(code))
    if text is None:
        abort(404)
    if _changed_meanwhile(text):
        return redirect(url_for("directory.designation_names", number=number, code=code), 303)
    actions.approve_designation_text(text, actor=current_user)
    commit()
    flash(_("Approved. Papers may use these names now."), "good")
    return redirect(url_for("directory.designations"), 303)


@bp.route("/footnotes/<family>/<code>", methods=["GET", "POST"])
@needs(Need.CREATE_EVENTS)
def footnote(family: str, code: str) -> Response | tuple[str, int]:
    """Enter a footnote's text in a language."""
    if family not in FAMILIES:
        abort(404)
    notes = queries.footnotes()
    row = notes.get((family, _known(code)))
    form = FootnoteForm(text=row.text if row else "")
    if form.validate_on_submit():
        actions.save_footnote(family, code, form.text.data or "", actor=current_user)
        commit()
        return _saved(url_for("directory.footnote", family=family, code=code))
    english = notes.get((family, "en"))
    page = render_template(
        "directory/footnote.html",
        form=form,
        row=row,
        seen=seen_of(row) if row else "",
        english=english if code != "en" else None,
        label=FAMILIES[family],
        family=family,
        code=code,
        language=language(code).label,
        lang=html_lang(code),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/footnotes/<family>/<code>/approve")
@needs(Need.CREATE_EVENTS)
def approve_footnote(family: str, code: str) -> Response:
    """Approve a footnote's text in a language in one's own name."""
    row = queries.footnotes().get((family, _known(code)))
    if row is None:
        abort(404)
    if _changed_meanwhile(row):
        return redirect(url_for("directory.footnote", family=family, code=code), 303)
    actions.approve_footnote(row, actor=current_user)
    commit()
    flash(_("Approved. Papers may use this footnote now."), "good")
    return redirect(url_for("directory.designations"), 303)
