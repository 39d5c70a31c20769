"""The text as a whole: beginning it, its settings, its paper, its plain text."""

from __future__ import annotations

import io
from typing import Any

from flask import abort, g, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import Conflict, commit, db
from eventmgr.directory.naming import NamesMissing
from eventmgr.drafting import actions, queries
from eventmgr.drafting.desk import back_to, done, here, the_text, the_tree
from eventmgr.drafting.editor import is_frozen, preview
from eventmgr.drafting.forms import begin_form, settings_form
from eventmgr.drafting.plain import plain_text
from eventmgr.events.prints import NotPrintable
from eventmgr.i18n.languages import language
from eventmgr.printing.designations import DesignationError
from eventmgr.tasks import PrintUnavailable, pdf


@needs(Need.DRAFT)
def begin(slug: str) -> Response | tuple[str, int]:
    """Begin the text in the language one writes in first."""
    desk = here()
    form = begin_form(g.event.document_languages)
    if not form.validate_on_submit():
        return render_template("drafting/begin.html", desk=desk, begin=form), 422
    source = form.source_language.data
    actions.create_text(
        g.event,
        desk.kind,
        actor=current_user,
        source_language=source,
        headings=desk.headings(source) if desk.headings else [],
    )
    commit()
    done(_("The text is begun. Now write, paragraph by paragraph."))
    return back_to()


@needs(Need.DRAFT)
def settings(slug: str) -> Any:
    """Show and change what holds for the whole text."""
    text = the_text()
    desk = here()
    if is_frozen(text):
        raise actions.Frozen
    languages = queries.languages_of(text, g.event)
    form = settings_form(languages, obj=text)
    if request.method == "GET":
        for code in languages:
            form.doc_type.form[code].data = text.doc_type.get(code, "")
    if form.validate_on_submit():
        values = {
            "label_style": form.label_style.data,
            "authentic_language": form.authentic_language.data,
            "doc_type": form.doc_type.values(),
        }
        try:
            actions.set_up_text(text, values, form.seen_version, actor=current_user)
        except Conflict:
            return _settings_conflict(text, values)
        commit()
        done(_("The settings of the text are saved."))
        return back_to()
    status = 422 if form.is_submitted() else 200
    return render_template("drafting/settings.html", desk=desk, form=form, text=text), status


def _settings_conflict(text: Any, values: dict[str, Any]) -> tuple[str, int]:
    labels = {
        "label_style": _("Numbers and letters"),
        "authentic_language": _("Authentic language"),
        "doc_type": _("Words for the kind of paper"),
    }

    def shown(value: Any) -> str:
        return ", ".join(value.values()) if isinstance(value, dict) else str(value)

    rows = [
        (label, shown(getattr(text, name)), shown(values[name]))
        for name, label in labels.items()
        if values[name] != getattr(text, name)
    ]
    page = render_template("conflict.html", rows=rows, back=url_for(".settings", slug=g.event.slug))
    db.session.rollback()
    return page, 409


@needs(Need.SEE)
def show_paper(slug: str, code: str) -> str:
    """Show the text as it will print, alone on its page."""
    text = the_text()
    tree = the_tree(text)
    if code not in tree.languages:
        abort(404)
    return render_template(
        "drafting/paper.html", desk=here(), tree=tree, preview=preview(code), code=code
    )


@needs(Need.SEE)
def print_text(slug: str, code: str) -> Any:
    """Give the paper as a PDF file."""
    text = the_text()
    if code not in queries.languages_of(text, g.event):
        abort(404)
    desk = here()
    try:
        paper = desk.build(g.event, code)
    except (NotPrintable, NamesMissing):
        return render_template(
            "drafting/paper.html", desk=desk, tree=the_tree(text), preview=preview(code), code=code
        ), 409
    try:
        data = (desk.stored and desk.stored(g.event, code)) or pdf(paper)
    except DesignationError:
        raise actions.Refused(
            _("A marked name in this paper has no footnote. Please look at its text again.")
        ) from None
    except PrintUnavailable:
        raise actions.Refused(
            _("The paper could not be printed just now. Please try again in a moment.")
        ) from None
    return send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        download_name=f"{g.event.slug}-{desk.kind.value}-{code}.pdf",
    )


@needs(Need.SEE)
def export_text(slug: str, code: str) -> Response:
    """Give the present text of a language as a plain text file."""
    text = the_text()
    tree = the_tree(text)
    if code not in tree.languages:
        abort(404)
    answer = Response(
        plain_text(g.event, tree, code).encode(), content_type="text/plain; charset=utf-8"
    )
    answer.headers.set(
        "Content-Disposition",
        "attachment",
        filename=f"{g.event.slug}-{here().kind.value}-{code}.txt",
    )
    answer.headers.set("Content-Language", language(code).bcp47)
    return answer


@needs(Need.SEE)
def removed(slug: str) -> str:
    """List the deleted paragraphs; each can be restored."""
    text = the_text()
    return render_template(
        "drafting/deleted.html",
        desk=here(),
        text=text,
        deleted=queries.deleted(text),
        frozen=is_frozen(text),
    )


PAGES = (
    ("/begin", "begin", begin, ["POST"]),
    ("/settings", "settings", settings, ["GET", "POST"]),
    ("/paper/<code>", "paper", show_paper, ["GET"]),
    ("/paper/<code>.pdf", "print_text", print_text, ["GET"]),
    ("/text/<code>.txt", "export_text", export_text, ["GET"]),
    ("/deleted", "deleted", removed, ["GET"]),
)
