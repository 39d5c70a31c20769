"""Statements in a press release: found in its paragraphs, and how far each is cleared."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventmgr.database import db
from eventmgr.drafting.models import StructuredText
from eventmgr.drafting.queries import Paragraph, Tree
from eventmgr.press.models import PressQuote, QuoteState
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, DocumentKind, Node, NodeKind

# Pairs of quotation marks in use in the region; a quoted title of two words is no statement.
_QUOTED = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|\"([^\"]+)\"")
_LEAST_WORDS = 5


def quoted_parts(text: str) -> list[str]:
    """Return what stands between quotation marks in a paragraph, in order.

    Two parts of one paragraph are one statement.
    """
    found = ["".join(filter(None, match.groups())) for match in _QUOTED.finditer(to_plain(text))]
    return [part for part in found if len(part.split()) >= _LEAST_WORDS]


@dataclass(frozen=True)
class Offered:
    """A paragraph that quotes somebody and is not marked as a statement yet."""

    uid: str
    parts: tuple[str, ...]
    speaker: str = ""
    post: str = ""


def offered_in(tree: Tree, marked: set[int]) -> list[Offered]:
    """Return the paragraphs with quoted words, with the speaker as the text names them."""
    # The words by which texts name people are many: loaded when a release is read.
    from eventmgr.text.facts import gather_facts

    found = []
    for paragraph in tree.paragraphs:
        text = paragraph.text(tree.source)
        parts = quoted_parts(text)
        if not parts or paragraph.id in marked:
            continue
        alone = Document(
            kind=DocumentKind.PRESS_RELEASE,
            language=tree.source,
            nodes=[Node(NodeKind.PARAGRAPH, text)],
        )
        speakers = gather_facts(alone).get("speakers", [])
        speaker = speakers[0] if speakers else {}
        name = " ".join(filter(None, [speaker.get("title"), speaker.get("name")]))
        post = _post_in(to_plain(text), speaker.get("function"), speaker.get("body"))
        found.append(Offered(paragraph.uid, tuple(parts), name, post))
    return found


def _post_in(text: str, function: str | None, body: str | None) -> str:
    """Return post and institution in the very words of the text, joined as it joins them."""
    if not function or not body:
        return function or body or ""
    whole = re.search(rf"{re.escape(function)}.{{1,20}}?{re.escape(body)}", text)
    return whole[0] if whole else f"{function}, {body}"


@dataclass(frozen=True)
class Statement:
    """A marked statement as it stands now.

    `state` is what it is today: words that were changed since they were cleared or sent are a
    draft again, and `changed` says so.
    """

    quote: PressQuote
    paragraph: Paragraph
    text: str
    state: QuoteState
    changed: bool
    parts: tuple[str, ...] = field(default=())


def statement_of(quote: PressQuote, paragraph: Paragraph) -> Statement:
    """Return a statement with the state its present words have."""
    text = paragraph.text(quote.language)
    meant = {QuoteState.CLEARED: quote.cleared_text, QuoteState.SENT: quote.asked_text}
    changed = quote.state in meant and meant[quote.state] != text
    state = QuoteState.DRAFT if changed else quote.state
    return Statement(quote, paragraph, text, state, changed, tuple(quoted_parts(text)))


def quotes_of(text: StructuredText) -> list[PressQuote]:
    """Return the marked statements of a press release."""
    return list(
        db.session.scalars(
            select(PressQuote)
            .where(PressQuote.text_id == text.id)
            .order_by(PressQuote.id)
            .options(joinedload(PressQuote.recorded_by))
        )
    )


def find_quote(text: StructuredText, number: int) -> PressQuote | None:
    """Return a statement of this press release."""
    return db.session.scalar(
        select(PressQuote).where(PressQuote.text_id == text.id, PressQuote.id == number)
    )


@dataclass(frozen=True)
class Statements:
    """What a press release quotes: marked statements in order, and what is not marked yet."""

    marked: tuple[Statement, ...]
    offered: tuple[Offered, ...]

    @property
    def cleared(self) -> int:
        """Return how many statements their speakers cleared as they stand."""
        return sum(one.state is QuoteState.CLEARED for one in self.marked)

    @property
    def open(self) -> int:
        """Return how many quotations nobody cleared as they stand."""
        return len(self.marked) - self.cleared + len(self.offered)


def statements_of(text: StructuredText, tree: Tree) -> Statements:
    """Return the statements of a press release, with one query beside the tree."""
    by_node = {quote.node_id: quote for quote in quotes_of(text)}
    marked = tuple(
        statement_of(by_node[one.id], one) for one in tree.paragraphs if one.id in by_node
    )
    return Statements(marked, tuple(offered_in(tree, set(by_node))))
