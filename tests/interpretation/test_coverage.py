"""Who hears whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.interpretation.coverage import (
    Cell,
    Interpreter,
    ListenerGap,
    Person,
    SpeakerGap,
    hears,
    listener_gaps,
    matrix,
    pair_notices,
    planned_interpreters,
    planned_matrix,
    speaker_gap,
    works_from_classes,
)
from eventmgr.interpretation.plan import Mode, plan_session
from eventmgr.interpretation.profiles import load

from .sessions import ALL_THREE, session

AIIC = load("aiic")


def planned(floor, into, design="B", *, pivot="en", **other):
    item = session(floor, into, "09:00", "11:00", pivot=pivot, **other)
    return planned_matrix(item.regime, plan_session(item, AIIC).design(design))


def written(coverage):
    return {source: [str(cell) for cell in cells] for source, cells in coverage.rows()}


TWO_WAY = planned(ALL_THREE, ALL_THREE)
ONE_WAY = planned(["en"], ["cnr", "sq"])


def test_coverage_of_podgorica_by_pairs():
    assert written(TWO_WAY) == {
        "en": ["=", "D", "D"],
        "cnr": ["D", "=", "R:en"],
        "sq": ["D", "R:en", "="],
    }
    assert TWO_WAY.gaps() == []


def test_coverage_of_podgorica_by_targets_is_direct():
    assert written(planned(ALL_THREE, ALL_THREE, "A")) == {
        "en": ["=", "D", "D"],
        "cnr": ["D", "=", "D"],
        "sq": ["D", "D", "="],
    }


def test_coverage_one_way():
    assert written(ONE_WAY) == {"en": ["D", "D"]}


def test_coverage_of_a_bilingual_dialogue_in_both_designs():
    expected = {"en": ["=", "D"], "sr": ["D", "="]}
    assert written(planned(["en", "sr"], ["en", "sr"], "A")) == expected
    assert written(planned(["en", "sr"], ["en", "sr"], "B")) == expected


def test_coverage_with_a_relay_channel_for_interpreters_only():
    coverage = planned(["cnr", "sq"], ["cnr", "sq"])
    assert written(coverage) == {"cnr": ["=", "R:en"], "sq": ["R:en", "="]}


def test_coverage_of_consecutive_needs_no_booth():
    coverage = planned(["en", "sr"], ["en", "sr"], mode=Mode.CONSECUTIVE)
    assert written(coverage) == {"en": ["=", "D"], "sr": ["D", "="]}


def test_one_able_person_is_a_small_d_and_nobody_an_x():
    regime = session(ALL_THREE, ALL_THREE, "09:00", "11:00").regime
    people = [
        Interpreter("Ana", "cnr", frozenset({("en", "cnr"), ("cnr", "en")})),
        Interpreter("Ivo", "cnr", frozenset({("en", "cnr")})),
    ]
    assert written(matrix(regime, people)) == {
        "en": ["=", "D", "X"],
        "cnr": ["d", "=", "X"],
        "sq": ["X", "X", "="],
    }
    assert ("sq", "en") in matrix(regime, people).gaps()


def test_relay_takes_one_hop_and_two_people():
    regime = session(["sr", "mk"], ["sq"], "09:00", "11:00", pivot="en").regime
    alone = Interpreter("Ana", "sq", frozenset({("sr", "en"), ("en", "sq")}))
    assert str(matrix(regime, [alone]).cell("sr", "sq")) == "X"
    chain = [
        Interpreter("A", "x", frozenset({("mk", "sr")})),
        Interpreter("B", "y", frozenset({("sr", "en")})),
        Interpreter("C", "z", frozenset({("en", "sq")})),
    ]
    coverage = matrix(regime, chain)
    assert str(coverage.cell("sr", "sq")) == "R:en"
    assert str(coverage.cell("mk", "sq")) == "X"


def test_int02_classes_of_languages():
    assert works_from_classes({"cnr"}, {"en"}, {"sq"}) == {
        ("en", "cnr"),
        ("sq", "cnr"),
        ("cnr", "en"),
    }
    assert ("sq", "en") in works_from_classes({"cnr"}, {"en"}, {"sq"}, b_from_c=True)


@pytest.mark.parametrize("speaks", ["en", "cnr", "sq"])
def test_int20_speakers_of_the_floor_reach_every_channel(speaks):
    assert speaker_gap("Mira", speaks, TWO_WAY) is None


def test_int20_a_question_in_montenegrin_is_a_gap_one_way():
    assert speaker_gap("Ana", "cnr", ONE_WAY) == SpeakerGap("Ana", "cnr", on_floor=False)


def test_int20_a_speaker_who_does_not_reach_a_channel():
    regime = session(ALL_THREE, ALL_THREE, "09:00", "11:00").regime
    people = [Interpreter(n, "cnr", frozenset({("cnr", "en"), ("en", "cnr")})) for n in "ab"]
    gap = speaker_gap("Mira", "cnr", matrix(regime, people))
    assert gap == SpeakerGap("Mira", "cnr", on_floor=True, unreached=("sq",))


OFFICER = Person("officer", follows=("sr", "cnr"))
PROSECUTOR = Person("prosecutor", follows=("mk", "sr"))


def test_int22_officer_is_covered_by_the_montenegrin_channel():
    assert listener_gaps([OFFICER], TWO_WAY) == []
    assert listener_gaps([OFFICER], ONE_WAY) == []


def test_int22_prosecutor_is_a_gap_in_both_variants():
    assert listener_gaps([PROSECUTOR], TWO_WAY) == [ListenerGap("prosecutor", ALL_THREE)]
    assert listener_gaps([PROSECUTOR], ONE_WAY) == [ListenerGap("prosecutor", ("en",))]


@pytest.mark.parametrize("follows", ["sr", "bs", "hr"])
def test_int22_no_neighbouring_language_is_inferred(follows):
    assert not hears([follows], "cnr", TWO_WAY)
    assert not hears([follows], "en", TWO_WAY)


def test_int22_a_bcms_channel_serves_only_those_who_ticked_it():
    coverage = planned(["en"], ["bcms"])
    assert hears(["bcms"], "en", coverage)
    assert not hears(["sr", "bs", "hr", "cnr"], "en", coverage)


def test_int23_a_signed_language_is_a_column_like_others():
    coverage = planned(["en"], ["cnr", "ils"])
    assert hears(["ils"], "en", coverage)


def test_w_nopair_names_the_booth_and_the_pair():
    item = session(ALL_THREE, ALL_THREE, "09:00", "11:00")
    design = plan_session(item, AIIC).design_b
    engaged = [
        Interpreter("Ana", "cnr", frozenset({("en", "cnr"), ("cnr", "en")})),
        Interpreter("Mira", "sq", frozenset({("en", "sq")})),
    ]
    (notice,) = pair_notices(item.regime, design, engaged)
    assert notice.code == "W-NOPAIR"
    assert notice.params == {"booth": "sq", "source": "sq", "target": "en"}
    assert "Albanian" in notice.text()
    assert pair_notices(item.regime, design, planned_interpreters(item.regime, design)) == []


def test_a_language_outside_the_session_is_not_heard():
    assert TWO_WAY.cell("mk", "en") == Cell("X")


languages = st.sets(st.sampled_from(("en", "cnr", "sq", "mk", "sr")), min_size=2, max_size=4)


@given(spoken=languages, design=st.sampled_from("AB"), data=st.data())
def test_a_symmetric_regime_is_covered_symmetrically(spoken, design, data):
    order = sorted(spoken)
    pivot = data.draw(st.sampled_from(order))
    coverage = planned(order, order, design, pivot=pivot)
    for source in order:
        for target in order:
            assert str(coverage.cell(source, target)) == str(coverage.cell(target, source))
    assert coverage.gaps() == []


@given(floor=languages, into=languages, design=st.sampled_from("AB"))
def test_every_planned_design_leaves_no_gap(floor, into, design):
    coverage = planned(sorted(floor), sorted(into), design, pivot=min(floor))
    assert coverage.gaps() == []
