"""Importing a text: the file, then a page on which every doubtful decision is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_security import current_user

from eventmgr.accounts.access import Need, needs
from eventmgr.database import commit, db
from eventmgr.drafting import actions, queries
from eventmgr.drafting.deciding import MOST_EDITABLE, Answers
from eventmgr.drafting.desk import back_to, done, here
from eventmgr.drafting.editor import is_frozen
from eventmgr.drafting.models import ImportDraft, StructuredText
from eventmgr.drafting.reading import (
    Read,
    Row,
    discard_drafts,
    find_draft,
    keep_upload,
    read_draft,
)
from eventmgr.drafting.storing import has_content, matched, store_document
from eventmgr.drafting.upload import UploadForm
from eventmgr.drafting.words import KIND_WORDS, TEXT_KINDS
from eventmgr.i18n.languages import canonical, language
from eventmgr.language import current


def _present() -> StructuredText | None:
    text = queries.find_text(g.event, here().kind)
    if text is not None and is_frozen(text):
        raise actions.Frozen
    return text


@needs(Need.DRAFT)
def upload(slug: str) -> Any:
    """Take a file or a pasted text and read it."""
    text = _present()
    form = UploadForm()
    if form.validate_on_submit():
        draft = keep_upload(form, purpose=here().kind.value, event_id=g.event.id, user=current_user)
        if draft is not None:
            draft_id = draft.id
            commit()
            return redirect(url_for(".review", slug=slug, draft_id=draft_id), 303)
    return render_template("drafting/import.html", desk=here(), form=form, text=text), (
        422 if form.is_submitted() else 200
    )


@needs(Need.DRAFT)
def review(slug: str, draft_id: int) -> Any:
    """Show what was read and what is in doubt; store it as answered."""
    text = _present()
    draft = find_draft(draft_id, user=current_user, purpose=here().kind.value)
    if draft is None or draft.event_id != g.event.id:
        abort(404)
    problem: Any = ""
    # Answers are shown in the tree before anything is stored: "Show the result" only looks.
    if request.method == "POST" and "store" in request.form:
        try:
            return _store(draft)
        except actions.Refused as error:
            db.session.rollback()
            problem = error.message
            draft = find_draft(draft_id, user=current_user, purpose=here().kind.value)
            text = queries.find_text(g.event, here().kind)
            assert draft is not None
    return _review_page(draft, text, problem)


@dataclass(frozen=True)
class Beside:
    """One line of the right side: a paragraph read, beside the one it would translate."""

    row: Row | None
    label: str = ""
    ours: str = ""


def _beside(reading: Read, text: StructuredText | None, chosen: str) -> list[Beside]:
    """Return the paragraphs read; in a translation each beside the text it translates."""
    if text is None or chosen == text.source_language or not has_content(text):
        return [Beside(row) for row in reading.shown]
    ours = queries.tree(text, [text.source_language]).paragraphs
    found = []
    shapes = [(one.kind, one.level) for one in ours]
    for own, place in matched(shapes, reading.document.nodes):
        row = reading.rows[place] if place is not None else None
        if own is None:
            found.append(Beside(row))
        else:
            one = ours[own]
            found.append(Beside(row, one.label.printed, one.text(text.source_language)))
    return found if reading.editable else found[:MOST_EDITABLE]


def _review_page(draft: ImportDraft, text: StructuredText | None, problem: Any) -> Any:
    answers = Answers.of(request.form)
    reading = read_draft(draft, answers)
    found = canonical(reading.document.language or "") or ""
    languages = g.event.document_languages
    chosen = request.form.get("language") or (found if found in languages else languages[0])
    return render_template(
        "drafting/review.html",
        desk=here(),
        draft=draft,
        reading=reading,
        text=text,
        filled=text is not None and has_content(text),
        problem=problem,
        chosen=chosen,
        languages=[(code, language(code).label) for code in languages],
        other_kind=TEXT_KINDS.get(reading.kind) if reading.kind is not here().kind else None,
        found_language=language(found).label if found else "",
        kind_words=KIND_WORDS,
        kinds=_kinds(reading),
        beside=_beside(reading, text, chosen),
        translation=text is not None and has_content(text) and chosen != text.source_language,
        now_language=current(),
    ), (409 if problem else 200)


def _kinds(reading: Read) -> list[tuple[str, Any]]:
    """Return the kinds to choose from: those of the room, and whatever the file holds besides."""
    offered = dict.fromkeys(here().kinds)
    offered |= dict.fromkeys((row.kind, row.level) for row in reading.rows)
    return [
        (f"{kind.value}:{level}", KIND_WORDS.get((kind, level), kind.value))
        for kind, level in offered
    ]


def _store(draft: ImportDraft) -> Any:
    reading = read_draft(draft, Answers.of(request.form))
    if reading.undecided:
        raise actions.Refused(
            _l("The file holds tracked changes. Please accept or reject them before storing.")
        )
    missing = [row.piece.not_found for row in reading.rows if row.piece.not_found]
    if missing:
        raise actions.Refused(
            _l(
                "No paragraph was split at “%(words)s”: these words are not inside it. Please "
                "copy them from the paragraph, or empty the field.",
                words=missing[0],
            )
        )
    chosen = request.form.get("language", "")
    if chosen not in g.event.document_languages:
        abort(400)
    arrange = here().arrange
    document = arrange(reading.document) if arrange else reading.document
    store_document(
        g.event,
        document,
        actor=current_user,
        replace="replace" in request.form,
        kind=here().kind,
        language=chosen,
        partly="partly" in request.form,
    )
    count = len(document.nodes)
    discard_drafts(user=current_user, purpose=here().kind.value)
    commit()
    done(
        ngettext(
            "%(num)s paragraph is stored in the event.",
            "%(num)s paragraphs are stored in the event.",
            count,
        )
    )
    return back_to()


@needs(Need.DRAFT)
def discard(slug: str, draft_id: int) -> Any:
    """Put a read file away without storing anything."""
    discard_drafts(user=current_user, purpose=here().kind.value)
    commit()
    done(_("Nothing was stored."))
    return back_to()


PAGES = (
    ("/import", "upload", upload, ["GET", "POST"]),
    ("/import/<int:draft_id>", "review", review, ["GET", "POST"]),
    ("/import/<int:draft_id>/discard", "discard", discard, ["POST"]),
)
