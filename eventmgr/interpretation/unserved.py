"""Who would not be served, in words; names only for those who may see people."""

from __future__ import annotations

from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from eventmgr.i18n.collation import sort_key
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.numbers import join_list
from eventmgr.interpretation.shown import session_words, where
from eventmgr.interpretation.situation import Situation
from eventmgr.interpretation.words import names


class GapLine(NamedTuple):
    """One gap in words; `who` is empty where names may not be seen."""

    who: str
    what: str
    where: str


def listener_lines(situation: Situation, lang: str, *, with_names: bool) -> list[GapLine]:
    """Return who would not understand whom, and where; without names, how many people."""
    every = sum(len(cover.sessions) for cover in situation.covered)
    lines: dict[tuple[str, str], list[str]] = {}
    for listener in situation.listeners:
        for missed in listener.missed:
            place = where(missed.sessions, every, lang)
            lines.setdefault((names(missed.sources, lang), place), []).append(listener.person.name)
    result = []
    for (languages, place), people in lines.items():
        what = _("would not understand %(languages)s", languages=languages)
        if with_names:
            ordered = sorted(people, key=lambda name: sort_key(name, lang))
            result += [GapLine(name, what, place) for name in ordered]
        else:
            who = ngettext("%(num)s participant", "%(num)s participants", len(people))
            result.append(GapLine(who, what, place))
    return result


def speaker_lines(situation: Situation, lang: str) -> list[GapLine]:
    """Return the speakers of the agenda who would not be interpreted to everybody."""
    result = []
    for gap in situation.speakers:
        spoken = language_name(gap.language, lang)
        if gap.unreached:
            what = _(
                "speaks %(language)s, which cannot be heard in %(targets)s",
                language=spoken,
                targets=names(gap.unreached, lang),
            )
        else:
            what = _("speaks %(language)s, which may not be spoken there", language=spoken)
        result.append(GapLine(gap.name, what, session_words(gap.session, lang)))
    return result


# In a one-way meeting these may be half of the room: beyond this they are counted, not named.
_MOST_NAMES = 5


def voiceless_lines(situation: Situation, lang: str, *, with_names: bool) -> list[GapLine]:
    """Return the participants who declared only languages that may not be spoken."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for person in situation.voiceless:
        groups.setdefault(person.speaks, []).append(person.name)
    result = []
    for languages, people in groups.items():
        if with_names and len(people) <= _MOST_NAMES:
            who = join_list(sorted(people, key=lambda name: sort_key(name, lang)), lang)
        else:
            who = ngettext("%(num)s participant", "%(num)s participants", len(people))
        what = _(
            "would speak %(languages)s, which may not be spoken", languages=names(languages, lang)
        )
        result.append(GapLine(who, what, ""))
    return result
