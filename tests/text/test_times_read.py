"""Times that are no day, in the languages of the region."""

from __future__ import annotations

import time

import pytest

from eventmgr.text.times import find_time

FRAMES = {
    "en": "The Secretariat will report {} to all delegations.",
    "cnr": "Sekretarijat će {} izvijestiti delegacije.",
    "sq": "Sekretariati do t'i raportojë {} delegacioneve.",
    "sr": "Секретаријат ће {} известити делегације.",
    "mk": "Секретаријатот ќе извести {} до делегациите.",
}


@pytest.mark.parametrize(("language", "said"), [
    ("en", "in the first half of 2012"),
    ("en", "by the end of the year 2028"),
    ("en", "by the end of June 2028"),
    ("en", "in the third quarter of 2027"),
    ("cnr", "u prvoj polovini 2012. godine"),
    ("cnr", "u drugom polugodištu 2027. godine"),
    ("cnr", "do kraja 2028. godine"),
    ("cnr", "do kraja 2028"),
    ("cnr", "najkasnije do kraja juna 2028. godine"),
    ("cnr", "krajem septembra 2027"),
    ("cnr", "početkom 2027. godine"),
    ("cnr", "pocetkom 2027. god."),
    ("cnr", "do sredine 2027. godine"),
    ("cnr", "u trećem kvartalu 2027"),
    ("cnr", "u trecem kvartalu 2027"),
    ("cnr", "u III kvartalu 2027. godine"),
    ("cnr", "u 3. tromjesečju 2027. godine"),
    ("cnr", "u posljednjem tromjesečju 2027. godine"),
    ("cnr", "tokom 2027. godine"),
    ("cnr", "u toku 2027. godine"),
    ("sq", "në gjysmën e parë të vitit 2012"),
    ("sq", "ne gjysmen e dyte te vitit 2012"),
    ("sq", "gjatë gjysmës së dytë të vitit 2027"),
    ("sq", "deri në fund të vitit 2028"),
    ("sq", "deri në fundin e vitit 2028"),
    ("sq", "deri në fund të qershorit 2028"),
    ("sq", "deri në fund të muajit qershor 2028"),
    ("sq", "në tremujorin e tretë të vitit 2027"),
    ("sq", "gjatë tremujorit të fundit të vitit 2027"),
    ("sq", "në fillim të vitit 2027"),
    ("sq", "në mes të 2027-ës"),
    ("sq", "para fundit të vitit 2028"),
    ("sq", "gjatë vitit 2027"),
    ("sr", "у првој половини 2012. године"),
    ("sr", "до краја 2028. године"),
    ("sr", "до краја јуна 2028. године"),
    ("sr", "у трећем кварталу 2027"),
    ("sr", "у последњем тромесечју 2027. године"),
    ("sr", "почетком 2027. године"),
    ("sr", "током 2027. године"),
    ("mk", "во првата половина на 2012 година"),
    ("mk", "до крајот на 2028 година"),
    ("mk", "до крајот на јуни 2028 година"),
    ("mk", "во третиот квартал од 2027 година"),
    ("mk", "во третото тримесечје на 2027 година"),
    ("mk", "на почетокот на 2027 година"),
    ("mk", "во текот на 2027 година"),
])  # fmt: skip
def test_time_that_is_no_day_is_read_as_written(language, said):
    assert find_time(FRAMES[language].format(said)) == said
    assert find_time(f"{said[0].upper()}{said[1:]}.") == f"{said[0].upper()}{said[1:]}"


@pytest.mark.parametrize("text", [
    "The end of 20125 pages.",
    "Prva polovina radionice, u 2012 slučajeva.",
    "Na kraju su usvojeni zaključci iz 2012. godine.",
    "Në fund u miratuan konkluzionet e vitit 2012.",
    "На крају су усвојени закључци из 2012. године.",
    "На крајот се усвоија заклучоците од 2012 година.",
    "Deklaracija od 2012. godine",
])  # fmt: skip
def test_what_is_no_time_limit_is_not_read_as_one(text):
    assert find_time(text) == ""


def test_long_text_without_a_time_is_read_quickly():
    began = time.monotonic()
    assert find_time("do kraja juna u prvoj polovini " * 5000) == ""
    assert time.monotonic() - began < 3
