"""The real thing for a browser: web server and worker with the demonstration event, Chromium."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.accessibility import launch, why_not


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what needs the server and the browser; the tests of a file stay in one process.

    Every process has a server, data and a browser of its own. The walk over all pages is long:
    each of its languages may go to another process.
    """
    if "site" not in getattr(item, "fixturenames", ()):
        return
    item.add_marker(pytest.mark.browser)
    group = item.path.stem
    given = getattr(item, "callspec", None)
    if given is not None and "pages" in item.fixturenames:  # type: ignore[attr-defined]
        group = f"{group}-{given.params['language']}"
    item.add_marker(pytest.mark.xdist_group(group))


@dataclass(frozen=True)
class Site:
    """A running installation: its address, its data folder, the organiser's password."""

    address: str
    data: Path
    email: str
    password: str

    def links(self, kind: str) -> list[str]:
        """Return the personal links ("invitation", "registration") in the outbox, oldest first."""
        with sqlite3.connect(f"file:{self.data / 'eventmgr.sqlite3'}?mode=ro", uri=True) as db:
            rows = db.execute("SELECT body_text FROM mails ORDER BY id").fetchall()
        found = re.findall(rf"http\S+/{kind}/[\w-]{{43}}", "\n".join(text for (text,) in rows))
        return [self.address + link[link.index(f"/{kind}/") :] for link in found]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`eventmgr serve --demo` on a port of its own."""
    data = tmp_path_factory.mktemp("site")
    port = _free_port()
    env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "SMTP_URL"}}
    env |= {"EVENTMGR_DATA": str(data), "PORT": str(port), "RATELIMIT_ENABLED": "0"}
    env.pop("EVENTMGR_URL", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "eventmgr.cli", "serve", "--demo"],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    text = "".join(said)
    try:
        assert "is ready" in text, text
        yield Site(
            f"http://127.0.0.1:{port}",
            data,
            re.search(r"Sign in as\s+(\S+)", text).group(1),  # type: ignore[union-attr]
            re.search(r"Password\s+(\S+)", text).group(1),  # type: ignore[union-attr]
        )
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        process.stdout.close()


@pytest.fixture(scope="session")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the browser's camera sees: a film that a test puts there."""
    return tmp_path_factory.mktemp("camera") / "film.y4m"


@pytest.fixture(scope="session")
def chromium(camera: Path) -> Iterator[Browser]:
    """The distribution's Chromium; what is missing is named."""
    reason = why_not()
    if reason:
        pytest.fail(reason)
    with sync_playwright() as playwright:
        browser = launch(
            playwright,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={camera}",
        )
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser of somebody who has never been here."""
    made = chromium.new_context(base_url=site.address, locale="en-GB")
    yield made
    made.close()


def sign_in(page: Page, site: Site) -> None:
    """Sign in as the organiser."""
    page.goto("/sign-in")
    page.fill("#email", site.email)
    page.fill("#password", site.password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.fixture
def organiser(context: BrowserContext, site: Site) -> Page:
    """A page on which the organiser is signed in."""
    page = context.new_page()
    sign_in(page, site)
    return page


@pytest.fixture(scope="module")
def office(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """The organiser's browser, signed in once for all tests of a file."""
    made = chromium.new_context(base_url=site.address, locale="en-GB")
    made.set_default_timeout(10_000)
    page = made.new_page()
    sign_in(page, site)
    page.close()
    yield made
    made.close()


@pytest.fixture
def desk(office: BrowserContext) -> Iterator[Page]:
    """A page of the organiser's browser."""
    page = office.new_page()
    yield page
    page.close()


@pytest.fixture
def phone(chromium: Browser, site: Site) -> Iterator[Page]:
    """A telephone of 360 px that nobody is signed in on."""
    made = chromium.new_context(
        base_url=site.address,
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
        locale="sq-AL",
    )
    yield made.new_page()
    made.close()
