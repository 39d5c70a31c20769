"""The draft press release of the demonstration event, and who approves its papers."""

from __future__ import annotations

from eventmgr.demo.words import Line, heading, paragraph, t

PRESS_RELEASE: tuple[Line, ...] = (
    heading(
        "Evidence that reaches the court: region agrees on one way for urgent requests",
        "Dokazi koji stižu do suda: region se dogovara o jednom putu za hitne zahtjeve",
        "Prova që arrijnë në gjykatë: rajoni bie dakord për një rrugë të kërkesave urgjente",
    ),
    paragraph(
        "Police officers, prosecutors and judges of the region met in Podgorica on 20 and 21 "
        "April 2027 to make evidence from across a border reach the court in time. The workshop "
        "was organised by the Regional Forum for Border Management (RFBM) and the Centre for "
        "Cross-border Justice (CCJ).",
        "Policijski službenici, tužioci i sudije iz regiona sastali su se u Podgorici 20. i 21. "
        "aprila 2027. godine kako bi dokazi s druge strane granice na vrijeme stizali do suda. "
        "Radionicu su organizovali Regionalni forum za upravljanje granicama (RFBM) i Centar za "
        "prekograničnu pravdu (CCJ).",
        "Zyrtarë policie, prokurorë dhe gjyqtarë të rajonit u takuan në Podgoricë më 20 dhe 21 "
        "prill 2027, që provat nga ana tjetër e kufirit të arrijnë me kohë në gjykatë. Punëtoria "
        "u organizua nga Forumi Rajonal për Menaxhimin e Kufijve (RFBM) dhe Qendra për Drejtësi "
        "Ndërkufitare (CCJ).",
    ),
    paragraph(
        "“A request that travels for three months protects nobody. From now on everybody in this "
        "room knows whom to call,” said Ambassador Katrin Lindqvist, Secretary General of the "
        "Regional Forum for Border Management.",
        "„Zahtjev koji putuje tri mjeseca ne štiti nikoga. Od sada svi u ovoj sali znaju koga da "
        "pozovu“, izjavila je ambasadorka Katrin Lindqvist, generalna sekretarka Regionalnog "
        "foruma za upravljanje granicama.",
        "“Një kërkesë që udhëton tre muaj nuk mbron askënd. Tani e tutje të gjithë në këtë sallë "
        "e dinë kujt t’i telefonojnë”, tha ambasadorja Katrin Lindqvist, Sekretare e Përgjithshme "
        "e Forumit Rajonal për Menaxhimin e Kufijve.",
    ),
    paragraph(
        "The conclusions of the workshop will be published in English, Montenegrin and Albanian.",
        "Zaključci radionice biće objavljeni na engleskom, crnogorskom i albanskom jeziku.",
        "Konkluzionet e punëtorisë do të botohen në gjuhën angleze, malazeze dhe shqipe.",
    ),
)

STATEMENT_START = "“A request"
SPEAKER = "Ambassador Katrin Lindqvist"
SPEAKER_EMAIL = "katrin.lindqvist@example.org"
SPEAKER_POST = t(
    "Secretary General of the Regional Forum for Border Management",
    "generalna sekretarka Regionalnog foruma za upravljanje granicama",
    "Sekretare e Përgjithshme e Forumit Rajonal për Menaxhimin e Kufijve",
)

# Who approves the papers: organisation, name, address, language of the messages.
APPROVERS: tuple[tuple[str, str, str, str], ...] = (
    ("rfbm", "Katrin Lindqvist", "katrin.lindqvist@example.org", "en"),
    ("ccj", "Vesna Trajkovska", "vesna.trajkovska@example.org", "en"),
)
REMARK = "Please say in the section on results who will read the conclusions."
