"""The list of the directory, a page at a time: quick also with thousands of entries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select

from eventmgr.database import db
from eventmgr.directory.models import Organisation, OrganisationKind
from eventmgr.directory.queries import organisations_of
from eventmgr.directory.screen import ScreenNames
from eventmgr.i18n.collation import SortKey, sort_key
from eventmgr.i18n.multilingual import text_in
from eventmgr.i18n.names import fold

PAGE = 50


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to."""

    words: str = ""
    kind: OrganisationKind | None = None
    designation_id: int | None = None
    without_designation: bool = False

    def narrow(self, statement: Select[Any]) -> Select[Any]:
        """Return the statement with these conditions (LOC-45: accents and script do not matter)."""
        statement = statement.where(Organisation.merged_into_id.is_(None))
        for word in fold(self.words).split():
            statement = statement.where(Organisation.search_key.contains(word, autoescape=True))
        if self.kind is not None:
            statement = statement.where(Organisation.kind == self.kind)
        if self.without_designation:
            statement = statement.where(Organisation.designation_id.is_(None))
        elif self.designation_id is not None:
            statement = statement.where(Organisation.designation_id == self.designation_id)
        return statement


@dataclass(frozen=True)
class Listed:
    """One page of the list."""

    rows: list[Organisation]
    total: int
    page: int
    pages: int


@lru_cache(maxsize=32_768)
def _key(text: str, language: str) -> SortKey:
    return sort_key(text, language)


def sorted_numbers(filters: Filters, names: ScreenNames) -> list[int]:
    """Return the numbers of all entries found, in the reader's alphabet.

    Only what is sorted by is read of them: whole entries are read a page at a time.
    """
    wanted: Select[Any] = select(  # type: ignore[assignment]
        Organisation.id, Organisation.names, Organisation.sort_key
    )
    found: Any = db.session.execute(filters.narrow(wanted))
    keyed = sorted(
        (_key(override or text_in(texts, names.language, ("en",)), names.language), number)
        for number, texts, override in found
    )
    return [number for _sorted_by, number in keyed]


def list_organisations(filters: Filters, names: ScreenNames, *, page: int) -> Listed:
    """Return one page of the entries found, sorted; a constant number of queries."""
    numbers = sorted_numbers(filters, names)
    pages = max(1, -(-len(numbers) // PAGE))
    page = min(max(1, page), pages)
    return Listed(
        rows=organisations_of(numbers[(page - 1) * PAGE : page * PAGE]),
        total=len(numbers),
        page=page,
        pages=pages,
    )
