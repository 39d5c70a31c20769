"""Words by which documents announce their parts, in the languages of the region.

Serbian in Cyrillic and Macedonian are read through `latin`, a letter-for-letter rendering that is
used for comparing only and never shown.
"""

from __future__ import annotations

import re

from eventmgr.text.model import DocumentKind

_CYRILLIC = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџшѓќѕ",
        "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š đ ć dz".split(),
        strict=True,
    )
)


_LETTERS = str.maketrans(_CYRILLIC)


def latin(text: str) -> str:
    """Lower-case text with Cyrillic letters rendered in Latin ones, for comparing."""
    return text.casefold().translate(_LETTERS)


def bare(text: str) -> str:
    """Text without marks, punctuation and doubled spaces at the edges, for comparing."""
    return re.sub(r"\s+", " ", latin(text)).strip(' *_#.:;-–—“”„"«»()[]')


#: What a line says it is when it holds nothing else.
DOCUMENT_TYPES: dict[DocumentKind, tuple[str, ...]] = {
    DocumentKind.CONCLUSIONS: (
        "conclusions", "conclusion", "draft conclusions", "final conclusions", "joint conclusions",
        "conclusions and recommendations", "recommendations", "conclusions & recommendations",
        "chair's summary", "chair’s summary", "chairman's summary", "summary of discussions",
        "declaration", "joint declaration", "joint statement", "statement", "main findings",
        "main findings and outcomes", "outcome document", "summary conclusions",
        "zaključci", "zaključak", "nacrt zaključaka", "zaključci i preporuke", "preporuke",
        "zajednički zaključci", "predlog zaključaka", "prijedlog zaključaka", "konačni zaključci",
        "deklaracija", "zajednička deklaracija", "zajednička izjava", "izjava", "sažetak",
        "konkluzione", "konkluzionet", "përfundime", "përfundimet", "konkluzione dhe rekomandime",
        "konkluzione / përfundime", "përfundime dhe rekomandime", "rekomandime", "rekomandimet",
        "deklaratë", "deklaratë e përbashkët", "projekt-konkluzione", "draft konkluzione",
        "konkluzione të përbashkëta", "zaklučoci", "zaklučoci i preporaki", "preporaki",
        "nacrt zaklučoci", "nacrt-zaklučoci", "predlog zaklučoci", "predlog-zaklučoci",
        "zaednički zaklučoci", "konečni zaklučoci", "zaednička izjava", "zaednička deklaracija",
        "nacrt-zaključci", "nacrt zaključci", "predlog-zaključci", "konkluzionet e përbashkëta",
        "sažetak predsjedavajućeg", "sažetak predsedavajućeg", "rezime predsjedavajućeg",
        "rezime na pretsedavačot", "përmbledhje e kryesuesit", "përmbledhja e kryesuesit",
    ),
    DocumentKind.CONCEPT_PAPER: (
        "concept paper", "concept note", "draft concept paper", "draft concept note",
        "concept paper and agenda", "concept",
        "koncept", "koncept paper", "konceptni dokument", "konceptni papir", "konceptualni dokument",  # noqa: E501
        "koncept dokument", "koncept-dokument", "konceptna nota", "koncept nota", "radni koncept",
        "nacrt koncepta", "koncept događaja", "koncept radionice", "koncept konferencije",
        "dokument konceptual", "dokumenti konceptual", "notë konceptuale", "nota konceptuale",
        "koncept letër", "koncept-dokumenti", "koncept dokumenti", "dokument koncept",
        "koncepten dokument", "konceptualen dokument", "konceptna beleška", "koncept papir",
        "koncept na rabotilnicata", "koncept na nastanot", "koncept skupa",
        "koncept za rabotilnica",
    ),
    DocumentKind.PRESS_RELEASE: (
        "press release", "media advisory", "news release", "press statement", "media release",
        "for immediate release", "press communique", "press communiqué",
        "saopštenje za javnost", "saopštenje za medije", "saopštenje", "saopćenje za javnost",
        "priopćenje", "priopćenje za javnost", "izjava za medije", "soopštenje",
        "soopštenie za javnost", "soopštenie za mediumi", "soopštenie", "soopštenie za pečat",
        "izjava za mediumi", "izjava za javnost",
        "komunikatë për media", "komunikatë për shtyp", "komunikatë për mediat", "komunikatë",
        "njoftim për media", "njoftim për shtyp", "deklaratë për shtyp", "deklaratë për media",
    ),
}  # fmt: skip

#: The bare words of conclusions that, with a few others, still make a line of that type.
_TYPE_STEMS = {
    DocumentKind.CONCLUSIONS: re.compile(
        r"\b(?:conclusions|zaključci|zaključaka|konkluzionet?|përfundimet?|zaklučoci)\b"
    ),
    DocumentKind.CONCEPT_PAPER: re.compile(
        r"\b(?:concept (?:paper|note)|koncept\w* (?:dokument|papir|nota|beleška)|"
        r"dokumenti? konceptual"
        r"|not[aë] konceptuale)\b"
    ),
    DocumentKind.PRESS_RELEASE: re.compile(
        r"\b(?:press release|saopštenje za (?:javnost|medije)|soopštenie za (?:javnost|mediumi)|"
        r"komunikatë për (?:media|mediat|shtyp))"
    ),
}

SECTION_HEADINGS = frozenset(
    """background|introduction|context|rationale|aim|aims|objective|objectives|aims and objectives
purpose|goal|goals|structure|methodology|format|participants|target group|expected results
expected outcomes|expected outcome|results|outcomes|agenda|draft agenda|programme|languages
language|working language|working languages|logistics|venue|contact|contacts|annex|date and venue
structure of the workshop|structure of the conference|about|summary|key messages|next steps
preamble|recommendations|background and context|background information|thematic areas
uvod|kontekst|pozadina|opis|cilj|ciljevi|svrha|opšti cilj|posebni ciljevi|specifični ciljevi
struktura|metodologija|učesnici|ciljna grupa|ciljne grupe|očekivani rezultati|očekivani ishodi
rezultati|program|dnevni red|jezik|jezici|radni jezik|radni jezici|logistika|mjesto|kontakt
aneks|prilog|struktura radionice|struktura konferencije|obrazloženje|ciljevi radionice
cilj radionice|mjesto i vrijeme|preambula|preporuke|uvodne napomene|učesnici radionice|osnovne informacije
sfondi|sfond|hyrje|konteksti|kontekst|qëllimi|qëllimet|objektivi|objektivat|struktura|metodologjia
pjesëmarrësit|grupi i synuar|rezultatet e pritura|rezultatet e pritshme|programi|agjenda|axhenda|projekt-axhenda|rendi i ditës|gjuha
gjuhët|gjuha e punës|gjuhët e punës|logjistika|vendi|kontakti|aneks|shtojcë|struktura e punëtorisë
struktura e seminarit|struktura e takimit|vendi dhe data|informacion i përgjithshëm|prapavija
preambula|rekomandime|historiku
voved|pozadina|cel|celi|svrha|učesnici|celna grupa|celni grupi|očekuvani rezultati|agenda
dneven red|raboten jazik|rabotni jazici|jazik|jazici|mesto|mesto i vreme|vreme i mesto
struktura na rabotilnicata|struktura na konferencijata|obrazloženie|preporaki|cel na rabotilnicata
celi na rabotilnicata|opšta cel|posebni celi|struktura skupa|opšti ciljevi
aim and objectives|structure and method|practical information|svrha i ciljevi|praktične informacije
struktura i metod rada|struktura i način rada|nacrt dnevnog reda|predlog dnevnog reda|ciljna skupina
qëllimi dhe objektivat|struktura dhe metoda e punës|informacione praktike|osnovni informacii
opšta cel i posebni celi|struktura i način na rabota|predlog-dneven red|praktični informacii""".replace("\n", "|").split("|")  # noqa: E501
)  # fmt: skip

_PREAMBULAR = re.compile(
    r"^(?:(?:further|deeply|fully|strongly|also|gravely|equally|dalje|takođe|duboko|isto tako|"
    r"ponatamu|dlaboko|gjithashtu|thellësisht)\s+)?"
    r"(?:under the auspices|on the basis|in accordance|in line with|in view of|in light of|"
    r"pursuant|whereas|given|aware|conscious|convinced|mindful|concerned|determined|guided|"
    r"inspired|encouraged|alarmed|committed|resolved|gathered|assembled|united|persuaded|"
    r"having|taking|bearing|considering|recogni[sz]ing|recalling|noting|participating|welcoming|"
    r"emphasi[sz]ing|reaffirming|acknowledging|desiring|believing|stressing|underlining|"
    r"underscoring|expressing|affirming|appreciating|building on|reiterating|seeking|meeting|"
    r"observing|highlighting|confirming|following|recognising|commending|deploring|attaching|"
    r"expecting|hoping|wishing|keeping in mind|proceeding from|acting|being|sharing|starting|"
    r"pod pokroviteljstvom|polazeći|uzimajući|imajući|prepoznajući|svjesni|svjesne|svesni|"
    r"uvažavajući|na osnovu|u skladu sa?|u duhu|vođeni|vođene|uvjereni|uvereni|zabrinuti|"
    r"odlučni|riješeni|rukovođeni|okupljeni|okupljene|ohrabreni|opredijeljeni|posvećeni|"
    r"shodno|s obzirom na|"
    r"duke\s|pasi\s|nën patronazh|nën kujdesin|nën drejtimin|nën përkujdesjen|të vetëdijshëm|"
    r"të bindur|të shqetësuar|të vendosur|të udhëhequr|të mbledhur|të përkushtuar|të inkurajuar|"
    r"bazuar në|në bazë të|në përputhje me|nisur nga|me qëllim|të frymëzuar|"
    r"në frymën e|në kuadër të|sipas\s|të inspiruar|të bashkuar|me vetëdije|"
    r"pod pokrovitelstvo|svesni|ubedeni|zagriženi|rešeni|sobrani|rakovodeni|ohrabreni|posveteni|"
    r"vo soglasnost so|vo duhot na|vrz osnova na|so ogled na|soglasno|vo ramkite na|zabeležuvajći|"
    r"zahvalni|nadovezujući|oslanjajući)",
)
#: "-ing" and the present participle "-ći" open a preambular paragraph unless a full stop ends it.
_PARTICIPLE = re.compile(r"^(?:[^\W\d_]{4,}ing|[^\W\d_]{3,}(?:ući|jući|eći|jći|vši))\s")

_FORMULA = re.compile(
    r"agreed? (?:up)?on the following|agreed? (?:to|on) (?:adopt|the present)|"
    r"(?:have |has )?(?:adopted|adopts?|reached|endorsed|endorse|concluded|conclude) (?:on )?"
    r"(?:the following|the present|these|this|that|as follows)|agreed? as follows|"
    r"agreed? that|the following (?:joint )?(?:conclusions|recommendations)|"
    r"(?:u|do)?svoji(?:li|le|la|o)\b.{0,80}?zaključ|(?:na)?slijedeće zaključke|"
    r"sljedeće (?:\w+ )?(?:zaključke|preporuke)|sledeće (?:\w+ )?(?:zaključke|preporuke)|"
    r"(?:do|u)nijeli (?:su )?sljedeće|don(?:ijeli|eli) (?:su )?(?:ove|s\w+eće)|"
    r"(?:sa|u)glasili (?:su )?(?:se )?(?:o |oko |da |sa )?(?:s\w+eće|kako|ove|:)|"
    r"saglasni su|usaglasili su|složili su se|dogovorili su (?:se|sljedeće)|zaključili su|"
    r"usvajaju (?:s\w+eće|ove)|"
    r"(?:miratuan|miratojnë|miratoi|miratohen|aprovuan|arritën)\b.{0,60}?"
    r"(?:konkluzion|përfundim|rekomandim|këto|si vijon|si më poshtë|vijon)|"
    r"u pajtuan|ranë dakord|u dakorduan|dakorduan|pajtohen|konkluduan|u morën vesh|"
    r"(?:konkluzionet|përfundimet|rekomandimet) (?:e mëposhtme|si vijon|në vijim|vijuese)|"
    r"bien dakord|kanë rënë dakord|vendosën (?:si|sa)|(?:si|sa) vijon:$|"
    r"usvojen[aio] (?:su|je|s\w+eći)|sljedeći zaključci|sledeći zaključci|"
    r"(?:zaključeno|dogovoreno|usaglašeno) je|zaključuju|konstatovali su|"
    r"(?:u|do)svoja?t?\b.{0,40}zakluč|usvoija|gi usvoija|usvojuvaat|usvoeni se|"
    r"soglasija (?:za|deka|so)|se soglasija|se dogovorija|zaklučija|se složija|"
    r"donesoa (?:gi )?slednite|slednite (?:\w+ )?(?:zaklučoci|preporaki)|za slednoto?v?o"
)
_FORMULA_SHORT = re.compile(
    r"^(?:the )?(?:\w+ ){0,6}(?:agree[ds]?|conclude[ds]?|recommend(?:s|ed)?|emphasi[sz]ed?|"
    r"dogovorili|saglasili|zaključili|preporučuju|preporučili|poručuju|"
    r"soglasija|dogovorija|zaklučija|preporačuvaat|preporačaa|"
    r"rekomandojnë|rekomanduan|vendosën|konkludojnë)\b.{0,40}:$"
)
_CLOSING = re.compile(
    r"^(?:adopted|done (?:at|in)|signed|for the|on behalf|the chair\b|usvojeno|sačinjeno|"
    r"potpisano|donijeto|za\s+\w+:|u ime|predsjedavajuć|miratuar|përpiluar|nënshkruar|"
    r"hartuar|në emër|kryesues|usvoeno|predsedavajuć|potpišano|sostaveno|doneseno|vo ime|"
    r"pretsedava)"
)
_ORGANISER_LINE = re.compile(
    r"^(?:(?:jointly )?(?:co-?)?organi[sz]ed by|organi[sz]ers?|hosted by|u organizaciji|"
    r"organizator(?:i)?|organizuju|organizuar (?:bashkërisht )?nga|organizatorë?t?|"
    r"vo organizacija na|organizirano od|organizirana od|organiziraat|organizovan\w od strane)"
    r"\s*:?\s+(?=\S)|^(?:organi[sz]ers?|organizatori?|organizatorët?)\s*:\s*"
)
_FIELD_LINE = re.compile(
    r"^(date|dates|venue|place|location|date and venue|place and date|datum|mjesto|vrijeme|"
    r"mjesto i datum|datum i mjesto|mjesto održavanja|data|vendi|vendi dhe data|lokacija|"
    r"mesto|mesto i datum|datum i mesto|vreme|vreme i mesto|mesto i vreme|mesto na održuvanje|"
    r"mesto održavanja|koha|koha dhe vendi)\s*:\s*"
)


def type_of_line(text: str) -> tuple[DocumentKind, bool] | None:
    """The kind a line announces, and whether the line says nothing else."""
    words = bare(text)
    if not words or len(words) > 120:
        return None
    if re.fullmatch(r"(?:\w ){3,}\w", words):
        # A word set wide, letter by letter: Z A K LJ U Č C I.
        words = words.replace(" ", "")
    for kind, names in DOCUMENT_TYPES.items():
        if words in names:
            return kind, True
    parts = [part.strip() for part in re.split(r"[/|–-]", words)]
    for kind, names in DOCUMENT_TYPES.items():
        if len(parts) > 1 and all(part in names for part in parts):
            return kind, True
    for kind, pattern in _TYPE_STEMS.items():
        if pattern.search(words):
            return kind, False
    return None


def is_section_heading(text: str) -> bool:
    """Whether a line is one of the customary headings of a section."""
    if len(text) > 120:
        return False
    words = re.sub(r"^(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]\s*", "", bare(text))
    return words in SECTION_HEADINGS


def is_preambular(text: str) -> bool:
    """Whether a paragraph opens the way preambular paragraphs do."""
    words = bare(text)
    if _PREAMBULAR.match(words + " "):
        return True
    ends_sentence = text.rstrip(" *_").endswith(".")
    return bool(_PARTICIPLE.match(words)) and not ends_sentence


def opens_preambular(text: str) -> bool:
    """Whether a paragraph opens with one of the customary preambular words themselves."""
    return bool(_PREAMBULAR.match(bare(text) + " "))


def is_formula(text: str) -> bool:
    """Whether a paragraph says that the text was agreed or adopted."""
    words = latin(text).strip(" *_")
    if len(words) > 900:
        return False
    if _FORMULA.search(words):
        adopts = re.search(
            r"adopt|conclusion|zaklju?č|konkluzion|përfundim|preporu?[ka]k?|rekomandim", words
        )
        return words.endswith(":") or bool(adopts)
    return bool(_FORMULA_SHORT.match(words))


def is_closing(text: str) -> bool:
    """Whether a short paragraph is an adoption note or a signature."""
    return len(text) < 200 and bool(_CLOSING.match(bare(text)))


def organiser_line(text: str) -> str | None:
    """The names after "Organised by", where a line of the title block is of that kind."""
    match = _ORGANISER_LINE.match(latin(text))
    return text[_place(text, match.end()) :].strip() if match else None


def field_line(text: str) -> str | None:
    """The value of a line such as "Venue: …" or "Датум: …"."""
    match = _FIELD_LINE.match(latin(text))
    return text[_place(text, match.end()) :].strip() if match else None


def _place(text: str, end: int) -> int:
    """The place in a text that an offset in its Latin rendering stands for (њ is two letters)."""
    done = 0
    for place, sign in enumerate(text):
        if done >= end:
            return place
        done += len(latin(sign))
    return len(text)
