"""Dates and times in every language of the table."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.i18n.dates import (
    agenda_day,
    format_time,
    heading_dates,
    long_date,
    prose_dates,
    short_date,
    short_datetime,
    time_range,
    weekday_name,
    zone_label,
)
from eventmgr.i18n.languages import document_languages

WORKSHOP = (dt.date(2016, 8, 31), dt.date(2016, 9, 1))
DIALOGUE = (dt.date(2015, 11, 26), dt.date(2015, 11, 27))
NEW_YEAR = (dt.date(2016, 12, 30), dt.date(2017, 1, 2))

HEADINGS = {
    "en": (
        "31 August – 1 September 2016",
        "26–27 November 2015",
        "30 December 2016 – 2 January 2017",
    ),
    "cnr": (
        "31. avgust – 1. septembar 2016.",
        "26.–27. novembar 2015.",
        "30. decembar 2016. – 2. januar 2017.",
    ),
    "sr_Latn": (
        "31. avgust – 1. septembar 2016.",
        "26.–27. novembar 2015.",
        "30. decembar 2016. – 2. januar 2017.",
    ),
    "sr_Cyrl": (
        "31. август – 1. септембар 2016.",
        "26.–27. новембар 2015.",
        "30. децембар 2016. – 2. јануар 2017.",
    ),
    "bs": (
        "31. august – 1. septembar 2016.",
        "26.–27. novembar 2015.",
        "30. decembar 2016. – 2. januar 2017.",
    ),
    "hr": (
        "31. kolovoza – 1. rujna 2016.",
        "26.–27. studenoga 2015.",
        "30. prosinca 2016. – 2. siječnja 2017.",
    ),
    "sq": (
        "31 gusht – 1 shtator 2016",
        "26–27 nëntor 2015",
        "30 dhjetor 2016 – 2 janar 2017",
    ),
    "mk": (
        "31 август – 1 септември 2016",
        "26–27 ноември 2015",
        "30 декември 2016 – 2 јануари 2017",
    ),
}


@pytest.mark.parametrize("lang", sorted(HEADINGS))
def test_loc20_heading_dates(lang):
    got = tuple(heading_dates(*span, lang) for span in (WORKSHOP, DIALOGUE, NEW_YEAR))
    assert got == HEADINGS[lang]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("sl", "26.–27. november 2015"),
        ("bg", "26–27 ноември 2015 г."),
        ("el", "26–27 Νοεμβρίου 2015"),
        ("ro", "26–27 noiembrie 2015"),
        ("tr", "26–27 Kasım 2015"),
        ("fr", "26–27 novembre 2015"),
        ("de", "26.–27. November 2015"),
        ("it", "26–27 novembre 2015"),
        ("es", "26–27 de noviembre de 2015"),
        ("ru", "26–27 ноября 2015 г."),
    ],
)
def test_loc20_further_document_languages(lang, expected):
    assert heading_dates(*DIALOGUE, lang) == expected


def test_loc20_french_first_day_is_an_ordinal():
    assert heading_dates(*WORKSHOP, "fr") == "31 août – 1er septembre 2016"


def test_loc21_one_day_shows_one_date():
    day = dt.date(2011, 12, 2)
    assert heading_dates(day, day, "en") == "2 December 2011"
    assert heading_dates(day, None, "cnr") == "2. decembar 2011."


def test_loc21_end_before_start_is_refused():
    with pytest.raises(ValueError, match="before the first"):
        heading_dates(WORKSHOP[1], WORKSHOP[0], "en")


@given(
    start=st.dates(dt.date(2000, 1, 1), dt.date(2099, 1, 1)),
    days=st.integers(0, 400),
    lang=st.sampled_from([row.code for row in document_languages()]),
)
def test_loc21_dash_has_spaces_exactly_when_an_end_has(start, days, lang):
    text = heading_dates(start, start + dt.timedelta(days=days), lang)
    assert not set(text) & {"\u2009", "\u202f", "-"}
    if days == 0:
        assert "–" not in text
    else:
        first, last = text.split("–")
        bare_days = start.month == (start + dt.timedelta(days=days)).month and days < 32
        assert first.endswith(" ") == last.startswith(" ") == (not bare_days)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "on 31 August and 1 September 2016"),
        ("cnr", "31. avgusta i 1. septembra 2016. godine"),
        ("sr_Cyrl", "31. августа и 1. септембра 2016. године"),
        ("sq", "më 31 gusht dhe 1 shtator 2016"),
        ("mk", "на 31 август и 1 септември 2016 година"),
        ("bs", "31. augusta i 1. septembra 2016. godine"),
        ("hr", "31. kolovoza i 1. rujna 2016. godine"),
        ("el", "31 Αυγούστου – 1 Σεπτεμβρίου 2016"),
    ],
)
def test_loc22_prose_of_two_days(lang, expected):
    assert prose_dates(*WORKSHOP, lang) == expected


@pytest.mark.parametrize(
    ("start", "end", "lang", "expected"),
    [
        (dt.date(2011, 12, 2), None, "en", "on 2 December 2011"),
        (dt.date(2011, 12, 2), None, "cnr", "2. decembra 2011. godine"),
        (*DIALOGUE, "en", "on 26 and 27 November 2015"),
        (*DIALOGUE, "cnr", "26. i 27. novembra 2015. godine"),
        (*NEW_YEAR, "en", "from 30 December 2016 to 2 January 2017"),
        (*NEW_YEAR, "cnr", "od 30. decembra 2016. do 2. januara 2017. godine"),
        (*NEW_YEAR, "mk", "од 30 декември 2016 до 2 јануари 2017 година"),
        (dt.date(2016, 5, 9), dt.date(2016, 5, 12), "sq", "nga 9 deri më 12 maj 2016"),
    ],
)
def test_loc22_prose_of_other_spans(start, end, lang, expected):
    assert prose_dates(start, end, lang) == expected


def test_loc05_times_are_of_the_24_hour_clock():
    assert format_time(dt.time(14, 5)) == "14:05"
    assert format_time(dt.time(9)) == "09:00"
    assert time_range(dt.time(9), dt.time(10, 45)) == "09:00–10:45"
    assert time_range(dt.time(9), None) == "09:00"


def test_loc06_montenegrin_week_is_of_one_standard():
    monday = dt.date(2016, 8, 29)
    week = [weekday_name(monday + dt.timedelta(days=n), "cnr") for n in range(7)]
    assert week == [
        "ponedjeljak",
        "utorak",
        "srijeda",
        "četvrtak",
        "petak",
        "subota",
        "nedjelja",
    ]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "Wednesday, 31 August 2016"),
        ("cnr", "Srijeda, 31. avgust 2016."),
        ("sq", "E mërkurë, 31 gusht 2016"),
        ("mk", "Среда, 31 август 2016"),
    ],
)
def test_agenda_day_in_the_document_language(lang, expected):
    assert agenda_day(WORKSHOP[0], lang) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "31 Aug 2016, 14:05"), ("cnr", "31.8.2016., 14:05"), ("sq", "31.8.2016, 14:05")],
)
def test_short_forms_for_screens(lang, expected):
    moment = dt.datetime(2016, 8, 31, 14, 5, tzinfo=dt.UTC)
    assert short_datetime(moment, lang) == expected
    assert expected.startswith(short_date(moment.date(), lang))


def test_long_date():
    assert long_date(dt.date(2016, 8, 31), "cnr") == "31. avgust 2016."


def test_loc23_label_follows_the_season_and_names_the_venue():
    assert zone_label(dt.date(2016, 8, 31), "Europe/Podgorica", "Podgorica") == "CEST (Podgorica)"
    assert zone_label(dt.date(2016, 11, 30), "Europe/Belgrade", "Pristina") == "CET (Pristina)"


def test_loc23_zone_without_abbreviation_gives_the_offset():
    assert zone_label(dt.date(2016, 11, 30), "Europe/Istanbul", "Ankara") == "UTC+03:00 (Ankara)"


def test_loc23_an_exact_moment_decides_on_the_day_of_change():
    before = dt.datetime(2016, 10, 30, 0, 30, tzinfo=dt.UTC)
    assert zone_label(before, "Europe/Podgorica") == "CEST"
    assert zone_label(before + dt.timedelta(hours=1), "Europe/Podgorica") == "CET"


def test_loc23_unknown_zone_is_refused():
    with pytest.raises(ValueError, match="Europe/Pristina"):
        zone_label(dt.date(2016, 8, 31), "Europe/Pristina")
