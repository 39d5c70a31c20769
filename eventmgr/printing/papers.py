"""What a paper says, before anybody thinks about type and pages.

Every text in here is already in the language of the paper: dates and names by the LOC rules,
designations with their marker ("Kosovo*", DES-01). A field called `html` holds inline marks that
eventmgr.text.inline has made; every other field is plain text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from eventmgr.printing.logos import Logo
from eventmgr.printing.plates import BadgePaper, TentPaper
from eventmgr.printing.tables import TablePaper

_NOTHING = Markup()


class DesignationNote(NamedTuple):
    """A marker and the sentence it stands for; the sentence is without the marker (DES-08)."""

    marker: str
    text: str


@dataclass(frozen=True)
class Organiser:
    """An organiser as the head of a paper names it; without a logo the name stands as text."""

    name: str
    acronym: str = ""
    role: str = ""
    logo: Logo | None = None


@dataclass(frozen=True)
class Masthead:
    """What the papers of one event in one language have in common.

    `language` is our code ("cnr"). `organisers` come in the agreed order and are set in equal
    rank. `short_title` stands in the foot of each page (default: the title). `note` is the line
    about the version ("Draft 2, 15 July 2016"). `designation_notes` are those of the event's
    policy: one whose marker does not occur is left out (DES-02).
    """

    title: str
    language: str
    subtitles: tuple[str, ...] = ()
    organisers: tuple[Organiser, ...] = ()
    place: str = ""
    dates: str = ""
    short_title: str = ""
    note: str = ""
    designation_notes: tuple[DesignationNote, ...] = ()


@dataclass(frozen=True)
class PrintedNode:
    """One node of a structured text, numbered already.

    `kind` is a word of the text engine (chapeau, preambular, lead-in, bullet, formula, heading,
    operative, sub-point, continuation, paragraph, closing). `label` is what stands before it in
    print ("4.", "4 bis.", "c."), "" for none. `level` is the text engine's too: operative
    paragraphs 1, sub-points 2 and 3, bullets 1 or, under a numbered paragraph, 2 and 3,
    continuations that of what they continue, headings 1 and 2.
    A call of a numbered note is `<a class="note-call" href="#note-1">1</a>`.
    """

    kind: str
    html: Markup
    label: str = ""
    level: int = 0
    uid: str = ""


@dataclass(frozen=True)
class PrintedNote:
    """A source note; `number` as its call prints it."""

    number: int | str
    html: Markup


@dataclass(frozen=True)
class Annex:
    """What is attached to a text: a heading and paragraphs with inline marks.

    `language` is our code where the words are in another language than the paper's.
    """

    heading: str
    paragraphs: tuple[Markup, ...]
    language: str = ""


@dataclass(frozen=True)
class SealMark:
    """How a reader checks a sealed paper: its address, its picture code and its fingerprint.

    `code` is the address as a QR code, a picture of its own (`data:`); `fingerprint` the SHA-256
    of the sealed text in hexadecimal figures.
    """

    address: str
    code: str
    fingerprint: str


@dataclass(frozen=True)
class TextPaper:
    """A concept paper, conclusions or a press release.

    `doc_type` is "concept-paper", "conclusions" or "press-release"; `heading` replaces the words
    printed for it. `outdated` are labels of paragraphs that are behind the authentic text
    (without the full stop: "4", "6"); it is used with `courtesy_translation`.
    `authentic_language` is a name in the language of the paper. `closing` is the line of place
    and date at the end; `signatures` are lines under it. `symbol` is the secretariat's own number
    of the paper. `annexes` begin after the notes, and `seal` closes a sealed paper.
    """

    masthead: Masthead
    doc_type: str
    nodes: tuple[PrintedNode, ...]
    heading: str = ""
    notes: tuple[PrintedNote, ...] = ()
    adoption_note: str = ""
    closing: str = ""
    signatures: tuple[str, ...] = ()
    courtesy_translation: bool = False
    outdated: tuple[str, ...] = ()
    authentic_language: str = ""
    disclaimer: str = ""
    symbol: str = ""
    annexes: tuple[Annex, ...] = ()
    seal: SealMark | None = None


@dataclass(frozen=True)
class AgendaPerson:
    """A person of an item; `role` is a code of the agenda (moderator, rapporteur, …) or a word."""

    role: str
    name: str
    post: str = ""
    designation: str = ""


@dataclass(frozen=True)
class AgendaItem:
    """A row of the agenda: times as printed ("09:00"), `kind` as the agenda stores it."""

    start: str
    end: str
    title: str
    kind: str = "session"
    description: Markup = _NOTHING
    room: str = ""
    people: tuple[AgendaPerson, ...] = ()
    languages: str = ""


@dataclass(frozen=True)
class AgendaDay:
    """One day; `heading` is the date in words."""

    heading: str
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True)
class AgendaPaper:
    """The agenda; its version stands in `masthead.note`. `time_zone_note` as LOC-23 says."""

    masthead: Masthead
    days: tuple[AgendaDay, ...]
    languages: str = ""
    time_zone_note: str = ""


@dataclass(frozen=True)
class ListedPerson:
    """A line of the list: `name` is complete as printed ("Mr. Dejan ŠAHOVIĆ", LOC-42).

    `contacts` only where the person agreed (PRIV-02).
    """

    name: str
    post: str = ""
    institution: str = ""
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delegation:
    """People under one heading; the heading is the designation with its marker."""

    heading: str
    people: tuple[ListedPerson, ...]


@dataclass(frozen=True)
class ListBlock:
    """A block of the list in the order of DES-15; the block of delegations may have no heading."""

    heading: str
    delegations: tuple[Delegation, ...]


@dataclass(frozen=True)
class ListPaper:
    """The list of participants. `final` is None where the list is neither of the two."""

    masthead: Masthead
    blocks: tuple[ListBlock, ...]
    final: bool | None = None
    disclaimer: str = ""


@dataclass(frozen=True)
class LetterPaper:
    """An invitation letter or note.

    `place_date` is one line. `addressee` lines start with the post, not the person. Paragraphs
    hold inline marks. `signatory` is name, then post; a note has none. Annexes are numbered here.
    """

    masthead: Masthead
    addressee: tuple[str, ...]
    subject: str
    paragraphs: tuple[Markup, ...]
    place_date: str = ""
    reference: str = ""
    salutation: str = ""
    valediction: str = ""
    signatory: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotePaper:
    """A note verbale: in the third person, unsigned, initialled and stamped by hand.

    `place_date` and the lines of the `addressee` stand below the text, the addressee last and on
    the left (LIFE table, row 4).
    """

    masthead: Masthead
    addressee: tuple[str, ...]
    paragraphs: tuple[Markup, ...]
    place_date: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Bundle:
    """Several papers of one language in one file, each on pages of its own with its own notes."""

    papers: tuple[LetterPaper | NotePaper, ...]

    @property
    def masthead(self) -> Masthead:
        """The head of the first paper, for the title of the file."""
        return self.papers[0].masthead


@dataclass(frozen=True)
class KeyFigure:
    """One figure of a plan, with the sentence that explains it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class BoothLine:
    """A booth: its name, what it works between, and the people needed and named."""

    name: str
    languages: str
    team: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChannelLine:
    """A channel of the receivers; 0 is the floor."""

    number: int
    label: str


@dataclass(frozen=True)
class CoverageMatrix:
    """Who is understood by whom in one session (1.5): `cells[row][column]` as printed.

    `legend` explains the signs that occur, for example ("R:en", "relay through English").
    """

    caption: str
    targets: tuple[str, ...]
    sources: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PlanPaper:
    """The interpretation plan for the booth, the supplier and the budget holder."""

    masthead: Masthead
    figures: tuple[KeyFigure, ...] = ()
    booths: tuple[BoothLine, ...] = ()
    channels: tuple[ChannelLine, ...] = ()
    matrices: tuple[CoverageMatrix, ...] = ()
    receivers: tuple[KeyFigure, ...] = ()
    equipment: tuple[KeyFigure, ...] = ()
    # What is looked at when the booths stand (INT-33).
    checks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    waiver: str = ""


@dataclass(frozen=True)
class Signer:
    """A row of an attendance sheet."""

    name: str
    institution: str = ""
    designation: str = ""


@dataclass(frozen=True)
class SheetDay:
    """The people who sign on one day (or half day)."""

    heading: str
    people: tuple[Signer, ...]


@dataclass(frozen=True)
class SheetPaper:
    """Attendance sheets: each page is signed, so each page is a document of its own (DES-03).

    `project` is the donor's line; `privacy` says why the data are kept; `blank_rows` are left
    for people who come unannounced, on the last sheet of each day.
    """

    masthead: Masthead
    days: tuple[SheetDay, ...]
    project: str = ""
    privacy: str = ""
    blank_rows: int = 4


Paper = (
    TextPaper
    | AgendaPaper
    | ListPaper
    | LetterPaper
    | NotePaper
    | PlanPaper
    | SheetPaper
    | TablePaper
    | BadgePaper
    | TentPaper
)
