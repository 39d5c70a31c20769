"""A file that was sent: kept, read, and read again with the answers to what is in doubt."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from eventmgr.database import db
from eventmgr.drafting.models import ImportDraft, NodeKind, TextKind
from eventmgr.drafting.remarks import said
from eventmgr.drafting.upload import UploadForm
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document
from eventmgr.text.numbering import Label, labels
from eventmgr.text.proposals import carry_out
from eventmgr.text.readers import UnreadableFile, read, read_text

PASTED = ""


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
class Answers:
    """What was decided about each question, by its place; without an answer the proposal."""

    taken: dict[int, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Answers:
        """Read the answers of a form: fields "question-0" … with "take" or "keep"."""
        taken = {}
        for name, value in values.items():
            number = name.removeprefix("question-")
            if name != number and number.isascii() and number.isdigit() and len(number) < 6:
                taken[int(number)] = value != "keep"
        return cls(taken)

    def takes(self, place: int) -> bool:
        """Tell whether a proposal is taken."""
        return self.taken.get(place, True)


@dataclass(frozen=True)
class Asked:
    """A question as the review shows it."""

    place: int
    message: str
    proposal: str
    action: str
    kept: list[str]
    taken: bool


@dataclass(frozen=True)
class Row:
    """A paragraph of the result."""

    kind: NodeKind
    level: int
    label: Label
    text: str


@dataclass(frozen=True)
class Read:
    """A file as it was read, with its questions and the answers so far done."""

    document: Document
    kind: TextKind
    questions: list[Asked]
    removed: list[tuple[str, str]]
    hints: list[str]
    rows: list[Row]


def read_draft(draft: ImportDraft, answers: Answers) -> Read:
    """Read a kept file again and carry out the answers."""
    from eventmgr.text.lint import lint_document

    data = base64.b64decode(draft.content)
    document = read(data, draft.filename) if draft.filename else read_text(data.decode())
    questions = []
    for place, question in enumerate(list(document.questions)):
        texts = {node.uid: node.text for node in document.nodes}
        questions.append(
            Asked(
                place=place,
                message=_(question.message) % question.params
                if question.params
                else _(question.message),
                proposal=question.proposal.text if question.proposal else "",
                action=question.proposal.action if question.proposal else "",
                kept=[texts[uid] for uid in question.nodes if uid in texts],
                taken=answers.takes(place),
            )
        )
        if answers.takes(place):
            carry_out(document, question)
        elif question in document.questions:
            document.questions.remove(question)
    document.renumber()
    printed = labels(document.nodes, document.label_style, restart=document.restarts)
    remarks = dict.fromkeys(said(remark) for remark in (*document.lint, *lint_document(document)))
    return Read(
        document=document,
        kind=TextKind(document.kind.value),
        questions=questions,
        removed=[(_(item.what), item.text) for item in document.removed],
        hints=list(remarks),
        rows=[
            Row(NodeKind(node.kind.value), node.level, label, node.text)
            for node, label in zip(document.nodes, printed, strict=True)
        ],
    )
