"""What a paper says of its adoption, in its own language: who agreed, how, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from eventmgr.conclusions.closing import stands_already
from eventmgr.conclusions.terms import ABSTAINED, AGAINST, FOR, Terms
from eventmgr.directory.models import Organisation
from eventmgr.directory.naming import Naming
from eventmgr.drafting.edition import Edition
from eventmgr.drafting.models import AdoptionMode
from eventmgr.events.models import Event
from eventmgr.i18n.dates import format_time, long_date, zone_label
from eventmgr.i18n.marks import N_
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.numbers import join_list
from eventmgr.printing.words import Words

ADOPTED = {
    AdoptionMode.CONSENSUS: N_("Adopted by consensus."),
    AdoptionMode.SILENCE: N_("Adopted by silence procedure."),
    AdoptionMode.VOTE: N_("Adopted by vote."),
    AdoptionMode.CHAIR_SUMMARY: N_("Chair’s summary: the participants have not adopted this text."),
}
ADOPTED_AT = {
    AdoptionMode.CONSENSUS: N_("Adopted by consensus: %(place)s, %(date)s."),
    AdoptionMode.SILENCE: N_("Adopted by silence procedure: %(place)s, %(date)s."),
    AdoptionMode.VOTE: N_("Adopted by vote: %(place)s, %(date)s."),
    AdoptionMode.CHAIR_SUMMARY: N_(
        "Chair’s summary, %(place)s, %(date)s: the participants have not adopted this text."
    ),
}
SUMMARY_HEADING = N_("Chair’s summary")
BY_VOTE = {
    FOR: N_("In favour: %(names)s."),
    AGAINST: N_("Against: %(names)s."),
    ABSTAINED: N_("Abstained: %(names)s."),
}


@dataclass(frozen=True)
class Delegation:
    """Somebody beside the text: the organisation, whether it adopts, and its vote."""

    organisation: Organisation
    adopting: bool = True
    vote: str = ""


def delegation_name(naming: Naming, organisation: Organisation) -> str:
    """Return the name of a delegation: its designation, or the organisation's own (LIFE-45)."""
    if organisation.designation is None:
        return naming.organisation(organisation)
    return naming.designation(organisation.designation)


def in_order(delegations: Iterable[Delegation], naming: Naming) -> list[Delegation]:
    """Return delegations as documents list them: designations first, each by the alphabet."""

    def key(one: Delegation) -> tuple[bool, object]:
        designation = one.organisation.designation
        if designation is None:
            return True, naming.organisation_order(one.organisation)
        return False, naming.order(designation)

    return sorted(delegations, key=key)


def moment_words(event: Event, instant: datetime, language: str) -> str:
    """Return an instant by the clock of the venue: `9 September 2016, 17:00 CEST (Podgorica)`.

    Seconds are said where there are any.
    """
    local = instant.astimezone(ZoneInfo(event.timezone))
    time = format_time(local) + (f":{local.second:02d}" if local.second else "")
    city = text_in(event.city, language, event.document_languages)
    return f"{long_date(local.date(), language)}, {time} {zone_label(local, event.timezone, city)}"


def adoption_words(
    edition: Edition, language: str, terms: Terms, ending: Sequence[str] = ()
) -> tuple[str, str]:
    """Return the adoption note and the closing line.

    Place and day stand once: where the text's own closing line says them, neither the note nor a
    second line repeats them; where it says others, the note says the right ones. `ending` are
    further sentences of the note.
    """
    words = Words(language)
    where = text_in(terms.place, language, (edition.authentic,))
    when = long_date(terms.on, language)
    lines = [
        one.texts.get(language) or one.texts.get(edition.authentic, "")
        for one in edition.paragraphs
        if one.kind == "closing"
    ]
    if not any(lines):
        note, closing = words.say(ADOPTED[terms.mode]), f"{where}, {when}"
    elif stands_already(lines, terms.place, terms.on):
        note, closing = words.say(ADOPTED[terms.mode]), ""
    else:
        note, closing = words.say(ADOPTED_AT[terms.mode], place=where, date=when), ""
    return " ".join([note, *ending]), closing


def details(
    terms: Terms, delegations: Sequence[tuple[Delegation, str]], language: str, ended: str = ""
) -> list[str]:
    """Return the sentences on the silence, on the vote and on who adopts (LIFE-42).

    `delegations` are in order, each with its name in this language; `ended` is when the silence
    ended, in words.
    """
    words = Words(language)
    if terms.mode is AdoptionMode.CHAIR_SUMMARY:
        return []
    said = []
    if ended:
        said.append(words.say(N_("The silence ended on %(moment)s."), moment=ended))
    if terms.vote is not None:
        votes: Mapping[str, list[str]] = {
            vote: [name for one, name in delegations if one.vote == vote] for vote in BY_VOTE
        }
        if any(votes.values()):
            said += [
                words.say(BY_VOTE[vote], names=join_list(names, language))
                for vote, names in votes.items()
                if names
            ]
        else:
            said.append(
                words.say(
                    N_("In favour: %(favour)s; against: %(against)s; abstained: %(abstained)s."),
                    favour=terms.vote.in_favour,
                    against=terms.vote.against,
                    abstained=terms.vote.abstained,
                )
            )
    adopting = [name for one, name in delegations if one.adopting]
    if adopting and not (terms.vote is not None and terms.vote.by):
        said.append(
            words.say(
                N_("Adopting delegations and organisations: %(names)s."),
                names=join_list(adopting, language),
            )
        )
    return said
