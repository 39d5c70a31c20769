"""Work beside the pages: mail and printing, carried by one queue in the data folder."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app
from huey import Huey, crontab
from huey.exceptions import ResultTimeout, TaskException
from huey.storage import MemoryStorage, PostgresStorage, SqliteStorage

from eventmgr import database

if TYPE_CHECKING:
    from eventmgr.printing.papers import Paper

log = logging.getLogger(__name__)

# Until an application binds it, the queue carries work out at once (tests, command line).
queue = Huey("eventmgr", immediate=True, storage_class=MemoryStorage)
# The application tasks run in; a process has one at a time.
_bound: list[Flask] = []

PRINT_SECONDS = 60


class PrintUnavailable(Exception):
    """No worker printed the paper in time."""


def init_app(app: Flask) -> None:
    """Remember the application that tasks run in; the outbox wakes after each commit."""
    _bound[:] = [app]
    database.after_commit(wake_outbox)


def use_queue(app: Flask) -> None:
    """Carry work to the worker process instead of doing it at once (the web server, the worker)."""
    uri = str(app.config["SQLALCHEMY_DATABASE_URI"])
    if uri.startswith("postgresql"):
        # Several machines share one queue where they share the database.
        queue.storage_class = PostgresStorage
        queue.storage_kwargs = {"dsn": uri.replace("postgresql+psycopg://", "postgresql://")}
    else:
        queue.storage_class = SqliteStorage
        queue.storage_kwargs = {"filename": app.config["QUEUE_FILE"]}
    queue.immediate = False


def wake_outbox() -> None:
    """Tell the worker that committed mail waits; the rows are the truth, this only hurries."""
    if not current_app.config.get("DELIVER_AT_ONCE", not queue.immediate):
        return
    deliver()


@queue.task()
def deliver() -> None:
    """Send what is due in the outbox."""
    from eventmgr.mail.delivery import deliver_due

    with _bound[0].app_context():
        deliver_due()


@queue.periodic_task(crontab(minute="*"))
def deliver_again() -> None:
    """Send what became due by waiting; each minute."""
    deliver.call_local()


@queue.task()
def print_paper(paper: Paper) -> bytes | list[str]:
    """Render a paper to PDF in the worker, so that web processes stay small.

    Returns a list of problems where a marker and its note do not go together (DES-02).
    """
    from eventmgr.printing.designations import DesignationError
    from eventmgr.printing.pdf import render_paper

    try:
        return render_paper(paper)
    except DesignationError as error:
        return error.problems


def pdf(paper: Paper) -> bytes:
    """Return the paper as PDF, made by the worker.

    Raises PrintUnavailable where no worker answers within a minute, or printing broke (the worker
    logs why); DesignationError where a marker stands without its note.
    """
    from eventmgr.printing.designations import DesignationError

    result: Any = print_paper(paper)
    try:
        data = result.get(blocking=True, timeout=PRINT_SECONDS, backoff=1.05, max_delay=0.1)
    except ResultTimeout as error:
        raise PrintUnavailable from error
    except TaskException as error:
        raise PrintUnavailable from error
    if isinstance(data, list):
        raise DesignationError(data)
    return bytes(data)
