"""The page of files: downloads in every format, a redline in Word, translation files both ways."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_security import current_user
from wtforms import FileField

from eventmgr.accounts.access import Need, needs
from eventmgr.database import Conflict, commit, db
from eventmgr.directory.naming import NamesMissing
from eventmgr.drafting import exchange, queries
from eventmgr.drafting.actions import Refused
from eventmgr.drafting.desk import back_to, done, here, the_text, the_tree
from eventmgr.drafting.editor import is_frozen, preview
from eventmgr.drafting.files import (
    FORMATS,
    filename,
    json_file,
    redline_file,
    work_in,
)
from eventmgr.drafting.models import ImportDraft, StructuredText
from eventmgr.drafting.pages import booklets
from eventmgr.drafting.past import past_of
from eventmgr.drafting.reading import find_draft
from eventmgr.drafting.stored import KeptEdition, kept_editions
from eventmgr.events.prints import NotPrintable
from eventmgr.forms import Form
from eventmgr.i18n.dates import short_datetime
from eventmgr.i18n.languages import language
from eventmgr.language import current
from eventmgr.text.readers.errors import UnreadableFile

_DOCX = FORMATS["docx"]


class ReturnForm(Form):
    """A translation file that comes back."""

    file = FileField(_l("Translation file (XLIFF 2.0) or table (CSV)"))


@needs(Need.SEE)
def files(slug: str) -> Any:
    """Show every file there is of the text."""
    return _page(ReturnForm())


def _page(form: ReturnForm, problem: str = "", status: int = 200) -> tuple[str, int]:
    text = the_text()
    tree = the_tree(text)
    zone = ZoneInfo(g.event.timezone)
    moments = past_of(text).moments()
    reader = current()
    kept = [
        (one.key, f"{one.name}, {short_datetime(one.at.astimezone(zone), reader)}")
        for one in kept_editions(text)
    ]
    stood = [
        (
            moment.at.isoformat(),
            ngettext(
                "%(time)s (%(num)s change before)",
                "%(time)s (%(num)s changes before)",
                moment.changes,
                time=short_datetime(moment.at.astimezone(zone), reader),
            ),
        )
        for moment in moments
    ]
    return render_template(
        "drafting/files.html",
        desk=here(),
        text=text,
        tree=tree,
        form=form,
        problem=problem,
        frozen=is_frozen(text),
        formats=FORMATS,
        names={code: language(code).label for code in tree.languages},
        written=[code for code in tree.languages if any(one.text(code) for one in tree.paragraphs)],
        targets=[code for code in tree.languages if code != tree.source],
        kept=kept,
        stood=stood,
    ), status


@needs(Need.SEE)
def download(slug: str, code: str, form: str) -> Any:
    """Give the text in a language and a format."""
    text = _text_with(code)
    if form not in FORMATS:
        abort(404)
    kind = FORMATS[form]
    return _given(
        lambda: kind.write(work_in(g.event, text, here().build, code), code),
        kind.mimetype,
        filename(g.event, text, code, kind.ending),
        code,
    )


@needs(Need.SEE)
def download_json(slug: str) -> Any:
    """Give the text in all its languages as canonical JSON."""
    text = the_text()
    return _given(
        lambda: json_file(g.event, text, here().build),
        "application/json",
        filename(g.event, text, "", "json"),
        text.source_language,
    )


@needs(Need.SEE)
def redline(slug: str) -> Any:
    """Give a Word file with tracked changes between two moments or editions."""
    text = _text_with(request.args.get("language", ""))
    code = request.args["language"]
    since = _side(text, request.args.get("since", ""))
    if since is None:
        abort(404)
    until = _side(text, request.args.get("until", ""))
    author = ", ".join(row.organisation.acronym or "" for row in g.event.organisers) or "–"
    return _given(
        lambda: redline_file(g.event, text, here().build, code, since, until, author=author),
        _DOCX.mimetype,
        filename(g.event, text, code, _DOCX.ending, "redline"),
        code,
    )


def _side(text: StructuredText, wanted: str) -> datetime | KeptEdition | None:
    """One end of a comparison; None is the text as it stands."""
    if not wanted or wanted == "now":
        return None
    for one in kept_editions(text):
        if one.key == wanted:
            return one
    try:
        moment = datetime.fromisoformat(wanted)
    except ValueError:
        abort(404)
    if moment.tzinfo is None:
        abort(404)
    return moment


def _text_with(code: str) -> StructuredText:
    text = the_text()
    if code not in queries.languages_of(text, g.event):
        abort(404)
    return text


def _given(make: Callable[[], bytes], mimetype: str, name: str, code: str) -> Any:
    try:
        data = make()
    except (NotPrintable, NamesMissing):
        return render_template(
            "drafting/paper.html",
            desk=here(),
            tree=the_tree(the_text()),
            preview=preview(code),
            code=code,
        ), 409
    answer = send_file(io.BytesIO(data), mimetype=mimetype, download_name=name, as_attachment=True)
    answer.headers["Content-Language"] = language(code).bcp47
    answer.headers["Cache-Control"] = "no-store"
    return answer


# --- translation files ----------------------------------------------------------------------------


@needs(Need.SEE)
def translation_file(slug: str, code: str) -> Any:
    """Give the text as a translation file into a language."""
    from eventmgr.text.writers.xliff import MIMETYPE

    text = _text_with(code)
    tree = the_tree(text)
    if code == tree.source:
        abort(404)
    return _given(
        lambda: exchange.translation_file(text, tree, code, str(here().title)),
        MIMETYPE,
        filename(g.event, text, code, "xlf", "translation"),
        code,
    )


@needs(Need.SEE)
def translation_table(slug: str, code: str) -> Any:
    """Give the text as a table of two languages."""
    from eventmgr.text.writers.bilingual import MIMETYPE

    text = _text_with(code)
    tree = the_tree(text)
    if code == tree.source:
        abort(404)
    return _given(
        lambda: exchange.translation_table(text, tree, code),
        MIMETYPE,
        filename(g.event, text, code, "csv", "translation"),
        code,
    )


def _purpose() -> str:
    return f"xliff {here().kind.value}"


@needs(Need.DRAFT)
def bring_back(slug: str) -> Any:
    """Take a translation file that comes back, and keep it until it has been looked at."""
    text = the_text()
    if is_frozen(text):
        raise _frozen()
    form = ReturnForm()
    sent = form.file.data
    data = sent.read() if form.validate_on_submit() and getattr(sent, "filename", "") else b""
    if not data:
        return _page(form, _("Please choose the translation file."), 422)
    try:
        draft = exchange.keep_file(
            data, sent.filename, purpose=_purpose(), event_id=g.event.id, user=current_user
        )
        exchange.check_file(text, the_tree(text), exchange.kept_file(draft))
    except UnreadableFile as error:
        db.session.rollback()
        return _page(form, _said(error), 422)
    draft_id = draft.id
    commit()
    return redirect(url_for(".check_translation", slug=slug, draft_id=draft_id), 303)


@needs(Need.DRAFT)
def check_translation(slug: str, draft_id: int) -> Any:
    """Show what a translation file would change; store what is chosen."""
    text = the_text()
    if is_frozen(text):
        raise _frozen()
    draft = find_draft(draft_id, user=current_user, purpose=_purpose())
    if draft is None or draft.event_id != g.event.id:
        abort(404)
    if request.method == "POST":
        return _store(text, draft)
    return _check_page(text, draft)


def _check_page(
    text: StructuredText, draft: ImportDraft, problem: str = "", status: int = 200
) -> tuple[str, int]:
    found = exchange.kept_file(draft)
    tree = the_tree(text)
    try:
        exchange.check_file(text, tree, found)
    except UnreadableFile as error:
        raise Refused(_said(error)) from None
    rows = exchange.rows_of(tree, found)
    return render_template(
        "drafting/translation_file.html",
        desk=here(),
        text=text,
        tree=tree,
        draft=draft,
        rows=rows,
        Fate=exchange.Fate,
        taken=exchange.TAKEN,
        possible=exchange.POSSIBLE,
        code=found.target,
        target=language(found.target).label,
        source_name=language(tree.source).label,
        problem=problem,
    ), status


def _store(text: StructuredText, draft: ImportDraft) -> Any:
    if request.form.get("version") != str(text.version):
        return _check_page(
            text,
            draft,
            _("The text has been changed meanwhile. Please look at the list once more."),
            409,
        )
    found = exchange.kept_file(draft)
    tree = the_tree(text)
    try:
        exchange.check_file(text, tree, found)
    except UnreadableFile as error:
        # Another hand may have changed the text's languages since the list was shown.
        raise Refused(_said(error)) from None
    wanted = set(request.form.getlist("take"))
    rows = [row for row in exchange.rows_of(tree, found) if row.unit.uid in wanted]
    try:
        count = exchange.take_rows(
            text, tree, found.target, rows, actor=current_user, filename=draft.filename
        )
    except Conflict:
        db.session.rollback()
        flash(_("The text has been changed meanwhile. Please look at the list once more."), "bad")
        return redirect(url_for(".check_translation", slug=g.event.slug, draft_id=draft.id), 303)
    db.session.delete(draft)
    commit()
    done(
        ngettext(
            "%(num)s translation is taken over.", "%(num)s translations are taken over.", count
        )
    )
    return back_to(right=found.target)


def _frozen() -> Refused:
    return Refused(_("This text takes no change now: it has been adopted, or it is under silence."))


def _said(error: UnreadableFile) -> str:
    return str(_(error.msgid) % error.params if error.params else _(error.msgid))


PAGES: tuple[tuple[str, str, Callable[..., Any], list[str]], ...] = (
    ("/files", "files", files, ["GET"]),
    ("/files/<code>.<form>", "download", download, ["GET"]),
    ("/files/all.json", "download_json", download_json, ["GET"]),
    ("/files/redline.docx", "redline", redline, ["GET"]),
    ("/files/translation-<code>.xlf", "translation_file", translation_file, ["GET"]),
    ("/files/translation-<code>.csv", "translation_table", translation_table, ["GET"]),
    ("/files/translation", "bring_back", bring_back, ["POST"]),
    (
        "/files/translation/<int:draft_id>",
        "check_translation",
        check_translation,
        ["GET", "POST"],
    ),
    *booklets.PAGES,
)
