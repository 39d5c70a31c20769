"""Preparing and issuing a correction of an adopted text."""

from __future__ import annotations

import json
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.conclusions import corrections, prints
from eventmgr.conclusions.blueprint import PATH, bp
from eventmgr.conclusions.seal import read_work
from eventmgr.conclusions.sealed_pages import the_sealed_text
from eventmgr.database import commit, db
from eventmgr.drafting.changing import Refused
from eventmgr.drafting.desk import done
from eventmgr.drafting.edition import refer_of, references
from eventmgr.forms import Form, Required, multilingual, text_field
from eventmgr.i18n.languages import html_lang, language
from eventmgr.language import current
from eventmgr.text.inline import to_plain


@bp.get(f"{PATH}/corrections")
@needs(Need.ADOPT)
def correction(slug: str) -> str:
    """Show the correction being prepared, and the paragraphs that can be corrected."""
    text = the_sealed_text()
    row = corrections.newest(text)
    work = read_work(row.sealed)
    names = references(work.edition, current())
    by_uid = {one.uid: one for one in work.edition.paragraphs}
    prepared = corrections.prepared(text)
    return render_template(
        "conclusions/corrections.html",
        number=row.number + 1,
        seen=corrections.seen_of(prepared),
        changes=[
            {
                "id": change.id,
                "uid": change.uid,
                "name": names.get(change.uid, ""),
                "language": language(change.language).label,
                "lang": html_lang(change.language),
                "before": by_uid[change.uid].texts.get(change.language, ""),
                "after": change.wording,
                "reason": change.reason,
            }
            for change in prepared
            if change.uid in by_uid
        ],
        paragraphs=[
            (one.uid, names[one.uid], to_plain(one.texts.get(work.edition.authentic, ""))[:140])
            for one in work.edition.paragraphs
        ],
        lang=html_lang(work.edition.authentic),
    )


@bp.route(f"{PATH}/corrections/<uid>", methods=["GET", "POST"])
@needs(Need.ADOPT)
def correct_paragraph(slug: str, uid: str) -> Any:
    """Correct the wordings of one paragraph."""
    text = the_sealed_text()
    row = corrections.newest(text)
    work = read_work(row.sealed)
    paragraph = corrections.find_paragraph(work, uid)
    if paragraph is None:
        abort(404)
    present = {one.language: one for one in corrections.prepared(text) if one.uid == uid}

    class CorrectionForm(Form):
        wording = multilingual(
            _l("Corrected wording"), work.edition.languages, most=100_000, long=True
        )
        reason = text_field(
            _l("Reason of the correction"),
            most=500,
            required=Required(_l("Please say why the adopted text is corrected.")),
        )

    form = CorrectionForm(
        wording={
            code: present[code].wording if code in present else paragraph.texts.get(code, "")
            for code in work.edition.languages
        },
        reason=next((one.reason for one in present.values()), ""),
    )
    for field in form.wording.form:
        # References show their number in the field, each in its language.
        refer = refer_of(work.edition, field.short_name)
        said = {one.uid: refer(one.uid) or "" for one in work.edition.paragraphs}
        field.render_kw = {**(field.render_kw or {}), "data-references": json.dumps(said)}
    if form.validate_on_submit():
        wordings = {field.short_name: field.data or "" for field in form.wording.form}
        # A language that was never written stays so where nobody fills it in.
        wordings = {
            code: words for code, words in wordings.items() if words or paragraph.texts.get(code)
        }
        try:
            count = corrections.prepare(
                text, uid, wordings, form.reason.data or "", actor=current_user
            )
        except Refused as error:
            db.session.rollback()
            form.add_error("reason", str(error.message))
        else:
            commit()
            done(
                _("The change is in the correction. Nothing is issued yet.")
                if count
                else _("This paragraph is as it was adopted.")
            )
            return redirect(url_for(".correction", slug=slug), 303)
    page = render_template(
        "conclusions/correct.html",
        form=form,
        name=references(work.edition, current())[uid],
        number=row.number + 1,
        adopted=[(language(code), words) for code, words in paragraph.texts.items() if words],
    )
    return page, 422 if form.is_submitted() else 200


@bp.post(f"{PATH}/corrections/changes/<int:number>/remove")
@needs(Need.ADOPT)
def drop_correction(slug: str, number: int) -> Any:
    """Take one change out of the correction."""
    corrections.drop(the_sealed_text(), number, actor=current_user)
    commit()
    done(_("The change is taken out of the correction."))
    return redirect(url_for(".correction", slug=slug), 303)


@bp.post(f"{PATH}/corrections/issue")
@needs(Need.ADOPT)
def issue_correction(slug: str) -> Any:
    """Seal the correction."""
    seen = request.form.get("seen", "")
    edition = corrections.issue(g.event, the_sealed_text(), seen, actor=current_user)
    commit()
    prints.hand_over(edition)
    done(_("Corr. %(number)s is issued and sealed.", number=edition.number))
    return redirect(url_for(".sealed_editions", slug=slug), 303)
