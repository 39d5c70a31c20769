"""What the worker does for this room; imported where work is handed over, as the queue is heavy."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from huey import crontab

from eventmgr import tasks
from eventmgr.queue import queue

log = logging.getLogger(__name__)


@queue.task()
def print_sealed(number: int) -> None:
    """Make one PDF of a sealed edition."""
    from eventmgr.conclusions.prints import render

    with tasks.application().app_context():
        render(number)


@queue.task()
def settle_silence(text_id: int) -> None:
    """Settle a silence whose time has come; planned for the second at which it ends."""
    from eventmgr.conclusions.silence import settle_by_number

    with tasks.application().app_context():
        settle_by_number(text_id)


@queue.periodic_task(crontab(minute="*"))
def look_again() -> None:
    """Settle and print what was lost on its way to the worker; each minute."""
    from eventmgr.conclusions.prints import missing, render
    from eventmgr.conclusions.silence import due, settle_by_number

    with tasks.application().app_context():
        _one_by_one(settle_by_number, due())
        _one_by_one(render, missing())


def _one_by_one(act: Callable[[int], object], numbers: Iterable[int]) -> None:
    """Do something for each; one that goes wrong keeps nobody else's from being done."""
    from eventmgr.database import db

    for number in numbers:
        try:
            act(number)
        except Exception:
            db.session.rollback()
            log.exception("work on number %s of the conclusions failed", number)
