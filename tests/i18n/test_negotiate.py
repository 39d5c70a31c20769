"""Choosing a language from the browser's header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.i18n.negotiate import negotiate, preferences

INTERFACE = ("en", "cnr", "sq")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("cnr-ME, sr-ME;q=0.9, en;q=0.5", "cnr"),
        ("sr-ME, en;q=0.5", "cnr"),
        ("sr-Latn-ME;q=0.8, en;q=0.5", "cnr"),
        ("cnr", "cnr"),
        ("sq-XK, en;q=0.8", "sq"),
        ("sq-ME", "sq"),
        ("en-US,en;q=0.9,sq;q=0.8", "en"),
        ("de-DE, sq;q=0.3", "sq"),
        ("en;q=0.2, sq;q=0.9", "sq"),
        ("sq;q=0, *", "en"),
        ("en;q=0, *;q=0.1", "cnr"),
        ("*", "en"),
        ("en;q=0, cnr;q=0, sq;q=0, *", "en"),
        ("fr", "en"),
        ("", "en"),
        (None, "en"),
        (";;q=,,=", "en"),
        ("sq;q=abc, cnr;q=0.1", "cnr"),
        ("sr-RS", "en"),
        ("sh-ME", "en"),
    ],
)
def test_loc03_interface_language(header, expected):
    assert negotiate(header, INTERFACE, "en") == expected


def test_loc03_latin_reader_is_not_answered_in_cyrillic():
    assert negotiate("sr-Latn-ME", ("sr_Cyrl", "sr_Latn", "cnr"), "en") == "cnr"
    assert negotiate("sr-Latn", ("sr_Cyrl", "sr_Latn"), "en") == "sr_Latn"


def test_loc03_other_script_of_the_same_language_beats_the_default():
    assert negotiate("sr-RS", ("en", "sr_Latn"), "en") == "sr_Latn"


def test_loc03_anything_but_the_default():
    assert negotiate("*", ("cnr", "sq"), "en") == "cnr"


def test_equal_weights_keep_the_order_of_the_header():
    assert [tag for tag, _ in preferences("sq, en, cnr;q=0.9")] == ["sq", "en", "cnr"]


@given(st.text(max_size=80))
def test_any_header_gives_one_of_the_languages_on_offer(header):
    assert negotiate(header, INTERFACE, "en") in INTERFACE
