"""Reading something once on a page that only reads: its frame and its parts ask for the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from flask import has_request_context, request

Found = TypeVar("Found")


def once(what: tuple[Hashable, ...], read: Callable[[], Found]) -> Found:
    """Return what this page has read already under a name, else read it now.

    Only while a page is shown (GET): whoever changes something reads what stands in the database.
    What is kept must not be changed by whoever receives it.
    """
    if not has_request_context() or request.method != "GET":
        return read()
    kept = request.environ.setdefault("eventmgr.once", {})
    if what not in kept:
        kept[what] = read()
    found: Found = kept[what]
    return found
