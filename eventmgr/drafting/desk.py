"""A desk: one kind of text in one room, with all the pages of the editor under its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from eventmgr.database import db
from eventmgr.drafting import queries
from eventmgr.drafting.actions import Refused
from eventmgr.drafting.models import NodeKind, StructuredText, TextKind, TextNode
from eventmgr.events.models import Event
from eventmgr.printing.papers import Paper
from eventmgr.text.model import Document


@dataclass(frozen=True)
class Desk:
    """What a room says of its text: its address, its words, its paragraphs and its paper.

    `kinds` are the kinds and levels offered for a paragraph, the usual one first. `headings`
    gives the sections that a new text in a source language begins with. `arrange` brings an
    imported document into the form of the room. `stored` gives the PDF
    that was made and kept already, None where there is none.
    """

    kind: TextKind
    path: str
    title: Any
    kinds: tuple[tuple[NodeKind, int], ...]
    build: Callable[[Event, str], Paper]
    headings: Callable[[str], list[dict[str, str]]] | None = None
    arrange: Callable[[Document], Document] | None = None
    stored: Callable[[Event, str], bytes | None] | None = None


_desks: dict[str, Desk] = {}


def all_desks() -> list[tuple[str, Desk]]:
    """Return every desk with the name of its room."""
    return list(_desks.items())


def here() -> Desk:
    """Return the desk of the page being made."""
    return _desks[request.blueprint or ""]


def the_text() -> StructuredText:
    """Return the text of this page; without one there is no such page."""
    text = queries.find_text(g.event, here().kind)
    if text is None:
        abort(404)
    return text


def the_node(text: StructuredText, uid: str) -> TextNode:
    """Return a paragraph of this text; another text's paragraph does not exist here."""
    node = queries.find_node(text, uid)
    if node is None:
        abort(404)
    return node


def the_tree(text: StructuredText, only: TextNode | None = None) -> queries.Tree:
    """Return the whole text of this page, or with the words of one paragraph only."""
    return queries.tree(text, queries.languages_of(text, g.event), only)


def the_language(tree: queries.Tree) -> str:
    """Return the language asked for, the source's where none is; another one has no page."""
    code = request.values.get("language") or tree.source
    if code not in tree.languages:
        abort(404)
    return code


def back_to(uid: str = "", **query: Any) -> Response:
    """Go to the editor, at a paragraph; the pair of languages shown stays."""
    for name in ("left", "right"):
        if name in request.args and name not in query:
            query[name] = request.args[name]
    anchor = f"p-{uid}" if uid else None
    return redirect(url_for(".show", slug=g.event.slug, _anchor=anchor, **query), 303)


def to_translators_desk(code: str, uid: str) -> Response:
    """Go on at the translators' desk: the same filter, the next paragraph that waits."""
    show = "open" if request.form.get("desk") == "open" else None
    return redirect(
        url_for(".translation", slug=g.event.slug, code=code, after=uid, show=show), 303
    )


def refused(error: Refused) -> tuple[str, int]:
    """Say why a change cannot be made, with the way back."""
    db.session.rollback()
    return render_template("drafting/refused.html", message=error.message, desk=here()), 409


def attach(bp: Blueprint, desk: Desk) -> None:
    """Hang the editor's pages on a room's blueprint; the room itself has the page `.show`."""
    from eventmgr.drafting.pages import (
        comments,
        files,
        histories,
        imports,
        numbers,
        paragraphs,
        placing,
        several,
        texts,
        translation,
    )

    _desks[bp.name] = desk
    bp.register_error_handler(Refused, refused)
    pages: tuple[tuple[str, str, Callable[..., Any], list[str]], ...] = (
        *texts.PAGES,
        *placing.PAGES,
        *paragraphs.PAGES,
        *several.PAGES,
        *comments.PAGES,
        *numbers.PAGES,
        *translation.PAGES,
        *histories.PAGES,
        *imports.PAGES,
        *files.PAGES,
    )
    for rule, name, view, methods in pages:
        bp.add_url_rule(desk.path + rule, name, view, methods=methods)


def done(message: Any) -> None:
    """Say what was done."""
    flash(message, "good")
