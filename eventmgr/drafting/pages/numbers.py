"""Numbers of a text: their style, holding them while people hold paper, and the concordance."""

from __future__ import annotations

import io
from typing import Any

from flask import abort, g, render_template, request, send_file
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit
from eventmgr.directory.naming import NamesMissing
from eventmgr.drafting import actions, concordance, holding, queries
from eventmgr.drafting.desk import back_to, done, here, the_text, the_tree
from eventmgr.drafting.editor import is_frozen
from eventmgr.drafting.forms import LABEL_STYLES
from eventmgr.drafting.models import Renumbering, StructuredText
from eventmgr.events.prints import NotPrintable
from eventmgr.i18n.dates import short_datetime
from eventmgr.i18n.languages import language
from eventmgr.language import current
from eventmgr.printing.designations import DesignationError
from eventmgr.printing.papers import TextPaper
from eventmgr.tasks import PrintUnavailable, pdf
from eventmgr.text.numbering import STYLES, labels


@needs(Need.SEE)
def numbers(slug: str) -> str:
    """Show how the text is numbered, what renumbering would change, and what it has changed."""
    text = the_text()
    tree = the_tree(text)
    code = request.args.get("language", tree.source)
    if code not in tree.languages:
        abort(404)
    past = holding.concordances(text)
    words = concordance.beginnings(text, code) if past else {}
    return render_template(
        "drafting/numbers.html",
        desk=here(),
        text=text,
        tree=tree,
        code=code,
        names={one: language(one).label for one in tree.languages},
        frozen=is_frozen(text),
        coming=_coming(tree) if tree.held else [],
        styles=_styles(tree),
        past=[(one, concordance.lines_of(one, words)) for one in past],
        when=lambda moment: short_datetime(moment, current()),
    )


def _coming(tree: queries.Tree) -> list[concordance.Line]:
    """Return what renumbering would change."""
    live = queries.engine_nodes(tree.paragraphs)
    found = labels(live, tree.document.label_style, restart=queries.restarts(tree.document))
    new = dict(
        zip(
            (node.uid for node in live),
            queries.references_of(live, found),
            strict=True,
        )
    )
    lines = [
        concordance.Line(
            one.reference, new.get(one.uid, ""), concordance.beginning(one.text(tree.source))
        )
        for one in tree.printed
    ]
    return [line for line in lines if line.moved]


def _styles(tree: queries.Tree) -> list[tuple[str, Any, list[tuple[str, int]]]]:
    """Return each style with its name and the first labels of this very text."""
    live = queries.engine_nodes(tree.paragraphs)
    found = []
    for style in STYLES:
        shown = labels(live, style, restart=queries.restarts(tree.document))
        numbered = [
            (label.printed, node.level)
            for node, label in zip(live, shown, strict=True)
            if label.plain
        ]
        found.append((style, LABEL_STYLES[style], numbered[:6]))
    return found


@needs(Need.DRAFT)
def hold(slug: str) -> Response:
    """Hold the numbers."""
    text = the_text()
    actions.hold_numbers(text, actor=current_user)
    commit()
    done(_("The numbers are held: a new paragraph after 4 will be “4 bis”."))
    return back_to()


@needs(Need.DRAFT)
def renumber(slug: str) -> Response:
    """Let the numbers run from 1 again and keep the concordance."""
    text = the_text()
    actions.renumber_text(text, actor=current_user)
    commit()
    done(_("The text is renumbered. The table of old and new numbers is under “Numbers”."))
    return back_to()


def _the_concordance(text: StructuredText, renumbering_id: int, code: str) -> Renumbering:
    found = holding.find_concordance(text, renumbering_id)
    if found is None or code not in queries.languages_of(text, g.event):
        abort(404)
    return found


@needs(Need.SEE)
def concordance_pdf(slug: str, renumbering_id: int, code: str) -> Any:
    """Give a concordance as a PDF file, alone or behind the draft as it stands."""
    text = the_text()
    found = _the_concordance(text, renumbering_id, code)
    desk = here()
    try:
        if "draft" in request.args:
            draft = desk.build(g.event, code)
            assert isinstance(draft, TextPaper)
            paper = concordance.with_concordance(draft, text, found, code)
        else:
            paper = concordance.concordance_paper(g.event, text, found, code)
        data = pdf(paper)
    except NotPrintable as error:
        raise actions.Refused(str(error)) from None
    except (NamesMissing, DesignationError):
        raise actions.Refused(
            _("A name in this paper is not approved in this language. Please look at it first.")
        ) from None
    except PrintUnavailable:
        raise actions.Refused(
            _("The paper could not be printed just now. Please try again in a moment.")
        ) from None
    return send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        download_name=f"{g.event.slug}-{desk.kind.value}-numbers-{code}.pdf",
    )


PAGES = (
    ("/numbers", "numbers", numbers, ["GET"]),
    ("/numbers/hold", "hold_numbers", hold, ["POST"]),
    ("/numbers/renumber", "renumber", renumber, ["POST"]),
    (
        "/numbers/<int:renumbering_id>/<code>.pdf",
        "concordance_pdf",
        concordance_pdf,
        ["GET"],
    ),
)
