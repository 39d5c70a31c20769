"""The agenda's terms, as people read them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.agenda.models import InterpretationMode, ItemKind, SessionRole

KINDS = {
    ItemKind.SESSION: _l("Session"),
    ItemKind.WORKING_GROUP: _l("Working group"),
    ItemKind.OPENING: _l("Opening"),
    ItemKind.CLOSING: _l("Closing"),
    ItemKind.REGISTRATION: _l("Registration of participants"),
    ItemKind.COFFEE: _l("Coffee break"),
    ItemKind.LUNCH: _l("Lunch"),
    ItemKind.DINNER: _l("Dinner"),
    ItemKind.PHOTO: _l("Family photo"),
    ItemKind.OTHER: _l("Other item"),
}
ROLES = {
    SessionRole.MODERATOR: _l("Moderator"),
    SessionRole.RAPPORTEUR: _l("Rapporteur"),
    SessionRole.SPEAKER: _l("Speaker"),
    SessionRole.OPENING: _l("Opening remarks"),
    SessionRole.KEYNOTE: _l("Keynote address"),
    SessionRole.PANELLIST: _l("Panellist"),
    SessionRole.NOTE_TAKER: _l("Note-taker"),
}
MODES = {
    InterpretationMode.SIMULTANEOUS: _l("simultaneous interpretation"),
    InterpretationMode.CONSECUTIVE: _l("consecutive interpretation"),
    InterpretationMode.WHISPERED: _l("whispered interpretation"),
    InterpretationMode.BIDULE: _l("portable equipment without a booth (bidule)"),
    InterpretationMode.REMOTE: _l("remote interpretation"),
    InterpretationMode.NONE: _l("no interpretation"),
}
REMARKS = {
    "outside": _l("lies outside the days of the event"),
    "no-moderator": _l("has no moderator yet"),
    "no-rapporteur": _l("has no rapporteur yet"),
    "overlap": _l("overlaps with another item in the same room"),
}
