"""One stored mail as the message that goes over the wire (RFC 5322, MIME)."""

from __future__ import annotations

import base64
import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from eventmgr.i18n.languages import html_lang
from eventmgr.i18n.marks import N_
from eventmgr.mail.models import Mail

# Seven bits only, so that no server on the way re-codes the text.
_POLICY = SMTP.clone(cte_type="7bit")

# The long random part of a personal link. Capital letters tell it from words joined by hyphens.
_TOKEN = re.compile(r"(?<=/)(?=[a-z0-9._-]*[A-Z])[A-Za-z0-9._-]{40,}")


class UnsendableMail(Exception):
    """A message that cannot be put together; its text is a message id that says what is wrong."""


def text_attachment(filename: str, content_type: str, text: str, **params: str) -> dict[str, Any]:
    """Return an attachment of text as a mail keeps it; `params` go to its Content-Type."""
    return {
        "filename": filename,
        "content_type": content_type,
        "params": params,
        "content": text,
    }


def file_attachment(filename: str, content_type: str, data: bytes) -> dict[str, Any]:
    """Return an attachment of bytes as a mail keeps it."""
    return {
        "filename": filename,
        "content_type": content_type,
        "params": {},
        "base64": base64.b64encode(data).decode(),
    }


def attachment_bytes(attachment: dict[str, Any]) -> bytes:
    """Return the content of an attachment."""
    if "base64" in attachment:
        return base64.b64decode(attachment["base64"], validate=True)
    return str(attachment["content"]).encode()


def masked(text: str) -> str:
    """Return the text with its personal links made useless: the key of each is left out.

    A link opens an institution's seats or a person's data to whoever reads it, and the outbox is
    read by more people than may answer for them.
    """
    return _TOKEN.sub("…", text)


def one_line(text: str) -> str:
    """Return a text without line breaks and control characters, fit for a header."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _address(name: str, address: str) -> Address:
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain or " " in address or one_line(address) != address:
        raise UnsendableMail(N_("This address cannot be used for a message."))
    return Address(one_line(name), local, domain.encode("idna").decode())


def build(mail: Mail, *, sender: str, at: datetime) -> EmailMessage:
    """Return the message: text, HTML beside it, attachments, all headers.

    `sender` is the address of the installation, `at` the instant of the Date header. Raises
    UnsendableMail where a part cannot be put together; no header can be smuggled in, as each is
    one line before it is set.
    """
    try:
        return _build(mail, sender, at)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise UnsendableMail(
            N_("This message cannot be put together. Please cancel it and write it anew.")
        ) from error


def draft_file(mail: Mail, *, sender: str, at: datetime) -> bytes:
    """Return the message as a file that a mail program opens as a draft of the person's own.

    Raises UnsendableMail as `build` does.
    """
    message = build(mail, sender=sender, at=at)
    # The mail program fills in who sends it, when, and its own number.
    for name in ("From", "Date", "Message-ID"):
        del message[name]
    message["X-Unsent"] = "1"
    return message.as_bytes()


def _build(mail: Mail, sender: str, at: datetime) -> EmailMessage:
    recipient = _address(mail.to_name, mail.to_email)
    if not recipient.username.isascii():
        raise UnsendableMail(
            N_(
                "This address has letters before the @ that mail servers on the way may not "
                "carry. Please ask for another address."
            )
        )
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address("", sender)
    message["To"] = recipient
    message["Subject"] = one_line(mail.subject)
    message["Date"] = at
    message["Message-ID"] = mail.message_id
    if mail.reply_to:
        message["Reply-To"] = _address("", mail.reply_to)
    message.set_content(mail.body_text)
    if mail.body_html:
        message.add_alternative(mail.body_html, subtype="html")
    for attachment in mail.attachments:
        _attach(message, attachment)
    # Last: adding parts moves the Content headers of the whole to its first part.
    message["Content-Language"] = html_lang(mail.language)
    return message


def _attach(message: EmailMessage, attachment: dict[str, Any]) -> None:
    main, _, sub = str(attachment["content_type"]).partition("/")
    name = one_line(str(attachment["filename"]))
    params = {key: one_line(str(value)) for key, value in attachment.get("params", {}).items()}
    data = attachment_bytes(attachment)
    if main == "text":
        message.add_attachment(data.decode(), subtype=sub, filename=name, params=params)
    else:
        message.add_attachment(data, maintype=main, subtype=sub, filename=name, params=params)
