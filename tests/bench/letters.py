"""A thousand letters: handed to the worker, written with progress, the pages quick meanwhile."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LETTERS = 1000
MAILS = 5000
LANGUAGES = ("en", "cnr", "sq")


def _fill(make: Any) -> tuple[Any, str]:
    """Make an event with a thousand drafts; return it and its organiser's identity."""
    from eventmgr.database import db
    from eventmgr.invitations.models import Invitation

    event = make.event(contact_email="desk@example.org", organisers=[make.organisation()])
    organiser = make.member(event)
    for number in range(LETTERS):
        house = make.organisation()
        db.session.add(
            Invitation(
                event_id=event.id,
                organisation_id=house.id,
                seats=2,
                language=LANGUAGES[number % 3],
                email=house.email,
                profile="Prosecutors and investigators.",
            )
        )
    db.session.commit()
    return event, organiser.fs_uniquifier


def _outbox(event_id: int) -> None:
    """Fill an outbox with messages of all states."""
    from eventmgr.database import db
    from eventmgr.mail.models import Mail, MailState

    states = list(MailState)
    db.session.add_all(
        Mail(
            event_id=event_id,
            template="invitation",
            subject_type="Invitation",
            subject_id=number,
            to_name=f"Institution {number}",
            to_email=f"office{number}@example.org",
            language="en",
            subject=f"Invitation {number}",
            body_text="Dear Sir or Madam, " * 60,
            message_id=f"<{number:032x}@bench.example.org>",
            state=states[number % len(states)],
        )
        for number in range(MAILS)
    )
    db.session.commit()


def _timed(client: Any, path: str) -> float:
    begun = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return (time.perf_counter() - begun) * 1000


def _send(client: Any, url: str, chosen: list[str]) -> tuple[float, str]:
    begun = time.perf_counter()
    answer = client.post(f"{url}/invitations/send", data={"invitation": chosen})
    assert answer.status_code == 303, answer.status_code
    return time.perf_counter() - begun, str(answer.headers["Location"])


def _watch(client: Any, url: str, progress: str) -> tuple[float, list[float]]:
    """Look at pages until all letters are written; return the seconds and the pages' times."""
    from sqlalchemy import select

    from eventmgr.database import db
    from eventmgr.mail.models import Mailing, MailingState

    begun = time.perf_counter()
    pages: list[float] = []
    while time.perf_counter() - begun < 300:
        pages += [_timed(client, path) for path in (progress, f"{url}/outbox", f"{url}/settings")]
        state = db.session.scalar(select(Mailing.state))
        db.session.rollback()
        if state is MailingState.DONE:
            break
        time.sleep(0.2)
    return time.perf_counter() - begun, pages


def run(folder: Path) -> dict[str, float]:
    """Measure in this process, with a worker of its own beside it."""
    os.environ["EVENTMGR_DATA"] = str(folder)
    from sqlalchemy import func, select

    from eventmgr import create_app, serving, tasks
    from eventmgr.database import db
    from eventmgr.invitations.models import Invitation
    from eventmgr.mail.models import Mail
    from tests.factories import Factory

    app = create_app()
    app.config |= {"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False}
    figures = {}
    with app.app_context():
        serving.upgrade_database()
        event, identity = _fill(Factory())
        event_id, url = event.id, f"/events/{event.slug}"
        chosen = [f"{row.id}:{row.version}" for row in db.session.scalars(select(Invitation))]
        db.session.rollback()
        tasks.use_queue(app)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = identity
        session["_fresh"] = True
    worker = subprocess.Popen([sys.executable, "-m", "eventmgr.cli", "work"])
    try:
        time.sleep(3)
        seconds, progress = _send(client, url, chosen)
        figures[f"{LETTERS} letters handed over (s)"] = seconds
        with app.app_context():
            whole, pages = _watch(client, url, progress)
            written = db.session.scalar(select(func.count()).select_from(Mail))
        assert written == LETTERS, written
        figures[f"{LETTERS} letters written (s)"] = whole
        figures["pages meanwhile, median (ms)"] = statistics.median(pages)
        figures["pages meanwhile, slowest (ms)"] = max(pages)
        with app.app_context():
            _outbox(event_id)
        for words, path in (
            ("first page", f"{url}/outbox"),
            ("page 90", f"{url}/outbox?page=90"),
            ("one state", f"{url}/outbox?state=failed"),
        ):
            _timed(client, path)
            taken = [_timed(client, path) for _attempt in range(9)]
            figures[f"outbox of {MAILS + LETTERS}, {words} (ms)"] = statistics.median(taken)
        client.post(f"{url}/outbox/search", data={"q": "institution 4321"})
        taken = [_timed(client, f"{url}/outbox") for _attempt in range(9)]
        figures[f"outbox of {MAILS + LETTERS}, searched (ms)"] = statistics.median(taken)
    finally:
        worker.terminate()
        worker.wait(timeout=30)
    return figures


def measure() -> dict[str, float]:
    """Measure in a process of its own, so that the queue of this one stays as it is."""
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.letters"],
        check=True,
        capture_output=True,
        text=True,
        env=environ,
    )
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        measured = run(Path(name))
    sys.stdout.write(json.dumps(measured) + "\n")
