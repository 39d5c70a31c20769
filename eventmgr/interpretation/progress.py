"""How far interpretation is on the road of the event."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from eventmgr.events.models import Event
from eventmgr.events.road import NextStep, Progress, StageState, stage
from eventmgr.interpretation import shown
from eventmgr.interpretation.queries import situation_of
from eventmgr.language import current


@stage("interpretation")
def progress(event: Event) -> Progress:
    """Say how far interpretation is: planned, engaged, and who would not be served."""
    here = url_for("interpretation.index", slug=event.slug)
    situation = situation_of(event, lang=current(), named=False)
    if not situation.is_needed:
        return Progress(StageState.DONE, here)
    errors = [
        NextStep(remark.text, here)
        for remark in shown.remarks(situation, current())
        if remark.error
    ]
    if not situation.is_saved:
        step = NextStep(_("Plan the interpretation"), here, days_before=56)
        return Progress(StageState.NONE, here, next=[step], wrong=errors)
    wrong = list(errors)
    if situation.waiver_missing:
        wrong.append(
            NextStep(_("Say why fewer interpreters are engaged than the profile asks for"), here)
        )
    missed = len(situation.listeners) + len(situation.speakers)
    if missed:
        wrong.append(
            NextStep(
                ngettext(
                    "%(num)s person would not be interpreted as needed",
                    "%(num)s people would not be interpreted as needed",
                    missed,
                ),
                f"{here}#gaps",
            )
        )
    count = f"{situation.choice.assigned or 0}/{situation.required}"
    if situation.choice.assigned is None:
        step = NextStep(
            ngettext(
                "Engage %(num)s interpreter", "Engage %(num)s interpreters", situation.required
            ),
            here,
            days_before=42,
        )
        return Progress(StageState.WORK, here, count, next=[step], wrong=wrong)
    if errors or situation.waiver_missing:
        return Progress(StageState.WAITING, here, count, wrong=wrong)
    return Progress(StageState.WORK if wrong else StageState.DONE, here, count, wrong=wrong)
