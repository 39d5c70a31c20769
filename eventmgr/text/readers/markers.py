"""Printed numbers, letters and bullets at the start of a line.

A number or letter counts only with a full stop or bracket after it, so that "IV ANNUAL" and
"hinder economic growth" stay words.
"""

from __future__ import annotations

import re

from eventmgr.text.dates import find_dates
from eventmgr.text.readers.blocks import Marker

BULLETS = "·•▪◦‣●○■□➢➤✓–—*-§\u2043\u2212\uf0b7\uf0a7\uf076\uf0d8\uf02d\uf0fc"
_BULLET = re.compile(
    rf"\s*(?:([{re.escape(BULLETS)}])(?:\s+|(?<=[·•▪●\uf0b7])\s*)|(o)(?:\t\s*| {{2,}}))(?=\S)"
)
_BULLET_O = re.compile(r"\s*(o) (?=[A-ZČĆŠŽĐË])")
_DASH = r"(?:[-–—•·*]\s+)?"
_NUMBERED = re.compile(
    rf"\s*{_DASH}(?P<strong>\*{{1,3}})?(?P<printed>(?P<open>\()?"
    r"(?P<body>\d{1,3}(?: (?:bis|ter|quater|quinquies))?|\d{1,3}(?:\.\d{1,2}){1,3}|"
    r"[ivxlcIVXLC]{1,6}|[^\W\d_])"
    r"(?P<close>[.)]))(?(strong)(?P=strong))(?P<gap>\s+|(?=[A-ZČĆŠŽĐË“„«\"(А-Ш]))(?=\S)"
)
_DECIMAL = re.compile(rf"\s*{_DASH}(?P<printed>(?P<body>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}))\s+(?=\S)")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"


def roman_value(text: str) -> int:
    """The value of a well-formed Roman number up to 399, else 0."""
    text = text.lower()
    if not re.fullmatch(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", text):
        return 0
    total = 0
    for index, sign in enumerate(text):
        value = _ROMAN_DIGITS[sign]
        following = _ROMAN_DIGITS[text[index + 1]] if index + 1 < len(text) else 0
        total += -value if value < following else value
    return total


def letter_value(text: str) -> int:
    """The place of a letter in the Latin (or Cyrillic) alphabet, else 0."""
    low = text.lower()
    if len(low) != 1:
        return 0
    return (_LETTERS.find(low) + 1) or (_CYRILLIC.find(low) + 1)


def figure(printed: str, body: str, *, certain: bool = False) -> Marker | None:
    """The marker of a printed number, letter or Roman figure."""
    if re.fullmatch(r"\d+(?:\.\d+)+", body):
        parts = body.split(".")
        return Marker("decimal", printed, int(parts[-1]), depth=len(parts) - 1, certain=certain)
    body = re.sub(r" (?:bis|ter|quater|quinquies)$", "", body)
    if body.isdigit():
        return Marker("number", printed, int(body), certain=certain) if int(body) else None
    place, value = letter_value(body), roman_value(body)
    if not place and not value:
        return None
    kind = "letter" if place else "roman"
    return Marker(kind, printed, place, value, upper=body[0].isupper(), certain=certain)


def _is_date(line: str) -> bool:
    found = find_dates(line[:80])
    return bool(found) and found[0].begin <= len(line) - len(line.lstrip(" -–*_"))


def split_marker(line: str) -> tuple[Marker | None, str]:
    """The marker of a line, if it starts with one, and the rest of the line."""
    if _is_date(line):
        return None, line.strip()
    match = _NUMBERED.match(line)
    if match and (match["open"] is None or match["close"] == ")"):
        body, glued = match["body"], not match["gap"]
        bullet_star = line.lstrip().startswith("* ") and match["strong"]
        if not bullet_star and not (glued and not body.isdigit()):
            marker = figure(match["printed"], body)
            if marker:
                return marker, line[match.end() :].strip()
    match = _DECIMAL.match(line)
    if match:
        marker = figure(match["printed"], match["body"])
        if marker:
            return marker, line[match.end() :].strip()
    match = _BULLET.match(line) or _BULLET_O.match(line)
    if match:
        return Marker("bullet", match[1] or match.group(match.lastindex or 0)), line[
            match.end() :
        ].strip()
    return None, line.strip()
