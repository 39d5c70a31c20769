"""Names of states and participants that need a second look before a text goes out (DES-20)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Remark

#: The day from which North Macedonia is the name to print.
NORTH_MACEDONIA_SINCE = date(2019, 2, 12)

_KOSOVO = r"(?:Kosovo|Kosova|Kosovë|Kosovës|Kosovu|Kosovom|Косово|Косову|Косова)"
_MACEDONIA = r"(?:Macedonia|Makedonij[aeiu]|Maqedoni(?:a|së|në)?|Македониј[аеиу])"
_QUOTED = re.compile(r"“[^“”]{0,2000}”|„[^„“”]{0,2000}[“”]|«[^«»]{0,2000}»")

#: (code, pattern, sentence); the found words fill %(words)s.
_RULES = [
    (
        "designation-kosovo-republic",
        r"\b(?:Republic of Kosovo|Republika Kosov[oaue]m?|Republike Kosova|Republici Kosovo|"
        r"Republik(?:a|ës) e? ?(?:së )?Kosovës|Република Косово)(?!\w)",
        N_("“%(words)s”: the name agreed for regional meetings is Kosovo*, with its footnote."),
    ),
    (
        "designation-kosovo-metohija",
        r"\b(?:Kosovo and Metohij?a|Kosov[oaeu]m? i Metohij[aeiu]|Косово и Метохија)(?!\w)",
        N_("“%(words)s”: the name agreed for regional meetings is Kosovo*, with its footnote."),
    ),
    (
        "designation-fyrom",
        r"\b(?:FYROM|FYR of Macedonia|FYR Macedonia|BJRM|IRJM|"
        r"[Ff]ormer Yugoslav Republic of Macedonia)\b",
        N_("“%(words)s”: since February 2019 the name is North Macedonia."),
    ),
    (
        "designation-northern-macedonia",
        r"\bNorthern Macedonia\b",
        N_("“%(words)s”: the name is North Macedonia."),
    ),
    (
        "designation-north-macedonian",
        r"\bNorth(?:ern)?[ -]Macedonians?\b",
        N_("“%(words)s”: people and language are Macedonian; bodies are “of North Macedonia”."),
    ),
    (
        "designation-srpska",
        r"\b(?:Republika Srpska|Republike Srpske|Republici Srpskoj|Република Српска)(?!\w)",
        N_("“%(words)s” is an entity of Bosnia and Herzegovina; it cannot stand as a delegation."),
    ),
    (
        "designation-turkey",
        r"\bTurkey\b",
        N_("“%(words)s”: the form used by the United Nations since 2022 is Türkiye. Please check."),
    ),
]


def lint_designations(texts: Iterable[str], *, day: date | None = None) -> list[Remark]:
    """Remarks on names of states and participants; nothing is changed.

    `texts` are inline texts; `day` is the day of the event (names are bound to their time,
    DES-12), today's rules apply without it. Words between quotation marks are left alone.
    """
    found: list[Remark] = []
    modern = day is None or day >= NORTH_MACEDONIA_SINCE
    for source in texts:
        text = _QUOTED.sub(lambda m: " " * len(m[0]), to_plain(source))
        covered: list[tuple[int, int]] = []
        for code, pattern, message in _RULES:
            if code == "designation-fyrom" and not modern:
                continue
            if code == "designation-turkey" and day is not None and day < date(2022, 6, 1):
                continue
            for match in re.finditer(pattern, text):
                covered.append(match.span())
                if code == "designation-srpska" and not _as_delegation(text, match):
                    continue
                found.append(_remark(code, message, match[0], text, match.start()))
        found += _kosovo(text, covered)
        if modern:
            found += _macedonia(text, covered)
    return found


def _kosovo(text: str, covered: list[tuple[int, int]]) -> list[Remark]:
    found = []
    for match in re.finditer(rf"(?<!\w){_KOSOVO}(?!\w)", text):
        if any(begin <= match.start() < stop for begin, stop in covered):
            continue
        if text[match.end() : match.end() + 1] != "*":
            found.append(
                _remark(
                    "designation-kosovo",
                    N_("“%(words)s” stands without its asterisk and footnote."),
                    match[0],
                    text,
                    match.start(),
                )
            )
        sentence = _sentence(text, match.start())
        if re.search(
            r"\b(?:countr(?:y|ies)|[Ss]tates|zeml\w+|držav\w+|vende\w*|shtete\w*)\b", sentence
        ):
            found.append(
                _remark(
                    "designation-country-word",
                    N_(
                        "“%(words)s” shares a sentence with “country” or “state”: “participant” "
                        "or “delegation” avoids taking a position."
                    ),
                    match[0],
                    text,
                    match.start(),
                )
            )
    return found


def _macedonia(text: str, covered: list[tuple[int, int]]) -> list[Remark]:
    found = []
    north = r"(?:North|Northern|Sjevern\w+|Severn\w+|Северн\w+)"
    for match in re.finditer(rf"(?<!\w){_MACEDONIA}(?!\w)", text):
        before, after = text[: match.start()], text[match.end() : match.end() + 12]
        if any(begin <= match.start() < stop for begin, stop in covered):
            continue
        if re.search(rf"{north}[ \u00a0]$", before) or re.match(r"[ \u00a0](?:e|së) Veriut", after):
            continue
        found.append(
            _remark(
                "designation-macedonia",
                N_("“%(words)s” stands without “North”, the name since February 2019."),
                match[0],
                text,
                match.start(),
            )
        )
    return found


def _as_delegation(text: str, match: re.Match[str]) -> bool:
    """Whether the entity stands in a row of states: after a comma or "and" and near another."""
    near = text[max(0, match.start() - 60) : match.end() + 60]
    return bool(
        re.search(r"\b(?:Serbia|Montenegro|Albania|Croatia|Srbij\w|Crn\w Gor\w|Albanij\w)\b", near)
        and re.search(r"(?:,|\band\b|\bi\b|\bdhe\b)\s*$", text[: match.start()])
    )


def _sentence(text: str, position: int) -> str:
    begin = max(text.rfind(mark, 0, position) for mark in ".;!?") + 1
    ends = [stop for mark in ".;!?" if (stop := text.find(mark, position)) >= 0]
    return text[begin : min(ends, default=len(text))]


def _remark(code: str, message: str, words: str, text: str, position: int) -> Remark:
    return Remark(code, message, {"words": words}, text[max(0, position - 30) : position + 40])
