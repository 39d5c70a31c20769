"""Hints on the wording of a text (LIFE-40 to LIFE-42, INT-05, DES-20). Nothing is altered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from eventmgr.i18n.marks import N_
from eventmgr.text.designations import lint_designations
from eventmgr.text.house import House, lint_house
from eventmgr.text.inline import to_plain
from eventmgr.text.lint_items import endings, mixed_openings, openings
from eventmgr.text.lint_names import Known, lint_organisations
from eventmgr.text.lint_spelling import acronyms, spelling
from eventmgr.text.model import Document, DocumentKind, NodeKind, Remark
from eventmgr.text.places import COUNTRY_FORMS
from eventmgr.text.readers.joins import remark_on_missing_marks
from eventmgr.text.vocabulary import latin

__all__ = ["Known", "lint_document", "lint_line"]

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


def lint_document(
    document: Document,
    *,
    date: date | None = None,
    known: Iterable[Known] = (),
    forms: Mapping[str, str] | None = None,
    house: House | None = None,
) -> list[Remark]:
    """Every hint on a text, in a new list; the document stays as it is.

    `date` is the day of the event, for names bound to their time (DES-12); the document's own
    first day stands in where it is not given. `known` are the organisations of the register in
    the language of the text, `forms` the forms the event prints ("TR": "Turkey"), `house` whose
    spelling its papers follow.
    """
    found: list[Remark] = []
    register = list(known)
    if document.kind is DocumentKind.CONCLUSIONS:
        found += endings(document)
        found += openings(document)
        found += mixed_openings(document)
        found += _adoption(document)
        found += _title(document)
        found += _unended(document)
    found += _words(document.texts(), document.language)
    if document.language in {"en", None}:
        found += spelling(document)
        found += _interpretation(document)
        found += lint_house(document.texts(), house) if house else []
    found += acronyms(document, {one.acronym: one.name for one in register if one.acronym})
    found += lint_designations(document.texts(), day=date or document.start, forms=forms)
    found += lint_organisations(document.texts(), register)
    found += _asterisks(document)
    return _first_ones(found)


def _first_ones(found: list[Remark]) -> list[Remark]:
    """At most twenty remarks of one code on the same words: more would hide the others."""
    counts: Counter[tuple[str, str]] = Counter()
    kept = []
    for remark in found:
        key = remark.code, str(remark.params.get("words"))
        counts[key] += 1
        if counts[key] <= 20 or not remark.params.get("words"):
            kept.append(remark)
    return kept


def lint_line(
    text: str,
    language: str | None,
    *,
    date: date | None = None,
    known: Iterable[Known] = (),
    forms: Mapping[str, str] | None = None,
) -> list[Remark]:
    """Every hint on one line that is no text of its own: a title, a heading of an agenda.

    Names of states, participants and organisations, an asterisk typed by hand, slips of the pen.
    """
    line = Document(language=language, title=text)
    return [
        *_words([text], language),
        *lint_designations([text], day=date, forms=forms),
        *lint_organisations([text], known),
        *_asterisks(line),
    ]


def _unended(document: Document) -> list[Remark]:
    copy = Document(document.kind, nodes=document.nodes, questions=document.questions)
    remark_on_missing_marks(copy)
    return copy.lint


#: A paper that says it is the chair's alone was adopted by nobody, and need not say by whom.
_SUMMARY = re.compile(r"summary|sažetak|rezime|përmbledhje")
_WHO = re.compile(
    r"\b(?:[Dd]elegations? of|[Dd]elegacij\w* (?:\w+ )?[A-ZČĆŠŽĐ]|"
    r"[Dd]elegacion\w* (?:i|e|të)|[Дд]елегаци\w+)"
)
_ADOPTERS = {
    NodeKind.CHAPEAU, NodeKind.PREAMBULAR, NodeKind.LEAD_IN, NodeKind.FORMULA, NodeKind.CLOSING,
    NodeKind.BULLET,
}  # fmt: skip


def _adoption(document: Document) -> list[Remark]:
    """Whether the text says who agreed to it, or that it is the chair's alone (LIFE-42)."""
    heading = latin(" ".join(filter(None, [document.title, document.doc_type, *document.subtitle])))
    if _SUMMARY.search(heading):
        return []
    if not document.of_kind(NodeKind.FORMULA):
        return [
            Remark(
                "no-adoption-clause",
                N_(
                    "The text does not say who agreed to it. Add an adoption clause, or call it a "
                    "chair's summary."
                ),
            )
        ]
    words = "\n".join(to_plain(node.text) for node in document.of_kind(*_ADOPTERS))
    folded = words.casefold()
    states = {english for form, english in COUNTRY_FORMS.items() if _named(form, folded)}
    bodies = set(re.findall(r"\(([A-ZČĆŠŽĐЀ-Я][\w-]{0,30}[A-ZČĆŠŽĐЀ-Я][\w-]{0,30})\)", words))
    if len(states) >= 2 or len(bodies) >= 3 or _WHO.search(words):
        return []
    return [
        Remark(
            "no-adopting-list",
            N_(
                "The text does not list the delegations that agreed to it. Name them before the "
                "first number, or call it a chair's summary."
            ),
        )
    ]


def _named(form: str, folded: str) -> bool:
    return form in folded and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", folded) is not None


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


def _words(texts: Iterable[str], spoken: str | None) -> list[Remark]:
    found = []
    for text in texts:
        plain = to_plain(text)
        for code, pattern, message, language in _WORD_RULES:
            if language and spoken not in {language, None}:
                continue
            for match in pattern.finditer(plain):
                where = plain[max(0, match.start() - 25) : match.end() + 25]
                found.append(Remark(code, message, {"words": match[0].strip()}, where))
    return found


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
