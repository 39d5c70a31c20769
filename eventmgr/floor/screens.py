"""What the screens of the room show: one paragraph, in one language or in two."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, TypeVar, cast

from markupsafe import Markup
from sqlalchemy import inspect, select

from eventmgr.database import db
from eventmgr.directory.models import Footnote
from eventmgr.drafting.markup import inline_html, redline_html
from eventmgr.drafting.queries import WordingState, tree
from eventmgr.drafting.referring import places, refer_in
from eventmgr.events.models import Event
from eventmgr.floor import queries
from eventmgr.floor.lines import Board, Line, QueuedProposal
from eventmgr.floor.links import Entrance
from eventmgr.floor.models import FloorLink, LinkPurpose, Operation, ScreenMode
from eventmgr.floor.watching import At
from eventmgr.floor.words import name_of
from eventmgr.i18n.languages import html_lang
from eventmgr.text.footnotes import collect_footnotes

_MARKER = re.compile(r"\w\*(?!\w)")


@dataclass(frozen=True)
class Side:
    """A paragraph on a screen in one language.

    `state` says how the translation stands ("source" for the language of the text); `html` is ""
    where it is missing. `notes` are the paragraph's own footnotes.
    """

    language: str
    lang: str
    html: Markup
    marked: bool
    state: WordingState
    notes: tuple[tuple[str, Markup], ...] = ()

    @property
    def long(self) -> bool:
        """Tell whether there is much to read: the type starts smaller."""
        return len(self.html) > 500


@dataclass(frozen=True)
class Slide:
    """What is on the screen: a paragraph with one or two sides, or nothing yet."""

    line: Line | None
    name: str
    numbered: bool
    clean: bool
    sides: tuple[Side, ...]
    proposal: QueuedProposal | None
    designation_note: tuple[str, str] | None


def slide_of(board: Board, event: Event, languages: Iterable[str]) -> Slide:
    """Return what the screen shows in these languages."""
    line = board.on_screen
    floor = board.floor
    clean = floor is None or floor.mode is ScreenMode.CLEAN
    if line is None:
        return Slide(None, "", False, clean, (), None, None)
    proposal = board.proposal_on_screen
    sides = tuple(_side(board, line, language, clean, proposal) for language in languages)
    return Slide(
        line=line,
        name=name_of(line),
        numbered=bool(line.paragraph.reference),
        clean=clean,
        sides=sides,
        proposal=proposal,
        designation_note=designation_note(
            event, board.tree.source, [line.paragraph.text(side.language) for side in sides]
        ),
    )


def _side(
    board: Board, line: Line, language: str, clean: bool, proposal: QueuedProposal | None
) -> Side:
    wording = line.paragraph.wording(language)
    is_source = language == board.tree.source
    refer = refer_in(places(board.tree.paragraphs), language)
    notes: tuple[tuple[str, Markup], ...] = ()
    if is_source:
        old, new = changes_of(line, proposal)
        marked = not clean and old != new
        html = redline_html(old, new, refer=refer) if marked else inline_html(new, None, refer)
        notes = _notes(new)
    else:
        marked = False
        html = inline_html(wording.text, None, refer)
        notes = _notes(wording.text)
    return Side(language, html_lang(language), html, marked, wording.state, notes)


def changes_of(line: Line, proposal: QueuedProposal | None) -> tuple[str, str]:
    """Return the old and the new wording that a screen compares.

    A proposal is compared with what the text says today; where both can stand together, with
    both changes in it.
    """
    if proposal is None:
        return line.before, line.text
    if proposal.operation is Operation.DELETE:
        return line.text, ""
    if proposal.operation is Operation.ADD_AFTER:
        return "", proposal.wording
    return line.text, proposal.merged or proposal.wording


def _notes(text: str) -> tuple[tuple[str, Markup], ...]:
    if "^[" not in text:
        return ()
    _texts, notes = collect_footnotes([text])
    return tuple((str(note.number), inline_html(note.text)) for note in notes)


def designation_note(event: Event, language: str, texts: list[str]) -> tuple[str, str] | None:
    """Return the approved footnote that a typed marker needs on the same screen (DES-02)."""
    if not any(_MARKER.search(text) for text in texts):
        return None
    rows = {
        row.language: row.text
        for row in db.session.scalars(
            select(Footnote).where(
                Footnote.family == event.footnote_family, Footnote.approved_at.is_not(None)
            )
        )
    }
    best = next((code for code in (language, "en", *rows) if code in rows), None)
    return (html_lang(best), rows[best]) if best else None


def room_link(links: Iterable[FloorLink]) -> FloorLink | None:
    """Return the link for everybody in the room, the newest."""
    found = [
        link
        for link in links
        if link.purpose is LinkPurpose.DELEGATIONS and link.organisation_id is None
    ]
    return found[-1] if found else None


# --- rendered once for all watchers -----------------------------------------------------------

Made = TypeVar("Made")
_MOST = 128
_made: OrderedDict[object, Any] = OrderedDict()
_making: dict[object, Lock] = {}
_guard = Lock()


def once(key: object, make: Callable[[], Made]) -> Made:
    """Return what was made for a key, making it where nobody has.

    A change sends every watcher in the room for the same page at the same moment: the first one
    makes it, the others wait for it.
    """
    with _guard:
        if key in _made:
            _made.move_to_end(key)
            return cast(Made, _made[key])
        lock = _making.setdefault(key, Lock())
    with lock:
        with _guard:
            if key in _made:
                return cast(Made, _made[key])
        try:
            made = make()
        except BaseException:
            # What cannot be made (a language that is none) leaves nothing behind.
            with _guard:
                _making.pop(key, None)
            raise
        with _guard:
            _made[key] = made
            _making.pop(key, None)
            while len(_made) > _MOST:
                _made.popitem(last=False)
    return made


def shared_board(where: At, entrance: Entrance, languages: tuple[str, ...]) -> Board:
    """Return the floor as every screen and telephone reads it at a version, read once for all.

    Its rows are copies that belong to no session: several threads read them at once.
    """

    def make() -> Board:
        text = entrance.text
        board = queries.board(text, tree(text, languages))
        document = _copy(text)
        return replace(
            board,
            text=document,
            floor=_copy(board.floor) if board.floor is not None else None,
            tree=replace(board.tree, document=document),
            last_act=None,
        )

    key = (where.text_id, where.begun, where.text, where.screen, where.queue, "board", languages)
    return once(key, make)


Row = TypeVar("Row")


def _copy(row: Row) -> Row:
    columns = inspect(type(row)).column_attrs.keys()
    return type(row)(**{name: getattr(row, name) for name in columns})
