"""Tracked changes of Word: who put in, struck or moved what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from eventmgr.text.redline import runs, tokens
from eventmgr.text.writers.pieces import Piece, pieces
from eventmgr.text.writers.word.xml import Element, make


class Hand(NamedTuple):
    """Whose change it is, as Word names it, and when it was made (UTC)."""

    author: str
    at: datetime


@dataclass
class Token:
    """A word or sign of a paragraph, who put it in and who struck it; None for nobody."""

    piece: Piece
    put_in: Hand | None = None
    struck: Hand | None = None


@dataclass
class Ledger:
    """Numbers the changes of one file."""

    used: int = 0

    def mark(self, tag: str, hand: Hand, *content: Element) -> Element:
        """Return the mark of a change around its content."""
        self.used += 1
        return make(tag, *content, id=self.used, author=hand.author, date=_stamp(hand.at))


@dataclass
class Marks:
    """The marks around each run of one stretch: put in, struck, or both, or moved here."""

    ledger: Ledger
    put_in: Hand | None = None
    struck: Hand | None = None
    moved: str = ""
    deletes: bool = field(init=False)

    def __post_init__(self) -> None:
        """Text of a struck run has an element of its own."""
        self.deletes = self.struck is not None and self.moved != "w:moveFrom"

    def around(self, run: Element) -> Element:
        """Return the run within the marks; what was put in and struck again keeps both."""
        if self.struck is not None:
            run = self.ledger.mark(self.moved or "w:del", self.struck, run)
        if self.put_in is not None:
            tag = self.moved if self.moved == "w:moveTo" else "w:ins"
            run = self.ledger.mark(tag, self.put_in, run)
        return run


def followed(base: str, steps: Iterable[tuple[str, Hand]]) -> list[Token]:
    """Return a paragraph's words with everything that its revisions put in and struck.

    `base` is the wording at the beginning, each step a later wording and whose it is. What one
    hand puts in and strikes itself leaves no trace.
    """
    found = [Token(piece) for piece in _split(base)]
    for text, hand in steps:
        found = _step(found, _split(text), hand)
    return found


def stretches(found: Sequence[Token]) -> list[tuple[Hand | None, Hand | None, list[Piece]]]:
    """Return neighbours of one fate together: (who put in, who struck, pieces)."""
    return [
        (put_in, struck, _joined(token.piece for token in group))
        for (put_in, struck), group in groupby(found, key=lambda one: (one.put_in, one.struck))
    ]


def _step(found: list[Token], wanted: list[Piece], hand: Hand) -> list[Token]:
    live = [token for token in found if token.struck is None]
    out: list[Token] = []
    position = 0

    def take(count: int, strike: bool) -> None:
        """Take so many living words, with the struck ones that stand among them."""
        nonlocal position
        while count or (position < len(found) and found[position].struck is not None):
            token = found[position]
            position += 1
            if token.struck is not None:
                out.append(token)
                continue
            count -= 1
            if not strike:
                out.append(token)
            elif token.put_in is None or token.put_in.author != hand.author:
                out.append(Token(token.piece, token.put_in, hand))

    compared = runs([token.piece for token in live], wanted, _is_word, _is_space)
    for run in compared:
        take(run.i2 - run.i1, strike=not run.equal)
        if not run.equal:
            out.extend(Token(piece, hand) for piece in wanted[run.j1 : run.j2])
    out.extend(found[position:])
    return out


def _split(text: str) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces(text):
        if piece.kind == "text" and not piece.position:
            out += [replace(piece, text=token) for token in tokens(piece.text)]
        else:
            out.append(piece)
    return out


def _joined(found: Iterable[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in found:
        if out and piece.kind == "text" and replace(out[-1], text="") == replace(piece, text=""):
            out[-1] = replace(piece, text=out[-1].text + piece.text)
        else:
            out.append(piece)
    return out


def _is_word(piece: Piece) -> bool:
    return piece.kind == "text" and piece.text[:1].isalnum()


def _is_space(piece: Piece) -> bool:
    return piece.kind == "text" and piece.text.isspace()


def _stamp(at: datetime) -> str:
    return at.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
