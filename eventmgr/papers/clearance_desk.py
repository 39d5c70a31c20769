"""What the pages of clearance need to know of a kind of paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from eventmgr.drafting import desk as desks
from eventmgr.drafting import queries
from eventmgr.drafting.models import StructuredText, TextKind
from eventmgr.events.models import Event
from eventmgr.papers.snapshots import Builder
from eventmgr.papers.standing import Standing, standing_of


@dataclass(frozen=True)
class Clearing:
    """One kind of paper that co-organisers clear.

    `build` makes it without its line about the version. `obstacles` says, in sentences, what
    keeps a cleared version from being released; None where clearing is all there is to do.
    """

    build: Builder
    obstacles: Callable[[Event, StructuredText], list[Any]] | None = None


CLEARINGS: dict[TextKind, Clearing] = {}


def here() -> Clearing:
    """Return the clearing of this page's paper."""
    return CLEARINGS[desks.here().kind]


def standing_here() -> Standing | None:
    """Return where this page's text stands, or None where nobody has begun it."""
    text = queries.find_text(g.event, desks.here().kind)
    return None if text is None else standing_of(text)


def change_warning() -> str:
    """Return what saving a change does to the approvals, "" where it does nothing (LIFE-01)."""
    standing = standing_here()
    if standing is None or not standing.holds or standing.circulated is None:
        return ""
    version = standing.circulated
    if version.cleared_at is not None:
        return _(
            "Version %(number)s is cleared. Whatever you save makes version %(next)s, and all "
            "approvals begin again.",
            number=version.number,
            next=version.number + 1,
        )
    return _(
        "Version %(number)s is with the approvers. Whatever you save makes version %(next)s, and "
        "the approvals begin again.",
        number=version.number,
        next=version.number + 1,
    )


def clearance_url() -> str:
    """Return the page that shows where this paper hangs."""
    return url_for(".clearance", slug=g.event.slug)
