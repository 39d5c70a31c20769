"""What the states of a message are called on screen, and the sign beside each."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from eventmgr.mail.models import MailingState, MailState

# State: (sign of macros/signs.html, word, what it means).
STATES: dict[MailState, tuple[str, Any, Any]] = {
    MailState.DRAFT: (
        "none",
        _l("draft"),
        _l("It waits for you: read it, change it, then send or discard it."),
    ),
    MailState.KEPT: (
        "off",
        _l("kept"),
        _l("No mail server was set when this was written. It stays here until you send it."),
    ),
    MailState.QUEUED: ("none", _l("queued"), _l("It goes out within a minute.")),
    MailState.SENDING: ("work", _l("being sent"), _l("It is being handed to the mail server.")),
    MailState.SENT: ("done", _l("sent"), _l("The mail server has taken it.")),
    MailState.RETRY: (
        "work",
        _l("to be tried again"),
        _l("The mail server could not take it yet. It is tried again by itself."),
    ),
    MailState.UNCERTAIN: (
        "waiting",
        _l("uncertain"),
        _l(
            "The connection ended while the message was leaving, so it may or may not have "
            "arrived. Please ask the recipient, then choose."
        ),
    ),
    MailState.FAILED: (
        "bad",
        _l("not delivered"),
        _l("The mail server refused it. Please correct the cause, then send it again."),
    ),
    MailState.BOUNCED: (
        "bad",
        _l("came back"),
        _l("It left, but the server of the recipient sent it back. Please check the address."),
    ),
    MailState.CANCELLED: ("off", _l("cancelled"), _l("It was taken back and is not sent.")),
}

MAILINGS: dict[MailingState, tuple[str, Any]] = {
    MailingState.DRAFT: ("none", _l("draft")),
    MailingState.WORKING: ("work", _l("in work")),
    MailingState.DONE: ("done", _l("done")),
    MailingState.DISCARDED: ("off", _l("discarded")),
}
