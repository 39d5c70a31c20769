"""The plan as an object for other programs, and the units of an order."""

import json

from eventmgr.interpretation.coverage import Person
from eventmgr.interpretation.export import to_json_dict
from eventmgr.interpretation.order import OrderUnits, order_units
from eventmgr.interpretation.plan import plan_event
from eventmgr.interpretation.profiles import load

from .sessions import FIRST, podgorica, session

SERBIAN = plan_event(podgorica(), load("srb-assoc"))


def test_export_has_the_keys_that_programs_rely_on():
    data = to_json_dict(SERBIAN, event="podgorica-2016")
    assert list(data) == [
        "event",
        "profile",
        "unverified",
        "languages",
        "days",
        "design_a",
        "design_b",
        "design",
        "recommended",
        "profile_minimum",
        "aiic_minimum",
        "assigned",
        "waiver_needed",
        "overtime_hours",
        "order_units",
        "receivers",
        "coverage",
        "gaps",
        "warnings",
    ]
    assert json.loads(json.dumps(data)) == data


def test_export_of_podgorica():
    people = [Person("prosecutor", follows=("mk", "sr")), Person("host", follows=("en", "cnr"))]
    data = to_json_dict(SERBIAN, event="podgorica-2016", people=people)
    assert data["event"] == "podgorica-2016"
    assert data["languages"] == {
        "floor": ["en", "cnr", "sq"],
        "into": ["en", "cnr", "sq"],
        "pivot": "en",
        "label": "3-3",
        "symmetric": True,
    }
    assert [day["span_minutes"] for day in data["days"]] == [420, 420]
    assert [day["interpreting_minutes"] for day in data["days"]] == [390, 390]
    assert data["days"][0]["teams"][0]["lunch_minutes"] == 90
    assert data["design_a"]["booths"] == 3
    assert data["design_a"]["interpreters"] == 5
    assert data["design_a"]["person_days"] == 10
    assert data["design_b"]["person_days"] == 12
    assert data["design_b"]["flags"] == ["W-DAY", "W-LOAD", "W-RELAY"]
    assert data["design_b"]["pairs"][0] == {
        "key": "cnr",
        "languages": ["en", "cnr"],
        "two_way": True,
        "gives_relay": True,
        "interpreters": 3,
    }
    assert data["profile_minimum"] == {"booths": 2, "interpreters": 4, "person_days": 8}
    assert data["aiic_minimum"] == {"booths": 3, "interpreters": 5}
    assert data["assigned"] is None
    assert data["recommended"] == "B"
    assert data["overtime_hours"] == 8
    assert data["receivers"] == {"need": 2, "order": 3, "spare_percent": 10}
    (coverage,) = data["coverage"]
    assert coverage["cells"]["cnr"] == {"en": "D", "cnr": "=", "sq": "R:en"}
    assert len(coverage["sessions"]) == 8
    assert {gap["person"] for gap in data["gaps"]} == {"prosecutor"}
    relay = next(item for item in data["warnings"] if item["code"] == "W-RELAY")
    assert relay["severity"] == "warning"
    assert relay["dates"] == ["2016-08-31", "2016-09-01"]
    assert relay["message"].startswith("The Montenegrin booth")


def test_export_does_not_guess_where_participants_are_unknown():
    data = to_json_dict(SERBIAN)
    assert data["receivers"] is None
    assert data["gaps"] is None


def test_export_of_an_event_without_interpretation():
    plan = plan_event({FIRST: [session(["en"], ["en"], "09:00", "10:00")]}, load("aiic"))
    data = to_json_dict(plan, people=[])
    assert data["days"][0]["teams"] == []
    assert data["coverage"] == []
    assert data["design_b"]["pairs"] == []
    assert data["warnings"] == []


def test_export_words_the_warnings_for_the_reader():
    data = to_json_dict(
        SERBIAN,
        translate=lambda text: "Kabina: %(booth)s" if "%(booth)s" in text else text,
        lang="cnr",
    )
    relay = [item["message"] for item in data["warnings"] if item["code"] == "W-RELAY"]
    assert relay == ["Kabina: crnogorski", "Kabina: albanski"]


def test_int13_units_at_the_profile_minimum():
    assert order_units(SERBIAN) == OrderUnits(8, 8, 0, 0)


def test_int13_travel_and_allowance_of_those_from_elsewhere():
    units = order_units(SERBIAN, non_resident=2)
    assert (units.travel_days, units.allowance_days) == (4, 8)


def test_int13_assigned_people_decide():
    assert (
        order_units(plan_event(podgorica(), load("srb-assoc"), assigned=6)).interpreter_days == 12
    )


def test_int13_half_days_only_where_the_profile_has_them():
    morning = {FIRST: [session(["en"], ["sq"], "09:00", "12:00")]}
    assert order_units(plan_event(morning, load("aiic"))).interpreter_days == 2
    half = load("aiic", {"half_days": True})
    assert order_units(plan_event(morning, half)).interpreter_days == 1


def test_export_of_assigned_people_and_their_overtime():
    crowd = {"cnr": ("Ana", "Ivo", "Lea"), "sq": ("Mira", "Agim")}
    plan = plan_event(podgorica(assigned=crowd), load("srb-assoc"))
    data = to_json_dict(plan)
    assert data["assigned"] == {"interpreters": 5, "person_days": 10}
    assert data["days"][0]["assigned"] == 5
    assert data["overtime_hours"] == 10
    assert not data["waiver_needed"]
