"""What changed between two wordings of one paragraph, word by word; and between three.

`redline` compares plain tokens, `marked` compares words together with their marks (so that a
change of emphasis is seen and no sign of the plain form is shown), and `three_way` lays two
changes of the same wording over one another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from eventmgr.text.inline import Span, parse

_TOKEN = re.compile(r"\w+(?:[’'\-]\w+)*|\s+|[^\w\s]", re.UNICODE)

#: An equal run of at most this many words between two changes joins them.
_SHORT_RUN = 1

#: Comparing takes up to the square of the tokens: longer texts (some 1,500 words a side) are
#: compared at their two ends only, so that nobody waits for minutes.
_MOST = 9_000_000


@dataclass(frozen=True)
class Run:
    """Where two token lists agree or differ: `old[i1:i2]` against `new[j1:j2]`."""

    equal: bool
    i1: int
    i2: int
    j1: int
    j2: int


def tokens(text: str) -> list[str]:
    """Words, spaces and single punctuation marks; joined again they give the text."""
    return _TOKEN.findall(text)


def _is_word(token: str) -> bool:
    return bool(token) and token[0].isalnum()


def _is_space(token: str) -> bool:
    return token.isspace()


def runs(
    old: Sequence[Any],
    new: Sequence[Any],
    word: Callable[[Any], bool],
    space: Callable[[Any], bool],
) -> list[Run]:
    """Agreeing and differing runs by turns, short agreeing ones folded into their neighbours.

    `word` and `space` tell what a token is; tokens are compared for equality.
    """
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    most -= start
    end = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    found = [Run(True, 0, start, 0, start)]
    if len(left) * len(right) > _MOST or not left or not right:
        found.append(Run(False, start, start + len(left), start, start + len(right)))
    else:
        # Spaces join what agrees, but never begin it: every text has as many as words.
        for tag, i1, i2, j1, j2 in SequenceMatcher(space, left, right, False).get_opcodes():
            found.append(Run(tag == "equal", start + i1, start + i2, start + j1, start + j2))
    found.append(Run(True, len(old) - end, len(old), len(new) - end, len(new)))
    return _folded([run for run in found if run.i2 > run.i1 or run.j2 > run.j1], old, word)


def _folded(runs: list[Run], old: Sequence[Any], word: Callable[[Any], bool]) -> list[Run]:
    folded: list[Run] = []
    for index, run in enumerate(runs):
        inner = 0 < index < len(runs) - 1
        short = inner and run.i2 - run.i1 <= 3
        if run.equal and short:
            short = sum(1 for token in old[run.i1 : run.i2] if word(token)) <= _SHORT_RUN
        equal = run.equal and not short
        last = folded[-1] if folded else None
        if last is not None and last.equal == equal:
            folded[-1] = Run(equal, last.i1, run.i2, last.j1, run.j2)
        else:
            folded.append(Run(equal, run.i1, run.i2, run.j1, run.j2))
    return folded


def redline(old: str, new: str) -> list[tuple[str, str]]:
    """Pairs (operation, text) with operations "equal", "delete", "insert".

    Deleted and equal texts joined give `old`, inserted and equal ones give `new`. Short equal
    runs between changes are folded in, so that a reader sees phrases and not confetti.
    """
    before, after = tokens(old), tokens(new)
    result: list[tuple[str, str]] = []
    for run in runs(before, after, _is_word, _is_space):
        if run.equal:
            result.append(("equal", "".join(before[run.i1 : run.i2])))
            continue
        if run.i2 > run.i1:
            result.append(("delete", "".join(before[run.i1 : run.i2])))
        if run.j2 > run.j1:
            result.append(("insert", "".join(after[run.j1 : run.j2])))
    return result


# --- with marks ---------------------------------------------------------------------------------

_WRAPPERS = frozenset({"em", "strong", "link", "lang"})
#: A word (a bare string; a break, call or note as a span) and the marks around it, from the
#: outermost in.
_Atom = tuple[tuple[tuple[str, str], ...], str | Span]


def _atoms(spans: Sequence[Span], around: tuple[tuple[str, str], ...] = ()) -> list[_Atom]:
    found: list[_Atom] = []
    for span in spans:
        if span.kind == "text":
            found += [(around, token) for token in tokens(span.text)]
        elif span.kind in _WRAPPERS:
            found += _atoms(span.children, (*around, (span.kind, span.value)))
        else:
            found.append((around, span))
    return found


def _text(words: list[str]) -> list[Span]:
    return [Span("text", "".join(words))] if words else []


def _spans(atoms: Sequence[_Atom]) -> tuple[Span, ...]:
    """Spans of words with marks, neighbours under the same mark together again."""
    found: list[Span] = []
    for mark, group in groupby(atoms, key=lambda atom: atom[0][:1]):
        if mark:
            inner = _spans([(around[1:], leaf) for around, leaf in group])
            found.append(Span(mark[0][0], value=mark[0][1], children=inner))
        else:
            words: list[str] = []
            for _around, leaf in group:
                if isinstance(leaf, Span):
                    found += [*_text(words), leaf]
                    words = []
                else:
                    words.append(leaf)
            found += _text(words)
    return tuple(found)


def marked(old: str, new: str) -> list[tuple[str, tuple[Span, ...]]]:
    """Like `redline`, of two inline texts: pairs (operation, spans), marks kept as marks."""
    before, after = _atoms(parse(old)), _atoms(parse(new))
    # Each atom by a number: comparing numbers is some five times as fast.
    numbers: dict[_Atom, int] = {}
    left = [numbers.setdefault(atom, len(numbers)) for atom in before]
    right = [numbers.setdefault(atom, len(numbers)) for atom in after]
    leaves = [leaf if isinstance(leaf, str) else "" for _around, leaf in numbers]
    result: list[tuple[str, tuple[Span, ...]]] = []
    found = runs(left, right, lambda one: _is_word(leaves[one]), lambda one: leaves[one].isspace())
    for run in found:
        if run.equal:
            result.append(("equal", _spans(before[run.i1 : run.i2])))
            continue
        if run.i2 > run.i1:
            result.append(("delete", _spans(before[run.i1 : run.i2])))
        if run.j2 > run.j1:
            result.append(("insert", _spans(after[run.j1 : run.j2])))
    return result


# --- three ways ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph that two people changed from the same base.

    `kind`: equal (nobody changed it), mine, theirs (one side did), both (both wrote the same
    there), collision (both changed it, differently). All three wordings are given for every
    kind; a side that inserted has "" as `base`, one that deleted has "" as its own.
    """

    kind: str
    base: str
    mine: str
    theirs: str

    @property
    def result(self) -> str | None:
        """What stands here in the merged text; None where somebody has to choose."""
        if self.kind == "collision":
            return None
        return self.theirs if self.kind == "theirs" else self.mine


@dataclass(frozen=True)
class ThreeWay:
    """Two changes of one wording laid over one another; the pieces joined give each wording."""

    pieces: tuple[Piece, ...]

    @property
    def collisions(self) -> tuple[Piece, ...]:
        """The places where both sides changed the same words differently."""
        return tuple(piece for piece in self.pieces if piece.kind == "collision")

    @property
    def merged(self) -> str | None:
        """The text with both changes; None where they collide."""
        parts = [piece.result for piece in self.pieces]
        return None if None in parts else "".join(part for part in parts if part)

    def resolved(self, side: str) -> str:
        """The text with both changes; at collisions the wording of `side`: "mine" or "theirs"."""
        return "".join(
            getattr(piece, side) if piece.result is None else piece.result for piece in self.pieces
        )


@dataclass(frozen=True)
class _Change:
    """One side's change of `base[start:end]`."""

    start: int
    end: int
    mine: bool
    words: str


def _side(base: list[str], changed: list[str], mine: bool) -> list[_Change]:
    return [
        _Change(run.i1, run.i2, mine, "".join(changed[run.j1 : run.j2]))
        for run in runs(base, changed, _is_word, _is_space)
        if not run.equal
    ]


def three_way(base: str, mine: str, theirs: str) -> ThreeWay:
    """Merge two changes of `base`, word by word.

    Changes of different sides that overlap, touch, or are parted by a space only are one place
    of the text: the same there is taken once, anything else is a collision. Swapping the sides
    swaps the answer.
    """
    words = tokens(base)
    changes = sorted(
        [*_side(words, tokens(mine), True), *_side(words, tokens(theirs), False)],
        key=lambda change: (change.start, change.end),
    )
    places: list[list[_Change]] = []
    for change in changes:
        if places and _meets(words, places[-1], change):
            places[-1].append(change)
        else:
            places.append([change])
    pieces: list[Piece] = []
    at = 0
    for place in places:
        start, end = place[0].start, max(change.end for change in place)
        pieces.append(_equal(words[at:start]))
        pieces.append(_piece(words, place, start, end))
        at = end
    pieces.append(_equal(words[at:]))
    return ThreeWay(tuple(piece for piece in pieces if piece.base or piece.mine or piece.theirs))


def _meets(words: list[str], place: list[_Change], change: _Change) -> bool:
    """Whether a change belongs to the place before it: no word stands between them."""
    end = max(one.end for one in place)
    if change.start <= end:
        return True
    other_side = any(one.mine is not change.mine for one in place)
    return other_side and all(token.isspace() for token in words[end : change.start])


def _equal(words: list[str]) -> Piece:
    text = "".join(words)
    return Piece("equal", text, text, text)


def _piece(words: list[str], place: list[_Change], start: int, end: int) -> Piece:
    def side(mine: bool) -> str:
        out: list[str] = []
        at = start
        for change in place:
            if change.mine is mine:
                out += [*words[at : change.start], change.words]
                at = change.end
        return "".join([*out, *words[at:end]])

    base, ours, others = "".join(words[start:end]), side(True), side(False)
    if ours == others:
        kind = "both"
    elif others == base:
        kind = "mine"
    elif ours == base:
        kind = "theirs"
    else:
        kind = "collision"
    return Piece(kind, base, ours, others)
