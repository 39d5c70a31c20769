"""What a report of deleted data calls its rows."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from eventmgr.notices.models import DataKind
from eventmgr.notices.retention import KINDS
from eventmgr.privacy.holdings import HOLDINGS
from eventmgr.privacy.purging import CONTACTS, IMPORTS, MENTIONS, RECORD, VIEWS, Counts

_OTHERS: Final[dict[str, Any]] = {
    RECORD: _l("Entries of the record, masked"),
    MENTIONS: _l("Names in other texts, masked"),
    CONTACTS: _l("Contact persons of institutions"),
    IMPORTS: _l("Imported tables of institutions"),
    VIEWS: _l("Entries about who looked at protected fields"),
}
# Why something stays after somebody asked for deletion.
REASONS: Final = {
    DataKind.PEOPLE: _l(
        "Name, post, institution and attendance: donors accept an event only with the list "
        "of those who were there."
    ),
    DataKind.PAYMENTS: _l(
        "The name and what was paid: the rules for financial records ask for it."
    ),
}


def holding_words(key: str) -> Any:
    """Return what a holding is called."""
    for one in HOLDINGS:
        if one.key == key:
            return one.label
    return _OTHERS.get(key, _l("Other data of registrations"))


def lines_of(counts: Counts) -> list[tuple[Any, list[tuple[Any, int]]]]:
    """Return counts as (kind, [(what, rows)]) in words; rows of one name are added up."""
    found = []
    for kind in DataKind:
        mine: dict[str, int] = {}
        for key, number in counts.get(kind.value, {}).items():
            words = str(holding_words(key))
            mine[words] = mine.get(words, 0) + number
        if mine:
            found.append((KINDS[kind], list(mine.items())))
    return found
