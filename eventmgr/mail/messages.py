"""Messages in the recipient's language, from templates/mail/<name>/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template
from jinja2 import TemplateNotFound

from eventmgr import language as pages
from eventmgr.i18n.dates import heading_dates
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, direction, html_lang
from eventmgr.i18n.multilingual import text_in
from eventmgr.mail.actions import queue_mail
from eventmgr.mail.message import one_line
from eventmgr.mail.models import Mail
from eventmgr.mail.notes import notes_for
from eventmgr.mail.templates import Source, kind_of, render


@dataclass(frozen=True)
class Message:
    """A message ready for the outbox; `html` is a whole page, or empty."""

    subject: str
    text: str
    html: str


def mail_language(code: str, event: Any = None) -> str:
    """Return the language a message to this person is written in.

    The person's own where the program speaks it, else the first document language of the event
    that it speaks, else English.
    """
    wanted = [code, *(event.document_languages if event is not None else [])]
    return next((one for one in wanted if one in INTERFACE_LANGUAGES), "en")


def send(
    template: str,
    *,
    to_email: str,
    language: str,
    to_name: str = "",
    event: Any = None,
    context: Mapping[str, Any] | None = None,
    attachments: Sequence[dict[str, Any]] = (),
    subject_type: str = "",
    subject_id: int | None = None,
) -> Mail:
    """Render a message and write it to the outbox, in the running transaction.

    `template` is a kind registered in mail/templates.py, worded by the event where it did so, or
    a folder under templates/mail with subject.txt, body.txt and, where there is one, body.html.
    Answers go to the event's contact. Raises NamesMissing where a needed footnote is not
    approved.
    """
    code = mail_language(language, event)
    words = {"name": to_name, **(context or {})}
    made = compose(template, event, code, words, to_name=to_name)
    return queue_mail(
        template=template,
        to_email=to_email,
        to_name=to_name,
        reply_to=event.contact_email if event is not None else "",
        language=code,
        subject=made.subject,
        body_text=made.text,
        body_html=made.html,
        event_id=event.id if event is not None else None,
        subject_type=subject_type,
        subject_id=subject_id,
        attachments=list(attachments),
    )


def compose(
    template: str,
    event: Any,
    code: str,
    context: Mapping[str, Any],
    *,
    to_name: str = "",
    source: Source | None = None,
) -> Message:
    """Return a whole message in a language the program speaks: text, frame, footnotes.

    The texts see `context`, `event`, `event_title`, `event_dates`, `event_place`, `to_name`,
    `language` and the catalogue of the language. The frame adds the note of a marked designation
    (DES-05) and the signature. Names of designations in the context come from the event's
    naming; the subject names none. `source` takes the place of the stored text, for a preview
    and for a message written for this once.
    """
    with pages.speaking(code):
        words = {
            "event": event,
            "event_title": text_in(event.title, code, event.document_languages) if event else "",
            "event_dates": heading_dates(event.start, event.end, code) if event else "",
            "event_place": text_in(event.city, code, event.document_languages) if event else "",
            "to_name": to_name,
            "language": code,
            "html_lang": html_lang(code),
            "html_dir": direction(code),
            **context,
        }
        if kind_of(template) is not None:
            values = {
                "dates": words["event_dates"],
                "place": words["event_place"],
                **context,
                "event": words["event_title"],
            }
            filled = render(template, event, code, values, source=source)
            subject, text, html = filled.subject, filled.text, str(filled.html)
        else:
            subject = one_line(render_template(f"mail/{template}/subject.txt", **words))
            text = render_template(f"mail/{template}/body.txt", **words).strip()
            html = _html(template, words)
        notes = notes_for(event, code, text)
        words |= {"notes": notes, "subject": subject}
        body_text = render_template("mail/frame.txt", body=text, **words).strip() + "\n"
        body_html = render_template("mail/frame.html", body=html, **words) if html else ""
    return Message(subject, body_text, body_html)


def _html(template: str, words: Mapping[str, Any]) -> str:
    try:
        return render_template(f"mail/{template}/body.html", **words)
    except TemplateNotFound as error:
        if error.name != f"mail/{template}/body.html":
            raise
        return ""


def address_of(path: str) -> str:
    """Return the whole address of a page of this installation, for a link in a message."""
    return f"{current_app.config['PUBLIC_URL']}{path}"
