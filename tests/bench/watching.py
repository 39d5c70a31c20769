"""The room: sixty screens and telephones follow the chair while the pages go on being served.

`eventmgr serve` runs as it does on the day: two web workers of eight threads, one worker beside
them. Each watcher asks as floor-follow.js does: for the state every 240 to 400 ms, for the content
where the state changed. The time counts from the moment the chair presses a key until a watcher
holds the new content.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

SHORT, SPREAD = 0.24, 0.16
PORT = 8767


@dataclass
class Watcher:
    """One screen or telephone: its connection, what it has seen and when."""

    token: str
    content: str
    tag: str = ""
    seen: dict[str, float] = field(default_factory=dict)
    asked: int = 0
    failed: int = 0

    async def ask(self, path: str, *, tag: str = "") -> tuple[int, str, bytes]:
        """Send one request over the watcher's kept connection; return status, tag, body."""
        for attempt in (1, 2):
            try:
                if attempt == 2 or not hasattr(self, "writer") or self.writer.is_closing():
                    self.reader, self.writer = await asyncio.open_connection("127.0.0.1", PORT)
                lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Language: en"]
                if tag:
                    lines.append(f"If-None-Match: {tag}")
                self.writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
                await self.writer.drain()
                head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
                break
            except (OSError, asyncio.IncompleteReadError):
                if attempt == 2:
                    raise
        status = int(head.split(" ", 2)[1])
        named = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        length = int(named.get("content-length", "0"))
        body = await self.reader.readexactly(length) if length else b""
        if named.get("connection") == "close":
            self.writer.close()
        self.asked += 1
        return status, named.get("etag", ""), body

    async def follow(self, until: asyncio.Event) -> None:
        """Follow the floor until told to stop."""
        await asyncio.sleep(random.random() * (SHORT + SPREAD))
        while not until.is_set():
            try:
                status, tag, body = await self.ask(f"/floor/{self.token}/state", tag=self.tag)
                if status == 200:
                    await self.ask(self.content)
                    self.tag = tag
                    self.seen[body.decode()] = time.perf_counter()
            except OSError:
                self.failed += 1
            await asyncio.sleep(SHORT + random.random() * SPREAD)


class Chair:
    """The chair's browser: signed in, pressing keys."""

    def __init__(self, cookie: str) -> None:
        self.cookie = cookie
        self.token = ""

    def _send(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", PORT)
        headers = {"Cookie": self.cookie}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for value in answer.msg.get_all("Set-Cookie") or []:
            if value.startswith("session="):
                self.cookie = value.split(";", 1)[0]
        connection.close()
        return answer.status, text

    def get(self, path: str) -> str:
        """Read a page, and the token of its forms."""
        status, text = self._send("GET", path)
        assert status == 200, (path, status)
        found = re.search(r'name="csrf_token" value="([^"]+)"', text)
        self.token = found.group(1) if found else self.token
        return text

    def post(self, path: str, **fields: str) -> None:
        """Send a form."""
        status, text = self._send("POST", path, urlencode(fields | {"csrf_token": self.token}))
        assert status == 303, (path, status, text[:200])


def processor(pids: list[int]) -> float:
    """Return the seconds of processor time that processes have used so far."""
    total = 0.0
    for pid in pids:
        parts = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        total += (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
    return total


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def cost_of_a_question(folder: Path, token: str) -> float:
    """Return the processor time of one watcher's question within the process, in milliseconds."""
    os.environ["EVENTMGR_DATA"] = str(folder)
    from werkzeug.test import EnvironBuilder

    from eventmgr import create_app

    app = create_app()
    builder = EnvironBuilder(path=f"/floor/{token}/state")
    heads: list[dict[str, str]] = []

    def ask(tag: str = "") -> None:
        environ = builder.get_environ()
        if tag:
            environ["HTTP_IF_NONE_MATCH"] = tag
        list(app.wsgi_app(environ, lambda _status, found, _error=None: heads.append(dict(found))))

    ask()
    tag = heads[0]["ETag"]
    times = 4000
    begun, wall = time.process_time(), time.perf_counter()
    while time.perf_counter() - wall < 2 and len(heads) < times:
        ask(tag)
    return (time.process_time() - begun) / (len(heads) - 1) * 1000


def prepare(folder: Path) -> tuple[str, str, str, list[str]]:
    """Open the floor of the demonstration; return screen's token, room's token, cookie, uids."""
    os.environ["EVENTMGR_DATA"] = str(folder)
    from sqlalchemy import select

    from eventmgr import create_app, serving
    from eventmgr.accounts.models import User
    from eventmgr.database import db
    from eventmgr.demo import load_demo
    from eventmgr.drafting.models import TextKind
    from eventmgr.drafting.queries import find_text
    from eventmgr.events.models import Event
    from eventmgr.floor import actions, links, queries
    from eventmgr.floor.models import LinkPurpose

    app = create_app()
    with app.app_context():
        serving.upgrade_database()
        serving.first_account(app)
        load_demo()
        event = db.session.scalars(select(Event).where(Event.slug == "demo")).one()
        user = db.session.scalars(select(User).order_by(User.id)).first()
        assert user is not None
        text = find_text(event, TextKind.CONCLUSIONS)
        assert text is not None
        actions.open_floor(event, text, actor=user)
        room = links.token_of(actions.add_link(event, text, actor=user).nonce)
        db.session.commit()
        screen = next(
            links.token_of(link.nonce)
            for link in links.live(text)
            if link.purpose is LinkPurpose.SCREEN
        )
        uids = [line.uid for line in queries.board(text).lines if line.counted]
        identity = user.fs_uniquifier
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = identity
        session["_fresh"] = True
    cookie = client.get_cookie("session")
    assert cookie is not None
    return screen, room, f"session={cookie.value}", uids


async def watch(
    watchers: list[Watcher], chair: Chair, uids: list[str], acts: int, pages: list[str]
) -> tuple[list[float], dict[str, list[float]], float]:
    """Let the chair act while all watch; return times to the last watcher, page times, seconds."""
    stop = asyncio.Event()
    following = [asyncio.create_task(one.follow(stop)) for one in watchers]
    took: dict[str, list[float]] = {page: [] for page in pages}
    resting = threading.Event()

    def visit() -> None:
        other = Chair(chair.cookie)
        while not resting.is_set():
            for page in pages:
                begun = time.perf_counter()
                other.get(page)
                took[page].append((time.perf_counter() - begun) * 1000)
            resting.wait(0.25)

    visiting = threading.Thread(target=visit)
    await asyncio.sleep(2)
    begun_all = time.perf_counter()
    visiting.start()
    last: list[float] = []
    every: list[float] = []
    for number in range(acts):
        before = [set(one.seen) for one in watchers]
        begun = time.perf_counter()
        uid = uids[number % len(uids)]
        await asyncio.to_thread(chair.post, "/events/demo/floor/screen", p=uid)
        while time.perf_counter() < begun + 5:
            fresh = [set(one.seen) - old for one, old in zip(watchers, before, strict=True)]
            if all(fresh):
                break
            await asyncio.sleep(0.01)
        arrived = [
            max(one.seen[version] for version in new) - begun if new else 5.0
            for one, new in zip(watchers, fresh, strict=True)
        ]
        last.append(max(arrived))
        every += arrived
        await asyncio.sleep(0.6 + random.random() * 0.5)
    seconds = time.perf_counter() - begun_all
    resting.set()
    visiting.join()
    stop.set()
    await asyncio.gather(*following)
    took["every watcher"] = [one * 1000 for one in every]
    return last, took, seconds


def measure(folder: Path, *, people: int = 60, acts: int = 25) -> dict[str, float]:
    """Run the room and return its figures: seconds, milliseconds, share of one processor."""
    screen, room, cookie, uids = prepare(folder)
    env = os.environ | {
        "EVENTMGR_DATA": str(folder),
        "PORT": str(PORT),
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
        chair = Chair(cookie)
        # Two screens, two booths, the rest are telephones in three languages.
        watchers = [
            Watcher(screen, f"/floor/{screen}/projector/content?text=en") for _screen in range(2)
        ]
        watchers += [
            Watcher(screen, f"/floor/{screen}/booth/content?left=en&right={code}")
            for code in ("cnr", "sq")
        ]
        watchers += [
            Watcher(room, f"/floor/{room}/text?text={('en', 'cnr', 'sq')[number % 3]}&marks=1")
            for number in range(people - len(watchers))
        ]
        chair.get("/events/demo/floor")
        pages = ["/events/demo/", "/events/demo/conclusions", "/events/demo/floor"]
        quiet: dict[str, list[float]] = {page: [] for page in pages}
        for _visit in range(12):
            for page in pages:
                begun = time.perf_counter()
                chair.get(page)
                quiet[page].append((time.perf_counter() - begun) * 1000)
        web = children_of(process.pid)[0]
        workers = [web, *children_of(web)]
        used = processor(workers)
        last, took, seconds = asyncio.run(watch(watchers, chair, uids, acts, pages))
        used = processor(workers) - used
        asked = sum(one.asked for one in watchers)
        figures = {
            "last watcher, median (s)": statistics.median(last),
            "last watcher, worst (s)": max(last),
            "any watcher, median (s)": statistics.median(took["every watcher"]) / 1000,
            "questions a second": asked / (seconds + 2),
            "one question, in the process (ms)": cost_of_a_question(folder, screen),
            "failed questions": float(sum(one.failed for one in watchers)),
            "processor of both workers (%)": 100 * used / (seconds + 2),
        }
        for page in pages:
            figures[f"{page} alone, median (ms)"] = statistics.median(quiet[page])
            figures[f"{page} meanwhile, median (ms)"] = statistics.median(took[page])
            figures[f"{page} meanwhile, 95 % (ms)"] = sorted(took[page])[
                int(len(took[page]) * 0.95)
            ]
        return figures
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        process.stdout.close()


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        for words, value in measure(Path(name)).items():
            print(f"{words:<50} {value:8.2f}")
