"""How a text on the floor looks: every paragraph with its standing, brackets and proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eventmgr.drafting.models import NodeKind, StructuredText
from eventmgr.drafting.queries import Paragraph, Tree
from eventmgr.floor.models import Act, Floor, Operation, ProposalState, StandingState

# Kinds that nobody agrees to by themselves; they are shown but not counted.
UNCOUNTED = frozenset({NodeKind.HEADING, NodeKind.CLOSING})
# A proposal in one of these waits for the chair.
WAITING = frozenset({ProposalState.PENDING, ProposalState.HELD})


@dataclass(frozen=True)
class OpenBracket:
    """Words in square brackets, and the delegation that asked for them ("" where unknown)."""

    uid: str
    language: str
    words: str
    owner: str


@dataclass(frozen=True)
class Stand:
    """How a paragraph stands: what was said of it, corrected by what the text says now.

    `changed`: it was agreed, and its wording is another one since; it counts as not yet
    discussed. Square brackets in the text always make it bracketed.
    """

    uid: str
    state: StandingState
    changed: bool = False
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class Progress:
    """How many paragraphs stand where; the four numbers add up to `total`."""

    agreed: int
    bracketed: int
    held: int
    open: int

    @property
    def total(self) -> int:
        """Return the number of paragraphs to agree."""
        return self.agreed + self.bracketed + self.held + self.open


@dataclass(frozen=True)
class QueuedProposal:
    """A proposal in its paragraph's queue.

    `base` is the wording the delegation had; `behind` where the paragraph says something else
    today, `collides` where both want the same words differently; `with_others` are the proposals
    that want the same words. `merged` is the present wording with the proposal's change, None
    where a person must choose.
    """

    id: int
    uid: str
    operation: Operation
    state: ProposalState
    wording: str
    base: str
    proposer: str
    institution: str
    reason: str
    at: datetime
    word: str = ""
    device_hash: str = ""
    link_id: int | None = None
    behind: bool = False
    collides: bool = False
    with_others: tuple[int, ...] = ()
    merged: str | None = None

    @property
    def waiting(self) -> bool:
        """Tell whether the chair still has to say something."""
        return self.state in WAITING or self.state is ProposalState.ON_SCREEN


@dataclass(frozen=True)
class Line:
    """A paragraph on the floor, with all that the chair has to know of it."""

    paragraph: Paragraph
    text: str
    stand: Stand
    counted: bool
    opening: str
    agreed: str | None
    # Which of the unnumbered paragraphs of its kind it is; 0 where there is only one.
    ordinal: int = 0
    brackets: tuple[OpenBracket, ...] = ()
    proposals: tuple[QueuedProposal, ...] = ()

    @property
    def uid(self) -> str:
        """Return the paragraph's uid."""
        return self.paragraph.uid

    @property
    def waiting(self) -> list[QueuedProposal]:
        """Return the proposals that the chair still has to say something on."""
        return [one for one in self.proposals if one.waiting]

    @property
    def before(self) -> str:
        """Return the wording that the redline starts from.

        What was agreed last, where the text has moved on from it; else the text as it stood when
        the floor was opened.
        """
        if self.agreed is not None and self.agreed != self.text:
            return self.agreed
        return self.opening

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to be decided here."""
        undecided = self.counted and self.stand.state is not StandingState.AGREED
        return undecided or bool(self.waiting)


@dataclass(frozen=True)
class Board:
    """The whole floor as one looks at it."""

    text: StructuredText
    floor: Floor | None
    tree: Tree
    lines: tuple[Line, ...]
    progress: Progress
    last_act: Act | None = None
    # Proposals for paragraphs that have been deleted, also by the proposal itself.
    of_deleted: tuple[QueuedProposal, ...] = ()

    def find(self, uid: str | None) -> Line | None:
        """Return a paragraph's line by its uid."""
        return next((line for line in self.lines if line.uid == uid), None)

    def by_node(self, node_id: int | None) -> Line | None:
        """Return a paragraph's line by its row."""
        return next((line for line in self.lines if line.paragraph.id == node_id), None)

    @property
    def brackets(self) -> list[OpenBracket]:
        """Return all open brackets in the order of the text."""
        return [bracket for line in self.lines for bracket in line.brackets]

    @property
    def on_screen(self) -> Line | None:
        """Return the paragraph that is on the screen."""
        return self.by_node(self.floor.node_id) if self.floor else None

    @property
    def proposal_on_screen(self) -> QueuedProposal | None:
        """Return the proposal that is on the screen."""
        if self.floor is None or self.floor.proposal_id is None:
            return None
        wanted = self.floor.proposal_id
        return next((p for line in self.lines for p in line.proposals if p.id == wanted), None)
