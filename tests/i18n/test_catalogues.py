"""The catalogues hold everything that code and templates say, in whole sentences of their own."""

import gettext
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from eventmgr.i18n.languages import INTERFACE_LANGUAGES, SOURCE_LANGUAGE, language
from eventmgr.i18n.plurals import plural_category, plural_header
from eventmgr.paths import TRANSLATIONS

ROOT = Path(__file__).parents[2]
TRANSLATED = [code for code in INTERFACE_LANGUAGES if code != SOURCE_LANGUAGE]
PLACE = re.compile(r"%\((\w+)\)s")
END_MARKS = ".:?"

#: The categories of plurals in the order of a catalogue's forms (LOC-07).
FORMS = {"cnr": ["one", "few", "other"], "sq": ["one", "other"]}

#: What is written the same as in English; texts of places and signs alone need no mention.
SAME_AS_ENGLISH = {
    "cnr": {
        "%(hours)s h",
        "%(hours)s h %(minutes)s min",
        "%(minutes)s min",
        "APIC, Portugal",
        "Administrator",
        "Akoma Ntoso",
        "Ana Petrović",
        "Formula",
        "Gluten",
        "Halal",
        "Hotel",
        "Link",
        "Logo",
        "Markdown",
        "Moderator",
        "OpenDocument",
        "PDF: %(language)s",
        "Seminar",
        "Word",
        "eventmgr",
    },
    "sq": {
        "%(minutes)s min",
        "%(num)s person",
        "Administrator",
        "Akoma Ntoso",
        "Ana Petrović",
        "Formula",
        "Gluten",
        "Kosher",
        "Logo",
        "Markdown",
        "Media",
        "Moderator",
        "OpenDocument",
        "PDF: %(language)s",
        "Seminar",
        "Word",
        "draft",
        "eventmgr",
        "transfer",
    },
}


def forms_of(text):
    return text if isinstance(text, tuple) else (text,)


def name_of(message):
    return message.context, forms_of(message.id)[0]


def extraction_command(target):
    """Return the command line of bin/i18n, so that the test collects what the tool collects."""
    script = (ROOT / "bin/i18n").read_text(encoding="utf-8").replace("\\\n", " ")
    line = next(line for line in script.splitlines() if '/pybabel" -q extract' in line)
    options = shlex.split(line)[2:]
    options[options.index("$POT")] = str(target)
    return [sys.executable, "-m", "babel.messages.frontend", "-q", *options]


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """All messages of code and templates, {(context, first form): message}."""
    target = tmp_path_factory.mktemp("catalogues") / "messages.pot"
    subprocess.run(extraction_command(target), cwd=ROOT, check=True)
    with target.open("rb") as file:
        return {name_of(message): message for message in read_po(file) if message.id}


@pytest.fixture(scope="module")
def catalogues():
    found = {}
    for code in TRANSLATED:
        place = TRANSLATIONS / language(code).catalogue / "LC_MESSAGES" / "messages.po"
        with place.open("rb") as file:
            found[code] = read_po(file)
    return found


@pytest.fixture(params=TRANSLATED)
def code(request):
    return request.param


@pytest.fixture
def catalogue(code, catalogues):
    return catalogues[code]


@pytest.fixture
def messages(catalogue):
    return {name_of(message): message for message in catalogue if message.id}


def test_extraction_finds_code_and_templates(said):
    sources = {place.split("/")[0] for one in said.values() for place, _line in one.locations}
    assert sources == {"eventmgr", "templates"}
    assert (None, "List of participants") in said


def test_every_message_is_translated(said, messages):
    missing = [
        key for key in said if key not in messages or not all(forms_of(messages[key].string))
    ]
    assert missing == []


def test_a_number_has_all_its_forms(code, said, messages):
    wrong = [
        key
        for key, message in messages.items()
        if len(forms_of(message.string)) != (len(FORMS[code]) if message.pluralizable else 1)
        or (key in said and said[key].pluralizable is not message.pluralizable)
    ]
    assert wrong == []


def test_nothing_is_fuzzy(messages):
    assert [key for key, message in messages.items() if message.fuzzy] == []


def test_places_are_the_same(code, messages):
    """Only a form that stands for the number 1 and nothing else may leave the number out."""
    wrong = []
    for message in messages.values():
        places = set(PLACE.findall(forms_of(message.id)[-1]))
        for number, form in enumerate(forms_of(message.string)):
            only_one = message.pluralizable and number == 0 and code == "sq"
            may_miss = {"num"} if only_one else set()
            if not places - may_miss <= set(PLACE.findall(form)) <= places:
                wrong.append(form)
            elif places:
                # Raises where a sign of percentage was not doubled.
                assert form % dict.fromkeys(places, "x")
    assert wrong == []


def test_sentences_end_alike(messages):
    """A date may bring its own stop, so texts that end with a place are left out."""
    wrong = [
        message.string
        for message in messages.values()
        if not re.search(r"\)s\W?$", forms_of(message.id)[-1])
        and ends(forms_of(message.id)[-1]) != ends(forms_of(message.string)[-1])
    ]
    assert wrong == []


def ends(text):
    return text[-1] if text[-1] in END_MARKS else ""


def test_nothing_stays_english(code, messages):
    same = {
        form
        for message in messages.values()
        for form in forms_of(message.string)
        if form in forms_of(message.id) and re.search(r"[^\W\d_]", PLACE.sub("", form))
    }
    assert same - SAME_AS_ENGLISH[code] == set()


def test_loc07_header_has_the_language_and_its_plural_rule(code, catalogue):
    header = dict(catalogue.mime_headers)
    assert header["Language"] == language(code).catalogue
    expected = plural_header(code).rstrip(";")
    assert header["Plural-Forms"].rstrip(";") == expected
    form_of = gettext.c2py(expected.partition("plural=")[2])
    for number in range(200):
        assert FORMS[code][form_of(number)] == plural_category(number, code)
