"""The plan's terms, as people read them: on the page and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventmgr.i18n.languages import language_name
from eventmgr.i18n.numbers import join_list
from eventmgr.interpretation.coverage import Cell
from eventmgr.interpretation.figures import Unit
from eventmgr.interpretation.regime import Booth, Regime

PROFILES: Final[dict[str, Any]] = {
    "aiic": _l("AIIC, minimum team strength"),
    "acis": _l("ACIS, Serbia"),
    "aice": _l("AICE, Spain"),
    "aiic-canada": _l("AIIC Canada"),
    "apic": _l("APIC, Portugal"),
    "assointerpreti": _l("Assointerpreti, Italy"),
    "hdkp": _l("HDKP, Croatia"),
    "scic": _l("European Commission, DG Interpretation"),
    "srb-assoc": _l("Association of conference interpreters, Serbia"),
    "un": _l("United Nations Headquarters"),
}

# What each sign of the matrix means (domain 1.5).
CELLS: Final[dict[str, Any]] = {
    "=": _l("same language"),
    "D": _l("direct"),
    "d": _l("direct, one person only"),
    "R": _l("in two steps"),
    "X": _l("not understood"),
}
LEGEND: Final[dict[str, Any]] = {
    "=": _l("the listener hears the speaker's own voice"),
    "D": _l("interpreted straight into the listener's language, by at least two people in turn"),
    "d": _l("interpreted straight, but only one person can do it and nobody can take over"),
    "R": _l("interpreted first into the language named, and from there into the listener's"),
    "X": _l("nobody can interpret it: these listeners would not understand these speakers"),
}
# The sign beside the words, so that colour is never alone.
CELL_STATES: Final = {"=": "none", "D": "good", "d": "attention", "R": "work", "X": "bad"}

FIGURES: Final[dict[str, Any]] = {
    "day.limit_minutes": _l("Longest working day"),
    "day.lunch_deducted_from": _l("A lunch is left out of the working day from"),
    "day.half_day_limit_minutes": _l("Longest half-day"),
    "day.counts": _l("How the working day is counted"),
    "load_minutes": _l("Most interpreting for one person in a day"),
    "bidule.longest_minutes": _l("Longest use of portable sets without a booth"),
    "remote.per_booth": _l("People in a booth for remote interpretation"),
    "remote.limit_minutes": _l("Most remote interpretation in a day"),
    "two_way_single.0.interpreters": _l("People in the only booth of a two-language meeting"),
    "two_way_single.0.up_to_hours": _l(
        "The smaller team of a single two-way booth works for at most"
    ),
    "per_booth.0.interpreters": _l("People in a booth that works one way"),
    "per_booth.0.two_way": _l("People in a booth that works both ways"),
    "per_booth.1.languages_from": _l("Larger teams are asked for from this many languages on"),
    "per_booth.1.interpreters": _l("People in a booth from that many languages on"),
}
# Where people or languages are counted, the label says so itself.
UNITS: Final[dict[Unit, Any]] = {
    Unit.MINUTES: _l("minutes"),
    Unit.HOURS: _l("hours"),
}
COUNTING: Final[dict[str, Any]] = {
    "span": _l("From the first start to the last end, coffee breaks included"),
    "interpreting": _l("Interpreting time only, breaks left out"),
}


def names(codes: Iterable[str], lang: str) -> str:
    """Return languages by name as a list in words."""
    return join_list([language_name(code, lang) for code in codes], lang)


def duration(minutes: int) -> str:
    """Return minutes as hours and minutes: `6 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min", minutes=rest)
    if not rest:
        return _("%(hours)s h", hours=hours)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)


def booth_name(booth: Booth, regime: Regime, lang: str) -> str:
    """Return what a booth is called: its pair in design B, the language it works into in A."""
    if len(booth.languages) == 1:
        return _("into %(language)s", language=language_name(booth.key, lang))
    first, second = (language_name(code, lang) for code in booth.languages)
    if booth.two_way:
        return f"{first} ⇄ {second}"
    # A booth that works one way only: away from the pivot where its language is listened to.
    return f"{first} → {second}" if booth.key in regime.targets else f"{second} → {first}"


def booth_work(booth: Booth, lang: str) -> str:
    """Return what a booth is asked to do, in a few words."""
    if len(booth.languages) == 1:
        return _("from all languages spoken")
    parts = [_("works both ways") if booth.two_way else _("works one way")]
    if booth.relay_source:
        parts.append(_("other booths listen to it (relay)"))
    return join_list(parts, lang)


def design_title(name: str) -> str:
    """Return the name of a design in plain words."""
    if name == "A":
        return _("A: one booth for each language listened to")
    return _("B: one booth for each pair of languages")


def design_meaning(name: str, pivot: str | None, lang: str) -> str:
    """Say in plain words what a design means for those who speak and listen."""
    if name == "A":
        return _(
            "Each booth works into one language only. Its interpreters must understand "
            "everything that is spoken, or take it from another booth. It needs more booths."
        )
    if pivot is None:
        return _("Each booth works between two languages, in both directions where needed.")
    return _(
        "Each booth works between %(pivot)s and one other language. Two languages other than "
        "%(pivot)s reach each other in two steps. It needs fewer booths, and more people in each.",
        pivot=language_name(pivot, lang),
    )


def cell_words(cell: Cell, lang: str) -> str:
    """Return a cell of the matrix in words."""
    if cell.via:
        return _("through %(language)s", language=language_name(cell.via, lang))
    return str(CELLS[cell.symbol])
