"""The worked examples of the domain, and what holds for every plan."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.interpretation.plan import (
    Day,
    Mode,
    PlanError,
    Regime,
    plan_event,
    plan_session,
)
from eventmgr.interpretation.profiles import load, names
from eventmgr.interpretation.teams import Team, table_team

from .sessions import (
    ALL_THREE,
    FIRST,
    FULL_DAY,
    SECOND,
    SHORT_LUNCH,
    at,
    days,
    podgorica,
    session,
)

AIIC = load("aiic")
LANGUAGES = ("en", "cnr", "sq", "mk", "sr", "bs")


def codes(plan):
    return [notice.code for notice in plan.notices]


def notices(plan, code):
    return [notice for notice in plan.notices if notice.code == code]


def one_session(floor, into, hours, *, pivot="en", **other):
    """Return a session that lasts so many hours, with no break."""
    minutes = round(hours * 60)
    return session(
        floor, into, "08:00", f"{8 + minutes // 60:02d}:{minutes % 60:02d}", pivot=pivot, **other
    )


# Podgorica, everyone speaks and everyone listens -------------------------------------------


def test_podgorica_design_a_is_3_booths_5_people_10_days():
    plan = plan_event(podgorica(), AIIC, design="A")
    assert plan.design("A") == Team(3, 5)
    assert plan.aiic_minimum == Team(3, 5)
    assert plan.profile_minimum() == Team(3, 5)
    assert plan.person_days("A") == 10
    (over,) = notices(plan, "W-DAY")
    assert over.params == {"counted": 420, "over": 60, "hours": 1}
    assert over.dates == (FIRST, SECOND)
    assert "W-ALONE" not in codes(plan)


def test_podgorica_design_b_is_2_booths_6_people_12_days_and_recommended():
    plan = plan_event(podgorica(), AIIC)
    assert plan.recommended == plan.design_name == "B"
    assert plan.design("B") == Team(2, 6)
    assert plan.person_days("B") == 12
    need = plan.days[0].tracks[0].need
    assert need.design_b.people == {"cnr": 3, "sq": 3}
    assert [booth.languages for booth in need.design_b.booths] == [("en", "cnr"), ("en", "sq")]
    assert all(booth.two_way and booth.relay_source for booth in need.design_b.booths)
    assert "W-RELAY" not in codes(plan)
    assert "W-LOAD" not in codes(plan)


def test_podgorica_time():
    day = plan_event(podgorica(), AIIC).days[0]
    assert (day.interpreting_minutes, day.counted_minutes) == (390, 420)


def test_podgorica_aiic_canada_agrees_on_six():
    assert plan_event(podgorica(), load("aiic-canada")).profile_minimum() == Team(2, 6)
    assert plan_event(podgorica(), load("aiic-canada"), design="A").profile_minimum() == Team(3, 6)


@pytest.mark.parametrize("profile", ["srb-assoc", "acis"])
def test_podgorica_at_the_serbian_minimum(profile):
    plan = plan_event(podgorica(), load(profile))
    assert plan.profile_minimum() == Team(2, 4)
    assert plan.profile_person_days == 8
    assert plan.design("B") == Team(2, 6)
    assert [notice.params["booth"] for notice in notices(plan, "W-RELAY")] == ["cnr", "sq"]
    (over,) = notices(plan, "W-DAY")
    assert over.params == {"counted": 420, "over": 60, "hours": 1}
    assert plan.overtime_hours == 8
    assert [notice.params["minutes"] for notice in notices(plan, "W-LOAD")] == [195, 195]


def test_podgorica_serbian_text_read_as_two_per_language():
    assert plan_event(podgorica(), load("srb-assoc"), design="A").profile_minimum() == Team(3, 6)


def test_podgorica_with_aice_is_within_the_day():
    plan = plan_event(podgorica(), load("aice"))
    assert plan.days[0].counted_minutes == 390
    assert "W-DAY" not in codes(plan)
    assert plan.overtime_hours == 0


def test_lunch_of_60_minutes_makes_the_day_longer_though_people_leave_earlier():
    plan = plan_event(days(ALL_THREE, ALL_THREE, SHORT_LUNCH), load("srb-assoc"))
    assert plan.days[0].counted_minutes == 8 * 60
    (over,) = notices(plan, "W-DAY")
    assert over.params == {"counted": 480, "over": 120, "hours": 2}
    assert "W-SECOND-TEAM" not in codes(plan)


def test_lunch_is_stated_by_the_agenda_or_found_at_midday():
    stated = plan_event(podgorica(lunch=("12:30", "14:00")), AIIC)
    shorter = plan_event(podgorica(lunch=("12:45", "13:30")), AIIC)
    assert stated.days[0].counted_minutes == plan_event(podgorica(), AIIC).days[0].counted_minutes
    assert shorter.days[0].counted_minutes == 8 * 60 + 30


def test_a_working_lunch_is_no_lunch():
    spans = (*FULL_DAY[:2], ("12:45", "13:45"), *FULL_DAY[2:])
    plan = plan_event(days(ALL_THREE, ALL_THREE, spans, lunch=("12:30", "14:00")), load("acis"))
    assert plan.days[0].counted_minutes == 8 * 60 + 30
    assert "W-LUNCH" in codes(plan)


def test_first_half_hour_over_is_free_in_serbia():
    spans = (*FULL_DAY[:3], ("16:00", "17:00"))
    plan = plan_event(days(ALL_THREE, ALL_THREE, spans), load("srb-assoc"))
    (over,) = notices(plan, "W-DAY")
    assert (over.params["over"], over.params["hours"]) == (30, 0)
    assert plan.overtime_hours == 0


# The other examples --------------------------------------------------------------------------


def test_podgorica_one_way_is_2_booths_4_people_8_days():
    plan = plan_event(days(["en"], ["cnr", "sq"], FULL_DAY, pivot=None), AIIC)
    assert plan.design("A") == plan.design("B") == plan.profile_minimum() == Team(2, 4)
    assert plan.person_days("A") == plan.person_days("B") == 8
    assert plan.recommended == "A"
    assert not any(booth.two_way for booth in plan.days[0].tracks[0].need.design_b.booths)


def test_one_way_with_english_channel_needs_no_english_booth():
    regime = Regime(("en",), ("en", "cnr", "sq"), "en")
    assert table_team(regime, AIIC) == Team(2, 4)


@pytest.mark.parametrize(
    ("profile", "hours", "people"),
    [
        ("aiic", 5, 3),
        ("srb-assoc", 5, 3),
        ("srb-assoc", 3.5, 2),
        ("srb-assoc", 6.5, 4),
        ("aiic-canada", 3.5, 2),
        ("aiic-canada", 8, 4),
        ("acis", 6.5, 2),
        ("apic", 3.5, 2),
        ("apic", 7, 3),
        ("scic", 5, 3),
        ("hdkp", 5, 3),
        ("assointerpreti", 7, 2),
        ("assointerpreti", 7.5, 3),
    ],
)
@pytest.mark.parametrize("design", ["A", "B"])
def test_bilingual_dialogue_goes_by_hours(profile, hours, people, design):
    need = plan_session(one_session(["en", "sr"], ["en", "sr"], hours), load(profile))
    assert need.profile(design) == Team(1, people)


def test_bilingual_dialogue_in_the_aiic_table():
    need = plan_session(one_session(["en", "sr"], ["en", "sr"], 5), AIIC)
    assert need.aiic == Team(1, 3)
    assert need.design_a.team == need.design_b.team == Team(1, 3)


def test_four_languages_all_ways():
    four = ("en", "bcms", "sq", "mk")
    need = plan_session(one_session(four, four, 5), load("srb-assoc"), AIIC)
    assert need.design_a.team == need.aiic == Team(4, 8)
    assert need.design_b.team == Team(3, 9)
    assert need.profile_b == Team(3, 6)
    assert need.profile_a == Team(4, 8)
    canada = plan_session(one_session(four, four, 5), load("aiic-canada"), AIIC)
    assert canada.profile_b == Team(3, 9)


def test_two_spoken_and_one_more_to_listen_to():
    need = plan_session(one_session(["en", "sr"], ["en", "sr", "sq"], 5), AIIC)
    assert need.aiic == Team(3, 5)
    assert need.design_b.people == {"sr": 3, "sq": 2}
    assert need.recommended == "B"


def test_three_spoken_and_english_only_to_listen_to():
    item = one_session(["en", "sr", "sq"], ["en"], 5)
    need = plan_session(item, AIIC)
    assert item.regime.label == "3-1"
    assert not item.regime.symmetric
    assert need.aiic == Team(1, 2)
    assert need.design_b.team == Team(2, 4)
    assert need.recommended == "A"


@pytest.mark.parametrize(
    ("floor", "into", "expected"),
    [
        (1, (0, 1), (1, 2)),
        (1, (0, 2), (2, 4)),
        (1, (0, 3), (3, 6)),
        (2, (1, 0), (1, 2)),
        (2, (2, 0), (1, 3)),
        (2, (2, 1), (3, 5)),
        (2, (2, 2), (4, 7)),
        (2, (2, 3), (5, 9)),
        (2, (1, 1), (2, 4)),
        (2, (0, 2), (2, 4)),
        (3, (1, 0), (1, 2)),
        (3, (2, 0), (2, 3)),
        (3, (3, 0), (3, 5)),
        (3, (3, 1), (4, 7)),
        (3, (3, 2), (5, 9)),
        (4, (1, 0), (1, 2)),
        (4, (2, 0), (2, 4)),
        (4, (3, 0), (3, 6)),
        (4, (4, 0), (4, 8)),
        (4, (4, 1), (5, 10)),
        (4, (4, 2), (6, 12)),
        (5, (5, 0), (5, 10)),
    ],
)
def test_aiic_table(floor, into, expected):
    spoken = [f"l{n}" for n in range(floor)]
    extra = [f"x{n}" for n in range(into[1])]
    regime = Regime(tuple(spoken), tuple(spoken[: into[0]] + extra), "l0")
    assert table_team(regime, AIIC) == Team(*expected)


def test_united_nations_six_languages_are_fourteen_people():
    six = ("ar", "zh", "en", "fr", "ru", "es")
    assert plan_session(one_session(six, six, 3), load("un")).profile_a == Team(6, 14)


def test_commission_full_regime_is_sixty_nine_people():
    all_languages = [f"l{n}" for n in range(23)]
    need = plan_session(one_session(all_languages, all_languages, 3, pivot="l0"), load("scic"))
    assert need.profile_a == Team(23, 69)


# Errors, warnings, other modes -----------------------------------------------------------------


def test_int_e1_several_languages_without_a_pivot():
    item = one_session(["en", "sq"], ["en", "sq"], 3, pivot=None, title="Opening")
    with pytest.raises(PlanError) as caught:
        plan_session(item, AIIC)
    assert caught.value.notice.code == "INT-E1"
    assert "Opening" in caught.value.notice.text()


def test_int_e1_an_event_is_planned_without_the_session_and_says_so():
    good = session(ALL_THREE, ALL_THREE, "09:00", "10:30")
    bad = session(ALL_THREE, ALL_THREE, "11:00", "12:30", pivot=None, title="Panel")
    plan = plan_event({FIRST: [good, bad]}, AIIC)
    assert plan.notices[0].code == "INT-E1"
    assert plan.notices[0].error
    assert plan.design("B") == Team(2, 6)
    assert plan.days[0].interpreting_minutes == 90


def test_pivot_that_no_one_listens_to_goes_to_interpreters_only():
    need = plan_session(one_session(["cnr", "sq"], ["cnr", "sq"], 3, pivot="en"), AIIC)
    assert need.design_b.relay_channel
    assert need.design_b.people == {"cnr": 3, "sq": 3}
    ordinary = plan_session(one_session(ALL_THREE, ALL_THREE, 3), AIIC)
    assert not ordinary.design_b.relay_channel


def test_sessions_without_interpretation_need_nobody():
    silent = session(ALL_THREE, ALL_THREE, "09:00", "10:30", mode=Mode.NONE)
    english = session(["en"], ["en"], "11:00", "12:30")
    plan = plan_event({FIRST: [silent, english]}, AIIC)
    assert plan.design("A") == plan.design("B") == plan.aiic_minimum == Team(0, 0)
    assert plan.notices == ()
    assert plan_session(silent, AIIC).profile_b == Team(0, 0)


def test_w_block_without_a_break_of_fifteen_minutes():
    spans = (("09:00", "10:15"), ("10:25", "11:30"), ("11:45", "13:00"))
    (block,) = notices(plan_event(days(ALL_THREE, ALL_THREE, spans), AIIC), "W-BLOCK")
    assert block.params == {"start": "09:00", "minutes": 150, "pause": 15}


def test_w_second_team_beyond_eight_hours():
    spans = (*FULL_DAY, ("17:45", "19:00"))
    plan = plan_event(days(ALL_THREE, ALL_THREE, spans), AIIC)
    assert notices(plan, "W-SECOND-TEAM")[0].params == {"counted": 510, "limit": 480}


def test_w_half_day_where_the_profile_limits_it():
    spans = (("08:00", "10:00"), ("10:15", "12:30"), ("14:00", "16:00"))
    (half,) = notices(plan_event(days(ALL_THREE, ALL_THREE, spans), load("apic")), "W-HALF-DAY")
    assert half.params == {"minutes": 270, "limit": 240}


def test_w_rooms_parallel_sessions_add_up():
    halls = [
        session(["en", "sr"], ["en", "sr"], "09:00", "10:30", room=room) for room in ("A", "B")
    ]
    plan = plan_event({FIRST: halls}, AIIC)
    assert plan.design("B") == Team(2, 6)
    assert notices(plan, "W-ROOMS")[0].params == {"rooms": 2}


def test_int12_fifteen_minutes_between_rooms_let_one_team_serve_both():
    def two_rooms(second_start):
        return {
            FIRST: [
                session(["en", "sr"], ["en", "sr"], "09:00", "10:30", room="A"),
                session(["en", "sr"], ["en", "sr"], second_start, "12:00", room="B"),
            ]
        }

    assert plan_event(two_rooms("10:45"), AIIC).design("B") == Team(1, 3)
    tight = plan_event(two_rooms("10:40"), AIIC)
    assert tight.design("B") == Team(2, 6)
    assert "W-ROOMS" not in codes(tight)


def test_languages_of_one_team_are_united_over_its_day():
    morning = session(["en"], ["sq"], "09:00", "10:30")
    afternoon = session(["sq"], ["en"], "14:00", "15:30")
    plan = plan_event({FIRST: [morning, afternoon]}, AIIC)
    assert plan.regime.label == "2-2"
    assert plan.design("B") == Team(1, 3)


def test_days_of_different_need_are_added_as_person_days():
    event = {
        **podgorica(),
        SECOND: Day(SECOND, (session(["en"], ["sq"], "09:00", "10:30", date=SECOND),)),
    }
    plan = plan_event(event, AIIC)
    assert plan.design("B") == Team(2, 6)
    assert plan.person_days("B") == 6 + 2


def named(cnr, sq, **other):
    return podgorica(assigned={"cnr": cnr, "sq": sq}, **other)


def test_int10_three_numbers_and_the_waiver():
    plan = plan_event(named(("Ana", "Ivo"), ("Mira", "Agim")), load("srb-assoc"))
    assert plan.profile_minimum() == Team(2, 4)
    assert plan.aiic_minimum == Team(3, 5)
    assert plan.assigned_person_days == 8
    assert not plan.waiver_needed
    assert plan_event(named(("Ana", "Ivo"), ("Mira", "Agim")), AIIC).waiver_needed


def test_int10_a_bare_number_of_people_will_do():
    plan = plan_event(podgorica(), AIIC, assigned=4)
    assert plan.waiver_needed
    assert plan.assigned_person_days == 8
    assert [n.params for n in notices(plan, "W-RELAY")] == [
        {"booth": "cnr", "people": 2},
        {"booth": "sq", "people": 2},
    ]
    assert plan.overtime_hours == 8
    assert not plan_event(podgorica(), AIIC, assigned=6).waiver_needed


def test_w_alone_and_empty_booths():
    plan = plan_event(named(("Ana",), ()), AIIC)
    assert notices(plan, "W-ALONE")[0].params == {"booth": "cnr", "minutes": 390}
    assert notices(plan, "W-EMPTY")[0].params == {"booth": "sq"}


def test_w_alone_is_allowed_for_a_short_time_where_the_profile_says():
    def short(end):
        item = session(["en"], ["sq"], "09:00", end, assigned={"sq": ("Mira",)})
        return codes(plan_event({FIRST: [item]}, load("acis")))

    assert "W-ALONE" not in short("09:30")
    assert "W-ALONE" in short("09:31")


def test_int11_load_of_assigned_people():
    plan = plan_event(named(("Ana", "Ivo"), ("Mira", "Agim", "Teuta")), AIIC)
    assert [n.params["booth"] for n in notices(plan, "W-LOAD")] == ["cnr"]


def test_int12_one_person_is_not_in_two_places():
    here = {"assigned": {"sr": ("Ana", "Ivo", "Lea")}}
    sessions = [
        session(["en", "sr"], ["en", "sr"], "09:00", "10:30", room="A", **here),
        session(["en", "sr"], ["en", "sr"], "10:00", "11:00", room="B", **here),
        session(["en", "sr"], ["en", "sr"], "11:05", "12:00", room="C", **here),
    ]
    plan = plan_event({FIRST: sessions}, AIIC)
    assert {n.params["person"] for n in notices(plan, "W-TWICE")} == {"Ana", "Ivo", "Lea"}
    assert [n.params["start"] for n in notices(plan, "W-MOVE")] == ["11:05"] * 3
    assert plan.assigned_person_days == 3


def test_int02_cheval_is_flagged_and_counted_once():
    crowd = {"cnr": ("Ana", "Ivo", "Lea"), "sq": ("Ana", "Mira", "Agim")}
    plan = plan_event(podgorica(assigned=crowd), AIIC)
    assert {n.params["person"] for n in notices(plan, "W-CHEVAL")} == {"Ana"}
    assert plan.people_by_day() == [5, 5]
    agreed = plan_event(podgorica(assigned=crowd, cheval=frozenset({"Ana"})), AIIC)
    assert "W-CHEVAL" not in codes(agreed)


@pytest.mark.parametrize(("languages", "people"), [(("en", "sr"), 2), (("en", "sr", "sq"), 3)])
def test_consecutive_takes_one_person_a_language(languages, people):
    item = one_session(languages, languages, 3, mode=Mode.CONSECUTIVE)
    assert plan_session(item, AIIC).profile_b == Team(0, people)


def test_consecutive_alone_up_to_two_hours_with_acis():
    def people(hours):
        item = one_session(["en", "sr"], ["en", "sr"], hours, mode=Mode.CONSECUTIVE)
        return plan_session(item, load("acis")).profile_b.interpreters

    assert (people(2), people(2.5)) == (1, 2)


def test_whispered_serves_two_listeners_three_in_italy():
    item = one_session(["en"], ["sq"], 1.5, mode=Mode.WHISPERED, listeners=3)
    assert plan_session(item, AIIC).profile_a == Team(0, 2)
    assert "W-LISTENERS" in codes(plan_event({FIRST: [item]}, AIIC))
    italy = plan_event({FIRST: [item]}, load("assointerpreti"))
    assert "W-LISTENERS" not in codes(italy)
    assert italy.profile_minimum() == Team(0, 1)


def test_portable_set_for_small_groups_and_short_visits():
    item = one_session(["en"], ["sq"], 2.5, mode=Mode.BIDULE, group=25)
    plan = plan_event({FIRST: [item]}, AIIC)
    assert plan.design("A") == Team(0, 2)
    assert {"W-GROUP", "W-BIDULE"} <= set(codes(plan))


def test_remote_takes_three_in_a_booth_and_three_hours():
    item = one_session(["en"], ["sq"], 3.5, mode=Mode.REMOTE)
    plan = plan_event({FIRST: [item]}, AIIC)
    assert plan.design("B") == plan.profile_minimum() == Team(1, 3)
    assert "W-REMOTE" in codes(plan)


def test_int34_and_int41_recording_and_scripts():
    item = one_session(ALL_THREE, ALL_THREE, 1, recorded=True, script_missing=True)
    assert {"W-RECORD", "W-SCRIPT"} <= set(codes(plan_event({FIRST: [item]}, AIIC)))
    settled = dataclasses.replace(item, interpreter_consent=True, script_missing=False)
    assert not {"W-RECORD", "W-SCRIPT"} & set(codes(plan_event({FIRST: [settled]}, AIIC)))


def test_a_session_must_end_after_it_starts():
    with pytest.raises(ValueError, match="end after"):
        session(["en"], ["sq"], "10:00", "10:00")


def test_every_notice_is_a_sentence_in_the_readers_words():
    plan = plan_event(named(("Ana",), ()), load("acis"))
    texts = [notice.text(lang="en") for notice in plan.notices]
    assert "Nobody is assigned to the Albanian booth." in texts
    assert all("%" not in text and text.endswith(".") for text in texts)
    empty = next(notice for notice in plan.notices if notice.code == "W-EMPTY")
    assert empty.text(lambda _: "Kabina: %(booth)s.", "cnr") == "Kabina: albanski."


# What holds for every plan ---------------------------------------------------------------------

language_sets = st.sets(st.sampled_from(LANGUAGES), min_size=1, max_size=5)


@given(
    floor=language_sets,
    into=language_sets,
    more=st.sampled_from(LANGUAGES),
    profile=st.sampled_from(names()),
    hours=st.integers(1, 9),
)
def test_another_language_to_listen_to_never_lowers_the_team(floor, into, more, profile, hours):
    def need(targets):
        item = one_session(sorted(floor), sorted(targets), hours, pivot=min(floor))
        return plan_session(item, load(profile), AIIC)

    fewer, wider = need(into), need(into | {more})
    assert wider.aiic.interpreters >= fewer.aiic.interpreters
    assert wider.design_b.team.interpreters >= fewer.design_b.team.interpreters
    assert wider.profile_a.interpreters >= fewer.profile_a.interpreters
    assert wider.profile_b.interpreters >= fewer.profile_b.interpreters


@given(
    spans=st.lists(
        st.tuples(st.integers(8 * 60, 17 * 60), st.integers(15, 180), st.sampled_from("AB")),
        min_size=1,
        max_size=6,
    ),
    profile=st.sampled_from(names()),
)
def test_tracks_hold_every_session_once_and_no_overlap(spans, profile):
    sessions = [
        session(
            ["en"],
            ["sq"],
            f"{start // 60:02d}:{start % 60:02d}",
            f"{(start + length) // 60:02d}:{(start + length) % 60:02d}",
            room=room,
        )
        for start, length, room in spans
    ]
    (day,) = plan_event({FIRST: sessions}, load(profile)).days
    served = [item for track in day.tracks for item in track.sessions]
    assert sorted(served, key=repr) == sorted(sessions, key=repr)
    for track in day.tracks:
        for before, after in zip(track.sessions, track.sessions[1:], strict=False):
            assert before.end <= after.start
        assert track.interpreting_minutes <= track.span_minutes
        assert track.counted_minutes <= track.span_minutes
    assert at(FIRST, "08:00") <= min(item.start for item in served)
