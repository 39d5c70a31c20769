"""The interpretation plan as a paper, for the supplier and the holder of the budget."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from eventmgr.agenda.queries import items_of
from eventmgr.events.masthead import masthead_of, with_notes
from eventmgr.events.models import Event
from eventmgr.events.naming import naming_for
from eventmgr.events.prints import NotPrintable, printable
from eventmgr.i18n.languages import language_name
from eventmgr.interpretation import shown
from eventmgr.interpretation.queries import situation_of
from eventmgr.interpretation.receivers import BOOTH_CHECKS
from eventmgr.interpretation.situation import Situation
from eventmgr.interpretation.words import LEGEND, PROFILES, cell_words, duration, names
from eventmgr.printing.papers import BoothLine, ChannelLine, CoverageMatrix, KeyFigure, PlanPaper


def has_several_languages(event: Event) -> bool:
    """Tell whether more than one language is in use, in the event or in one of its items."""
    if len({*event.floor_languages, *event.into_languages}) > 1:
        return True
    return any(item.floor_languages or item.into_languages for item in items_of(event))


@printable("interpretation", _l("Interpretation plan"), ready=has_several_languages)
def plan_paper(event: Event, language: str) -> PlanPaper:
    """Return the plan in a language, without names of participants.

    Raises NotPrintable where nothing is interpreted.
    """
    situation = situation_of(event, lang=language)
    if not situation.is_needed:
        raise NotPrintable(_l("One language is spoken and followed: no interpretation is needed."))
    naming = naming_for(event, language)
    masthead = masthead_of(event, language, naming)
    return PlanPaper(
        masthead=with_notes(masthead, naming),
        figures=_figures(situation, language),
        booths=_booths(situation, language),
        channels=tuple(
            ChannelLine(
                channel.number, shown.channel_label(channel.language, channel.label, language)
            )
            for channel in situation.channels
        ),
        matrices=_matrices(situation, language),
        receivers=_receivers(situation, language),
        equipment=tuple(
            KeyFigure(_(line.item), str(line.quantity)) for line in situation.equipment
        ),
        checks=tuple(_(text) for text in BOOTH_CHECKS)
        if any(setup.booth_count for setup in shown.setups(situation, language))
        else (),
        warnings=_warnings(situation, language),
        waiver=situation.choice.waiver_note if situation.plan.waiver_needed else "",
    )


def _figures(situation: Situation, lang: str) -> tuple[KeyFigure, ...]:
    plan = situation.plan
    profile = str(PROFILES.get(plan.profile.name, plan.profile.title))
    units = situation.units
    rows = [
        KeyFigure(_("May be spoken"), str(len(situation.floor)), names(situation.floor, lang)),
        KeyFigure(
            _("Can be listened to"),
            str(len(plan.regime.into)),
            names(situation.in_agreed_order(plan.regime.into), lang),
        ),
        KeyFigure(_("Booths"), str(plan.profile_minimum().booths), _setup(situation, lang)),
        KeyFigure(_("Interpreters, as the profile asks for"), str(situation.required), profile),
        KeyFigure(
            _("Interpreters, by the AIIC table"),
            str(plan.aiic_minimum.interpreters),
            _("with %(booths)s booths", booths=plan.aiic_minimum.booths),
        ),
        KeyFigure(
            _("Interpreters engaged"),
            "–" if situation.choice.assigned is None else str(situation.choice.assigned),
            _("not decided yet") if situation.choice.assigned is None else "",
        ),
        KeyFigure(_("Interpreter-days"), f"{units.interpreter_days:g}"),
    ]
    if units.overtime_hours:
        rows.append(
            KeyFigure(
                _("Hours of overtime"), str(units.overtime_hours), _("of all interpreters together")
            )
        )
    if units.travel_days or units.allowance_days:
        rows += [
            KeyFigure(_("Days of travel"), str(units.travel_days)),
            KeyFigure(_("Daily allowances"), str(units.allowance_days)),
        ]
    rows += [_day(day) for day in shown.team_days(situation, lang)]
    return tuple(rows)


def _setup(situation: Situation, lang: str) -> str:
    chosen = next(setup for setup in shown.setups(situation, lang) if setup.chosen)
    return chosen.title


def _day(day: shown.TeamDay) -> KeyFigure:
    parts = [
        day.times,
        _("interpreting %(time)s", time=duration(day.interpreting)),
        _("about %(time)s for each person", time=duration(day.load)),
    ]
    if day.assumed:
        parts.append(_("assumed, as the agenda has no items yet"))
    label = f"{day.day}, {day.room}" if day.room else day.day
    return KeyFigure(label, duration(day.counted), "; ".join(parts))


def _booths(situation: Situation, lang: str) -> tuple[BoothLine, ...]:
    chosen = next(setup for setup in shown.setups(situation, lang) if setup.chosen)
    return tuple(
        BoothLine(
            name=f"{number}, {booth.room}" if booth.room else str(number),
            languages=f"{booth.name}: {booth.work}",
            team=shown.booth_people(booth),
        )
        for number, booth in enumerate(chosen.booths, start=1)
    )


def _matrices(situation: Situation, lang: str) -> tuple[CoverageMatrix, ...]:
    every = sum(len(cover.sessions) for cover in situation.covered)
    result = []
    for cover in situation.covered:
        matrix = cover.matrix
        signs = {str(cell): cell for cell in matrix.cells.values()}
        result.append(
            CoverageMatrix(
                caption=shown.where(cover.sessions, every, lang),
                targets=tuple(language_name(code, lang) for code in matrix.regime.into),
                sources=tuple(language_name(code, lang) for code in matrix.regime.floor),
                cells=tuple(tuple(str(cell) for cell in row) for _source, row in matrix.rows()),
                legend=tuple(
                    (sign, f"{cell_words(cell, lang)} ({LEGEND[cell.symbol]})")
                    for sign, cell in signs.items()
                ),
            )
        )
    return tuple(result)


def _receivers(situation: Situation, lang: str) -> tuple[KeyFigure, ...]:
    need, order = situation.receivers
    people = len(situation.people)
    return (
        KeyFigure(
            _("Needed"),
            str(need),
            _(
                "of %(people)s participants: those who do not follow every language that may be "
                "spoken",
                people=people,
            ),
        ),
        KeyFigure(
            _("To order"),
            str(order),
            _("with %(percent)s per cent to spare", percent=situation.choice.spare_percent),
        ),
    )


def _warnings(situation: Situation, lang: str) -> tuple[str, ...]:
    lines = [
        f"{remark.text} ({remark.days})" if remark.days else remark.text
        for remark in shown.remarks(situation, lang)
    ]
    assumed = shown.assumption(situation, lang)
    if assumed:
        lines.insert(0, assumed)
    missed = len(situation.listeners)
    if missed:
        lines.append(
            ngettext(
                "%(num)s participant would not understand some of the speakers.",
                "%(num)s participants would not understand some of the speakers.",
                missed,
            )
        )
    return tuple(lines)
