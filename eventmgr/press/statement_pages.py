"""The statements of a press release: who said what, and whether they agreed to it in print."""

from __future__ import annotations

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from eventmgr.accounts.access import Need, may_use_directory, needs
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, commit, db
from eventmgr.drafting import actions as drafting
from eventmgr.drafting import desk as desks
from eventmgr.drafting.models import StructuredText
from eventmgr.drafting.queries import Tree
from eventmgr.events.models import Event
from eventmgr.forms import apart
from eventmgr.i18n.dates import short_datetime
from eventmgr.i18n.languages import language
from eventmgr.incoming import number_in
from eventmgr.language import current
from eventmgr.papers.models import Means
from eventmgr.papers.words import MEANS
from eventmgr.press import actions
from eventmgr.press.forms import ClearedForm, sheet_form, speaker_form
from eventmgr.press.models import PressQuote
from eventmgr.press.offers import agenda_speakers
from eventmgr.press.quotes import Statement, find_quote, statements_of
from eventmgr.press.words import QUOTE_SIGNS, QUOTE_STATES


def _page_url() -> str:
    return url_for("press.statements", slug=g.event.slug)


def _quote(text: StructuredText, number: int) -> PressQuote:
    quote = find_quote(text, number)
    if quote is None:
        abort(404)
    return quote


@needs(Need.SEE)
def statements(slug: str) -> str:
    """List the statements with their states and what can be done about each."""
    return _page()


def _page(cleared: ClearedForm | None = None, asked: int = 0) -> str:
    text = desks.the_text()
    tree = desks.the_tree(text)
    reader = current()
    found = statements_of(text, tree)
    return render_template(
        "press/statements.html",
        desk=desks.here(),
        tree=tree,
        statements=found,
        words=QUOTE_STATES,
        signs=QUOTE_SIGNS,
        means=MEANS,
        cleared_forms={one.quote.id: _cleared_form(one, cleared, asked) for one in found.marked},
        cleared_for=asked,
        languages={code: language(code).label for code in tree.languages},
        moment=lambda at: short_datetime(at, reader),
    )


def _cleared_form(one: Statement, sent: ClearedForm | None, asked: int) -> ClearedForm:
    """Return the form of one statement: as it was sent, or with the speaker's own name in it."""
    if sent is not None and one.quote.id == asked:
        form = sent
    else:
        form = ClearedForm(formdata=None, data={"by": one.quote.speaker})
    # What is agreed to is what this page shows.
    form.seen.data = one.text
    returned: ClearedForm = apart(form, one.quote.id)
    return returned


def _offered_speaker(event: Event) -> dict[str, Any]:
    """Return the person of the agenda that was chosen, as values of the form."""
    wanted = request.args.get("person", "")
    if not (wanted.isascii() and wanted.isdigit()):
        return {}
    people = agenda_speakers(event)
    if int(wanted) >= len(people):
        return {}
    person = people[int(wanted)]
    return {"speaker": person.name, "post": person.post}


def speaker_page(
    form: Any,
    tree: Tree,
    *,
    title: str,
    uid: str,
    quote: PressQuote | None,
    words: str = "",
    found: list[dict[str, Any]] | None = None,
) -> str:
    """Show the form of a speaker; `words` were searched in the directory, and `found` there."""
    event: Event = g.event
    paragraph = tree.find(uid) if uid else None
    return render_template(
        "press/speaker.html",
        desk=desks.here(),
        form=form,
        title=title,
        people=agenda_speakers(event),
        paragraph=paragraph,
        tree=tree,
        quote=quote,
        uid=uid,
        with_directory=quote is None and may_use_directory(),
        words=words,
        found=found,
    )


@needs(Need.DRAFT)
def add_statement(slug: str) -> Any:
    """Mark a paragraph as a statement, or write a new one."""
    text = desks.the_text()
    tree = desks.the_tree(text)
    uid = request.values.get("paragraph", "")
    paragraph = tree.find(uid) if uid else None
    if uid and paragraph is None:
        abort(404)
    data: dict[str, Any] = {"paragraph": uid}
    if paragraph is not None and request.method == "GET":
        found = statements_of(text, tree)
        for one in found.offered:
            if one.uid == uid:
                data |= {"speaker": one.speaker, "post": {tree.source: one.post}}
    data |= _offered_speaker(g.event)
    form = speaker_form(tree.languages, with_words=paragraph is None, data=data)
    if request.method == "GET":
        fill_post(form, data.get("post", {}))
    if form.validate_on_submit():
        values = {
            "speaker": form.speaker.data,
            "post": form.post.values(),
            "email": form.email.data or "",
        }
        if paragraph is None:
            actions.add_statement(text, tree, actor=current_user, words=form.words.data, **values)
        else:
            node = desks.the_node(text, uid)
            actions.mark_statement(text, node, actor=current_user, **values)
        commit()
        desks.done(_("The statement is in the list. Send it to the speaker to have it cleared."))
        return redirect(_page_url(), 303)
    title = title_of_new(paragraph is not None)
    page = speaker_page(form, tree, title=title, uid=uid, quote=None)
    return page, 422 if form.is_submitted() else 200


def title_of_new(marks: bool) -> str:
    """Return the heading of the form that marks a paragraph, or adds words."""
    return _("Mark as a statement") if marks else _("Add a statement")


def fill_post(form: Any, post: dict[str, str]) -> None:
    """Put a post into the fields of its languages."""
    for code, words in post.items():
        if code in form.post.form:
            form.post.form[code].data = words


@needs(Need.DRAFT)
def edit_statement(slug: str, number: int) -> Any:
    """Change who made a statement."""
    text = desks.the_text()
    tree = desks.the_tree(text)
    quote = _quote(text, number)

    def build(**kwargs: Any) -> Any:
        return speaker_form(tree.languages, with_words=False, obj=quote, **kwargs)

    form = build()
    if request.method == "GET":
        fill_post(form, quote.post)
    if form.validate_on_submit():
        values = {
            "speaker": form.speaker.data,
            "post": form.post.values(),
            "email": form.email.data or "",
        }
        try:
            actions.change_statement(text, quote, values, form.seen_version, actor=current_user)
        except Conflict:
            saved = build(formdata=None)
            fill_post(saved, quote.post)
            return conflict_page(
                form,
                saved,
                version=quote.version,
                back=url_for("press.edit_statement", slug=slug, number=number),
                layout="layouts/event.html",
            )
        commit()
        desks.done(_("The statement's speaker is saved."))
        return redirect(_page_url(), 303)
    uid = quote.node.uid
    page = speaker_page(form, tree, title=_("Speaker of the statement"), uid=uid, quote=quote)
    return page, 422 if form.is_submitted() else 200


@needs(Need.DRAFT)
def remove_statement(slug: str, number: int) -> Any:
    """Take the mark off; the paragraph stays."""
    text = desks.the_text()
    actions.remove_statement(text, _quote(text, number), actor=current_user)
    commit()
    desks.done(_("The paragraph is no longer marked as a statement; its words stay."))
    return redirect(_page_url(), 303)


@needs(Need.SEND)
def send_statement(slug: str, number: int) -> Any:
    """Send the words to the speaker."""
    text = desks.the_text()
    quote = _quote(text, number)
    tree = desks.the_tree(text)
    wanted = request.form.get("language", "")
    if wanted and wanted not in tree.languages:
        abort(400)
    actions.send_statement(g.event, text, quote, actor=current_user, language=wanted)
    name = quote.speaker
    commit()
    desks.done(_("The words are on their way to %(name)s.", name=name))
    return redirect(_page_url(), 303)


@needs(Need.DRAFT)
def clear_statement(slug: str, number: int) -> Any:
    """Write down that the speaker cleared the words another way."""
    text = desks.the_text()
    quote = _quote(text, number)
    form = ClearedForm()
    if not form.validate_on_submit():
        return _page(form, number), 422
    try:
        actions.clear_statement(
            g.event,
            text,
            quote,
            actor=current_user,
            means=Means(form.means.data),
            by=form.by.data,
            seen=form.seen.data or "",
            note=form.note.data or "",
        )
    except drafting.Refused as error:
        db.session.rollback()
        form.add_error("by", error.message)
        return _page(form, number), 422
    commit()
    desks.done(_("The statement is cleared."))
    return redirect(_page_url(), 303)


@needs(Need.DRAFT)
def take_correction(slug: str, number: int) -> Any:
    """Take the speaker's own words into the text."""
    text = desks.the_text()
    seen = number_in(request.form.get("version", "")) or 0
    actions.take_correction(g.event, text, _quote(text, number), seen, actor=current_user)
    commit()
    desks.done(_("The speaker's words stand in the text, and are cleared."))
    return redirect(_page_url(), 303)


@needs(Need.DRAFT)
def contacts(slug: str) -> Any:
    """Show and change contacts and photo credits."""
    text = desks.the_text()
    tree = desks.the_tree(text)
    sheet = actions.sheet_of(text)

    def build(**kwargs: Any) -> Any:
        return sheet_form(tree.languages, obj=sheet, **kwargs)

    def fill(form: Any) -> Any:
        for code, words in (sheet.photo_credits if sheet else {}).items():
            if code in form.photo_credits.form:
                form.photo_credits.form[code].data = words
        return form

    form = build()
    if request.method == "GET":
        fill(form)
    if form.validate_on_submit():
        try:
            actions.set_sheet(
                text,
                contacts=form.contacts.data or "",
                photo_credits=form.photo_credits.values(),
                version=form.seen_version,
                actor=current_user,
            )
        except Conflict:
            assert sheet is not None
            return conflict_page(
                form,
                fill(build(formdata=None)),
                version=sheet.version,
                back=url_for("press.contacts", slug=slug),
                layout="layouts/event.html",
            )
        commit()
        desks.done(_("Contacts and photo credits are saved."))
        return desks.back_to()
    page = render_template("press/contacts.html", desk=desks.here(), form=form)
    return page, 422 if form.is_submitted() else 200


PAGES = (
    ("/statements", "statements", statements, ["GET"]),
    ("/statements/new", "add_statement", add_statement, ["GET", "POST"]),
    ("/statements/<int:number>", "edit_statement", edit_statement, ["GET", "POST"]),
    ("/statements/<int:number>/remove", "remove_statement", remove_statement, ["POST"]),
    ("/statements/<int:number>/send", "send_statement", send_statement, ["POST"]),
    ("/statements/<int:number>/clear", "clear_statement", clear_statement, ["POST"]),
    ("/statements/<int:number>/take", "take_correction", take_correction, ["POST"]),
    ("/contacts", "contacts", contacts, ["GET", "POST"]),
)
