"""The speaker's own page: clear the words, or write them as they should be printed."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from eventmgr.accounts.access import PUBLIC, needs
from eventmgr.database import commit, db
from eventmgr.drafting.actions import Refused
from eventmgr.drafting.models import StructuredText
from eventmgr.drafting.queries import languages_of, tree
from eventmgr.events.models import Event
from eventmgr.extensions import limiter
from eventmgr.i18n.languages import language
from eventmgr.language import offer
from eventmgr.papers.approver_pages import LINK_LIMIT, link_gone
from eventmgr.papers.models import Means
from eventmgr.press import actions
from eventmgr.press.forms import WordsForm
from eventmgr.press.models import PressQuote, QuoteState
from eventmgr.press.quotes import statement_of
from eventmgr.text.inline import canonical


def _enter(token: str) -> tuple[PressQuote, StructuredText] | None:
    quote = actions.find_by_token(token)
    text = db.session.get(StructuredText, quote.text_id) if quote is not None else None
    if quote is None or text is None or quote.node.deleted_at is not None:
        return None
    g.event = db.session.get(Event, text.event_id)
    offer(quote.language)
    return quote, text


def _page(token: str, quote: PressQuote, text: StructuredText, form: WordsForm) -> str:
    now = tree(text, languages_of(text, g.event))
    paragraph = now.find(quote.node.uid)
    assert paragraph is not None
    statement = statement_of(quote, paragraph)
    headline = next((one for one in now.paragraphs if one.kind.value == "heading"), None)
    return render_template(
        "press/speaker_page.html",
        token=token,
        quote=quote,
        statement=statement,
        cleared=statement.state is QuoteState.CLEARED,
        headline=headline.text(quote.language) if headline is not None else "",
        others=[
            (code, language(code).label, paragraph.text(code))
            for code in now.languages
            if code != quote.language and paragraph.text(code)
        ],
        form=form,
    )


@needs(PUBLIC)
@limiter.limit(LINK_LIMIT)
def speaker_page(token: str) -> Any:
    """Show the words as they would be printed, and take the speaker's answer."""
    entered = _enter(token)
    if entered is None:
        return link_gone()
    quote, text = entered
    form = WordsForm()
    if request.method == "GET":
        form.words.data = quote.proposed_text or quote.asked_text
        form.seen.data = quote.asked_text
        return _page(token, quote, text, form), 200
    if not form.validate_on_submit():
        return _page(token, quote, text, form), 422
    words = canonical(form.words.data)
    try:
        if form.seen.data != quote.asked_text:
            raise Refused(
                _("The words have been changed in the meantime. Please look at them once more.")
            )
        if words == quote.asked_text:
            actions.clear_statement(
                g.event,
                text,
                quote,
                actor="speaker",
                means=Means.LINK,
                by=quote.speaker,
                seen=words,
                note=form.note.data or "",
            )
        else:
            actions.propose_words(g.event, quote, words, form.note.data or "")
    except Refused as error:
        db.session.rollback()
        form.add_error("words", error.message)
        entered = _enter(token)
        if entered is None:
            return link_gone()
        form.seen.data = form.seen.raw_data = entered[0].asked_text
        return _page(token, *entered, form), 422
    cleared = quote.state is QuoteState.CLEARED
    commit()
    if cleared:
        flash(_("Thank you. Your statement may be published as it stands."), "good")
    else:
        flash(_("Thank you. The organisers have your own words and will print those."), "good")
    return redirect(url_for("press.speaker_page", token=token), 303)


PAGES = (("/statement/<token>", "speaker_page", speaker_page, ["GET", "POST"]),)
