"""Clearing a paper: naming approvers, circulating, answers, reminders, release (LIFE-01)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from eventmgr.audit.actions import record
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db, lock, now
from eventmgr.drafting.actions import Refused, add_comment
from eventmgr.drafting.changing import hold
from eventmgr.drafting.models import Comment, StructuredText, TextKind
from eventmgr.drafting.queries import Tree, find_node
from eventmgr.events.models import Event
from eventmgr.mail.actions import cancel_unsent
from eventmgr.mail.messages import address_of, send
from eventmgr.papers import links
from eventmgr.papers.models import Answer, Means, PaperApproval, PaperApprover, PaperVersion
from eventmgr.papers.snapshots import Builder, canonical, fingerprint, paper_data, read, take
from eventmgr.papers.standing import CO_ORGANISERS, latest_version, standing_of

APPROVAL = "PaperApproval"


def approvers_of(event: Event, kind: TextKind) -> list[PaperApprover]:
    """Return those whose yes a kind of paper needs, in the order they were named."""
    return list(
        db.session.scalars(
            select(PaperApprover)
            .where(PaperApprover.event_id == event.id, PaperApprover.kind == kind)
            .order_by(PaperApprover.id)
        )
    )


def find_approver(event: Event, kind: TextKind, number: int) -> PaperApprover | None:
    """Return an approver of this event and kind of paper."""
    return db.session.scalar(
        select(PaperApprover).where(
            PaperApprover.event_id == event.id,
            PaperApprover.kind == kind,
            PaperApprover.id == number,
        )
    )


def find_approval(text: StructuredText, number: int) -> PaperApproval | None:
    """Return what somebody was asked about a version of this text."""
    return db.session.scalar(
        select(PaperApproval)
        .join(PaperVersion, PaperVersion.id == PaperApproval.version_id)
        .where(PaperVersion.text_id == text.id, PaperApproval.id == number)
    )


def without_approver(event: Event, kind: TextKind) -> list[int]:
    """Return the co-organisers (organisations, in agreed order) that named nobody yet."""
    named = {row.organisation_id for row in approvers_of(event, kind)}
    return [
        row.organisation_id
        for row in event.organisers
        if row.role in CO_ORGANISERS and row.organisation_id not in named
    ]


def name_approver(
    event: Event,
    kind: TextKind,
    text: StructuredText | None,
    *,
    actor: Any,
    organisation_id: int,
    name: str,
    email: str,
    language: str,
) -> PaperApprover:
    """Name somebody whose yes is needed; where a version is out, they are asked about it too.

    Raises Refused where this person approves for this organisation already, or where the
    organisation is not among the organisers.
    """
    lock(event)
    if organisation_id not in {row.organisation_id for row in event.organisers}:
        raise Refused(_l("Please choose one of the organisers of the event."))
    email = email.strip()
    if any(
        row.organisation_id == organisation_id and row.email.casefold() == email.casefold()
        for row in approvers_of(event, kind)
    ):
        raise Refused(_l("This person approves the paper for this organisation already."))
    approver = PaperApprover(
        event_id=event.id,
        kind=kind,
        organisation_id=organisation_id,
        name=name,
        email=email,
        language=language,
    )
    db.session.add(approver)
    record(
        "name approver", approver, actor=actor, event_id=event.id, label=name,
        changes={"kind": ["", kind.value]},
    )  # fmt: skip
    version = latest_version(text) if text is not None else None
    if version is not None and version.superseded_at is None and version.cleared_at is None:
        _ask(event, kind, version, approver)
    return approver


def remove_approver(
    event: Event, text: StructuredText | None, approver: PaperApprover, *, actor: Any
) -> None:
    """Take somebody off the list; their open question is taken back, an answer they gave stays."""
    lock(event)
    version = latest_version(text) if text is not None else None
    if version is not None and version.superseded_at is None:
        for approval in list(version.approvals):
            if approval.approver_id == approver.id and approval.answer is None:
                cancel_unsent(APPROVAL, approval.id, actor=actor)
                version.approvals.remove(approval)
    record(
        "remove approver", approver, actor=actor, event_id=event.id, label=approver.name,
        changes={"kind": [approver.kind.value, ""]},
    )  # fmt: skip
    db.session.delete(approver)
    db.session.flush()
    if version is not None:
        _settle(event, version)


def circulate(
    event: Event, text: StructuredText, tree: Tree, build: Builder, *, actor: Any, note: str = ""
) -> PaperVersion:
    """Send the text as it stands to all approvers as the next version.

    Everything it prints is kept. Raises Refused where a co-organiser named nobody, or where the
    very same text is out already; NotPrintable or NamesMissing where it cannot be printed.
    """
    hold(text)
    approvers = approvers_of(event, text.kind)
    if without_approver(event, text.kind):
        raise Refused(_l("Each co-organiser needs somebody who approves this paper."))
    if not approvers:
        raise Refused(_l("Please name somebody who approves this paper."))
    before = latest_version(text)
    snapshot = take(event, tree, build)
    if before is not None and before.superseded_at is None:
        if before.snapshot == snapshot:
            raise Refused(_l("This very text is with the approvers already."))
        before.superseded_at = now()
        before.superseded_by_id = getattr(actor, "id", None)
    if before is not None:
        for approval in before.approvals:
            links.void(approval)
            cancel_unsent(APPROVAL, approval.id, actor=actor)
    version = PaperVersion(
        text_id=text.id,
        number=before.number + 1 if before else 1,
        circulated_by_id=getattr(actor, "id", None),
        note=note,
        snapshot=snapshot,
        sha256=fingerprint(snapshot),
    )
    db.session.add(version)
    db.session.flush()
    record(
        "circulate paper", version, actor=actor, event_id=event.id, label=text.kind.value,
        changes={"number": [before.number if before else 0, version.number]},
    )  # fmt: skip
    for approver in approvers:
        _ask(event, text.kind, version, approver)
    return version


def _ask(
    event: Event, kind: TextKind, version: PaperVersion, approver: PaperApprover
) -> PaperApproval:
    approval = PaperApproval(
        version_id=version.id,
        approver_id=approver.id,
        organisation_id=approver.organisation_id,
        name=approver.name,
        email=approver.email,
        language=approver.language,
        asked_at=now(),
    )
    version.approvals.append(approval)
    db.session.flush()
    _write(event, kind, version, approval, "clearance")
    return approval


def _write(
    event: Event, kind: TextKind, version: PaperVersion, approval: PaperApproval, template: str
) -> None:
    """Write the message with a new link; an older link of the same question ends."""
    token = links.issue(approval)
    send(
        template,
        to_email=approval.email,
        to_name=approval.name,
        language=approval.language,
        event=event,
        context={
            "kind": kind.value,
            "number": version.number,
            "note": version.note,
            "link": address_of(f"/clearance/{token}"),
        },
        subject_type=APPROVAL,
        subject_id=approval.id,
    )


def find_by_token(token: str) -> PaperApproval | None:
    """Return the question a personal link leads to; None where the link is wrong or over."""
    approval = db.session.scalar(
        select(PaperApproval).where(PaperApproval.token_hash == links.hash_of(token))
    )
    return approval if approval is not None and links.is_alive(approval) else None


def give_answer(
    event: Event,
    approval: PaperApproval,
    answer: Answer,
    *,
    actor: Any,
    means: Means,
    note: str = "",
    paragraph: str = "",
) -> None:
    """Keep what an approver says: who, when, by what means; the last yes clears the version.

    Where changes are asked for in a `paragraph` (its uid), the words stand beside it as well.

    `actor` is the user who writes an answer down, or "approver" where it came by the link. An
    answer may be changed until the version is cleared. Raises Refused afterwards, and where the
    text was edited meanwhile.
    """
    version = approval.version
    beside = paragraph if answer is Answer.CHANGES else ""
    if beside:
        # In the order of every edit: first the text, then its version.
        hold(version.document)
    lock(version)
    if version.superseded_at is not None:
        raise Refused(
            _l(
                "This version has been edited in the meantime. You will be asked about the next "
                "one."
            )
        )
    if version.cleared_at is not None:
        raise Refused(_l("This version is cleared already. Thank you."))
    if answer is Answer.CHANGES and not note.strip():
        raise Refused(_l("Please write what should be changed."))
    before = approval.answer
    approval.answer = answer
    approval.answered_at = now()
    approval.note = note.strip()
    approval.means = means
    approval.recorded_by_id = getattr(actor, "id", None)
    record(
        "answer clearance", approval, actor=actor if hasattr(actor, "id") else approval.name,
        event_id=event.id, label=approval.name,
        changes={
            "answer": [before.value if before else "", answer.value],
            "means": ["", means.value],
            "note": ["", approval.note],
        },
    )  # fmt: skip
    if beside:
        _remark(version.document, beside, approval, actor)
    _settle(event, version)


def _remark(text: StructuredText, uid: str, approval: PaperApproval, actor: Any) -> None:
    """Put the words of an approver beside the paragraph they are about, once."""
    node = find_node(text, uid)
    body = f"{approval.name}: {approval.note}"
    if node is None or db.session.scalar(
        select(Comment.id).where(
            Comment.node_id == node.id, Comment.body == body, Comment.resolved_at.is_(None)
        )
    ):
        return
    add_comment(text, node, body, actor=actor if hasattr(actor, "id") else approval.name)


def _settle(event: Event, version: PaperVersion) -> None:
    """Clear the version where every co-organiser is asked and everybody asked said yes."""
    if version.cleared_at is not None or version.superseded_at is not None:
        return
    if not version.approvals or any(one.answer is not Answer.YES for one in version.approvals):
        return
    asked = {one.organisation_id for one in version.approvals}
    needed = {row.organisation_id for row in event.organisers if row.role in CO_ORGANISERS}
    if needed <= asked:
        version.cleared_at = now()
        record(
            "clear paper", version, actor="eventmgr", event_id=event.id,
            label=version.document.kind.value, changes={"number": [None, version.number]},
        )  # fmt: skip


def remind(event: Event, kind: TextKind, approval: PaperApproval, *, actor: Any) -> None:
    """Ask once more, with a newer link; raises Refused where there is nothing to ask any more."""
    version = approval.version
    lock(version)
    if version.superseded_at is not None or approval.answer is Answer.YES:
        raise Refused(_l("This person need not be asked any more."))
    cancel_unsent(APPROVAL, approval.id, actor=actor)
    approval.reminders += 1
    approval.reminded_at = now()
    _write(event, kind, version, approval, "clearance_reminder")
    record(
        "remind approver", approval, actor=actor, event_id=event.id, label=approval.name,
        changes={"reminders": [approval.reminders - 1, approval.reminders]},
    )  # fmt: skip


def supersede(text: StructuredText, *, actor: Any) -> None:
    """Begin the next version for an edit beside the paragraphs (LIFE-01)."""
    version = latest_version(text)
    if version is not None and version.superseded_at is None:
        version.superseded_at = now()
        version.superseded_by_id = getattr(actor, "id", None)


# Whoever registers, is written to or signs in changes nothing that a paper prints.
_NO_FACTS = ("Invitation", "Mail", "Nomination", "Registration", "User")
_MOST_COMPARED = 256
_compared: dict[tuple[Hashable, ...], list[str]] = {}


def facts_changed(event: Event, tree: Tree, version: PaperVersion, build: Builder) -> list[str]:
    """Return the languages in which the event's facts have changed since the circulation.

    Every language is built and compared. As long as neither the event nor the record of changes
    says anything new, the answer stays what it was.
    """
    state = _state_of_facts(event, tree, version)
    if state not in _compared:
        kept = read(version).papers
        found = [
            code
            for code in tree.languages
            if code in kept and canonical(paper_data(build(event, code))) != canonical(kept[code])
        ]
        if len(_compared) >= _MOST_COMPARED:
            _compared.clear()
        _compared[state] = found
    return list(_compared[state])


def _state_of_facts(event: Event, tree: Tree, version: PaperVersion) -> tuple[Hashable, ...]:
    newest = db.session.execute(
        select(AuditEntry.id, AuditEntry.at)
        .where(AuditEntry.subject_type.not_in(_NO_FACTS))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).first()
    columns = [str(getattr(event, column.key)) for column in type(event).__mapper__.column_attrs]
    organisers = [(row.organisation_id, row.role) for row in event.organisers]
    return (
        str(db.engine.url),
        version.id,
        version.sha256,
        tree.languages,
        tuple(newest or ()),
        tuple(columns),
        tuple(organisers),
    )


def release(
    event: Event, text: StructuredText, obstacles: list[Any], *, actor: Any
) -> PaperVersion:
    """Release the version that all cleared; raises Refused where something stands in the way."""
    hold(text)
    standing = standing_of(text)
    version = standing.circulated
    if version is None or not standing.cleared:
        raise Refused(_l("Only a version that all approvers have said yes to can be released."))
    if obstacles:
        raise Refused(obstacles[0])
    if version.released_at is None:
        version.released_at = now()
        version.released_by_id = getattr(actor, "id", None)
        record(
            "release paper", version, actor=actor, event_id=event.id, label=text.kind.value,
            changes={"number": [None, version.number]},
        )  # fmt: skip
    return version
