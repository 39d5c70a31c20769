"""Measures eventmgr with the demonstration event and prints a table people can read.

Run it with `bin/bench`; `--seconds N` bounds each measurement. Nothing here passes or fails: the
limits stand beside the figures.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy import event as sqlalchemy_event
from werkzeug.exceptions import HTTPException

START = """
import time
begun = time.perf_counter()
import eventmgr
eventmgr.create_app()
print(time.perf_counter() - begun)
"""


def timed(action: Callable[[], object], seconds: float, least: int = 5) -> list[float]:
    """Return the durations (ms) of an action repeated for a while, the first one left out."""
    action()
    taken: list[float] = []
    end = time.perf_counter() + seconds
    while len(taken) < least or time.perf_counter() < end:
        begun = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begun) * 1000)
        if len(taken) >= 200:
            break
    return taken


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements sent to the database."""
    statements: list[str] = []

    def note(connection, cursor, statement, parameters, context, executemany) -> None:  # type: ignore[no-untyped-def]
        statements.append(statement)

    sqlalchemy_event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sqlalchemy_event.remove(engine, "before_cursor_execute", note)


def pages_of(app: Flask, client: FlaskClient) -> dict[str, str]:
    """Return one address for each page that can be reached by links, by its endpoint."""
    adapter = app.url_map.bind("127.0.0.1")
    found: dict[str, str] = {}
    waiting = ["/", "/events/demo/", "/directory/organisations", "/users", "/history", "/e/demo"]
    while waiting:
        path = waiting.pop(0)
        try:
            endpoint, _values = adapter.match(urlsplit(path).path, method="GET")
        except HTTPException:
            continue
        leads_on = {"static", "security.static", "language.choose"}
        if endpoint in found or endpoint in leads_on or "." in path.rsplit("/", 1)[-1]:
            continue
        answer = client.get(path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        found[str(endpoint)] = path
        links = re.findall(r'<a[^>]+href="(/[^"#]*)', answer.get_data(as_text=True))
        waiting += [html.unescape(link) for link in links]
    return found


def crowd(number: int) -> None:
    """Add people to the demonstration event, so that a page whose queries grow shows itself."""
    import secrets

    from sqlalchemy import select

    from eventmgr.database import db
    from eventmgr.events.models import Event
    from eventmgr.registration.models import Registration

    event = db.session.scalars(select(Event).where(Event.slug == "demo")).one()
    models = db.session.scalars(
        select(Registration).where(Registration.event_id == event.id).limit(40)
    ).all()
    for n in range(number):
        model = models[n % len(models)]
        db.session.add(
            Registration(
                event_id=event.id,
                organisation_id=model.organisation_id,
                designation_id=model.designation_id,
                given_name=model.given_name,
                family_name=f"{model.family_name} {n}",
                email=f"crowd{n}@example.org",
                position=model.position,
                speaks=model.speaks,
                follows=model.follows,
                language=model.language,
                calendar_uid=secrets.token_hex(8),
                search_key=model.search_key,
            )
        )
    db.session.commit()


def row(*cells: object) -> None:
    """Print one row of the table."""
    name, *rest = (str(cell) for cell in cells)
    print(f"| {name:<44} | " + " | ".join(f"{cell:>14}" for cell in rest) + " |")


def head(*cells: str) -> None:
    """Print the head of a table."""
    print()
    row(*cells)
    print(f"|{'-' * 46}|" + "|".join("-" * 16 for _cell in cells[1:]) + "|")


def measure_pages(app: Flask, seconds: float) -> None:
    """Print server time and queries of every page, and the queries with 300 people more."""
    from sqlalchemy import select

    from eventmgr.accounts.models import User
    from eventmgr.database import db

    # Each request must have an application context of its own, as in a server: none is open here.
    with app.app_context():
        user = db.session.scalars(select(User).order_by(User.id)).first()
        assert user is not None
        identity = user.fs_uniquifier
        engine = db.engine
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = identity
        session["_fresh"] = True
    pages = pages_of(app, client)
    figures: dict[str, tuple[float, float, int]] = {}
    for endpoint, path in pages.items():
        taken = timed(lambda path=path: client.get(path).data, seconds)  # type: ignore[misc]
        with counted(engine) as statements:
            client.get(path)
        slow = sorted(taken)[int(len(taken) * 0.95)]
        figures[endpoint] = (statistics.median(taken), slow, len(statements))
    with app.app_context():
        crowd(300)
    head("Page (limit 50 ms at the median)", "median ms", "95 % ms", "queries", "+300 people")
    for endpoint, path in sorted(pages.items(), key=lambda pair: -figures[pair[0]][0]):
        with counted(engine) as statements:
            client.get(path)
        median, slow, queries = figures[endpoint]
        grown = str(len(statements)) if len(statements) == queries else f"{len(statements)} (!)"
        row(endpoint, f"{median:.1f}", f"{slow:.1f}", queries, grown)


def measure_start() -> None:
    """Print how long `import eventmgr; create_app()` takes."""
    # As on a machine that has started once: with the modules compiled.
    environ = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    start = [sys.executable, "-c", START]
    taken = [
        float(subprocess.run(start, check=True, capture_output=True, env=environ).stdout)
        for _attempt in range(6)
    ][1:]
    head("Start", "median s", "best s", "limit s")
    row("import eventmgr; create_app()", f"{statistics.median(taken):.2f}", f"{min(taken):.2f}", 1)


def measure_papers(app: Flask, seconds: float) -> None:
    """Print how long each paper takes in a warm process."""
    import io

    import pypdf
    from sqlalchemy import select

    from eventmgr.database import db
    from eventmgr.events.models import Event
    from eventmgr.events.prints import PRINTS
    from eventmgr.printing.pdf import render_paper

    head("Paper in a warm process (limit 1.5 s)", "pages", "median s")
    event = db.session.scalars(select(Event).where(Event.slug == "demo")).one()
    for kind, one in PRINTS.items():
        if not one.ready(event):
            continue

        def make(one=one) -> bytes:  # type: ignore[no-untyped-def]
            return render_paper(one.build(event, "en"))

        pages = len(pypdf.PdfReader(io.BytesIO(make())).pages)
        taken = timed(make, seconds, least=3)
        row(kind, pages, f"{statistics.median(taken) / 1000:.2f}")


def memory_of(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found.group(1)) / 1024 if found else 0.0


def children_of(pid: int) -> list[int]:
    """Return the processes a process started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def measure_server(folder: Path) -> None:
    """Print how soon a second start is ready, and what its processes hold after some work."""
    env = os.environ | {"EVENTMGR_DATA": str(folder), "PORT": "8765"}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "eventmgr.cli", "serve", "--demo"],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "is ready" in line:
            break
    ready = time.perf_counter() - begun
    import urllib.request

    for _visit in range(40):
        urllib.request.urlopen("http://127.0.0.1:8765/e/demo").read()
    web, worker = children_of(process.pid)
    head("Serving", "figure", "limit")
    row("second start ready (s)", f"{ready:.2f}", 5)
    for number, child in enumerate(children_of(web), 1):
        row(f"web worker {number}, resident (MB)", f"{memory_of(child):.0f}", 120)
    row("mail and print worker, resident (MB)", f"{memory_of(worker):.0f}", "-")
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)


def measure_room() -> None:
    """Print how soon sixty watchers have what the chair shows, and what it costs the others."""
    from tests.bench.watching import measure

    with tempfile.TemporaryDirectory() as name:
        figures = measure(Path(name))
    head("The room: 60 watchers on two workers", "figure", "limit")
    for words, value in figures.items():
        limit = {
            "last watcher, median (s)": 1,
            "last watcher, worst (s)": 1,
            "failed questions": 0,
        }.get(words, "-")
        row(words, f"{value:.2f}", limit)


def measure_registering(seconds: float) -> None:
    """Print how many people register in a second, every rule on, on both databases."""
    from tests.bench.registering import LIMIT, both

    with tempfile.TemporaryDirectory() as name:
        figures = both(Path(name), max(seconds, 5))
    for engine, found in figures.items():
        head(f"Registration on {engine}, two workers", "figure", "limit")
        for words, value in found.items():
            row(words, f"{value:.1f}", LIMIT if "a second" in words else "-")


def measure_adoption() -> None:
    """Print how long it takes from "adopt" to three sealed PDFs, made by the worker."""
    from tests.bench.adoption import measure

    head("Adoption in three languages", "figure", "limit")
    for words, value in measure().items():
        row(words, f"{value:.2f}", 6 if "PDFs" in words else "-")


def measure_files(seconds: float) -> None:
    """Print how long the file of a long text takes in each format."""
    from tests.bench.files import PARAGRAPHS, measures

    head(f"File of {PARAGRAPHS} paragraphs with notes", "median ms")
    for what, taken in measures(seconds):
        row(what, f"{taken:.0f}")


def measure_reading(seconds: float) -> None:
    """Print how long a file takes from being sent to being stored."""
    from tests.bench.reading import measures

    head("Reading files", "median ms", "limit")
    for words, value, limit in measures(seconds):
        row(words, f"{value:.1f}", limit)


def measure_drafting(seconds: float) -> None:
    """Print the speeds of the text engine and of a text of 200 paragraphs."""
    from tests.bench.drafting import measures

    head("The drafting room", "median ms", "limit")
    for words, value, limit in measures(seconds):
        row(words, f"{value:.2f}", limit)


def measure_directory() -> None:
    """Print how long an import of 5,000 institutions takes, and the pages with them."""
    from tests.bench.directory import measure

    head("A directory of 5,000 institutions", "seconds", "limit")
    for words, value in measure().items():
        row(words, f"{value:.2f}", 20 if "in all" in words else "-")


def measure_plates() -> None:
    """Print how long the badges and tent cards of 300 people take."""
    from tests.bench.plates import measure

    head("Badges and tent cards of 300 people", "seconds", "limit")
    for words, value in measure().items():
        row(words, f"{value:.1f}", 60)


def measure_people() -> None:
    """Print how long the lists of an event of 5,000 people take."""
    from tests.bench.people import measure

    head("An event of 5,000 people", "median ms", "limit")
    for words, value in measure().items():
        row(words, f"{value:.0f}", 150)


def measure_letters() -> None:
    """Print how long a thousand letters take, and the pages beside them."""
    from tests.bench.letters import measure

    head("1,000 letters and an outbox of 6,000 messages", "figure", "limit")
    for words, value in measure().items():
        limit = {"pages meanwhile, median (ms)": 150, "pages meanwhile, slowest (ms)": 1000}
        row(words, f"{value:.1f}", limit.get(words, 150 if words.startswith("outbox") else "-"))


def main() -> None:
    """Measure everything on a fresh SQLite database, or on DATABASE_URL where it is set."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=0.5, help="for each measurement")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["EVENTMGR_DATA"] = str(folder)
        from eventmgr import create_app, serving
        from eventmgr.demo import load_demo

        app = create_app()
        with app.app_context():
            serving.upgrade_database()
            serving.first_account(app)
            load_demo()
            measure_start()
            measure_server(folder)
            measure_papers(app, seconds)
        measure_pages(app, seconds)
    measure_files(seconds)
    measure_reading(seconds)
    measure_adoption()
    measure_drafting(seconds)
    measure_room()
    measure_registering(seconds)
    measure_directory()
    measure_people()
    measure_plates()
    measure_letters()


if __name__ == "__main__":
    main()
