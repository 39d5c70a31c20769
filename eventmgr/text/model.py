"""What a text is made of: nodes in reading order, source notes, and what the reader noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import uuid4


class DocumentKind(StrEnum):
    """What a structured text is."""

    CONCLUSIONS = "conclusions"
    CONCEPT_PAPER = "concept-paper"
    PRESS_RELEASE = "press-release"


class NodeKind(StrEnum):
    """What a paragraph does in its text (documents.md, 3.1)."""

    CHAPEAU = "chapeau"
    PREAMBULAR = "preambular"
    LEAD_IN = "lead-in"
    BULLET = "bullet"
    FORMULA = "formula"
    HEADING = "heading"
    OPERATIVE = "operative"
    SUB_POINT = "sub-point"
    CONTINUATION = "continuation"
    PARAGRAPH = "paragraph"
    CLOSING = "closing"


#: Kinds whose number or letter is computed and printed.
NUMBERED = frozenset({NodeKind.OPERATIVE, NodeKind.SUB_POINT})


def new_uid() -> str:
    """A new name for a node, never used again."""
    return uuid4().hex[:16]


@dataclass
class Node:
    """One paragraph.

    `level`: 0 for running text; headings 1, 2 …; operative paragraphs 1, sub-points 2 (and 3 for
    points under a sub-point); bullets 1, or 2 and 3 when they stand under a numbered paragraph;
    continuations carry the level of the paragraph they continue. `label` is the computed number
    without its dot, kept only as a convenience after `Document.renumber`; `source_label` is what
    the file said, as it said it. `notes` names the footnotes called in the text, in order.
    """

    kind: NodeKind
    text: str
    level: int = 0
    label: str | None = None
    source_label: str | None = None
    notes: list[int | str] = field(default_factory=list)
    uid: str = field(default_factory=new_uid)


@dataclass
class Footnote:
    """A source note: its number (or the sign `*`), its text and the addresses in it."""

    number: int | str
    text: str
    links: list[str] = field(default_factory=list)


@dataclass
class Proposal:
    """What the reader would do about a question: an action and the text it would give.

    Actions: `join` (the nodes become one with `text`), `number` (the nodes become operative
    paragraphs), `keep` (nothing changes), `set` (the field `target` takes `text`).
    """

    action: str
    text: str
    target: str | None = None


@dataclass
class Question:
    """A doubtful decision, shown for confirmation (rule G3). `message` is a msgid for `params`."""

    code: str
    message: str
    params: dict[str, Any] = field(default_factory=dict)
    nodes: list[str] = field(default_factory=list)
    proposal: Proposal | None = None


@dataclass
class Remark:
    """A hint about wording (rule G4): the text itself is never changed for it."""

    code: str
    message: str
    params: dict[str, Any] = field(default_factory=dict)
    where: str = ""


@dataclass
class Removed:
    """Something of the file that is not part of the text, so that nothing is lost unseen (G1)."""

    what: str
    text: str
    where: str = ""


def _filled(message: str, params: dict[str, Any]) -> str:
    return message % params if params else message.replace("%%", "%")


@dataclass
class Document:
    """A whole text in one language, with everything its reader found and wants to ask."""

    kind: DocumentKind = DocumentKind.CONCLUSIONS
    language: str | None = None
    title: str | None = None
    subtitle: list[str] = field(default_factory=list)
    doc_type: str | None = None
    place: str | None = None
    country: str | None = None
    start: date | None = None
    end: date | None = None
    organisers: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    lint: list[Remark] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    label_style: str = "1./a."
    # Figures that do not move while people hold paper, by uid; None: numbers follow the order.
    held: dict[str, str] | None = None

    def node(self, uid: str) -> Node:
        """The node of that uid; KeyError where there is none."""
        for node in self.nodes:
            if node.uid == uid:
                return node
        raise KeyError(uid)

    def of_kind(self, *kinds: NodeKind) -> list[Node]:
        """Nodes of these kinds, in reading order."""
        return [node for node in self.nodes if node.kind in kinds]

    @property
    def restarts(self) -> bool:
        """Whether lists begin again at 1 after running text: everywhere but in conclusions."""
        return self.kind is not DocumentKind.CONCLUSIONS

    def renumber(self) -> None:
        """Compute every label and list of called notes from the present tree."""
        from eventmgr.text.numbering import labels

        for node, label in zip(
            self.nodes,
            labels(self.nodes, self.label_style, restart=self.restarts, held=self.held),
            strict=True,
        ):
            node.label = label.plain or None
            node.notes = called_notes(node.text, self.footnotes)

    def texts(self) -> Iterator[str]:
        """Every piece of text of the document in reading order, for search and lint."""
        yield from (text for text in (self.title, *self.subtitle, self.doc_type) if text)
        yield from (node.text for node in self.nodes)
        yield from (note.text for note in self.footnotes)

    def to_json_dict(self) -> dict[str, Any]:
        """The document as plain data (the contract of `eventmgr import FILE --json`).

        Dates are ISO 8601 or null; an unknown scalar is null, an empty list stays a list. In
        `questions`, `nodes` are positions in the list `nodes`, `proposal` is the text that
        accepting gives and `action` names what accepting does.
        """
        places = {node.uid: index for index, node in enumerate(self.nodes)}
        self.renumber()
        return {
            "kind": str(self.kind),
            "language": self.language,
            "title": self.title,
            "subtitle": list(self.subtitle),
            "doc_type": self.doc_type,
            "place": self.place,
            "country": self.country,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "organisers": list(self.organisers),
            "nodes": [
                {
                    "kind": str(node.kind),
                    "label": node.label,
                    "level": node.level,
                    "text": node.text,
                    "notes": list(node.notes),
                }
                for node in self.nodes
            ],
            "footnotes": [
                {"number": note.number, "text": note.text, "links": list(note.links)}
                for note in self.footnotes
            ],
            "removed": [
                {"what": item.what, "text": item.text, "where": item.where} for item in self.removed
            ],
            "questions": [
                {
                    "code": item.code,
                    "message": _filled(item.message, item.params),
                    "params": dict(item.params),
                    "nodes": [places[uid] for uid in item.nodes if uid in places],
                    "proposal": item.proposal.text if item.proposal else None,
                    "action": item.proposal.action if item.proposal else None,
                }
                for item in self.questions
            ],
            "lint": [
                {
                    "code": item.code,
                    "message": _filled(item.message, item.params),
                    "params": dict(item.params),
                    "where": item.where,
                }
                for item in self.lint
            ],
            "facts": dict(self.facts),
        }


_CALL = re.compile(r"(?<!\\)\[\^(\d{1,4})\]")
_STARRED = re.compile(r"\w(\*{1,3})(?!\*)")


def called_notes(text: str, footnotes: list[Footnote]) -> list[int | str]:
    """Numbers (and signs) of the footnotes a text calls, each once, in order of appearance."""
    known = {note.number for note in footnotes}
    found: list[tuple[int, int | str]] = [
        (call.start(), int(call[1])) for call in _CALL.finditer(text)
    ]
    found += [(call.start(), call[1]) for call in _STARRED.finditer(text) if call[1] in known]
    return list(dict.fromkeys(number for _, number in sorted(found, key=lambda pair: pair[0])))
