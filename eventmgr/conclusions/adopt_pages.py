"""The page on which a text is looked over and adopted."""

from __future__ import annotations

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.conclusions import adopters, prints
from eventmgr.conclusions.actions import NotReady, adopt
from eventmgr.conclusions.blueprint import PATH, bp
from eventmgr.conclusions.forms import FIGURES, adoption_form
from eventmgr.conclusions.preflight import preflight
from eventmgr.conclusions.terms import Terms
from eventmgr.database import Conflict, commit, db
from eventmgr.drafting import queries
from eventmgr.drafting.changing import check_open
from eventmgr.drafting.desk import done, the_text, the_tree
from eventmgr.drafting.models import AdoptionMode, StructuredText
from eventmgr.events.models import Event
from eventmgr.events.naming import screen_names_for
from eventmgr.i18n.languages import language
from eventmgr.language import current


def written_languages(tree: queries.Tree) -> list[str]:
    """Return the languages in which a text says something."""
    codes = [code for code in tree.languages if tree.completeness(code) != "missing"]
    return codes or [tree.source]


def fill_terms(form: Any, event: Event, text: StructuredText, tree: queries.Tree) -> None:
    """Fill in what the event and the text know already."""
    form.version.data = str(text.version)
    form.authentic_language.data = text.authentic_language or tree.source
    form.included.data = written_languages(tree)
    for field in form.adopted_place.form:
        field.data = event.city.get(field.short_name, "")


def _form(event: Event, text: StructuredText, tree: queries.Tree) -> Any:
    names = screen_names_for(event, current())
    voters = [
        (row.organisation_id, adopters.short_name(names, row.organisation))
        for row in adopters.entitled(text)
    ]
    form = adoption_form(written_languages(tree), current(), voters)
    if request.method == "GET":
        fill_terms(form, event, text, tree)
        form.adopted_on.data = event.end
    return form


def _terms_so_far(form: Any, event: Event, tree: queries.Tree) -> Terms:
    """Return the terms as the form stands, for a look before anybody adopts."""
    authentic = form.authentic_language.data
    mode = form.mode.data
    return Terms(
        AdoptionMode(mode)
        if mode in {one.value for one in AdoptionMode}
        else AdoptionMode.CONSENSUS,
        form.adopted_on.data or event.end,
        {field.short_name: field.data or "" for field in form.adopted_place.form},
        authentic if authentic in tree.languages else tree.source,
        form.included.data or [],
    )


def _vote_fields(form: Any) -> list[Any]:
    return [field for field in form if field.name.startswith("vote_")]


@bp.route(f"{PATH}/adopt", methods=["GET", "POST"])
@needs(Need.ADOPT)
def adopt_text(slug: str) -> Any:
    """Show what stands in the way of adoption, and adopt."""
    text = the_text()
    check_open(text)
    tree = the_tree(text)
    form = _form(g.event, text, tree)
    findings = None
    changed = False
    if form.validate_on_submit():
        try:
            edition = adopt(
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
                symbol=form.symbol.data or "",
                looked=form.looked.data or "",
                vote=form.vote(),
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
            prints.hand_over(edition)
            done(_("The conclusions are adopted and sealed."))
            return redirect(url_for(".sealed_editions", slug=slug), 303)
    adopting = adopters.entitled(text)
    if findings is None:
        terms = _terms_so_far(form, g.event, tree)
        findings = preflight(
            g.event,
            tree,
            authentic=terms.authentic,
            languages=terms.languages,
            terms=terms,
            adopters=len(adopting),
        )
    form.looked.data = findings.looked
    page = render_template(
        "conclusions/adopt.html",
        form=form,
        text=text,
        findings=findings,
        changed=changed,
        names={code: language(code).label for code in tree.languages},
        figures=[form[name] for name in FIGURES],
        votes=_vote_fields(form),
        adopting=len(adopting),
    )
    if form.is_submitted():
        db.session.rollback()
        return page, 409 if changed else 422
    return page
