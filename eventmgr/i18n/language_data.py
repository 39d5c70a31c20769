"""The rows of the language table. Names were set down by hand, never taken from CLDR (LOC-08).

`use`: d = documents are written in it, s = it is spoken in the room, g = it is signed.
Names are given in en, cnr, sq, mk and sr_Cyrl; Bosnian, Croatian and Serbian in Latin script
follow the Montenegrin column except where a row says otherwise.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Row(NamedTuple):
    """One language as data; blanks are filled in by eventmgr.i18n.languages."""

    code: str
    endonym: str
    use: str
    script: str
    word_tag: str
    names: dict[str, str]
    babel_locale: str = ""
    bcp47: str = ""
    catalogue: str | None = None


def _names(en: str, cnr: str, sq: str, mk: str, sr_cyrl: str, **other: str) -> dict[str, str]:
    return {"en": en, "cnr": cnr, "sq": sq, "mk": mk, "sr_Cyrl": sr_cyrl, **other}


_MONTENEGRIN = _names("Montenegrin", "crnogorski", "malazezisht", "црногорски", "црногорски")
_SERBIAN = _names("Serbian", "srpski", "serbisht", "српски", "српски")

ROWS: Final[tuple[Row, ...]] = (
    Row(
        "en",
        "English",
        "ds",
        "Latn",
        "en-GB",
        _names("English", "engleski", "anglisht", "англиски", "енглески"),
        babel_locale="en_GB",
    ),
    # Babel turns cnr into sr_Latn_ME without saying so; the catalogue folder must carry that
    # name or every string stays English (LOC-01, LOC-02).
    Row(
        "cnr",
        "crnogorski",
        "ds",
        "Latn",
        "sr-Latn-ME",
        _MONTENEGRIN,
        babel_locale="sr_Latn_ME",
        catalogue="sr_Latn_ME",
    ),
    Row(
        "sq",
        "shqip",
        "ds",
        "Latn",
        "sq-AL",
        _names("Albanian", "albanski", "shqip", "албански", "албански"),
        catalogue="sq",
    ),
    Row(
        "cnr_Cyrl",
        "црногорски",
        "d",
        "Cyrl",
        "sr-Cyrl-ME",
        _names(
            "Montenegrin (Cyrillic)",
            "crnogorski (ćirilica)",
            "malazezisht (cirilik)",
            "црногорски (кирилица)",
            "црногорски (ћирилица)",
        ),
        babel_locale="sr_Cyrl_ME",
    ),
    # Speech has no script. Dates and alphabets of a bare sr are Cyrillic, as in CLDR (LOC-04).
    Row("sr", "srpski", "s", "Cyrl", "sr-Cyrl-RS", _SERBIAN, babel_locale="sr_Cyrl"),
    Row(
        "sr_Latn",
        "srpski",
        "d",
        "Latn",
        "sr-Latn-RS",
        _names(
            "Serbian (Latin)",
            "srpski (latinica)",
            "serbisht (latin)",
            "српски (латиница)",
            "српски (латиница)",
        ),
    ),
    Row(
        "sr_Cyrl",
        "српски",
        "d",
        "Cyrl",
        "sr-Cyrl-RS",
        _names(
            "Serbian (Cyrillic)",
            "srpski (ćirilica)",
            "serbisht (cirilik)",
            "српски (кирилица)",
            "српски (ћирилица)",
        ),
    ),
    Row(
        "bs",
        "bosanski",
        "ds",
        "Latn",
        "bs-Latn-BA",
        _names("Bosnian", "bosanski", "boshnjakisht", "босански", "босански"),
        babel_locale="bs_Latn",
    ),
    Row(
        "hr",
        "hrvatski",
        "ds",
        "Latn",
        "hr-HR",
        _names("Croatian", "hrvatski", "kroatisht", "хрватски", "хрватски"),
    ),
    Row(
        "mk",
        "македонски",
        "ds",
        "Cyrl",
        "mk-MK",
        _names("Macedonian", "makedonski", "maqedonisht", "македонски", "македонски"),
    ),
    Row(
        "sl",
        "slovenščina",
        "ds",
        "Latn",
        "sl-SI",
        _names("Slovenian", "slovenački", "sllovenisht", "словенечки", "словеначки")
        | {"bs": "slovenski", "hr": "slovenski"},
    ),
    Row(
        "bg",
        "български",
        "ds",
        "Cyrl",
        "bg-BG",
        _names("Bulgarian", "bugarski", "bullgarisht", "бугарски", "бугарски"),
    ),
    Row(
        "el",
        "ελληνικά",
        "ds",
        "Grek",
        "el-GR",
        _names("Greek", "grčki", "greqisht", "грчки", "грчки"),
    ),
    Row(
        "ro",
        "română",
        "ds",
        "Latn",
        "ro-RO",
        _names("Romanian", "rumunski", "rumanisht", "романски", "румунски", hr="rumunjski"),
    ),
    Row(
        "tr",
        "Türkçe",
        "ds",
        "Latn",
        "tr-TR",
        _names("Turkish", "turski", "turqisht", "турски", "турски"),
    ),
    Row(
        "fr",
        "français",
        "ds",
        "Latn",
        "fr-FR",
        _names("French", "francuski", "frëngjisht", "француски", "француски"),
    ),
    Row(
        "de",
        "Deutsch",
        "ds",
        "Latn",
        "de-DE",
        _names(
            "German",
            "njemački",
            "gjermanisht",
            "германски",
            "немачки",
            sr_Latn="nemački",
        ),
    ),
    Row(
        "it",
        "italiano",
        "ds",
        "Latn",
        "it-IT",
        _names("Italian", "italijanski", "italisht", "италијански", "италијански")
        | {"hr": "talijanski"},
    ),
    Row(
        "es",
        "español",
        "ds",
        "Latn",
        "es-ES",
        _names("Spanish", "španski", "spanjisht", "шпански", "шпански", hr="španjolski"),
    ),
    Row(
        "ru",
        "русский",
        "ds",
        "Cyrl",
        "ru-RU",
        _names("Russian", "ruski", "rusisht", "руски", "руски"),
    ),
    Row(
        "uk",
        "українська",
        "ds",
        "Cyrl",
        "uk-UA",
        _names("Ukrainian", "ukrajinski", "ukrainisht", "украински", "украјински"),
    ),
    Row(
        "ar",
        "العربية",
        "s",
        "Arab",
        "ar-SA",
        _names("Arabic", "arapski", "arabisht", "арапски", "арапски"),
    ),
    Row(
        "zh",
        "中文",
        "s",
        "Hans",
        "zh-CN",
        _names("Chinese", "kineski", "kinezisht", "кинески", "кинески"),
    ),
    # Babel has no Romani; nothing is ever formatted in it, so English words stand behind it.
    Row(
        "rom",
        "romani čhib",
        "s",
        "Latn",
        "en-GB",
        _names("Romani", "romski", "romisht", "ромски", "ромски"),
        babel_locale="en_GB",
    ),
    # A label for one channel that serves several audiences. It has no ISO code and no one is
    # ever assumed to follow it: people tick what they follow (INT-06, INT-22).
    Row(
        "bcms",
        "BCMS",
        "s",
        "Latn",
        "sr-Latn-RS",
        _names("BCMS", "BCMS", "BCMS", "BCMS", "BCMS"),
        babel_locale="sr_Latn",
        bcp47="und",
    ),
    # INT-23: signed languages are rows and columns like the others.
    Row(
        "ils",
        "International Sign",
        "sg",
        "Zxxx",
        "en-GB",
        _names(
            "International Sign",
            "međunarodni znakovni jezik",
            "gjuha ndërkombëtare e shenjave",
            "меѓународен знаковен јазик",
            "међународни знаковни језик",
        ),
        babel_locale="en_GB",
    ),
    Row(
        "sgn",
        "sign language",
        "sg",
        "Zxxx",
        "en-GB",
        _names(
            "Sign language",
            "znakovni jezik",
            "gjuha e shenjave",
            "знаковен јазик",
            "знаковни језик",
        ),
        babel_locale="en_GB",
    ),
)
