"""The lists that leave the house: who arrives and departs when, and who sleeps how many nights.

Plain rows in, plain rows out: what a list says, and what is new since it was last sent.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from eventmgr.travel.models import Company, Journey, ListKind, RoomType, TravelMode


class Change(enum.StrEnum):
    """What became of a row since the list was last sent."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Row:
    """One person on one list.

    `words` are what the next list is compared with, without the name; `before` are those of the
    list that was sent.
    """

    person_id: int
    name: str
    words: tuple[str, ...]
    order: tuple[Any, ...]
    day: date | None = None
    at: time | None = None
    mode: TravelMode | None = None
    number: str = ""
    place: str = ""
    transfer: bool = False
    nights: int = 0
    nights_paid: int = 0
    last: date | None = None
    room: RoomType = RoomType.NONE
    company: str = ""
    change: Change = Change.SAME
    before: tuple[str, ...] = field(default=())


def leg(person_id: int, name: str, journey: Journey, kind: ListKind) -> Row | None:
    """Return somebody's arrival or departure, None where none is known or nobody travels."""
    side = "arrival" if kind is ListKind.ARRIVALS else "departure"

    def told(what: str) -> Any:
        return getattr(journey, f"{side}_{what}")

    day, at, mode = told("day"), told("time"), told("mode")
    if mode is None or mode is TravelMode.LOCAL or day is None:
        return None
    number, place, transfer = told("number"), told("place"), told("transfer")
    words = (
        day.isoformat(),
        at.strftime("%H:%M") if at else "",
        mode.value,
        number,
        place,
        "transfer" if transfer else "",
    )
    order = (day, at or time.max, mode.value, number, place)
    return Row(person_id, name, words, order, day, at, mode, number, place, transfer)


def room(person_id: int, name: str, journey: Journey) -> Row | None:
    """Return somebody's line of the rooming list, None for who needs no room or gave no days.

    Name, nights and kind of room only (LIFE-11); a companion is named, as two sleep there.
    """
    if journey.room is RoomType.NONE or journey.check_in is None or journey.check_out is None:
        return None
    nights = (journey.check_out - journey.check_in).days
    paid = nights if journey.nights_paid is None else min(journey.nights_paid, nights)
    company = journey.company_name if journey.company is not Company.NOBODY else ""
    words = (
        journey.check_in.isoformat(),
        journey.check_out.isoformat(),
        journey.room.value,
        str(paid),
        company,
    )
    return Row(
        person_id,
        name,
        words,
        (journey.check_in,),
        day=journey.check_in,
        last=journey.check_out,
        nights=nights,
        nights_paid=paid,
        room=journey.room,
        company=company,
    )


def compared(
    rows: Sequence[Row], sent: Mapping[str, Sequence[str]] | None, names: Mapping[int, str]
) -> list[Row]:
    """Return the rows marked against the list sent last, and those that fell out of it behind.

    `sent` is {registration id: words}, None where nothing was sent yet: then nothing is marked.
    `names` are those of everybody, for whom is not on the list any more.
    """
    if sent is None:
        return list(rows)
    marked = []
    for row in rows:
        before = sent.get(str(row.person_id))
        if before is None:
            marked.append(replace(row, change=Change.NEW))
        elif tuple(before) != row.words:
            marked.append(replace(row, change=Change.CHANGED, before=tuple(before)))
        else:
            marked.append(row)
    here = {str(row.person_id) for row in rows}
    gone = [
        Row(
            int(number),
            names.get(int(number), ""),
            (),
            (),
            change=Change.GONE,
            before=tuple(words),
        )
        for number, words in sent.items()
        if number not in here
    ]
    return [*marked, *sorted(gone, key=lambda row: row.name)]


def snapshot(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return what a list says now, to compare the next one with."""
    return {str(row.person_id): list(row.words) for row in rows if row.change is not Change.GONE}
