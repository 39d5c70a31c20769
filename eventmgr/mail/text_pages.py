"""The texts of messages: what each says in each language, worded by the event if it likes."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from werkzeug.wrappers import Response

from eventmgr.accounts.access import Need, needs
from eventmgr.audit.actions import differences, record
from eventmgr.conflicts import conflict_page
from eventmgr.database import Conflict, claim_version, commit, db, lock, now
from eventmgr.directory.naming import NamesMissing
from eventmgr.directory.screen import missing_words
from eventmgr.forms import VersionedForm, text_area, text_field
from eventmgr.i18n.dates import heading_dates
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, html_lang, language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.language import current, speaking
from eventmgr.mail.blueprint import bp
from eventmgr.mail.messages import Message, compose
from eventmgr.mail.models import MailText
from eventmgr.mail.queries import own_texts
from eventmgr.mail.templates import (
    Kind,
    Source,
    as_delivered,
    faults,
    kind_of,
    kinds,
    own_text,
    samples,
)


class TextForm(VersionedForm):
    """Subject and text of a kind of message in one language."""

    subject = text_field(_l("Subject"), most=300, required=True)
    body = text_area(
        _l("Text"),
        most=10000,
        required=True,
        description=_l(
            "An empty line begins a new paragraph. Words in braces stand for data; a line whose "
            "words are all empty is left out."
        ),
    )


def languages_of(event: Any) -> list[str]:
    """Return the languages in which an event's messages are written."""
    return [code for code in INTERFACE_LANGUAGES if code in event.document_languages] or ["en"]


@bp.get("/events/<slug>/texts")
@needs(Need.SEND)
def texts(slug: str) -> str:
    """List the kinds of messages, and in which languages the event words them itself."""
    return render_template(
        "mail/texts.html",
        kinds=kinds(),
        own=own_texts(g.event.id),
        languages=[(code, language_name(code, current())) for code in languages_of(g.event)],
    )


def _kind(name: str, language: str) -> Kind:
    kind = kind_of(name)
    if kind is None or not kind.listed or language not in INTERFACE_LANGUAGES:
        abort(404)
    return kind


def preview_of(kind: Kind, event: Any, language: str, source: Source) -> Message | list[str]:
    """Return a message with sample data, or in plain words why there can be none."""
    order = event.document_languages
    with speaking(language):
        values = samples(
            kind,
            {
                "event": text_in(event.title, language, order),
                "dates": heading_dates(event.start, event.end, language),
                "place": text_in(event.city, language, order),
            },
        )
    try:
        return compose(kind.name, event, language, values, source=source)
    except NamesMissing as error:
        return [missing_words(item, current()) for item in error.missing]


@bp.route("/events/<slug>/texts/<kind>/<language>", methods=["GET", "POST"])
@needs(Need.SEND)
def edit_text(slug: str, kind: str, language: str) -> Any:
    """Word a kind of message in one language, with a preview before saving."""
    event = g.event
    known = _kind(kind, language)
    row = own_text(event.id, kind, language)
    delivered = as_delivered(known, language)
    shown = Source(row.subject, row.body, own=True) if row else delivered
    form = TextForm(
        data={
            "subject": shown.subject,
            "body": shown.body,
            "version": str(row.version if row else 0),
        }
    )
    source = shown
    if form.is_submitted():
        if form.validate():
            source = Source(form.subject.data, _lines(form.body.data), own=True)
            for fault in faults(known, source.subject, source.body):
                form.add_error(fault.field, _(fault.msgid, **fault.params))
        if not form.errors and "preview" not in request.form:
            try:
                _save(event, known, language, source, version=form.seen_version)
            except Conflict:
                db.session.rollback()
                newer = own_text(event.id, kind, language)
                seen = newer or delivered
                return conflict_page(
                    form,
                    TextForm(formdata=None, data={"subject": seen.subject, "body": seen.body}),
                    version=newer.version if newer else 0,
                    back=url_for(".edit_text", slug=slug, kind=kind, language=language),
                    layout="layouts/event.html",
                )
            commit()
            flash(_("The text is saved. Messages written from now on use it."), "good")
            return redirect(url_for(".edit_text", slug=slug, kind=kind, language=language), 303)
    preview = preview_of(known, event, language, source)
    page = render_template(
        "mail/text.html",
        form=form,
        kind=known,
        language=language,
        language_label=language_name(language, current()),
        text_lang=html_lang(language),
        own=row is not None,
        preview=preview if isinstance(preview, Message) else None,
        problems=[] if isinstance(preview, Message) else preview,
        previewed=form.is_submitted() and not form.errors,
    )
    return page, 422 if form.errors else 200


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _save(event: Any, kind: Kind, language: str, source: Source, *, version: int) -> None:
    lock(event)
    row = own_text(event.id, kind.name, language)
    if row is None:
        if version:
            # Another person took the text as delivered again.
            raise Conflict(None)
        row = MailText(
            event_id=event.id, kind=kind.name, language=language, subject="", body="", version=0
        )
        db.session.add(row)
        db.session.flush()
    claim_version(row, version)
    changes = differences(row, {"subject": source.subject, "body": source.body})
    row.changed_at = now()
    record(
        "change message text",
        row,
        actor=current_user,
        event_id=event.id,
        label=str(kind.label),
        changes=changes | {"language": [language, language]},
    )


@bp.post("/events/<slug>/texts/<kind>/<language>/reset")
@needs(Need.SEND)
def reset_text(slug: str, kind: str, language: str) -> Response:
    """Take the text as delivered again; the event's own stays readable in the history."""
    event = g.event
    known = _kind(kind, language)
    lock(event)
    row = own_text(event.id, kind, language)
    if row is not None:
        record(
            "reset message text",
            row,
            actor=current_user,
            event_id=event.id,
            label=str(known.label),
            changes={"subject": [row.subject, ""], "body": [row.body, ""]},
        )
        db.session.delete(row)
        commit()
        flash(_("The text as delivered is used again."), "good")
    else:
        db.session.rollback()
    return redirect(url_for(".edit_text", slug=slug, kind=kind, language=language), 303)
