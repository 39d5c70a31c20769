"""The draft conclusions of the demonstration event."""

from __future__ import annotations

from datetime import date

from eventmgr.demo.words import Line, operative, preambular, sub_point, t
from eventmgr.text.model import NodeKind

CONCLUSIONS: tuple[Line, ...] = (
    Line(
        NodeKind.CHAPEAU,
        t(
            "The Regional Workshop on Cross-border Evidence in Cases of Migrant Smuggling and "
            "Trafficking in Human Beings was held in Podgorica on 20 and 21 April 2027. It was "
            "organised by the Regional Forum for Border Management (RFBM) and the Centre for "
            "Cross-border Justice (CCJ), with the Ministry of Interior of Montenegro as host. "
            "Representatives of Albania, Bosnia and Herzegovina, Kosovo*, Montenegro, North "
            "Macedonia and Serbia took part, together with international and regional "
            "organisations, civil society and the academic community.",
            "Regionalna radionica o prekograničnim dokazima u predmetima krijumčarenja migranata "
            "i trgovine ljudima održana je u Podgorici 20. i 21. aprila 2027. godine. Radionicu "
            "su organizovali Regionalni forum za upravljanje granicama (RFBM) i Centar za "
            "prekograničnu pravdu (CCJ), a domaćin je bilo Ministarstvo unutrašnjih poslova Crne "
            "Gore. Učestvovali su predstavnici i predstavnice Albanije, Bosne i Hercegovine, Crne "
            "Gore, Kosova*, Sjeverne Makedonije i Srbije, kao i međunarodnih i regionalnih "
            "organizacija, civilnog društva i akademske zajednice.",
            "Punëtoria rajonale për provat ndërkufitare në çështjet e kontrabandimit të "
            "migrantëve dhe trafikimit të qenieve njerëzore u mbajt në Podgoricë më 20 dhe 21 "
            "prill 2027. Ajo u organizua nga Forumi Rajonal për Menaxhimin e Kufijve (RFBM) dhe "
            "Qendra për Drejtësi Ndërkufitare (CCJ), me Ministrinë e Punëve të Brendshme të Malit "
            "të Zi si mikpritëse. Morën pjesë përfaqësues nga Bosnja dhe Hercegovina, Kosova*, "
            "Maqedonia e Veriut, Mali i Zi, Serbia dhe Shqipëria, si edhe organizata "
            "ndërkombëtare dhe rajonale, shoqëria civile dhe bashkësia akademike.",
        ),
    ),
    preambular(
        "Having examined how evidence of migrant smuggling and of trafficking in human beings is "
        "requested, collected and used across the borders of the region,",
        "Razmotrivši kako se dokazi o krijumčarenju migranata i trgovini ljudima traže, "
        "prikupljaju i koriste preko granica u regionu,",
        "Pasi shqyrtuan mënyrën se si provat për kontrabandimin e migrantëve dhe trafikimin e "
        "qenieve njerëzore kërkohen, mblidhen dhe përdoren përtej kufijve të rajonit,",
    ),
    preambular(
        "Mindful that behind every case there are people who need protection, whether or not a "
        "judgment is ever given,",
        "Svjesni da iza svakog predmeta stoje ljudi kojima je potrebna zaštita, bez obzira na to "
        "hoće li presuda ikada biti donijeta,",
        "Të vetëdijshëm se pas çdo çështjeje ka njerëz që kanë nevojë për mbrojtje, pavarësisht "
        "nëse do të jepet ndonjëherë një vendim gjyqësor,",
    ),
    preambular(
        "Convinced that a request which reaches the right desk on the same day is worth more than "
        "a new agreement that nobody applies,",
        "Uvjereni da zahtjev koji istog dana stigne na pravo mjesto vrijedi više od novog "
        "sporazuma koji niko ne primjenjuje,",
        "Të bindur se një kërkesë që arrin brenda ditës në zyrën e duhur vlen më shumë se një "
        "marrëveshje e re që askush nuk e zbaton,",
    ),
    Line(
        NodeKind.FORMULA,
        t(
            "The participants have reached the following conclusions:",
            "Učesnici i učesnice radionice usvojili su sljedeće zaključke:",
            "Pjesëmarrësit arritën konkluzionet e mëposhtme:",
        ),
    ),
    operative(
        "Welcome the progress that border police services have made in recording evidence at the "
        "first contact, and recommend that the record kept there be accepted, as far as the law "
        "allows, by prosecution offices on both sides of a border.",
        "Pozdravljaju napredak koji su službe granične policije ostvarile u bilježenju dokaza pri "
        "prvom kontaktu i preporučuju da se tako sačinjen zapisnik prihvata, u mjeri u kojoj "
        "zakon to dopušta, u tužilaštvima s obje strane granice.",
        "Mirëpresin përparimin që shërbimet e policisë kufitare kanë arritur në dokumentimin e "
        "provave në kontaktin e parë dhe rekomandojnë që procesverbali i mbajtur aty të pranohet, "
        "për aq sa e lejon ligji, nga prokuroritë në të dyja anët e kufirit.",
    ),
    operative(
        "Recommend that requests for evidence be made on the model form prepared by CCJ, with its "
        "checklist filled in, and that they be answered within ten working days.",
        "Preporučuju da se zahtjevi za dostavljanje dokaza sačinjavaju na obrascu koji je "
        "pripremio CCJ, s popunjenom kontrolnom listom, i da se na njih odgovara u roku od deset "
        "radnih dana.",
        "Rekomandojnë që kërkesat për prova të hartohen sipas modelit të përgatitur nga CCJ-ja, "
        "me listën e kontrollit të plotësuar, dhe që atyre t’u jepet përgjigje brenda dhjetë "
        "ditëve të punës.",
    ),
    operative(
        "Invite each delegation to name, by 30 June 2027, one contact point in the police and one "
        "in the prosecution service who can be reached for urgent cases on any day of the week.",
        "Pozivaju svaku delegaciju da do 30. juna 2027. godine odredi po jednu kontakt-tačku u "
        "policiji i u tužilaštvu koja je za hitne predmete dostupna svakog dana u sedmici.",
        "Ftojnë secilin delegacion që deri më 30 qershor 2027 të caktojë nga një pikë kontakti në "
        "polici dhe në prokurori, e cila për raste urgjente të jetë e arritshme çdo ditë të javës.",
    ),
    operative(
        "Agree that a joint investigation team should be considered in every case that touches "
        "two or more jurisdictions, and that the act by which it is set up should contain, "
        "*[inter alia]{la}*:",
        "Saglasni su da u svakom predmetu koji se tiče dvije ili više jurisdikcija treba "
        "razmotriti obrazovanje zajedničkog istražnog tima, kao i da akt o njegovom obrazovanju "
        "treba da sadrži, *[inter alia]{la}*:",
        "Pajtohen që në çdo çështje që prek dy ose më shumë juridiksione të shqyrtohet ngritja e "
        "një ekipi të përbashkët hetimor dhe që akti i ngritjes së tij të përmbajë, *[inter "
        "alia]{la}*:",
    ),
    sub_point(
        "the purpose of the team and the time for which it works;",
        "svrhu tima i vrijeme na koje se obrazuje;",
        "qëllimin e ekipit dhe kohën për të cilën ngrihet;",
    ),
    sub_point(
        "its members and the person who leads it on each side;",
        "sastav tima i lice koje njime rukovodi na svakoj strani;",
        "përbërjen e ekipit dhe personin që e drejton në secilën anë;",
    ),
    sub_point(
        "the language in which the members communicate and who provides interpretation;",
        "jezik na kojem članovi tima komuniciraju i ko obezbjeđuje usmeno prevođenje;",
        "gjuhën në të cilën komunikojnë anëtarët dhe kush e siguron interpretimin;",
    ),
    sub_point(
        "the rules for handing over documents, recordings and objects; and",
        "pravila o ustupanju isprava, snimaka i predmeta; i",
        "rregullat për dorëzimin e dokumenteve, regjistrimeve dhe sendeve; dhe",
    ),
    sub_point(
        "the rules for informing the public while the investigation lasts.",
        "pravila o obavještavanju javnosti dok istraga traje.",
        "rregullat për informimin e publikut gjatë kohës që zgjat hetimi.",
    ),
    Line(
        NodeKind.CONTINUATION,
        t(
            "Where time is short, the team may begin its work on the strength of an exchange of "
            "letters that covers the first two of these points.",
            "Kada je vrijeme kratko, tim može početi s radom na osnovu razmjene pisama kojom su "
            "obuhvaćene prve dvije od ovih tačaka.",
            "Kur koha është e shkurtër, ekipi mund ta fillojë punën në bazë të një shkëmbimi "
            "letrash që mbulon dy të parat nga këto pika.",
        ),
        1,
    ),
    operative(
        "Recommend that victims and vulnerable witnesses be heard once, in the presence of a "
        "person they trust, and that the recording of this hearing be recognised in all "
        "proceedings that follow.",
        "Preporučuju da se žrtve i posebno osjetljivi svjedoci saslušavaju jednom, u prisustvu "
        "lica od povjerenja, te da se snimak tog saslušanja prizna u svim kasnijim postupcima.",
        "Rekomandojnë që viktimat dhe dëshmitarët e cenueshëm të dëgjohen një herë, në prani të "
        "një personi të besuar, dhe që regjistrimi i kësaj seance të njihet në të gjitha "
        "procedurat e mëtejshme.",
    ),
    operative(
        "Call upon the competent authorities to ensure that protection, shelter and legal aid do "
        "not depend on the readiness of a victim to testify.",
        "Pozivaju nadležne organe da obezbijede da zaštita, smještaj i pravna pomoć ne zavise od "
        "spremnosti žrtve da svjedoči.",
        "U bëjnë thirrje autoriteteve kompetente të sigurojnë që mbrojtja, strehimi dhe ndihma "
        "juridike të mos varen nga gatishmëria e viktimës për të dëshmuar.",
    ),
    operative(
        "Recommend that a financial investigation be opened together with the criminal one, and "
        "that banks be asked to hold suspicious funds within 72 hours of the first report.",
        "Preporučuju da se finansijska istraga pokreće istovremeno s krivičnom i da se od banaka "
        "u roku od 72 sata od prve prijave zatraži zadržavanje sumnjivih sredstava.",
        "Rekomandojnë që hetimi financiar të hapet njëkohësisht me hetimin penal dhe që bankave "
        "t’u kërkohet bllokimi i mjeteve të dyshimta brenda 72 orëve nga raportimi i parë.",
    ),
    operative(
        "Welcome the offer of the delegations of Kosovo* and North Macedonia to hold a joint "
        "training for prosecutors and border police officers in the autumn of 2027, with the "
        "support of RFBM.",
        "Pozdravljaju ponudu delegacija Kosova* i Sjeverne Makedonije da u jesen 2027. godine, uz "
        "podršku RFBM-a, održe zajedničku obuku za tužioce i službenike granične policije.",
        "Mirëpresin ofertën e delegacioneve të Kosovës* dhe të Maqedonisë së Veriut për të "
        "mbajtur në vjeshtën e vitit 2027, me mbështetjen e RFBM-së, një trajnim të përbashkët "
        "për prokurorë dhe zyrtarë të policisë kufitare.",
    ),
    operative(
        "Ask the organisers to collect from the delegations, by 31 March 2028, what has been done "
        "under paragraphs 2, 3 and 5, and to share the answers with all who took part.",
        "Mole organizatore da do 31. marta 2028. godine od delegacija prikupe informacije o tome "
        "šta je učinjeno na osnovu tačaka 2, 3 i 5 i da ih dostave svim učesnicima i učesnicama.",
        "U kërkojnë organizatorëve që deri më 31 mars 2028 të mbledhin nga delegacionet "
        "informacion se çfarë është bërë sipas paragrafëve 2, 3 dhe 5 dhe t’ua dërgojnë "
        "përgjigjet të gjithë pjesëmarrësve.",
    ),
    operative(
        "Express their gratitude to the Ministry of Interior of Montenegro for its hospitality "
        "and for the care taken in preparing the workshop.",
        "Izražavaju zahvalnost Ministarstvu unutrašnjih poslova Crne Gore na gostoprimstvu i na "
        "pažljivoj pripremi radionice.",
        "I shprehin mirënjohje Ministrisë së Punëve të Brendshme të Malit të Zi për mikpritjen "
        "dhe për kujdesin në përgatitjen e punëtorisë.",
    ),
    Line(
        NodeKind.CLOSING,
        t(
            "Podgorica, 21 April 2027",
            "Podgorica, 21. april 2027. godine",
            "Podgoricë, 21 prill 2027",
        ),
    ),
)

# What was changed after the translation was made; the Albanian text still has to follow.
REVISED_START = "Recommend that a financial investigation"
REVISED = {
    "en": (
        "Recommend that a financial investigation be opened together with the criminal one, and "
        "that banks be asked to hold suspicious funds within 48 hours of the first report.",
        "Agreed with the prosecution offices on the telephone.",
    ),
    "cnr": (
        "Preporučuju da se finansijska istraga pokreće istovremeno s krivičnom i da se od banaka "
        "u roku od 48 sati od prve prijave zatraži zadržavanje sumnjivih sredstava.",
        "",
    ),
}

COMMENT_START = "Invite each delegation"
COMMENT = "Could two names be asked for instead of one, so that leave and illness are covered?"

# What the draft promises: paragraph, its number, who, what, by when.
COMMITMENTS = (
    (
        "Invite each delegation",
        "3",
        "All delegations",
        "Name one contact point for requests about evidence.",
        date(2027, 6, 30),
    ),
    (
        "Ask the organisers",
        "9",
        "RFBM and CCJ",
        "Collect what has been done under paragraphs 2, 3 and 5, and share the answers.",
        date(2028, 3, 31),
    ),
)
