"""Writing one paragraph in one language."""

from __future__ import annotations

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import Conflict, commit, db
from eventmgr.drafting import actions, queries, reshaping
from eventmgr.drafting.blocks import as_one
from eventmgr.drafting.desk import (
    back_to,
    done,
    here,
    the_language,
    the_node,
    the_text,
    the_tree,
    to_translators_desk,
)
from eventmgr.drafting.editor import is_frozen, word_tables
from eventmgr.drafting.forms import (
    SourceForm,
    TranslationForm,
)
from eventmgr.drafting.models import StructuredText, TextNode, TranslationState
from eventmgr.drafting.pages import several
from eventmgr.drafting.queries import Paragraph, Tree, WordingState
from eventmgr.drafting.referring import targets, words_of_references
from eventmgr.drafting.wordings import UNFINISHED
from eventmgr.i18n.dates import short_datetime
from eventmgr.i18n.languages import language
from eventmgr.incoming import number_in
from eventmgr.language import current


@needs(Need.DRAFT)
def edit_paragraph(slug: str, uid: str) -> Any:
    """Write a paragraph anew in one language."""
    text = the_text()
    node = the_node(text, uid)
    # Saving needs the words of one paragraph; showing the page, or going on, those of all.
    saving = request.method == "POST" and not {"next", "insert"} & set(request.form)
    tree = the_tree(text, node if saving else None)
    if is_frozen(text):
        raise actions.Frozen
    paragraph = tree.find(uid)
    if paragraph is None:
        return back_to(deleted=uid)
    code = the_language(tree)
    form = wording_form(tree, paragraph, code)
    inserting = insert_reference(form, tree) or "again" in request.form
    reshaped: int | None = None
    if not inserting and form.validate_on_submit():
        rows: list[several.Row] = []
        if several.wants_several(form.text.data):
            tree = the_tree(text)
            paragraph = tree.find(uid)
            assert paragraph is not None
            first = (paragraph.kind, paragraph.level)
            rows = several.plan(form.text.data, first, tree, paragraph, code)
        if len(rows) > 1 and "parts" not in request.form:
            return several.ask(rows, form, tree, code, language=code)
        try:
            if len(rows) > 1:
                reshaped = _split(text, node, code, form, rows, tree.source == code)
            else:
                form.text.data = as_one(form.text.data)
                _save(text, node, code, form, tree.source == code)
        except Conflict as conflict:
            return _conflict(paragraph, code, form, conflict.current)
        commit()
        if "desk" in request.form:
            return to_translators_desk(code, uid)
        if "next" in request.form:
            following = _next(tree, uid, code)
            if following:
                return _to_paragraph(following.uid, code)
        if reshaped is not None:
            return back_to(uid, reshaped=reshaped)
        done(_("The paragraph is saved."))
        return back_to(uid)
    tree = the_tree(text) if saving else tree
    return render_template(
        "drafting/paragraph.html",
        desk=here(),
        tree=tree,
        paragraph=paragraph,
        form=form,
        code=code,
        is_source=code == tree.source,
        following=_next(tree, uid, code),
        names={one: language(one).label for one in tree.languages},
        **reference_tables(tree, code, uid),
        **word_tables(),
    ), (422 if form.is_submitted() and not inserting else 200)


def insert_reference(form: Any, tree: Tree) -> bool:
    """Put the chosen reference behind what was typed, where that was asked for; save nothing.

    With scripts the page puts it where the cursor stands.
    """
    uid = request.form.get("refer_to", "")
    if "insert" not in request.form or tree.find(uid) is None:
        return False
    form.text.data = f"{form.text.data or ''} [#{uid}]".lstrip()
    return True


def reference_tables(tree: Tree, code: str, uid: str = "") -> dict[str, Any]:
    """Return what the field for references needs: targets to choose, and how they are said."""
    return {
        "targets": targets(tree, code, uid),
        "reference_words": words_of_references(tree, code),
    }


def wording_form(tree: Tree, paragraph: Paragraph, code: str) -> Any:
    """Return the form of a paragraph's wording in a language, filled with what it says now."""
    wording = paragraph.wording(code)
    values: dict[str, Any] = {"text": wording.text, "version": str(wording.number)}
    if code == tree.source:
        form: Any = SourceForm(data=values)
    else:
        draft = wording.state is WordingState.DRAFT
        values["state"] = (TranslationState.DRAFT if draft else TranslationState.TRANSLATED).value
        values["rendered"] = str(paragraph.wording(tree.source).revision_id or "")
        form = TranslationForm(data=values)
    if request.method == "GET":
        older = request.args.get("wording", "")
        for step in queries.history(_row(tree, paragraph), code) if older.isdigit() else []:
            if str(step.revision.number) == older:
                form.text.data = step.revision.text
    return form


def _row(tree: Tree, paragraph: Paragraph) -> TextNode:
    return the_node(tree.document, paragraph.uid)


def _save(text: StructuredText, node: TextNode, code: str, form: Any, is_source: bool) -> None:
    if is_source:
        actions.edit_node(
            text,
            node,
            code,
            form.text.data,
            form.seen_version,
            actor=current_user,
            reason=form.reason.data or "",
            minor=form.minor.data,
        )
        return
    actions.edit_node(
        text,
        node,
        code,
        form.text.data,
        form.seen_version,
        actor=current_user,
        reason=form.reason.data or "",
        state=TranslationState(form.state.data),
        rendered=number_in(form.rendered.data or ""),
    )


def _split(
    text: StructuredText,
    node: TextNode,
    code: str,
    form: Any,
    rows: list[several.Row],
    is_source: bool,
) -> int:
    """Make the confirmed paragraphs; return the number under which it can be undone."""
    first, *parts = several.parts_of(rows)
    made = reshaping.split_node(
        text,
        node,
        code,
        first.words,
        parts,
        form.seen_version,
        actor=current_user,
        reason=form.reason.data or "",
        state=None if is_source else TranslationState(form.state.data),
        rendered=None if is_source else number_in(form.rendered.data or ""),
    )
    return made.id


def _conflict(paragraph: Paragraph, code: str, form: Any, newer: Any) -> tuple[str, int]:
    keep = {
        name: field.data
        for name, field in form._fields.items()
        if name not in {"csrf_token", "version", "minor"} and field.data
    }
    keep["language"] = code
    if form._fields.get("minor") is not None and form.minor.data:
        keep["minor"] = "y"
    title = (
        _("Paragraph %(number)s", number=paragraph.reference)
        if paragraph.reference
        else _("Paragraph")
    )
    slug = g.event.slug
    theirs = newer.text if newer is not None else ""
    page = render_template(
        "conflict.html",
        rows=[(f"{title}, {language(code).label}", theirs, form.text.data)],
        who=newer.actor.name if newer is not None and newer.actor else "",
        when=short_datetime(newer.at, current()) if newer is not None else "",
        action=url_for(".edit_paragraph", slug=slug, uid=paragraph.uid),
        version=newer.number if newer is not None else 0,
        keep=keep,
        merge=("text", _("The text to save")),
        merge_language=code,
        back=url_for(".show", slug=slug, _anchor=f"p-{paragraph.uid}"),
    )
    db.session.rollback()
    return page, 409


def _next(tree: Tree, uid: str, code: str) -> Paragraph | None:
    """Return the next paragraph to write: in a translation the next unfinished one."""
    place = next(i for i, one in enumerate(tree.paragraphs) if one.uid == uid)
    for one in tree.paragraphs[place + 1 :]:
        if code == tree.source or one.wording(code).state in UNFINISHED:
            return one
    return None


def _to_paragraph(uid: str, code: str) -> Response:
    pair: dict[str, Any] = {
        name: request.args[name] for name in ("left", "right") if name in request.args
    }
    return redirect(
        url_for(".edit_paragraph", slug=g.event.slug, uid=uid, language=code, **pair), 303
    )


PAGES = (("/paragraphs/<uid>", "edit_paragraph", edit_paragraph, ["GET", "POST"]),)
