"""Plural categories and catalogue headers."""

import gettext

import pytest

from eventmgr.i18n.plurals import plural_category, plural_header


@pytest.mark.parametrize("lang", ["en", "sq", "bg", "tr", "el"])
def test_loc07_one_and_other(lang):
    assert [plural_category(n, lang) for n in (1, 2, 11, 21)] == ["one", "other", "other", "other"]


@pytest.mark.parametrize("lang", ["cnr", "sr_Latn", "sr_Cyrl", "bs", "hr"])
def test_loc07_one_few_other(lang):
    groups = {
        "one": (1, 21, 31, 101),
        "few": (2, 3, 4, 22, 24),
        "other": (0, 5, 11, 12, 14, 20, 111),
    }
    for category, numbers in groups.items():
        assert {plural_category(n, lang) for n in numbers} == {category}


def test_loc07_macedonian_21_participants():
    assert [plural_category(n, "mk") for n in (1, 21, 31, 2, 11)] == [
        "one",
        "one",
        "one",
        "other",
        "other",
    ]


def test_loc07_slovene_and_romanian():
    assert [plural_category(n, "sl") for n in (1, 2, 3, 5)] == ["one", "two", "few", "other"]
    assert [plural_category(n, "ro") for n in (1, 2, 20)] == ["one", "few", "other"]


@pytest.mark.parametrize("lang", ["en", "cnr", "sq", "mk"])
def test_loc07_header_agrees_with_the_categories(lang):
    forms = plural_header(lang)
    expression = forms.split("plural=", 1)[1].rstrip(";")
    form = gettext.c2py(expression)
    order = {"one": 0, "few": 1, "other": 1 if "nplurals=2" in forms else 2}
    for number in range(1, 200):
        assert form(number) == order[plural_category(number, lang)], number
