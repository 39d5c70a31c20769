"""The note verbale (LIFE table, row 4): in the third person, unsigned, the addressee last."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventmgr.directory.naming import Naming
from eventmgr.events.masthead import masthead_of
from eventmgr.events.models import Event
from eventmgr.i18n.dates import long_date
from eventmgr.i18n.multilingual import text_in
from eventmgr.invitations.letter import (
    addressee_lines,
    contact_of,
    event_lines,
    languages_line,
    noted,
    own_paragraphs,
    place_date,
    set_lines,
)
from eventmgr.invitations.models import Balance, Invitation
from eventmgr.printing.papers import NotePaper


def note_verbale(event: Event, invitation: Invitation, code: str, naming: Naming) -> NotePaper:
    """Return the note in a language that is being spoken; raises NamesMissing (DES-01).

    The sender is the first of the organisers in their agreed order. Names follow a word for what
    they are ("the institution …") wherever a language would have to decline them.
    """
    masthead = masthead_of(event, code, naming)
    sender = (
        naming.institution(event.organisers[0].organisation)
        if event.organisers
        else text_in(event.title, code, event.document_languages)
    )
    addressee = naming.institution(invitation.organisation)
    paragraphs = [
        [
            _(
                "%(sender)s presents its compliments to %(addressee)s and has the honour to "
                "invite it to take part in the following event:",
                sender=sender,
                addressee=addressee,
            )
        ],
        event_lines(event, code, masthead.place),
        [_nomination(invitation, code)],
        *own_paragraphs(invitation),
        [languages_line(event, code)],
    ]
    if contact := contact_of(event):
        paragraphs.append([_("Contact for any question: %(contact)s.", contact=contact)])
    paragraphs.append(
        [
            _(
                "%(sender)s avails itself of this opportunity to renew to %(addressee)s the "
                "assurances of its highest consideration.",
                sender=sender,
                addressee=addressee,
            )
        ]
    )
    return NotePaper(
        masthead=noted(event, masthead, naming, [line for p in paragraphs for line in p]),
        addressee=addressee_lines(invitation, naming),
        paragraphs=set_lines(paragraphs),
        place_date=place_date(event, invitation, code),
        reference=invitation.reference,
    )


def _nomination(invitation: Invitation, code: str) -> str:
    """Return what the letter asks for, in the third person."""
    seats = invitation.seats
    sentences = [
        ngettext(
            "The nomination of %(num)s participant would be appreciated.",
            "The nomination of %(num)s participants would be appreciated.",
            seats,
        )
    ]
    if invitation.alternates:
        sentences.append(
            ngettext(
                "%(num)s person may be named in reserve.",
                "%(num)s persons may be named in reserve.",
                invitation.alternates,
            )
        )
    if seats >= 2 and invitation.balance is Balance.WOMAN:
        sentences.append(
            _(
                "In the interest of balance, at least one woman among those nominated would be "
                "welcome."
            )
        )
    if seats >= 2 and invitation.balance is Balance.EQUAL:
        sentences.append(
            _(
                "In the interest of balance, as many women as men among those nominated would be "
                "welcome."
            )
        )
    if invitation.deadline:
        sentences.append(
            _(
                "Nominations are kindly requested by this date: %(date)s.",
                date=long_date(invitation.deadline, code).rstrip("."),
            )
        )
    return " ".join(sentences)
