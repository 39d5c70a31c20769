"""Importing institutions from a table: send it, say what its columns hold, look, import."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_security import current_user
from sqlalchemy import select
from wtforms import FileField

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db
from eventmgr.directory import importing
from eventmgr.directory.blueprint import bp
from eventmgr.directory.columns import FIELDS, all_fields, label_of
from eventmgr.directory.duplicates import Reason
from eventmgr.directory.models import DirectoryImport, ImportState, OrganisationKind
from eventmgr.directory.planning import FILL, KEEP, LISTED, NEW, SKIP, TAKE, Choices
from eventmgr.directory.queries import any_organisations
from eventmgr.directory.screen import screen_names
from eventmgr.directory.words import IMPORT_STATES, ORGANISATION_KINDS, REASONS
from eventmgr.forms import Form
from eventmgr.i18n.dates import short_datetime
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.printing.tables_in import DELIMITERS, ENCODINGS, UnreadableTable

# Seconds after which a page about work in progress asks again.
AGAIN = 2
_SEPARATORS = {";": _l("semicolon ;"), ",": _l("comma ,"), "\t": _l("tab")}


class TableForm(Form):
    """A table to import."""

    file = FileField(_l("Table (.xlsx or .csv)"))


def words_of(msgid: str, params: dict[str, Any]) -> str:
    """Return a message of the ground floors in the reader's language."""
    return _(msgid, **params) if params else _(msgid)


def _start(row: DirectoryImport, state: ImportState) -> None:
    importing.start(row, state)
    number = row.id
    commit()
    from eventmgr.queue import carry_directory_import

    carry_directory_import(number)


@bp.route("/import", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def import_table() -> Any:
    """Take a table and guess how it is to be read; list what this person imported before."""
    form = TableForm()
    if form.validate_on_submit():
        upload = request.files.get("file")
        if upload is None or not upload.filename:
            form.add_error("file", _("Please choose a file."))
        else:
            try:
                row = importing.keep_table(
                    upload.read(), upload.filename.strip(), actor=current_user
                )
            except UnreadableTable as error:
                form.add_error("file", words_of(error.msgid, error.params))
            else:
                number = row.id
                commit()
                return redirect(url_for("directory.imported", number=number), 303)
    earlier = db.session.scalars(
        select(DirectoryImport)
        .where(DirectoryImport.user_id == current_user.id)
        .order_by(DirectoryImport.id.desc())
        .limit(20)
    )
    page = render_template(
        "directory/import_new.html",
        form=form,
        earlier=[
            {
                "id": row.id,
                "filename": row.filename,
                "when": short_datetime(row.created_at, current()),
                "state": IMPORT_STATES[row.state],
            }
            for row in earlier
        ],
    )
    return page, 422 if form.errors else 200


def _import(number: int) -> DirectoryImport:
    row = db.session.get(DirectoryImport, number)
    # A table may hold addresses of people: whoever sent it sees it, nobody else.
    if row is None or row.user_id != current_user.id:
        abort(404)
    return row


@bp.route("/import/<int:number>", methods=["GET", "POST"])
@needs(Need.USE_DIRECTORY)
def imported(number: int) -> Any:
    """Show an import at whatever point it is, and take the next step."""
    row = _import(number)
    if request.method == "POST":
        if not Form().validate_on_submit():
            abort(400)
        try:
            return _act(row, request.form.get("do", ""))
        except importing.NotNow:
            db.session.rollback()
            flash(
                _("This import has moved on in the meantime. Please look at it again."), "attention"
            )
            return redirect(url_for("directory.imported", number=number), 303)
    if row.state in importing.AT_WORK:
        answer = make_response(_progress_page(row))
        answer.headers["Refresh"] = str(AGAIN)
        return answer
    if row.state in (ImportState.UPLOADED, ImportState.CHECKED):
        return _mapping_page(row)
    return _result_page(row)


def _act(row: DirectoryImport, what: str) -> Any:
    here = redirect(url_for("directory.imported", number=row.id), 303)
    if what == "discard":
        if row.state in (ImportState.DONE, ImportState.UNDONE, *importing.AT_WORK):
            raise importing.NotNow
        db.session.delete(row)
        commit()
        flash(_("The table is forgotten. Nothing was imported."), "good")
        return redirect(url_for("directory.import_table"), 303)
    if what == "undo":
        gone, kept = importing.undo_import(row, actor=current_user)
        commit()
        flash(
            ngettext(
                "%(num)s entry is out of the directory again.",
                "%(num)s entries are out of the directory again.",
                gone,
            ),
            "good",
        )
        if kept:
            flash(
                ngettext(
                    "%(num)s entry stays, because it is in use or was changed since.",
                    "%(num)s entries stay, because they are in use or were changed since.",
                    kept,
                ),
                "attention",
            )
        return here
    if what == "again":
        _start(row, row.state)
        return here
    if row.state not in (ImportState.UPLOADED, ImportState.CHECKED):
        raise importing.NotNow
    if what == "read":
        return _read_again(row)
    if what not in ("check", "import"):
        abort(400)
    same = importing.settle(row, _mapping_sent(row), _choices_sent(row))
    if what == "import" and same:
        _start(row, ImportState.IMPORTING)
    else:
        if what == "import":
            flash(
                _("Something was changed, so nothing is imported yet. Please look at the result."),
                "attention",
            )
        _start(row, ImportState.CHECKING)
    return here


def _read_again(row: DirectoryImport) -> Any:
    reading = {
        "encoding": request.form.get("encoding") or None,
        "delimiter": {"tab": "\t"}.get(request.form.get("delimiter", ""))
        or request.form.get("delimiter")
        or None,
        "sheet": request.form.get("sheet") or None,
        "head": number_in(request.form.get("head", "")),
    }
    if reading["delimiter"] not in (*DELIMITERS, None):
        abort(400)
    try:
        importing.read_again(row, reading)
        commit()
    except UnreadableTable as error:
        db.session.rollback()
        flash(words_of(error.msgid, error.params), "bad")
    return redirect(url_for("directory.imported", number=row.id), 303)


def _mapping_sent(row: DirectoryImport) -> dict[str, str]:
    fields = set(all_fields())
    sent: dict[str, str] = {}
    for name, value in request.form.items():
        at = name.removeprefix("column-")
        if name.startswith("column-") and number_in(at) is not None and value in fields:
            sent[at] = value
    return sent


def _choices_sent(row: DirectoryImport) -> Choices:
    existing, doubtful = request.form.get("existing", ""), request.form.get("doubtful", "")
    kind = request.form.get("kind", "")
    decisions = dict(row.choices.get("decisions", {})) if row.choices else {}
    for name, value in request.form.items():
        at = name.removeprefix("decide-")
        if name.startswith("decide-") and number_in(at) is not None:
            if value:
                decisions[at] = value[:40]
            else:
                decisions.pop(at, None)
    return Choices(
        existing=existing if existing in (FILL, TAKE, KEEP) else FILL,
        doubtful=doubtful if doubtful in (NEW, SKIP) else SKIP,
        kind=kind if kind in set(OrganisationKind) else "",
        without_errors="without_errors" in request.form,
        decisions=decisions,
    )


def _progress_page(row: DirectoryImport) -> str:
    from eventmgr.database import now

    asleep = row.moved_at is not None and row.moved_at < now() - importing.SILENT
    return render_template(
        "directory/import_progress.html",
        row=row,
        checking=row.state is ImportState.CHECKING,
        asleep=asleep,
    )


def _sign_sent(sign: str) -> str:
    """Return how a separator travels in a form: browsers may trim a tab."""
    return "tab" if sign == "\t" else sign


def _column_words(cells: list[list[str]], at: int) -> list[str]:
    found = [one[at].strip() for one in cells if at < len(one) and one[at].strip()]
    return [text if len(text) <= 60 else text[:59] + "…" for text in dict.fromkeys(found)][:3]


def _mapping_page(row: DirectoryImport) -> Any:
    try:
        table = importing.table_of(row)
    except UnreadableTable as error:
        flash(words_of(error.msgid, error.params), "bad")
        return redirect(url_for("directory.import_table"), 303)
    head = row.reading["head"]
    headings = dict(table.rows).get(head, [])
    body = [cells for _number, cells in importing.body_of(table, head)]
    width = max(table.width, len(headings))
    fields = [(name, label_of(name, current())) for name in all_fields()]
    return render_template(
        "directory/import_map.html",
        row=row,
        table=table,
        total=len(body),
        encodings=list(ENCODINGS.items()),
        separators=[
            ("tab" if sign == "\t" else sign, words) for sign, words in _SEPARATORS.items()
        ],
        separator=_sign_sent(table.delimiter),
        columns=[
            {
                "at": at,
                "heading": headings[at] if at < len(headings) else "",
                "words": _column_words(body[:200], at),
                "field": row.mapping.get(str(at), ""),
            }
            for at in range(width)
            if (at < len(headings) and headings[at].strip()) or _column_words(body[:200], at)
        ],
        fields=fields,
        labels={name: str(label) for name, label in FIELDS.items()}
        | {
            "names": _("Name"),
            "designation_id": _("Delegation"),
            "parent_id": _("Part of"),
            "former_dates": _("Former names and other spellings"),
        },
        choices=importing.choices_of(row) if row.choices else Choices(),
        kinds=[(kind.value, label) for kind, label in ORGANISATION_KINDS.items()],
        report=_shown_report(row, body) if row.state is ImportState.CHECKED else None,
        policies=(FILL, TAKE, KEEP),
        listed=LISTED,
    )


def _shown_report(row: DirectoryImport, _body: Any) -> dict[str, Any]:
    report = dict(row.report)
    numbers = {number for doubt in report["doubts"] for number, _reason in doubt["candidates"]}
    names = screen_names(current())
    entries = {one.id: names.institution(one) for one in any_organisations(list(numbers))}
    report["problems"] = [
        (at, label_of(field, current()), words_of(msgid, params))
        for at, field, msgid, params in report["problems"]
    ]
    report["doubts"] = [
        doubt
        | {
            "candidates": [
                (
                    str(number) if number > 0 else f"row:{-number}",
                    entries.get(number) or _("Row %(row)s of this table", row=-number),
                    REASONS[Reason(reason)],
                )
                for number, reason in doubt["candidates"]
                if number < 0 or number in entries
            ]
        }
        for doubt in report["doubts"]
    ]
    ready = not report["problems_all"] or importing.choices_of(row).without_errors
    report["ready"] = ready and (report["create"] or report["change"])
    return report


def _result_page(row: DirectoryImport) -> str:
    failed = row.report.get("failed")
    return render_template(
        "directory/import_done.html",
        row=row,
        state=IMPORT_STATES[row.state],
        done=row.state is ImportState.DONE,
        undone=row.state is ImportState.UNDONE,
        failed=words_of(*failed) if failed else "",
        report=row.report,
    )
