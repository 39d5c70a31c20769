"""What the worker does for this room."""

from __future__ import annotations

from huey import crontab

from eventmgr import tasks
from eventmgr.queue import queue


@queue.periodic_task(crontab(minute="*/10"))
def remind_institutions() -> None:
    """Remind institutions by the rules of their events; every ten minutes."""
    from eventmgr.invitations.reminders import remind_by_rule

    with tasks.application().app_context():
        remind_by_rule()
