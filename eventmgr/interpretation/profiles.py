"""Team-strength profiles: what an association or employer asks for, as data (domain 1.2).

One file of JSON per profile under profiles/, over the common one; an event may override single
figures. A figure that nobody has checked against its source is written
`{"value": 360, "unverified": true}` and is listed in `Profile.unverified`, so that a page can
say so.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeGuard

_FOLDER: Final = Path(__file__).parent / "profiles"
_COMMON: Final = "_common"
DEFAULT_PROFILE: Final = "aiic"


class ProfileError(ValueError):
    """A profile is unknown, or one of its figures cannot be used."""


@dataclass(frozen=True)
class HourStep:
    """People in a single two-way booth for days up to `up_to_minutes` (None: any length)."""

    up_to_minutes: int | None
    interpreters: int


@dataclass(frozen=True)
class BoothStep:
    """People per booth once `languages_from` languages are in use; `two_way` where it differs."""

    languages_from: int
    interpreters: int
    two_way: int


@dataclass(frozen=True)
class DayRule:
    """How long a day may be and how its minutes are counted.

    `counts` is "span" (first start to last end, coffee breaks included, lunch left out when it
    lasts `lunch_deducted_from` minutes; None never) or "interpreting" (sessions only).
    """

    limit_minutes: int
    counts: str
    lunch_deducted_from: int | None
    lunch_required: bool
    overtime_free_minutes: int
    half_day_limit_minutes: int | None
    second_team_after_minutes: int


@dataclass(frozen=True)
class TableRow:
    """A row of the AIIC table: key (floor, into, extra), then booths and interpreters."""

    floor: int
    into: int
    extra: int
    booths: int
    interpreters: int


@dataclass(frozen=True)
class Profile:
    """One profile, every figure in minutes or people.

    `teams` is "table" (the AIIC table), "rules" (the figures here) or "none" (the profile says
    nothing on teams, and the AIIC table stands in).
    """

    name: str
    title: str
    place: str
    teams: str
    alone_minutes: int | None
    two_way_single: tuple[HourStep, ...]
    per_booth: tuple[BoothStep, ...]
    relay_two_way: int | None
    by_language: Mapping[str, int]
    all_ways_minimum: Mapping[int, int]
    extra_per_booth_over_limit: int
    day: DayRule
    block_longest_minutes: int
    block_break_minutes: int
    load_minutes: int
    half_days: bool
    move_minutes: int
    consecutive_alone_minutes: int
    whispered_people: int
    whispered_alone_minutes: int
    whispered_listeners: int
    bidule_people: int
    bidule_group: int
    bidule_longest_minutes: int
    remote_per_booth: int
    remote_limit_minutes: int
    table: tuple[TableRow, ...]
    unverified: tuple[str, ...]


def names() -> list[str]:
    """Return the names of all profiles, AIIC first, then by name."""
    return list(_names())


@cache
def _names() -> tuple[str, ...]:
    found = sorted(path.stem for path in _FOLDER.glob("*.json") if path.stem != _COMMON)
    return tuple(sorted(found, key=lambda name: name != DEFAULT_PROFILE))


@cache
def _raw(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return data


def raw(name: str) -> dict[str, Any]:
    """Return a profile's file over the common one as it stands, marks of unverified figures too.

    Raises ProfileError for an unknown name.
    """
    if name not in _names():
        raise ProfileError(f"no such profile: {name!r}; there are {', '.join(names())}")
    return copy.deepcopy(_merge(_raw(_COMMON), _raw(name), path=""))


def load(name: str, overrides: Mapping[str, Any] | None = None) -> Profile:
    """Return a profile with an event's own figures put over it.

    `overrides` has the shape of the files (`{"day": {"limit_minutes": 420}}`); a figure that is
    overridden no longer counts as unverified. Raises ProfileError for an unknown name or key
    and for figures that are not whole numbers of people or minutes.
    """
    return _with(name, overrides) if overrides else _as_filed(name)


@cache
def _as_filed(name: str) -> Profile:
    return _with(name, {})


def _with(name: str, overrides: Mapping[str, Any]) -> Profile:
    merged = _merge(raw(name), overrides, path="")
    unverified: list[str] = []
    data = _figures(merged, "", unverified)
    try:
        return _build(name, data, tuple(unverified))
    except (KeyError, TypeError, AttributeError) as error:
        raise ProfileError(f"profile {name!r} is not complete: {error}") from error


_OPTIONAL: Final = frozenset({"title", "place", "table"})
_FREE: Final = frozenset({"by_language", "all_ways_minimum"})


def _is_group(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping) and "value" not in value


def _merge(base: Mapping[str, Any], over: Mapping[str, Any], path: str) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        where = f"{path}{key}"
        if key not in base and key not in _OPTIONAL and path.rstrip(".") not in _FREE:
            raise ProfileError(f"unknown figure: {where}")
        below = base.get(key)
        if _is_group(below) and _is_group(value):
            result[key] = _merge(below, value, f"{where}.")
        else:
            result[key] = value
    return result


def _figures(value: Any, path: str, unverified: list[str]) -> Any:
    """Strip the marks off the figures and note the places of the unverified ones."""
    if isinstance(value, Mapping):
        if "value" in value:
            if value.get("unverified"):
                unverified.append(path)
            return value["value"]
        dot = f"{path}." if path else ""
        return {key: _figures(item, f"{dot}{key}", unverified) for key, item in value.items()}
    if isinstance(value, list):
        return [_figures(item, f"{path}.{n}", unverified) for n, item in enumerate(value)]
    return value


def _whole(value: Any, where: str, *, least: int = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ProfileError(f"{where} must be a whole number of at least {least}, not {value!r}")
    return value


def _whole_or_none(value: Any, where: str) -> int | None:
    return None if value is None else _whole(value, where)


def _hours(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
        raise ProfileError(f"two_way_single: hours must be positive, not {value!r}")
    return round(value * 60)


def _one_of(value: Any, where: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ProfileError(f"{where} must be one of {', '.join(allowed)}, not {value!r}")
    return str(value)


def _build(name: str, data: Mapping[str, Any], unverified: tuple[str, ...]) -> Profile:
    day = data["day"]
    whispered, bidule, remote = data["whispered"], data["bidule"], data["remote"]
    steps = tuple(
        BoothStep(
            _whole(step["languages_from"], "per_booth.languages_from", least=1),
            _whole(step["interpreters"], "per_booth.interpreters", least=1),
            _whole(step.get("two_way", step["interpreters"]), "per_booth.two_way", least=1),
        )
        for step in data["per_booth"]
    )
    return Profile(
        name=name,
        title=str(data["title"]),
        place=str(data["place"]),
        teams=_one_of(data["teams"], "teams", ("table", "rules", "none")),
        alone_minutes=_whole_or_none(data["alone_minutes"], "alone_minutes"),
        two_way_single=tuple(
            sorted(
                (
                    HourStep(
                        _hours(step["up_to_hours"]),
                        _whole(step["interpreters"], "two_way_single.interpreters", least=1),
                    )
                    for step in data["two_way_single"]
                ),
                key=lambda step: (step.up_to_minutes is None, step.up_to_minutes or 0),
            )
        ),
        per_booth=tuple(sorted(steps, key=lambda step: step.languages_from)),
        relay_two_way=_whole_or_none(data["relay_two_way"], "relay_two_way"),
        by_language={
            code: _whole(people, f"by_language.{code}", least=1)
            for code, people in data["by_language"].items()
        },
        all_ways_minimum={
            int(languages): _whole(people, "all_ways_minimum", least=1)
            for languages, people in data["all_ways_minimum"].items()
        },
        extra_per_booth_over_limit=_whole(
            data["extra_per_booth_over_limit"], "extra_per_booth_over_limit"
        ),
        day=DayRule(
            limit_minutes=_whole(day["limit_minutes"], "day.limit_minutes", least=1),
            counts=_one_of(day["counts"], "day.counts", ("span", "interpreting")),
            lunch_deducted_from=_whole_or_none(
                day["lunch_deducted_from"], "day.lunch_deducted_from"
            ),
            lunch_required=bool(day["lunch_required"]),
            overtime_free_minutes=_whole(day["overtime_free_minutes"], "day.overtime_free_minutes"),
            half_day_limit_minutes=_whole_or_none(
                day["half_day_limit_minutes"], "day.half_day_limit_minutes"
            ),
            second_team_after_minutes=_whole(
                day["second_team_after_minutes"], "day.second_team_after_minutes", least=1
            ),
        ),
        block_longest_minutes=_whole(
            data["block"]["longest_minutes"], "block.longest_minutes", least=1
        ),
        block_break_minutes=_whole(data["block"]["break_minutes"], "block.break_minutes"),
        load_minutes=_whole(data["load_minutes"], "load_minutes", least=1),
        half_days=bool(data["half_days"]),
        move_minutes=_whole(data["move_minutes"], "move_minutes"),
        consecutive_alone_minutes=_whole(
            data["consecutive_alone_minutes"], "consecutive_alone_minutes"
        ),
        whispered_people=_whole(whispered["people"], "whispered.people", least=1),
        whispered_alone_minutes=_whole(whispered["alone_minutes"], "whispered.alone_minutes"),
        whispered_listeners=_whole(whispered["listeners"], "whispered.listeners", least=1),
        bidule_people=_whole(bidule["people"], "bidule.people", least=1),
        bidule_group=_whole(bidule["group"], "bidule.group", least=1),
        bidule_longest_minutes=_whole(bidule["longest_minutes"], "bidule.longest_minutes"),
        remote_per_booth=_whole(remote["per_booth"], "remote.per_booth", least=1),
        remote_limit_minutes=_whole(remote["limit_minutes"], "remote.limit_minutes"),
        table=tuple(TableRow(**row) for row in data.get("table", ())),
        unverified=unverified,
    )
