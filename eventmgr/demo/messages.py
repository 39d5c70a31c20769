"""A message to all participants of the demonstration, ready to be looked at."""

from __future__ import annotations

from eventmgr.demo.words import t

SUBJECT = t(
    "From the airport to the hotel: {event}",
    "Od aerodroma do hotela: {event}",
    "Nga aeroporti në hotel: {event}",
)
TEXT = t(
    "Dear {name},\n\n"
    "a bus waits at the exit of Podgorica airport on the eve of the event, at 16:00 and at 20:30. "
    "The ride to the hotel takes twenty minutes. If you arrive at another hour, please let us know "
    "by answering this message.\n\n"
    "We look forward to meeting you in {place}.",
    "Poštovani/Poštovana {name},\n\n"
    "uoči skupa autobus čeka na izlazu aerodroma u Podgorici u 16:00 i u 20:30 časova. Vožnja do "
    "hotela traje dvadeset minuta. Ako stižete u drugo vrijeme, molimo Vas da nam to javite "
    "odgovorom na ovu poruku.\n\n"
    "Radujemo se susretu sa Vama. Mjesto: {place}.",
    "I nderuar/E nderuar {name},\n\n"
    "një ditë përpara takimit, autobusi pret në daljen e aeroportit të Podgoricës në orën 16:00 "
    "dhe në orën 20:30. Udhëtimi deri në hotel zgjat njëzet minuta. Nëse mbërrini në një orë "
    "tjetër, ju lutemi na njoftoni duke iu përgjigjur këtij mesazhi.\n\n"
    "Mezi presim t’ju takojmë. Vendi: {place}.",
)
