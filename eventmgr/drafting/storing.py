"""Taking a text that was read from a file into the event."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.database import db, lock, now
from eventmgr.drafting import queries
from eventmgr.drafting.actions import Refused, normal_level, open_for_change
from eventmgr.drafting.holding import release
from eventmgr.drafting.models import (
    NodeKind,
    StructuredText,
    TextKind,
    TextNode,
    TextRevision,
    TranslationState,
)
from eventmgr.events.models import Event
from eventmgr.i18n.languages import canonical as language_code
from eventmgr.text.footnotes import inline_footnotes
from eventmgr.text.inline import canonical
from eventmgr.text.model import Document, Node, new_uid

_COMPARED = frozenset({NodeKind.OPERATIVE, NodeKind.SUB_POINT, NodeKind.HEADING, NodeKind.BULLET})


class TextExists(Refused):
    """There is a text already, and nobody said that it may be replaced."""

    def __init__(self) -> None:
        super().__init__(
            _l(
                "There is a text already. Please confirm that it may be replaced; "
                "it can be restored."
            )
        )


class StructureDiffers(Refused):
    """A translation has other paragraphs than the text it translates."""


def store_document(
    event: Event,
    document: Document,
    *,
    actor: Any,
    replace: bool = False,
    kind: TextKind | None = None,
    language: str | None = None,
    partly: bool = False,
) -> StructuredText:
    """Take a read text into the event; its footnotes stand in place as `^[…]`.

    A first text makes its language the source. The same language again needs `replace`: the old
    paragraphs are deleted and can be restored. Another language is laid beside the paragraphs
    one by one as their translation; with `partly` paragraphs that the file lacks stay without
    one, and those of the file that fit nowhere are refused. Raises TextExists,
    StructureDiffers or Refused; nothing is changed then.
    """
    kind = kind or TextKind(document.kind.value)
    spoken = language or language_code(document.language or "") or event.document_languages[0]
    if spoken not in event.document_languages:
        raise Refused(_l("Please choose one of the languages of the event's papers."))
    pairs = list(zip(document.nodes, _texts(document), strict=True))
    if not pairs:
        raise Refused(_l("There is no text to store."))
    lock(event)
    text = queries.find_text(event, kind)
    if text is None:
        text = StructuredText(
            event_id=event.id,
            kind=kind,
            source_language=spoken,
            authentic_language=spoken,
            label_style=document.label_style,
        )
        db.session.add(text)
        db.session.flush()
    else:
        open_for_change(text)
    live = _live(text)
    written = has_content(text)
    if live and written and spoken != text.source_language:
        count = _store_translation(
            text, _beside(live, pairs, partly=partly), spoken, actor, replace
        )
    else:
        if written and not replace:
            raise TextExists
        for node in live:
            node.deleted_at = now()
        # The paper people hold is of another text: nothing is left to compare its numbers with.
        release(text, _all(text))
        if not written:
            text.source_language = text.authentic_language = spoken
        text.label_style = document.label_style
        count = _store_source(text, pairs, spoken, actor, behind=len(_all(text)))
    record(
        "drafting.import",
        text,
        actor=actor,
        event_id=event.id,
        label=kind.value,
        changes={"language": ["", spoken], "paragraphs": [0, count]},
    )
    return text


def has_content(text: StructuredText) -> bool:
    """Tell whether somebody has written more than the headings that a text begins with."""
    return (
        db.session.scalar(
            select(TextRevision.id)
            .join(TextNode, TextNode.id == TextRevision.node_id)
            .where(
                TextNode.text_id == text.id,
                TextNode.deleted_at.is_(None),
                TextNode.kind != NodeKind.HEADING,
                TextRevision.text != "",
            )
            .limit(1)
        )
        is not None
    )


def _texts(document: Document) -> list[str]:
    """Return the texts with their notes in place; notes that nobody calls close the last one."""
    texts = [canonical(text) for text in inline_footnotes(document)]
    called = {number for node in document.nodes for number in _called(node)}
    loose = [
        note.text
        for note in document.footnotes
        if isinstance(note.number, int) and note.number not in called
    ]
    if texts and loose:
        texts[-1] += "".join(f"^[{note}]" for note in loose)
    return texts


def _called(node: Node) -> list[int]:
    return [int(number) for number in re.findall(r"\[\^(\d{1,4})\]", node.text)]


def _live(text: StructuredText) -> list[TextNode]:
    return [node for node in _all(text) if node.deleted_at is None]


def _all(text: StructuredText) -> list[TextNode]:
    return list(
        db.session.scalars(
            select(TextNode)
            .where(TextNode.text_id == text.id)
            .order_by(TextNode.position, TextNode.id)
        )
    )


def _store_source(
    text: StructuredText, pairs: list[tuple[Node, str]], language: str, actor: Any, behind: int
) -> int:
    rows = []
    for position, (node, words) in enumerate(pairs):
        kind = NodeKind(node.kind.value)
        row = TextNode(
            text_id=text.id,
            # Another import of the same file must not meet the names of the first.
            uid=new_uid(),
            kind=kind,
            level=normal_level(kind, node.level),
            position=behind + position,
            source_label=(node.source_label or "")[:20],
        )
        db.session.add(row)
        rows.append((row, words))
    db.session.flush()
    for row, words in rows:
        db.session.add(
            TextRevision(
                node_id=row.id,
                language=language,
                number=1,
                text=words,
                actor_id=getattr(actor, "id", None),
            )
        )
    db.session.flush()
    return len(rows)


def _store_translation(
    text: StructuredText,
    pairs: list[tuple[TextNode, str]],
    language: str,
    actor: Any,
    replace: bool,
) -> int:
    ids = [row.id for row, _words in pairs]
    newest: dict[tuple[int, str], TextRevision] = {}
    for revision in db.session.scalars(
        select(TextRevision)
        .where(
            TextRevision.node_id.in_(ids),
            TextRevision.language.in_([language, text.source_language]),
        )
        .order_by(TextRevision.number)
    ):
        newest[revision.node_id, revision.language] = revision
    body = [row.id for row, _words in pairs if row.kind is not NodeKind.HEADING]
    if not replace and any((node_id, language) in newest for node_id in body):
        raise TextExists
    for row, words in pairs:
        before = newest.get((row.id, language))
        source = newest.get((row.id, text.source_language))
        db.session.add(
            TextRevision(
                node_id=row.id,
                language=language,
                number=before.number + 1 if before else 1,
                text=words,
                state=TranslationState.TRANSLATED,
                source_revision_id=source.id if source else None,
                actor_id=getattr(actor, "id", None),
            )
        )
    db.session.flush()
    return len(pairs)


def _beside(
    live: list[TextNode], pairs: list[tuple[Node, str]], *, partly: bool
) -> list[tuple[TextNode, str]]:
    """Return the wordings of a translation, each with the paragraph it translates."""
    if not partly:
        align(live, [node for node, _words in pairs])
        return [(row, words) for row, (_node, words) in zip(live, pairs, strict=True)]
    found: list[tuple[TextNode, str]] = []
    shapes = [(row.kind, row.level) for row in live]
    for own, place in matched(shapes, [node for node, _words in pairs]):
        if own is None and place is not None:
            raise StructureDiffers(
                _l(
                    "A paragraph of the file fits nowhere in the text: “%(start)s…”. Please change "
                    "its kind, join it to another one or leave it out.",
                    start=pairs[place][1][:60],
                )
            )
        if own is not None and place is not None:
            found.append((live[own], pairs[place][1]))
    return found


def matched(
    shapes: list[tuple[NodeKind, int]], nodes: list[Node]
) -> list[tuple[int | None, int | None]]:
    """Lay the paragraphs of a translation beside those of its text, in reading order.

    A paragraph stands beside one of the same kind and level; where one side has more, the other
    stays empty. `shapes` are kinds and levels of the text; places in it and in `nodes` come back.
    """
    ours = [_shape(kind, level) for kind, level in shapes]
    theirs = [
        _shape(kind, normal_level(kind, node.level))
        for node in nodes
        for kind in (NodeKind(node.kind.value),)
    ]
    found: list[tuple[int | None, int | None]] = []
    for step, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if step == "equal":
            found += [(a + n, c + n) for n in range(b - a)]
        else:
            found += [(place, None) for place in range(a, b)]
            found += [(None, place) for place in range(c, d)]
    return found


def _shape(kind: NodeKind, level: int) -> tuple[str, int]:
    return (kind.value, level) if kind in _COMPARED else ("text", 0)


def align(rows: list[TextNode], nodes: list[Node]) -> None:
    """Check that a translation has the paragraphs of its text, one by one.

    Numbered paragraphs, headings and list items must stand at the same places; how a reader
    classed running text may differ from language to language. Raises StructureDiffers with the
    first place that differs.
    """
    for place, (row, node) in enumerate(zip(rows, nodes, strict=False), start=1):
        theirs = NodeKind(node.kind.value)
        if (row.kind in _COMPARED or theirs in _COMPARED) and (
            row.kind is not theirs or normal_level(theirs, node.level) != row.level
        ):
            raise StructureDiffers(
                _l(
                    "The translation does not follow the text: paragraph %(place)s (“%(start)s…”) "
                    "is of another kind there. Please check the file, or write the translation "
                    "paragraph by paragraph.",
                    place=place,
                    start=node.text[:60],
                )
            )
    if len(rows) != len(nodes):
        raise StructureDiffers(
            _l(
                "The translation has %(theirs)s paragraphs and the text has %(ours)s. Please check "
                "the file, or write the translation paragraph by paragraph.",
                theirs=len(nodes),
                ours=len(rows),
            )
        )
