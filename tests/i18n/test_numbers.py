"""Lists, numbers and money."""

from decimal import Decimal

import pytest

from eventmgr.i18n.languages import document_languages
from eventmgr.i18n.numbers import format_money, format_number, format_share, join_list


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "A, B and C"),
        ("cnr", "A, B i C"),
        ("sr_Latn", "A, B i C"),
        ("bs", "A, B i C"),
        ("hr", "A, B i C"),
        ("sq", "A, B dhe C"),
        ("mk", "A, B и C"),
        ("sr_Cyrl", "A, B и C"),
    ],
)
def test_loc24_lists(lang, expected):
    assert join_list(["A", "B", "C"], lang) == expected


def test_loc24_short_lists():
    assert join_list(["A", "B"], "en") == "A and B"
    assert join_list(["A"], "sq") == "A"
    assert join_list([], "cnr") == ""


@pytest.mark.parametrize("lang", ["cnr", "sr_Latn", "sr_Cyrl", "mk", "bs", "hr"])
def test_loc24_money_with_dot_and_comma(lang):
    assert format_money(Decimal("1234.5"), "EUR", lang) == "1.234,50\u00a0€"


def test_loc24_money_in_albanian_and_english():
    assert format_money(Decimal("1234.5"), "EUR", "sq") == "1\u00a0234,50\u00a0€"
    assert format_money(Decimal("1234.5"), "EUR", "en") == "€1,234.50"


def test_numbers_with_fixed_places():
    assert format_number(1234.5, "cnr", decimals=2) == "1.234,50"
    assert format_number(1234, "sq") == "1\u00a0234"
    assert format_number(2.25, "en", decimals=0) == "2"


def test_share_of_nothing_is_a_dash():
    assert format_share(19, 43, "en") == "44%"
    assert format_share(0, 0, "en") == "–"


@pytest.mark.parametrize("lang", [row.code for row in document_languages()])
def test_no_space_that_fonts_lack(lang):
    text = format_money(1234567.5, "EUR", lang) + format_number(1234567, lang)
    text += format_share(1, 3, lang)
    assert not set(text) & {"\u202f", "\u2009"}
