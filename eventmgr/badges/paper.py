"""Badges and tent cards as papers, for everybody, for some or for one (LIFE table, rows 12, 13)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import segno
from flask_babel import lazy_gettext as _l

from eventmgr.accounts.access import Need
from eventmgr.badges.models import BadgeSettings
from eventmgr.badges.queries import people_of, settings_of
from eventmgr.directory.naming import Naming
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event, PlateMode
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.marks import N_
from eventmgr.i18n.names import honorific
from eventmgr.interpretation.queries import choice_of
from eventmgr.interpretation.receivers import Channel, channels, needs_receiver
from eventmgr.printing.plates import Badge, BadgePaper, TentCard, TentPaper
from eventmgr.printing.words import Words
from eventmgr.registration.models import ParticipantRole, PhotoConsent, Registration
from eventmgr.registration.paper import ordering_of
from eventmgr.registration.queries import INTERNAL, has_confirmed

# The words of a badge are those of its paper's language, not of the reader's screen.
ROLE_WORDS = {
    ParticipantRole.PARTICIPANT: N_("Participant"),
    ParticipantRole.SPEAKER: N_("Speaker or expert"),
    ParticipantRole.OBSERVER: N_("Observer"),
    ParticipantRole.ORGANISER: N_("Organiser or secretariat"),
    ParticipantRole.INTERPRETER: N_("Interpreter"),
    ParticipantRole.TECHNICIAN: N_("Technician"),
}
PHOTOS = {
    PhotoConsent.YES: ("yes", N_("Photographs: yes")),
    PhotoConsent.GROUP_ONLY: ("group", N_("Group photo only")),
    PhotoConsent.NO: ("no", N_("No photographs")),
}
NOBODY = _l("Nobody is registered yet.")


def _faces_naming(event: Event, language: str) -> Naming:
    """Return the naming of plates: each face is a document of its own, so each has the marker."""
    return replace(naming_for(event, language), first_only=False)


def _name(person: Registration, language: str, words: Words) -> tuple[str, tuple[str, ...]]:
    """Return (form of address, parts of the name that stay whole) (LOC-40, LOC-41, PRIV-04)."""
    if person.protected:
        return "", (words.say("Representative"),)
    address = honorific(person.honorific, language) if person.honorific else ""
    if person.display_name:
        return address, (person.display_name,)
    return address, (person.given_name, person.family_name)


def _designation(person: Registration, naming: Naming) -> str:
    return naming.designation(person.designation) if person.designation else ""


def _listening(
    person: Registration, event: Event, found: list[Channel], language: str, words: Words
) -> str:
    """Return the channel somebody will listen to, "" for who needs no receiver (INT-30)."""
    if not needs_receiver(person.follows, event.floor_languages):
        return ""
    mine = [channel for channel in found if channel.language in person.follows]
    mine.sort(key=lambda channel: channel.language != person.language)
    if not mine:
        return ""
    code = mine[0].language or ""
    label = mine[0].label.get(language) or language_name(code, language)
    return words.say("Channel %(number)s: %(label)s", number=mine[0].number, label=label)


def door_code(number: str) -> str:
    """Return the code for the door as a picture of pixels, so that no square is drawn by itself."""
    return str(segno.make(number, error="m", micro=False).png_data_uri(scale=8, border=2))


def _badge(
    person: Registration,
    event: Event,
    settings: BadgeSettings,
    naming: Naming,
    found: list[Channel],
    words: Words,
) -> Badge:
    language = naming.language
    address, name = _name(person, language, words)
    mode = event.plate_mode
    lines: list[str] = []
    if settings.show_languages and person.speaks:
        spoken = ", ".join(language_name(code, language) for code in person.speaks)
        lines.append(words.say("Speaks: %(languages)s", languages=spoken))
        lines.append(_listening(person, event, found, language, words))
    consent = PhotoConsent.NO if person.protected else person.photo_consent
    photo, photo_words = PHOTOS[consent]
    # A protected person carries nothing that leads to the entry in the list (PRIV-04).
    coded = settings.show_code and not person.protected
    return Badge(
        name=name,
        title=address,
        role=words.say(ROLE_WORDS[person.role]),
        role_kind=person.role.value,
        institution="" if mode is PlateMode.NAME_ONLY else naming.organisation(person.organisation),
        designation=_designation(person, naming) if mode is PlateMode.DESIGNATION_AND_NAME else "",
        lines=tuple(line for line in lines if line),
        photo=photo if settings.show_photo else "",
        photo_words=words.say(photo_words),
        # A random number and nothing about the person (PRIV-06).
        code=door_code(person.calendar_uid) if coded else "",
        code_words=words.say("Code for the registration desk"),
    )


def badges_for(event: Event, language: str, only: Collection[int] = ()) -> BadgePaper:
    """Return the badges of everybody who comes, or `only` of these registrations.

    Raises NotPrintable where there is nobody, NamesMissing where a name is not approved.
    """
    naming = _faces_naming(event, language)
    words = Words(language)
    masthead = masthead_of(event, language, naming)
    people = people_of(event, naming, ordering_of(event, language, naming), only)
    if not people:
        raise NotPrintable(NOBODY)
    settings = settings_of(event)
    choice = choice_of(event)
    found = channels(event.into_languages, choice.channel_labels if choice else {})
    made = [_badge(person, event, settings, naming, found, words) for _block, person in people]
    return BadgePaper(
        masthead=with_notes(masthead, naming, typed=True),
        badges=tuple(made),
        size=settings.size.value,
        both_faces=settings.both_faces,
    )


def _card(person: Registration, event: Event, naming: Naming, words: Words) -> TentCard:
    address, parts = _name(person, naming.language, words)
    name = (f"{address} {parts[0]}".strip(), *parts[1:])
    party = naming.organisation(person.organisation)
    if event.plate_mode is PlateMode.NAME_ONLY:
        return TentCard(name)
    if event.plate_mode is PlateMode.INSTITUTION_ONLY:
        return TentCard((party,))
    # An international organisation has no designation; its plate shows its own short name.
    main = _designation(person, naming) or person.organisation.acronym or party
    return TentCard((main,), name)


def tents_for(event: Event, language: str, only: Collection[int] = ()) -> TentPaper:
    """Return the tent cards of those who sit at the table, or `only` of these registrations.

    Interpreters and technicians have none unless they are chosen. Raises as `badges_for` does.
    """
    naming = _faces_naming(event, language)
    words = Words(language)
    masthead = masthead_of(event, language, naming)
    people = people_of(event, naming, ordering_of(event, language, naming), only)
    seated = [person for block, person in people if only or block != INTERNAL]
    if not seated:
        raise NotPrintable(NOBODY)
    made = [_card(person, event, naming, words) for person in seated]
    return TentPaper(masthead=with_notes(masthead, naming, typed=True), cards=tuple(made))


@printable(
    "badges",
    _l("Badges"),
    need=Need.MANAGE_PEOPLE,
    exists=has_confirmed,
)
def badge_paper(event: Event, language: str) -> BadgePaper:
    """Return everybody's badge."""
    return badges_for(event, language)


@printable(
    "tent-cards",
    _l("Tent cards"),
    need=Need.MANAGE_PEOPLE,
    exists=has_confirmed,
)
def tent_paper(event: Event, language: str) -> TentPaper:
    """Return the tent cards of everybody who sits at the table."""
    return tents_for(event, language)
