"""What was written before: of a paragraph, with any two wordings compared; of the whole text."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import abort, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.audit.names import ACTIONS
from eventmgr.database import commit
from eventmgr.drafting import actions, histories, queries
from eventmgr.drafting.desk import (
    back_to,
    done,
    here,
    the_language,
    the_node,
    the_text,
    the_tree,
)
from eventmgr.drafting.editor import is_frozen, word_tables
from eventmgr.drafting.models import TranslationState
from eventmgr.drafting.referring import places, refer_in
from eventmgr.i18n.dates import long_date, short_datetime
from eventmgr.i18n.languages import language
from eventmgr.incoming import number_in
from eventmgr.language import current


@needs(Need.SEE)
def history(slug: str, uid: str) -> str:
    """Show who wrote what, when and why, with what each change changed, and any two compared."""
    text = the_text()
    node = the_node(text, uid)
    tree = the_tree(text)
    code = the_language(tree)
    steps = queries.history(node, code)
    by_number = {step.revision.number: step for step in steps}
    older = by_number.get(number_in(request.args.get("from", "")) or 0)
    newer = by_number.get(number_in(request.args.get("to", "")) or 0)
    return render_template(
        "drafting/history.html",
        desk=here(),
        tree=tree,
        paragraph=tree.find(uid),
        uid=uid,
        code=code,
        steps=steps,
        older=older,
        newer=newer,
        names={one: language(one).label for one in tree.languages},
        when=lambda moment: short_datetime(moment, current()),
        refer=refer_in(places(tree.paragraphs), code),
        frozen=is_frozen(text),
        **word_tables(),
    )


@needs(Need.DRAFT)
def restore_wording(slug: str, uid: str) -> Response:
    """Write an earlier wording again, as a new revision."""
    text = the_text()
    node = the_node(text, uid)
    tree = the_tree(text)
    code = the_language(tree)
    wanted = number_in(request.form.get("number", ""))
    steps = queries.history(node, code)
    step = next((one for one in steps if one.revision.number == wanted), None)
    if step is None:
        abort(404)
    revision = step.revision
    actions.edit_node(
        text,
        node,
        code,
        revision.text,
        steps[0].revision.number,
        actor=current_user,
        reason=_("The wording of %(moment)s again", moment=short_datetime(revision.at, current())),
        state=TranslationState.DRAFT
        if revision.state is TranslationState.DRAFT
        else TranslationState.TRANSLATED,
        rendered=revision.source_revision_id,
    )
    commit()
    done(_("The earlier wording stands again. The one before is kept in the history."))
    return back_to(uid)


@needs(Need.SEE)
def changes(slug: str) -> Any:
    """Show who changed what when in the whole text, day by day."""
    text = the_text()
    tree = the_tree(text)
    code = request.args.get("language", "")
    if code and code not in tree.languages:
        abort(404)
    page = max(number_in(request.args.get("page", "")) or 1, 1)
    found, older = histories.changes(text, code, page)
    days = [
        (long_date(day, current()), list(group))
        for day, group in groupby(found, key=lambda one: one.at.date())
    ]

    def url(number: int) -> str:
        return url_for(".changes", slug=g.event.slug, language=code or None, page=number)

    return render_template(
        "drafting/changes.html",
        desk=here(),
        tree=tree,
        code=code,
        days=days,
        newer=url(page - 1) if page > 1 else "",
        older=url(page + 1) if older else "",
        deeds={
            deed: ACTIONS[deed]
            for deed in {one.deed for _d, group in days for one in group}
            if deed
        },
        references={one.uid: one.reference for one in tree.printed},
        there={one.uid for one in tree.paragraphs},
        refer=refer_in(places(tree.paragraphs), current()),
        names={one: language(one).label for one in tree.languages},
        when=lambda moment: short_datetime(moment, current()),
    )


PAGES = (
    ("/paragraphs/<uid>/history", "history", history, ["GET"]),
    ("/paragraphs/<uid>/history/restore", "restore_wording", restore_wording, ["POST"]),
    ("/changes", "changes", changes, ["GET"]),
)
