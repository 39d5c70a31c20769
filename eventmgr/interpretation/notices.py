"""What the planner has to say: a code, a sentence for the catalogue, and its figures.

The sentences are marked here and translated by whoever shows them. Languages are passed as
codes and named in the reader's language at the last moment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from eventmgr.i18n.languages import is_known, language_name
from eventmgr.i18n.marks import N_

LANGUAGE_PARAMS: Final = frozenset({"booth", "source", "target", "pivot"})


@dataclass(frozen=True)
class Notice:
    """One remark of the planner; `error` means that a session could not be planned.

    `dates` are the days it holds for, `params` the values of the sentence's places.
    """

    code: str
    message: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    dates: tuple[dt.date, ...] = ()
    error: bool = False

    def text(self, translate: Callable[[str], str] = str, lang: str = "en") -> str:
        """Return the sentence; `translate` is the catalogue's function of the reader."""
        values = {
            name: language_name(value, lang)
            if name in LANGUAGE_PARAMS and isinstance(value, str) and is_known(value)
            else value
            for name, value in self.params.items()
        }
        return translate(self.message) % values


def merged(notices: list[Notice]) -> tuple[Notice, ...]:
    """Return each remark once, with all the days it holds for, errors first."""
    together: dict[tuple[object, ...], Notice] = {}
    for notice in notices:
        key = (notice.code, notice.message, tuple(sorted(notice.params.items())))
        known = together.get(key)
        dates = tuple(dict.fromkeys((known.dates if known else ()) + notice.dates))
        together[key] = Notice(notice.code, notice.message, notice.params, dates, notice.error)
    return tuple(sorted(together.values(), key=lambda notice: not notice.error))


def pivot_missing(title: str) -> Notice:
    """INT-E1: several languages are spoken and no pivot is chosen."""
    return Notice(
        "INT-E1",
        N_(
            "Several languages may be spoken in “%(session)s”. Choose the language that the "
            "others are relayed through."
        ),
        {"session": title or "–"},
        error=True,
    )


ALONE = N_(
    "One person works alone in the %(booth)s booth for %(minutes)s min. Assign a second "
    "interpreter."
)
ALONE_LIMITED = N_(
    "One person works alone in the %(booth)s booth for %(minutes)s min; the profile allows "
    "%(limit)s min. Assign a second interpreter."
)
EMPTY = N_("Nobody is assigned to the %(booth)s booth.")
RELAY = N_(
    "The %(booth)s booth works both ways and gives relay with %(people)s people. At least 3 are "
    "advised."
)
DAY = N_(
    "The day lasts %(counted)s min as this profile counts it, %(over)s min over its limit: "
    "%(hours)s h of overtime for each interpreter."
)
HALF_DAY = N_(
    "A half-day lasts %(minutes)s min; this profile allows %(limit)s min. Shorten it or plan a "
    "second team."
)
BLOCK = N_(
    "From %(start)s there are %(minutes)s min without a break of %(pause)s min. Add a break."
)
LUNCH = N_("There is no lunch break on a day longer than %(limit)s min. Add one.")
SECOND_TEAM = N_(
    "The day lasts %(counted)s min; beyond %(limit)s min a second team of interpreters is needed."
)
ROOMS = N_(
    "%(rooms)s sessions with interpretation run at the same time: their booths and interpreters "
    "add up."
)
LOAD = N_(
    "Each interpreter of the %(booth)s booth would work %(minutes)s min a day; more than "
    "%(limit)s min is too much."
)
LOAD_ALL = N_(
    "Each interpreter would work about %(minutes)s min a day; more than %(limit)s min is too much."
)
NO_PAIR = N_(
    "Nobody in the %(booth)s booth works from %(source)s into %(target)s. Assign someone who does."
)
TWICE = N_("%(person)s is assigned to two sessions at the same time, at %(start)s.")
MOVE = N_("%(person)s has less than %(limit)s min to change rooms before the session at %(start)s.")
CHEVAL = N_(
    "%(person)s is assigned to two booths of the session at %(start)s. Confirm that this is "
    "agreed, or assign someone else."
)
LISTENERS = N_(
    "%(people)s people would listen to whispered interpretation; it serves at most %(limit)s. "
    "Choose another mode."
)
GROUP = N_(
    "A portable set without a booth serves at most %(limit)s people; %(people)s are expected."
)
BIDULE_LONG = N_(
    "%(minutes)s min with a portable set and no booth is long; more than %(limit)s min tires "
    "interpreters and listeners."
)
REMOTE_LONG = N_(
    "%(minutes)s min of remote interpretation a day is more than the %(limit)s min advised."
)
RECORDED = N_("The session at %(start)s is recorded. Ask the interpreters for their consent first.")
SCRIPT = N_(
    "A text is read or a film is shown in the session at %(start)s. Send the interpreters the "
    "script beforehand, or it will not be interpreted."
)
