"""Alphabetical order by the document's language."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.i18n.collation import ALPHABETS, sort_key
from eventmgr.i18n.languages import document_languages

EXPECTED = {
    "cnr": (
        "Culić Čulić Ćulafić Dabić Dukić Džaferović Đukanović Lukić Ljubović Nikolić Njegoš "
        "Sahović Sekulić Stojanović Šahović Šutić Śekularac Zugić Žugić Źenica"
    ),
    "en": "Ćulafić Culić Čulić Dabić Đukanović Dukić Džaferović Ljubović Lukić",
    "sq": (
        "Cani Çela Duka Dhima Elezi Ëngjëlli Gucati Gjoni Hoxha Lura Llalla Nushi Njegomir Rama "
        "Rrapi Sala Suli Shala Tusha Thaçi Xhaferi Zogu Zhegu"
    ),
    "mk": (
        "Груевски Деспотовски Ѓорчев Зајков Ѕвездан Иванов Јовев Костов Лазов Љубевски Николов "
        "Његош Темелков Ќосев Чаушев Џамбази Шекеринска"
    ),
    "sr_Cyrl": "Аврамов Дачић Ђукић Живковић Зорић Лазић Љубовић Његош Ћирић Цветковић Џаферовић",
    "cnr_Cyrl": "Зугић З\u0301еница Илић Секулић С\u0301екуларац Тарић",
    "tr": "Cem Çelik Gül Ğ Ilgaz İnan Oktay Öz Sarı Şahin Uzun Ünal",
    "el": "Αβραμίδης Άγγελος Βασίλης Έλλη Ηλίας Παπαδόπουλος",
}

# DES-13: short names of the Western Balkans; the asterisk does not disturb the order.
DELEGATIONS = {
    "en": "Albania|Bosnia and Herzegovina|Kosovo*|Montenegro|North Macedonia|Serbia",
    "cnr": "Albanija|Bosna i Hercegovina|Crna Gora|Kosovo*|Sjeverna Makedonija|Srbija",
    "sq": (
        "Bosnja dhe Hercegovina|Kosova*|Mali i Zi|Maqedonia e Veriut|Serbia|Sllovenia|Shqipëria"
    ),
    "mk": ("Албанија|Босна и Херцеговина|Косово*|Северна Македонија|Србија|Црна Гора"),
}


def _shuffled(items):
    mixed = list(items)
    random.Random(7).shuffle(mixed)
    return mixed


@pytest.mark.parametrize("lang", sorted(EXPECTED))
def test_loc30_and_loc31_family_names(lang):
    names = EXPECTED[lang].split()
    assert sorted(_shuffled(names), key=lambda name: sort_key(name, lang)) == names


@pytest.mark.parametrize("lang", sorted(DELEGATIONS))
def test_des13_delegations(lang):
    names = DELEGATIONS[lang].split("|")
    assert sorted(_shuffled(names), key=lambda name: sort_key(name, lang)) == names


def test_loc32_override_replaces_the_name():
    record = sort_key("Konjunktura", "cnr", override="Kon·junktura")
    assert sort_key("Konj", "cnr") > record
    assert sort_key("Former Yugoslav Republic", "en", "The former") == sort_key("The former", "en")


def test_spaces_come_first_then_figures_then_letters():
    names = ["Petrović", "Petrović Njegoš", "Petrović 2", "Petrovićev", "2 Petrovića"]
    assert sorted(names, key=lambda name: sort_key(name, "cnr")) == [
        "2 Petrovića",
        "Petrović",
        "Petrović 2",
        "Petrović Njegoš",
        "Petrovićev",
    ]


def test_foreign_letters_keep_their_place_and_other_scripts_follow():
    names = ["Xavier", "Vujović", "Zorić", "Müller", "Muratović", "Шаховић"]
    assert sorted(names, key=lambda name: sort_key(name, "cnr")) == [
        "Müller",
        "Muratović",
        "Vujović",
        "Xavier",
        "Zorić",
        "Шаховић",
    ]


def test_letters_of_combined_form_are_the_same_letter():
    assert sort_key("S\u030cahović", "cnr") == sort_key("Šahović", "cnr")


def test_every_document_language_has_a_place_for_its_letters():
    without = [row.code for row in document_languages() if row.code not in ALPHABETS]
    assert without == ["fr", "de", "it"]  # their letters are the base letters with accents


@given(
    texts=st.lists(st.text(max_size=12), max_size=6),
    lang=st.sampled_from([row.code for row in document_languages()]),
)
def test_order_does_not_depend_on_the_order_of_arrival(texts, lang):
    keys = [sort_key(text, lang) for text in texts]
    assert sorted(keys) == sorted(_shuffled(keys))


def test_romanian_cedilla_counts_as_the_comma():
    assert sort_key("\u015etefan", "ro")[0] == sort_key("\u0218tefan", "ro")[0]


def test_a_mark_that_stands_alone_does_not_change_the_place():
    assert sort_key("\u0301Ana", "cnr")[0] == sort_key("Ana", "cnr")[0]
    assert sort_key("q\u0301", "cnr") > sort_key("q", "cnr")
