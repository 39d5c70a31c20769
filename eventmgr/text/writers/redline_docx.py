"""Two editions of a text as one Word file with tracked changes, each in its author's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from eventmgr.text.edition import EditionParagraph, Work
from eventmgr.text.writers.docx import finish, fixed_label, list_properties
from eventmgr.text.writers.lists import Place, bullet_levels, depth_of, places
from eventmgr.text.writers.word.changes import Hand, Ledger, Marks, followed, stretches
from eventmgr.text.writers.word.frame import end_lines, title_lines
from eventmgr.text.writers.word.numbers import numbering_part
from eventmgr.text.writers.word.runs import Book
from eventmgr.text.writers.word.styles import style_of
from eventmgr.text.writers.word.xml import Element, make, name, paragraph

__all__ = ["Hand", "Steps", "write_redline"]

#: {uid: the wordings after the first edition, in order, and whose each is}; "" for deleting.
Steps = Mapping[str, Sequence[tuple[str, Hand]]]


class _Row(NamedTuple):
    """A paragraph of the redline. `fate`: kept, added, struck, from, to (moved)."""

    one: EditionParagraph
    fate: str


@dataclass
class _Writer:
    book: Book
    language: str
    hand: Hand
    before: Mapping[str, str]
    after: Mapping[str, str]
    steps: Steps
    ledger: Ledger = field(default_factory=Ledger)

    def tracked(self, uid: str) -> list[tuple[str, Hand]]:
        """The steps of a paragraph; what no step says is the change of who hands it out."""
        steps = list(self.steps.get(uid, ()))
        wanted = self.after.get(uid, "")
        last = steps[-1][0] if steps else self.before.get(uid, "")
        return steps if last == wanted else [*steps, (wanted, self.hand)]

    def first(self, uid: str) -> Hand:
        """Who added a paragraph."""
        steps = self.tracked(uid)
        return steps[0][1] if steps else self.hand

    def last(self, uid: str) -> Hand:
        """Who struck or moved a paragraph."""
        steps = self.tracked(uid)
        return steps[-1][1] if steps and not self.after.get(uid) else self.hand

    def paragraph(self, row: _Row, place: Place | None, bullet: int) -> Element:
        one, uid = row.one, row.one.uid
        properties = list_properties(one, place, bullet)
        mark, content = getattr(self, f"_{row.fate}")(uid)
        if mark is not None:
            properties.append(make("w:rPr", mark))
        label = fixed_label(one, place)
        if row.fate in {"struck", "from"} and label:
            label = [Marks(self.ledger, struck=self.last(uid)).around(run) for run in label]
            for text in [node for run in label for node in run.iter(make("w:t").tag)]:
                text.tag = make("w:delText").tag
        return paragraph(style_of(one.kind, one.level), *label, *content, properties=properties)

    def _runs(self, uid: str, base: str, steps: Iterable[tuple[str, Hand]]) -> list[Element]:
        out: list[Element] = []
        for put_in, struck, found in stretches(followed(base, steps)):
            change = Marks(self.ledger, put_in, struck) if put_in or struck else None
            out += self.book.runs_of(found, change=change)
        return out

    def _kept(self, uid: str) -> tuple[Element | None, list[Element]]:
        return None, self._runs(uid, self.before.get(uid, ""), self.tracked(uid))

    def _added(self, uid: str) -> tuple[Element | None, list[Element]]:
        mark = self.ledger.mark("w:ins", self.first(uid))
        return mark, self._runs(uid, "", self.tracked(uid))

    def _struck(self, uid: str) -> tuple[Element | None, list[Element]]:
        mark = self.ledger.mark("w:del", self.last(uid))
        return mark, self._runs(uid, self.before.get(uid, ""), self.tracked(uid))

    def _from(self, uid: str) -> tuple[Element | None, list[Element]]:
        """What stood here before it was moved, in its old wording."""
        found = followed(self.before.get(uid, ""), [])
        hand = self.hand
        marks = Marks(self.ledger, struck=hand, moved="w:moveFrom")
        runs = [
            run
            for _, _, group in stretches(found)
            for run in self.book.runs_of(group, change=marks)
        ]
        return self._move("From", uid, hand, runs)

    def _to(self, uid: str) -> tuple[Element | None, list[Element]]:
        """What was moved here, with what was changed on the way."""
        runs: list[Element] = []
        for put_in, struck, found in stretches(
            followed(self.before.get(uid, ""), self.tracked(uid))
        ):
            if struck is not None:
                continue
            if put_in is None:
                change = Marks(self.ledger, put_in=self.hand, moved="w:moveTo")
            else:
                change = Marks(self.ledger, put_in=put_in)
            runs += self.book.runs_of(found, change=change)
        return self._move("To", uid, self.hand, runs)

    def _move(
        self, way: str, uid: str, hand: Hand, runs: list[Element]
    ) -> tuple[Element, list[Element]]:
        start = self.ledger.mark(f"w:move{way}RangeStart", hand)
        start.set(name("w:name"), f"move{uid}")
        end = make(f"w:move{way}RangeEnd", id=self.ledger.used)
        return self.ledger.mark(f"w:move{way}", hand), [start, *runs, end]


def write_redline(
    before: Work, after: Work, language: str, *, hand: Hand, steps: Steps | None = None
) -> bytes:
    """Return a .docx file that turns one edition into a later one by tracked changes.

    `steps` tell who changed what in between; what they do not tell is in the name of `hand`.
    Paragraphs are matched by uid: added, struck and moved ones are marked as such. Refusing all
    changes gives the words of the first edition, accepting all those of the second; numbers are
    Word's own and count again. Raises KeyError where the later edition has no head in the
    language.
    """
    head = after.heads[language]
    book = Book({note.marker: note.text for note in head.designation_notes})
    old, new = _in_language(before, language), _in_language(after, language)
    writer = _Writer(book, language, hand, old, new, steps or {})
    rows = _rows(
        [one for one in before.edition.paragraphs if one.uid in old],
        [one for one in after.edition.paragraphs if one.uid in new],
    )
    body = make("w:body", *title_lines(book, head))
    spots = _places(rows, after.edition.label_style)
    deep = bullet_levels(after.edition.kind, [row.one for row in rows])
    for row, place, bullet in zip(rows, spots, deep, strict=True):
        body.append(writer.paragraph(row, place, bullet))
    closed = any(row.one.kind == "closing" for row in rows)
    body.extend(end_lines(book, head, closed))
    numbering = numbering_part(after.edition.label_style, spots)
    return finish(body, book, head, language, numbering, kind=after.edition.kind)


def _in_language(work: Work, language: str) -> dict[str, str]:
    return {
        one.uid: one.texts[language] for one in work.edition.paragraphs if one.texts.get(language)
    }


def _places(rows: Sequence[_Row], style: str) -> list[Place | None]:
    """The lists of the new edition; a struck paragraph stands in the list around it."""
    living = [row.one for row in rows if row.fate not in {"struck", "from"}]
    found = iter(places(living, style))
    above = [0, 0, 0]
    out: list[Place | None] = []
    for row in rows:
        if row.fate in {"struck", "from"}:
            depth = depth_of(row.one)
            out.append(None if depth is None else Place(depth, 0, above[depth]))
            continue
        place = next(found)
        if place is not None:
            above[place.depth :] = [place.list] * (3 - place.depth)
        out.append(place)
    return out


def _rows(old: list[EditionParagraph], new: list[EditionParagraph]) -> list[_Row]:
    """Both editions as one run: what stays is the longest run of paragraphs in one order."""
    at = {one.uid: place for place, one in enumerate(new)}
    shared = [at[one.uid] for one in old if one.uid in at]
    staying = {new[place].uid for place in _longest_rise(shared)}
    waiting = list(old)
    rows: list[_Row] = []

    def leave() -> None:
        """What stood here, before the next paragraph that stays."""
        while waiting and waiting[0].uid not in staying:
            one = waiting.pop(0)
            rows.append(_Row(one, "from" if one.uid in at else "struck"))

    had = {one.uid for one in old}
    for one in new:
        leave()
        if one.uid in staying:
            waiting.pop(0)
            rows.append(_Row(one, "kept"))
        else:
            rows.append(_Row(one, "to" if one.uid in had else "added"))
    leave()
    return rows


def _longest_rise(values: Sequence[int]) -> list[int]:
    """The longest rising part of a list of different numbers."""
    best: list[tuple[int, int]] = []  # (length, index of the one before) for each value
    for index, value in enumerate(values):
        length, before = 1, -1
        for other in range(index):
            if values[other] < value and best[other][0] >= length:
                length, before = best[other][0] + 1, other
        best.append((length, before))
    if not best:
        return []
    index = max(range(len(best)), key=lambda place: best[place][0])
    found = []
    while index >= 0:
        found.append(values[index])
        index = best[index][1]
    return found[::-1]
