"""The letter to an institution (LIFE table, row 3), in its language, as a paper and as a mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from eventmgr.directory.naming import MARKER, MissingName, NamesMissing, Naming
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.i18n.dates import heading_dates, long_date
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.numbers import join_list
from eventmgr.invitations.models import Invitation
from eventmgr.invitations.queries import today
from eventmgr.language import speaking
from eventmgr.mail.messages import mail_language
from eventmgr.mail.notes import has_marker
from eventmgr.printing.papers import DesignationNote, LetterPaper, Masthead


class Letters:
    """Builds the letters of one event; names are read once per language."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._naming: dict[str, Naming] = {}

    def naming(self, language: str) -> Naming:
        """Return fresh names for one document: each letter is one of its own (DES-03)."""
        if language not in self._naming:
            self._naming[language] = naming_for(self._event, language)
        return replace(self._naming[language])

    def build(self, invitation: Invitation) -> LetterPaper:
        """Return the letter in the invitation's language.

        Raises NamesMissing where a name or footnote is not approved in it (DES-01).
        """
        code = mail_language(invitation.language, self._event)
        with speaking(code):
            return _build(self._event, invitation, code, self.naming(code))

    def missing_names(self, invitation: Invitation) -> list[MissingName]:
        """Return the names and footnotes that stand between a letter and its sending."""
        try:
            self.build(invitation)
        except NamesMissing as error:
            return list(error.missing)
        return []


def _build(event: Event, invitation: Invitation, code: str, naming: Naming) -> LetterPaper:
    masthead = masthead_of(event, code, naming)
    organisation = invitation.organisation
    addressee = [
        invitation.addressee,
        naming.institution(organisation),
        *organisation.address.splitlines(),
    ]
    paragraphs = _paragraphs(event, invitation, code, masthead.place)
    city = text_in(event.city, code, event.document_languages)
    day = long_date(
        invitation.sent_at.date() if invitation.sent_at else today(event),
        code,
    )
    return LetterPaper(
        masthead=_with_notes(event, masthead, naming, [line for p in paragraphs for line in p]),
        addressee=tuple(line.strip() for line in addressee if line.strip()),
        subject=_("Invitation to nominate participants"),
        paragraphs=tuple(Markup("<br>").join(map(escape, lines)) for lines in paragraphs),
        place_date=", ".join(part for part in (city, day) if part),
        reference=invitation.reference,
        salutation=_("Dear Sir or Madam,"),
        valediction=_("Please accept the assurances of our highest consideration."),
        signatory=tuple(
            line for line in (invitation.signatory_name, invitation.signatory_post) if line
        ),
    )


def _with_notes(event: Event, masthead: Masthead, naming: Naming, lines: Sequence[str]) -> Masthead:
    """Return the head with its footnotes; a marker typed in the own paragraph counts too."""
    if naming.notes() or not has_marker(*lines):
        return with_notes(masthead, naming)
    if not naming.footnote:
        raise NamesMissing([MissingName("footnote", event.footnote_family, naming.language)])
    return replace(masthead, designation_notes=(DesignationNote(MARKER, naming.footnote),))


def plain_paragraphs(letter: LetterPaper) -> list[str]:
    """Return the letter's paragraphs as plain text, for a mail."""
    return [unescape(str(one).replace("<br>", "\n")) for one in letter.paragraphs]


def _paragraphs(event: Event, invitation: Invitation, code: str, place: str) -> list[list[str]]:
    """Return the text as paragraphs of lines.

    Titles, dates and places stand in lines of their own: set into a sentence they would have to
    be declined, which no program does well.
    """
    order = event.document_languages
    title = text_in(event.title, code, order)
    subtitle = text_in(event.subtitle, code, order)
    where = ", ".join(part for part in (text_in(event.venue, code, order), place) if part)
    paragraphs = [
        [_("We have the honour to invite your institution to take part in the following event:")],
        [
            line
            for line in (
                _("“%(title)s”", title=title),
                *subtitle.splitlines(),
                _("Dates: %(dates)s", dates=heading_dates(event.start, event.end, code)),
                _("Place: %(place)s", place=where) if where else "",
            )
            if line.strip()
        ],
        [_nomination(invitation, code)],
    ]
    if invitation.note:
        paragraphs += [
            block.splitlines() for block in invitation.note.split("\n\n") if block.strip()
        ]
    paragraphs.append([_languages(event, code)])
    paragraphs.append(
        [
            _(
                "Participants are registered through the personal link of your institution, "
                "which we send by e-mail; it asks each participant for a name, a post, contacts "
                "and languages, and takes about two minutes."
            )
        ]
    )
    contact = [
        part for part in (event.contact_name, event.contact_email, event.contact_phone) if part
    ]
    if contact:
        paragraphs.append(
            [
                _(
                    "For any question please turn to our contact: %(contact)s.",
                    contact=", ".join(contact),
                )
            ]
        )
    return paragraphs


def _nomination(invitation: Invitation, code: str) -> str:
    """Return the sentences of N, of balance (LIFE-10) and of the deadline."""
    seats = invitation.seats
    sentences = [
        ngettext(
            "We kindly ask you to nominate %(num)s participant.",
            "We kindly ask you to nominate %(num)s participants.",
            seats,
        )
    ]
    if seats >= 2:
        sentences.append(
            ngettext(
                "In the interest of balance, we would be grateful for at least one woman among "
                "your %(num)s nominee.",
                "In the interest of balance, we would be grateful for at least one woman among "
                "your %(num)s nominees.",
                seats,
            )
        )
    if invitation.deadline:
        sentences.append(
            _(
                "Please send us the nominations by this date: %(date)s.",
                date=long_date(invitation.deadline, code).rstrip("."),
            )
        )
    return " ".join(sentences)


def _languages(event: Event, code: str) -> str:
    """Say what may be spoken and what can be listened to: two different things (INT-01)."""

    def names(codes: list[str]) -> str:
        return join_list([language_name(one, code) for one in codes], code)

    if set(event.floor_languages) == set(event.into_languages) and len(event.floor_languages) == 1:
        return _("Language of the event: %(language)s.", language=names(event.floor_languages))
    return " ".join(
        [
            _(
                "Languages that may be spoken: %(languages)s.",
                languages=names(event.floor_languages),
            ),
            _(
                "Languages that can be listened to, with interpretation: %(languages)s.",
                languages=names(event.into_languages),
            ),
        ]
    )
