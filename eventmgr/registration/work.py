"""What the worker does for this room."""

from __future__ import annotations

from huey import crontab

from eventmgr import tasks
from eventmgr.queue import deliver, queue


@queue.periodic_task(crontab(minute="*"))
def look_after_waiting_lists() -> None:
    """End offers of places whose time is over and ask the next; each minute."""
    from eventmgr.registration.waiting import look_after_places

    with tasks.application().app_context():
        changed = look_after_places()
    if changed:
        deliver()
