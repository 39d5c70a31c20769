"""Web server and worker as one command, and what a first start needs."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from types import FrameType

from flask import Flask

from eventmgr.config import ConfigurationError

WORKERS = 2
THREADS = 8
# Rooms with a work.py: without its import the worker would not know what they hand over.
WORKING_ROOMS = ("conclusions", "invitations", "privacy", "registration")
FIRST_ORGANISER = "organiser@example.org"


def upgrade_database() -> None:
    """Bring the database to the newest revision and fill in the starting list of designations."""
    from alembic import command

    from eventmgr.database import commit
    from eventmgr.directory.seed import seed_designations
    from eventmgr.migrations import configuration

    command.upgrade(configuration(), "head")
    seed_designations()
    commit()


def first_account(app: Flask) -> tuple[str, str] | None:
    """Return address and password of the account made at the first start, or None.

    The password is drawn once and kept beside the database, readable by its owner only; once the
    person changed it, the file is of no use and is removed.
    """
    from flask_security.utils import hash_password, verify_password
    from sqlalchemy import select

    from eventmgr.accounts.models import Role, User
    from eventmgr.database import commit, db

    path = Path(app.config["DATA_FOLDER"]) / "first-sign-in"
    user = db.session.scalar(select(User).order_by(User.id).limit(1))
    if user is None:
        password = secrets.token_urlsafe(9)
        roles = [
            Role(name="administrator", description="Administers the installation"),
            Role(name="organiser", description="Creates events"),
        ]
        user = User(
            email=FIRST_ORGANISER,
            name="Organiser",
            password=hash_password(password),
            fs_uniquifier=secrets.token_hex(16),
            roles=roles,
        )
        db.session.add(user)
        commit()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as kept:
            kept.write(password)
        return user.email, password
    if not path.exists():
        return None
    password = path.read_text().strip()
    if not verify_password(password, user.password):
        path.unlink()
        return None
    return user.email, password


def check_port(port: int) -> None:
    """Raise ConfigurationError where the port is taken already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ConfigurationError(
                f"PORT: {port} is in use already or may not be used ({error.strerror}); "
                f"stop what uses it, or start with PORT={port + 1}."
            ) from error


def run_worker(app: Flask) -> None:
    """Carry out queued work until the process is stopped."""
    from eventmgr import tasks

    tasks.use_queue(app)
    # What rooms give to the worker is known to it once their tasks are imported.
    for room in WORKING_ROOMS:
        import_module(f"eventmgr.{room}.work")
    from eventmgr.queue import queue

    queue.create_consumer(workers=2, worker_type="thread", max_delay=0.2).run()


def _wait_until_ready(port: int, children: list[subprocess.Popen[bytes]]) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if any(child.poll() is not None for child in children):
            return False
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.05)
    return False


def serve(port: int, host: str, ready: str) -> int:
    """Run gunicorn and the worker side by side; print `ready` when both are there.

    Returns the exit code. A signal or the end of either stops both.
    """
    environ = os.environ | {"EVENTMGR_SERVING": "1"}
    web = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--threads", str(THREADS)]
    web += ["--worker-class", "gthread", "--bind", f"{host}:{port}", "--log-level", "warning"]
    web += ["--timeout", "90", "--graceful-timeout", "5", "--preload", "eventmgr.serving:web()"]
    worker = [sys.executable, "-m", "eventmgr.cli", "work"]
    children = [
        subprocess.Popen(command, env=environ, start_new_session=True)  # noqa: S603
        for command in (web, worker)
    ]
    stopping = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    failed = not _wait_until_ready(port, children)
    if not failed:
        sys.stdout.write(f"{ready}\n")
        sys.stdout.flush()
    while not stopping and not failed:
        time.sleep(0.1)
        failed = any(child.poll() is not None for child in children)
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=8)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    return 1 if failed and not stopping else 0


def web() -> Flask:
    """Return the application as the web server runs it: heavy work goes to the worker."""
    from eventmgr import create_app, tasks

    app = create_app()
    tasks.use_queue(app)
    return app
