"""The starting list of designations (DES-16) and footnotes (domain 3.1)."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from eventmgr.directory.models import DesignationKind

LANGUAGES: Final = ("en", "cnr", "sq", "mk", "sr_Cyrl")


class Row(NamedTuple):
    """One designation with its names in the order of LANGUAGES."""

    code: str
    names: tuple[str, ...]
    kind: DesignationKind = DesignationKind.STATE
    footnoted: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    replaces: str | None = None
    sort_keys: dict[str, str] = {}


_RENAMED: Final = date(2019, 2, 12)

# The marker is no part of a name: the naming engine sets it (DES-08).
ROWS: Final[tuple[Row, ...]] = (
    Row("AL", ("Albania", "Albanija", "Shqipëria", "Албанија", "Албанија")),
    Row(
        "BA",
        (
            "Bosnia and Herzegovina",
            "Bosna i Hercegovina",
            "Bosnja dhe Hercegovina",
            "Босна и Херцеговина",
            "Босна и Херцеговина",
        ),
    ),
    Row("BG", ("Bulgaria", "Bugarska", "Bullgaria", "Бугарија", "Бугарска")),
    Row("HR", ("Croatia", "Hrvatska", "Kroacia", "Хрватска", "Хрватска")),
    Row("GR", ("Greece", "Grčka", "Greqia", "Грција", "Грчка")),
    Row(
        "KS",
        ("Kosovo", "Kosovo", "Kosova", "Косово", "Косово"),
        kind=DesignationKind.PARTICIPANT,
        footnoted=True,
    ),
    Row("MD", ("Moldova", "Moldavija", "Moldavia", "Молдавија", "Молдавија")),
    Row("ME", ("Montenegro", "Crna Gora", "Mali i Zi", "Црна Гора", "Црна Гора")),
    # Filed under T in lists of its time (DES-14); other languages await a named person.
    Row(
        "MK-1993",
        ("the former Yugoslav Republic of Macedonia",),
        valid_to=date(2019, 2, 11),
        sort_keys={"en": "The former Yugoslav Republic of Macedonia"},
    ),
    Row(
        "MK",
        (
            "North Macedonia",
            "Sjeverna Makedonija",
            "Maqedonia e Veriut",
            "Северна Македонија",
            "Северна Македонија",
        ),
        valid_from=_RENAMED,
        replaces="MK-1993",
    ),
    Row("RO", ("Romania", "Rumunija", "Rumania", "Романија", "Румунија")),
    Row("RS", ("Serbia", "Srbija", "Serbia", "Србија", "Србија")),
    Row("SI", ("Slovenia", "Slovenija", "Sllovenia", "Словенија", "Словенија")),
    Row("TR", ("Türkiye", "Turska", "Turqia", "Турција", "Турска")),
)


class Note(NamedTuple):
    """A footnote's English wording; what could not be verified waits for a named person."""

    family: str
    text: str
    verified: bool


FOOTNOTES: Final[tuple[Note, ...]] = (
    Note(
        "rcc-eu",
        "This designation is without prejudice to positions on status, and is in line with "
        "UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence.",
        True,
    ),
    Note(
        "un-agencies",
        "This designation is without prejudice to positions on status, and is in line with "
        "UNSCR 1244/1999.",
        True,
    ),
    Note(
        "coe",
        "All reference to Kosovo, whether to the territory, institutions or population, shall be "
        "understood in full compliance with United Nations Security Council resolution 1244 and "
        "without prejudice to the status of Kosovo.",
        True,
    ),
    Note(
        "osce",
        "All references to Kosovo, whether to the territory, institutions or population, should "
        "be understood in full compliance with United Nations Security Council Resolution 1244.",
        False,
    ),
)
