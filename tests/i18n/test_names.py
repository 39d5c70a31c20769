"""Names, titles, capitals, scripts and the search key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.i18n.languages import INTERFACE_LANGUAGES
from eventmgr.i18n.names import (
    HONORIFICS,
    NameOrder,
    fold,
    honorific,
    honorific_choices,
    list_name,
    plain_name,
    sort_name,
    to_latin,
    upper,
)


@pytest.mark.parametrize(
    ("codes", "lang", "expected"),
    [
        ("mr", "en", "Mr."),
        ("ms", "en", "Ms."),
        ("mr", "cnr", "g."),
        ("ms", "cnr", "gđa"),
        ("mr", "sq", "z."),
        ("ms", "sq", "znj."),
        ("mr", "mk", "г."),
        ("ms", "mk", "г-ѓа"),
        ("ms", "bs", "gđa"),
        ("colonel", "en", "Colonel"),
        ("judge", "cnr", "sudija"),
        ("judge", "hr", "sudac"),
        ("ms judge", "sq", "Gjyqtare"),
        ("mr", "de", ""),
    ],
)
def test_loc41_titles_in_the_document_language(codes, lang, expected):
    assert honorific(codes, lang) == expected


def test_loc41_excellency_goes_before_all_other_titles():
    assert honorific("amb he", "en") == "H.E. Ambassador"
    assert honorific(["dr", "he"], "en") == "H.E. Dr."
    assert honorific("dr prof mr", "en") == "Prof. Dr."
    assert honorific("he mr", "en") == "H.E. Mr."
    assert honorific("ms dr", "sq") == "Dr."


def test_loc41_form_for_a_woman_is_chosen_by_ms_or_by_the_caller():
    assert honorific("amb", "cnr") == "ambasador"
    assert honorific("amb", "cnr", feminine=True) == "ambasadorka"
    assert honorific("ms amb", "cnr") == "gđa ambasadorka"


def test_loc41_every_title_is_worded_in_the_interface_languages():
    gaps = [
        (c, lang) for c in HONORIFICS for lang in INTERFACE_LANGUAGES if lang not in HONORIFICS[c]
    ]
    assert gaps == []


def test_title_choices_start_with_the_everyday_ones():
    choices = honorific_choices("cnr")
    assert choices[:2] == [("mr", "g."), ("ms", "gđa")]
    assert ("amb", "ambasador / ambasadorka") in choices


def test_unknown_title_is_refused():
    with pytest.raises(KeyError):
        honorific("duke", "en")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Šahović", "cnr", "ŠAHOVIĆ"),
        ("Džaferović", "cnr", "DŽAFEROVIĆ"),
        ("Thaçi", "sq", "THAÇI"),
        ("Yiğit", "tr", "YİĞİT"),
        ("Kılıç", "tr", "KILIÇ"),
        ("Παπαδόπουλος", "el", "ΠΑΠΑΔΟΠΟΥΛΟΣ"),
        ("Ταΐρης", "el", "ΤΑΪΡΗΣ"),
        ("Ѓорѓиев", "mk", "ЃОРЃИЕВ"),
        ("с\u0301екуларац", "cnr_Cyrl", "С\u0301ЕКУЛАРАЦ"),
    ],
)
def test_loc42_capitals(text, lang, expected):
    assert upper(text, lang) == expected


def test_loc42_list_name():
    assert list_name("Dejan", "Šahović", "en", titles="mr") == "Mr. Dejan ŠAHOVIĆ"
    assert list_name("Mira", "Lura", "sq", titles="ms") == "znj. Mira LURA"
    assert list_name("Dejan", "Šahović", "en") == "Dejan ŠAHOVIĆ"


def test_loc42_capitals_of_the_name_not_of_the_document():
    assert list_name("Ali", "Yiğit", "en", name_language="tr") == "Ali YİĞİT"
    assert list_name("Ali", "Yiğit", "en", family_capitals="YİĞİT") == "Ali YİĞİT"


def test_loc40_double_family_name_stays_whole():
    assert list_name("Ana", "Petrović Njegoš", "en", titles="he") == "H.E. Ana PETROVIĆ NJEGOŠ"
    assert sort_name("Ana", "Petrović Njegoš") == "Petrović Njegoš Ana"


def test_loc40_family_name_first_and_suffix():
    assert plain_name("János", "Kovács", order=NameOrder.FAMILY_GIVEN) == "Kovács János"
    assert plain_name("John", "Smith", suffix="Jr") == "John Smith Jr"
    assert plain_name("", "Lura") == "Lura"


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("ЉУБОВИЋ", "LJUBOVIĆ"),
        ("Љубовић", "Ljubović"),
        ("Танјуг", "Tanjug"),
        ("инјекција", "injekcija"),
        ("Џ. Ђукић", "Dž. Đukić"),
        ("САЛАШ", "SALAŠ"),
        ("КОЊ", "KONJ"),
        ("С\u0301екуларац", "Śekularac"),
        ("Z1, š – 2", "Z1, š – 2"),
    ],
)
def test_loc43_cyrillic_to_latin(cyrillic, latin):
    assert to_latin(cyrillic) == latin


def test_loc43_macedonian_letters():
    assert to_latin("Ѓорче Ќосев Ѕвездан", "mk") == "Gjorče Kjosev Dzvezdan"


@pytest.mark.parametrize(
    ("query", "stored"),
    [
        ("Sahovic", "Šahović"),
        ("Sahovic", "Шаховић"),
        ("ŠAHOVIĆ", "Шаховић"),
        ("Djukic", "Đukić"),
        ("Dukic", "Đukić"),
        ("djukic", "Ђукић"),
        ("Thaci", "Thaçi"),
        ("yigit", "YİĞİT"),
        ("petrovic njegos", "Petrović-Njegoš"),
        ("Sekularac", "С\u0301екуларац"),
        ("Παπαδοπουλος", "Παπαδόπουλος"),
        ("Gjorce", "Ѓорче"),
    ],
)
def test_loc45_search_finds(query, stored):
    assert fold(query) == fold(stored)


def test_loc45_search_does_not_find_another_name():
    assert fold("Sahovic") not in fold("Stojanović")


@given(st.text(max_size=30))
def test_loc45_key_of_a_key_is_itself_for_plain_letters(text):
    key = fold(text)
    assert key == key.strip()
    assert "  " not in key
