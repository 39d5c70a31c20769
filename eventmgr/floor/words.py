"""The floor's words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.drafting.models import NodeKind
from eventmgr.floor.lines import Line
from eventmgr.floor.models import ActKind, Operation, ProposalState, StandingState

STANDINGS = {
    StandingState.OPEN: _l("not yet discussed"),
    StandingState.AGREED: _l("agreed"),
    StandingState.BRACKETED: _l("in brackets"),
    StandingState.HELD: _l("held"),
}

# The signs of templates/macros/signs.html.
STANDING_SIGNS = {
    StandingState.OPEN: "none",
    StandingState.AGREED: "done",
    StandingState.BRACKETED: "brackets",
    StandingState.HELD: "held",
}

PROPOSALS = {
    ProposalState.PENDING: _l("waits for the chair"),
    ProposalState.ON_SCREEN: _l("on the screen"),
    ProposalState.AGREED: _l("taken into the text"),
    ProposalState.AGREED_AS_REVISED: _l("taken into the text, revised"),
    ProposalState.MERGED: _l("merged into the text"),
    ProposalState.HELD: _l("held for later"),
    ProposalState.DECLINED: _l("not taken"),
    ProposalState.WITHDRAWN: _l("withdrawn"),
}

PROPOSAL_SIGNS = {
    ProposalState.PENDING: "work",
    ProposalState.ON_SCREEN: "work",
    ProposalState.AGREED: "done",
    ProposalState.AGREED_AS_REVISED: "done",
    ProposalState.MERGED: "done",
    ProposalState.HELD: "held",
    ProposalState.DECLINED: "off",
    ProposalState.WITHDRAWN: "off",
}

OPERATIONS = {
    Operation.REPLACE: _l("new wording"),
    Operation.ADD_AFTER: _l("a new paragraph after this one"),
    Operation.DELETE: _l("delete this paragraph"),
}

# What Undo would take back.
ACTS = {
    ActKind.SCREEN: _l("what is on the screen"),
    ActKind.STAND: _l("how the paragraph stands"),
    ActKind.EDIT: _l("the last edit"),
    ActKind.BRACKET: _l("the square brackets"),
    ActKind.TAKE: _l("the proposal that was taken"),
    ActKind.DECIDE: _l("the word on the proposal"),
}

# Short names of paragraphs that carry no number, for the screens.
KINDS = {
    NodeKind.CHAPEAU: _l("Opening"),
    NodeKind.PREAMBULAR: _l("Preamble"),
    NodeKind.LEAD_IN: _l("Lead-in"),
    NodeKind.BULLET: _l("List item"),
    NodeKind.FORMULA: _l("Formula"),
    NodeKind.HEADING: _l("Heading"),
    NodeKind.OPERATIVE: _l("Paragraph"),
    NodeKind.SUB_POINT: _l("Sub-point"),
    NodeKind.CONTINUATION: _l("Continuation"),
    NodeKind.PARAGRAPH: _l("Paragraph"),
    NodeKind.CLOSING: _l("Closing line"),
}


def name_of(line: Line) -> str:
    """Return how a paragraph is called in the room: "4", "4 (c)", "Preamble 2"."""
    if line.paragraph.reference:
        return line.paragraph.reference
    kind = str(KINDS[line.paragraph.kind])
    return f"{kind} {line.ordinal}" if line.ordinal else kind
