"""Names of states and participants that need a second look before a text goes out (DES-20)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

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
        r"Republik(?:a|ës) (?:e |së )?Kosovës|Република Косово|Републике Косово|"
        r"Републици Косову)(?!\w)",
        N_("“%(words)s”: the name agreed for regional meetings is Kosovo*, with its footnote."),
    ),
    (
        "designation-kosovo-metohija",
        r"\b(?:Kosovo and Metohij?a|Kosov[oaeu]m? i Metohij[aeiu]|Косово и Метохија)(?!\w)",
        N_("“%(words)s”: the name agreed for regional meetings is Kosovo*, with its footnote."),
    ),
    (
        "designation-fyrom",
        r"\b(?:FYROM|FYR of Macedonia|FYR Macedonia|BJRM|IRJM|БЈРМ|ПЈРМ|"
        r"[Ff]ormer Yugoslav Republic of Macedonia|"
        r"[Bb]ivš\w+ [Jj]ugoslovensk\w+ [Rr]epublik\w+ Makedonij\w+|"
        r"[Ii]sh-?[Rr]epublik\w+ [Jj]ugosllav\w+ e Maqedonisë)(?!\w)",
        N_("“%(words)s”: since February 2019 the name is North Macedonia."),
    ),
    (
        "designation-northern-macedonia",
        r"\b(?:Northern Macedonia|Maqedoni\w* Veriore)\b",
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
]


_COUNTRY_WORD = re.compile(
    r"\b(?:countr(?:y|ies)|[Ss]tates?|zem(?:lj|alj)\w*|držav\w+|vende\w*|shtete\w*|земј\w+|зем(?:љ|аљ)\w*|држав\w+)\b"
)
_STOPS = re.compile(r"[.;!?]")
_NEIGHBOURS = re.compile(
    r"\b(?:Serbia|Montenegro|Albania|Croatia|Srbij\w|Crn\w Gor\w|Albanij\w|Србиј\w|Црн\w Гор\w)\b"
)
#: Forms of one participant that the event may choose between: (pattern, form it is).
_TURKEY = re.compile(r"\b(?:Turkey|Türkiye)(?!\w)")


@dataclass
class _Text:
    """One text with what its rules ask again and again, looked for once."""

    words: str
    covered: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def stops(self) -> list[int]:
        return [match.start() for match in _STOPS.finditer(self.words)]

    @cached_property
    def country_words(self) -> list[int]:
        return [match.start() for match in _COUNTRY_WORD.finditer(self.words)]

    @cached_property
    def _taken(self) -> tuple[list[int], list[int]]:
        starts: list[int] = []
        ends: list[int] = []
        for begin, stop in sorted(self.covered):
            if ends and begin < ends[-1]:
                ends[-1] = max(ends[-1], stop)
            else:
                starts.append(begin)
                ends.append(stop)
        return starts, ends

    def is_covered(self, position: int) -> bool:
        """Whether another rule has spoken of this place already."""
        starts, ends = self._taken
        place = bisect_right(starts, position) - 1
        return place >= 0 and position < ends[place]

    def shares_sentence(self, position: int) -> bool:
        """Whether "country" or "state" stands in the sentence at this place."""
        place = bisect_right(self.stops, position)
        begin = self.stops[place - 1] if place else 0
        end = self.stops[place] if place < len(self.stops) else len(self.words)
        first = bisect_right(self.country_words, begin - 1)
        return first < len(self.country_words) and self.country_words[first] < end


def lint_designations(
    texts: Iterable[str], *, day: date | None = None, forms: Mapping[str, str] | None = None
) -> list[Remark]:
    """Remarks on names of states and participants; nothing is changed (DES-20).

    `texts` are inline texts; `day` is the day of the event (names are bound to their time,
    DES-12), today's rules apply without it. `forms` gives the form an event prints for a
    participant by its code ("TR": "Turkey"). Words between quotation marks are left alone.
    """
    found: list[Remark] = []
    modern = day is None or day >= NORTH_MACEDONIA_SINCE
    for source in texts:
        text = _Text(_QUOTED.sub(lambda m: " " * len(m[0]), to_plain(source)))
        for code, pattern, message in _RULES:
            if code == "designation-fyrom" and not modern:
                continue
            for match in re.finditer(pattern, text.words):
                text.covered.append(match.span())
                if code == "designation-srpska" and not _as_delegation(text.words, match):
                    continue
                found.append(_remark(code, message, match[0], text.words, match.start()))
        found += _turkey(text, day, (forms or {}).get("TR"))
        found += _kosovo(text)
        if modern:
            found += _macedonia(text)
    return found


def _turkey(text: _Text, day: date | None, form: str | None) -> list[Remark]:
    """The form of the event; without one, that of the United Nations since 2022."""
    if form is None and day is not None and day < date(2022, 6, 1):
        return []
    wanted = form or "Türkiye"
    message = (
        N_("“%(words)s”: this event prints “%(form)s”.")
        if form
        else N_(
            "“%(words)s”: the form used by the United Nations since 2022 is Türkiye. Please check."
        )
    )
    found = []
    for match in _TURKEY.finditer(text.words):
        if match[0] != wanted and wanted in {"Turkey", "Türkiye"}:
            remark = _remark("designation-turkey", message, match[0], text.words, match.start())
            if form:
                remark.params["form"] = form
            found.append(remark)
    return found


def _kosovo(text: _Text) -> list[Remark]:
    found = []
    bare = N_("“%(words)s” stands without its asterisk and footnote.")
    beside = N_(
        "“%(words)s” shares a sentence with “country” or “state”: “participant” "
        "or “delegation” avoids taking a position."
    )
    words = text.words
    for match in re.finditer(rf"(?<!\w){_KOSOVO}(?!\w)", words):
        if text.is_covered(match.start()):
            continue
        if words[match.end() : match.end() + 1] != "*":
            found.append(_remark("designation-kosovo", bare, match[0], words, match.start()))
        if text.shares_sentence(match.start()):
            found.append(
                _remark("designation-country-word", beside, match[0], words, match.start())
            )
    return found


_NORTH_BEFORE = re.compile(
    r"(?:North|Northern|Sjevern\w{1,4}|Severn\w{1,4}|Северн\w{1,4})[ \u00a0]$"
)


def _macedonia(text: _Text) -> list[Remark]:
    found = []
    words = text.words
    message = N_("“%(words)s” stands without “North”, the name since February 2019.")
    for match in re.finditer(rf"(?<!\w){_MACEDONIA}(?!\w)", words):
        if text.is_covered(match.start()):
            continue
        after = words[match.end() : match.end() + 12]
        if _NORTH_BEFORE.search(words[max(0, match.start() - 16) : match.start()]) or re.match(
            r"[ \u00a0](?:e|së) Veriut", after
        ):
            continue
        found.append(_remark("designation-macedonia", message, match[0], words, match.start()))
    return found


def _as_delegation(text: str, match: re.Match[str]) -> bool:
    """Whether the entity stands in a row of states: after a comma or "and" and near another."""
    before = text[max(0, match.start() - 12) : match.start()]
    near = text[max(0, match.start() - 60) : match.end() + 60]
    return bool(
        _NEIGHBOURS.search(near) and re.search(r"(?:,|\band\b|\bi\b|\bdhe\b|\bи\b)\s*$", before)
    )


def _remark(code: str, message: str, words: str, text: str, position: int) -> Remark:
    return Remark(code, message, {"words": words}, text[max(0, position - 30) : position + 40])
