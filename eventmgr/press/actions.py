"""Changing what a press release has beside its text: statements, their clearing, contacts."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.audit.actions import differences, record
from eventmgr.database import claim_version, db, lock, now
from eventmgr.drafting import queries
from eventmgr.drafting.actions import Refused, add_node, edit_node, open_for_change
from eventmgr.drafting.models import NodeKind, StructuredText, TextNode
from eventmgr.drafting.queries import Tree
from eventmgr.events.models import Event
from eventmgr.mail.actions import cancel_unsent
from eventmgr.mail.messages import address_of, send
from eventmgr.papers import links
from eventmgr.papers.clearing import supersede
from eventmgr.papers.models import Means
from eventmgr.press.models import PressQuote, PressSheet, QuoteState
from eventmgr.press.offers import headline_of, lead_of, statement_text

STATEMENT = "PressQuote"


def _record(
    action: str, quote: PressQuote, event_id: int, actor: Any, changes: dict[str, Any] | None = None
) -> None:
    record(
        action, quote, actor=actor, event_id=event_id, label=quote.speaker, changes=changes or {}
    )


def offer_beginning(event: Event, text: StructuredText, *, actor: Any) -> TextNode:
    """Begin the release with a headline and a lead from the event, in all its languages.

    The lead says what, where, when and who organised (LIFE table, row 16); both are for editing.
    """
    source = text.source_language
    headline = add_node(text, None, NodeKind.HEADING, 1, headline_of(event, source), actor=actor)
    first = queries.tree(text, queries.languages_of(text, event)).paragraphs[0]
    if first.uid != headline.uid:
        from eventmgr.drafting.actions import move_node

        before = queries.find_node(text, first.uid)
        move_node(text, headline, actor=actor, before=before)
    lead = add_node(text, headline, NodeKind.PARAGRAPH, None, lead_of(event, source), actor=actor)
    for code in event.document_languages:
        if code != source:
            edit_node(text, headline, code, headline_of(event, code), 0, actor=actor)
            edit_node(text, lead, code, lead_of(event, code), 0, actor=actor)
    return headline


def mark_statement(
    text: StructuredText,
    node: TextNode,
    *,
    actor: Any,
    speaker: str,
    post: dict[str, str],
    email: str = "",
) -> PressQuote:
    """Mark a paragraph as a statement of somebody; raises Refused where it is one already."""
    lock(text)
    if db.session.scalar(select(PressQuote.id).where(PressQuote.node_id == node.id)) is not None:
        raise Refused(_l("This paragraph is marked as a statement already."))
    quote = PressQuote(
        text_id=text.id,
        node_id=node.id,
        speaker=speaker,
        post=post,
        email=email,
        language=text.source_language,
    )
    db.session.add(quote)
    _record("add statement", quote, text.event_id, actor)
    return quote


def add_statement(
    text: StructuredText,
    tree: Tree,
    *,
    actor: Any,
    speaker: str,
    post: dict[str, str],
    words: str,
    email: str = "",
) -> PressQuote:
    """Write a new paragraph with somebody's words at the end of the text, and mark it."""
    last = queries.find_node(text, tree.paragraphs[-1].uid) if tree.paragraphs else None
    written = statement_text(speaker, post.get(tree.source, ""), words, tree.source)
    node = add_node(text, last, NodeKind.PARAGRAPH, None, written, actor=actor)
    return mark_statement(text, node, actor=actor, speaker=speaker, post=post, email=email)


def change_statement(
    text: StructuredText, quote: PressQuote, values: dict[str, Any], version: int, *, actor: Any
) -> None:
    """Change who made a statement; raises Conflict where somebody did so meanwhile."""
    claim_version(quote, version)
    changed = differences(quote, values)
    if changed:
        _record("change statement", quote, text.event_id, actor, changed)


def remove_statement(text: StructuredText, quote: PressQuote, *, actor: Any) -> None:
    """Take the mark off a paragraph; its words stay."""
    lock(text)
    cancel_unsent(STATEMENT, quote.id, actor=actor)
    _record("remove statement", quote, text.event_id, actor)
    db.session.delete(quote)


def _words_now(text: StructuredText, quote: PressQuote, language: str) -> tuple[str, int]:
    node = db.session.get(TextNode, quote.node_id)
    newest = queries.newest_revision(node, language) if node is not None else None
    if node is None or node.deleted_at is not None or newest is None or not newest.text:
        raise Refused(_l("This statement has no words in this language yet."))
    return newest.text, newest.number


def send_statement(
    event: Event, text: StructuredText, quote: PressQuote, *, actor: Any, language: str = ""
) -> None:
    """Send the words to the speaker with a personal link to clear or correct them.

    Raises Refused where there is no address or nothing to send.
    """
    lock(quote)
    if not quote.email:
        raise Refused(_l("Please enter the speaker's e-mail address first."))
    quote.language = language or quote.language
    quote.asked_text, _number = _words_now(text, quote, quote.language)
    cancel_unsent(STATEMENT, quote.id, actor=actor)
    token = links.issue(quote)
    before = quote.state
    quote.state = QuoteState.SENT
    quote.sent_at = now()
    quote.proposed_text = ""
    quote.proposed_at = None
    quote.version += 1
    send(
        "statement",
        to_email=quote.email,
        to_name=quote.speaker,
        language=quote.language,
        event=event,
        context={"link": address_of(f"/statement/{token}")},
        subject_type=STATEMENT,
        subject_id=quote.id,
    )
    _record(
        "send statement", quote, event.id, actor, {"state": [before.value, QuoteState.SENT.value]}
    )


def find_by_token(token: str) -> PressQuote | None:
    """Return the statement a personal link leads to; None where the link is wrong or over."""
    quote = db.session.scalar(
        select(PressQuote).where(PressQuote.token_hash == links.hash_of(token))
    )
    return quote if quote is not None and links.is_alive(quote) else None


def clear_statement(
    event: Event,
    text: StructuredText,
    quote: PressQuote,
    *,
    actor: Any,
    means: Means,
    by: str,
    seen: str,
    note: str = "",
) -> None:
    """Keep that the speaker agrees to the words: who said so, when and by what means.

    `seen` is what was agreed to; raises Refused where the paragraph says something else now.
    """
    lock(text)
    words, _number = _words_now(text, quote, quote.language)
    if words != seen:
        raise Refused(
            _l("The words have been changed in the meantime. Please look at them once more.")
        )
    before = quote.state
    quote.state = QuoteState.CLEARED
    quote.cleared_text = words
    quote.cleared_at = now()
    quote.cleared_by = by
    quote.means = means
    quote.note = note
    quote.proposed_text = ""
    quote.recorded_by_id = getattr(actor, "id", None)
    quote.version += 1
    _record(
        "clear statement", quote, event.id, actor if hasattr(actor, "id") else by,
        {"state": [before.value, QuoteState.CLEARED.value], "means": ["", means.value]},
    )  # fmt: skip


def propose_words(event: Event, quote: PressQuote, words: str, note: str) -> None:
    """Keep the words the speaker would rather have; the organiser takes them into the text."""
    lock(quote)
    quote.proposed_text = words
    quote.proposed_at = now()
    quote.note = note
    quote.version += 1
    _record("correct statement", quote, event.id, quote.speaker)


def take_correction(
    event: Event, text: StructuredText, quote: PressQuote, version: int, *, actor: Any
) -> None:
    """Write the speaker's own words into the paragraph; so taken, they are cleared.

    `version` is the statement's that the person looked at; raises Refused where the speaker has
    written something else since.
    """
    open_for_change(text)
    lock(quote)
    if quote.version != version:
        raise Refused(
            _l("The words have been changed in the meantime. Please look at them once more.")
        )
    if not quote.proposed_text:
        raise Refused(_l("There is no correction to take."))
    node = db.session.get(TextNode, quote.node_id)
    assert node is not None
    _words, number = _words_now(text, quote, quote.language)
    revision = edit_node(
        text, node, quote.language, quote.proposed_text, number, actor=actor,
        reason=str(_l("Corrected by the speaker")),
    )  # fmt: skip
    clear_statement(
        event, text, quote, actor=actor, means=Means.LINK, by=quote.speaker, seen=revision.text,
        note=quote.note,
    )  # fmt: skip


def sheet_of(text: StructuredText) -> PressSheet | None:
    """Return contacts and photo credits of a press release, or None where none are entered."""
    return db.session.scalar(select(PressSheet).where(PressSheet.text_id == text.id))


def set_sheet(
    text: StructuredText,
    *,
    contacts: str,
    photo_credits: dict[str, str],
    version: int,
    actor: Any,
) -> PressSheet:
    """Keep whom journalists may ask and whose photographs these are; an edit as any other.

    Raises Conflict where somebody changed it meanwhile.
    """
    open_for_change(text)
    sheet = sheet_of(text)
    if sheet is None:
        sheet = PressSheet(text_id=text.id, contacts="", photo_credits={})
        db.session.add(sheet)
        db.session.flush()
    else:
        claim_version(sheet, version)
    changed = differences(sheet, {"contacts": contacts, "photo_credits": photo_credits})
    if changed:
        supersede(text, actor=actor)
        record(
            "change press contacts", sheet, actor=actor, event_id=text.event_id,
            label=text.kind.value, changes=changed,
        )  # fmt: skip
    return sheet
