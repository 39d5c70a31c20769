"""Where paragraphs stand: adding, moving, deleting and restoring them, and their kind."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit
from eventmgr.drafting import actions, reshaping
from eventmgr.drafting.blocks import as_one
from eventmgr.drafting.desk import back_to, done, here, the_node, the_text, the_tree
from eventmgr.drafting.editor import is_frozen, word_tables
from eventmgr.drafting.forms import chosen_kind, kind_choices, new_paragraph_form
from eventmgr.drafting.models import NodeKind, TextNode
from eventmgr.drafting.pages import several
from eventmgr.drafting.pages.paragraphs import insert_reference, reference_tables
from eventmgr.drafting.reshaping import Part


@needs(Need.DRAFT)
def add_paragraph(slug: str) -> Any:
    """Add a paragraph behind another one, or at the beginning."""
    text = the_text()
    desk = here()
    if is_frozen(text):
        raise actions.Frozen
    after_uid = request.values.get("after", "")
    after = the_node(text, after_uid) if after_uid else None
    form = new_paragraph_form(desk.kinds)
    choices = dict(kind_choices(desk.kinds))
    if request.method == "GET":
        form.kind.data = _proposed_kind(after, choices)
    tree = the_tree(text)
    inserting = insert_reference(form, tree) or "again" in request.form
    if not inserting and form.validate_on_submit():
        kind, level = chosen_kind(form.kind.data)
        rows: list[several.Row] = []
        if several.wants_several(form.text.data):
            rows = several.plan(form.text.data, (kind, level), tree, None, tree.source)
        if len(rows) > 1 and "parts" not in request.form:
            return several.ask(
                rows, form, tree, tree.source, after=after_uid, kind=str(form.kind.data)
            )
        first, *rest = several.parts_of(rows) or [Part(as_one(form.text.data), kind, level)]
        node = actions.add_node(
            text, after, first.kind, first.level, first.words, actor=current_user
        )
        if rest:
            node = reshaping.add_parts(text, node, rest, actor=current_user, language=tree.source)[
                -1
            ]
        uid = node.uid
        commit()
        if "next" in request.form:
            return redirect(url_for(".add_paragraph", slug=slug, after=uid), 303)
        done(_("The paragraphs are added.") if rest else _("The paragraph is added."))
        return back_to(uid)
    return render_template(
        "drafting/add.html",
        desk=desk,
        tree=tree,
        form=form,
        after=tree.find(after_uid),
        after_uid=after_uid,
        **reference_tables(tree, tree.source),
        **word_tables(),
    ), (422 if form.is_submitted() and not inserting else 200)


def _proposed_kind(after: TextNode | None, choices: dict[str, Any]) -> str:
    """Propose one more of what stands before; after a heading, the usual kind."""
    if after is None or after.kind is NodeKind.HEADING:
        return next(iter(choices))
    value = f"{after.kind.value}:{after.level}"
    return value if value in choices else next(iter(choices))


@needs(Need.DRAFT)
def move_paragraph(slug: str, uid: str) -> Response:
    """Move a paragraph up or down, or in front of another."""
    text = the_text()
    node = the_node(text, uid)
    before = request.form.get("before", "")
    direction = request.form.get("direction", "")
    if not before and direction not in {"up", "down"}:
        abort(400)
    actions.move_node(
        text,
        node,
        actor=current_user,
        direction=direction,
        before=the_node(text, before) if before else None,
    )
    commit()
    return back_to(uid, moved=uid)


@needs(Need.DRAFT)
def delete_paragraph(slug: str, uid: str) -> Response:
    """Delete a paragraph; the page then offers to undo it."""
    text = the_text()
    actions.delete_node(text, the_node(text, uid), actor=current_user)
    commit()
    return back_to(deleted=uid)


@needs(Need.DRAFT)
def restore_paragraph(slug: str, uid: str) -> Response:
    """Bring a deleted paragraph back."""
    text = the_text()
    actions.restore_node(text, the_node(text, uid), actor=current_user)
    commit()
    done(_("The paragraph is back in its place."))
    return back_to(uid)


@needs(Need.DRAFT)
def change_kind(slug: str, uid: str) -> Response:
    """Make a paragraph something else; the numbers follow."""
    text = the_text()
    node = the_node(text, uid)
    value = request.form.get("kind", "")
    if value not in dict(kind_choices(here().kinds)):
        abort(400)
    kind, level = chosen_kind(value)
    actions.change_kind(text, node, kind, level, actor=current_user)
    commit()
    return back_to(uid)


PAGES = (
    ("/paragraphs/new", "add_paragraph", add_paragraph, ["GET", "POST"]),
    ("/paragraphs/<uid>/move", "move_paragraph", move_paragraph, ["POST"]),
    ("/paragraphs/<uid>/delete", "delete_paragraph", delete_paragraph, ["POST"]),
    ("/paragraphs/<uid>/restore", "restore_paragraph", restore_paragraph, ["POST"]),
    ("/paragraphs/<uid>/kind", "change_kind", change_kind, ["POST"]),
)
