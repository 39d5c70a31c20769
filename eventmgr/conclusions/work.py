"""What the worker does for this room; imported where work is handed over, as the queue is heavy."""

from __future__ import annotations

from huey import crontab

from eventmgr import tasks
from eventmgr.queue import queue


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
        for text_id in due():
            settle_by_number(text_id)
        for number in missing():
            render(number)
