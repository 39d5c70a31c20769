"""What every screen in the room asks some three times a second, and what all ask for at once.

The small question at which version the floor is, is answered before anything else of the
application is asked: no session, no route, no template. One row is read, at most ten times a
second for all watchers of a process together; in between the answer is known. A change that this
process committed is known at once.

A change sends the whole room for the same content at the same moment. The application makes it
once for each page and language; the others get the bytes it answered with, as long as the floor
is at the version they were made for.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from flask import Flask
from sqlalchemy import Engine, bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.database import after_commit, db, now, reading
from eventmgr.drafting.models import StructuredText
from eventmgr.floor import links
from eventmgr.floor.models import Floor, FloorLink, LinkPurpose
from eventmgr.headers import FIXED, fixed_headers

# Built once: a room of sixty asks two hundred times a second.
_STATE = (
    select(
        Floor.version,
        StructuredText.version,
        Floor.queue_version,
        FloorLink.expires_at,
        FloorLink.purpose,
        StructuredText.id,
        StructuredText.created_at,
    )
    .join(StructuredText, StructuredText.id == Floor.text_id)
    .join(FloorLink, FloorLink.text_id == Floor.text_id)
    .where(FloorLink.token_hash == bindparam("token_hash"), FloorLink.revoked_at.is_(None))
)
#: Seconds for which an answer is known.
KNOWN = 0.1
# Seconds for which it will do while another thread is asking anew.
_STALE = 0.5
_MOST = 512
_PATH = re.compile(
    r"/floor/([A-Za-z0-9_-]{20,64})/(?:(state)|text|projector/content|booth/content)"
)
# Characters of an address, and bytes of an answer, that are kept.
_LONG = 400
_LARGE = 1_000_000

_commits = 0


def _count() -> None:
    """Count the changes of this process: what was known before them is known no more."""
    global _commits  # noqa: PLW0603 - one number for all watchers of a process
    _commits += 1


after_commit(_count)


@dataclass(frozen=True)
class At:
    """At which version a link's floor is."""

    screen: int
    text: int
    queue: int
    purpose: LinkPurpose
    text_id: int
    begun: datetime

    @property
    def words(self) -> str:
        """Return what a watcher compares: "screen.text.queue"."""
        return f"{self.screen}.{self.text}.{self.queue}"


def _at(row: Any) -> At | None:
    if row is None or row[3] <= now():
        return None
    return At(row[0], row[1], row[2], row[4], row[5], row[6])


def at(token: str) -> At | None:
    """Return at which version the floor of a link is; None where the link opens nothing."""
    return _at(db.session.execute(_STATE, {"token_hash": links.hash_of(token)}).first())


@dataclass(frozen=True)
class _Made:
    """An answer of the application, and the version it was made for."""

    version: str
    headers: list[tuple[str, str]]
    body: bytes


class Watch:
    """What stands before the application and answers the watchers of a floor."""

    def __init__(self, app: Flask, inner: Callable[..., Iterable[bytes]]) -> None:
        """Stand before the application's own answer."""
        self._app = app
        self._inner = inner
        self._known: dict[str, tuple[float, int, str]] = {}
        self._contents: dict[tuple[str, ...], _Made] = {}
        self._asking = Lock()
        self._headers = [*fixed_headers(app).items(), *FIXED.items()]
        self._engine: Engine | None = None
        # Tests look at what they changed in the same moment.
        self._lasts = 0.0 if app.testing else KNOWN

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a watcher's question; hand on everything else."""
        asked = environ["REQUEST_METHOD"] == "GET" and _PATH.fullmatch(environ["PATH_INFO"])
        if not asked:
            return self._inner(environ, start)
        try:
            # Content is never older than the version that sent the watcher for it.
            said = self.said(asked[1]) if asked[2] else self._read(asked[1])
        except SQLAlchemyError:
            # What is wrong with the database is said where everything else is said.
            return self._inner(environ, start)
        if not asked[2]:
            return self._content(said, environ, start)
        if not said:
            start("410 Gone", [("Content-Length", "0"), *self._headers])
            return []
        tag = f'"{said}"'
        if environ.get("HTTP_IF_NONE_MATCH") == tag:
            start("304 Not Modified", [("ETag", tag), *self._headers])
            return []
        body = said.encode()
        start(
            "200 OK",
            [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(body))),
                ("ETag", tag),
                *self._headers,
            ],
        )
        return [body]

    def _content(
        self, version: str, environ: dict[str, Any], start: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer as the application answered somebody who asked for the same in one language."""
        key = (
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
            environ.get("HTTP_ACCEPT_LANGUAGE", ""),
            # Where the language was chosen in this browser.
            _session(environ.get("HTTP_COOKIE", "")),
        )
        made = self._contents.get(key)
        if made is None or made.version != version or not version:
            answered: list[Any] = []

            def begin(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
                answered[:] = [status, headers]

            given = self._inner(environ, begin)
            try:
                body = b"".join(given)
            finally:
                getattr(given, "close", lambda: None)()
            status, headers = answered
            own = any(name.lower() == "set-cookie" for name, _value in headers)
            small = len(body) <= _LARGE and sum(map(len, key)) <= 4 * _LONG
            if not (status.startswith("200") and version and small and not own):
                start(status, headers)
                return [body]
            if len(self._contents) >= _MOST // 4:
                self._contents.clear()
            made = self._contents[key] = _Made(version, headers, body)
        start("200 OK", list(made.headers))
        return [made.body]

    def said(self, token: str) -> str:
        """Return at which version the floor of a link is, "" where it opens nothing."""
        begun, known = self._fresh(token)
        if known is not None:
            return known
        # One thread asks for all; the others make do with what was known a moment ago.
        old = self._known.get(token)
        wait = old is None or self._lasts == 0 or begun - old[0] > _STALE
        if not self._asking.acquire(blocking=wait):
            return old[2] if old is not None else ""
        try:
            begun, known = self._fresh(token)
            if known is not None:
                return known
            commits = _commits
            said = self._read(token)
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[token] = (begun, commits, said)
            return said
        finally:
            self._asking.release()

    def _fresh(self, token: str) -> tuple[float, str | None]:
        """Return this moment, and the answer where it is known for it."""
        moment = time.monotonic()
        asked, commits, said = self._known.get(token, (-9.0, -1, ""))
        fresh = moment - asked < self._lasts and commits == _commits
        return moment, said if fresh else None

    def _read(self, token: str) -> str:
        if self._engine is None:
            with self._app.app_context():
                self._engine = db.engine
        with reading(), self._engine.connect() as connection:
            found = _at(connection.execute(_STATE, {"token_hash": links.hash_of(token)}).first())
        return found.words if found else ""


def _session(cookies: str) -> str:
    """Return the session's cookie among all of a request."""
    found = (part.strip() for part in cookies.split(";"))
    return next((part for part in found if part.startswith("session=")), "")


def stand_before(app: Flask) -> None:
    """Let watchers' questions be answered before the application is asked."""
    app.wsgi_app = Watch(app, app.wsgi_app)  # type: ignore[assignment,method-assign]
