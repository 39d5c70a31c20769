"""The unverified figures of the profiles can be changed, and only they."""

from __future__ import annotations

import pytest

from eventmgr.interpretation.figures import Unit, profile_with, unverified_figures
from eventmgr.interpretation.profiles import ProfileError, load, names
from eventmgr.interpretation.words import FIGURES, PROFILES


@pytest.mark.parametrize("name", names())
def test_every_unverified_figure_is_offered_and_has_words(name):
    figures = unverified_figures(name)
    assert {figure.place for figure in figures} == set(load(name).unverified)
    assert {figure.place for figure in figures} <= set(FIGURES)
    assert name in PROFILES


def test_a_figure_inside_a_list_is_changed_in_its_place():
    profile = profile_with("scic", {"per_booth.1.interpreters": 4, "day.limit_minutes": 400})
    assert [step.interpreters for step in profile.per_booth] == [2, 4]
    assert profile.day.limit_minutes == 400
    assert "per_booth.1.interpreters" not in profile.unverified
    assert "per_booth.0.interpreters" in profile.unverified


def test_a_checked_figure_is_left_alone():
    assert profile_with("srb-assoc", {"day.limit_minutes": 600}) == load("srb-assoc")


def test_changing_a_figure_does_not_change_the_profile_for_others():
    profile_with("scic", {"per_booth.0.two_way": 9})
    assert load("scic").per_booth[0].two_way == 3


def test_units_tell_minutes_from_people():
    units = {figure.place: figure.unit for figure in unverified_figures("assointerpreti")}
    assert units["load_minutes"] is Unit.MINUTES
    assert units["remote.per_booth"] is Unit.PEOPLE
    assert units["day.counts"] is Unit.COUNTING


def test_an_unknown_profile_is_refused_with_the_known_ones():
    with pytest.raises(ProfileError, match="aiic"):
        profile_with("nobody", {})
