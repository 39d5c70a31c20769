"""A file that was sent: kept, read, and read again with the answers to what is in doubt."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import g
from flask_babel import gettext as _
from sqlalchemy import delete, select

from eventmgr.database import db
from eventmgr.directory.known import known_organisations, printed_forms
from eventmgr.drafting.changing import normal_level
from eventmgr.drafting.deciding import (
    MOST_EDITABLE,
    Answers,
    Piece,
    carry_out_edits,
    pieces_of,
)
from eventmgr.drafting.models import ImportDraft, NodeKind, TextKind
from eventmgr.drafting.upload import UploadForm
from eventmgr.events.wording import said
from eventmgr.i18n.languages import canonical as language_code
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, Question
from eventmgr.text.numbering import Label, labels
from eventmgr.text.proposals import carry_out
from eventmgr.text.readers import (
    Change,
    Opened,
    Part,
    UnreadableFile,
    read,
    read_source,
    read_text,
)

__all__ = [
    "Answers", "Asked", "Read", "Row", "Sent", "discard_drafts", "find_draft", "keep_upload",
    "read_draft",
]  # fmt: skip


def keep_upload(
    form: UploadForm, *, purpose: str, event_id: int | None, user: Any
) -> ImportDraft | None:
    """Read what was sent and keep it for the review; None, with a message at the field, if not.

    An earlier file of the same person for the same purpose is let go.
    """
    upload = form.file.data
    name = getattr(upload, "filename", "") or ""
    target = "file" if name else "pasted"
    data = upload.read() if name else (form.pasted.data or "").encode()
    if not name and not data.strip():
        form.add_error("file", _("Please choose a file, or paste the text below."))
        return None
    try:
        document = read(data, name) if name else read_text(data.decode())
    except UnreadableFile as error:
        form.add_error(target, _(error.msgid) % error.params if error.params else _(error.msgid))
        return None
    discard_drafts(user=user, purpose=purpose)
    draft = ImportDraft(
        event_id=event_id,
        user_id=user.id,
        purpose=purpose,
        filename=name[-255:],
        source=_source(data, document),
        content=base64.b64encode(data).decode(),
        language=document.language or "",
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def _source(data: bytes, document: Document) -> str:
    """Return what the left side of the review shows: the file's lines, or a Word file's text."""
    if data.startswith(b"PK"):
        lines = [
            " ".join(part for part in (node.source_label or "", to_plain(node.text)) if part)
            for node in document.nodes
        ]
        return "\n\n".join([*filter(None, [document.title, *document.subtitle]), *lines])
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1250"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\x00", "")
    return data.decode("cp1250", errors="replace").replace("\x00", "")


def find_draft(draft_id: int, *, user: Any, purpose: str) -> ImportDraft | None:
    """Return a kept file of this person; another's does not exist for them."""
    return db.session.scalar(
        select(ImportDraft).where(
            ImportDraft.id == draft_id,
            ImportDraft.user_id == user.id,
            ImportDraft.purpose == purpose,
        )
    )


def discard_drafts(*, user: Any, purpose: str) -> None:
    """Let go of the kept files of a person for a purpose."""
    db.session.execute(
        delete(ImportDraft).where(ImportDraft.user_id == user.id, ImportDraft.purpose == purpose)
    )


@dataclass(frozen=True)
class Asked:
    """A question as the review shows it; `uids` are the paragraphs it is about."""

    place: int
    code: str
    message: str
    proposal: str
    action: str
    kept: list[str]
    taken: bool
    uids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """A paragraph of the result, with all that is asked and said about it."""

    piece: Piece
    kind: NodeKind
    level: int
    label: Label
    text: str
    questions: list[Asked]
    changes: list[Change]

    @property
    def value(self) -> str:
        """Return kind and level as the form names them."""
        return f"{self.kind.value}:{self.level}"


@dataclass(frozen=True)
class Sent:
    """A line as it was sent, and what became of it: `key` of its paragraph, or a word for it."""

    number: int
    printed: str
    parts: list[Part]
    key: str = ""
    fate: str = ""


@dataclass(frozen=True)
class Read:
    """A file as it was read, with its questions and the answers so far done."""

    document: Document
    kind: TextKind
    questions: list[Asked]
    removed: list[tuple[str, str]]
    rows: list[Row]
    sent: list[Sent]
    changes: list[Change]
    left_out: list[tuple[str, str]]
    answers: Answers

    @cached_property
    def hints(self) -> list[str]:
        """Return the remarks on the wording; whoever only stores the text does not ask for them."""
        from eventmgr.text.lint import lint_document

        code = language_code(self.document.language or "") or ""
        event = g.get("event")
        remarks = lint_document(
            self.document,
            date=event.start if event else None,
            known=known_organisations(code),
            forms=printed_forms(code, event.id if event else None),
        )
        found = [*self.document.lint, *remarks]
        return list(dict.fromkeys(said(remark) for remark in found))

    @property
    def undecided(self) -> int:
        """Return how many tracked changes still wait for their decision."""
        return sum(1 for change in self.changes if change.verdict is None)

    @property
    def editable(self) -> bool:
        """Tell whether every paragraph can be changed on the screen itself."""
        return len(self.rows) <= MOST_EDITABLE

    @property
    def shown(self) -> list[Row]:
        """Return the rows a page can carry: of a long text the first ones, then doubtful ones."""
        if self.editable:
            return self.rows
        doubtful = [row for row in self.rows[MOST_EDITABLE:] if row.questions]
        return self.rows[:MOST_EDITABLE] + doubtful[:MOST_EDITABLE]

    @property
    def shown_lines(self) -> list[Sent]:
        """Return the lines that belong to the rows shown, and those among them."""
        if self.editable:
            return self.sent
        wanted = {line for row in self.shown for line in row.piece.lines}
        return [
            line
            for place, line in enumerate(self.sent)
            if place < MOST_EDITABLE or line.number in wanted
        ]

    @property
    def loose_questions(self) -> list[Asked]:
        """Return the questions that concern no single paragraph of the result."""
        placed = {asked.place for row in self.rows for asked in row.questions}
        return [asked for asked in self.questions if asked.place not in placed]

    @property
    def closing(self) -> list[Row]:
        """Return the last lines that say place and date, and nothing else."""
        from eventmgr.text.readers.front import place_and_date

        found: list[Row] = []
        for row in reversed(self.rows):
            if row.kind is not NodeKind.CLOSING or place_and_date(row.text) is None:
                break
            found.insert(0, row)
        return found


def read_draft(draft: ImportDraft, answers: Answers) -> Read:
    """Read a kept file again and carry out the answers."""
    opened = read_source(base64.b64decode(draft.content), draft.filename, None, answers.changes)
    document = opened.document
    pieces = pieces_of(document, opened.origins)
    by_uid = {piece.node.uid: piece for piece in pieces}
    questions = []
    numbers: set[int] = set()
    nodes = {node.uid: node for node in document.nodes}
    for question in list(document.questions):
        place = _number(question, numbers)
        uids = [uid for uid in question.nodes if uid in by_uid]
        questions.append(
            Asked(
                place=place,
                code=question.code,
                message=_(question.message) % question.params
                if question.params
                else _(question.message),
                proposal=question.proposal.text if question.proposal else "",
                action=question.proposal.action if question.proposal else "",
                kept=[nodes[uid].text for uid in question.nodes if uid in nodes],
                taken=answers.takes(place),
                uids=frozenset(uids),
            )
        )
        if answers.takes(place):
            if question.proposal and question.proposal.action == "join" and len(uids) == 2:
                first, second = by_uid[uids[0]], by_uid[uids[1]]
                first.lines += second.lines
                first.uids |= second.uids
                by_uid[uids[1]] = first
            carry_out(document, question)
        elif question in document.questions:
            document.questions.remove(question)
    present = {node.uid for node in document.nodes}
    pieces, left_out = carry_out_edits(
        document, [_as_answered(piece) for piece in pieces if piece.node.uid in present], answers
    )
    printed = labels(document.nodes, document.label_style, restart=document.restarts)
    about: dict[str, list[Asked]] = {}
    for asked in questions:
        for uid in asked.uids:
            about.setdefault(uid, []).append(asked)
    tracked: dict[int, list[Change]] = {}
    for change in opened.changes:
        tracked.setdefault(change.line, []).append(change)
    rows = [
        Row(
            piece,
            NodeKind(piece.node.kind.value),
            normal_level(NodeKind(piece.node.kind.value), piece.node.level),
            label,
            piece.node.text,
            list(
                {asked.place: asked for uid in piece.uids for asked in about.get(uid, [])}.values()
            ),
            [change for line in piece.lines for change in tracked.get(line, [])],
        )
        for piece, label in zip(pieces, printed, strict=True)
    ]
    return Read(
        document=document,
        kind=TextKind(document.kind.value),
        questions=questions,
        removed=[(_(item.what), item.text) for item in document.removed],
        rows=rows,
        sent=_sent(opened, rows),
        changes=opened.changes,
        left_out=[
            (piece.key, " ".join(to_plain(piece.node.text).split()[:8])) for piece in left_out
        ],
        answers=answers,
    )


def _number(question: Question, taken: set[int]) -> int:
    """Name a question by what it says, so that an answer finds it whatever else is decided."""
    words = f"{question.code} {sorted(question.params.items())}"
    number = zlib.crc32(words.encode())
    while number in taken:
        number += 1
    taken.add(number)
    return number


def _as_answered(piece: Piece) -> Piece:
    """A paragraph whose kind an answer changed ("number them all") is read as that kind."""
    kind = NodeKind(piece.node.kind.value)
    piece.read_as = f"{kind.value}:{normal_level(kind, piece.node.level)}"
    return piece


def _sent(opened: Opened, rows: list[Row]) -> list[Sent]:
    """Return the source side, each line with the paragraph it became part of."""
    keys: dict[int, str] = {}
    for row in rows:
        for number in row.piece.lines:
            keys.setdefault(number, row.piece.key)
    head = set(opened.head)
    found = []
    for line in opened.lines:
        key = keys.get(line.number, "")
        fate = "" if key else _("title block") if line.number in head else _("see below")
        found.append(Sent(line.number, line.printed, line.parts, key, fate))
    return found
