"""Writing what was decided about interpretation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.audit.actions import differences, record
from eventmgr.database import Conflict, claim_version, db, lock
from eventmgr.events.models import Event
from eventmgr.i18n.multilingual import Multilingual, clean
from eventmgr.interpretation.figures import Value, unverified_figures
from eventmgr.interpretation.models import InterpretationChoice
from eventmgr.interpretation.queries import (
    choice_of,
    situation_of,
    situation_with,
    unsaved_choice,
)


class WaiverNeeded(Exception):
    """Fewer people are engaged than the profile asks for, and no reason is given (INT-10)."""

    def __init__(self, engaged: int, required: int) -> None:
        """Keep both numbers for the sentence on the page."""
        super().__init__(f"{engaged} engaged, {required} required")
        self.engaged = engaged
        self.required = required


def decide_team(event: Event, values: dict[str, Any], *, version: int, actor: Any) -> None:
    """Save profile, design, people engaged, spare receivers and travel.

    Raises WaiverNeeded where a reason is missing (INT-10), Conflict where somebody saved in
    between.
    """
    choice = _claim(event, version)
    before = situation_of(event)
    proposed = unsaved_choice(event)
    proposed.overrides = choice.overrides
    for name, value in values.items():
        setattr(proposed, name, value)
    found = situation_with(before, proposed)
    if found.waiver_missing:
        raise WaiverNeeded(found.engaged, found.required)
    _write(event, choice, values, "change interpretation plan", actor)


def label_channels(
    event: Event, labels: Mapping[str, Multilingual], *, version: int, actor: Any
) -> None:
    """Save the event's own names of the channels (INT-06); raises Conflict.

    `labels` is {"floor" or language: {display language: label}}; those not named stay.
    """
    choice = _claim(event, version)
    kept = dict(choice.channel_labels)
    for code, texts in labels.items():
        kept[code] = clean(texts)
    values = {"channel_labels": {code: texts for code, texts in kept.items() if texts}}
    _write(event, choice, values, "name channels", actor)


def change_figures(
    event: Event, profile: str, figures: Mapping[str, Value], *, version: int, actor: Any
) -> None:
    """Save this event's own figures of a profile, by their places; none means all as shipped.

    Only figures marked as unverified can be changed. Raises Conflict, and ProfileError for an
    unknown profile.
    """
    shipped = {figure.place: figure.value for figure in unverified_figures(profile)}
    changed = {
        place: value
        for place, value in figures.items()
        if place in shipped and value != shipped[place]
    }
    choice = _claim(event, version)
    overrides = {name: kept for name, kept in choice.overrides.items() if name != profile}
    if changed:
        overrides[profile] = changed
    _write(event, choice, {"overrides": overrides}, "change profile figures", actor)


def _claim(event: Event, version: int) -> InterpretationChoice:
    """Return the event's choice for writing, made now where there is none yet."""
    # The event's row is held so that two first savings cannot both make one.
    lock(event)
    choice = choice_of(event)
    if choice is not None:
        claim_version(choice, version)
        return choice
    if version > 0:
        raise Conflict(unsaved_choice(event))
    choice = unsaved_choice(event)
    choice.version = 1
    return choice


def _write(
    event: Event, choice: InterpretationChoice, values: dict[str, Any], action: str, actor: Any
) -> None:
    changes = {
        field: [_readable(side) if isinstance(side, dict) else side for side in pair]
        for field, pair in differences(choice, values).items()
    }
    db.session.add(choice)
    record(action, choice, actor=actor, event_id=event.id, label=event.slug, changes=changes)


def _readable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return labels or figures one level deep, as the record shows them."""
    return {
        key: ", ".join(str(part) for part in inner.values()) if isinstance(inner, dict) else inner
        for key, inner in values.items()
    }
