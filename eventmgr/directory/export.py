"""The directory as a table: every column that an import reads, so that nothing gets lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from eventmgr.directory.columns import CONTACT, FIELDS, IN_LANGUAGES, NUMBER, label_of
from eventmgr.directory.forms import former_lines
from eventmgr.i18n.languages import INTERFACE_LANGUAGES, LANGUAGES, language
from eventmgr.printing.sheets import Cell, Column, Table

_WIDTHS = {NUMBER: 8, "acronym": 12, "name": 40, "address": 30, "former_names": 30, "parent": 30}


def _languages(found: Iterable[Mapping[str, str]]) -> list[str]:
    """Return the languages that texts are there in, those of the interface first."""
    used = {code for texts in found for code in texts}
    return [
        *INTERFACE_LANGUAGES,
        *(c for c in LANGUAGES if c in used and c not in INTERFACE_LANGUAGES),
    ]


def directory_table(
    numbers: Iterable[int],
    rows: Mapping[int, Mapping[str, Any]],
    contacts: Mapping[int, list[dict[str, Any]]],
    *,
    shown_in: str,
    name: str,
    delegation: Callable[[int | None], str],
    institution: Callable[[int], str],
    kinds: Mapping[Any, Any],
    purposes: Mapping[str, Any],
) -> Table:
    """Return a table with a row for each contact, or one for an institution without any.

    `delegation` and `institution` name designations and entries by number; headings and words
    are those of the language `shown_in`, which importing understands in every language.
    """
    chosen = [number for number in numbers if number in rows]
    name_codes = _languages(rows[number]["names"] for number in chosen)
    post_codes = _languages(one["post"] for number in chosen for one in contacts.get(number, ()))
    fields: list[str] = []
    for base in FIELDS:
        codes = name_codes if base == "name" else post_codes
        fields += [f"{base}:{code}" for code in codes] if base in IN_LANGUAGES else [base]

    def cells(number: int, contact: Mapping[str, Any]) -> tuple[Cell, ...]:
        row = rows[number]
        written: dict[str, Cell] = {
            NUMBER: number,
            "kind": str(kinds[row["kind"]]),
            "delegation": delegation(row["designation_id"]),
            "parent": institution(row["parent_id"]) if row["parent_id"] in rows else "",
            "former_names": former_lines(row["former_names"], row["former_dates"]),
        }
        for base in ("acronym", "email", "address", "sort_key"):
            written[base] = row[base]
        for code, text in row["names"].items():
            written[f"name:{code}"] = text
        if contact:
            for base in ("honorific", "given_name", "family_name", "email", "phone"):
                written[f"{CONTACT}{base}"] = contact[base]
            spoken = contact["language"]
            written[f"{CONTACT}language"] = language(spoken).label if spoken else ""
            about = (str(purposes[one]) for one in contact["purposes"] if one in purposes)
            written[f"{CONTACT}purposes"] = "; ".join(about)
            for code, text in contact["post"].items():
                written[f"{CONTACT}post:{code}"] = text
        return tuple(written.get(one, "") for one in fields)

    return Table(
        name=name,
        columns=tuple(
            Column(label_of(one, shown_in), _WIDTHS.get(one.partition(":")[0], 20))
            for one in fields
        ),
        rows=tuple(
            cells(number, contact)
            for number in chosen
            for contact in (contacts.get(number) or [{}])
        ),
    )
