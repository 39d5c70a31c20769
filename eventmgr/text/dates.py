"""Dates as documents of the region write them: found in running text, and written as a heading.

Own tables, because reading needs nominatives, genitives and old spellings at once (LOC-20, LOC-22).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS: dict[str, tuple[str, ...]] = {
    "en": (
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
        "august aug", "september sept sep", "october oct", "november nov", "december dec",
    ),
    "cnr": (
        "januar januara siječanj siječnja jan", "februar februara veljača veljače feb",
        "mart marta ožujak ožujka", "april aprila travanj travnja", "maj maja svibanj svibnja",
        "jun juna juni lipanj lipnja", "jul jula juli srpanj srpnja",
        "avgust avgusta august augusta kolovoz kolovoza avg",
        "septembar septembra rujan rujna", "oktobar oktobra listopad listopada okt",
        "novembar novembra studeni studenog studenoga",
        "decembar decembra prosinac prosinca",
    ),
    "sq": (
        "janar janarit", "shkurt shkurtit", "mars marsit", "prill prillit", "maj majit",
        "qershor qershorit", "korrik korrikut", "gusht gushtit", "shtator shtatorit",
        "tetor tetorit", "nëntor nëntorit nentor", "dhjetor dhjetorit",
    ),
    "sr-Cyrl": (
        "јануар јануара јануари", "фебруар фебруара февруари", "март марта", "април априла",
        "мај маја", "јун јуна јуни", "јул јула јули", "август августа",
        "септембар септембра септември", "октобар октобра октомври",
        "новембар новембра ноември", "децембар децембра декември",
    ),
}  # fmt: skip
#: Words of a heading per language; the first of each row above but for Macedonian.
_MACEDONIAN = (
    "јануари", "февруари", "март", "април", "мај", "јуни", "јули", "август", "септември",
    "октомври", "ноември", "декември",
)  # fmt: skip

_NUMBER: dict[str, int] = {
    word: number
    for rows in _MONTHS.values()
    for number, row in enumerate(rows, start=1)
    for word in row.split()
}
_M = "(?:" + "|".join(sorted(map(re.escape, _NUMBER), key=len, reverse=True)) + r")(?!\w)\.?"
#: Any name of a month in the table, for patterns of others.
MONTH = _M
_D = r"\d{1,2}(?:st|nd|rd|th)?\.?"
_Y = r"(?:19|20)\d{2}"
_YEAR = re.compile(_Y)
_SEP = r"\s*(?:[–—‒−-]|to|and|until|&|i|do|dhe|deri(?:\s+më)?|и|до)\s*"
_OF = r"\s*(?:of\s+|të\s+)?"
_GLUE = r",?\s*"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 30 December 2016 – 2 January 2017, 31 August – 1 September 2016, 2 December 2011
        rf"(?<![\w.])(?P<d1>{_D}){_OF}(?P<m1>{_M}){_GLUE}(?P<y1>{_Y})?\.?{_SEP}"
        rf"(?P<d2>{_D}){_OF}(?P<m2>{_M}){_GLUE}(?P<y2>{_Y})(?!\w)",
        # 26 – 27 November 2015; 25, 26 and 27 November 2015
        rf"(?<![\w.])(?P<d1>{_D})(?:,\s*{_D})?{_SEP}(?P<d2>{_D}){_OF}(?P<m1>{_M}){_GLUE}"
        rf"(?P<y2>{_Y})(?!\w)",
        rf"(?<![\w.])(?P<d1>{_D}){_OF}(?P<m1>{_M}){_GLUE}(?P<y2>{_Y})(?!\w)",
        # August 31 – September 1, 2016; November 26-27, 2015; December 2, 2011
        rf"(?<!\w)(?P<m1>{_M})\s*(?P<d1>{_D}){_SEP}(?:(?P<m2>{_M})\s*)?(?P<d2>{_D}),?\s*"
        rf"(?P<y2>{_Y})(?!\w)",
        rf"(?<!\w)(?P<m1>{_M})\s*(?P<d1>{_D}),?\s+(?P<y2>{_Y})(?!\w)",
        # 31.08. – 01.09.2016., 26–27.11.2015, 2.12.2011
        rf"(?<![\w.])(?P<d1>\d{{1,2}})\.?\s*(?:(?P<m1>\d{{1,2}})\.\s*(?P<y1>{_Y})?\.?)?"
        rf"{_SEP}(?P<d2>\d{{1,2}})\.\s*(?P<m2>\d{{1,2}})\.\s*(?P<y2>{_Y})(?!\w)",
        rf"(?<![\w.])(?P<d1>\d{{1,2}})[./]\s?(?P<m1>\d{{1,2}})[./]\s?(?P<y2>{_Y})(?!\w)",
        rf"(?<![\w.-])(?P<y2>{_Y})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})(?![\w-])",
    )
]


@dataclass(frozen=True)
class FoundDate:
    """A date or range in a text; `begin` and `stop` are offsets of its words."""

    start: date
    end: date
    begin: int
    stop: int


def _day(text: str) -> int:
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBER[text.lower().rstrip(".")]


def _resolve(match: re.Match[str]) -> FoundDate | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    year = int(parts["y2"])
    last_month = _month(parts.get("m2") or parts["m1"])
    first_month = _month(parts.get("m1") or parts["m2"])
    try:
        start = date(int(parts.get("y1") or year), first_month, _day(parts["d1"]))
        end = date(year, last_month, _day(parts["d2"])) if "d2" in parts else start
    except ValueError:
        return None
    if end < start and "y1" not in parts and start.month > end.month:
        start = start.replace(year=year - 1)
    return FoundDate(start, end, match.start(), match.end()) if start <= end else None


def find_dates(text: str) -> list[FoundDate]:
    """Every full date and range in a text, from left to right, none overlapping.

    Dates that no calendar has (31 November) and ranges that run backwards are left out.
    """
    if not _YEAR.search(text):
        return []
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < stop and begin < match.end() for begin, stop in taken):
                continue
            resolved = _resolve(match)
            if resolved:
                found.append(resolved)
                taken.append(match.span())
    return sorted(found, key=lambda item: item.begin)


def starts_with_month(text: str) -> bool:
    """Whether a text opens with the name of a month ("avgust – 1. septembar 2016.")."""
    return re.match(rf"\s*{_M}", text, re.IGNORECASE) is not None


def heading_form(start: date, end: date | None, language: str | None) -> str:
    """A date or range in the heading form of LOC-20, for English where the language is unknown."""
    language = language or "en"
    dotted = language in {"cnr", "sr", "sr-Latn", "sr-Cyrl", "bs", "hr"}
    stop = "." if dotted else ""

    def month(day: date) -> str:
        if language == "mk":
            return _MACEDONIAN[day.month - 1]
        table = {"sr": "sr-Cyrl", "sr-Latn": "cnr", "bs": "cnr", "hr": "cnr"}.get(
            language, language
        )
        word = _MONTHS.get(table, _MONTHS["en"])[day.month - 1].split()[0]
        return word.capitalize() if table not in _MONTHS or table == "en" else word

    def full(day: date, year: bool = True) -> str:
        return f"{day.day}{stop} {month(day)}" + (f" {day.year}{stop}" if year else "")

    if end is None or end == start:
        return full(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{stop}–{full(end)}"
    return f"{full(start, year=start.year != end.year)} – {full(end)}"
