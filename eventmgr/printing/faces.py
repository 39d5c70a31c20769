"""The faces of badges and tent cards: sizes of type, places, and the note on each (DES-03)."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from eventmgr.printing.designations import notes_for
from eventmgr.printing.fitting import LEADING, Fitted, fit
from eventmgr.printing.papers import Masthead
from eventmgr.printing.plates import Badge, BadgePaper, TentCard, TentPaper

_MM = 72 / 25.4
#: DES-03 asks for six points at least.
NOTE_SIZE = 6.2
TENT_NOTE_SIZE = 9.0
TENT_SMALLEST = 60.0
COLUMNS, ROWS = 2, 5
_NOTHING = Fitted((), 0)


@dataclass(frozen=True)
class _Size:
    """Measures of a badge in points: the room inside its margins and the types of its parts."""

    width: float
    height: float
    name: float
    comfortable: float
    head: float
    head_lines: float
    title: float
    institution: float
    designation: float
    line: float
    code: float
    role: float


_SIZES = {
    "a6": _Size(89 * _MM, 133 * _MM, 40, 20, 9, 5, 13, 12, 16, 9, 27 * _MM, 30),
    "card": _Size(79 * _MM, 48.5 * _MM, 22, 11, 6.5, 2, 7, 7.5, 9, 6.2, 15 * _MM, 12.5),
}
_LOGOS = 32.0  # the row of logos on a badge of A6, with the gap below it


@dataclass(frozen=True)
class BadgeFace:
    """One face of a badge with its type set; `space` is left free above the name, in points."""

    badge: Badge
    organisers: Fitted
    head: Fitted
    title: Fitted
    name: Fitted
    institution: Fitted
    designation: Fitted
    lines: tuple[Fitted, ...]
    role: Fitted
    notes: Fitted
    space: float
    front: bool = True


@dataclass(frozen=True)
class TentFace:
    """One face of a tent card; the upper one stands on its head before folding."""

    main: Fitted
    below: Fitted
    notes: Fitted
    space: float
    upper: bool


def _notes(texts: Iterable[str], masthead: Masthead, width: float, size: float) -> Fitted:
    """Return the notes that a face needs, each with its marker, from the words on that face."""
    seen = escape("\n".join(texts))
    needed = notes_for(seen, masthead.designation_notes)
    return _set([f"{note.marker} {note.text}" for note in needed], width, size, bold=False)


def _set(
    parts: Sequence[str], width: float, size: float, *, bold: bool, most: float = 99
) -> Fitted:
    """Return parts in one size of type, smaller only where they take more than `most` lines."""
    if not any(parts):
        return _NOTHING
    height = most * size * LEADING + 0.1
    return fit(parts, width=width, height=height, largest=size, comfortable=size, bold=bold)


def _organisers(masthead: Masthead) -> str:
    """Return the organisers that have no logo, in the agreed order."""
    names = [one.acronym or one.name for one in masthead.organisers if one.logo is None]
    return " · ".join(names)


def badge_face(badge: Badge, masthead: Masthead, size: str) -> BadgeFace:
    """Return one face with everything set so that nothing is cut: the name takes what is left."""
    place = _SIZES[size]
    large = size == "a6"
    title = masthead.short_title or masthead.title
    heads = [title, masthead.dates] if large else [title]
    organisers = _set([_organisers(masthead)] if large else [], place.width, 8, bold=True, most=2)
    head = _set(heads, place.width, place.head, bold=False, most=place.head_lines)
    # On a card the code stands beside institution and designation, on A6 below them.
    beside = place.width - (place.code + 6 if badge.code else 0)
    party = place.width if large else beside
    institution = _set([badge.institution], party, place.institution, bold=False, most=3)
    designation = _set([badge.designation], party, place.designation, bold=True, most=2)
    lines = tuple(
        _set([line], beside, place.line, bold=False, most=2) for line in badge.lines if line
    )
    said = [*organisers.lines, *heads, *badge.name, badge.institution, badge.designation]
    notes = _notes([*said, *badge.lines], masthead, place.width, NOTE_SIZE)
    side = sum(line.height for line in lines) + (place.line * 1.7 if badge.photo else 0)
    parties = institution.height + designation.height
    if large:
        logos = _LOGOS if any(one.logo for one in masthead.organisers) else 0
        taken = logos + organisers.height + head.height + parties + 18
        taken += max(side, place.code if badge.code else 0) + 10
    else:
        taken = head.height + max(parties + side + 2, place.code if badge.code else 0) + 4
    address = _set([badge.title], place.width, place.title, bold=False, most=1)
    role = _set([badge.role], place.width - 6, place.role * 0.5, bold=True, most=1)
    taken += place.role + notes.height + 4 + address.height * 1.2
    left = place.height - taken
    name = fit(
        badge.name,
        width=place.width,
        height=max(left, 24.0),
        largest=place.name,
        comfortable=place.comfortable,
    )
    space = max(left - name.height, 0) / 2
    return BadgeFace(
        badge=badge,
        organisers=organisers,
        head=head,
        title=address,
        name=name,
        institution=institution,
        designation=designation,
        lines=lines,
        role=role,
        notes=notes,
        space=space,
    )


def badge_pages(paper: BadgePaper) -> list[list[BadgeFace | None]]:
    """Return the faces page by page: one on a page of A6, ten cards on a page of A4.

    On A6 these are the fronts alone, as the back is the same page again. The backs of cards stand
    in mirrored columns, so that each lies behind its own front; None is an empty place.
    """
    faces = [badge_face(badge, paper.masthead, paper.size) for badge in paper.badges]
    if paper.size == "a6":
        return [[face] for face in faces]
    pages: list[list[BadgeFace | None]] = []
    for start in range(0, len(faces), COLUMNS * ROWS):
        fronts: list[BadgeFace | None] = [*faces[start : start + COLUMNS * ROWS]]
        pages.append(fronts)
        if paper.both_faces:
            pages.append(_mirrored(fronts))
    return pages


def _back(face: BadgeFace | None) -> BadgeFace | None:
    return replace(face, front=False) if face is not None else None


def _mirrored(fronts: Sequence[BadgeFace | None]) -> list[BadgeFace | None]:
    backs: list[BadgeFace | None] = []
    for start in range(0, len(fronts), COLUMNS):
        row = [*fronts[start : start + COLUMNS]]
        row += [None] * (COLUMNS - len(row))
        backs += [_back(face) for face in reversed(row)]
    return backs


def tent_faces(card: TentCard, masthead: Masthead) -> tuple[TentFace, TentFace]:
    """Return both faces of a tent card: 60 points or more, broken over lines before smaller."""
    width, height = 180 * _MM, 122 * _MM
    notes = _notes([*card.main, *card.below], masthead, width, TENT_NOTE_SIZE)
    room = height - notes.height - 8
    below = _NOTHING
    if card.below:
        # The name keeps room for its own sixty points, unless the main line then had less.
        main = _tent(card.main, width, room - len(card.below) * TENT_SMALLEST * LEADING)
        if main.size < TENT_SMALLEST:
            main = _tent(card.main, width, room - len(card.below) * TENT_SMALLEST / 2 * LEADING)
        largest = min(main.size, TENT_SMALLEST + 12)
        below = fit(
            card.below, width=width, height=room - main.height, largest=largest, comfortable=40
        )
    else:
        main = _tent(card.main, width, room)
    space = max(room - main.height - below.height, 0) / 2
    face = TentFace(main, below, notes, space, upper=True)
    return face, replace(face, upper=False)


def _tent(parts: Sequence[str], width: float, height: float) -> Fitted:
    return fit(parts, width=width, height=height, largest=120, comfortable=TENT_SMALLEST)


def all_tent_faces(paper: TentPaper) -> list[tuple[TentFace, TentFace]]:
    """Return the two faces of each card, a page of A4 for each pair."""
    return [tent_faces(card, paper.masthead) for card in paper.cards]


_CAMERA = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24">'
    '<path d="M2 7h5l2-3h6l2 3h5v13H2z" fill="{fill}" stroke="#000" stroke-width="1.6"/>'
    '<circle cx="12" cy="13" r="4" fill="#fff" stroke="#000" stroke-width="1.6"/>{over}</svg>'
)
_OVER = {
    "yes": "",
    "group": '<path d="M12 9v8" stroke="#000" stroke-width="1.6"/>',
    "no": '<path d="M2 22 22 2" stroke="#fff" stroke-width="5"/>'
    '<path d="M2 22 22 2" stroke="#000" stroke-width="2.6"/>',
}


def camera(photo: str) -> str:
    """Return the sign beside the words on photographs, as a data: address."""
    svg = _CAMERA.format(fill="#fff" if photo != "yes" else "#ddd", over=_OVER[photo])
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
