"""What other rooms know of a text's past: editions they keep, and whose a change was.

The rooms above register themselves here, so that files of a text can ask without knowing them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from eventmgr.drafting.models import StructuredText
from eventmgr.text.edition import Work


class KeptEdition(NamedTuple):
    """An edition somebody sealed or circulated: its key in addresses, its name, when, and what."""

    key: str
    name: str
    at: datetime
    work: Work


Keeper = Callable[[StructuredText], list[KeptEdition]]
Authors = Callable[[StructuredText], dict[int, str]]

_keepers: list[Keeper] = []
_authors: list[Authors] = []


def keeps_editions(keeper: Keeper) -> Keeper:
    """Register who keeps editions of texts; used as a decorator."""
    _keepers.append(keeper)
    return keeper


def knows_authors(authors: Authors) -> Authors:
    """Register who knows on whose behalf a revision was made: {revision id: institution}."""
    _authors.append(authors)
    return authors


def kept_editions(text: StructuredText) -> list[KeptEdition]:
    """Return the editions that are kept of a text, the oldest first."""
    found = [one for keeper in _keepers for one in keeper(text)]
    return sorted(found, key=lambda one: one.at)


def authors_of(text: StructuredText) -> dict[int, str]:
    """Return on whose behalf revisions were made, where it is known."""
    return {
        revision: name for authors in _authors for revision, name in authors(text).items() if name
    }
