"""What the choices of an event are called on screen."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from eventmgr.events.models import (
    DelegationOrder,
    EventKind,
    FlagPolicy,
    MarkerPolicy,
    OrganiserRole,
    PlateMode,
)

KINDS: Final[dict[EventKind, Any]] = {
    EventKind.WORKSHOP: _l("Workshop"),
    EventKind.CONFERENCE: _l("Conference"),
    EventKind.PARLIAMENTARY_DIALOGUE: _l("Parliamentary dialogue"),
    EventKind.SEMINAR: _l("Seminar"),
    EventKind.ROUND_TABLE: _l("Round table"),
    EventKind.TRAINING: _l("Training"),
    EventKind.MEETING: _l("Meeting"),
}
ORGANISER_ROLES: Final[dict[OrganiserRole, Any]] = {
    OrganiserRole.ORGANISER: _l("Organiser"),
    OrganiserRole.CO_ORGANISER: _l("Co-organiser"),
    OrganiserRole.HOST: _l("Host"),
    OrganiserRole.AUSPICES: _l("Under the auspices of"),
    OrganiserRole.DONOR: _l("Donor"),
}
MARKERS: Final[dict[MarkerPolicy, Any]] = {
    MarkerPolicy.EVERY: _l("At every occurrence of the name"),
    MarkerPolicy.FIRST_ONLY: _l("Only at the first occurrence in a document"),
}
PLATES: Final[dict[PlateMode, Any]] = {
    PlateMode.DESIGNATION_AND_NAME: _l("Designation and name"),
    PlateMode.NAME_ONLY: _l("Name only"),
    PlateMode.INSTITUTION_ONLY: _l("Institution only"),
}
FLAGS: Final[dict[FlagPolicy, Any]] = {
    FlagPolicy.NONE: _l("No flags"),
    FlagPolicy.HOST: _l("Only that of the host"),
    FlagPolicy.HOST_AND_EU: _l("Those of the host and of the European Union"),
    FlagPolicy.ALL: _l("Those of all delegations"),
}
ORDERS: Final[dict[DelegationOrder, Any]] = {
    DelegationOrder.DOCUMENT: _l("By the alphabet of each document's language"),
    DelegationOrder.ENGLISH: _l("By the English names in every language"),
    DelegationOrder.FRENCH: _l("By the French names in every language"),
    DelegationOrder.HOST_FIRST: _l("The host first, then by the alphabet"),
    DelegationOrder.HOST_LAST: _l("By the alphabet, the host last"),
}
# The clock kept at the venue; the label on papers is computed from the date (LOC-23).
TIMEZONES: Final[dict[str, Any]] = {
    "Europe/Podgorica": _l("Central European Time (CET/CEST)"),
    "Europe/Sofia": _l("Eastern European Time (EET/EEST)"),
    "Europe/Istanbul": _l("Türkiye Time (UTC+3)"),
    "Europe/London": _l("Western European Time (GMT/BST)"),
    "UTC": _l("Coordinated Universal Time (UTC)"),
}
