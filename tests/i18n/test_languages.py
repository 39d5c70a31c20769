"""The table of languages."""

import pytest
from babel import Locale

from eventmgr.i18n.languages import (
    INTERFACE_LANGUAGES,
    LANGUAGES,
    UnknownLanguageError,
    babel_locale,
    canonical,
    direction,
    document_languages,
    html_lang,
    is_known,
    language,
    language_name,
    spoken_languages,
)


def test_loc01_montenegrin_is_named_by_our_table():
    assert language("cnr").endonym == "crnogorski"
    assert language("cnr").label == "Crnogorski"
    assert language_name("cnr", "en") == "Montenegrin"


def test_loc02_cnr_keeps_its_code_and_maps_its_folder():
    assert html_lang("cnr") == "cnr"
    assert language("cnr").catalogue == "sr_Latn_ME"
    assert babel_locale("cnr") == "sr_Latn_ME"


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_loc04_every_locale_is_known_to_babel_in_the_stated_script(code):
    row = LANGUAGES[code]
    locale = Locale.parse(row.babel_locale)
    assert str(locale) == row.babel_locale
    if code in ("cnr", "sr_Latn"):
        assert locale.script == "Latn"
    if code in ("cnr_Cyrl", "sr_Cyrl"):
        assert locale.script == "Cyrl"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("cnr", "cnr"),
        ("cnr-ME", "cnr"),
        ("CNR_me", "cnr"),
        ("cnr-Latn-ME", "cnr"),
        ("sr-ME", "cnr"),
        ("sr-Latn-ME", "cnr"),
        ("sr-Cyrl-ME", "cnr_Cyrl"),
        ("sr-Latn", "sr_Latn"),
        ("sr-Latn-RS", "sr_Latn"),
        ("sr-Cyrl-BA", "sr_Cyrl"),
        ("sr-RS", "sr"),
        ("sq-ME", "sq"),
        ("sq-XK", "sq"),
        ("en-US", "en"),
        ("mk-MK", "mk"),
        ("xx", None),
        ("", None),
        ("mk-Latn", None),
    ],
)
def test_loc04_tags_written_any_usual_way(tag, code):
    assert canonical(tag) == code


@pytest.mark.parametrize(
    ("code", "endonym"),
    [
        ("en", "English"),
        ("cnr", "crnogorski"),
        ("cnr_Cyrl", "црногорски"),
        ("sq", "shqip"),
        ("mk", "македонски"),
        ("bs", "bosanski"),
        ("hr", "hrvatski"),
        ("sr_Latn", "srpski"),
        ("sr_Cyrl", "српски"),
        ("bg", "български"),
        ("el", "ελληνικά"),
        ("ro", "română"),
        ("tr", "Türkçe"),
        ("sl", "slovenščina"),
    ],
)
def test_loc08_endonyms(code, endonym):
    assert language(code).endonym == endonym


@pytest.mark.parametrize(
    ("in_language", "name"),
    [
        ("en", "Montenegrin"),
        ("bs", "crnogorski"),
        ("hr", "crnogorski"),
        ("sr_Latn", "crnogorski"),
        ("sr_Cyrl", "црногорски"),
        ("mk", "црногорски"),
        ("sq", "malazezisht"),
    ],
)
def test_loc08_montenegrin_in_its_neighbours(in_language, name):
    assert language_name("cnr", in_language) == name


def test_loc08_no_political_name_comes_from_cldr():
    assert Locale.parse("el").languages["mk"] != "македонски"
    assert language_name("mk", "el") == "македонски"


def test_loc08_every_language_is_named_in_the_interface_languages():
    missing = [
        (row.code, code)
        for row in LANGUAGES.values()
        for code in INTERFACE_LANGUAGES
        if not row.names.get(code)
    ]
    assert missing == []


def test_croatian_and_serbian_take_their_own_forms():
    assert language_name("it", "hr") == "talijanski"
    assert language_name("de", "sr_Latn") == "nemački"
    assert language_name("de", "cnr") == "njemački"


def test_int06_bcms_is_a_channel_without_a_code_of_its_own():
    assert language("bcms").spoken
    assert not language("bcms").document
    assert html_lang("bcms") == "und"


def test_int23_sign_languages_are_spoken_in_the_room():
    signed = [row.code for row in spoken_languages() if row.signed]
    assert signed == ["ils", "sgn"]


def test_serbian_is_spoken_without_script_and_written_with_one():
    assert "sr" not in [row.code for row in document_languages()]
    assert "sr" in [row.code for row in spoken_languages()]
    assert "sr_Latn" not in [row.code for row in spoken_languages()]


def test_unknown_language_is_refused_by_name():
    with pytest.raises(UnknownLanguageError, match="xx"):
        language("xx")
    assert not is_known("cnr-ME")
    assert is_known("cnr")


def test_direction_follows_the_script():
    assert direction("sq") == "ltr"
    assert direction("ar") == "rtl"


def test_a_tag_finds_its_language_with_any_region():
    assert language("cnr-ME").code == "cnr"
    assert canonical("sr-Latn-ME-x-y") == "cnr"
    assert canonical("bs-Latn-HR") == "bs"
    assert canonical("de-CH-1901") == "de"
    assert canonical("sq-Latn-XK") == "sq"
