"""Invented papers of an invented workshop in three languages; the people do not exist."""

from __future__ import annotations

from markupsafe import Markup

from eventmgr.printing.papers import (
    AgendaDay,
    AgendaItem,
    AgendaPaper,
    AgendaPerson,
    BoothLine,
    ChannelLine,
    CoverageMatrix,
    Delegation,
    DesignationNote,
    KeyFigure,
    LetterPaper,
    ListBlock,
    ListedPerson,
    ListPaper,
    Masthead,
    NotePaper,
    Organiser,
    Paper,
    PlanPaper,
    PrintedNode,
    PrintedNote,
    SheetDay,
    SheetPaper,
    Signer,
    TextPaper,
)

LANGUAGES = ("en", "cnr", "sq")

NOTE = DesignationNote(
    "*",
    "This designation is without prejudice to positions on status, and is in line with UNSCR "
    "1244/1999 and the ICJ Opinion on the Kosovo declaration of independence.",
)

# LOC-46: every letter of the region and its neighbours.
LETTERS = "ČĆŽŠĐ ŚŹ śź Çë ЃЌЅЏЉЊЂЋ С́З́ ΆΈ ȘȚ ĞİŞ – ’ „ “ †"

LONG_NAME = (
    "Dr. Aleksandra-Konstantina PETROVIĆ NJEGOŠ-HADŽIABDULAHOVIĆ ŚEKULARAC VON HOHENLOHE-ŠAHOVIĆ"
)

TITLE = {
    "en": "Regional Workshop on Cross-border Co-operation in Addressing Migration-related Crimes "
    "in the Western Balkans",
    "cnr": "Regionalna radionica o prekograničnoj saradnji u suzbijanju krivičnih djela u vezi s "
    "migracijama na Zapadnom Balkanu",
    "sq": "Punëtori rajonale për bashkëpunimin ndërkufitar në trajtimin e krimeve të lidhura me "
    "migracionin në Ballkanin Perëndimor",
}
SHORT = {
    "en": "Regional Workshop on Migration-related Crimes",
    "cnr": "Regionalna radionica o krivičnim djelima u vezi s migracijama",
    "sq": "Punëtori rajonale për krimet e lidhura me migracionin",
}
DATES = {
    "en": "31 August – 1 September 2016",
    "cnr": "31. avgust – 1. septembar 2016.",
    "sq": "31 gusht – 1 shtator 2016",
}
PLACE = {"en": "Podgorica, Montenegro", "cnr": "Podgorica, Crna Gora", "sq": "Podgoricë, Mali i Zi"}
ORGANISERS = {
    "en": (
        Organiser("International Organization for Migration", "IOM"),
        Organiser("Organization for Security and Co-operation in Europe", "OSCE"),
        Organiser("United Nations Office on Drugs and Crime", "UNODC"),
    ),
    "cnr": (
        Organiser("Međunarodna organizacija za migracije", "IOM"),
        Organiser("Organizacija za evropsku bezbjednost i saradnju", "OEBS"),
        Organiser("Kancelarija Ujedinjenih nacija za droge i kriminal", "UNODC"),
    ),
    "sq": (
        Organiser("Organizata Ndërkombëtare për Migracionin", "IOM"),
        Organiser("Organizata për Siguri dhe Bashkëpunim në Evropë", "OSBE"),
        Organiser("Zyra e Kombeve të Bashkuara për Drogën dhe Krimin", "UNODC"),
    ),
}
KOSOVO = {"en": "Kosovo*", "cnr": "Kosovo*", "sq": "Kosova*"}


def masthead(language: str, **more: object) -> Masthead:
    """Return the head of the workshop's papers."""
    fields = {
        "title": TITLE[language],
        "language": language,
        "organisers": ORGANISERS[language],
        "place": PLACE[language],
        "dates": DATES[language],
        "short_title": SHORT[language],
        "designation_notes": (NOTE,),
        **more,
    }
    return Masthead(**fields)  # type: ignore[arg-type]


_CONCLUSIONS = {
    "en": {
        "chapeau": "The representatives of the ministries of internal affairs, border police and "
        "prosecution services of Albania, Bosnia and Herzegovina, Kosovo*, Montenegro, North "
        "Macedonia and Serbia, meeting in Podgorica on 31 August and 1 September 2016 at the "
        "invitation of IOM, the OSCE and UNODC,",
        "pre": (
            "<em>Recalling</em> the conclusions of the workshops held since 2013 and the results "
            "achieved by the joint contact centres,",
            "<em>Concerned</em> that organised criminal groups adapt their routes and methods "
            "faster than procedures for mutual assistance can follow,",
        ),
        "formula": "Have agreed on the following:",
        "one": "To strengthen direct contacts between border police and prosecution services, "
        "and to name in each delegation one officer who answers requests within two working "
        "days, outside office hours as well;",
        "points": (
            "the exchange of information on routes, documents used and persons travelling "
            "<em>inter alia</em> by air;",
            "joint risk analysis, prepared twice a year by the liaison officers and presented to "
            "the heads of the border police services of the region before the summer season and "
            "again before the end of the calendar year;",
            "common training of investigators and prosecutors;",
            "the protection of witnesses and of victims of trafficking in human beings;",
            "the use of joint investigation teams wherever the law allows it.",
        ),
        "continuation": "Progress on these points is reported to the organisers by 1 March 2017.",
        "closing": "Podgorica, 1 September 2016",
        "authentic": "English",
        "adoption": "Adopted by consensus by the delegations of Albania, Bosnia and Herzegovina, "
        "Kosovo*, Montenegro, North Macedonia and Serbia.",
    },
    "cnr": {
        "chapeau": "Predstavnici ministarstava unutrašnjih poslova, granične policije i državnih "
        "tužilaštava Albanije, Bosne i Hercegovine, Crne Gore, Kosova*, Sjeverne Makedonije i "
        "Srbije, na sastanku u Podgorici 31. avgusta i 1. septembra 2016. godine, na poziv "
        "IOM-a, OEBS-a i UNODC-a,",
        "pre": (
            "<em>podsjećajući</em> na zaključke radionica održanih od 2013. godine i na rezultate "
            "zajedničkih kontakt-centara,",
            "<em>zabrinuti</em> što organizovane kriminalne grupe mijenjaju puteve i načine rada "
            "brže nego što ih mogu pratiti postupci međusobne pravne pomoći,",
        ),
        "formula": "Saglasili su se o sljedećem:",
        "one": "da se ojačaju neposredni kontakti granične policije i tužilaštava, i da se u "
        "svakoj delegaciji odredi jedan službenik koji na zahtjeve odgovara u roku od dva radna "
        "dana, i van radnog vremena;",
        "points": (
            "razmjenu informacija o putevima, korišćenim ispravama i licima koja putuju, "
            "<em>inter alia</em>, vazdušnim putem;",
            "zajedničku analizu rizika, koju dva puta godišnje pripremaju oficiri za vezu i "
            "predstavljaju rukovodiocima graničnih policija regiona prije ljetnje sezone i "
            "ponovo prije kraja kalendarske godine;",
            "zajedničku obuku istražitelja i tužilaca;",
            "zaštitu svjedoka i žrtava trgovine ljudima;",
            "upotrebu zajedničkih istražnih timova gdje god to zakon dozvoljava.",
        ),
        "continuation": "O napretku se organizatori obavještavaju do 1. marta 2017. godine.",
        "closing": "Podgorica, 1. septembar 2016. godine",
        "authentic": "engleski",
        "adoption": "Usvojeno konsenzusom delegacija Albanije, Bosne i Hercegovine, Crne Gore, "
        "Kosova*, Sjeverne Makedonije i Srbije.",
    },
    "sq": {
        "chapeau": "Përfaqësuesit e ministrive të punëve të brendshme, policisë kufitare dhe "
        "prokurorive të Shqipërisë, Bosnjës dhe Hercegovinës, Kosovës*, Malit të Zi, Maqedonisë "
        "së Veriut dhe Serbisë, të mbledhur në Podgoricë më 31 gusht dhe 1 shtator 2016, me "
        "ftesë të IOM-it, OSBE-së dhe UNODC-së,",
        "pre": (
            "<em>duke kujtuar</em> përfundimet e punëtorive të mbajtura që nga viti 2013 dhe "
            "rezultatet e qendrave të përbashkëta të kontaktit,",
            "<em>të shqetësuar</em> se grupet e organizuara kriminale i ndryshojnë rrugët dhe "
            "mënyrat e veprimit më shpejt sesa procedurat e ndihmës së ndërsjellë juridike,",
        ),
        "formula": "Janë pajtuar për sa vijon:",
        "one": "të forcohen kontaktet e drejtpërdrejta ndërmjet policisë kufitare dhe "
        "prokurorive, dhe në çdo delegacion të caktohet një zyrtar që u përgjigjet kërkesave "
        "brenda dy ditëve të punës, edhe jashtë orarit zyrtar;",
        "points": (
            "shkëmbimin e informacionit për rrugët, dokumentet e përdorura dhe personat që "
            "udhëtojnë, <em>inter alia</em>, me avion;",
            "analizën e përbashkët të rrezikut, të përgatitur dy herë në vit nga oficerët "
            "ndërlidhës dhe të paraqitur te drejtuesit e policive kufitare të rajonit para "
            "sezonit veror dhe sërish para fundit të vitit kalendarik;",
            "trajnimin e përbashkët të hetuesve dhe prokurorëve;",
            "mbrojtjen e dëshmitarëve dhe të viktimave të trafikimit me njerëz;",
            "përdorimin e ekipeve të përbashkëta hetimore kudo që e lejon ligji.",
        ),
        "continuation": "Për përparimin njoftohen organizatorët deri më 1 mars 2017.",
        "closing": "Podgoricë, 1 shtator 2016",
        "authentic": "anglisht",
        "adoption": "Miratuar me konsensus nga delegacionet e Shqipërisë, Bosnjës dhe "
        "Hercegovinës, Kosovës*, Malit të Zi, Maqedonisë së Veriut dhe Serbisë.",
    },
}


def conclusions(
    language: str, labels: tuple[str, ...] = ("1.", "2.", "3.", "4.", "5.", "6.", "7.")
) -> TextPaper:
    """Return conclusions with seven paragraphs, the fourth with points a to e (as seed S002)."""
    words = _CONCLUSIONS[language]
    nodes = [PrintedNode("chapeau", Markup(words["chapeau"]), uid="u0")]
    nodes += [PrintedNode("preambular", Markup(text)) for text in words["pre"]]
    nodes.append(PrintedNode("formula", Markup(words["formula"])))
    for number, label in enumerate(labels, start=1):
        text = Markup(words["one"])
        if number == 4:
            text = Markup(words["one"].rstrip(";") + ":")
        nodes.append(PrintedNode("operative", text, label, 1, uid=f"u{number}"))
        if number == 4:
            nodes += [
                PrintedNode("sub-point", Markup(point), f"{letter}.", 2, uid=f"u4{letter}")
                for letter, point in zip("abcde", words["points"], strict=True)
            ]
            nodes.append(PrintedNode("continuation", Markup(words["continuation"]), level=1))
    foreign = language != "en"
    return TextPaper(
        masthead(language),
        "conclusions",
        tuple(nodes),
        adoption_note=words["adoption"],
        closing=words["closing"],
        courtesy_translation=foreign,
        outdated=("4", "6") if foreign else (),
        authentic_language=words["authentic"],
    )


_CONCEPT = {
    "en": (
        "Background",
        "The movement of people throughout 2015 and its continuation into the present year have "
        "posed considerable challenges to the administrations of the region, in particular to "
        "the border police, the asylum authorities and the prosecution services.",
        "More than one million arrivals were counted in the European Union in 2015",
        "Structure of the workshop",
        "The workshop brings together investigators, prosecutors and liaison officers from "
        "Albania, Bosnia and Herzegovina, Kosovo*, Montenegro, North Macedonia and Serbia. "
        "Working groups discuss two cases that were investigated in more than one jurisdiction.",
        "Expected results",
        (
            "a list of contact points for urgent requests;",
            "a joint calendar of training;",
            "main findings and outcomes in the form of conclusions.",
        ),
        "Europol, Migrant smuggling in the EU, p. 5,",
        "the same, p. 4,",
    ),
    "cnr": (
        "Osnovne informacije",
        "Kretanje ljudi tokom 2015. godine i njegov nastavak u tekućoj godini postavili su velike "
        "izazove pred uprave u regionu, posebno pred graničnu policiju, organe nadležne za azil "
        "i državna tužilaštva.",
        "U Evropskoj uniji je 2015. godine evidentirano više od milion dolazaka",
        "Struktura radionice",
        "Radionica okuplja istražitelje, tužioce i oficire za vezu iz Albanije, Bosne i "
        "Hercegovine, Crne Gore, Kosova*, Sjeverne Makedonije i Srbije. Radne grupe razmatraju "
        "dva slučaja koja su istraživana u više jurisdikcija.",
        "Očekivani rezultati",
        (
            "spisak kontakt-tačaka za hitne zahtjeve;",
            "zajednički kalendar obuka;",
            "glavni nalazi i ishodi u obliku zaključaka.",
        ),
        "Evropol, Krijumčarenje migranata u EU, str. 5,",
        "isto, str. 4,",
    ),
    "sq": (
        "Historiku",
        "Lëvizja e njerëzve gjatë vitit 2015 dhe vazhdimi i saj në vitin aktual kanë paraqitur "
        "sfida të mëdha për administratat e rajonit, veçanërisht për policinë kufitare, "
        "autoritetet e azilit dhe prokuroritë.",
        "Në Bashkimin Evropian në vitin 2015 u regjistruan mbi një milion ardhje",
        "Struktura e punëtorisë",
        "Punëtoria mbledh hetues, prokurorë dhe oficerë ndërlidhës nga Shqipëria, Bosnja dhe "
        "Hercegovina, Kosova*, Mali i Zi, Maqedonia e Veriut dhe Serbia. Grupet e punës "
        "diskutojnë dy raste që janë hetuar në më shumë se një juridiksion.",
        "Rezultatet e pritura",
        (
            "një listë e pikave të kontaktit për kërkesa urgjente;",
            "një kalendar i përbashkët i trajnimeve;",
            "gjetjet kryesore në formë përfundimesh.",
        ),
        "Europol, Kontrabanda e migrantëve në BE, f. 5,",
        "po aty, f. 4,",
    ),
}
_ADDRESS = (
    "https://www.example.org/sites/default/files/publications/migrant_smuggling_report_2016.pdf"
)


def _call(number: int) -> str:
    return f'<a class="note-call" id="call-{number}" href="#note-{number}">{number}</a>'


def concept(language: str) -> TextPaper:
    """Return a concept paper with sections, bullets and two source notes."""
    back, first, fact, structure, who, results, points, source, same = _CONCEPT[language]
    link = f'<a href="{_ADDRESS}">{_ADDRESS}</a>'
    nodes = (
        PrintedNode("heading", Markup(back), level=1),
        PrintedNode("paragraph", Markup(first)),
        PrintedNode("paragraph", Markup(f"{fact}{_call(1)}. {first}")),
        PrintedNode("paragraph", Markup(f"{first} {fact}.{_call(2)}")),
        PrintedNode("heading", Markup(structure), level=1),
        PrintedNode("paragraph", Markup(who)),
        PrintedNode("paragraph", Markup(first)),
        PrintedNode("heading", Markup(results), level=1),
        PrintedNode("lead-in", Markup(first)),
        *(PrintedNode("bullet", Markup(point), level=1) for point in points),
    )
    return TextPaper(
        masthead(language, note=""),
        "concept-paper",
        nodes,
        notes=(
            PrintedNote(1, Markup(f"{source} {link}")),
            PrintedNote(2, Markup(f"{same} {link}")),
        ),
    )


_AGENDA = {
    "en": (
        "Wednesday, 31 August 2016",
        "Thursday, 1 September 2016",
        "Draft 2, 15 July 2016",
        "English, Montenegrin and Albanian may be spoken and can be listened to",
        (
            "Registration",
            "Opening of the workshop",
            "Family photo",
            "Coffee break",
            "Session 1: Migration-related crimes in the region: state of play",
            "Lunch",
            "Session 2: Requests for mutual assistance that arrive in time",
            "Closing and adoption of the conclusions",
        ),
        "Which routes and methods have changed since last year? What did joint contact "
        "centres learn from it?",
        "Director of the Border Police",
        "Head of the Mission",
        "Times are local: CEST (Podgorica)",
    ),
    "cnr": (
        "Srijeda, 31. avgust 2016.",
        "Četvrtak, 1. septembar 2016.",
        "Nacrt 2, 15. jul 2016.",
        "govori se i može se slušati na engleskom, crnogorskom i albanskom",
        (
            "Registracija",
            "Otvaranje radionice",
            "Zajednička fotografija",
            "Pauza za kafu",
            "Sesija 1: Krivična djela u vezi s migracijama u regionu: trenutno stanje",
            "Ručak",
            "Sesija 2: Zamolnice koje stižu na vrijeme",
            "Zatvaranje i usvajanje zaključaka",
        ),
        "Koji su se putevi i načini rada promijenili od prošle godine? Šta su zajednički "
        "kontakt-centri iz toga naučili?",
        "direktor Granične policije",
        "šef Misije",
        "Vrijeme je lokalno: CEST (Podgorica)",
    ),
    "sq": (
        "E mërkurë, 31 gusht 2016",
        "E enjte, 1 shtator 2016",
        "Drafti 2, 15 korrik 2016",
        "flitet dhe dëgjohet anglisht, malazezisht dhe shqip",
        (
            "Regjistrimi",
            "Hapja e punëtorisë",
            "Fotografia e përbashkët",
            "Pushim për kafe",
            "Sesioni 1: Krimet e lidhura me migracionin në rajon: gjendja aktuale",
            "Dreka",
            "Sesioni 2: Kërkesat për ndihmë juridike që arrijnë në kohë",
            "Mbyllja dhe miratimi i përfundimeve",
        ),
        "Cilat rrugë dhe metoda kanë ndryshuar që nga viti i kaluar? Çfarë mësuan prej tyre "
        "qendrat e përbashkëta të kontaktit?",
        "Drejtor i Policisë Kufitare",
        "Shef i Misionit",
        "Orët janë lokale: CEST (Podgoricë)",
    ),
}


def agenda(language: str) -> AgendaPaper:
    """Return an agenda of two days with two speakers from Kosovo* (DES-05 table)."""
    day1, day2, draft, languages, titles, question, director, head, zone = _AGENDA[language]
    kosovo = KOSOVO[language]
    people = (
        AgendaPerson("moderator", "Ana Đukanović", head, "OSCE"),
        AgendaPerson(
            "panellist", "Ilir Çela", director, "Shqipëria" if language == "sq" else "Albania"
        ),
        AgendaPerson("panellist", "Besa Gjoni", director, kosovo),
        AgendaPerson("rapporteur", "Đorđe Šahović", director, "Serbia"),
    )
    opening = (
        AgendaPerson("opening", "H.E. Milica Petrović Njegoš", director, "Montenegro"),
        AgendaPerson("opening", "Arben Xhaferi", director, kosovo),
    )

    def day(heading: str) -> AgendaDay:
        return AgendaDay(
            heading,
            (
                AgendaItem("08:30", "09:00", titles[0], "registration"),
                AgendaItem("09:00", "09:30", titles[1], "opening", people=opening),
                AgendaItem("09:30", "09:45", titles[2], "family photo"),
                AgendaItem(
                    "09:45",
                    "10:45",
                    titles[4],
                    "session",
                    Markup(question),
                    "Aula 1",
                    people,
                    languages,
                ),
                AgendaItem("10:45", "11:00", titles[3], "coffee break"),
                AgendaItem(
                    "11:00", "12:30", titles[6], "session", Markup(question), "Aula 1", people
                ),
                AgendaItem("12:30", "14:00", titles[5], "lunch"),
                AgendaItem("14:00", "15:45", titles[7], "closing", people=people[:1]),
            ),
        )

    return AgendaPaper(masthead(language, note=draft), (day(day1), day(day2)), languages, zone)


_LIST = {
    "en": (
        "Albania",
        "Montenegro",
        "Serbia",
        "International and regional organizations",
        "Ministry of Internal Affairs",
        "Special Prosecution Office",
        "Head of Delegation",
        "Prosecutor",
        "Representative",
        "Adviser",
    ),
    "cnr": (
        "Albanija",
        "Crna Gora",
        "Srbija",
        "Međunarodne i regionalne organizacije",
        "Ministarstvo unutrašnjih poslova",
        "Specijalno državno tužilaštvo",
        "šef delegacije",
        "tužilac",
        "predstavnik",
        "savjetnik",
    ),
    "sq": (
        "Shqipëria",
        "Mali i Zi",
        "Serbia",
        "Organizata ndërkombëtare dhe rajonale",
        "Ministria e Punëve të Brendshme",
        "Prokuroria Speciale",
        "kryetar i delegacionit",
        "prokuror",
        "përfaqësues",
        "këshilltar",
    ),
}


def participants(language: str, kosovo_people: int = 3, *, long_name: bool = True) -> ListPaper:
    """Return a list with delegations, a protected person and a very long name."""
    albania, montenegro, serbia, organisations, ministry, office, head, prosecutor, rep, adviser = (
        _LIST[language]
    )
    kosovo = KOSOVO[language]
    many = tuple(
        ListedPerson(f"Mr. Njegoš LJUBOVIĆ {chr(65 + n)}.", adviser, ministry) for n in range(9)
    )
    delegations = (
        Delegation(
            albania,
            (
                ListedPerson(
                    "Ms. Mira LURA", head, ministry, ("mira.lura@example.org", "+355 4 000 000")
                ),
                ListedPerson("Mr. Ilir ÇELA", prosecutor, office),
                ListedPerson("Mr. Agim DUKA", prosecutor, office),
            ),
        ),
        Delegation(
            kosovo,
            (
                *(
                    ListedPerson(f"Ms. Besa GJONI {chr(65 + n)}.", prosecutor, office)
                    for n in range(kosovo_people)
                ),
                ListedPerson(rep, "", ministry),
            ),
        ),
        Delegation(
            montenegro,
            (
                ListedPerson(LONG_NAME if long_name else "H.E. Ana ĐUKANOVIĆ", head, ministry),
                *many,
            ),
        ),
        Delegation(serbia, many),
    )
    blocks = (
        ListBlock("", delegations),
        ListBlock(
            organisations,
            (
                Delegation("IOM", (ListedPerson("Ms. Ana ĆULAFIĆ", adviser, "IOM"),)),
                Delegation("OSCE", (ListedPerson("Mr. Dejan ŠAHOVIĆ", adviser, "OSCE"),)),
            ),
        ),
    )
    return ListPaper(masthead(language), blocks, final=True)


_LETTER = {
    "en": (
        "Podgorica, 4 July 2016",
        ("Director of the Border Police", "Ministry of Internal Affairs", "Tirana"),
        "Nomination of three participants",
        "Excellency,",
        "On behalf of IOM, the OSCE and UNODC I have the honour to invite your institution to "
        "the Regional Workshop on Cross-border Co-operation, to be held in Podgorica on 31 "
        "August and 1 September 2016, together with institutions from Kosovo* and the region.",
        "We should be grateful for the nomination of <strong>three</strong> officials, at "
        "least one of them a woman, by <strong>25 July 2016</strong>. Travel, accommodation "
        "and meals are covered by the organisers. Interpretation is provided between English, "
        "Montenegrin and Albanian.",
        "Accept, Excellency, the assurances of my highest consideration.",
        "Head of the Mission",
        ("Concept paper", "Draft agenda", "Nomination form"),
    ),
    "cnr": (
        "Podgorica, 4. jul 2016. godine",
        ("Direktor Uprave policije", "Ministarstvo unutrašnjih poslova", "Podgorica"),
        "Imenovanje tri učesnika",
        "Poštovani gospodine direktore,",
        "U ime IOM-a, OEBS-a i UNODC-a čast mi je da Vašu instituciju pozovem na Regionalnu "
        "radionicu o prekograničnoj saradnji, koja će se održati u Podgorici 31. avgusta i 1. "
        "septembra 2016. godine, zajedno s institucijama s Kosova* i iz regiona.",
        "Bili bismo Vam zahvalni da do <strong>25. jula 2016. godine</strong> imenujete "
        "<strong>tri</strong> službenika, od kojih najmanje jednu ženu. Troškove puta, "
        "smještaja i obroka snose organizatori. Obezbijeđeno je usmeno prevođenje s "
        "engleskog, crnogorskog i albanskog jezika i na te jezike.",
        "S osobitim poštovanjem,",
        "šef Misije",
        ("Koncept", "Nacrt agende", "Obrazac za imenovanje"),
    ),
    "sq": (
        "Podgoricë, 4 korrik 2016",
        ("Drejtorit të Policisë Kufitare", "Ministria e Punëve të Brendshme", "Tiranë"),
        "Emërimi i tre pjesëmarrësve",
        "I nderuar zotëri drejtor,",
        "Në emër të IOM-it, OSBE-së dhe UNODC-së kam nderin ta ftoj institucionin Tuaj në "
        "Punëtorinë rajonale për bashkëpunimin ndërkufitar, që do të mbahet në Podgoricë më 31 "
        "gusht dhe 1 shtator 2016, së bashku me institucione nga Kosova* dhe rajoni.",
        "Do t’ju ishim mirënjohës për emërimin e <strong>tre</strong> zyrtarëve, së paku njëra "
        "prej tyre grua, deri më <strong>25 korrik 2016</strong>. Udhëtimin, akomodimin dhe "
        "ushqimin i mbulojnë organizatorët. Sigurohet interpretim në anglisht, malazezisht "
        "dhe shqip.",
        "Me konsideratën më të lartë,",
        "Shef i Misionit",
        ("Koncept-dokumenti", "Projekt-axhenda", "Formulari i emërimit"),
    ),
}


def letter(language: str) -> LetterPaper:
    """Return an invitation letter."""
    place, addressee, subject, salute, first, second, goodbye, post, annexes = _LETTER[language]
    return LetterPaper(
        masthead(language),
        addressee,
        subject,
        (Markup(first), Markup(second)),
        place,
        "PDG/2016/014",
        salute,
        goodbye,
        ("Đorđe Vinet", post),
        annexes,
    )


def note(language: str) -> NotePaper:
    """Return a note verbale."""
    written = letter(language)
    return NotePaper(
        written.masthead,
        written.addressee,
        written.paragraphs,
        written.place_date,
        written.reference,
    )


def plan(language: str) -> PlanPaper:
    """Return the plan of the two-way Podgorica regime, design B (1.4)."""
    words = {
        "en": (
            "Required by the profile",
            "AIIC table",
            "Assigned",
            "day of 7 h 00, breaks counted",
            "English",
            "Montenegrin",
            "Albanian",
            "Floor",
            "relay through English",
            "Relay from a two-way booth with fewer than three people: EN–SQ.",
            "All sessions",
            "To order",
            "58 needed and 10 % spare",
            "same language",
            "direct",
        ),
        "cnr": (
            "Traži profil",
            "Tabela AIIC",
            "Određeno",
            "dan od 7 h 00, s pauzama",
            "engleski",
            "crnogorski",
            "albanski",
            "Sala",
            "relej preko engleskog",
            "Relej iz dvosmjerne kabine s manje od troje prevodilaca: EN–SQ.",
            "Sve sesije",
            "Naručiti",
            "58 potrebno i 10 % rezerve",
            "isti jezik",
            "neposredno",
        ),
        "sq": (
            "Kërkuar nga profili",
            "Tabela AIIC",
            "Caktuar",
            "dita 7 h 00, me pushimet",
            "anglisht",
            "malazezisht",
            "shqip",
            "Salla",
            "rele përmes anglishtes",
            "Rele nga kabinë dykahëshe me më pak se tre interpretë: EN–SQ.",
            "Të gjitha sesionet",
            "Për porosi",
            "58 të nevojshëm dhe 10 % rezervë",
            "gjuhë e njëjtë",
            "drejtpërdrejt",
        ),
    }[language]
    (
        profile,
        aiic,
        assigned,
        day,
        en,
        cnr,
        sq,
        floor,
        relay,
        warning,
        sessions,
        order,
        need,
        same,
        direct,
    ) = words
    return PlanPaper(
        masthead(language),
        figures=(KeyFigure(profile, "6", day), KeyFigure(aiic, "5"), KeyFigure(assigned, "5")),
        booths=(
            BoothLine(
                "1", f"{en} – {cnr}", "3", ("Ana Ćulafić", "Marko Źenica", "Đina Džaferović")
            ),
            BoothLine("2", f"{en} – {sq}", "2", ("Besa Llalla", "Agim Xhaferi")),
        ),
        channels=(
            ChannelLine(0, floor),
            ChannelLine(1, en),
            ChannelLine(2, cnr),
            ChannelLine(3, sq),
        ),
        matrices=(
            CoverageMatrix(
                sessions,
                (en, cnr, sq),
                (en, cnr, sq),
                (("=", "D", "D"), ("D", "=", "R:en"), ("D", "R:en", "=")),
                (("=", same), ("D", direct), ("R:en", relay)),
            ),
        ),
        receivers=(KeyFigure(order, "64", need),),
        warnings=(warning,),
    )


def sheet(language: str) -> SheetPaper:
    """Return attendance sheets of two days, some pages with and some without Kosovo*."""
    ministry = _LIST[language][4]
    albania, montenegro = _LIST[language][0], _LIST[language][1]
    people = (
        *(Signer(f"Mr. Agim DUKA {chr(65 + n)}.", ministry, albania) for n in range(4)),
        Signer("Ms. Besa GJONI", ministry, KOSOVO[language]),
        Signer(LONG_NAME, ministry, montenegro),
        *(Signer(f"Mr. Njegoš LJUBOVIĆ {chr(65 + n)}.", ministry, montenegro) for n in range(14)),
    )
    day1, day2 = _AGENDA[language][:2]
    privacy = {
        "en": "Signatures prove attendance to the donor and are kept for five years.",
        "cnr": "Potpisima se donatoru dokazuje prisustvo; čuvaju se pet godina.",
        "sq": "Nënshkrimet i dëshmojnë donatorit praninë dhe ruhen pesë vjet.",
    }[language]
    return SheetPaper(
        masthead(language),
        (SheetDay(day1, people), SheetDay(day2, people)),
        project="2016/371-112",
        privacy=privacy,
    )


def every(language: str) -> dict[str, Paper]:
    """Return one paper of each kind."""
    return {
        "conclusions": conclusions(language),
        "concept": concept(language),
        "agenda": agenda(language),
        "list": participants(language),
        "letter": letter(language),
        "note": note(language),
        "plan": plan(language),
        "sheet": sheet(language),
    }
