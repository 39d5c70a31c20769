"""Entries that may be the same organisation, and why one thinks so (DES-19)."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.database import db
from eventmgr.directory.matching import acronyms_in, matching_key
from eventmgr.directory.models import DistinctOrganisations, Organisation
from eventmgr.i18n.names import fold

# A name of fewer words stands in too many others to say anything.
WORDS_WITHIN = 3
# Longer names are not looked for inside each other.
WORDS_MOST = 14
# Shorter words differ by a letter and mean something else.
LETTERS = 5
# So many names that differ in one word are a series (offices by town): a letter says nothing.
SERIES = 40


class Reason(enum.StrEnum):
    """Why two entries may be the same, the surest first."""

    SAME = "same name"
    FORMER = "former name"
    ORDER = "same words"
    ACRONYM = "same acronym"
    LETTER = "one letter"
    WITHIN = "one name within the other"


SURE = frozenset({Reason.SAME, Reason.FORMER})
_RANK = {reason: number for number, reason in enumerate(Reason)}


@dataclass(frozen=True)
class Entry:
    """What is compared of an organisation; `names` are those of today."""

    id: int
    designation_id: int | None
    names: tuple[str, ...]
    former: tuple[str, ...] = ()
    acronym: str = ""

    def keys(self) -> list[str]:
        """Return the keys of the names of today."""
        return list(dict.fromkeys(key for name in self.names if (key := matching_key(name))))

    def all_keys(self) -> list[str]:
        """Return the keys of all names, former ones last."""
        former = (key for name in self.former if (key := matching_key(name)))
        return list(dict.fromkeys([*self.keys(), *former]))

    def acronyms(self) -> set[str]:
        """Return the folded acronyms, also those in brackets behind a name."""
        found = {short for name in self.names for short in acronyms_in(name)}
        return found | {fold(self.acronym)} - {""}


class NameIndex:
    """Finds entries under other spellings without comparing each with each.

    Every capital has a Ministry of Interior: only entries of one designation are compared. An
    entry of no designation may lack it by mistake, so an equal name is enough for it.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries: dict[int, Entry] = {}
        self._same: dict[str, list[int]] = defaultdict(list)
        self._former: dict[str, list[int]] = defaultdict(list)
        self._acronym: dict[tuple[int | None, str], list[int]] = defaultdict(list)
        self._order: dict[tuple[int | None, tuple[str, ...]], list[int]] = defaultdict(list)
        self._letter: dict[tuple[int | None, int, tuple[str, ...]], list[tuple[str, int]]]
        self._letter = defaultdict(list)
        self._whole: dict[tuple[int | None, str], list[int]] = defaultdict(list)
        self._within: dict[tuple[int | None, str], list[int]] = defaultdict(list)
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take an entry in."""
        self.entries[entry.id] = entry
        place = entry.designation_id
        current = entry.keys()
        for key in current:
            self._same[key].append(entry.id)
        for key in entry.all_keys():
            if key not in current:
                self._former[key].append(entry.id)
            words = key.split()
            if len(words) > 1:
                self._order[place, tuple(sorted(words))].append(entry.id)
            for at, word, rest in _without_one(words):
                self._letter[place, at, rest].append((word, entry.id))
            self._whole[place, key].append(entry.id)
            for part in _parts(words):
                self._within[place, part].append(entry.id)
        for acronym in entry.acronyms():
            self._acronym[place, acronym].append(entry.id)

    def find(self, entry: Entry) -> list[tuple[int, Reason]]:
        """Return the other entries that may be this one with the best reason, surest first."""
        found: dict[int, Reason] = {}

        def note(number: int, reason: Reason) -> None:
            if number != entry.id and (number not in found or _RANK[reason] < _RANK[found[number]]):
                found[number] = reason

        place = entry.designation_id
        current = set(entry.keys())
        for key in entry.all_keys():
            for number in self._same.get(key, ()):
                if self._comparable(number, place):
                    note(number, Reason.SAME if key in current else Reason.FORMER)
            for number in self._former.get(key, ()):
                if self.entries[number].designation_id == place:
                    note(number, Reason.FORMER)
            words = key.split()
            if len(words) > 1:
                for number in self._order.get((place, tuple(sorted(words))), ()):
                    note(number, Reason.ORDER)
            for at, word, rest in _without_one(words):
                alike = self._letter.get((place, at, rest), [])
                for other, number in alike if len(alike) <= SERIES else ():
                    if one_letter_apart(word, other):
                        note(number, Reason.LETTER)
            for number in self._within.get((place, key), ()):
                note(number, Reason.WITHIN)
            for part in _parts(words):
                for number in self._whole.get((place, part), ()):
                    note(number, Reason.WITHIN)
        for acronym in entry.acronyms():
            for number in self._acronym.get((place, acronym), ()):
                note(number, Reason.ACRONYM)
        return sorted(found.items(), key=lambda pair: (_RANK[pair[1]], pair[0]))

    def _comparable(self, number: int, place: int | None) -> bool:
        other = self.entries[number].designation_id
        return other == place or other is None or place is None


def _parts(words: list[str]) -> list[str]:
    """Return each run of at least three words that is not the whole name."""
    if len(words) > WORDS_MOST:
        return []
    return [
        " ".join(words[at : at + length])
        for length in range(WORDS_WITHIN, len(words))
        for at in range(len(words) - length + 1)
    ]


def _without_one(words: list[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    if len(words) < 2:
        return
    for at, word in enumerate(words):
        if len(word) >= LETTERS and not any(char.isdigit() for char in word):
            yield at, word, tuple(words[:at] + words[at + 1 :])


def one_letter_apart(one: str, other: str) -> bool:
    """Tell whether one letter is missing, changed or exchanged with the next between two words."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    at = next((i for i, c in enumerate(shorter) if c != longer[i]), len(shorter))
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    if shorter[at + 1 :] == longer[at + 1 :]:
        return True
    return (
        shorter[at : at + 2] == longer[at : at + 2][::-1] and shorter[at + 2 :] == longer[at + 2 :]
    )


def entry_of(row: Organisation) -> Entry:
    """Return what is compared of a row."""
    return Entry(
        row.id,
        row.designation_id,
        tuple(row.names.values()),
        tuple(row.former_names),
        row.acronym,
    )


def entries() -> list[Entry]:
    """Return every entry of the directory that was not merged into another, in one query."""
    rows = db.session.execute(
        select(
            Organisation.id,
            Organisation.designation_id,
            Organisation.names,
            Organisation.former_names,
            Organisation.acronym,
        )
        .where(Organisation.merged_into_id.is_(None))
        .order_by(Organisation.id)
    )
    return [
        Entry(number, place, tuple(names.values()), tuple(former), acronym)
        for number, place, names, former, acronym in rows
    ]


def look_alikes(entry: Entry) -> list[tuple[int, Reason]]:
    """Return the entries of the directory that may be this one, surest first; one query."""
    words = {word for key in entry.all_keys() for word in key.split()} | entry.acronyms()
    place = entry.designation_id
    near = (
        other
        for other in entries()
        if (
            (place is None or other.designation_id in (place, None))
            and any(word in words for key in other.all_keys() for word in key.split())
        )
        or other.acronyms() & words
    )
    return NameIndex(near).find(entry)


@dataclass(frozen=True)
class Pair:
    """Two entries that look the same."""

    one: int
    other: int
    reason: Reason


def fingerprint() -> tuple[object, ...]:
    """Return figures that change with every change of the directory."""
    row = db.session.execute(
        select(
            func.count(Organisation.id),
            func.coalesce(func.max(Organisation.id), 0),
            func.coalesce(func.sum(Organisation.version), 0),
            func.coalesce(func.sum(Organisation.merged_into_id), 0),
            func.coalesce(func.sum(func.length(Organisation.search_key)), 0),
            func.max(Organisation.created_at),
        )
    ).one()
    return tuple(str(value) for value in row)


# What was found last; comparing 5,000 entries takes half a second, a change is seen by its figures.
_found: dict[tuple[object, ...], list[Pair]] = {}


def possible_duplicates() -> list[Pair]:
    """Return all pairs that look the same and were not said to be different, surest first."""
    mark = (str(db.engine.url), *fingerprint())
    pairs = _found.get(mark)
    if pairs is None:
        index = NameIndex(entries())
        best: dict[tuple[int, int], Reason] = {}
        for entry in index.entries.values():
            for number, reason in index.find(entry):
                pair = (min(entry.id, number), max(entry.id, number))
                if pair not in best or _RANK[reason] < _RANK[best[pair]]:
                    best[pair] = reason
        pairs = sorted(
            (Pair(one, other, reason) for (one, other), reason in best.items()),
            key=lambda pair: (_RANK[pair.reason], pair.one, pair.other),
        )
        _found.clear()
        _found[mark] = pairs
    said = db.session.execute(select(DistinctOrganisations.one_id, DistinctOrganisations.other_id))
    different = {frozenset(row) for row in said}
    return [pair for pair in pairs if frozenset((pair.one, pair.other)) not in different]
