"""Hints on spelling: one family in one document, acronyms spelled out at first use (LIFE-41)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Document, NodeKind, Remark

FAMILIES = re.compile(
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


def spelling(document: Document) -> list[Remark]:
    """Remarks where one document mixes two families of spelling."""
    body = " ".join(to_plain(text) for text in document.texts())
    with_s: list[str] = []
    with_z: list[str] = []
    for match in FAMILIES.finditer(body):
        stem = match[1].lower()
        if stem in _ALWAYS_S or len(stem) < 4:
            continue
        (with_s if match[2].lower() == "is" else with_z).append(match[0])
    with_s = [word for word in with_s if has_z_form(word)]
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


def has_z_form(word: str) -> bool:
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


_ACRONYM = re.compile(
    r"(?<![\w-])([A-ZČĆŠŽĐËÇЀ-Я][A-ZČĆŠŽĐËÇЀ-Я&]{2,9}(?:-[A-ZČĆŠŽĐЀ-Я]{2,9})?)(?![\w-])"
)
_ROMAN = re.compile(r"[IVXLC]+")
#: Known to every reader of such papers.
_COMMON = frozenset(
    "NATO OSCE OEBS OSBE ОЕБС ОБСЕ UNDP IOM UNHCR INTERPOL EUROPOL UNICEF UNESCO CEPOL COVID PDF "
    "USA SAD SHBA САД ООН USD EUR BAM NGO".split()
)


def acronyms(document: Document, known: Mapping[str, str] | None = None) -> list[Remark]:
    """Acronyms that stand before they are spelled out, each once (LIFE-41).

    Spelled out is "Name of a Body (NOB)" or "NOB (Name of a Body)" at the first use. `known`
    gives the full names of acronyms, to be offered.
    """
    found = []
    met: set[str] = set()
    for node in document.nodes:
        text = to_plain(node.text)
        if node.kind is NodeKind.HEADING or text.isupper():
            continue
        for match in _ACRONYM.finditer(text):
            word = match[1]
            if word in met:
                continue
            met.add(word)
            if word in _COMMON or _ROMAN.fullmatch(word) or _spelled_out(text, match):
                continue
            full = (known or {}).get(word)
            params = {"words": word} | ({"name": full} if full else {})
            message = (
                N_("“%(words)s” stands here for the first time: spell it out (%(name)s).")
                if full
                else N_("“%(words)s” stands here for the first time and is not spelled out.")
            )
            where = text[max(0, match.start() - 30) : match.start() + 40]
            found.append(Remark("acronym", message, params, where))
    return found


def _spelled_out(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() :][:60]
    inside = re.search(r"[^\W\d_]{3,}[^(]{0,20}\((?:the\s+)?$", before)
    if inside and re.match(r"\s?[),;–-]", after):
        return True
    return bool(re.match(r"\s?(?:\(|[–—-]\s)[^\W\d_]+\s+[^\W\d_]+", after))
