"""Several paragraphs from one field: what they will become is shown and confirmed first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit
from eventmgr.drafting import blocks, reshaping
from eventmgr.drafting.actions import Refused
from eventmgr.drafting.desk import back_to, done, here, the_node, the_text
from eventmgr.drafting.forms import chosen_kind, kind_choices
from eventmgr.drafting.models import NodeKind, Reshape
from eventmgr.drafting.queries import Paragraph, Tree
from eventmgr.drafting.referring import places, refer_in
from eventmgr.drafting.reshaping import Part
from eventmgr.drafting.wordings import WordingState
from eventmgr.i18n.languages import html_lang, language


@dataclass(frozen=True)
class Row:
    """One paragraph that will be there: its words, its kind, and which one it is already."""

    words: str
    kind: str
    there: Paragraph | None = None


def wants_several(typed: str) -> bool:
    """Tell whether more than one paragraph was typed; keep it as one where that was chosen."""
    if not blocks.is_several(typed):
        return False
    if len(blocks.parted(typed)) > blocks.MOST:
        raise Refused(
            _l(
                "These are more than %(most)s paragraphs. Please import them as a file.",
                most=blocks.MOST,
            )
        )
    return "whole" not in request.form


def plan(
    typed: str, first: tuple[NodeKind, int], tree: Tree, paragraph: Paragraph | None, code: str
) -> list[Row]:
    """Return what a field will become, with the kinds that were chosen or are proposed.

    In a translation the words go on into the following paragraphs while those have none.
    """
    found = blocks.blocks_of(typed)
    kinds = blocks.kinds_for(found, first, here().kinds)
    waiting: list[Paragraph] = []
    if paragraph is not None and code != tree.source:
        place = tree.paragraphs.index(paragraph) + 1
        for one in tree.paragraphs[place : place + len(found) - 1]:
            if one.wording(code).state is not WordingState.MISSING:
                break
            waiting.append(one)
    rows = []
    for number, (block, (kind, level)) in enumerate(zip(found, kinds, strict=True)):
        there = paragraph if number == 0 else None
        if 0 < number <= len(waiting):
            there = waiting[number - 1]
        chosen = request.form.get(f"kind-{number}", f"{kind.value}:{level}")
        rows.append(Row(block.words, chosen, there))
    return rows


def parts_of(rows: Sequence[Row]) -> list[Part]:
    """Return the confirmed rows as parts; a kind that the desk does not offer is refused."""
    offered = dict(kind_choices(here().kinds))
    found = []
    for row in rows:
        if row.there is None and row.kind not in offered:
            abort(400)
        kind, level = (
            chosen_kind(row.kind) if row.there is None else (row.there.kind, row.there.level)
        )
        found.append(Part(row.words, kind, level, row.there.uid if row.there else ""))
    return found


def ask(rows: Sequence[Row], form: Any, tree: Tree, code: str, **hidden: str) -> str:
    """Show what will be there, with the way to change a kind, to keep it whole, or to go back."""
    keep = [
        (name, field.data)
        for name, field in form._fields.items()
        if name not in {"csrf_token", "text", "minor", "kind"} and field.data
    ]
    keep += [(name, value) for name, value in hidden.items() if value]
    keep += [(name, request.form[name]) for name in ("next", "desk") if name in request.form]
    pair: dict[str, Any] = {
        name: request.args[name] for name in ("left", "right") if name in request.args
    }
    return render_template(
        "drafting/several.html",
        desk=here(),
        rows=rows,
        keep=keep,
        typed=form.text.data,
        action=url_for(request.endpoint or "", slug=g.event.slug, **_uid(), **pair),
        kinds=kind_choices(here().kinds),
        code=code,
        lang=html_lang(code),
        refer=refer_in(places(tree.paragraphs), code),
        others=[
            language(one).label
            for one in tree.languages
            if one != code and rows[0].there is not None and rows[0].there.text(one)
        ],
        splitting=rows[0].there is not None,
    )


def _uid() -> dict[str, Any]:
    values = request.view_args or {}
    return {"uid": values["uid"]} if "uid" in values else {}


@needs(Need.DRAFT)
def join_paragraph(slug: str, uid: str) -> Response:
    """Join a paragraph with the one before it; the page then offers to undo it."""
    text = the_text()
    made = reshaping.join_node(text, the_node(text, uid), actor=current_user)
    joined = reshaping.node_of(made).uid
    number = made.id
    commit()
    return back_to(joined, reshaped=number)


@needs(Need.DRAFT)
def undo_reshaping(slug: str, number: int) -> Response:
    """Take a splitting or a joining back."""
    text = the_text()
    found = reshaping.find_reshaping(text, number)
    if found is None:
        abort(404)
    reshaping.undo_reshaping(text, found, actor=current_user)
    uid = reshaping.node_of(found).uid
    words = (
        _("The paragraph is whole again.")
        if found.kind is Reshape.SPLIT
        else _("The paragraphs stand apart again.")
    )
    commit()
    done(words)
    return back_to(uid)


PAGES = (
    ("/paragraphs/<uid>/join", "join_paragraph", join_paragraph, ["POST"]),
    ("/reshaped/<int:number>/undo", "undo_reshaping", undo_reshaping, ["POST"]),
)
