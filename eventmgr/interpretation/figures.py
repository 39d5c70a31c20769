"""The figures of a profile that nobody has checked against their source, for an event to change.

A figure is named by its place in the profile's file: `day.limit_minutes`,
`two_way_single.0.interpreters`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple

from eventmgr.interpretation.profiles import Profile, load, raw

Value = int | float | str


class Unit(StrEnum):
    """What a figure counts."""

    MINUTES = "minutes"
    HOURS = "hours"
    PEOPLE = "people"
    LANGUAGES = "languages"
    COUNTING = "counting"


class Figure(NamedTuple):
    """A figure as the profile has it."""

    place: str
    value: Value
    unit: Unit


_UNITS: Final = {
    "interpreters": Unit.PEOPLE,
    "two_way": Unit.PEOPLE,
    "per_booth": Unit.PEOPLE,
    "up_to_hours": Unit.HOURS,
    "languages_from": Unit.LANGUAGES,
    "counts": Unit.COUNTING,
}


def unverified_figures(name: str) -> list[Figure]:
    """Return the unverified figures of a profile in the order of its file.

    Raises ProfileError for an unknown name.
    """
    return list(_walk(raw(name), ""))


def _walk(node: Any, place: str) -> Iterator[Figure]:
    inside: list[tuple[str, Any]] = []
    if isinstance(node, Mapping):
        inside = list(node.items())
    elif isinstance(node, list):
        inside = [(str(number), item) for number, item in enumerate(node)]
    for key, item in inside:
        where = f"{place}.{key}" if place else key
        if isinstance(item, Mapping) and "value" in item:
            if item.get("unverified"):
                yield Figure(where, item["value"], _UNITS.get(key, Unit.MINUTES))
        else:
            yield from _walk(item, where)


def profile_with(name: str, changes: Mapping[str, Value]) -> Profile:
    """Return a profile with figures changed, by their places.

    A place that is not unverified any more is left alone: what was checked holds. Raises
    ProfileError like `load`.
    """
    return _changed(name, json.dumps(changes, sort_keys=True))


@lru_cache(maxsize=64)
def _changed(name: str, written: str) -> Profile:
    """Every page of an event asks for its profile: it is put together once for its figures."""
    changes = json.loads(written)
    if not changes:
        return load(name)
    tree = raw(name)
    for figure in unverified_figures(name):
        if figure.place not in changes:
            continue
        *way, last = figure.place.split(".")
        node: Any = tree
        for key in way:
            node = node[int(key)] if isinstance(node, list) else node[key]
        node[last] = changes[figure.place]
    return load(name, tree)
