"""Reading what mail servers send when a message could not be delivered (RFC 3464, RFC 3834).

Reports come from every kind of server and may be malformed; nothing in them is believed but the
number of a message of ours, which nobody but its recipient and the servers on the way knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32

# The number in a Message-ID of ours (mail/actions.py).
_OURS = re.compile(r"<([0-9a-f]{32})@[^\s<>@]+>")
_CODE = re.compile(r"[0-9a-f]{32}")
# What a server says of a failure for good, where it writes no report by the book.
_FOR_GOOD = re.compile(r"(?:^|[\s(#])(?:5\d\d[ -]|5\.\d{1,3}\.\d{1,3}\b)")
_ADDRESSED = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_MOST = 500


@dataclass(frozen=True)
class Report:
    """What became of a message: its number, whether for good, and the server's words."""

    number: str
    failed: bool
    reason: str


def read_report(data: bytes, bounce_address: str = "") -> Report | None:
    """Return what a message says of one of ours; None where it is no report or not about ours.

    `bounce_address` is the setting of that name: its star tells the number. A delay is a report
    that has not failed; an automatic answer ("I am away") is none.
    """
    message = message_from_bytes(data, policy=compat32)
    status = next(
        (part for part in message.walk() if part.get_content_type() == "message/delivery-status"),
        None,
    )
    if status is not None:
        found = _by_the_book(status)
    elif _from_a_server(message):
        found = _in_free_words(message)
    else:
        found = None
    if found is None:
        return None
    failed, reason = found
    # The null character, which a report may well hold, is none that PostgreSQL stores.
    reason = "".join(char if char.isprintable() else " " for char in reason)
    number = _number(message, bounce_address)
    return Report(number, failed, reason) if number else None


def _by_the_book(status: Message) -> tuple[bool, str] | None:
    blocks = status.get_payload()
    if not isinstance(blocks, list):
        return None
    outcome: tuple[bool, str] | None = None
    # The first block is about the message, each other about one recipient.
    for block in blocks[1:] or blocks:
        if not isinstance(block, Message):
            continue
        action = _field(block, "Action").lower()
        code = _field(block, "Status")
        words = _field(block, "Diagnostic-Code")
        kind, semicolon, rest = words.partition(";")
        if semicolon and " " not in kind.strip():
            words = rest.strip()
        reason = " ".join(part for part in (code, words) if part)[:_MOST]
        if action == "failed" or (not action and code.startswith("5")):
            return True, reason or "failed"
        if action == "delayed" or (not action and code.startswith("4")):
            outcome = (False, reason or "delayed")
    return outcome


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())


def _from_a_server(message: Message) -> bool:
    """Tell whether a message without a report comes from a mail server, and not from a person."""
    if message.get("X-Failed-Recipients"):
        return True
    answered = _field(message, "Auto-Submitted").lower().startswith("auto-replied")
    away = message.get("X-Autoreply") or message.get("X-Autorespond")
    vacation = _field(message, "Precedence").lower() in {"auto_reply", "auto-reply"}
    sender = _field(message, "From").lower()
    by_server = _field(message, "Return-Path") == "<>" or any(
        name in sender for name in ("mailer-daemon", "postmaster@", "mail delivery")
    )
    # Servers that write no report by the book call their answer "auto-replied" as people's
    # machines do; these tell themselves by what they are called.
    return by_server and not away and not vacation and (not answered or "mailer-daemon" in sender)


def _in_free_words(message: Message) -> tuple[bool, str] | None:
    for line in _text(message).splitlines():
        if _FOR_GOOD.search(line):
            return True, " ".join(line.split())[:_MOST]
    if message.get("X-Failed-Recipients"):
        return True, "failed"
    return None


def _text(message: Message) -> str:
    parts = []
    for part in message.walk():
        if part.get_content_type() != "text/plain":
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            parts.append(data.decode("utf-8", "replace"))
    return "\n".join(parts)


def _number(message: Message, bounce_address: str) -> str:
    """Return the number of our message: by the address it came back to, else by its copy."""
    before, star, after = bounce_address.lower().partition("*")
    if star:
        for name in _ADDRESSED:
            for value in message.get_all(name, []):
                text = str(value).lower()
                start = text.find(before)
                code = _CODE.match(text, start + len(before)) if start >= 0 else None
                if code and text.startswith(after, code.end()):
                    return code[0]
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            copy = inner[0] if isinstance(inner, list) and inner else None
            found = _OURS.search(_field(copy, "Message-ID")) if isinstance(copy, Message) else None
        elif kind in ("text/rfc822-headers", "message/rfc822-headers"):
            copy = message_from_string(_plain(part))
            found = _OURS.search(_field(copy, "Message-ID"))
        else:
            found = None
        if found:
            return found[1]
    for name in ("In-Reply-To", "References"):
        if found := _OURS.search(_field(message, name)):
            return found[1]
    found = _OURS.search(_text(message))
    return found[1] if found else ""


def _plain(part: Message) -> str:
    data = part.get_payload(decode=True)
    if isinstance(data, bytes):
        return data.decode("utf-8", "replace")
    return str(part.get_payload())


def subject_of(data: bytes) -> str:
    """Return the subject of a message for the log, without control characters."""
    raw = message_from_bytes(data, policy=compat32).get("Subject", "")
    try:
        text = str(make_header(decode_header(str(raw))))
    except (LookupError, ValueError):
        text = str(raw)
    return "".join(char if char.isprintable() else " " for char in text)[:100]
