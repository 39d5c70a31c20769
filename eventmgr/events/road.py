"""The road of an event: its stages in order, what is done, what waits (interface: one road).

Each later room says for itself how far it is, so that this room knows none of them.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import request
from flask_babel import lazy_gettext as _l

from eventmgr.events.models import Event


class StageState(enum.StrEnum):
    """How far a stage is."""

    NONE = "none"
    WORK = "work"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True)
class NextStep:
    """What to do next in a stage: a verb and its object, where, and by when (T-offset in days)."""

    label: str
    url: str
    days_before: int | None = None


@dataclass(frozen=True)
class Progress:
    """What a room says of its stage: the state, a number beside it, next steps, what is wrong."""

    state: StageState
    url: str
    count: str = ""
    next: list[NextStep] = field(default_factory=list)
    wrong: list[NextStep] = field(default_factory=list)


@dataclass(frozen=True)
class Stage:
    """A stage as the bar shows it."""

    key: str
    label: str
    url: str
    state: StageState
    state_label: str
    count: str
    current: bool
    progress: Progress


LABELS = {
    "concept-paper": _l("Concept paper"),
    "invitations": _l("Invitations"),
    "registration": _l("Registration"),
    "travel": _l("Travel"),
    "interpretation": _l("Interpretation"),
    "agenda": _l("Agenda"),
    "conclusions": _l("Conclusions"),
    "press-release": _l("Press release"),
    "papers": _l("Papers"),
}
STATE_LABELS = {
    StageState.NONE: _l("not begun"),
    StageState.WORK: _l("in work"),
    StageState.WAITING: _l("waiting for you"),
    StageState.DONE: _l("done"),
}
# Which blueprints belong to a stage, so that the bar marks where one is.
BLUEPRINTS = {
    "papers": "concept-paper",
    "invitations": "invitations",
    "nominations": "invitations",
    "registration": "registration",
    "door": "registration",
    "badges": "registration",
    "travel": "travel",
    "interpretation": "interpretation",
    "agenda": "agenda",
    "floor": "conclusions",
    "conclusions": "conclusions",
    "press": "press-release",
    "reports": "papers",
}

Provider = Callable[[Event], Progress | None]
_providers: dict[str, Provider] = {}


def stage(key: str) -> Callable[[Provider], Provider]:
    """Register a room's account of its stage; it may use a constant number of queries.

    None stands for a stage that this event does not have.
    """
    if key not in LABELS:
        raise KeyError(key)

    def register(provider: Provider) -> Provider:
        _providers[key] = provider
        return provider

    return register


def road_of(event: Event) -> list[Stage]:
    """Return the event's stages in order, as far as their rooms are there."""
    # A room within a room, such as the desk of registration, is on the stage of the outer one.
    here = BLUEPRINTS.get((request.blueprint or "").partition(".")[0])
    stages = []
    for key, label in LABELS.items():
        provider = _providers.get(key)
        progress = provider(event) if provider is not None else None
        if progress is None:
            continue
        stages.append(
            Stage(
                key=key,
                label=str(label),
                url=progress.url,
                state=progress.state,
                state_label=str(STATE_LABELS[progress.state]),
                count=progress.count,
                current=key == here,
                progress=progress,
            )
        )
    return stages
