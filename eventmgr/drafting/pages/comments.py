"""Comments of organisers and co-organisers beside the text."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit
from eventmgr.drafting import actions, queries
from eventmgr.drafting.desk import back_to, done, here, the_node, the_text, the_tree
from eventmgr.drafting.editor import is_frozen
from eventmgr.drafting.forms import CommentForm


@needs(Need.COMMENT)
def comment(slug: str) -> Any:
    """Write a comment beside a paragraph, or on the whole text."""
    text = the_text()
    uid = request.values.get("paragraph", "")
    node = the_node(text, uid) if uid else None
    if is_frozen(text):
        raise actions.Frozen
    form = CommentForm()
    if form.validate_on_submit():
        actions.add_comment(text, node, form.body.data, actor=current_user)
        commit()
        done(_("Your comment is there for everybody who prepares the event."))
        return back_to(uid)
    tree = the_tree(text)
    return render_template(
        "drafting/comment.html",
        desk=here(),
        form=form,
        tree=tree,
        paragraph=tree.find(uid),
        uid=uid,
    ), (422 if form.is_submitted() else 200)


@needs(Need.COMMENT)
def resolve_comment(slug: str, comment_id: int) -> Response:
    """Take a comment that has been dealt with off the page."""
    text = the_text()
    found = queries.find_comment(text, comment_id)
    if found is None:
        abort(404)
    actions.resolve_comment(text, found, actor=current_user)
    uid = request.form.get("paragraph", "")
    commit()
    return back_to(uid if uid.isalnum() else "")


PAGES = (
    ("/comments/new", "comment", comment, ["GET", "POST"]),
    ("/comments/<int:comment_id>/resolve", "resolve_comment", resolve_comment, ["POST"]),
)
