"""Hints on the wording of a text (LIFE-40 to LIFE-42, INT-05, DES-20). Nothing is altered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from eventmgr.i18n.marks import N_
from eventmgr.text.designations import lint_designations
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, DocumentKind, Node, NodeKind, Remark
from eventmgr.text.numbering import labels
from eventmgr.text.readers.joins import remark_on_missing_marks
from eventmgr.text.vocabulary import latin, opens_preambular

_ITEMS = (NodeKind.OPERATIVE, NodeKind.SUB_POINT)
_FAMILIES = re.compile(
    r"\b([a-z]{3,30}?)(is|iz)(e|es|ed|ing|ation|ations|ational|er|ers|able)\b", re.IGNORECASE
)
#: Words written with -ise in every house style.
_ALWAYS_S = frozenset(
    "adv exerc superv rev prom compr surpr surm adverti comprom enterpr prec dev desp prem ra pra "
    "expert prov telev improv disgu franch merchand c circumc v w l n no adm".split()
)
_TWINS = (
    ("cooperation", "co-operation"), ("cooperate", "co-operate"), ("centre", "center"),
    ("programme", "program"), ("defence", "defense"), ("coordination", "co-ordination"),
    ("labour", "labor"), ("neighbouring", "neighboring"),
)  # fmt: skip
_WORD_RULES = (
    (
        "space-before-comma",
        re.compile(r"\b\w{1,60}\s{1,9}[,;](?=\s|$)|\b\w{1,60}\s{1,9}\.(?=\s*$)"),
        N_("There is a space before the punctuation mark in “%(words)s”."),
        None,
    ),
    (
        "ordinal-date",
        re.compile(
            r"\b\d{1,2}(?:st|nd|rd|th)(?:\s+(?:and|to|–|-)\s+\d{1,2}(?:st|nd|rd|th))?"
            r"(?:\s+of)?\s+(?:January|February|March|April|May|June|July|August|September|"
            r"October|November|December)\b"
        ),
        N_(
            "The date “%(words)s” is written with st, nd, rd or th; official texts print 26 November."  # noqa: E501
        ),
        "en",
    ),
    (
        "glued-hyphen",
        re.compile(
            r"(?<=\s)[-–][^\W\d_][\w-]*|(?<!\w)[^\W\d_]{1,60}[-–](?=\s(?!and\b|or\b|i\b|ili\b|dhe\b|ose\b))"
        ),
        N_("The hyphen in “%(words)s” is glued to one side only: a dash with spaces, or brackets?"),
        None,
    ),
    (
        "article",
        re.compile(
            r"\b[Aa] (?:[aei]\w{2,}|o(?!ne\b|nce\b)\w{2,}|u(?!n(?:i|a)|s|r|t|k|ra)\w{2,})|\b[Aa]n [bcdfgjklmnpqrstvwxyz]\w+\b|"  # noqa: E501
            r"\b[Aa]n? (?:enhance|improve|ensure|support|strengthen|provide)\b"
        ),
        N_("The words “%(words)s” do not go together: please check the article."),
        "en",
    ),
    (
        "double-word",
        re.compile(r"\b(the|of|and|to|in|a|u|i|na|za|e|të|në|dhe|për) \1\b", re.IGNORECASE),
        N_("A word stands twice in “%(words)s”."),
        None,
    ),
    (
        "noun-after-preposition",
        re.compile(
            r"\b(?:of|for|in) (?:development|implementation|establishment|improvement) (?:a|an|the)\b"  # noqa: E501
        ),
        N_("In “%(words)s” a verb seems to be meant (“of developing a …”)."),
        "en",
    ),
)


def lint_document(document: Document, *, date: date | None = None) -> list[Remark]:
    """Every hint on a text, in a new list; the document stays as it is.

    `date` is the day of the event, for names bound to their time (DES-12); the document's own
    first day stands in where it is not given.
    """
    found: list[Remark] = []
    if document.kind is DocumentKind.CONCLUSIONS:
        found += _endings(document)
        found += _openings(document)
        found += _adoption(document)
        found += _title(document)
        found += _unended(document)
    found += _words(document)
    if document.language in {"en", None}:
        found += _spelling(document)
        found += _interpretation(document)
    found += lint_designations(document.texts(), day=date or document.start)
    found += _asterisks(document)
    return found


def _start(node: Node) -> str:
    return " ".join(to_plain(node.text).split()[:6])


def _unended(document: Document) -> list[Remark]:
    copy = Document(document.kind, nodes=document.nodes, questions=document.questions)
    remark_on_missing_marks(copy)
    return copy.lint


def _groups(document: Document) -> Iterator[list[tuple[Node, str]]]:
    """Lists to compare: the operative paragraphs, then the points under each of them."""
    printed = labels(document.nodes, document.label_style, restart=document.restarts)
    top: list[tuple[Node, str]] = []
    under: dict[str, list[tuple[Node, str]]] = {}
    parent = ""
    for node, label in zip(document.nodes, printed, strict=True):
        if node.kind is NodeKind.OPERATIVE:
            top.append((node, label.plain))
            parent = label.plain
        elif node.kind is NodeKind.SUB_POINT:
            under.setdefault(f"{parent}/{node.level}", []).append((node, label.plain))
    yield top
    yield from under.values()


def _endings(document: Document) -> list[Remark]:
    found: list[Remark] = []
    for group in _groups(document):
        if len(group) < 2:
            continue
        signs = [_ending(node) for node, _ in group]
        inner = Counter(sign for sign in signs[:-1] if sign in {";", "."})
        for (node, label), sign in zip(group, signs, strict=True):
            if sign == "":
                found.append(
                    Remark(
                        "no-end-mark",
                        N_("Paragraph %(label)s ends without a punctuation mark."),
                        {"label": label},
                        _start(node),
                    )
                )
        if len(inner) > 1:
            found.append(
                Remark(
                    "mixed-endings",
                    N_(
                        "The paragraphs end in two ways (%(semicolons)s with “;”, %(stops)s with "
                        "“.”): one style reads better, “;” up to the last and “.” there."
                    ),
                    {"semicolons": inner[";"], "stops": inner["."]},
                    _start(group[0][0]),
                )
            )
        elif inner and ";" in inner:
            found += _semicolons(group, signs)
    return found


def _ending(node: Node) -> str:
    text = re.sub(r"(?:\[\^\d+\])+$", "", to_plain(node.text)).rstrip('”“"» ')
    text = re.sub(r"(?<=[;,]) (?:and|or|i|ili|dhe|ose|te|и|или)$", "", text)
    return text[-1] if text and text[-1] in ".;:,!?" else ""


def _semicolons(group: list[tuple[Node, str]], signs: list[str]) -> list[Remark]:
    found = []
    node, label = group[-1]
    if signs[-1] in {";", ","}:
        found.append(
            Remark(
                "last-ending",
                N_("Paragraph %(label)s is the last of its list and should end with a full stop."),
                {"label": label},
                _start(node),
            )
        )
    last_but_one = to_plain(group[-2][0].text)
    if signs[-2] == ";" and not re.search(r"; (?:and|or|i|ili|dhe|ose)$", last_but_one):
        found.append(
            Remark(
                "penultimate-ending",
                N_("Paragraph %(label)s is the last but one: “; and” is customary there."),
                {"label": group[-2][1]},
                _start(group[-2][0]),
            )
        )
    return found


def _openings(document: Document) -> list[Remark]:
    found = []
    for group in _groups(document):
        for node, label in group:
            text = to_plain(node.text)
            if opens_preambular(text) and node.kind is NodeKind.OPERATIVE:
                found.append(
                    Remark(
                        "preambular-word",
                        N_(
                            "Paragraph %(label)s opens like a preambular one (“%(words)s”) but "
                            "stands among the operative paragraphs."
                        ),
                        {"label": label, "words": text.split()[0]},
                        _start(node),
                    )
                )
            first = text.lstrip('“„"(«*')[:1]
            if first.islower() and node.kind is NodeKind.OPERATIVE:
                found.append(
                    Remark(
                        "small-letter",
                        N_("Paragraph %(label)s begins with a small letter."),
                        {"label": label},
                        _start(node),
                    )
                )
    return found


def _adoption(document: Document) -> list[Remark]:
    heading = latin(" ".join(filter(None, [document.title, document.doc_type, *document.subtitle])))
    if "summary" in heading or "sažetak" in heading or "përmbledhje" in heading:
        return []
    if document.of_kind(NodeKind.FORMULA):
        return []
    return [
        Remark(
            "no-adoption-clause",
            N_(
                "The text does not say who agreed to it. Add an adoption clause, or call it a "
                "chair's summary."
            ),
        )
    ]


def _title(document: Document) -> list[Remark]:
    found = []
    kind = latin(document.doc_type or "")
    body = " ".join(to_plain(node.text) for node in document.nodes)
    for plural, single in (("conclusions", "present Conclusion"), ("zaključci", "ovaj zaključak")):
        if plural in kind and re.search(rf"\b{single}\b", body, re.IGNORECASE):
            found.append(
                Remark(
                    "title-number",
                    N_("The title says “%(title)s”, the text “%(words)s”."),
                    {"title": document.doc_type, "words": single},
                )
            )
    title = latin(document.title or "")
    for node in document.nodes:
        text = latin(to_plain(node.text))
        for match in re.finditer(r"\b(\w{1,60}), (\w{1,60} \w{1,60} (?:and|i|dhe) \w{1,60})", text):
            without = f"{match[1]} {match[2]}"
            if without in title:
                found.append(
                    Remark(
                        "title-comma",
                        N_("The title lacks the comma that the text has in “%(words)s”."),
                        {"words": match[0]},
                    )
                )
                return found
    return found


def _words(document: Document) -> list[Remark]:
    found = []
    for text in document.texts():
        plain = to_plain(text)
        for code, pattern, message, language in _WORD_RULES:
            if language and document.language not in {language, None}:
                continue
            for match in pattern.finditer(plain):
                where = plain[max(0, match.start() - 25) : match.end() + 25]
                found.append(Remark(code, message, {"words": match[0].strip()}, where))
    return found


def _spelling(document: Document) -> list[Remark]:
    body = " ".join(to_plain(text) for text in document.texts())
    with_s: list[str] = []
    with_z: list[str] = []
    for match in _FAMILIES.finditer(body):
        stem = match[1].lower()
        if stem in _ALWAYS_S or len(stem) < 4:
            continue
        (with_s if match[2].lower() == "is" else with_z).append(match[0])
    with_s = [word for word in with_s if _has_z_form(word)]
    found = []
    if with_s and with_z:
        same = next(
            (
                (one, other)
                for one in with_s
                for other in with_z
                if one.lower().replace("is", "iz") == other.lower()
            ),
            (with_s[0], with_z[0]),
        )
        found.append(
            Remark(
                "mixed-spelling",
                N_("Both spellings are used: “%(one)s” and “%(other)s”. Choose one family."),
                {"one": same[0], "other": same[1]},
            )
        )
    lowered = body.lower()
    for one, other in _TWINS:
        if re.search(rf"\b{one}\b", lowered) and re.search(rf"(?<![\w-]){other}\b", lowered):
            found.append(
                Remark(
                    "mixed-spelling",
                    N_("Both spellings are used: “%(one)s” and “%(other)s”. Choose one family."),
                    {"one": one, "other": other},
                )
            )
    return found


def _has_z_form(word: str) -> bool:
    """Whether a word in -is- belongs to the family that may be written -iz-."""
    return bool(
        re.match(
            r"(?:co-?)?(?:organ|recogn|character|general|emphas|final|special|real|util|prior|"
            r"minim|maxim|optim|modern|harmon|synchron|stabil|mobil|author|critic|summar|"
            r"operational|formal|normal|national|international|crystal|categor|central|"
            r"decentral|digit|econom|equal|familiar|ideal|immun|individual|institutional|legal|"
            r"liberal|local|material|neutral|penal|popular|privat|public|rational|regional|"
            r"scrutin|social|standard|sympath|symbol|system|terror|victim|visual|marginal|"
            r"criminal|capital|apolog|polit|sensit|revital|global)is",
            word,
            re.IGNORECASE,
        )
    )


def _interpretation(document: Document) -> list[Remark]:
    found = []
    for node in document.nodes:
        for sentence in re.split(r"(?<=[.;])\s", to_plain(node.text)):
            near = re.search(
                r"\b(?:working languages?|booths?|simultaneous|channels?|headsets?|receivers?)\b",
                sentence,
                re.IGNORECASE,
            )
            word = re.search(
                r"\b(?:translations?|translators?|translated)\b", sentence, re.IGNORECASE
            )
            if near and word:
                found.append(
                    Remark(
                        "interpretation",
                        N_(
                            "“%(words)s” beside “%(near)s”: speech is interpreted, documents are "
                            "translated. Is interpretation meant?"
                        ),
                        {"words": word[0], "near": near[0]},
                        sentence[:80],
                    )
                )
    return found


def _asterisks(document: Document) -> list[Remark]:
    """An asterisk typed by hand whose note is missing, or whose name is not a designation."""
    known = {note.number for note in document.footnotes}
    message = N_(
        "The asterisk after “%(words)s” was typed by hand and has no footnote; the house places "
        "asterisk and footnote itself."
    )
    return [
        Remark("typed-asterisk", message, {"words": match[1]}, match[0])
        for text in document.texts()
        for match in re.finditer(r"([^\W\d_]{1,60})(\*{1,3})(?!\w)", to_plain(text))
        if match[2] not in known
    ]
