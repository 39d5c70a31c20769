"""How the Montenegrin catalogue is written: ijekavian, in Latin script, with its own quotes."""

import re

import pytest
from babel.messages.pofile import read_po

from eventmgr.i18n.languages import language
from eventmgr.paths import TRANSLATIONS

EKAVIAN = re.compile(
    r"\b(?:gde|uvek|ovde|pre|posle|nedelja|sreda|sledeć\w+|reč|reči|vreme|mesto|mesta|sednica|deo|"
    r"ceo|cela|predlog\w*|primedb\w+|izmen\w+|promen\w+|obaveštenj\w+)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def pairs():
    place = TRANSLATIONS / language("cnr").catalogue / "LC_MESSAGES" / "messages.po"
    with place.open("rb") as file:
        catalogue = read_po(file)
    found = []
    for message in catalogue:
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            found += [(first, form) for form in forms]
    assert len(found) > 500
    return found


def test_montenegrin_is_ijekavian(pairs):
    assert [text for _source, text in pairs if EKAVIAN.search(text)] == []


def test_montenegrin_is_in_latin_script(pairs):
    assert [text for _source, text in pairs if re.search(r"[\u0400-\u04ff]", text)] == []


def test_montenegrin_quotation_marks_open_low(pairs):
    wrong = [
        text
        for _source, text in pairs
        if text.count("„") != text.count("“") or "”" in text or '"' in text
    ]
    assert wrong == []


def test_loc22_no_second_full_stop_after_a_date(pairs):
    """Dates end with a full stop of their own: `31. avgust 2016.`"""
    assert [text for _source, text in pairs if re.search(r"%\((?:day|when)\)s\.$", text)] == []


def test_montenegrin_edges_have_the_same_spaces(pairs):
    def edges(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [pair for pair in pairs if edges(pair[0]) != edges(pair[1])] == []
