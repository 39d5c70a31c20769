"""What the worker does for this room."""

from __future__ import annotations

from huey import crontab

from eventmgr import tasks
from eventmgr.queue import queue


@queue.periodic_task(crontab(hour="2", minute="17"))
def purge_by_night() -> None:
    """Remove the personal data whose date has come (PRIV-06); each night."""
    from eventmgr.privacy.purging import nightly

    with tasks.application().app_context():
        nightly()
