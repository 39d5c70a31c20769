"""Profiles are data, checked on loading."""

import pytest

from eventmgr.interpretation.profiles import ProfileError, load, names


def test_every_profile_of_the_table_is_there_and_loads():
    assert names() == [
        "aiic",
        "acis",
        "aice",
        "aiic-canada",
        "apic",
        "assointerpreti",
        "hdkp",
        "scic",
        "srb-assoc",
        "un",
    ]
    assert [load(name).name for name in names()] == names()


def test_figures_nobody_checked_are_listed():
    assert "day.limit_minutes" in load("aiic").unverified
    assert "day.limit_minutes" not in load("srb-assoc").unverified
    assert "load_minutes" in load("srb-assoc").unverified
    assert "two_way_single.0.interpreters" in load("scic").unverified


def test_an_override_is_taken_and_counts_as_checked():
    profile = load("aiic", {"day": {"limit_minutes": 390}, "load_minutes": 200})
    assert profile.day.limit_minutes == 390
    assert profile.day.lunch_deducted_from == 60
    assert profile.load_minutes == 200
    assert "day.limit_minutes" not in profile.unverified
    assert "load_minutes" not in profile.unverified


def test_teams_per_language_may_be_overridden_freely():
    profile = load("un", {"by_language": {"sq": 4}})
    assert profile.by_language == {"ar": 3, "zh": 3, "sq": 4}


@pytest.mark.parametrize(
    "overrides",
    [
        {"day": {"limit_minutes": "six hours"}},
        {"day": {"limit_minutes": 0}},
        {"day": {"limit_minutes": True}},
        {"day": {"limits": 360}},
        {"day": None},
        {"teams": "guess"},
        {"per_booth": [{"interpreters": 2}]},
        {"two_way_single": [{"up_to_hours": -1, "interpreters": 2}]},
        {"nonsense": 1},
    ],
)
def test_an_override_that_cannot_be_used_is_refused(overrides):
    with pytest.raises(ProfileError):
        load("srb-assoc", overrides)


@pytest.mark.parametrize("name", ["nobody", "_common", "../aiic"])
def test_an_unknown_profile_is_refused(name):
    with pytest.raises(ProfileError, match="no such profile"):
        load(name)
