"""The plan in plain text, for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from eventmgr.i18n.languages import is_known, language_name
from eventmgr.i18n.numbers import join_list


def summary(plan: Mapping[str, Any]) -> str:
    """Return the object of `plan_of` as readable lines in English."""
    return "\n".join(_lines(plan))


def _name(code: str) -> str:
    return language_name(code, "en") if is_known(code) else code


def _names(codes: list[str]) -> str:
    return join_list([_name(code) for code in codes], "en")


def _hours(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60:02d}"


def _team(team: Mapping[str, int]) -> str:
    booths, people = team["booths"], team["interpreters"]
    text = f"{booths} booth{'' if booths == 1 else 's'}"
    text += f", {people} interpreter{'' if people == 1 else 's'}"
    return f"{text}, {team['person_days']} person-days" if "person_days" in team else text


def _lines(plan: Mapping[str, Any]) -> Iterator[str]:
    yield f"Interpretation plan of {plan['event']} (profile {plan['profile']})"
    languages = plan["languages"]
    if not languages["floor"]:
        yield "No interpretation is needed, or nothing can be planned yet."
    else:
        yield f"  May be spoken:        {_names(languages['floor'])}"
        yield f"  Can be listened to:   {_names(languages['into'])}"
        yield from _needs(plan)
        yield from _days(plan)
        yield from _coverage(plan)
        yield from _gaps(plan)
    if plan["warnings"]:
        yield ""
        yield "To look at"
        for item in plan["warnings"]:
            days = f" ({', '.join(item['dates'])})" if item["dates"] else ""
            yield f"  {item['code']}: {item['message']}{days}"


def _needs(plan: Mapping[str, Any]) -> Iterator[str]:
    chosen = plan["design"]
    for key, words in (("A", "one booth per language"), ("B", "one booth per pair")):
        mark = " <- chosen" if key == chosen else ""
        yield f"  Design {key}, {words}: {_team(plan[f'design_{key.lower()}'])}{mark}"
    yield f"  The profile asks for: {_team(plan['profile_minimum'])}"
    yield f"  The AIIC table says:  {_team(plan['aiic_minimum'])}"
    engaged = plan["assigned"]
    if engaged is None:
        yield "  Engaged:              not decided yet"
    else:
        yield (
            f"  Engaged:              {engaged['interpreters']} interpreters, "
            f"{engaged['person_days']} person-days"
        )
    if plan["waiver_needed"]:
        note = plan.get("waiver_note") or "no reason given yet"
        yield f"  Fewer than asked for: {note}"
    if plan["overtime_hours"]:
        yield f"  Overtime:             {plan['overtime_hours']} h in all"
    wanted = plan["receivers"]
    if wanted is not None:
        yield (
            f"  Receivers:            {wanted['need']} needed, {wanted['order']} to order "
            f"({wanted['spare_percent']} per cent to spare)"
        )


def _days(plan: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield "Days"
    assumed = set(plan.get("assumed_days", ()))
    for day in plan["days"]:
        text = (
            f"  {day['date']}: {_hours(day['span_minutes'])} as the profile counts it, "
            f"{_hours(day['interpreting_minutes'])} of interpreting"
        )
        if day["over_minutes"]:
            text += f", {day['over_minutes']} min over the limit"
        yield f"{text}, times assumed" if day["date"] in assumed else text


def _coverage(plan: Mapping[str, Any]) -> Iterator[str]:
    signs = {"=": "same language", "D": "direct", "d": "direct, one person only", "X": "nobody"}
    for entry in plan["coverage"]:
        count = len(entry["sessions"])
        yield ""
        yield f"Who is understood by whom ({count} session{'' if count == 1 else 's'})"
        for source, cells in entry["cells"].items():
            heard = (
                f"{_name(target)}: "
                + (signs.get(cell) or f"through {_name(cell.removeprefix('R:'))}")
                for target, cell in cells.items()
                if cell != "="
            )
            yield f"  {_name(source)} into " + "; ".join(heard)


def _gaps(plan: Mapping[str, Any]) -> Iterator[str]:
    missed: dict[tuple[str, tuple[str, ...]], int] = {}
    for gap in plan["gaps"] or ():
        key = (gap["person"], tuple(gap["sources"]))
        missed[key] = missed.get(key, 0) + 1
    speakers = plan.get("speaker_gaps", ())
    if not missed and not speakers:
        return
    yield ""
    yield "Not served"
    for (person, sources), sessions in missed.items():
        yield (
            f"  {person} would not understand {_names(list(sources))} "
            f"({sessions} session{'' if sessions == 1 else 's'})"
        )
    for gap in speakers:
        what = (
            f"not heard in {_names(gap['unreached'])}"
            if gap["unreached"]
            else "may not be spoken there"
        )
        yield f"  {gap['person']} speaks {_name(gap['language'])}: {what} ({gap['session']})"
