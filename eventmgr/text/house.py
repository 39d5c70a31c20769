"""How houses write: spellings that one organisation's style manual asks for and another's does not.

English only, and only words in small letters: names are written as their owners write them.
Nothing is altered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from eventmgr.i18n.marks import N_
from eventmgr.text.inline import to_plain
from eventmgr.text.lint_spelling import FAMILIES, has_z_form
from eventmgr.text.model import Remark


@dataclass(frozen=True)
class House:
    """A house's spelling: with a hyphen in "co-operation", and "z" or "s" in "organize".

    None where the house has no rule.
    """

    name: str
    hyphen: bool | None = None
    z: bool | None = None


_UN = House("the United Nations", hyphen=False, z=True)
#: By the acronym of the organiser. OSCE Style Manual; United Nations Editorial Manual; English
#: Style Guide of the European Commission; usage of the RCC's own papers.
_HOUSES = {
    "OSCE": House("the OSCE", hyphen=True, z=True),
    **dict.fromkeys(("UN", "UNDP", "UNODC", "UNHCR", "UNICEF", "UNESCO", "IOM", "UNMIK"), _UN),
    **dict.fromkeys(
        ("EU", "EC", "EEAS", "FRONTEX", "EUROPOL", "CEPOL", "EUAA"),
        House("the European Union", hyphen=False, z=False),
    ),
    "RCC": House("the RCC", hyphen=False),
}
_HYPHEN = re.compile(r"(?<![\w-])co(-?)((?:op|ord)(?:erat|inat)(?:e[ds]?|ing|ion|ions|ive|ors?))\b")
_MESSAGE = N_("“%(words)s”: the papers of %(house)s have “%(form)s”.")


def house_of(acronyms: Iterable[str | None]) -> House | None:
    """The house whose spelling an event's papers follow: the first organiser that has one."""
    known = (_HOUSES.get((acronym or "").strip().upper()) for acronym in acronyms)
    return next((house for house in known if house is not None), None)


def lint_house(texts: Iterable[str], house: House) -> list[Remark]:
    """Remarks where a text is not spelled as its house does; each spelling once."""
    found: dict[str, Remark] = {}

    def note(words: str, form: str, text: str, place: int) -> None:
        params = {"words": words, "house": house.name, "form": form}
        where = text[max(0, place - 25) : place + len(words) + 25]
        found.setdefault(words, Remark("house-style", _MESSAGE, params, where))

    for source in texts:
        text = to_plain(source)
        for match in _HYPHEN.finditer(text):
            if house.hyphen is not None and bool(match[1]) is not house.hyphen:
                form = f"co-{match[2]}" if house.hyphen else f"co{match[2]}"
                note(match[0], form, text, match.start())
        for match in FAMILIES.finditer(text) if house.z is not None else ():
            sign, wanted = match[2], "iz" if house.z else "is"
            plain = f"{match[1]}is{match[3]}"
            if sign != wanted and match[0].islower() and has_z_form(plain):
                note(match[0], f"{match[1]}{wanted}{match[3]}", text, match.start())
    return list(found.values())
