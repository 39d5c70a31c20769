"""The record in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventmgr.audit.models import AuditEntry
from eventmgr.i18n.dates import short_date
from eventmgr.i18n.languages import is_known, language, language_name
from eventmgr.language import current

# What each action is called; one that is not listed is shown as it is written.
ACTIONS: Final[dict[str, Any]] = {
    "create event": _l("made the event"),
    "change event": _l("changed the settings"),
    "delete event": _l("deleted the event"),
    "add organiser": _l("added an organiser"),
    "move organiser": _l("moved an organiser in the order"),
    "remove organiser": _l("removed an organiser"),
    "add to team": _l("added to the team"),
    "change role in team": _l("changed a role in the team"),
    "remove from team": _l("removed from the team"),
    "create account": _l("made an account"),
    "change account": _l("changed an account"),
    "change own account": _l("changed their own account"),
    "deactivate account": _l("closed an account"),
    "activate account": _l("opened an account again"),
    "send password link": _l("sent a link to set a password"),
    "create organisation": _l("entered an organisation"),
    "change organisation": _l("changed an organisation"),
    "change designation names": _l("changed the names of a designation"),
    "remove designation names": _l("removed the names of a designation"),
    "approve designation names": _l("approved the names of a designation"),
    "add invitation": _l("put an institution on the list of invitations"),
    "invite again": _l("changed the invitation of an institution chosen again"),
    "change invitation": _l("changed an invitation"),
    "remove invitation": _l("took a draft off the list of invitations"),
    "restore invitation": _l("brought a draft of an invitation back"),
    "send invitation": _l("sent an invitation letter"),
    "send invitation again": _l("sent an invitation letter again"),
    "remind of invitation": _l("reminded an institution"),
    "withdraw invitation": _l("withdrew an invitation"),
    "open invitation": _l("opened the link of an invitation"),
    "decline invitation": _l("declined an invitation"),
    "accept invitation after all": _l("took back the word that nobody comes"),
    "send message again": _l("sent a message of the outbox"),
    "cancel message": _l("cancelled a message of the outbox"),
    "confirm arrival of message": _l("noted that a message arrived"),
    "change interpretation plan": _l("changed the interpretation plan"),
    "name channels": _l("changed the labels of the channels"),
    "change profile figures": _l("changed figures of a profile of team strength"),
    "change footnote": _l("changed a footnote"),
    "remove footnote": _l("removed a footnote"),
    "approve footnote": _l("approved a footnote"),
}

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


def _value(name: str, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_value(name, one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{_label(key)}: {text}" for key, text in value.items())
    text = str(value)
    if text in _values.get(name, {}):
        return str(_values[name][text])
    if (name in _LANGUAGE_FIELDS or name.endswith("_languages")) and is_known(text):
        return language_name(text, current())
    if _DAY.fullmatch(text):
        return short_date(date.fromisoformat(text), current())
    return text


def _label(key: str) -> str:
    return language(key).label if is_known(key) else key


def _changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
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
        found.append((field_words(name), _value(name, before), _value(name, after)))
    return found


FIELDS: Final[dict[str, Any]] = {
    "country": _l("Host"),
    "title": _l("Title"),
    "subtitle": _l("Subtitle"),
    "kind": _l("Kind"),
    "start": _l("First day"),
    "end": _l("Last day"),
    "city": _l("City"),
    "venue": _l("Venue"),
    "slug": _l("Address of the event"),
    "timezone": _l("Clock at the venue"),
    "document_languages": _l("Languages of the papers"),
    "floor_languages": _l("Languages that may be spoken"),
    "into_languages": _l("Languages that can be listened to"),
    "pivot": _l("Language the others are interpreted through"),
    "footnote_family": _l("Wording of the footnote"),
    "marker_policy": _l("Where the marker stands"),
    "plate_mode": _l("Plates and badges show"),
    "delegation_order": _l("Order of delegations"),
    "heading_word": _l("Word above the column of delegations"),
    "flags": _l("Flags in the room"),
    "disclaimer": _l("Disclaimer"),
    "capacity": _l("Places in the room"),
    "registration_until": _l("Last day to register"),
    "contact_name": _l("Contact person"),
    "contact_email": _l("Contact's e-mail address"),
    "contact_phone": _l("Contact's telephone"),
    "controller": _l("Who answers for personal data"),
    "public": _l("Show a public page of this event"),
    "public_agenda": _l("Show the agenda there"),
    "public_conclusions": _l("Show the adopted conclusions there"),
    "seats": _l("Seats"),
    "addressee": _l("Addressee"),
    "deadline": _l("Nominations until"),
    "reference": _l("Reference number"),
    "signatory_name": _l("Signed by"),
    "signatory_post": _l("Post of the signatory"),
    "note": _l("Own paragraph"),
    "profile": _l("Profile of team strength"),
    "design": _l("Booths"),
    "assigned": _l("Interpreters engaged"),
    "waiver_note": _l("Reason for fewer interpreters than the profile asks for"),
    "spare_percent": _l("Spare receivers, in per cent"),
    "non_resident": _l("Interpreters from another city"),
    "travel_days_each": _l("Days of travel for each of them"),
    "overrides": _l("Figures of the profile"),
    "channel_labels": _l("Labels of the channels"),
    "role": _l("Role"),
    "roles": _l("Roles on this installation"),
    "name": _l("Name"),
    "names": _l("Name"),
    "language": _l("Language of messages"),
    "acronym": _l("Acronym"),
    "email": _l("E-mail address"),
    "phone": _l("Telephone"),
    "address": _l("Postal address"),
    "text": _l("Text"),
    "state": _l("State"),
}


def field_words(name: str) -> str:
    """Return what a field is called on its form; others by their name without underscores."""
    return str(FIELDS[name]) if name in FIELDS else name.removesuffix("_id").replace("_", " ")


def lines(entries: Iterable[AuditEntry]) -> list[Line]:
    """Return entries as they are shown."""
    return [
        Line(
            at=entry.at,
            who=_("a participant") if entry.actor_label == "participant" else entry.actor_label,
            what=action_words(entry.action),
            # In an event's own record its title is no news.
            label="" if entry.subject_type == "Event" and entry.event_id else entry.subject_label,
            changes=_changes(entry),
        )
        for entry in entries
    ]
