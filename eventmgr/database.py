"""The database: base model, column types, transactions that lock alike on both engines."""

from __future__ import annotations

import contextlib
import contextvars
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from flask import has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, Enum, MetaData, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware on the Python side, UTC in the database (SQLite keeps no zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table shares."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UtcDateTime(),
            dict[str, str]: JSON(),
            dict[str, Any]: JSON(),
            list[str]: JSON(),
            list[Any]: JSON(),
        },
    )


db = SQLAlchemy(model_class=Base)

Key = Mapped[int]


def key() -> Mapped[int]:
    """Return the primary key column of a table."""
    return mapped_column(primary_key=True)


def now() -> datetime:
    """Return the present instant; the clock that tests set."""
    return _clock.get()()


_clock: contextvars.ContextVar[Callable[[], datetime]] = contextvars.ContextVar(
    "clock", default=lambda: datetime.now(UTC)
)


@contextlib.contextmanager
def clock_at(instant: datetime) -> Iterator[None]:
    """Let `now` answer a fixed instant, for rules about time."""
    token = _clock.set(lambda: instant)
    try:
        yield
    finally:
        _clock.reset(token)


def status_type(enum: type, name: str) -> Enum:
    """Return the column type of a status: the enum's values as text with a check constraint."""
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


# --- transactions -----------------------------------------------------------------------------

_writing: contextvars.ContextVar[bool | None] = contextvars.ContextVar("writing", default=None)


def _wants_write_lock() -> bool:
    chosen = _writing.get()
    if chosen is not None:
        return chosen
    if has_request_context():
        return request.method not in {"GET", "HEAD", "OPTIONS"}
    return True


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Begin a changing transaction inside a page that otherwise only reads.

    What was read before is let go, so that SQLite can take its write lock from the start instead
    of failing when a reader turns into a writer.
    """
    db.session.rollback()
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Let what happens outside a page only read: it waits for nobody who writes."""
    token = _writing.set(False)
    try:
        yield
    finally:
        _writing.reset(token)


@contextlib.contextmanager
def preparing() -> Iterator[None]:
    """Read and prepare inside a request that changes something only afterwards.

    Meanwhile others may write. What was read is let go at the end, so that the next statement
    begins the changing transaction; rows of before are read anew there.
    """
    db.session.rollback()
    token = _writing.set(False)
    try:
        yield
    finally:
        db.session.rollback()
        _writing.reset(token)


# How long a writer waits for the others.
BUSY_SECONDS = 15


def prepare_engine(engine: Engine) -> None:
    """Make SQLite behave as the larger database does: foreign keys, waiting, one early write lock.

    Python's driver would begin a transaction only at the first change; two requests could then
    both count the free seats before either takes one. Beginning at once closes that gap.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    # Threads of one process queue here. SQLite itself lets those who wait look again after a
    # while, longer each time, so that in a crowd newcomers would pass and somebody wait for ever.
    turn = threading.Lock()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        if not _wants_write_lock():
            connection.exec_driver_sql("BEGIN DEFERRED")
            return
        connection.info["turn"] = turn.acquire(timeout=BUSY_SECONDS)
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            _next(connection)
            raise

    def _next(connection: Any) -> None:
        if connection.info.pop("turn", False):
            turn.release()

    event.listen(engine, "commit", _next)
    event.listen(engine, "rollback", _next)

    @event.listens_for(engine.pool, "reset")
    def _reset(raw: Any, record: Any, state: Any) -> None:
        # However a transaction ended, its turn ends with it.
        _next(record)


def lock(row: Base) -> None:
    """Hold this row until the transaction ends; others who want it wait.

    `SELECT … FOR UPDATE` on PostgreSQL; on SQLite the changing transaction holds the one write
    lock already.
    """
    table = type(row)
    identity = table.__mapper__.primary_key_from_instance(row)
    columns = table.__mapper__.primary_key
    statement = select(table).with_for_update(of=table).execution_options(populate_existing=True)
    for column, value in zip(columns, identity, strict=True):
        statement = statement.where(column == value)
    db.session.execute(statement).scalar_one()


_after_commit: list[Callable[[], None]] = []


def after_commit(action: Callable[[], None]) -> None:
    """Register what follows each commit of a request (waking the outbox)."""
    if action not in _after_commit:
        _after_commit.append(action)


def commit() -> None:
    """Commit the one transaction of a request, then wake what waits for committed rows."""
    db.session.commit()
    for action in _after_commit:
        action()


class Conflict(Exception):
    """Two people edited the same row: the later save must show both, never overwrite."""

    def __init__(self, current: Any) -> None:
        super().__init__("somebody saved a newer version")
        self.current = current


def claim_version(row: Any, version: int) -> None:
    """Check that the row still has the version that the form was filled from, then raise it.

    Raises Conflict with the row as it stands where somebody saved in between.
    """
    lock(row)
    if row.version != version:
        raise Conflict(row)
    row.version += 1
