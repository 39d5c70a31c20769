"""What a paragraph says in each language, and how far each translation is."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from eventmgr.accounts.models import User
from eventmgr.database import db
from eventmgr.drafting.models import (
    MinorChange,
    StructuredText,
    TextNode,
    TextRevision,
    TranslationState,
)


class WordingState(enum.StrEnum):
    """How a paragraph stands in one language."""

    SOURCE = "source"
    MISSING = "missing"
    DRAFT = "draft"
    OUT_OF_DATE = "out of date"
    TRANSLATED = "translated"
    CHECKED = "checked"


# A translation in one of these says what the source says.
CURRENT = frozenset({WordingState.SOURCE, WordingState.TRANSLATED, WordingState.CHECKED})
# A translator has something to do.
UNFINISHED = frozenset({WordingState.MISSING, WordingState.DRAFT, WordingState.OUT_OF_DATE})


@dataclass(frozen=True)
class Wording:
    """What a paragraph says in a language; without a revision it is missing.

    `rendered` is the source text that a translation was made from, where the source has been
    changed since: the redline starts from there, not from the last edit; `rendered_number` is the
    number of that revision of the source. `minor` holds who said
    that each of those changes is small, so that the translation stays valid; it is empty where
    the translation is up to date or out of date in substance.
    """

    language: str
    text: str = ""
    state: WordingState = WordingState.MISSING
    revision_id: int | None = None
    number: int = 0
    at: datetime | None = None
    by: str = ""
    rendered: str | None = None
    rendered_number: int = 0
    minor: tuple[str, ...] = ()


def state_of(
    state: TranslationState, *, is_source: bool, rendered: str | None, source: str | None
) -> WordingState:
    """Return how a wording stands; a translation is out of date where its source says otherwise.

    `rendered` is the source text it was made from, `source` what the source says now. A source
    that was changed back makes its translations current again.
    """
    if is_source:
        return WordingState.SOURCE
    if source is not None and rendered != source:
        return WordingState.OUT_OF_DATE
    return WordingState(state.value)


def newest_numbers(document: StructuredText, node_id: int | None = None) -> object:
    """Return the subquery of the newest revision's number per paragraph and language."""
    wanted = (
        select(
            TextRevision.node_id,
            TextRevision.language,
            func.max(TextRevision.number).label("number"),
        )
        .join(TextNode, TextNode.id == TextRevision.node_id)
        .where(TextNode.text_id == document.id)
        .group_by(TextRevision.node_id, TextRevision.language)
    )
    if node_id is not None:
        wanted = wanted.where(TextRevision.node_id == node_id)
    return wanted.subquery()


def minor_changes(document: StructuredText) -> dict[tuple[int, int], str]:
    """Return {(node id, number of the source revision): who called the change small}."""
    rows = db.session.execute(
        select(TextRevision.node_id, TextRevision.number, User.name)
        .join(TextNode, TextNode.id == TextRevision.node_id)
        .join(MinorChange, MinorChange.revision_id == TextRevision.id)
        .outerjoin(User, User.id == MinorChange.actor_id)
        .where(
            TextNode.text_id == document.id,
            MinorChange.withdrawn_at.is_(None),
            TextRevision.language == document.source_language,
        )
    )
    return {(node_id, number): name or "" for node_id, number, name in rows}


def wordings_of(
    document: StructuredText, node_id: int | None = None
) -> dict[int, dict[str, Wording]]:
    """Return {node id: {language: wording}} of the newest revisions, in two queries.

    With `node_id` only that paragraph's.
    """
    newest = newest_numbers(document, node_id)
    rendered = aliased(TextRevision)
    columns = newest.c  # type: ignore[attr-defined]
    rows = db.session.execute(
        select(
            TextRevision.node_id,
            TextRevision.language,
            TextRevision.text,
            TextRevision.state,
            TextRevision.id,
            TextRevision.number,
            TextRevision.at,
            User.name,
            rendered.text,
            rendered.number,
        )
        .join(
            newest,  # type: ignore[arg-type]
            (columns.node_id == TextRevision.node_id)
            & (columns.language == TextRevision.language)
            & (columns.number == TextRevision.number),
        )
        .outerjoin(rendered, rendered.id == TextRevision.source_revision_id)
        .outerjoin(User, User.id == TextRevision.actor_id)
    ).all()
    sources = {row[0]: (row[2], row[5]) for row in rows if row[1] == document.source_language}
    small = minor_changes(document)
    result: dict[int, dict[str, Wording]] = {}
    for row in rows:
        node_id, language, text, state, revision_id, number, at, name, made_from, made_number = row
        source, source_number = sources.get(node_id, (None, 0))
        standing = state_of(
            state,
            is_source=language == document.source_language,
            rendered=made_from,
            source=source or None,
        )
        since: str | None = None
        minor: tuple[str, ...] = ()
        if standing is WordingState.OUT_OF_DATE:
            since = made_from
            minor = _all_small(small, node_id, made_number, source_number)
            if minor:
                standing = WordingState(state.value)
        result.setdefault(node_id, {})[language] = Wording(
            language=language,
            text=text,
            state=standing if text else WordingState.MISSING,
            revision_id=revision_id,
            number=number,
            at=at,
            by=name or "",
            rendered=since if text else None,
            rendered_number=made_number or 0,
            minor=minor if text else (),
        )
    return result


def _all_small(
    small: dict[tuple[int, int], str], node_id: int, made_from: int | None, source: int
) -> tuple[str, ...]:
    """Return who called the changes after `made_from` small, () where one of them is not."""
    if made_from is None or not small:
        return ()
    steps = [(node_id, number) for number in range(made_from + 1, source + 1)]
    if not steps or any(step not in small for step in steps):
        return ()
    return tuple(dict.fromkeys(small[step] for step in steps))
