"""Invitations of the demonstration: to whom, in which language, and what became of them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from eventmgr.demo.words import Texts, t
from eventmgr.directory.models import OrganisationKind as Kind

DEADLINE = date(2027, 3, 12)
SIGNATORY = "Katrin Lindqvist"
SIGNATORY_POST = t(
    "Secretary General, Regional Forum for Border Management",
    "generalna sekretarka, Regionalni forum za upravljanje granicama",
    "Sekretare e Përgjithshme, Forumi Rajonal për Menaxhimin e Kufijve",
)
NOTE = t(
    "At least one of the persons you nominate should have worked on a case of this kind in the "
    "last three years.",
    "Molimo Vas da bar jedno od predloženih lica u posljednje tri godine ima iskustvo u radu na "
    "ovakvom predmetu.",
    "Ju lutemi që të paktën një nga personat që propozoni të ketë punuar në tri vitet e fundit me "
    "një çështje të këtij lloji.",
)


class Fate(StrEnum):
    """What became of an invitation; where people are registered it is answered by itself."""

    DRAFT = "draft"
    SENT = "sent"
    OPENED = "opened"
    DECLINED = "declined"


class Invited(NamedTuple):
    """An institution to be invited; `reason` is that of a refusal."""

    to: str
    language: str
    seats: int = 2
    fate: Fate = Fate.SENT
    reason: str = ""


INVITED: tuple[Invited, ...] = (
    Invited("al-interior", "sq"),
    Invited("al-border", "sq"),
    Invited("al-prosecution", "sq"),
    Invited("al-court", "sq"),
    Invited("al-parliament", "sq", 1, Fate.DRAFT),
    Invited("ba-security", "cnr"),
    Invited("ba-border", "cnr"),
    Invited("ba-prosecution", "cnr"),
    Invited("ba-council", "cnr", 1, Fate.OPENED),
    Invited(
        "ba-parliament",
        "cnr",
        1,
        Fate.DECLINED,
        "Komisija istih dana zaokružuje raspravu o budžetu. Zahvaljujemo na pozivu.",
    ),
    Invited("ks-interior", "sq"),
    Invited("ks-police", "sq"),
    Invited("ks-prosecution", "sq"),
    Invited("ks-council", "sq"),
    Invited("me-border", "cnr", 3),
    Invited("me-prosecution", "cnr"),
    Invited("me-court", "cnr"),
    Invited("me-parliament", "cnr"),
    Invited("me-justice", "cnr", 1),
    Invited("mk-interior", "en"),
    Invited("mk-border", "en"),
    Invited("mk-prosecution", "en"),
    Invited("mk-court", "en", 1, Fate.OPENED),
    Invited("rs-interior", "cnr"),
    Invited("rs-border", "cnr"),
    Invited("rs-prosecution", "cnr"),
    Invited("rs-court", "cnr", 1),
    Invited("rs-parliament", "cnr", 1, Fate.DRAFT),
    Invited("hr-interior", "en", 1),
    Invited("si-police", "en", 1),
    Invited("iosm", "en"),
    Invited("npsee", "en"),
    Invited("safe-harbour", "cnr"),
    Invited("migrants-lawyers", "sq", 1),
    Invited("institute", "en", 1),
)

# To the holder of a post, not to a person.
ADDRESSEES: dict[Kind, Texts] = {
    Kind.MINISTRY: t("Minister", "Ministar", "Ministri"),
    Kind.POLICE: t("Director of Police", "Direktor policije", "Drejtori i Policisë"),
    Kind.BORDER_POLICE: t(
        "Head of the Border Police",
        "Rukovodilac granične policije",
        "Drejtuesi i Policisë Kufitare",
    ),
    Kind.PROSECUTION: t("Chief Prosecutor", "Glavni tužilac", "Kryeprokurori"),
    Kind.JUDICIARY: t("President", "Predsjednik", "Kryetari"),
    Kind.PARLIAMENT: t("Chair of the Committee", "Predsjednik odbora", "Kryetari i Komisionit"),
    Kind.INTERGOVERNMENTAL: t("Director", "Direktor", "Drejtori"),
    Kind.REGIONAL_INITIATIVE: t("Coordinator", "Koordinator", "Koordinatori"),
    Kind.NGO: t("Director", "Direktor", "Drejtori"),
    Kind.ACADEMIA: t("Director", "Direktor", "Drejtori"),
}
