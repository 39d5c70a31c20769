"""Answering the reader's questions: one by one, or all as proposed."""

from __future__ import annotations

from eventmgr.text.inline import links
from eventmgr.text.model import Document, NodeKind, Question


def accept_proposal(document: Document, question: Question) -> None:
    """Do what one question proposes, in place, and strike the question.

    `join` keeps the uid of the first node; `number` makes the nodes operative paragraphs.
    """
    carry_out(document, question)
    document.renumber()


def carry_out(document: Document, question: Question) -> None:
    """Do what one question proposes without numbering anew.

    Whoever answers many questions numbers once, at the end: a long text may have thousands.
    """
    proposal = question.proposal
    if question in document.questions:
        document.questions.remove(question)
    if proposal is None or proposal.action == "keep":
        return
    present = {node.uid: node for node in document.nodes}
    nodes = [present[uid] for uid in question.nodes if uid in present]
    if proposal.action == "join" and len(nodes) == 2:
        first, second = nodes
        first.text = f"{first.text.rstrip()} {second.text.lstrip()}"
        document.nodes.remove(second)
        _rename(document, second.uid, first.uid)
    elif proposal.action == "number":
        for node in nodes:
            node.kind, node.level = NodeKind.OPERATIVE, 1
    elif proposal.action == "remove":
        for node in nodes:
            document.nodes.remove(node)
    elif proposal.action == "set" and proposal.target == "text" and nodes:
        nodes[0].text = proposal.text
    elif proposal.action == "set" and (proposal.target or "").startswith("note:"):
        for note in document.footnotes:
            if f"note:{note.number}" == proposal.target:
                note.text, note.links = proposal.text, links(proposal.text)
    elif proposal.action == "set" and proposal.target == "language":
        document.language = proposal.text


def _rename(document: Document, old: str, new: str) -> None:
    """Questions about a node that was joined to another now speak of that one."""
    for other in document.questions:
        other.nodes = [new if uid == old else uid for uid in other.nodes]


def accept_proposals(document: Document) -> Document:
    """Do everything that is proposed, in reading order, and return the document."""
    for question in list(document.questions):
        carry_out(document, question)
    document.renumber()
    return document
