"""Every paper an event can print: one list for the Papers page and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, select

from eventmgr.accounts.access import Need
from eventmgr.database import db
from eventmgr.events.models import Event

if TYPE_CHECKING:
    from eventmgr.printing.papers import Paper


class NotPrintable(Exception):
    """A paper cannot be made yet; `reason` is a lazy sentence that says what is missing."""

    def __init__(self, reason: Any) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Print:
    """A kind of paper: its handle, its name, who may have it and how it is built."""

    kind: str
    label: Any  # a lazy text
    build: Callable[[Event, str], Paper]
    need: Need = Need.SEE
    # Whether there is anything to print for this event yet.
    ready: Callable[[Event], bool] = lambda event: True
    # The PDF that was made and kept already, None where there is none.
    stored: Callable[[Event, str], bytes | None] = lambda event, language: None
    # The same as `ready` as a condition on the event's number, asked for all papers in one query.
    exists: Callable[[Event], ColumnElement[bool]] | None = None


PRINTS: dict[str, Print] = {}


def printable(
    kind: str,
    label: Any,
    *,
    need: Need = Need.SEE,
    ready: Callable[[Event], bool] = lambda event: True,
    stored: Callable[[Event, str], bytes | None] = lambda event, language: None,
    exists: Callable[[Event], ColumnElement[bool]] | None = None,
) -> Callable[[Callable[[Event, str], Paper]], Callable[[Event, str], Paper]]:
    """Register a builder `(event, language) -> Paper`.

    A builder reads the database and returns a plain dataclass of printing/papers.py; it raises
    NotPrintable or NamesMissing where the paper cannot be made. Where the database alone knows
    whether there is anything to print, `exists` says so in place of `ready`: a condition that
    takes nothing of the event but its number.
    """
    if exists is not None:
        condition = exists

        def ready(event: Event) -> bool:
            return bool(db.session.scalar(select(condition(event))))

    def register(build: Callable[[Event, str], Paper]) -> Callable[[Event, str], Paper]:
        PRINTS[kind] = Print(kind, label, build, need, ready, stored, exists)
        return build

    return register


def ready_kinds(event: Event, prints: Iterable[Print]) -> set[str]:
    """Return the kinds among some papers that can be printed now, with one query for most."""
    offered = list(prints)
    asked = [one for one in offered if one.exists is not None]
    found = {one.kind for one in offered if one.exists is None and one.ready(event)}
    if asked:
        question = _question(tuple(one.kind for one in asked))
        row = db.session.execute(question, {"event": event.id}).one()
        found |= {one.kind for one, there in zip(asked, row, strict=True) if there}
    return found


class _AnyEvent:
    """Stands for the event of each page, so that the question is put together only once."""

    id = bindparam("event", type_=Integer)


@lru_cache(maxsize=32)
def _question(kinds: tuple[str, ...]) -> Select[Any]:
    event: Any = _AnyEvent()
    conditions: list[Any] = [one.exists(event) for kind in kinds if (one := PRINTS[kind]).exists]
    return select(*conditions)
