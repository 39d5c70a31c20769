"""What a text tells about its event: organisers, speakers, languages, audience. Offered, not kept.

Names stay as the text has them; matching them with the register is the directory's work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, NodeKind

_LANGUAGE_NAMES = {
    "en": r"english|engleski|engleskog|engleskom|anglisht\w*|angleze|gjuhë\w* angleze|"
    r"енглеск\w+|англиск\w+",
    "cnr": r"montenegrin|crnogorsk\w+|malazezisht\w*|malazeze|црногорск\w+",
    "sq": r"albanian|albansk\w+|shqip\w*|gjuhën shqipe|албанск\w+",
    "mk": r"macedonian|makedonsk\w+|maqedonisht\w*|maqedonase|македонск\w+",
    "sr": r"serbian|srpsk\w+|serbisht\w*|serbe|српск\w+",
    "bs": r"bosnian|bosansk\w+|boshnjakisht\w*|boshnjake",
    "hr": r"croatian|hrvatsk\w+|kroatisht\w*|kroate",
    "fr": r"french|francusk\w+|frëngjisht\w*|frënge",
    "tr": r"turkish|tursk\w+|turqisht\w*|turke",
}
_LANGUAGE_SENTENCE = re.compile(
    r"(?:working languages?|radni jezi\w+|službeni jezi\w+|gjuh[aëe]t? (?:zyrtare )?(?:e |të )?punës|"  # noqa: E501
    r"languages? of the (?:workshop|conference|event|meeting)|interpretation|interpretacij\w+|"
    r"tumačenj\w+|prevođenj\w+|prevod|interpretim\w*|përkthim\w*|"
    r"радни јези\w+|работ\w+ јази\w+|превод\w*|превођењ\w+|толкувањ\w+|тумачењ\w+)",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"(?:translation|interpretation|interpreting|translated|interpreted|prevod\w*|prevođenj\w+|tumačenj\w+|"
    r"interpretacij\w+|përkthim\w*|interpretim\w*|превод\w*|превођењ\w+|толкувањ\w+|тумачењ\w+)",
    re.IGNORECASE,
)
_ORGANISED_BY = {
    "en": r"\b(?:co-?)?organi[sz]ed (?:jointly )?(?:by|with)\s+(?P<after>[^.;\n]{2,600})",
    "cnr": r"(?:u (?:zajedničkoj )?organizaciji|organizator\w{0,4} (?:su|je)|"
    r"(?:su )?(?:zajednički )?organizova(?:li|la|o|le|n[aei]?)(?: su| je)?(?: od strane)?|"
    r"(?:zajednički )?organizuj[eu])\s+"
    r"(?P<after>[^.;\n]{2,600})",
    "sq": r"(?:organizua[rn]?\w{0,4}|organizohet|organizojnë) (?:bashkërisht )?(?:nga|prej)\s+"
    r"(?P<after>[^.;\n]{2,600})",
    "sr-Cyrl": r"(?:у (?:заједничкој )?организацији|организатор\w{0,4} (?:су|је)|"
    r"(?:су )?(?:заједнички )?организова(?:ли|ла|о|ле|н[аеи]?)(?: су| је)?(?: од стране)?|"
    r"(?:заједнички )?организуј[еу])\s+(?P<after>[^.;\n]{2,600})",
    "mk": r"(?:во (?:заедничка )?организација на|организатор\w{0,4} (?:се|е)|"
    r"организира(?:н[аио]?|а|ат)? (?:заеднички )?од|(?:заеднички )?(?:организираа|организираат|"
    r"организира))\s+(?P<after>[^.;\n]{2,600})",
}
#: "…, the A (AB), the B (BC) and the C (CD) have co-organized": the subject names them.
_SUBJECT_ORGANISES = re.compile(
    r"\s(?:have |has |jointly |are |is )*(?:co-?)?organi[sz](?:ed|e|es|ing)\b(?! by| with)",
    re.IGNORECASE,
)
_SUBJECT_VERBS = {
    "cnr": re.compile(
        r"\s(?:(?:su|je) (?:zajednički )?organizova(?:li|la|le|o)|(?:zajednički )?organizuj[eu])\b"
    ),
    "sq": re.compile(
        r"\s(?:bashkërisht )?(?:organizojnë|organizuan|organizon|"
        r"kanë (?:bashkë)?organizuar)\b(?! (?:bashkërisht )?(?:nga|prej))"
    ),
}
_STOP = re.compile(
    r"\s+(?:have|has|focused|was|were|will|took|gathered|in|and its partners|with the support|"
    r"with|within|aims?|okupi\w+|u okviru|u saradnji|uz podršku|održan\w+|je održan\w*|je okupi\w+|"
    r"u Podgorici|u Beogradu|mblodhi|u mbajt|në kuadër|në bashkëpunim|me mbështetjen|në)\b.*$"
    r"|\s+(?:у оквиру|у сарадњи|уз подршку|одржан\w*|окупи\w+|во рамките|во соработка|"
    r"со поддршка|се одржа)\b.*$"
    r"|,\s+(?:focus\w*|which|who|held|aim\w*|bring\w*|koj[aie]|održan\w*|i cili|e cila|që)\b.*$",
    re.DOTALL,
)
_BREAK_AFTER_ACRONYM = re.compile(
    r"(?<=\))\s*(?:,\s*(?:and|i|dhe|te|kao i|и)?|and|i|dhe|te|kao i|и)\s+(?:the\s+)?"
)
_BREAK_BEFORE_THE = re.compile(r",?\s+and the\s+|,\s+(?:and\s+)?the\s+|;\s*(?:the\s+)?")
_TITLES = r"(?:Ambassador|Minister|Dr\.?|Mr\.?|Ms\.?|Mrs\.?|Prof\.?|Ambasador\w*|Ministar\w*|Ministri|Ambasadori|H\.E\.)"  # noqa: E501
_NAME = r"(?:[A-ZČĆŠŽĐËÇЀ-Я][\w’'-]+(?:\s+[A-ZČĆŠŽĐËÇЀ-Я][\w’'-]+){1,3})"
_SAID = (
    r"(?:said|stated|noted|added|stressed|underlined|emphasi[sz]ed|"
    r"(?:rek|kaz)(?:ao|la) je|izjavi(?:o|la) je|istak(?:ao|la) je|naglasi(?:o|la) je|nave(?:o|la) je|"  # noqa: E501
    r"poruči(?:o|la) je|je (?:rek|kaz)(?:ao|la)|je (?:istak|naglasi|izjavi|nave|poruči)\w*|"
    r"tha|deklaroi|theksoi|nënvizoi|shprehu|u shpreh|"
    r"(?:рек|каз)(?:ао|ла) је|изјави(?:о|ла) је|истак(?:ао|ла) је|нагласи(?:о|ла) је|"
    r"је (?:рек|каз|истак|нагласи|изјави|поручи)\w*|"
    r"рече|изјави|истакна|нагласи|додаде|порача|вели)"
)
_AFTER_QUOTE = re.compile(
    rf"[”\"“»][,]?\s+{_SAID}\s+(?P<title>{_TITLES}\s+)?(?P<name>{_NAME})"
    rf"(?:,\s*(?P<role>[^.“”\"„]+?))?(?=[.]\s|[.]$|[:])"
)
_BEFORE_QUOTE = re.compile(
    rf"(?:^|(?<=[.!?] ))(?P<title>{_TITLES}\s+)?(?P<name>{_NAME}),\s*(?P<role>[^.“”\"„]+?),?\s+{_SAID}\b"  # noqa: E501
)
_BODY_SPLIT = re.compile(
    r"\s+(?:at|pri|iz|pranë|within)\s+(?=\S)|\s+u\s+(?=[A-ZČĆŠŽĐ])|\s+në\s+(?=[A-ZËÇ])|"
    r"\s+(?:у|во|при)\s+(?=[Ѐ-Я])"
)
_AUDIENCE = re.compile(
    r"(?:targeted at|intended for|expected to gather|will (?:gather|bring together)|aimed at|"
    r"namijenjen\w*\s+(?:je\s+)?|okupiće|okupiti|u drejtohet|synon të mbledhë|do të mbledhë|"
    r"i dedikohet|намењен\w*\s+(?:је\s+)?|окупиће|наменета\w*\s+(?:е\s+)?(?:за|на)|ќе собере|"
    r"ќе ги собере)\s+(?P<who>[^.;\n]+?)(?=\s+and aims?\b|\s+with the aim|[.;\n]|$)",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?:set of )?(main findings and outcomes|main findings|set of conclusions|joint conclusions|"
    r"zaključc\w+|konkluzione\w*|përfundime\w*)[^.]*\b(?:will be|compiled|adopted|biće|"
    r"usvoj\w+|sačinjen\w*|do të)",
    re.IGNORECASE,
)


#: How the name of a body begins: only there does "and" between capitals part two organisers.
_BODY = (
    r"(?:[A-ZČĆŠŽĐ]{2,}\b|Ministarstv|Organizacij|Kancelarij|Cent(?:ar|r)|Skupštin|Misij|Agencij|"
    r"Uprav|Policij|Tužilaštv|Savjet|Sekretarijat|Forum|Mrež|Institut|Fondacij|Komisij|Delegacij|"
    r"Odbor|Međunarodn|Evropsk|Regionaln|Ujedinjen|Visok|Vrhovn|Fakultet|Univerzitet|Unij|Program|"
    r"Fond|Ambasad|Vlad|Zavod|Direkcij|Ministri|Organizat|Zyr|Qend|Kuvend|Mision|Agjenci|Drejtori|"
    r"Prokurori|Këshill|Sekretariat|Rrjet|Fondacion|Komision|Bashkimi|Komitet|Ambasad|Qeveri|"
    r"Universitet|Autoritet|[А-Ш])"
)


def split_names(text: str, language: str | None) -> list[str]:
    """Names in an enumeration of organisers, each as written, acronym included."""
    text = re.sub(r"^(?:the|od strane)\s+", "", text.strip(" .,:"), flags=re.IGNORECASE)
    parts: list[str] = []
    for chunk in _BREAK_AFTER_ACRONYM.split(text):
        parts += _BREAK_BEFORE_THE.split(chunk)
    names: list[str] = []
    for part in parts:
        words = re.sub(r"^(?:and|i|dhe|te|the)\s+", "", part.strip(" ,"))
        pieces = re.split(r",\s*|\s+(?:and|i|dhe|te)\s+", words)
        short = all(re.fullmatch(r"[A-ZČĆŠŽĐ][\w&-]*[A-ZČĆŠŽĐ][\w&-]*", piece) for piece in pieces)
        if short or language in {"cnr", "sq", "sr-Cyrl", "mk"}:
            words_parts = re.split(
                rf",\s*(?=[A-ZČĆŠŽĐËЀ-Ш])|\s+(?:and|i|dhe|te|и)\s+(?={_BODY})", words
            )
        else:
            words_parts = [words]
        names += [name.strip(" ,") for name in words_parts if len(name.strip(" ,")) > 1]
    return [name for name in dict.fromkeys(names) if name[0].isupper()]


def _phrases(pattern: str, text: str, language: str | None) -> Iterator[str]:
    """Enumerations of organisers, in the order of the text."""
    found = [
        (match.start(), _STOP.sub("", match["after"]))
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]
    verb = _SUBJECT_VERBS.get(language or "en", _SUBJECT_ORGANISES)
    start = (
        r"^\s*([A-ZČĆŠŽĐËÇ].*)$" if language in _SUBJECT_VERBS else r"(?:^|,\s*)(the\s+[A-Z].*)$"
    )
    for match in verb.finditer(text):
        sentence = re.split(r"[.;\n]", text[max(0, match.start() - 600) : match.start()])[-1]
        named = re.search(start, re.sub(r"\[\^?[^\]]{1,4}\]", "", sentence))
        if named and "(" in named[1]:
            found.append((match.start(), named[1]))
    yield from (phrase for _, phrase in sorted(found))


def organisers_in(text: str, language: str | None) -> list[str]:
    """Organisers that sentences of the text name, in order; several sentences add up."""
    pattern = _ORGANISED_BY.get(language or "en", _ORGANISED_BY["cnr" if language else "en"])
    names: list[str] = []
    for phrase in _phrases(pattern, text, language):
        if not re.match(r"(?:the\s+)?[A-ZČĆŠŽĐËЀ-Я]", phrase):
            continue
        for name in split_names(phrase, language):
            acronym = re.search(r"\(([^)]+)\)$", name)
            if not any(name in other or (acronym and other == acronym[1]) for other in names):
                names.append(name)
        if len(names) > 20:
            break
    return names


def _languages(text: str) -> list[str]:
    found = [
        (match.start(), tag)
        for tag, pattern in _LANGUAGE_NAMES.items()
        for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    ]
    return list(dict.fromkeys(tag for _, tag in sorted(found)))


def _speakers(document: Document) -> list[dict[str, str | None]]:
    people: dict[str, dict[str, str | None]] = {}
    for node in document.nodes:
        if node.kind is NodeKind.HEADING:
            continue
        text = to_plain(node.text)
        for match in (*_AFTER_QUOTE.finditer(text), *_BEFORE_QUOTE.finditer(text)):
            role = (match["role"] or "").strip(" ,")
            parts = _BODY_SPLIT.split(role, maxsplit=1)
            if len(parts) == 1:
                parts = re.split(r"(?<=^representative)\s+of\s+|(?<=predstavnik)\s+(?=[A-Z])", role)
            people.setdefault(
                match["name"],
                {
                    "name": match["name"],
                    "title": (match["title"] or "").strip() or None,
                    "function": parts[0].strip() or None,
                    "body": parts[1].strip() if len(parts) > 1 else None,
                },
            )
    return list(people.values())


def gather_facts(document: Document) -> dict[str, Any]:
    """Facts offered to the organiser: working and interpretation languages, speakers, audience.

    Language tags are those of the house (en, cnr, sq …). Keys without a finding are left out.
    """
    text = "\n".join(to_plain(node.text) for node in document.nodes)
    facts: dict[str, Any] = {}
    working: list[str] = []
    offered: list[str] = []
    for sentence in re.split(r"[.\n]", text):
        if not _LANGUAGE_SENTENCE.search(sentence):
            continue
        mark = _OFFERED.search(sentence)
        cut = mark.start() if mark else len(sentence)
        before, after = _languages(sentence[:cut]), _languages(sentence[cut:])
        working += [tag for tag in before if tag not in working]
        offered += [tag for tag in after if tag not in offered and tag not in before]
    if working:
        facts["working_languages"] = working
    if offered:
        facts["interpretation_languages"] = offered
    if document.kind.value == "press-release" and (speakers := _speakers(document)):
        facts["speakers"] = speakers
    audience = [match["who"].strip() for match in _AUDIENCE.finditer(text)]
    if audience and document.kind.value == "concept-paper":
        facts["audience"] = audience
    outcome = _OUTCOME.search(text)
    if outcome and document.kind.value == "concept-paper":
        facts["expected_conclusions"] = outcome[1]
    return facts
