"""The agenda of the demonstration event; people are those who are registered, by name."""

from __future__ import annotations

from datetime import date, time
from typing import NamedTuple

from eventmgr.agenda.models import InterpretationMode as Mode
from eventmgr.agenda.models import ItemKind as Kind
from eventmgr.agenda.models import SessionRole as Role
from eventmgr.demo.event import FIRST_DAY, LAST_DAY
from eventmgr.demo.words import Texts, t


class Part(NamedTuple):
    """Somebody's part in an item, and the language the person will speak."""

    role: Role
    name: str
    speaks: str = "en"


class Item(NamedTuple):
    """A row of the agenda."""

    day: date
    starts: time
    ends: time
    kind: Kind
    title: Texts
    description: Texts = {}
    room: str = "Morača"
    mode: Mode = Mode.SIMULTANEOUS
    people: tuple[Part, ...] = ()


_COFFEE = t("Coffee break", "Pauza za kafu", "Pushim për kafe")
_LUNCH = t("Lunch", "Ručak", "Dreka")

FIRST: tuple[Item, ...] = (
    Item(
        FIRST_DAY,
        time(8, 30),
        time(9, 0),
        Kind.REGISTRATION,
        t(
            "Registration and distribution of receivers",
            "Prijava učesnika i podjela prijemnika",
            "Regjistrimi dhe shpërndarja e marrësve",
        ),
        room="Zeta",
        mode=Mode.NONE,
    ),
    Item(
        FIRST_DAY,
        time(9, 0),
        time(9, 30),
        Kind.OPENING,
        t("Opening of the workshop", "Otvaranje radionice", "Hapja e punëtorisë"),
        people=(
            Part(Role.OPENING, "Vladan Jokić Radonjin", "cnr"),
            Part(Role.OPENING, "Katrin Lindqvist"),
            Part(Role.OPENING, "Giulia Ferrante"),
            Part(Role.MODERATOR, "Tijana Ivanović", "cnr"),
        ),
    ),
    Item(
        FIRST_DAY,
        time(9, 30),
        time(10, 45),
        Kind.SESSION,
        t(
            "Session 1: On the routes of the region – the present picture",
            "Sesija 1: Na rutama kroz region – aktuelno stanje",
            "Seanca 1: Në itineraret e rajonit – gjendja aktuale",
        ),
        t(
            "How have routes, prices and methods changed since 2025? What do officers see at "
            "first contact, and how much of it is written down in a way that a court can use?",
            "Kako su se rute, cijene i načini rada promijenili od 2025. godine? Šta službenici "
            "uočavaju pri prvom kontaktu i koliko se od toga bilježi tako da sud to može "
            "koristiti?",
            "Si kanë ndryshuar itineraret, çmimet dhe metodat që nga viti 2025? Çfarë vërejnë "
            "zyrtarët në kontaktin e parë dhe sa prej saj shënohet në mënyrë që gjykata ta "
            "përdorë?",
        ),
        people=(
            Part(Role.MODERATOR, "Marko Perišin", "cnr"),
            Part(Role.KEYNOTE, "Nikola Tadinac"),
            Part(Role.PANELLIST, "Ilir Xhaferaj", "sq"),
            # Macedonian is not among the languages of the floor: the plan has to say so.
            Part(Role.PANELLIST, "Gjorgji Kjosev", "mk"),
            Part(Role.RAPPORTEUR, "Lejla Đulić"),
        ),
    ),
    Item(FIRST_DAY, time(10, 45), time(11, 0), Kind.COFFEE, _COFFEE, room="Zeta", mode=Mode.NONE),
    Item(
        FIRST_DAY,
        time(11, 0),
        time(12, 30),
        Kind.SESSION,
        t(
            "Session 2: Evidence across the border – requests, joint teams and direct contacts",
            "Sesija 2: Dokazi preko granice – zahtjevi, zajednički timovi i neposredni kontakti",
            "Seanca 2: Provat përtej kufirit – kërkesat, ekipet e përbashkëta dhe kontaktet e "
            "drejtpërdrejta",
        ),
        t(
            "What makes a request fail? When is a joint investigation team worth the effort, and "
            "who has to be called on the first day?",
            "Zbog čega zahtjev ostane bez odgovora? Kada se zajednički istražni tim isplati i "
            "koga treba pozvati prvog dana?",
            "Pse dështon një kërkesë? Kur ia vlen një ekip i përbashkët hetimor dhe kë duhet "
            "telefonuar ditën e parë?",
        ),
        people=(
            Part(Role.MODERATOR, "Drita Malaj", "sq"),
            Part(Role.PANELLIST, "Jovana Vukotić Perović", "cnr"),
            Part(Role.PANELLIST, "Luan Zymberaj", "sq"),
            Part(Role.PANELLIST, "Sanja Ćirković"),
            Part(Role.PANELLIST, "Ioana Dumitrașcu"),
            Part(Role.RAPPORTEUR, "Tamara Bošnjak", "cnr"),
        ),
    ),
    Item(FIRST_DAY, time(12, 30), time(14, 0), Kind.LUNCH, _LUNCH, room="Cijevna", mode=Mode.NONE),
    Item(
        FIRST_DAY,
        time(14, 0),
        time(15, 45),
        Kind.SESSION,
        t(
            "Session 3: Heard once, heard well – victims and witnesses in the proceedings",
            "Sesija 3: Saslušani jednom, saslušani kako treba – žrtve i svjedoci u postupku",
            "Seanca 3: Të dëgjuar një herë, të dëgjuar mirë – viktimat dhe dëshmitarët në "
            "procedurë",
        ),
        t(
            "How can a statement be recorded so that it need not be repeated? What do victims "
            "need before, during and after the hearing, and who provides it?",
            "Kako zabilježiti iskaz da se ne mora ponavljati? Šta je žrtvama potrebno prije, u "
            "toku i nakon saslušanja i ko to obezbjeđuje?",
            "Si të regjistrohet një dëshmi që të mos ketë nevojë të përsëritet? Çfarë u duhet "
            "viktimave para, gjatë dhe pas dëgjimit dhe kush e siguron këtë?",
        ),
        people=(
            Part(Role.MODERATOR, "Hélène Marchetti"),
            Part(Role.PANELLIST, "Ivana Źenović", "cnr"),
            Part(Role.PANELLIST, "Marija Popović Ilić", "cnr"),
            Part(Role.PANELLIST, "Elona Gjergjaj", "sq"),
            Part(Role.RAPPORTEUR, "Elena Ljubevska"),
        ),
    ),
    Item(FIRST_DAY, time(15, 45), time(16, 0), Kind.COFFEE, _COFFEE, room="Zeta", mode=Mode.NONE),
    Item(
        FIRST_DAY,
        time(16, 0),
        time(17, 30),
        Kind.SESSION,
        t(
            "Case study: one van, three jurisdictions",
            "Studija slučaja: jedan kombi, tri jurisdikcije",
            "Rast studimor: një furgon, tri juridiksione",
        ),
        t(
            "Mixed tables of police, prosecutors and judges draft a request for evidence and "
            "answer the one of the next table.",
            "Za mješovitim stolovima policajci, tužioci i sudije sastavljaju zahtjev za "
            "dostavljanje dokaza i odgovaraju na zahtjev susjednog stola.",
            "Në tryeza të përziera, policë, prokurorë dhe gjyqtarë hartojnë një kërkesë për prova "
            "dhe i përgjigjen kërkesës së tryezës fqinje.",
        ),
        people=(
            Part(Role.MODERATOR, "Thanasis Karavias"),
            Part(Role.RAPPORTEUR, "Ardit Hoxhallari", "sq"),
        ),
    ),
    Item(
        FIRST_DAY,
        time(17, 30),
        time(17, 45),
        Kind.PHOTO,
        t("Family photo", "Zajednička fotografija", "Fotografia e përbashkët"),
        room="Zeta",
        mode=Mode.NONE,
    ),
    Item(
        FIRST_DAY,
        time(19, 30),
        time(21, 30),
        Kind.DINNER,
        t(
            "Dinner hosted by the Ministry of Interior",
            "Večera čiji je domaćin Ministarstvo unutrašnjih poslova",
            "Darkë e shtruar nga Ministria e Punëve të Brendshme",
        ),
        room="Cijevna",
        mode=Mode.NONE,
    ),
)

SECOND: tuple[Item, ...] = (
    Item(
        LAST_DAY,
        time(9, 0),
        time(10, 45),
        Kind.SESSION,
        t(
            "Session 4: Following the money – financial investigations and the proceeds of crime",
            "Sesija 4: Tragom novca – finansijske istrage i imovinska korist stečena kriminalom",
            "Seanca 4: Në gjurmët e parave – hetimet financiare dhe produktet e veprës penale",
        ),
        t(
            "Who opens the financial investigation, and when? How fast can a bank in another "
            "jurisdiction be asked to hold funds?",
            "Ko i kada pokreće finansijsku istragu? Koliko se brzo od banke u drugoj jurisdikciji "
            "može zatražiti da zadrži sredstva?",
            "Kush e hap hetimin financiar dhe kur? Sa shpejt mund t’i kërkohet një banke në një "
            "juridiksion tjetër t’i bllokojë mjetet?",
        ),
        people=(
            Part(Role.MODERATOR, "Giulia Ferrante"),
            Part(Role.PANELLIST, "Mirza Šehović"),
            Part(Role.PANELLIST, "Vlora Berishanaj", "sq"),
            Part(Role.PANELLIST, "Nemanja Lazarević"),
            Part(Role.RAPPORTEUR, "Snežana Kalezić", "cnr"),
        ),
    ),
    Item(LAST_DAY, time(10, 45), time(11, 0), Kind.COFFEE, _COFFEE, room="Zeta", mode=Mode.NONE),
    Item(
        LAST_DAY,
        time(11, 0),
        time(12, 30),
        Kind.SESSION,
        t(
            "Reports of the rapporteurs and presentation of the draft conclusions",
            "Izvještaji izvjestilaca i predstavljanje nacrta zaključaka",
            "Raportet e raportuesve dhe paraqitja e draftit të konkluzioneve",
        ),
        t(
            "Each rapporteur has ten minutes; the secretariat then presents the draft on the "
            "screen.",
            "Svaki izvjestilac ima deset minuta, nakon čega sekretarijat predstavlja nacrt na "
            "ekranu.",
            "Secili raportues ka dhjetë minuta; më pas sekretariati e paraqet draftin në ekran.",
        ),
        people=(
            Part(Role.MODERATOR, "Katrin Lindqvist"),
            Part(Role.SPEAKER, "Lejla Đulić"),
            Part(Role.SPEAKER, "Tamara Bošnjak", "cnr"),
            Part(Role.SPEAKER, "Elena Ljubevska"),
            Part(Role.SPEAKER, "Ardit Hoxhallari", "sq"),
            Part(Role.RAPPORTEUR, "Snežana Kalezić", "cnr"),
        ),
    ),
    Item(LAST_DAY, time(12, 30), time(14, 0), Kind.LUNCH, _LUNCH, room="Cijevna", mode=Mode.NONE),
    Item(
        LAST_DAY,
        time(14, 0),
        time(15, 45),
        Kind.SESSION,
        t(
            "Drafting of the conclusions, paragraph by paragraph",
            "Izrada zaključaka, tačka po tačka",
            "Hartimi i konkluzioneve, paragraf pas paragrafi",
        ),
        t(
            "The draft is read and amended on the screen in English, Montenegrin and Albanian.",
            "Nacrt se čita i mijenja na ekranu na engleskom, crnogorskom i albanskom jeziku.",
            "Drafti lexohet dhe ndryshohet në ekran në anglisht, malazezisht dhe shqip.",
        ),
        people=(
            Part(Role.MODERATOR, "Katrin Lindqvist"),
            Part(Role.RAPPORTEUR, "Drita Malaj", "sq"),
        ),
    ),
    Item(LAST_DAY, time(15, 45), time(16, 0), Kind.COFFEE, _COFFEE, room="Zeta", mode=Mode.NONE),
    Item(
        LAST_DAY,
        time(16, 0),
        time(17, 0),
        Kind.SESSION,
        t("Adoption of the conclusions", "Usvajanje zaključaka", "Miratimi i konkluzioneve"),
        t(
            "Adoption by consensus of the heads of delegation.",
            "Usvajanje konsenzusom šefova delegacija.",
            "Miratimi me konsensus i kryetarëve të delegacioneve.",
        ),
        people=(
            Part(Role.MODERATOR, "Katrin Lindqvist"),
            Part(Role.RAPPORTEUR, "Drita Malaj", "sq"),
        ),
    ),
    Item(
        LAST_DAY,
        time(17, 0),
        time(17, 30),
        Kind.CLOSING,
        t("Closing of the workshop", "Zatvaranje radionice", "Mbyllja e punëtorisë"),
        people=(
            Part(Role.SPEAKER, "Tijana Ivanović", "cnr"),
            Part(Role.SPEAKER, "Giulia Ferrante"),
        ),
    ),
)

AGENDA = FIRST + SECOND
