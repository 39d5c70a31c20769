"""The translators' desk: source and translation side by side, and what is open."""

from __future__ import annotations

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, may, needs
from eventmgr.database import commit
from eventmgr.drafting import actions, translating
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
from eventmgr.drafting.editor import is_frozen, shown_texts, word_tables
from eventmgr.drafting.models import TranslationState
from eventmgr.drafting.pages.paragraphs import reference_tables, wording_form
from eventmgr.drafting.referring import places, refer_in
from eventmgr.i18n.languages import language


@needs(Need.SEE)
def translation(slug: str, code: str) -> Any:
    """Show a language beside the source; one paragraph at a time is in hand to be written.

    `at` is the paragraph in hand, `after` the one just dealt with: the next open one is taken in
    hand then. `show=open` leaves out what is done.
    """
    text = the_text()
    tree = the_tree(text)
    if code not in tree.languages or code == tree.source:
        abort(404)
    rows = translating.tasks(tree, code, current_user.id)
    writes = may(Need.DRAFT) and not is_frozen(text)
    only_open = request.args.get("show") == "open"
    if "after" in request.args:
        return _go_on(rows, code, request.args["after"], only_open)
    at = request.args.get("at", "")
    in_hand = next((one for one in rows if one.paragraph.uid == at), None) if writes else None
    where = places(tree.paragraphs)
    return render_template(
        "drafting/translation.html",
        desk=here(),
        text=text,
        tree=tree,
        code=code,
        rows=[one for one in rows if one.open or not only_open or one is in_hand],
        only_open=only_open,
        count=translating.count(tree, code),
        counts=translating.counts(tree),
        states=translating.STATES,
        in_hand=in_hand,
        form=wording_form(tree, in_hand.paragraph, code) if in_hand else None,
        following=translating.next_open(rows, at),
        sources=shown_texts(tree, tree.source),
        texts=shown_texts(tree, code),
        refer=refer_in(where, tree.source),
        names={one: language(one).label for one in tree.languages},
        writes=writes,
        **(reference_tables(tree, code, at) if in_hand else {}),
        **word_tables(),
    )


def _go_on(rows: list[translating.Task], code: str, uid: str, only_open: bool) -> Any:
    following = translating.next_open(rows, uid)
    at = following.paragraph.uid if following else None
    return redirect(
        url_for(
            ".translation",
            slug=g.event.slug,
            code=code,
            at=at,
            show="open" if only_open else None,
            _anchor=f"p-{at or uid}",
        ),
        303,
    )


@needs(Need.DRAFT)
def set_state(slug: str, uid: str) -> Response:
    """Say how far a translation is."""
    text = the_text()
    node = the_node(text, uid)
    code = the_language(the_tree(text))
    try:
        state = TranslationState(request.form.get("state", ""))
    except ValueError:
        abort(400)
    actions.set_translation_state(text, node, code, state, actor=current_user)
    commit()
    return to_translators_desk(code, uid) if "desk" in request.form else back_to(uid)


@needs(Need.DRAFT)
def minor(slug: str, uid: str) -> Response:
    """Say by name that the source changed little since a translation was made; or take it back."""
    text = the_text()
    node = the_node(text, uid)
    tree = the_tree(text)
    code = the_language(tree)
    paragraph = tree.find(uid)
    since = paragraph.wording(code).rendered_number if paragraph else 0
    if not since:
        abort(404)
    if "back" in request.form:
        actions.take_back_minor(text, node, since, actor=current_user)
        message = _("The change counts as one of substance again.")
    else:
        actions.call_minor(text, node, since, actor=current_user)
        message = _("The translation stays valid; your name is kept with that.")
    commit()
    done(message)
    return to_translators_desk(code, uid) if "desk" in request.form else back_to(uid)


PAGES = (
    ("/translation/<code>", "translation", translation, ["GET"]),
    ("/paragraphs/<uid>/state", "set_state", set_state, ["POST"]),
    ("/paragraphs/<uid>/minor", "minor", minor, ["POST"]),
)
