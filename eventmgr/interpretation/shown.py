"""The plan in words and numbers, ready for the page and for paper.

Sentences are in the language that is spoken at the moment (`eventmgr.language.speaking`);
`lang` names languages and dates.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from flask_babel import gettext as _

from eventmgr.i18n.dates import agenda_day, format_time, short_date, time_range
from eventmgr.i18n.languages import language_name
from eventmgr.i18n.numbers import join_list
from eventmgr.interpretation.checks import load_minutes
from eventmgr.interpretation.need import required_people
from eventmgr.interpretation.outcome import TrackPlan
from eventmgr.interpretation.profiles import DEFAULT_PROFILE, load
from eventmgr.interpretation.receivers import Channel
from eventmgr.interpretation.regime import Session
from eventmgr.interpretation.situation import Situation
from eventmgr.interpretation.words import (
    CELL_STATES,
    CELLS,
    LEGEND,
    booth_name,
    booth_work,
    cell_words,
    design_meaning,
    design_title,
)
from eventmgr.language import speaking


class Booth(NamedTuple):
    """A booth of a design: what it is called, what it does, how many people.

    `people` is None where the whole team relieves each other across the booths; `least` is the
    profile's number where it is another one.
    """

    name: str
    work: str
    people: int | None
    least: int | None
    room: str


class Setup(NamedTuple):
    """A design in words: its booths on the busiest day, and the numbers of both rules."""

    key: str
    title: str
    meaning: str
    booths: tuple[Booth, ...]
    booth_count: int
    people: int
    person_days: int
    required: int
    recommended: bool
    chosen: bool
    relay_channel: bool


def setups(situation: Situation, lang: str) -> list[Setup]:
    """Return both designs."""
    plan = situation.plan
    result = []
    for key in ("A", "B"):
        busiest = max(plan.days, key=lambda day: day.design(key), default=None)
        tracks = busiest.tracks if busiest else ()
        booths = [
            booth
            for track in tracks
            for booth in _booths(situation, track, key, lang, several=len(tracks) > 1)
        ]
        pivots = [track.need.pivot for track in tracks if track.need.pivot]
        team = plan.design(key)
        result.append(
            Setup(
                key,
                design_title(key),
                design_meaning(key, pivots[0] if pivots else None, lang),
                tuple(booths),
                team.booths,
                team.interpreters,
                plan.person_days(key),
                plan.profile_minimum(key).interpreters,
                key == plan.recommended,
                key == plan.design_name,
                any(track.need.design(key).relay_channel for track in tracks),
            )
        )
    return result


def _booths(
    situation: Situation, track: TrackPlan, key: str, lang: str, *, several: bool
) -> list[Booth]:
    """Return the booths of one team; `several` teams are told apart by their rooms."""
    design = track.need.design(key)
    alone = any(people < 2 for people in design.people.values())
    asked = required_people(track.need, situation.plan.profile, load(DEFAULT_PROFILE), key)
    result = []
    for booth in design.booths:
        people = None if alone else design.people.get(booth.key, 0)
        least = asked.get(booth.key) if asked and people is not None else None
        result.append(
            Booth(
                booth_name(booth, track.need.regime, lang),
                booth_work(booth, lang),
                people,
                None if least == people else least,
                track.sessions[0].room if several else "",
            )
        )
    return result


def booth_people(booth: Booth) -> str:
    """Return the people of a booth: the number of the design, the profile's least beside it."""
    if booth.people is None:
        return _("shared by all booths")
    if booth.least is None:
        return str(booth.people)
    return _("%(people)s, at least %(least)s", people=booth.people, least=booth.least)


class TeamDay(NamedTuple):
    """One team's day in numbers; all durations in minutes."""

    day: str
    times: str
    room: str
    lunch: int
    counted: int
    interpreting: int
    load: int
    over: int
    overtime: int
    assumed: bool


def team_days(situation: Situation, lang: str) -> list[TeamDay]:
    """Return each day of each team."""
    return [
        TeamDay(
            agenda_day(day.date, lang),
            time_range(track.sessions[0].start, track.sessions[-1].end),
            track.sessions[0].room if len(day.tracks) > 1 else "",
            _minutes(track.lunch),
            track.counted_minutes,
            track.interpreting_minutes,
            _load(situation, track, alone=len(day.tracks) == 1),
            track.over_minutes,
            track.overtime_hours,
            day.date in situation.timetable.assumed,
        )
        for day in situation.plan.days
        for track in day.tracks
    ]


def _minutes(span: tuple[dt.datetime, dt.datetime] | None) -> int:
    return int((span[1] - span[0]).total_seconds() // 60) if span else 0


def _load(situation: Situation, track: TrackPlan, *, alone: bool) -> int:
    """Return the minutes at the microphone of one person, shared evenly (INT-11)."""
    team = track.need.profile(situation.plan.design_name)
    people = situation.engaged if alone else team.interpreters
    return load_minutes(track.interpreting_minutes * max(team.booths, 1), people)


class Cell(NamedTuple):
    """A cell of the matrix: the sign of the field, the words, and the state for the sign."""

    sign: str
    words: str
    state: str


class Coverage(NamedTuple):
    """The matrix of one set of languages."""

    caption: str
    targets: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def coverages(situation: Situation, lang: str) -> list[Coverage]:
    """Return a matrix for each different set of languages, with the sessions it holds for."""
    every = sum(len(cover.sessions) for cover in situation.covered)
    result = []
    for cover in situation.covered:
        regime = cover.matrix.regime
        rows = tuple(
            (
                language_name(source, lang),
                tuple(
                    Cell(str(cell), cell_words(cell, lang), CELL_STATES[cell.symbol])
                    for cell in cells
                ),
            )
            for source, cells in cover.matrix.rows()
        )
        result.append(
            Coverage(
                where(cover.sessions, every, lang),
                tuple(language_name(target, lang) for target in regime.into),
                rows,
            )
        )
    return result


def legend(situation: Situation) -> list[tuple[str, str, str, str]]:
    """Return (sign, words, meaning, state) of the cells that occur."""
    used = {cell.symbol for cover in situation.covered for cell in cover.matrix.cells.values()}
    return [
        (sign, str(CELLS[sign]), str(meaning), CELL_STATES[sign])
        for sign, meaning in LEGEND.items()
        if sign in used
    ]


def where(sessions: tuple[Session, ...], every: int, lang: str) -> str:
    """Say in which sessions something holds, by time and title; all of them in two words."""
    if len(sessions) == every:
        return _("In all sessions")
    return join_list([session_words(session, lang) for session in sessions], lang)


def session_words(session: Session, lang: str) -> str:
    """Return a session as one finds it in the agenda: day, time, title."""
    start = f"{short_date(session.start.date(), lang)}, {format_time(session.start)}"
    return f"{start} {session.title}".strip()


class Remark(NamedTuple):
    """A notice of the planner in words, with the days it holds for unless it is every day."""

    text: str
    days: str
    error: bool
    code: str


def remarks(situation: Situation, lang: str) -> list[Remark]:
    """Return what the planner has to say."""
    working = sum(1 for day in situation.plan.days if day.tracks)
    result = []
    for notice in situation.plan.notices:
        every = len(notice.dates) == working or not notice.dates
        days = "" if every else join_list([short_date(day, lang) for day in notice.dates], lang)
        result.append(Remark(notice.text(_, lang), days, notice.error, notice.code))
    return result


class ChannelLine(NamedTuple):
    """A channel: its number, its language, its label in each language of the papers.

    `labels` are (language, label, whether it is the event's own).
    """

    number: int
    language: str
    labels: tuple[tuple[str, str, bool], ...]


def channel_label(code: str | None, labels: dict[str, str], lang: str) -> str:
    """Return a channel's label in a language: as set for it, else the language's name (INT-06)."""
    own = labels.get(lang)
    if own:
        return own
    return _("Floor") if code is None else language_name(code, lang)


def _in_words(channel: Channel, code: str) -> str:
    with speaking(code):
        return channel_label(channel.language, channel.label, code)


def channel_lines(situation: Situation, lang: str) -> list[ChannelLine]:
    """Return the channels with the labels that were set."""
    return [
        ChannelLine(
            channel.number,
            _("the speaker's own voice")
            if channel.language is None
            else language_name(channel.language, lang),
            tuple(
                (code, _in_words(channel, code), code in channel.label)
                for code in situation.event.document_languages
            ),
        )
        for channel in situation.channels
    ]


def assumption(situation: Situation, lang: str) -> str:
    """Say what was assumed where the agenda says nothing yet; empty where nothing was."""
    if not situation.timetable.assumed:
        return ""
    days = join_list([short_date(day, lang) for day in situation.timetable.assumed], lang)
    return _(
        "The agenda has no items yet on %(days)s. A day from 09:00 to 17:30 is assumed, with lunch "
        "from 12:30 to 14:00 and a coffee break of 15 minutes in the morning and in the afternoon.",
        days=days,
    )
