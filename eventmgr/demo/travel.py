"""How some people of the demonstration come and go, what they are paid, and one claim."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from eventmgr.travel.models import RoomType, TravelMode

EVE, FIRST, LAST, AFTER = (date(2027, 4, day) for day in (19, 20, 21, 22))
AIRPORT = "Podgorica (TGD)"


def _flight(number: str, at: time, back: str, back_at: time) -> dict[str, Any]:
    return {
        "arrival_mode": TravelMode.FLIGHT,
        "arrival_day": EVE,
        "arrival_time": at,
        "arrival_number": number,
        "arrival_place": AIRPORT,
        "arrival_transfer": True,
        "departure_mode": TravelMode.FLIGHT,
        "departure_day": AFTER,
        "departure_time": back_at,
        "departure_number": back,
        "departure_place": AIRPORT,
        "departure_transfer": True,
        "room": RoomType.SINGLE,
        "check_in": EVE,
        "check_out": AFTER,
    }


def _road(crossing: str, at: time) -> dict[str, Any]:
    return {
        "arrival_mode": TravelMode.ROAD,
        "arrival_day": EVE,
        "arrival_time": at,
        "arrival_place": crossing,
        "departure_mode": TravelMode.ROAD,
        "departure_day": LAST,
        "departure_place": crossing,
        "room": RoomType.SINGLE,
        "check_in": EVE,
        "check_out": LAST,
    }


_BELGRADE = _flight("4O 151", time(18, 40), "4O 150", time(7, 15))
_VIENNA = _flight("OS 727", time(14, 5), "OS 728", time(14, 50))
_BOZAJ, _DEBELI = "Božaj – Hani i Hotit", "Debeli Brijeg"
# By the names of the people, as it was when the lists went to the drivers and the hotel.
BEFORE: dict[str, dict[str, Any]] = {
    "Driton Gashanaj": _road(_BOZAJ, time(16, 0)),
    "Arta Rrustolli": _road(_BOZAJ, time(16, 0)),
    "Agron Shkrelaj": _road(_BOZAJ, time(17, 30)),
    "Mirela Çobani": _road(_BOZAJ, time(15, 30)),
    "Adnan Begović": _road(_DEBELI, time(18, 0)),
    "Biljana Stojčevska": _VIENNA,
    "Nemanja Lazarević": _BELGRADE,
    "Katarina Živkov": _BELGRADE,
    "Jovana Vukotić Perović": {
        "arrival_mode": TravelMode.LOCAL,
        "departure_mode": TravelMode.LOCAL,
    },
}
# What was told since: one comes anew, one leaves a day earlier.
SINCE: dict[str, dict[str, Any]] = {
    "Elena Ljubevska": _VIENNA,
    "Katarina Živkov": _BELGRADE
    | {"departure_day": LAST, "departure_time": time(19, 55), "check_out": LAST},
}
SENT_TO = "transfer@example.org"
RATES: dict[str, Any] = {
    "rate_cents": 15000,
    "currency": "EUR",
    "provided": {
        EVE.isoformat(): ["lodging", "breakfast"],
        FIRST.isoformat(): ["lodging", "breakfast", "lunch"],
        LAST.isoformat(): ["lodging", "breakfast", "lunch", "dinner"],
    },
}
CLAIMANT = "Biljana Stojčevska"
CLAIM: dict[str, Any] = {
    "route": "Skopje – Wien – Podgorica – Wien – Skopje",
    "claimed_cents": 8640,
    "currency": "EUR",
    "tickets": True,
    "receipts": True,
}
# Somebody who needs a visa has told the travel document; the person does not exist.
DOCUMENT_OF = "Driton Gashanaj"
DOCUMENT: dict[str, Any] = {
    "kind": "passport",
    "number": "P0000000",
    "passport_name": "GASHANAJ<<DRITON",
    "birth_date": "1979-03-14",
    "issued": "2021-05-04",
    "expires": "2031-05-03",
}
