"""Messages in the recipient's language, from templates/mail/<name>/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    `template` names a folder under templates/mail with subject.txt, body.txt and, where there is
    one, body.html. Each sees `context`, `event`, `event_title`, `event_dates`,
    `event_place`, `to_name`, `language` and the
    catalogue of the recipient's language. Greeting and text are the template's; the frame adds
    the note of a marked designation (DES-05) and the signature. Names of designations in the
    context come from the event's naming; the subject names none. Answers go to the event's
    contact. Raises NamesMissing where a needed footnote is not approved.
    """
    code = mail_language(language, event)
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
            **(context or {}),
        }
        subject = one_line(render_template(f"mail/{template}/subject.txt", **words))
        text = render_template(f"mail/{template}/body.txt", **words).strip()
        notes = notes_for(event, code, text)
        words |= {"notes": notes, "subject": subject}
        body_text = render_template("mail/frame.txt", body=text, **words).strip() + "\n"
        try:
            html = render_template(f"mail/{template}/body.html", **words)
        except TemplateNotFound as error:
            if error.name != f"mail/{template}/body.html":
                raise
            body_html = ""
        else:
            body_html = render_template("mail/frame.html", body=html, **words)
    return queue_mail(
        template=template,
        to_email=to_email,
        to_name=to_name,
        reply_to=event.contact_email if event is not None else "",
        language=code,
        subject=subject,
        body_text=body_text,
        body_html=body_html,
        event_id=event.id if event is not None else None,
        subject_type=subject_type,
        subject_id=subject_id,
        attachments=list(attachments),
    )


def address_of(path: str) -> str:
    """Return the whole address of a page of this installation, for a link in a message."""
    return f"{current_app.config['PUBLIC_URL']}{path}"
