"""The record in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _

from eventmgr.audit.models import AuditEntry
from eventmgr.audit.names import ACTIONS, FIELDS, LABELS
from eventmgr.i18n.dates import short_date
from eventmgr.i18n.languages import is_known, language, language_name

# Names of designations stand only where their footnote does (DES-03): the record says that they
# changed, not how.
_UNSHOWN: Final = frozenset({"Designation", "DesignationText"})


@dataclass(frozen=True)
class Line:
    """One entry as it is shown."""

    at: datetime
    who: str
    what: str
    label: str
    changes: list[tuple[str, str, str]]  # (field, before, after)


def action_words(action: str) -> str:
    """Return an action in plain words, or as it is written where it has none."""
    return str(ACTIONS.get(action, action))


# {field: {stored value: words}}: the rooms that own an enumeration say what it is called.
_values: dict[str, dict[str, Any]] = {}


def know_values(field: str, words: Mapping[Any, Any]) -> None:
    """Register what the stored values of a field are called on screen."""
    _values.setdefault(field, {}).update({str(value): label for value, label in words.items()})


_LANGUAGE_FIELDS: Final = frozenset({"language", "languages", "pivot", "follows", "speaks"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _value(name: str, value: Any, shown_in: str) -> str:
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_value(name, one, shown_in) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{_label(key)}: {text}" for key, text in value.items())
    text = str(value)
    if text in _values.get(name, {}):
        return str(_values[name][text])
    if (name in _LANGUAGE_FIELDS or name.endswith("_languages")) and is_known(text):
        return language_name(text, shown_in)
    if _DAY.fullmatch(text):
        return short_date(date.fromisoformat(text), shown_in)
    return text


def _label(key: str) -> str:
    return language(key).label if is_known(key) else key


def _changes(entry: AuditEntry, shown_in: str) -> list[tuple[str, str, str]]:
    if entry.subject_type in _UNSHOWN:
        return []
    found = []
    for name, pair in entry.changes.items():
        before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
        if isinstance(before, dict) and isinstance(after, dict):
            # Of a text in several languages only what differs.
            keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
            before = {key: before[key] for key in keys if key in before}
            after = {key: after[key] for key in keys if key in after}
        if name.endswith("_id"):
            # A number says nothing to a reader.
            before = after = "…"
        found.append(
            (field_words(name), _value(name, before, shown_in), _value(name, after, shown_in))
        )
    return found


def field_words(name: str) -> str:
    """Return what a field is called on its form; others by their name without underscores."""
    return str(FIELDS[name]) if name in FIELDS else name.removesuffix("_id").replace("_", " ")


def _subject(entry: AuditEntry) -> str:
    # In an event's own record its title is no news.
    if entry.subject_type in {"Event", "InterpretationChoice"} and entry.event_id:
        return ""
    return str(LABELS.get(entry.subject_label, entry.subject_label))


# What tells a participant's name or what was written to whom.
_OF_PEOPLE: Final = frozenset(
    {
        "Registration",
        "RegistrationRequest",
        "Mail",
        "Nomination",
        "SecurePart",
        "Journey",
        "Allowance",
        "Claim",
        "VisaLetter",
        "Presence",
        "ReceiverLoan",
    }
)


def lines(entries: Iterable[AuditEntry], shown_in: str, *, with_people: bool = False) -> list[Line]:
    """Return entries as they are shown to a reader of a language.

    Only `with_people` they say which participant it was and what changed: the record knows no
    more whose name was protected (PRIV-04).
    """

    def open_to_reader(entry: AuditEntry) -> bool:
        return with_people or entry.subject_type not in _OF_PEOPLE

    return [
        Line(
            at=entry.at,
            who=_("a participant") if entry.actor_label == "participant" else entry.actor_label,
            what=action_words(entry.action),
            label=_subject(entry) if open_to_reader(entry) else "",
            changes=_changes(entry, shown_in) if open_to_reader(entry) else [],
        )
        for entry in entries
    ]
