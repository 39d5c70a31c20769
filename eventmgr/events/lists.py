"""What every long list of an event shares: filters, order, columns, pages, saved views, undo.

Filters and order stand in the address. Words to search for may be somebody's name: they are
posted and kept in the session, never in an address (PRIV-06).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import request, session
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventmgr.database import db, now
from eventmgr.events.list_models import ListAct, SavedView
from eventmgr.events.models import Event

PAGE = 50
# So many rows are changed in one go; a longer choice would keep the page waiting.
MOST = 200
MOST_WORDS = 200
# How long what was done to many rows can be taken back.
UNDO_FOR = timedelta(days=2)
_SHOWN_ACTS = 5
_MOST_VIEWS = 30


@dataclass(frozen=True)
class ListKind:
    """A list as its room describes it: names of filters, orders and columns; usual ones first."""

    name: str
    filters: tuple[str, ...]
    sorts: tuple[str, ...]
    columns: tuple[str, ...]
    usual: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see of a list."""

    kind: ListKind
    values: Mapping[str, str]
    words: str = ""
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Tell whether some rows may be left out."""
        return bool(self.words or any(self.values.values()))

    def query(self, **changes: Any) -> dict[str, Any]:
        """Return the arguments of the address that shows this again, with changes; no words."""
        there: dict[str, Any] = {name: value or None for name, value in self.values.items()}
        there["sort"] = self.sort if self.sort != self.kind.sorts[0] else None
        there["down"] = 1 if self.descending else None
        there["c"] = list(self.columns) if self.columns != self.kind.usual else None
        return there | changes

    def settings(self) -> dict[str, Any]:
        """Return what a saved view keeps."""
        return {
            "words": self.words,
            "values": {name: value for name, value in self.values.items() if value},
            "sort": self.sort,
            "descending": self.descending,
            "columns": list(self.columns),
        }


def _kept_words() -> dict[str, str]:
    found = session.get("lists")
    return found if isinstance(found, dict) else {}


def _slot(kind: ListKind, event: Event) -> str:
    return f"{kind.name}-{event.id}"


def keep_words(kind: ListKind, event: Event, words: str) -> None:
    """Keep the words somebody searches this list for, until they search for others."""
    kept = {name: text for name, text in _kept_words().items() if name != _slot(kind, event)}
    if words.strip():
        kept[_slot(kind, event)] = words.strip()[:MOST_WORDS]
    # A cookie holds little: the lists visited last.
    session["lists"] = dict(list(kept.items())[-5:])


def asked_for(kind: ListKind, event: Event) -> Asked:
    """Return what this page's address and session ask for; what is unknown counts as not asked."""
    sort = request.args.get("sort", "")
    columns = tuple(name for name in kind.columns if name in request.args.getlist("c"))
    return Asked(
        kind,
        {name: request.args.get(name, "")[:60] for name in kind.filters},
        words=_kept_words().get(_slot(kind, event), ""),
        sort=sort if sort in kind.sorts else kind.sorts[0],
        descending="down" in request.args,
        columns=columns or kind.usual,
        page=max(1, request.args.get("page", 1, type=int)),
    )


def without_columns(asked: Asked, closed: frozenset[str]) -> Asked:
    """Return the same without columns that somebody may not see."""
    columns = tuple(name for name in asked.columns if name not in closed)
    return replace(asked, columns=columns or asked.kind.usual)


@dataclass(frozen=True)
class Paged:
    """One page of what was found: numbers of its rows, and how many there are in all."""

    numbers: list[int]
    total: int
    page: int
    pages: int


def page_of(numbers: Sequence[int], page: int) -> Paged:
    """Return one page of sorted numbers; a page that is not there is the last one."""
    pages = max(1, -(-len(numbers) // PAGE))
    page = min(page, pages)
    return Paged(list(numbers[(page - 1) * PAGE : page * PAGE]), len(numbers), page, pages)


# --- saved views ----------------------------------------------------------------------------------


def views_of(kind: ListKind, event: Event, user: Any) -> list[SavedView]:
    """Return the views that somebody saved of a list of this event."""
    return list(
        db.session.scalars(
            select(SavedView)
            .where(
                SavedView.event_id == event.id,
                SavedView.user_id == user.id,
                SavedView.list_name == kind.name,
            )
            .order_by(SavedView.name)
        )
    )


def find_view(kind: ListKind, event: Event, user: Any, number: int) -> SavedView | None:
    """Return one of somebody's own views; another's does not exist for them."""
    return next((view for view in views_of(kind, event, user) if view.id == number), None)


def save_view(event: Event, asked: Asked, name: str, user: Any) -> SavedView:
    """Save what is shown under a name; a view of that name is replaced, the oldest makes room."""
    views = views_of(asked.kind, event, user)
    view = next((one for one in views if one.name == name), None)
    if view is None:
        if len(views) >= _MOST_VIEWS:
            db.session.delete(min(views, key=lambda one: one.id))
        view = SavedView(event_id=event.id, user_id=user.id, list_name=asked.kind.name, name=name)
        db.session.add(view)
    view.settings = asked.settings()
    db.session.flush()
    return view


def asked_by(kind: ListKind, view: SavedView) -> Asked:
    """Return what a saved view asks for; what the list no longer knows is left out."""
    kept = view.settings
    values = kept.get("values") or {}
    sort = str(kept.get("sort", ""))
    columns = tuple(name for name in kind.columns if name in (kept.get("columns") or ()))
    return Asked(
        kind,
        {name: str(values.get(name, "")) for name in kind.filters},
        words=str(kept.get("words", "")),
        sort=sort if sort in kind.sorts else kind.sorts[0],
        descending=bool(kept.get("descending")),
        columns=columns or kind.usual,
    )


def remove_view(view: SavedView) -> None:
    """Forget a saved view."""
    db.session.delete(view)
    db.session.flush()


def is_shown(view: SavedView, asked: Asked) -> bool:
    """Tell whether a saved view is what the page shows."""
    return replace(asked_by(asked.kind, view), page=asked.page) == asked


# --- done to many ---------------------------------------------------------------------------------


def note_act(
    kind: ListKind, event: Event, action: str, value: str, before: dict[str, Any], *, actor: Any
) -> ListAct:
    """Keep what was done to several rows, so that it can be taken back."""
    act = ListAct(
        event_id=event.id,
        user_id=getattr(actor, "id", None),
        list_name=kind.name,
        action=action,
        value=value,
        before=before,
    )
    db.session.add(act)
    db.session.flush()
    return act


def acts_of(kind: ListKind, event: Event) -> list[ListAct]:
    """Return what was done to many lately and can still be taken back, the newest first."""
    return list(
        db.session.scalars(
            select(ListAct)
            .where(
                ListAct.event_id == event.id,
                ListAct.list_name == kind.name,
                ListAct.undone_at.is_(None),
                ListAct.at > now() - UNDO_FOR,
            )
            .order_by(ListAct.at.desc(), ListAct.id.desc())
            .limit(_SHOWN_ACTS)
            .options(joinedload(ListAct.user))
        )
    )


def find_act(kind: ListKind, event: Event, number: int) -> ListAct | None:
    """Return something done to many rows of this list of this event."""
    return db.session.scalar(
        select(ListAct).where(
            ListAct.id == number, ListAct.event_id == event.id, ListAct.list_name == kind.name
        )
    )
