"""Looks for words in every text of every table, whoever owns it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import JSON, Enum, LargeBinary, String, Text, select

from eventmgr.database import Base, db


def found(*words: str, without: frozenset[str] = frozenset()) -> list[str]:
    """Return "table.column: word" wherever one of the words stands, whatever its case."""
    places = []
    for table in Base.metadata.sorted_tables:
        if table.name in without:
            continue
        for column in table.columns:
            if isinstance(column.type, Enum):
                continue
            if not isinstance(column.type, String | Text | JSON | LargeBinary):
                continue
            for value in db.session.scalars(select(column)):
                said = _said(value)
                places += [
                    f"{table.name}.{column.name}: {word}"
                    for word in words
                    if word.casefold() in said
                ]
    return sorted(set(places))


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").casefold()
    if isinstance(value, str):
        return value.casefold()
    return json.dumps(value, ensure_ascii=False, default=str).casefold()
