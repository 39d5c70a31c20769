"""The terms of travel, as people read them on the screen."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from eventmgr.audit.words import know_values
from eventmgr.i18n.marks import N_
from eventmgr.travel.models import ClaimState, Company, ListKind, Payer, RoomType, TravelMode

# Words that papers print in their own language: marked here, said by each paper.
MODES = {
    TravelMode.FLIGHT: N_("By air"),
    TravelMode.ROAD: N_("By road"),
    TravelMode.RAIL: N_("By rail"),
    TravelMode.LOCAL: N_("Lives there or nearby"),
}
ROOMS = {
    RoomType.NONE: N_("No room needed"),
    RoomType.SINGLE: N_("Single room"),
    RoomType.DOUBLE: N_("Double room"),
    RoomType.TWIN: N_("Room with two beds"),
}
COMPANY = {
    Company.NOBODY: N_("Nobody"),
    Company.COMPANION: N_("A companion"),
    Company.ASSISTANT: N_("A personal assistant"),
}
LISTS = {
    ListKind.ARRIVALS: N_("Arrivals"),
    ListKind.DEPARTURES: N_("Departures"),
    ListKind.ROOMING: N_("Rooming list"),
}
PARTS = {
    "lodging": N_("Lodging"),
    "breakfast": N_("Breakfast"),
    "lunch": N_("Lunch"),
    "dinner": N_("Dinner"),
    "incidentals": N_("Incidentals"),
}
CLAIMS = {
    ClaimState.RECEIVED: _l("received"),
    ClaimState.APPROVED: _l("approved"),
    ClaimState.REFUSED: _l("refused"),
    ClaimState.PAID: _l("paid"),
}
PAYERS = {
    Payer.ORGANISERS: _l("The organisers pay for journey and stay"),
    Payer.INSTITUTION: _l("The person's institution pays for journey and stay"),
    Payer.SHARED: _l("The organisers pay for the stay, the institution for the journey"),
}

for field, words in (
    ("arrival_mode", MODES),
    ("departure_mode", MODES),
    ("room", ROOMS),
    ("company", COMPANY),
):
    know_values(field, {value: _l(word) for value, word in words.items()})
know_values("claim_state", CLAIMS)
know_values("payer", PAYERS)
