"""An event's first page in three answers: where it is, what is next and by when, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from eventmgr.events.models import Event
from eventmgr.events.road import NextStep, Stage, StageState


@dataclass(frozen=True)
class Task:
    """A next step with its date; `late` where the date has passed."""

    label: str
    url: str
    stage: str
    due: date | None
    late: bool


@dataclass(frozen=True)
class Outlook:
    """What the first page says."""

    here: Stage | None  # the stage one is at; None where every stage is done or none is there
    done: int
    stages: int
    tasks: list[Task]
    wrong: list[Task]


def outlook_of(event: Event, road: Sequence[Stage], today: date) -> Outlook:
    """Gather what the stages say of themselves: next steps by date, those without a date last.

    The event is at the first stage that waits for somebody, else at the first that is not done.
    """

    def task(stage: Stage, step: NextStep) -> Task:
        due = None
        if step.days_before is not None:
            due = event.start - timedelta(days=step.days_before)
        return Task(
            label=str(step.label),
            url=step.url,
            stage=stage.label,
            due=due,
            late=due is not None and due < today,
        )

    tasks = [task(stage, step) for stage in road for step in stage.progress.next]
    tasks.sort(key=lambda one: (one.due is None, one.due or today))
    wrong = [task(stage, step) for stage in road for step in stage.progress.wrong]
    waiting = next((stage for stage in road if stage.state is StageState.WAITING), None)
    here = waiting or next((stage for stage in road if stage.state is not StageState.DONE), None)
    return Outlook(
        here=here,
        done=sum(stage.state is StageState.DONE for stage in road),
        stages=len(road),
        tasks=tasks,
        wrong=wrong,
    )
