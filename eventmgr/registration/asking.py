"""The organiser's pages of what the registration asks: standard fields, own questions, preview."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.accounts.queries import team_of
from eventmgr.audit.words import know_values
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.events.models import Event
from eventmgr.forms import Form
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, language_name
from eventmgr.language import current, speaking
from eventmgr.registration import question_actions, questions
from eventmgr.registration.forms import participant_form
from eventmgr.registration.question_actions import MOST, TooManyQuestions
from eventmgr.registration.question_forms import asked_form, question_form
from eventmgr.registration.question_models import Question, QuestionKind
from eventmgr.registration.secure_forms import secure_form
from eventmgr.registration.words import ASKED, QUESTION_KINDS
from eventmgr.secure.reading import without_reader
from eventmgr.secure.words import GROUPS

bp = Blueprint("asking", __name__, url_prefix="/events/<slug>/participants/form")

for field in questions.ALL:
    know_values(field, {one.value: words for one, words in ASKED.items()})


def _row(question: Question, event: Event) -> dict[str, Any]:
    wanted = questions.languages_of(event)
    return {
        "uid": question.uid,
        "label": questions.label_of(question, current(), event),
        "kind": QUESTION_KINDS[question.kind],
        "required": question.required,
        "missing": [
            language_name(code, current()) for code in wanted if code not in question.label
        ],
        "choices": [words for _uid, words in questions.choices_of(question, current(), event)],
    }


@bp.route("/", methods=["GET", "POST"])
@needs(Need.SET_UP)
def index(slug: str) -> Any:
    """Show what the registration asks; choose which standard fields are asked."""
    event: Event = g.event
    row = questions.asked_row(event.id)
    how = questions.asked(event.id)
    form = asked_form(how, row.version if row is not None else 1)
    if form.validate_on_submit():
        try:
            question_actions.change_asked(
                event, form.values(), version=form.seen_version, actor=current_user
            )
            commit()
        except Conflict as conflict:
            version = conflict.current.version
            theirs = asked_form(questions.asked(event.id), version, formdata=None)
            answer = conflict_page(
                form,
                theirs,
                version=version,
                back=url_for(".index", slug=slug),
                layout="layouts/event.html",
            )
            db.session.rollback()
            return answer
        flash(_("The settings are saved."), "good")
        return redirect(url_for(".index", slug=slug), 303)
    own = questions.questions(event.id, removed=True)
    missing = without_reader(team_of(event.id), questions.secure_groups(event.id))
    page = render_template(
        "registration/asking.html",
        form=form,
        standard=list(questions.STANDARD),
        secure=list(questions.SECURE),
        unread=[GROUPS[group] for group in missing],
        rows=[_row(one, event) for one in own if one.removed_at is None],
        removed=[_row(one, event) for one in own if one.removed_at is not None],
        kinds=[(kind.value, words) for kind, words in QUESTION_KINDS.items()],
        room=sum(one.removed_at is None for one in own) < MOST,
        languages=[(code, language_name(code, current())) for code in INTERFACE_LANGUAGES],
    )
    return page, 422 if form.is_submitted() else 200


def _question(uid: str) -> Question:
    found = questions.question(g.event.id, uid)
    if found is None:
        abort(404)
    return found


@bp.route("/add/<kind>", methods=["GET", "POST"])
@needs(Need.SET_UP)
def add(slug: str, kind: str) -> Any:
    """Word a new question of a kind, in each language."""
    if kind not in set(QuestionKind):
        abort(404)
    event: Event = g.event
    chosen = QuestionKind(kind)
    form = question_form(chosen, questions.languages_of(event))
    if form.validate_on_submit():
        try:
            question_actions.add_question(event, chosen, form.values(), actor=current_user)
        except TooManyQuestions:
            db.session.rollback()
            form.form_errors.append(_too_many())
        else:
            commit()
            flash(_("The question is on the form."), "good")
            return redirect(url_for(".index", slug=slug), 303)
    page = render_template(
        "registration/question.html", form=form, kind=QUESTION_KINDS[chosen], question=None
    )
    return page, 422 if form.is_submitted() else 200


def _too_many() -> str:
    return _("The form has %(most)s questions of its own already. Take one away first.", most=MOST)


@bp.route("/<uid>", methods=["GET", "POST"])
@needs(Need.SET_UP)
def edit(slug: str, uid: str) -> Any:
    """Reword a question; answers given keep their meaning, so its kind stays."""
    event: Event = g.event
    row = _question(uid)
    form = question_form(row.kind, questions.languages_of(event), row)
    if form.validate_on_submit():
        try:
            question_actions.change_question(
                row, form.values(), version=form.seen_version, actor=current_user
            )
            commit()
        except Conflict as conflict:
            theirs = question_form(
                row.kind, questions.languages_of(event), conflict.current, formdata=None
            )
            answer = conflict_page(
                form,
                theirs,
                version=conflict.current.version,
                back=url_for(".edit", slug=slug, uid=uid),
                layout="layouts/event.html",
            )
            db.session.rollback()
            return answer
        flash(_("The question is saved."), "good")
        return redirect(url_for(".index", slug=slug), 303)
    page = render_template(
        "registration/question.html", form=form, kind=QUESTION_KINDS[row.kind], question=row
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/<uid>/<any(up,down,remove,restore):what>")
@needs(Need.SET_UP)
def act(slug: str, uid: str, what: str) -> Response:
    """Move a question, take it away, or put it back."""
    row = _question(uid)
    if not Form().validate_on_submit():
        abort(400)
    if what in {"up", "down"}:
        question_actions.move_question(row, up=what == "up", actor=current_user)
    elif what == "remove":
        question_actions.remove_question(row, actor=current_user)
        flash(
            _("The question is not asked any more. Answers given to it stay; it can be put back."),
            "good",
        )
    else:
        try:
            question_actions.restore_question(row, actor=current_user)
        except TooManyQuestions:
            db.session.rollback()
            flash(_too_many(), "bad")
            return redirect(url_for(".index", slug=slug), 303)
        flash(_("The question is on the form."), "good")
    commit()
    return redirect(url_for(".index", slug=slug), 303)


@bp.get("/preview/<language>")
@needs(Need.SET_UP)
def preview(slug: str, language: str) -> str:
    """Show the form as a participant sees it in a language; nothing can be sent from here."""
    if language not in INTERFACE_LANGUAGES:
        abort(404)
    event: Event = g.event
    with speaking(language):
        return render_template(
            "registration/preview.html",
            form=participant_form(event, language, formdata=None),
            secure=secure_form(event, language, formdata=None),
            groups=GROUPS,
        )
