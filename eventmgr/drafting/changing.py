"""What every change of a structured text passes through: the lock, the seal, the record."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.database import db, lock
from eventmgr.drafting import queries
from eventmgr.drafting.models import (
    NodeKind,
    StructuredText,
    TextNode,
    TextRevision,
    TextState,
    TranslationState,
)
from eventmgr.text.inline import canonical
from eventmgr.text.model import new_uid

# Levels a kind may have; the first is the usual one.
LEVELS: dict[NodeKind, tuple[int, ...]] = {
    NodeKind.HEADING: (1, 2),
    NodeKind.OPERATIVE: (1,),
    NodeKind.SUB_POINT: (2, 3),
    NodeKind.BULLET: (1, 2, 3),
    NodeKind.CONTINUATION: (1, 2, 3),
}


class Refused(Exception):
    """A change cannot be made; the message says why and what to do."""

    def __init__(self, message: Any) -> None:
        super().__init__(str(message))
        self.message = message


class Frozen(Refused):
    """An adopted text takes no change of any kind."""

    def __init__(self) -> None:
        super().__init__(
            _l("This text has been adopted. It can be read and printed, but no longer changed.")
        )


class UnderSilence(Refused):
    """A text under silence takes no change before the silence has ended (LIFE-44)."""

    def __init__(self) -> None:
        super().__init__(
            _l(
                "This text is under silence and cannot be changed meanwhile. To correct it, "
                "please stop the silence procedure first; the corrected text is circulated anew."
            )
        )


def check_open(text: StructuredText) -> None:
    """Raise Frozen where the text has been adopted, UnderSilence where it is circulated."""
    if text.state is TextState.ADOPTED:
        raise Frozen
    if text.silent_until is not None:
        raise UnderSilence


def gone() -> Refused:
    """Say that a paragraph was deleted by somebody else."""
    return Refused(_l("This paragraph has been deleted in the meantime. Please restore it first."))


def open_for_change(text: StructuredText) -> None:
    """Hold the text until the transaction ends; raise Frozen or UnderSilence where it is closed.

    Every change passes here, so that nothing slips in while the text is being adopted, and so
    that numbers of revisions and positions are given out one at a time.
    """
    lock(text)
    check_open(text)
    text.version += 1


def normal_level(kind: NodeKind, level: int | None) -> int:
    """Return a level the kind may have, the usual one where the wish cannot be met."""
    allowed = LEVELS.get(kind, (0,))
    return level if level in allowed else allowed[0]


def short(text: str) -> str:
    """Return the beginning of a text, for the record."""
    return text if len(text) <= 200 else f"{text[:199]}…"


def note(
    action: str, text: StructuredText, subject: Any, actor: Any, /, label: str = "", **changes: Any
) -> None:
    """Write the audit entry of a change."""
    record(
        f"drafting.{action}",
        subject,
        actor=actor,
        event_id=text.event_id,
        label=label or text.kind.value,
        changes={
            name: [short(side) if isinstance(side, str) else side for side in pair]
            for name, pair in changes.items()
        },
    )


def new_node(
    text: StructuredText, kind: NodeKind, level: int, position: int, uid: str = ""
) -> TextNode:
    """Add a node without words."""
    node = TextNode(
        text_id=text.id,
        uid=uid or new_uid(),
        kind=kind,
        level=normal_level(kind, level),
        position=position,
    )
    db.session.add(node)
    db.session.flush()
    return node


def write(
    node: TextNode,
    language: str,
    words: str,
    *,
    actor: Any,
    state: TranslationState = TranslationState.DRAFT,
    rendered: TextRevision | None = None,
    reason: str = "",
    after: int = 0,
) -> TextRevision:
    """Add a revision; `after` is the number of the one before it."""
    revision = TextRevision(
        node_id=node.id,
        language=language,
        number=after + 1,
        text=canonical(words),
        state=state,
        source_revision_id=rendered.id if rendered else None,
        actor_id=getattr(actor, "id", None),
        reason=reason[:300],
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def siblings(text: StructuredText) -> list[TextNode]:
    """Return all nodes in order; deleted ones keep their place for the day they come back."""
    return list(
        db.session.scalars(
            select(TextNode)
            .where(TextNode.text_id == text.id)
            .order_by(TextNode.position, TextNode.id)
        )
    )


def renumber(nodes: list[TextNode]) -> None:
    """Give the nodes the positions in which they stand."""
    for position, node in enumerate(nodes):
        if node.position != position:
            node.position = position
    db.session.flush()


def first_words(text: StructuredText, node: TextNode) -> str:
    """Return how a paragraph begins, for the record."""
    revision = queries.newest_revision(node, text.source_language)
    return short(revision.text) if revision else ""


def hold(text: StructuredText) -> None:
    """Like `open_for_change`, for what changes no words of the text."""
    lock(text)
    if text.state is TextState.ADOPTED:
        raise Frozen
