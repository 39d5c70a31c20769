"""The translators' desk: what there is to do in one language, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.database import db
from eventmgr.drafting.models import StructuredText, TextNode, TextRevision
from eventmgr.drafting.queries import Paragraph, Tree
from eventmgr.drafting.wordings import UNFINISHED, Wording, WordingState


@dataclass(frozen=True)
class Task:
    """A paragraph before its translator; `own` tells that this person wrote the translation."""

    paragraph: Paragraph
    wording: Wording
    own: bool

    @property
    def open(self) -> bool:
        """Tell whether a translator has something to do."""
        return self.wording.state in UNFINISHED

    @property
    def may_check(self) -> bool:
        """Tell whether this person may say that it is checked (a second pair of eyes)."""
        return self.wording.state is WordingState.TRANSLATED and not self.own


@dataclass(frozen=True)
class Count:
    """How many paragraphs of a language are in each state, and how many of them wait."""

    language: str
    states: dict[WordingState, int]
    minor: int

    @property
    def all(self) -> int:
        """Return how many paragraphs there are."""
        return sum(self.states.values())

    @property
    def open(self) -> int:
        """Return how many paragraphs wait for a translator."""
        return sum(self.states.get(state, 0) for state in UNFINISHED)


#: The order in which states are counted up.
STATES = (
    WordingState.MISSING,
    WordingState.DRAFT,
    WordingState.OUT_OF_DATE,
    WordingState.TRANSLATED,
    WordingState.CHECKED,
)


def to_translate(tree: Tree) -> list[Paragraph]:
    """Return the paragraphs that say something in the source."""
    return [one for one in tree.paragraphs if one.text(tree.source)]


def count(tree: Tree, language: str) -> Count:
    """Return how a language stands."""
    states = dict.fromkeys(STATES, 0)
    minor = 0
    for paragraph in to_translate(tree):
        wording = paragraph.wording(language)
        states[wording.state] = states.get(wording.state, 0) + 1
        minor += bool(wording.minor)
    return Count(language, states, minor)


def counts(tree: Tree) -> list[Count]:
    """Return how each language but the source stands."""
    return [count(tree, code) for code in tree.languages if code != tree.source]


def tasks(tree: Tree, language: str, person_id: int | None) -> list[Task]:
    """Return the paragraphs of a language in order, in one query more than the tree."""
    writers = _writers(tree.document, language)
    return [
        Task(one, one.wording(language), person_id is not None and writers.get(one.id) == person_id)
        for one in to_translate(tree)
    ]


def next_open(found: Iterable[Task], uid: str = "") -> Task | None:
    """Return the next paragraph that waits, after `uid` and then from the beginning."""
    rows = list(found)
    place = next((i + 1 for i, one in enumerate(rows) if one.paragraph.uid == uid), 0)
    turned = [*rows[place:], *rows[:place]]
    return next((one for one in turned if one.open and one.paragraph.uid != uid), None)


def _writers(document: StructuredText, language: str) -> dict[int, int | None]:
    """Return who wrote the present words of each paragraph in a language."""
    writers: dict[int, int | None] = {}
    present: dict[int, str] = {}
    for node_id, text, actor_id in db.session.execute(
        select(TextRevision.node_id, TextRevision.text, TextRevision.actor_id)
        .join(TextNode, TextNode.id == TextRevision.node_id)
        .where(TextNode.text_id == document.id, TextRevision.language == language)
        .order_by(TextRevision.number)
    ):
        if present.get(node_id) != text:
            present[node_id] = text
            writers[node_id] = actor_id
    return writers
