"""What roles are called on screen, and what each may do."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from eventmgr.accounts.models import EventRole

EVENT_ROLES: Final[dict[EventRole, Any]] = {
    EventRole.ORGANISER: _l("Organiser"),
    EventRole.CO_ORGANISER: _l("Co-organiser"),
    EventRole.SECRETARIAT: _l("Secretariat"),
    EventRole.TRAVEL_OFFICER: _l("Travel officer"),
    EventRole.LOGISTICS: _l("Logistics"),
    EventRole.FINANCE: _l("Finance"),
    EventRole.VIEWER: _l("Viewer"),
}
EVENT_ROLE_HELP: Final[dict[EventRole, Any]] = {
    EventRole.ORGANISER: _l("may do everything in this event, its settings and team included"),
    EventRole.CO_ORGANISER: _l("reads everything, people included, and comments on texts"),
    EventRole.SECRETARIAT: _l("drafts, invites, registers, plans and prints"),
    EventRole.TRAVEL_OFFICER: _l("sees travel documents, for visa letters and tickets"),
    EventRole.LOGISTICS: _l("sees diet, access needs and emergency contacts"),
    EventRole.FINANCE: _l("sees bank accounts, for payments"),
    EventRole.VIEWER: _l("reads the papers, and sees no personal data"),
}
# What a member may see besides the role.
DUTY_WORDS: Final[dict[EventRole, Any]] = {
    EventRole.TRAVEL_OFFICER: _l("Travel documents"),
    EventRole.LOGISTICS: _l("Diet, access needs and emergency contacts"),
    EventRole.FINANCE: _l("Bank accounts"),
}
INSTALLATION_ROLES: Final[dict[str, Any]] = {
    "organiser": _l("Organiser: may create events and approve designations"),
    "administrator": _l("Administrator: manages accounts and sees every event"),
}
INSTALLATION_ROLE_NAMES: Final[dict[str, Any]] = {
    "organiser": _l("Organiser"),
    "administrator": _l("Administrator"),
}
