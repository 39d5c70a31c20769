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
from eventmgr.invitations.models import Balance, Invitation
from eventmgr.invitations.queries import day_at, today
from eventmgr.language import speaking
from eventmgr.mail.messages import mail_language
from eventmgr.mail.notes import has_marker
from eventmgr.printing.papers import DesignationNote, LetterPaper, Masthead, NotePaper


class Letters:
    """Builds the letters of one event; names are read once per language.

    A letter is built once for as long as its invitation stays as it is: it is looked through
    first and sent then.
    """

    def __init__(self, event: Event) -> None:
        self._event = event
        self._naming: dict[str, Naming] = {}
        self._built: dict[tuple[int, int], LetterPaper] = {}

    def naming(self, language: str) -> Naming:
        """Return fresh names for one document: each letter is one of its own (DES-03)."""
        if language not in self._naming:
            self._naming[language] = naming_for(self._event, language)
        return replace(self._naming[language])

    def build(self, invitation: Invitation) -> LetterPaper:
        """Return the letter in the invitation's language.

        Raises NamesMissing where a name or footnote is not approved in it (DES-01).
        """
        known = (invitation.id, invitation.version)
        if known not in self._built:
            code = mail_language(invitation.language, self._event)
            with speaking(code):
                self._built[known] = _build(self._event, invitation, code, self.naming(code))
        return self._built[known]

    def note(self, invitation: Invitation) -> NotePaper:
        """Return the note verbale that goes beside the letter, in the same language.

        Raises NamesMissing as `build` does.
        """
        from eventmgr.invitations.note import note_verbale

        code = mail_language(invitation.language, self._event)
        with speaking(code):
            return note_verbale(self._event, invitation, code, self.naming(code))

    def papers(self, invitation: Invitation) -> list[LetterPaper | NotePaper]:
        """Return what an institution receives on paper: the letter, and the note where asked."""
        found: list[LetterPaper | NotePaper] = [self.build(invitation)]
        if invitation.note_verbale:
            found.append(self.note(invitation))
        return found

    def missing_names(self, invitation: Invitation) -> list[MissingName]:
        """Return the names and footnotes that stand between a letter and its sending."""
        try:
            self.papers(invitation)
        except NamesMissing as error:
            return list(error.missing)
        return []


def _build(event: Event, invitation: Invitation, code: str, naming: Naming) -> LetterPaper:
    masthead = masthead_of(event, code, naming)
    addressee = addressee_lines(invitation, naming)
    paragraphs = _paragraphs(event, invitation, code, masthead.place)
    return LetterPaper(
        masthead=noted(event, masthead, naming, [line for p in paragraphs for line in p]),
        addressee=addressee,
        subject=_("Invitation to nominate participants"),
        paragraphs=set_lines(paragraphs),
        place_date=place_date(event, invitation, code),
        reference=invitation.reference,
        salutation=_("Dear Sir or Madam,"),
        valediction=_("Please accept the assurances of our highest consideration."),
        signatory=tuple(
            line for line in (invitation.signatory_name, invitation.signatory_post) if line
        ),
    )


def addressee_lines(invitation: Invitation, naming: Naming) -> tuple[str, ...]:
    """Return the title of the post, the institution and its address, a line each."""
    organisation = invitation.organisation
    lines = [
        invitation.addressee,
        naming.institution(organisation),
        *organisation.address.splitlines(),
    ]
    return tuple(line.strip() for line in lines if line.strip())


def place_date(event: Event, invitation: Invitation, code: str) -> str:
    """Return "city, date of the letter"."""
    city = text_in(event.city, code, event.document_languages)
    written = day_at(event, invitation.sent_at) if invitation.sent_at else today(event)
    return ", ".join(part for part in (city, long_date(written, code)) if part)


def set_lines(paragraphs: Sequence[Sequence[str]]) -> tuple[Markup, ...]:
    """Return paragraphs of lines as they are set on paper."""
    return tuple(Markup("<br>").join(map(escape, lines)) for lines in paragraphs)


def noted(event: Event, masthead: Masthead, naming: Naming, lines: Sequence[str]) -> Masthead:
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
    paragraphs = [
        [_("We have the honour to invite your institution to take part in the following event:")],
        event_lines(event, code, place),
        [_nomination(invitation, code)],
        *own_paragraphs(invitation),
        [languages_line(event, code)],
        [
            _(
                "Participants are registered through the personal link of your institution, "
                "which we send by e-mail; it asks each participant for a name, a post, contacts "
                "and languages, and takes about two minutes."
            )
        ],
    ]
    if contact := contact_of(event):
        paragraphs.append(
            [_("For any question please turn to our contact: %(contact)s.", contact=contact)]
        )
    return paragraphs


def event_lines(event: Event, code: str, place: str) -> list[str]:
    """Return title, dates and place, each on a line of its own."""
    order = event.document_languages
    title = text_in(event.title, code, order)
    subtitle = text_in(event.subtitle, code, order)
    where = ", ".join(part for part in (text_in(event.venue, code, order), place) if part)
    lines = (
        _("“%(title)s”", title=title),
        *subtitle.splitlines(),
        _("Dates: %(dates)s", dates=heading_dates(event.start, event.end, code)),
        _("Place: %(place)s", place=where) if where else "",
    )
    return [line for line in lines if line.strip()]


def own_paragraphs(invitation: Invitation) -> list[list[str]]:
    """Return whom the letter asks for, and the paragraph of the organiser's own."""
    found = []
    if invitation.profile.strip():
        found.append([_("Profile of the participants:"), *invitation.profile.splitlines()])
    return found + [block.splitlines() for block in invitation.note.split("\n\n") if block.strip()]


def contact_of(event: Event) -> str:
    """Return the contact on one line, or nothing."""
    parts = (event.contact_name, event.contact_email, event.contact_phone)
    return ", ".join(part for part in parts if part)


def _nomination(invitation: Invitation, code: str) -> str:
    """Return the sentences of N, of reserves and balance (LIFE-10) and of the deadline."""
    seats = invitation.seats
    sentences = [
        ngettext(
            "We kindly ask you to nominate %(num)s participant.",
            "We kindly ask you to nominate %(num)s participants.",
            seats,
        )
    ]
    if invitation.alternates:
        sentences.append(
            ngettext(
                "You may also name %(num)s person in reserve, who comes if a participant cannot.",
                "You may also name %(num)s persons in reserve, who come if a participant cannot.",
                invitation.alternates,
            )
        )
    if seats >= 2 and invitation.balance is Balance.WOMAN:
        sentences.append(
            ngettext(
                "In the interest of balance, we would be grateful for at least one woman among "
                "your %(num)s nominee.",
                "In the interest of balance, we would be grateful for at least one woman among "
                "your %(num)s nominees.",
                seats,
            )
        )
    if seats >= 2 and invitation.balance is Balance.EQUAL:
        sentences.append(
            _(
                "In the interest of balance, we would be grateful for as many women as men among "
                "your nominees."
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


def languages_line(event: Event, code: str) -> str:
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
