"""The concept paper of the demonstration event."""

from __future__ import annotations

from eventmgr.demo.words import Line, bullet, heading, lead_in, paragraph

CONCEPT_PAPER: tuple[Line, ...] = (
    heading("Background", "Kontekst", "Konteksti"),
    paragraph(
        "Criminal groups that smuggle migrants or traffic in human beings work across several "
        "borders at once; the authorities that pursue them stop at each of them. A case that "
        "begins with a stopped van at one crossing may need telephone records from a second "
        "jurisdiction, a bank statement from a third and a witness who has by then moved on to a "
        "fourth.",
        "Kriminalne grupe koje krijumčare migrante ili trguju ljudima djeluju istovremeno preko "
        "više granica, dok se organi koji ih gone zaustavljaju na svakoj od njih. Za predmet koji "
        "počne zaustavljanjem jednog kombija na graničnom prelazu mogu biti potrebni podaci o "
        "telefonskom saobraćaju iz druge jurisdikcije, bankovni izvod iz treće i svjedok koji je "
        "u međuvremenu već prešao u četvrtu.",
        "Grupet kriminale që kontrabandojnë migrantë ose trafikojnë qenie njerëzore veprojnë "
        "njëkohësisht përtej disa kufijve, ndërsa autoritetet që i ndjekin ndalen në secilin prej "
        "tyre. Një çështje që nis me ndalimin e një furgoni në një pikë kufitare mund të kërkojë "
        "të dhëna telefonike nga një juridiksion i dytë, një nxjerrje bankare nga një i tretë dhe "
        "një dëshmitar që ndërkohë ka kaluar në një të katërt.",
    ),
    paragraph(
        "The Regional Forum for Border Management (RFBM) and the Centre for Cross-border Justice "
        "(CCJ) reviewed 64 closed cases from the region in the course of 2026. In more than half "
        "of them evidence that existed on the other side of a border never reached the court, "
        "most often because the request came too late, went through the wrong channel or was "
        "drafted in a form that the receiving authority could not use.^[RFBM and CCJ, *Evidence "
        "that never arrived: a review of 64 cases*, Podgorica 2026, pp. 11–19, "
        "https://example.org/review-of-cases]",
        "Regionalni forum za upravljanje granicama (RFBM) i Centar za prekograničnu pravdu (CCJ) "
        "analizirali su tokom 2026. godine 64 okončana predmeta iz regiona. U više od polovine "
        "njih dokazi koji su postojali s druge strane granice nikada nijesu stigli do suda, "
        "najčešće zato što je zahtjev upućen prekasno, pogrešnim putem ili u obliku koji organ "
        "kojem je upućen nije mogao da koristi.^[RFBM i CCJ, *Dokazi koji nijesu stigli: pregled "
        "64 predmeta*, Podgorica 2026, str. 11–19, https://example.org/review-of-cases]",
        "Forumi Rajonal për Menaxhimin e Kufijve (RFBM) dhe Qendra për Drejtësi Ndërkufitare "
        "(CCJ) shqyrtuan gjatë vitit 2026 gjithsej 64 çështje të mbyllura nga rajoni. Në më shumë "
        "se gjysmën e tyre provat që ekzistonin në anën tjetër të kufirit nuk arritën kurrë në "
        "gjykatë, më së shpeshti sepse kërkesa u dërgua tepër vonë, përmes kanalit të gabuar ose "
        "në një formë që autoriteti pritës nuk mund ta përdorte.^[RFBM dhe CCJ, *Prova që nuk "
        "arritën kurrë: shqyrtim i 64 çështjeve*, Podgoricë 2026, f. 11–19, "
        "https://example.org/review-of-cases]",
    ),
    paragraph(
        "The price of delay is paid first of all by the victims. They are heard four times on "
        "average before a judgment is given, by people who do not know of each other, and many "
        "withdraw before the trial begins.^[Safe Harbour, *Four times the same question: victims "
        "before the courts*, 2026, p. 27, https://example.org/four-times] The same delay lets the "
        "proceeds of crime leave the region before anybody has asked a bank to hold "
        "them.^[Institute for Criminal Justice Research, *Where the money waits*, working paper "
        "7/2026, p. 4, https://example.org/where-the-money-waits]",
        "Cijenu kašnjenja prije svega plaćaju žrtve. Do donošenja presude saslušavaju se u "
        "prosjeku četiri puta, i to pred ljudima koji jedni za druge ne znaju, pa mnoge odustanu "
        "prije početka suđenja.^[Sigurna luka, *Četiri puta isto pitanje: žrtve pred sudom*, "
        "2026, str. 27, https://example.org/four-times] Isto kašnjenje omogućava da imovinska "
        "korist stečena krivičnim djelom napusti region prije nego što iko od banke zatraži da je "
        "zadrži.^[Institut za istraživanje krivičnog pravosuđa, *Gdje novac čeka*, radni dokument "
        "7/2026, str. 4, https://example.org/where-the-money-waits]",
        "Çmimin e vonesës e paguajnë para së gjithash viktimat. Ato dëgjohen mesatarisht katër "
        "herë para se të jepet vendimi, nga njerëz që nuk dinë për njëri-tjetrin, dhe shumë prej "
        "tyre tërhiqen para se të fillojë gjykimi.^[Strehë e Sigurt, *Katër herë e njëjta pyetje: "
        "viktimat para gjykatës*, 2026, f. 27, https://example.org/four-times] E njëjta vonesë "
        "lejon që produktet e veprës penale të dalin nga rajoni para se dikush t’i kërkojë një "
        "banke t’i bllokojë.^[Instituti për Kërkime në Drejtësinë Penale, *Ku presin paratë*, "
        "dokument pune 7/2026, f. 4, https://example.org/where-the-money-waits]",
    ),
    paragraph(
        "RFBM, CCJ and the Ministry of Interior of Montenegro have therefore decided to bring "
        "together, for two days, those who collect evidence, those who ask for it and those who "
        "decide on it.",
        "RFBM, CCJ i Ministarstvo unutrašnjih poslova Crne Gore stoga su odlučili da na dva dana "
        "okupe one koji dokaze prikupljaju, one koji ih traže i one koji o njima odlučuju.",
        "Për këtë arsye, RFBM-ja, CCJ-ja dhe Ministria e Punëve të Brendshme e Malit të Zi "
        "vendosën të mbledhin për dy ditë ata që i mbledhin provat, ata që i kërkojnë dhe ata që "
        "vendosin për to.",
    ),
    heading("Aim and objectives", "Ciljevi", "Qëllimi dhe objektivat"),
    lead_in(
        "The aim of the workshop is to shorten the way of a piece of evidence from the border to "
        "the courtroom. It has four objectives:",
        "Cilj radionice je da se skrati put dokaza od granice do sudnice. U tu svrhu treba:",
        "Qëllimi i punëtorisë është të shkurtohet rruga e provës nga kufiri në sallën e gjyqit. "
        "Punëtoria ka katër objektiva:",
    ),
    bullet(
        "to compare how evidence is requested, collected and handed over in the six delegations;",
        "uporediti kako se dokazi traže, prikupljaju i ustupaju u šest delegacija;",
        "të krahasojë mënyrën se si provat kërkohen, mblidhen dhe dorëzohen në gjashtë "
        "delegacionet;",
    ),
    bullet(
        "to agree on what a request must contain so that it can be answered within days rather "
        "than months;",
        "usaglasiti šta zahtjev mora da sadrži kako bi se na njega odgovorilo za nekoliko dana, a "
        "ne mjeseci;",
        "të arrijë pajtim se çfarë duhet të përmbajë një kërkesë që të marrë përgjigje brenda pak "
        "ditësh dhe jo muajsh;",
    ),
    bullet(
        "to find ways of hearing victims once, with their consent and with due protection, and of "
        "using that hearing in every proceeding;",
        "iznaći načine da se žrtve saslušaju jednom, uz njihov pristanak i odgovarajuću zaštitu, "
        "i da se taj iskaz koristi u svakom postupku;",
        "të gjejë mënyra që viktimat të dëgjohen një herë, me pëlqimin e tyre dhe me mbrojtjen e "
        "duhur, dhe që ajo dëshmi të përdoret në çdo procedurë;",
    ),
    bullet(
        "to prepare joint conclusions, with persons responsible and dates, that the delegations "
        "can take home.",
        "pripremiti zajedničke zaključke, s nosiocima i rokovima, koje će delegacije ponijeti "
        "svojim institucijama.",
        "të përgatisë konkluzione të përbashkëta, me bartës dhe afate, të cilat delegacionet do "
        "t’i çojnë në institucionet e tyre.",
    ),
    heading("Structure and method", "Struktura i način rada", "Struktura dhe metoda e punës"),
    paragraph(
        "Each of the four sessions opens with a real case, made anonymous, which is told by those "
        "who worked on it. A moderator leads the discussion; a rapporteur notes on one page what "
        "was agreed, what was not and what remains to be examined.",
        "Svaka od četiri sesije počinje stvarnim, anonimizovanim predmetom, koji predstavljaju "
        "oni koji su na njemu radili. Raspravom rukovodi moderator, a izvjestilac na jednoj "
        "strani bilježi o čemu je postignuta saglasnost, o čemu nije i šta tek treba razmotriti.",
        "Secila nga katër seancat hapet me një rast të vërtetë, të anonimizuar, të cilin e "
        "paraqesin ata që kanë punuar në të. Diskutimin e drejton një moderator, ndërsa një "
        "raportues shënon në një faqe se për çfarë u arrit pajtim, për çfarë jo dhe çfarë mbetet "
        "për t’u shqyrtuar.",
    ),
    paragraph(
        "In the afternoon of the first day the participants work through a case study that "
        "touches three jurisdictions. The second day is given largely to the conclusions: the "
        "draft is read paragraph by paragraph, on the screen, in all three languages of the "
        "workshop.",
        "Prvog dana poslije podne učesnici rade na studiji slučaja koja se tiče tri jurisdikcije. "
        "Drugi dan je najvećim dijelom posvećen zaključcima: nacrt se čita tačku po tačku, na "
        "ekranu, na sva tri jezika radionice.",
        "Pasditen e ditës së parë pjesëmarrësit punojnë me një rast studimor që prek tri "
        "juridiksione. Dita e dytë u kushtohet kryesisht konkluzioneve: drafti lexohet paragraf "
        "pas paragrafi, në ekran, në të tria gjuhët e punëtorisë.",
    ),
    paragraph(
        "The presentations of cases are held under the Chatham House Rule: what was said may be "
        "used, but who said it is not disclosed.",
        "Predmeti se predstavljaju po pravilu „Chatham House“: ono što je rečeno može se "
        "koristiti, ali se ne otkriva ko je to rekao.",
        "Rastet paraqiten sipas rregullit “Chatham House”: ajo që u tha mund të përdoret, por nuk "
        "zbulohet se kush e tha.",
    ),
    heading("Participants", "Učesnici", "Pjesëmarrësit"),
    paragraph(
        "The workshop is meant for about 60 participants from six delegations: officials of "
        "ministries, border police officers, prosecutors, judges and members of parliamentary "
        "committees. Each invited institution is asked to nominate two persons who work on cases "
        "of this kind, at least one of them a woman.",
        "Radionica je namijenjena za oko 60 učesnika i učesnica iz šest delegacija: službenicima "
        "ministarstava, službenicima granične policije, tužiocima, sudijama i članovima "
        "skupštinskih odbora. Svaka pozvana institucija moli se da predloži dva lica koja rade na "
        "ovakvim predmetima, od kojih je bar jedno žena.",
        "Punëtoria u dedikohet rreth 60 pjesëmarrësve nga gjashtë delegacione: zyrtarëve të "
        "ministrive, zyrtarëve të policisë kufitare, prokurorëve, gjyqtarëve dhe anëtarëve të "
        "komisioneve parlamentare. Çdo institucioni të ftuar i kërkohet të propozojë dy persona "
        "që punojnë me çështje të këtij lloji, prej të cilëve të paktën një grua.",
    ),
    paragraph(
        "International and regional organisations, civil society and the academic community "
        "contribute as speakers and experts; partners from outside the region may attend as "
        "observers.",
        "Međunarodne i regionalne organizacije, civilno društvo i akademska zajednica učestvuju "
        "kao izlagači i stručnjaci, a partneri izvan regiona mogu prisustvovati kao posmatrači.",
        "Organizatat ndërkombëtare dhe rajonale, shoqëria civile dhe bashkësia akademike "
        "kontribuojnë si folës dhe ekspertë, ndërsa partnerët nga jashtë rajonit mund të marrin "
        "pjesë si vëzhgues.",
    ),
    heading("Expected results", "Očekivani rezultati", "Rezultatet e pritshme"),
    lead_in(
        "By the end of the second day the participants should have:",
        "Do kraja drugog dana učesnici bi trebalo da imaju:",
        "Deri në fund të ditës së dytë pjesëmarrësit duhet të kenë:",
    ),
    bullet(
        "a model request for evidence with a checklist, ready for trial use from June 2027;",
        "obrazac zahtjeva za dostavljanje dokaza s kontrolnom listom, spreman za probnu primjenu "
        "od juna 2027. godine;",
        "një model të kërkesës për prova me listë kontrolli, gati për zbatim provues nga qershori "
        "i vitit 2027;",
    ),
    bullet(
        "a list of contact points for urgent cases, with their working hours and languages;",
        "spisak kontakt-tačaka za hitne predmete, s radnim vremenom i jezicima;",
        "një listë të pikave të kontaktit për raste urgjente, me orarin e punës dhe gjuhët e tyre;",
    ),
    bullet(
        "joint conclusions, adopted by consensus, with dates for their follow-up.",
        "zajedničke zaključke, usvojene konsenzusom, s rokovima za praćenje njihovog sprovođenja.",
        "konkluzione të përbashkëta, të miratuara me konsensus, me afate për ndjekjen e zbatimit "
        "të tyre.",
    ),
    heading("Draft agenda", "Nacrt dnevnog reda", "Projekt-axhenda"),
    paragraph(
        "The agenda is confirmed two weeks before the workshop; times are those of Podgorica.",
        "Dnevni red potvrđuje se dvije sedmice prije radionice; vrijeme je navedeno po Podgorici.",
        "Axhenda konfirmohet dy javë para punëtorisë; oraret janë sipas kohës së Podgoricës.",
    ),
    heading("Languages", "Jezici", "Gjuhët"),
    paragraph(
        "Interpretation is simultaneous and goes through English. The conclusions are drafted in "
        "English and read out in all three languages before they are adopted.",
        "Usmeno prevođenje je simultano i ide preko engleskog jezika. Zaključci se sačinjavaju na "
        "engleskom jeziku, a prije usvajanja čitaju se na sva tri jezika.",
        "Interpretimi është simultan dhe bëhet përmes anglishtes. Konkluzionet hartohen në "
        "anglisht dhe para miratimit lexohen në të tria gjuhët.",
    ),
    heading("Practical arrangements", "Praktične informacije", "Informacione praktike"),
    paragraph(
        "The workshop is held at the Morača Congress Centre in Podgorica. The organisers cover "
        "two nights of accommodation, meals and local transport for two persons from each invited "
        "institution; travel costs are reimbursed against tickets. Registration is open until 2 "
        "April 2027 through the link in the letter of invitation.",
        "Radionica se održava u Kongresnom centru „Morača“ u Podgorici. Organizatori snose "
        "troškove dva noćenja, obroka i lokalnog prevoza za po dva lica iz svake pozvane "
        "institucije; putni troškovi nadoknađuju se uz priložene karte. Prijavljivanje je "
        "otvoreno do 2. aprila 2027. godine putem linka iz pozivnog pisma.",
        "Punëtoria mbahet në Qendrën e Kongreseve “Moraça” në Podgoricë. Organizatorët mbulojnë "
        "dy netë akomodim, ushqimin dhe transportin lokal për dy persona nga secili institucion i "
        "ftuar; shpenzimet e udhëtimit rimbursohen kundrejt biletave. Regjistrimi është i hapur "
        "deri më 2 prill 2027 përmes lidhjes në letrën e ftesës.",
    ),
    heading("Contact", "Kontakt", "Kontakti"),
    paragraph(
        "The secretariat of the workshop answers questions on content, travel and registration:",
        "Na pitanja o sadržaju, putovanju i prijavljivanju odgovara sekretarijat radionice:",
        "Pyetjeve për përmbajtjen, udhëtimin dhe regjistrimin u përgjigjet sekretariati i "
        "punëtorisë:",
    ),
)
