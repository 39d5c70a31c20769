"""Nominations of the demonstration: on a seat, accepted, and in the reserve."""

from __future__ import annotations

from typing import NamedTuple

from eventmgr.demo.words import Texts, t
from eventmgr.i18n.names import fold
from eventmgr.nominations.models import Gender


class Nominated(NamedTuple):
    """Somebody an institution named; `of` is the institution's key."""

    of: str
    given: str
    family: str
    gender: Gender
    position: Texts
    language: str
    note: str = ""
    accepted: bool = False

    @property
    def email(self) -> str:
        """Return an address of a domain that nobody has."""
        return f"{'.'.join(fold(f'{self.given} {self.family}').split())}@example.org"


JUDGE = t("Judge", "Sudija", "Gjyqtare")
ADVISER = t("Adviser", "Savjetnik", "Këshilltar")
INSPECTOR = t("Inspector", "Inspektorka", "Inspektore")

NOMINATED: tuple[Nominated, ...] = (
    Nominated(
        "ba-council",
        "Lejla",
        "Hodžić Marković",
        Gender.WOMAN,
        JUDGE,
        "cnr",
        "Vodi predmete krijumčarenja od 2021. godine.",
        accepted=True,
    ),
    Nominated("ba-council", "Damir", "Kovačević", Gender.MAN, ADVISER, "cnr"),
    Nominated("al-interior", "Teuta", "Kola", Gender.WOMAN, INSPECTOR, "sq"),
)
