"""The messages to institutions whose texts an event may word its own way."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventmgr.invitations.letter import plain_paragraphs
from eventmgr.mail.templates import Word, register, word
from eventmgr.printing.papers import LetterPaper

_LINK = word(
    "link",
    _l("personal link"),
    "https://example.org/invitation/…",
    needed=True,
)
_CLOSING = word(
    "closing",
    _l("closing words and signature of the letter"),
    _l("Please accept the assurances of our highest consideration."),
)
_ADDRESSEE = word(
    "addressee", _l("addressee, institution and postal address"), _l("Ministry of Justice")
)
_DEADLINE = word("deadline", _l("date until which nominations are asked for"), "1.9.2026")
# The recipient of these is an institution.
_NAME = word("name", _l("name of the institution"), _l("Ministry of Justice"))

INVITATION = register(
    "invitation",
    _l("Invitation letter"),
    _NAME,
    word(
        "letter",
        _l("the letter itself, from its reference to its last paragraph"),
        _l("We have the honour to invite your institution to take part in the following event:"),
        needed=True,
    ),
    _LINK,
    _DEADLINE,
    _CLOSING,
)
REMINDER = register(
    "invitation_reminder",
    _l("Reminder of an invitation"),
    _NAME,
    _ADDRESSEE,
    _LINK,
    _DEADLINE,
    _CLOSING,
)
WITHDRAWN = register(
    "invitation_withdrawn", _l("Withdrawal of an invitation"), _NAME, _ADDRESSEE, _CLOSING
)
FORWARDED = register(
    "invitation_forwarded",
    _l("Invitation passed on to a colleague"),
    Word("name", _l("name of the recipient"), _l("Ana Petrović")),
    word("institution", _l("name of the institution"), _l("Ministry of Justice")),
    _LINK,
    _DEADLINE,
)


def letter_words(letter: LetterPaper) -> dict[str, str]:
    """Return what the parts of a letter stand for, in the language being spoken."""
    addressee = "\n".join(letter.addressee)
    head = [letter.place_date]
    if letter.reference:
        head.insert(0, _("Reference: %(reference)s", reference=letter.reference))
    return {
        "addressee": addressee,
        "letter": "\n\n".join(
            [
                "\n".join(head),
                addressee,
                _("Subject: %(subject)s", subject=letter.subject),
                letter.salutation,
                *plain_paragraphs(letter),
            ]
        ),
        "closing": "\n\n".join(
            part for part in (letter.valediction, "\n".join(letter.signatory)) if part
        ),
    }
