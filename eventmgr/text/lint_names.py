"""Names of organisations that differ from the register (DES-19, DES-20). Nothing is altered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import to_plain
from eventmgr.text.model import Remark


@dataclass(frozen=True)
class Known:
    """An organisation of the register in the language of the text.

    `name` is the one to print, `others` are former names and spellings that people use.
    """

    name: str
    acronym: str = ""
    others: tuple[str, ...] = ()


#: Spellings of one word that are told apart only by a house style.
_SPELLINGS = (
    (re.compile(r"(?i)cent(?:re|er)"), r"cent(?:re|er)"),
    (re.compile(r"(?i)co-?operation"), r"co-?operation"),
    (re.compile(r"(?i)co-?ordination"), r"co-?ordination"),
    (re.compile(r"(?i)defen[cs]e"), r"defen[cs]e"),
    (re.compile(r"(?i)programmes?\b|programs?\b"), r"program(?:me)?s?"),
    (re.compile(r"(?i)([a-z]+)i[sz]ation"), r"\1i[sz]ation"),
)


@lru_cache(maxsize=2000)
def _pattern(name: str) -> re.Pattern[str] | None:
    """The name in any spelling and any use of "the", "and" and hyphens; None for short ones."""
    words = re.findall(r"[^\s,–—-]+(?:-[^\s,–—-]+)*", re.sub(r"(?i)^the\s+", "", name.strip()))
    if len(words) < 2:
        return None
    parts = []
    for word in words:
        for spelling, wanted in _SPELLINGS:
            if spelling.fullmatch(word):
                parts.append(spelling.sub(wanted, word))
                break
        else:
            low = word.casefold()
            if low in {"and", "&"}:
                parts.append(r"(?:and|&)")
            elif low == "the":
                continue
            else:
                parts.append(re.escape(word))
    between = r"[\s,–—-]{1,3}(?:the\s+)?"
    return re.compile(rf"(?<!\w){between.join(parts)}(?!\w)", re.IGNORECASE)


def lint_organisations(texts: Iterable[str], known: Iterable[Known]) -> list[Remark]:
    """Remarks on names that the register has in another form; each form once a text.

    Found are other spellings of the registered name, its former names, and a name in front of a
    registered acronym in brackets that is not the one the register has.
    """
    register = [one for one in known if one.name]
    exact = {form for one in register for form in (one.name, _bare(one.name))}
    found: list[Remark] = []
    for source in texts:
        text = to_plain(source)
        lowered = text.casefold()
        joined = lowered.replace("-", "")
        seen: set[str] = set()
        for one in register:
            spellings: list[str] = []
            if _likely(one.name, joined) and (pattern := _pattern(one.name)):
                spellings += [match[0] for match in pattern.finditer(text)]
            for other in one.others:
                if other.casefold() in lowered:
                    spellings += re.findall(
                        rf"(?<!\w){re.escape(other)}(?!\w)", text, re.IGNORECASE
                    )
            if one.acronym and f"({one.acronym.casefold()})" in lowered:
                spellings += _before_acronym(text, one)
            for words in spellings:
                if words in exact or words in seen or _bare(words) == _bare(one.name):
                    continue
                seen.add(words)
                place = text.find(words)
                found.append(
                    Remark(
                        "organisation-name",
                        N_("“%(words)s”: the register has “%(name)s”."),
                        {"words": words, "name": one.name},
                        text[max(0, place - 30) : place + 40],
                    )
                )
    return found


@lru_cache(maxsize=4000)
def _bare(name: str) -> str:
    return re.sub(r"(?i)^the\s+", "", " ".join(name.split()))


@lru_cache(maxsize=2000)
def _stems(name: str) -> tuple[str, ...]:
    words = re.findall(r"\w+", name.casefold().replace("-", ""))
    return tuple(word[:4] for word in words if len(word) > 3)


def _likely(name: str, lowered: str) -> bool:
    """Whether the beginning of every longer word of a name is there: for most names it is not."""
    return all(stem in lowered for stem in _stems(name))


def _before_acronym(text: str, one: Known) -> list[str]:
    """A capitalised name before "(ABC)" that shares words with the registered one but differs."""
    out = []
    wanted = {word for word in re.findall(r"\w+", one.name.casefold()) if len(word) > 3}
    for match in re.finditer(rf"\s?\({re.escape(one.acronym)}\)", text):
        before = text[max(0, match.start() - 200) : match.start()]
        if before.casefold().endswith(_bare(one.name).casefold()):
            continue
        named = _name_at_the_end(before)
        if not named:
            continue
        words = re.sub(r"^(?:The|And)\s+", "", named)
        shared = {word for word in re.findall(r"\w+", words.casefold()) if word in wanted}
        if len(shared) * 2 >= len(wanted) and words.casefold() != _bare(one.name).casefold():
            out.append(words)
    return out


_BETWEEN = re.compile(r"((?:[ ,–]|(?<= )-(?= )){1,3})")
_CAPITALISED = re.compile(r"[A-ZČĆŠŽĐËÇЀ-Я][\w’'-]*")
_SMALL = frozenset("of for the and in on za i u për dhe të e за и на".split())


def _name_at_the_end(text: str) -> str:
    """The capitalised words, up to sixteen with small ones between, that a text ends with.

    Word by word from the end: one pattern over hyphens and spaces could try for hours.
    """
    parts = _BETWEEN.split(text)
    begin = len(parts)
    for place in range(len(parts) - 1, max(-1, len(parts) - 33), -2):
        if _CAPITALISED.fullmatch(parts[place]):
            begin = place
        elif parts[place] not in _SMALL:
            break
    return "".join(parts[begin:]) if begin < len(parts) - 1 else ""
