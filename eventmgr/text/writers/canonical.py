"""A work as canonical JSON: the one text it has, so that its SHA-256 names it, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from eventmgr.i18n.marks import N_
from eventmgr.text.edition import (
    Attached,
    Edition,
    EditionParagraph,
    Head,
    Institution,
    Marker,
    Provenance,
    Statement,
    Work,
)
from eventmgr.text.model import DocumentKind, NodeKind
from eventmgr.text.readers.errors import UnreadableFile

SCHEMA = "eventmgr work 2"
#: What was sealed before works had a provenance; it is read for ever.
FIRST_SCHEMA = "eventmgr adopted edition 1"

_T = TypeVar("_T")
_KINDS = frozenset(kind.value for kind in NodeKind)
_DOCUMENTS = frozenset(kind.value for kind in DocumentKind)
_UID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_PROVENANCE = ("uuid", "symbol", "start", "end", "country", "body", "date", "version")


def canonical_json(data: Any) -> str:
    """Return data as the one JSON text it has: sorted keys, no spaces, letters as they are."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def work_data(work: Work) -> dict[str, Any]:
    """Return a work as plain data; what is empty and optional is left out."""
    edition = work.edition
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "kind": edition.kind,
        "authentic_language": edition.authentic,
        "languages": list(edition.languages),
        "label_style": edition.label_style,
        "heads": {code: _head_data(head) for code, head in work.heads.items()},
        "paragraphs": [_paragraph_data(one) for one in edition.paragraphs],
    }
    origin = {name: getattr(work.provenance, name) for name in _PROVENANCE}
    if any(origin.values()):
        data["provenance"] = {name: value for name, value in origin.items() if value}
    if work.statements:
        data["statements"] = [
            {"kind": one.kind, "by": one.by, "texts": dict(one.texts)} for one in work.statements
        ]
    if work.adoption:
        data["adoption"] = dict(work.adoption)
    return data


def write_canonical(work: Work) -> str:
    """Return a work as canonical JSON; the same work always gives the same text."""
    return canonical_json(work_data(work))


def read_canonical(text: str | bytes) -> Work:
    """Return the work of a canonical JSON text, of this schema or of the first one.

    Raises UnreadableFile where it is not one.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(N_("The file is not in the form this program writes.")) from error
    return read_data(data)


def read_data(data: Any) -> Work:
    """Return the work of plain data; raises UnreadableFile where they are not one."""
    try:
        return _work(data)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnreadableFile(
            N_("The file does not hold a text in the form this program writes.")
        ) from error


def _head_data(head: Head) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": head.title,
        "subtitles": list(head.subtitles),
        "organisers": [one._asdict() for one in head.organisers],
        "place": head.place,
        "dates": head.dates,
        "heading": head.heading,
        "adoption_note": head.adoption_note,
        "closing": head.closing,
        "designation_notes": [list(one) for one in head.designation_notes],
        "disclaimer": head.disclaimer,
    }
    optional = {
        "note": head.note,
        "remarks": list(head.remarks),
        "untranslated": dict(head.untranslated),
        "attached": [list(one) for one in head.attached],
    }
    return {**data, **{name: value for name, value in optional.items() if value}}


def _paragraph_data(one: EditionParagraph) -> dict[str, Any]:
    data: dict[str, Any] = {
        "uid": one.uid,
        "kind": one.kind,
        "level": one.level,
        "label": one.label,
        "reference": one.reference,
        "texts": dict(one.texts),
        "not_up_to_date": list(one.behind),
    }
    if one.states:
        data["states"] = dict(one.states)
    if one.minor:
        data["minor"] = list(one.minor)
    if one.gone:
        data["gone"] = True
    return data


def _work(data: Any) -> Work:
    if not isinstance(data, dict) or data.get("schema") not in (SCHEMA, FIRST_SCHEMA):
        raise ValueError("schema")
    paragraphs = _tuple(data["paragraphs"], _paragraph)
    if len({one.uid for one in paragraphs}) != len(paragraphs):
        raise ValueError("a uid stands twice")
    edition = Edition(
        kind=_one_of(data["kind"], _DOCUMENTS),
        authentic=_language(data["authentic_language"]),
        languages=_tuple(data["languages"], _language),
        paragraphs=paragraphs,
        label_style=_text(data.get("label_style", "1./a.")),
    )
    origin = _mapping(data.get("provenance", {}), _text)
    if not set(origin) <= set(_PROVENANCE):
        raise ValueError("provenance")
    adoption = data.get("adoption", {})
    if not isinstance(adoption, dict):
        raise TypeError("adoption")
    return Work(
        edition=edition,
        heads={_language(code): _head(head) for code, head in _items(data["heads"])},
        provenance=Provenance(**origin),
        statements=_tuple(data.get("statements", []), _statement),
        adoption=adoption,
    )


def _head(data: Any) -> Head:
    return Head(
        title=_text(data["title"]),
        subtitles=_tuple(data["subtitles"], _text),
        organisers=_tuple(
            data["organisers"],
            lambda one: Institution(_text(one["name"]), _text(one["acronym"]), _text(one["role"])),
        ),
        place=_text(data["place"]),
        dates=_text(data["dates"]),
        note=_text(data.get("note", "")),
        heading=_text(data["heading"]),
        adoption_note=_text(data["adoption_note"]),
        closing=_text(data["closing"]),
        designation_notes=_tuple(data["designation_notes"], _marker),
        disclaimer=_text(data["disclaimer"]),
        remarks=_tuple(data.get("remarks", []), _text),
        untranslated=_mapping(data.get("untranslated", {}), _text, _language),
        attached=_tuple(data.get("attached", []), _attached),
    )


def _marker(data: Any) -> Marker:
    marker, text = data
    return Marker(_text(marker), _text(text))


def _attached(data: Any) -> Attached:
    heading, text = data
    return Attached(_text(heading), _text(text))


def _paragraph(data: Any) -> EditionParagraph:
    uid = _text(data["uid"])
    if not _UID.fullmatch(uid):
        raise ValueError("uid")
    level = data["level"]
    if not isinstance(level, int) or isinstance(level, bool) or not 0 <= level <= 9:
        raise ValueError("level")
    return EditionParagraph(
        uid=uid,
        kind=_one_of(data["kind"], _KINDS),
        level=level,
        label=_text(data["label"]),
        reference=_text(data["reference"]),
        texts=_mapping(data["texts"], _text, _language),
        behind=_tuple(data["not_up_to_date"], _language),
        states=_mapping(data.get("states", {}), _text, _language),
        minor=_tuple(data.get("minor", []), _language),
        gone=data.get("gone", False) is True,
    )


def _statement(data: Any) -> Statement:
    return Statement(
        _text(data["kind"]), _text(data["by"]), _mapping(data["texts"], _text, _language)
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _language(value: Any) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise ValueError("not a language")
    return value


def _one_of(value: Any, words: frozenset[str]) -> str:
    if not isinstance(value, str) or value not in words:
        raise ValueError("an unknown word")
    return value


def _tuple(value: Any, read: Callable[[Any], _T]) -> tuple[_T, ...]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return tuple(read(one) for one in value)


def _items(value: Any) -> list[tuple[Any, Any]]:
    if not isinstance(value, dict):
        raise TypeError("not a table")
    return list(value.items())


def _mapping(
    value: Any, read: Callable[[Any], str], read_key: Callable[[Any], str] = _text
) -> Mapping[str, str]:
    return {read_key(name): read(one) for name, one in _items(value)}
