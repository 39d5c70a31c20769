"""Handing work over to the worker: mail and printing."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app

from eventmgr import database

if TYPE_CHECKING:
    from eventmgr.printing.copies import Printed

# The application tasks run in; a process has one at a time.
_bound: list[Flask] = []
# Whether a worker carries the work; until then it is done at once (tests, command line).
_carried = False

PRINT_SECONDS = 60


class PrintUnavailable(Exception):
    """No worker printed the paper in time."""


def init_app(app: Flask) -> None:
    """Remember the application that tasks run in; the outbox wakes after each commit."""
    _bound[:] = [app]
    database.after_commit(wake_outbox)


def application() -> Flask:
    """Return the application that tasks run in."""
    return _bound[0]


def carried() -> bool:
    """Tell whether a worker carries the work of this process."""
    return _carried


def use_queue(app: Flask) -> None:
    """Carry work to the worker process instead of doing it at once (the web server, the worker)."""
    from eventmgr import queue

    global _carried
    queue.bind(app)
    _carried = True


def wake_outbox() -> None:
    """Tell the worker that committed mail waits; the rows are the truth, this only hurries."""
    if not current_app.config.get("DELIVER_AT_ONCE", _carried):
        return
    if _carried and current_app.config["SMTP"] is None:
        # Everything is kept for a person to send: there is nothing to hurry.
        return
    from eventmgr.queue import deliver

    if not _carried:
        deliver()
        return
    delay = _waking.delay(time.monotonic())
    if delay == 0:
        deliver()
    elif delay is not None:
        deliver.schedule(delay=delay)


class Waking:
    """One call a second is enough: a crowd that registers would fill the queue with calls.

    The first call goes out at once; those that follow within a second share one at its end.
    """

    PAUSE = 1.0

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = float("-inf")

    def delay(self, at: float) -> float | None:
        """Return in how many seconds to call, None where a call is on its way already."""
        with self._lock:
            if at >= self._last + self.PAUSE:
                self._last = at
                return 0
            if at >= self._last:
                self._last += self.PAUSE
                return self.PAUSE
            return None


_waking = Waking()


def pdf(paper: Printed) -> bytes:
    """Return the paper as PDF, made by the worker.

    Raises PrintUnavailable where no worker answers within a minute, or printing broke (the worker
    logs why); DesignationError where a marker stands without its note.
    """
    from huey.exceptions import ResultTimeout, TaskException

    from eventmgr.printing.designations import DesignationError
    from eventmgr.queue import print_paper

    result: Any = print_paper(paper)
    try:
        data = result.get(blocking=True, timeout=PRINT_SECONDS, backoff=1.05, max_delay=0.1)
    except (ResultTimeout, TaskException) as error:
        raise PrintUnavailable from error
    if isinstance(data, list):
        raise DesignationError(data)
    return bytes(data)
