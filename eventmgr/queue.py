"""The queue and what it carries; imported when work is first handed over, as huey is heavy."""

from __future__ import annotations

from flask import Flask
from huey import Huey, crontab
from huey.storage import MemoryStorage, PostgresStorage, SqliteStorage

from eventmgr import tasks
from eventmgr.printing.copies import Printed

# Until the web server or the worker binds it, the queue carries work out at once.
queue = Huey("eventmgr", immediate=True, storage_class=MemoryStorage)


def bind(app: Flask) -> None:
    """Carry work to the worker process: through the database several machines share, or a file."""
    uri = str(app.config["SQLALCHEMY_DATABASE_URI"])
    if uri.startswith("postgresql"):
        queue.storage_class = PostgresStorage
        queue.storage_kwargs = {"dsn": uri.replace("postgresql+psycopg://", "postgresql://")}
    else:
        queue.storage_class = SqliteStorage
        queue.storage_kwargs = {"filename": app.config["QUEUE_FILE"]}
    queue.immediate = False


@queue.task()
def deliver() -> None:
    """Send what is due in the outbox."""
    from eventmgr.mail.delivery import BATCH, deliver_due

    with tasks.application().app_context():
        if deliver_due() == BATCH:
            # More waits: the rest follows at once, behind whatever else asked meanwhile.
            deliver()


@queue.periodic_task(crontab(minute="*"))
def deliver_again() -> None:
    """Send what became due by waiting; each minute."""
    deliver.call_local()


@queue.task()
def print_paper(paper: Printed) -> bytes | list[str]:
    """Render a paper to PDF in the worker, so that web processes stay small.

    Returns a list of problems where a marker and its note do not go together (DES-02).
    """
    from eventmgr.printing.designations import DesignationError
    from eventmgr.printing.pdf import render_paper

    try:
        return render_paper(paper)
    except DesignationError as error:
        return error.problems


@queue.task()
def carry_directory_import(number: int) -> None:
    """Check or write a table of institutions that somebody sent."""
    from eventmgr.directory.importing import carry

    with tasks.application().app_context():
        carry(number)


@queue.task()
def carry_mailing(number: int) -> None:
    """Write the copies of a message to many."""
    from eventmgr.mail.mailings import carry

    with tasks.application().app_context():
        carry(number)


@queue.periodic_task(crontab(minute="*"))
def carry_forgotten_mailings() -> None:
    """Go on with messages to many whose worker died; each minute."""
    from eventmgr.mail.mailings import forgotten

    with tasks.application().app_context():
        numbers = forgotten()
    for number in numbers:
        carry_mailing(number)


@queue.periodic_task(crontab(minute="*/5"))
def read_bounces() -> None:
    """Read the mailbox of messages that came back; every five minutes, where one is set."""
    from eventmgr.mail.bounces import read_mailbox

    with tasks.application().app_context():
        read_mailbox()
