"""A person's name, address and telephone wherever else somebody wrote them down."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from eventmgr.privacy.holdings import BLANK

_WORD = re.compile(r"\w+")
# Shorter ones would hit words that are no names.
_SHORTEST = 4


class Traces:
    """What to look for, found through its first word: thousands of names cost no more than one.

    `people` are (given name, family name); `addresses` e-mail addresses and telephone numbers.
    """

    def __init__(self, people: Iterable[tuple[str, str]], addresses: Iterable[str]) -> None:
        phrases = set()
        for given, family in people:
            phrases |= _names(given.strip(), family.strip())
        for address in addresses:
            if len(address.strip()) > _SHORTEST:
                phrases.add(address.strip())
        phrases.discard(BLANK)
        self._by_word: dict[str, list[re.Pattern[str]]] = defaultdict(list)
        for phrase in sorted(phrases, key=len, reverse=True):
            first = _WORD.search(phrase)
            if first is not None:
                pattern = re.compile(re.escape(phrase), re.IGNORECASE)
                self._by_word[first.group().casefold()].append(pattern)
        self.phrases = sorted(phrases)

    def __bool__(self) -> bool:
        return bool(self._by_word)

    def mask(self, text: str) -> str:
        """Return the text with the sign of the record in place of each trace."""
        here = {word.casefold() for word in _WORD.findall(text)} & self._by_word.keys()
        patterns = {pattern for word in here for pattern in self._by_word[word]}
        for pattern in sorted(patterns, key=lambda one: len(one.pattern), reverse=True):
            text = pattern.sub(BLANK, text)
        return text

    def mask_value(self, value: Any) -> Any:
        """Return a value of a column (text, list or map) without traces; keys of maps stay."""
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, list):
            return [self.mask_value(one) for one in value]
        if isinstance(value, dict):
            return {name: self.mask_value(one) for name, one in value.items()}
        return value


def _names(given: str, family: str) -> set[str]:
    """Return the ways in which a name is written out; case does not matter."""
    if given in ("", BLANK) or family in ("", BLANK):
        alone = family if family not in ("", BLANK) else given
        # One word alone may be a post or a country as well.
        return {alone} if " " in alone else set()
    return {f"{given} {family}", f"{family} {given}", f"{family}, {given}"}
