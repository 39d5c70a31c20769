"""The settings of the demonstration event, its team and its footnote in two more languages."""

from __future__ import annotations

from datetime import date
from typing import Any

from eventmgr.accounts.models import EventRole
from eventmgr.demo.words import LANGUAGES, Texts, t
from eventmgr.events.models import EventKind, MarkerPolicy, OrganiserRole

SLUG = "demo"
FIRST_DAY, LAST_DAY = date(2027, 4, 20), date(2027, 4, 21)
REGISTRATION_UNTIL = date(2027, 4, 2)
FAMILY = "rcc-eu"

SETTINGS: dict[str, Any] = {
    "kind": EventKind.WORKSHOP,
    "title": t(
        "Regional Workshop on Cross-border Evidence in Cases of Migrant Smuggling and Trafficking "
        "in Human Beings",
        "Regionalna radionica o prekograničnim dokazima u predmetima krijumčarenja migranata i "
        "trgovine ljudima",
        "Punëtori rajonale për provat ndërkufitare në çështjet e kontrabandimit të migrantëve dhe "
        "trafikimit të qenieve njerëzore",
    ),
    "subtitle": t(
        "From the Border to the Courtroom",
        "Od granice do sudnice",
        "Nga kufiri në sallën e gjyqit",
    ),
    "start": FIRST_DAY,
    "end": LAST_DAY,
    "city": t("Podgorica", "Podgorica", "Podgoricë"),
    "venue": t(
        "Morača Congress Centre, Main Hall",
        "Kongresni centar „Morača“, velika sala",
        "Qendra e Kongreseve “Moraça”, salla e madhe",
    ),
    "document_languages": list(LANGUAGES),
    "floor_languages": list(LANGUAGES),
    "into_languages": list(LANGUAGES),
    "pivot": "en",
    "footnote_family": FAMILY,
    "marker_policy": MarkerPolicy.EVERY,
    "disclaimer": t(
        "The designations used in the papers of this workshop express no opinion of the "
        "organisers on the status of any territory.",
        "Nazivi korišćeni u dokumentima ove radionice ne izražavaju stav organizatora o statusu "
        "bilo koje teritorije.",
        "Emërtimet e përdorura në dokumentet e kësaj punëtorie nuk shprehin qëndrim të "
        "organizatorëve për statusin e asnjë territori.",
    ),
    "capacity": 80,
    "registration_until": REGISTRATION_UNTIL,
    # Who is not invited by an institution may ask for one of the places left.
    "open_registration": True,
    "contact_name": "Nina Vukmanović",
    "contact_email": "workshop@example.org",
    "contact_phone": "+382 20 000 100",
    "controller": "Regional Forum for Border Management (RFBM), Podgorica, privacy@example.org",
    "public": True,
    "public_agenda": True,
    "public_conclusions": True,
}

ORGANISERS: tuple[tuple[str, OrganiserRole], ...] = (
    ("rfbm", OrganiserRole.CO_ORGANISER),
    ("ccj", OrganiserRole.CO_ORGANISER),
    ("me-interior", OrganiserRole.HOST),
)

# Name, address, role, language of the pages. None of them has a password.
TEAM: tuple[tuple[str, str, EventRole, str], ...] = (
    ("Nina Vukmanović", "nina.vukmanovic@example.org", EventRole.SECRETARIAT, "cnr"),
    ("Drita Malaj", "drita.malaj@example.org", EventRole.CO_ORGANISER, "sq"),
    ("Luka Vešović", "luka.vesovic@example.org", EventRole.VIEWER, "cnr"),
)

# Verified translations of the footnote are not known. These say the same as the English text and
# let the demonstration print in three languages; whoever prints in earnest enters approved ones.
FOOTNOTE_APPROVED_BY = "Demonstration (replace before use)"
FOOTNOTES: Texts = {
    "cnr": (
        "Ovaj naziv ne prejudicira stavove o statusu i u skladu je s Rezolucijom Savjeta "
        "bezbjednosti Ujedinjenih nacija 1244/1999 i Mišljenjem Međunarodnog suda pravde o "
        "proglašenju nezavisnosti Kosova."
    ),
    "sq": (
        "Ky emërtim nuk paragjykon qëndrimet për statusin dhe është në përputhje me Rezolutën "
        "1244/1999 të Këshillit të Sigurimit të Kombeve të Bashkuara dhe me Opinionin e Gjykatës "
        "Ndërkombëtare të Drejtësisë për shpalljen e pavarësisë së Kosovës."
    ),
}

WAIVER = (
    "The budget covers four interpreters. Two more, one for each booth, have been asked for; the "
    "answer is expected in March."
)
CHANNELS: dict[str, Texts] = {
    "floor": t("Floor", "Govornik", "Folësi"),
    "en": t("English", "Engleski", "Anglisht"),
    "cnr": t("Montenegrin", "Crnogorski", "Malazezisht"),
    "sq": t("Albanian", "Albanski", "Shqip"),
}
