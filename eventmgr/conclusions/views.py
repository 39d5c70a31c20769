"""The conclusions: their editor, their adoption, their public edition."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from sqlalchemy import select

from eventmgr.accounts.access import PUBLIC, Need, needs
from eventmgr.conclusions import public, stage  # noqa: F401 - they register themselves
from eventmgr.conclusions.actions import NotReady, adopt
from eventmgr.conclusions.forms import adoption_form
from eventmgr.conclusions.paper import conclusions_paper, sealed_paper
from eventmgr.conclusions.preflight import preflight
from eventmgr.database import Conflict, commit, db
from eventmgr.drafting import queries
from eventmgr.drafting.actions import Frozen
from eventmgr.drafting.desk import Desk, attach, done, the_text, the_tree
from eventmgr.drafting.editor import editor_page, is_frozen
from eventmgr.drafting.models import AdoptionMode, NodeKind, StructuredText, TextKind, TextState
from eventmgr.events.models import Event
from eventmgr.extensions import limiter
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.languages import language
from eventmgr.language import current
from eventmgr.printing.papers import TextPaper
from eventmgr.tasks import PrintUnavailable, pdf

bp = Blueprint("conclusions", __name__)

PATH = "/events/<slug>/conclusions"


@bp.get(PATH)
@needs(Need.SEE)
def show(slug: str) -> str:
    """Show the text with everything beside it."""
    return editor_page(
        "conclusions/text.html",
        lead=_("Number by number: the program sets the numbers, and they follow every change."),
        adopted_on=lambda text: long_date(text.adopted_on, current()),
    )


attach(
    bp,
    Desk(
        kind=TextKind.CONCLUSIONS,
        path=PATH,
        title=_l("Conclusions"),
        kinds=(
            (NodeKind.OPERATIVE, 1),
            (NodeKind.SUB_POINT, 2),
            (NodeKind.SUB_POINT, 3),
            (NodeKind.CONTINUATION, 1),
            (NodeKind.CHAPEAU, 0),
            (NodeKind.PREAMBULAR, 0),
            (NodeKind.LEAD_IN, 0),
            (NodeKind.BULLET, 1),
            (NodeKind.BULLET, 2),
            (NodeKind.FORMULA, 0),
            (NodeKind.HEADING, 1),
            (NodeKind.PARAGRAPH, 0),
            (NodeKind.CLOSING, 0),
        ),
        build=conclusions_paper,
    ),
)


def _form(event: Event, text: StructuredText, tree: queries.Tree) -> Any:
    codes = [code for code in tree.languages if tree.completeness(code) != "missing"]
    form = adoption_form(codes or [tree.source], current())
    if request.method == "GET":
        form.version.data = str(text.version)
        form.adopted_on.data = event.end
        form.authentic_language.data = text.authentic_language or tree.source
        form.included.data = codes
        for field in form.adopted_place.form:
            field.data = event.city.get(field.short_name, "")
    return form


@bp.route(f"{PATH}/adopt", methods=["GET", "POST"])
@needs(Need.ADOPT)
def adopt_text(slug: str) -> Any:
    """Show what stands in the way of adoption, and adopt."""
    text = the_text()
    if is_frozen(text):
        raise Frozen
    tree = the_tree(text)
    form = _form(g.event, text, tree)
    findings = None
    changed = False
    if form.validate_on_submit():
        try:
            adopt(
                g.event,
                text,
                actor=current_user,
                version=form.seen_version,
                mode=AdoptionMode(form.mode.data),
                on=form.adopted_on.data,
                place=form.adopted_place.values(),
                authentic=form.authentic_language.data,
                languages=form.included.data or [],
                acknowledged=form.acknowledged.data,
            )
        except NotReady as error:
            findings = error.findings
            if not findings.blocking:
                form.add_error("acknowledged", _("Please confirm that you have read the remarks."))
        except Conflict:
            changed = True
            form.version.data = form.version.raw_data = str(text.version)
        else:
            commit()
            done(_("The conclusions are adopted and sealed."))
            return redirect(url_for(".show", slug=slug), 303)
    if findings is None:
        authentic = form.authentic_language.data
        findings = preflight(
            g.event,
            tree,
            authentic=authentic if authentic in tree.languages else tree.source,
            languages=form.included.data or [],
        )
    page = render_template(
        "conclusions/adopt.html",
        form=form,
        text=text,
        findings=findings,
        changed=changed,
        names={code: language(code).label for code in tree.languages},
    )
    if form.is_submitted():
        db.session.rollback()
        return page, 409 if changed else 422
    return page


@bp.get(f"{PATH}/sealed.json")
@needs(Need.SEE)
def sealed(slug: str) -> Any:
    """Give the sealed edition as the file whose SHA-256 is printed on the paper."""
    text = the_text()
    if not is_frozen(text) or text.sealed is None:
        abort(404)
    return send_file(
        io.BytesIO(text.sealed.encode()),
        mimetype="application/json",
        as_attachment=True,
        download_name=f"{slug}-conclusions.json",
    )


def _public_paper(slug: str, code: str) -> TextPaper:
    row = db.session.execute(
        select(Event, StructuredText)
        .join(StructuredText, StructuredText.event_id == Event.id)
        .where(
            Event.slug == slug,
            Event.public,
            Event.public_conclusions,
            StructuredText.kind == TextKind.CONCLUSIONS,
            StructuredText.state == TextState.ADOPTED,
        )
    ).first()
    if row is None or not public.holds(row[1], code):
        abort(404)
    return sealed_paper(row[1], code)


@bp.get("/e/<slug>/conclusions/<code>.pdf")
@needs(PUBLIC)
@limiter.limit("30 per minute")
def public_pdf(slug: str, code: str) -> Any:
    """Give the adopted conclusions of a public event to everybody."""
    try:
        data = pdf(_public_paper(slug, code))
    except PrintUnavailable:
        abort(503)
    return send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        download_name=f"{slug}-conclusions-{code}.pdf",
    )
