"""Institutions and organisations of the demonstration; those of delegations bear plain names."""

from __future__ import annotations

from typing import NamedTuple

from eventmgr.demo.words import Texts, t
from eventmgr.directory.models import OrganisationKind as Kind


class Institution(NamedTuple):
    """An entry of the registry; `designation` is a code of the starting list or None."""

    key: str
    kind: Kind
    designation: str | None
    names: Texts
    acronym: str = ""
    address: str = ""


_INTERIOR = t(
    "Ministry of Interior",
    "Ministarstvo unutrašnjih poslova",
    "Ministria e Punëve të Brendshme",
)
_BORDER_POLICE = t("Border Police", "Granična policija", "Policia Kufitare")
_SUPREME_COURT = t("Supreme Court", "Vrhovni sud", "Gjykata Supreme")

DELEGATIONS: tuple[Institution, ...] = (
    Institution(
        "al-interior",
        Kind.MINISTRY,
        "AL",
        t(
            "Ministry of Interior",
            "Ministarstvo unutrašnjih poslova",
            "Ministria e Brendshme",
        ),
    ),
    Institution(
        "al-border",
        Kind.BORDER_POLICE,
        "AL",
        t(
            "State Police – Department for Border and Migration",
            "Državna policija – Odjeljenje za granice i migracije",
            "Policia e Shtetit – Departamenti për Kufirin dhe Migracionin",
        ),
    ),
    Institution(
        "al-prosecution",
        Kind.PROSECUTION,
        "AL",
        t(
            "General Prosecution Office",
            "Generalno tužilaštvo",
            "Prokuroria e Përgjithshme",
        ),
    ),
    Institution(
        "al-court",
        Kind.JUDICIARY,
        "AL",
        t(
            "Court of Appeal of General Jurisdiction",
            "Apelacioni sud opšte nadležnosti",
            "Gjykata e Apelit e Juridiksionit të Përgjithshëm",
        ),
    ),
    Institution(
        "al-parliament",
        Kind.PARLIAMENT,
        "AL",
        t(
            "Assembly – Committee on National Security",
            "Skupština – Odbor za nacionalnu bezbjednost",
            "Kuvendi – Komisioni për Sigurinë Kombëtare",
        ),
    ),
    Institution(
        "ba-security",
        Kind.MINISTRY,
        "BA",
        t("Ministry of Security", "Ministarstvo bezbjednosti", "Ministria e Sigurisë"),
    ),
    Institution("ba-border", Kind.BORDER_POLICE, "BA", _BORDER_POLICE),
    Institution(
        "ba-prosecution",
        Kind.PROSECUTION,
        "BA",
        t("Prosecutor’s Office", "Tužilaštvo", "Prokuroria"),
    ),
    Institution(
        "ba-council",
        Kind.JUDICIARY,
        "BA",
        t(
            "High Judicial and Prosecutorial Council",
            "Visoki sudski i tužilački savjet",
            "Këshilli i Lartë Gjyqësor dhe Prokurorial",
        ),
    ),
    Institution(
        "ba-parliament",
        Kind.PARLIAMENT,
        "BA",
        t(
            "Parliamentary Assembly – Joint Committee on Defence and Security",
            "Parlamentarna skupština – Zajednička komisija za odbranu i bezbjednost",
            "Asambleja Parlamentare – Komisioni i Përbashkët për Mbrojtje dhe Siguri",
        ),
    ),
    Institution(
        "ks-interior",
        Kind.MINISTRY,
        "KS",
        t(
            "Ministry of Internal Affairs",
            "Ministarstvo unutrašnjih poslova",
            "Ministria e Punëve të Brendshme",
        ),
    ),
    Institution(
        "ks-police",
        Kind.POLICE,
        "KS",
        t(
            "Police – Department for Borders",
            "Policija – Odjeljenje za granice",
            "Policia – Departamenti për Kufij",
        ),
    ),
    Institution(
        "ks-prosecution",
        Kind.PROSECUTION,
        "KS",
        t("Special Prosecution Office", "Specijalno tužilaštvo", "Prokuroria Speciale"),
    ),
    Institution(
        "ks-council",
        Kind.JUDICIARY,
        "KS",
        t("Judicial Council", "Sudski savjet", "Këshilli Gjyqësor"),
    ),
    Institution(
        "ks-assembly",
        Kind.PARLIAMENT,
        "KS",
        t(
            "Assembly – Committee on Security Affairs",
            "Skupština – Odbor za bezbjednosna pitanja",
            "Kuvendi – Komisioni për Çështje të Sigurisë",
        ),
    ),
    Institution(
        "me-interior",
        Kind.MINISTRY,
        "ME",
        _INTERIOR,
        address="Podgorica",
    ),
    Institution(
        "me-border",
        Kind.BORDER_POLICE,
        "ME",
        t(
            "Police Administration – Border Police Sector",
            "Uprava policije – Sektor granične policije",
            "Drejtoria e Policisë – Sektori i Policisë Kufitare",
        ),
    ),
    Institution(
        "me-prosecution",
        Kind.PROSECUTION,
        "ME",
        t(
            "Special State Prosecutor’s Office",
            "Specijalno državno tužilaštvo",
            "Prokuroria Speciale Shtetërore",
        ),
    ),
    Institution(
        "me-court",
        Kind.JUDICIARY,
        "ME",
        t("High Court in Podgorica", "Viši sud u Podgorici", "Gjykata e Lartë në Podgoricë"),
    ),
    Institution(
        "me-parliament",
        Kind.PARLIAMENT,
        "ME",
        t(
            "Parliament – Security and Defence Committee",
            "Skupština – Odbor za bezbjednost i odbranu",
            "Kuvendi – Komisioni për Siguri dhe Mbrojtje",
        ),
    ),
    Institution(
        "me-justice",
        Kind.MINISTRY,
        "ME",
        t("Ministry of Justice", "Ministarstvo pravde", "Ministria e Drejtësisë"),
    ),
    Institution(
        "mk-interior",
        Kind.MINISTRY,
        "MK",
        t(
            "Ministry of Internal Affairs",
            "Ministarstvo unutrašnjih poslova",
            "Ministria e Punëve të Brendshme",
        ),
    ),
    Institution("mk-border", Kind.BORDER_POLICE, "MK", _BORDER_POLICE),
    Institution(
        "mk-prosecution",
        Kind.PROSECUTION,
        "MK",
        t(
            "Basic Public Prosecutor’s Office for Organised Crime and Corruption",
            "Osnovno javno tužilaštvo za organizovani kriminal i korupciju",
            "Prokuroria Themelore Publike për Krim të Organizuar dhe Korrupsion",
        ),
    ),
    Institution("mk-court", Kind.JUDICIARY, "MK", _SUPREME_COURT),
    Institution(
        "mk-assembly",
        Kind.PARLIAMENT,
        "MK",
        t(
            "Assembly – Committee on Defence and Security",
            "Sobranje – Komisija za odbranu i bezbjednost",
            "Kuvendi – Komisioni për Mbrojtje dhe Siguri",
        ),
    ),
    Institution("rs-interior", Kind.MINISTRY, "RS", _INTERIOR),
    Institution(
        "rs-border",
        Kind.BORDER_POLICE,
        "RS",
        t(
            "Border Police Directorate",
            "Uprava granične policije",
            "Drejtoria e Policisë Kufitare",
        ),
    ),
    Institution(
        "rs-prosecution",
        Kind.PROSECUTION,
        "RS",
        t(
            "Prosecutor’s Office for Organised Crime",
            "Tužilaštvo za organizovani kriminal",
            "Prokuroria për Krim të Organizuar",
        ),
    ),
    Institution("rs-court", Kind.JUDICIARY, "RS", _SUPREME_COURT),
    Institution(
        "rs-parliament",
        Kind.PARLIAMENT,
        "RS",
        t(
            "National Assembly – Committee on Defence and Internal Affairs",
            "Narodna skupština – Odbor za odbranu i unutrašnje poslove",
            "Kuvendi Popullor – Komisioni për Mbrojtje dhe Punë të Brendshme",
        ),
    ),
)

# Partners who come as observers.
OBSERVERS: tuple[Institution, ...] = (
    Institution("hr-interior", Kind.MINISTRY, "HR", _INTERIOR),
    Institution(
        "si-police",
        Kind.POLICE,
        "SI",
        t(
            "General Police Directorate",
            "Generalna uprava policije",
            "Drejtoria e Përgjithshme e Policisë",
        ),
    ),
)

# None of these exists: a demonstration speaks for nobody.
ORGANISATIONS: tuple[Institution, ...] = (
    Institution(
        "rfbm",
        Kind.REGIONAL_INITIATIVE,
        None,
        t(
            "Regional Forum for Border Management",
            "Regionalni forum za upravljanje granicama",
            "Forumi Rajonal për Menaxhimin e Kufijve",
        ),
        "RFBM",
        "Podgorica",
    ),
    Institution(
        "ccj",
        Kind.INTERGOVERNMENTAL,
        None,
        t(
            "Centre for Cross-border Justice",
            "Centar za prekograničnu pravdu",
            "Qendra për Drejtësi Ndërkufitare",
        ),
        "CCJ",
        "Skopje",
    ),
    Institution(
        "iosm",
        Kind.INTERGOVERNMENTAL,
        None,
        t(
            "International Office for Safe Migration",
            "Međunarodna kancelarija za bezbjedne migracije",
            "Zyra Ndërkombëtare për Migrim të Sigurt",
        ),
        "IOSM",
        "Sarajevo",
    ),
    Institution(
        "npsee",
        Kind.REGIONAL_INITIATIVE,
        None,
        t(
            "Network of Prosecutors of South-East Europe",
            "Mreža tužilaca jugoistočne Evrope",
            "Rrjeti i Prokurorëve të Evropës Juglindore",
        ),
        "NPSEE",
        "Belgrade",
    ),
    Institution(
        "safe-harbour",
        Kind.NGO,
        None,
        t(
            "Safe Harbour – Assistance to Victims of Trafficking",
            "Sigurna luka – pomoć žrtvama trgovine ljudima",
            "Strehë e Sigurt – ndihmë për viktimat e trafikimit",
        ),
        "",
        "Podgorica",
    ),
    Institution(
        "migrants-lawyers",
        Kind.NGO,
        None,
        t(
            "Lawyers for Migrants’ Rights",
            "Pravnici za prava migranata",
            "Juristët për të Drejtat e Migrantëve",
        ),
        "",
        "Tirana",
    ),
    Institution(
        "institute",
        Kind.ACADEMIA,
        None,
        t(
            "Institute for Criminal Justice Research",
            "Institut za istraživanje krivičnog pravosuđa",
            "Instituti për Kërkime në Drejtësinë Penale",
        ),
        "",
        "Sarajevo",
    ),
    Institution(
        "interpreters",
        Kind.PRIVATE,
        None,
        t(
            "Echo – Conference Interpreting",
            "Eho – konferencijsko prevođenje",
            "Eko – interpretim konferencash",
        ),
        "",
        "Podgorica",
    ),
)

INSTITUTIONS = DELEGATIONS + OBSERVERS + ORGANISATIONS
