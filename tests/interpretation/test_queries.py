"""The plan of an event from its agenda, its people and what was chosen (domain 1.4)."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from eventmgr import cli
from eventmgr.agenda.models import InterpretationMode
from eventmgr.database import db
from eventmgr.events.models import Event
from eventmgr.interpretation.models import InterpretationChoice
from eventmgr.interpretation.profiles import ProfileError
from eventmgr.interpretation.queries import plan_of, situation_of
from eventmgr.interpretation.summary import summary
from eventmgr.registration.models import ParticipantRole, RegistrationState
from tests.helpers import count_queries

from .rooms import FIRST, item, people, podgorica, speaker

KEYS = [
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
    "assumed_days",
    "participants",
    "undeclared",
    "speaker_gaps",
    "channels",
    "equipment",
    "waiver_note",
]


def test_podgorica_two_way(make):
    event = podgorica(make, slug="podgorica")
    people(make, event, prosecutor=False)
    plan = plan_of(event)
    assert plan["profile"] == "aiic"
    assert plan["design"] == plan["recommended"] == "B"
    assert (plan["design_a"]["booths"], plan["design_a"]["interpreters"]) == (3, 5)
    assert plan["design_a"]["person_days"] == 10
    assert plan["profile_minimum"] == {"booths": 2, "interpreters": 6, "person_days": 12}
    assert plan["aiic_minimum"] == {"booths": 3, "interpreters": 5}
    assert plan["receivers"] == {"need": 58, "order": 64, "spare_percent": 10}
    assert plan["gaps"] == []
    assert [day["span_minutes"] for day in plan["days"]] == [420, 420]
    assert plan["assumed_days"] == []


def test_podgorica_under_the_serbian_association(make):
    event = podgorica(make)
    plan = plan_of(event, "srb-assoc")
    assert plan["profile_minimum"] == {"booths": 2, "interpreters": 4, "person_days": 8}
    assert plan["overtime_hours"] == 8
    assert [item["code"] for item in plan["warnings"]].count("W-RELAY") == 2


def test_podgorica_one_way_needs_eleven_receivers(make):
    event = podgorica(make, floor_languages=["en"], into_languages=["cnr", "sq"], pivot=None)
    people(make, event, prosecutor=False)
    plan = plan_of(event)
    assert plan["profile_minimum"] == {"booths": 2, "interpreters": 4, "person_days": 8}
    assert plan["receivers"] == {"need": 10, "order": 11, "spare_percent": 10}
    assert [line["language"] for line in plan["channels"]] == [None, "cnr", "sq"]


@pytest.mark.parametrize("floor", [["en"], ["en", "cnr", "sq"]])
def test_int22_the_prosecutor_who_follows_mk_and_sr_is_a_gap(make, floor):
    event = podgorica(make, floor_languages=floor, into_languages=["en", "cnr", "sq"])
    people(make, event)
    plan = plan_of(event)
    assert {gap["person"] for gap in plan["gaps"]} == {"Vera Stojanova"}
    assert {tuple(gap["sources"]) for gap in plan["gaps"]} == {tuple(floor)}
    assert len(plan["gaps"]) == 8
    voiceless = {person.speaks for person in situation_of(event).voiceless}
    # Where only English may be spoken, questions in Montenegrin and Albanian are gaps too.
    assert voiceless == ({("mk",), ("cnr",), ("sq",)} if floor == ["en"] else {("mk",)})


def test_int22_following_serbian_and_montenegrin_is_covered_by_montenegrin(make):
    event = podgorica(make)
    office = make.organisation()
    make.registration(event, office, follows=["sr", "cnr"])
    assert plan_of(event)["gaps"] == []


def test_interpreters_technicians_and_cancelled_people_do_not_listen(make):
    event = podgorica(make)
    office = make.organisation()
    make.registration(event, office, role=ParticipantRole.INTERPRETER, follows=["en"])
    make.registration(event, office, role=ParticipantRole.TECHNICIAN, follows=["cnr"])
    make.registration(event, office, state=RegistrationState.CANCELLED, follows=["mk"])
    make.registration(event, office, role=ParticipantRole.OBSERVER, follows=["en"])
    plan = plan_of(event)
    assert plan["participants"] == 1
    assert plan["receivers"]["need"] == 1
    assert plan["gaps"] == []


def test_people_who_declared_nothing_are_counted_but_in_no_gap(make):
    event = podgorica(make)
    make.registration(event, make.organisation(), follows=[], speaks=[])
    plan = plan_of(event)
    assert plan["undeclared"] == 1
    assert plan["gaps"] == []
    # Whoever said nothing gets a receiver.
    assert plan["receivers"]["need"] == 1


def test_priv04_a_protected_person_is_in_no_gap_by_name(make):
    event = podgorica(make)
    office = make.organisation(names={"en": "Border Police"})
    make.registration(event, office, family_name="Secret", protected=True, follows=["mk"])
    assert {gap["person"] for gap in plan_of(event)["gaps"]} == {"Representative, Border Police"}


def test_int20_speakers_of_the_agenda(make):
    event = podgorica(make, agenda=False)
    morning = item(event, FIRST, (9, 0), (10, 0), "Opening")
    english = item(event, FIRST, (10, 0), (11, 0), "Film", floor_languages=["en"])
    quiet = item(event, FIRST, (11, 0), (12, 0), "Aside", mode=InterpretationMode.NONE)
    speaker(morning, "Hoxha", "sq")
    speaker(english, "Krasniqi", "sq")
    speaker(quiet, "Novak", "sl")
    speaker(quiet, "Smith", "en")
    found = plan_of(event)["speaker_gaps"]
    assert [(gap["person"], gap["session"], gap["unreached"]) for gap in found] == [
        ("Krasniqi", "Film", []),
        ("Novak", "Aside", []),
    ]


def test_days_without_agenda_are_assumed_and_said_so(make):
    event = podgorica(make, agenda=False)
    plan = plan_of(event)
    assert plan["assumed_days"] == ["2016-08-31", "2016-09-01"]
    assert [day["span_minutes"] for day in plan["days"]] == [420, 420]
    assert "times assumed" in summary(plan)


def test_inte1_a_missing_pivot_is_an_error_and_not_a_failure(make):
    event = podgorica(make, pivot=None)
    plan = plan_of(event)
    assert plan["warnings"][0]["code"] == "INT-E1"
    assert plan["profile_minimum"]["interpreters"] == 0
    assert situation_of(event).is_needed
    assert "INT-E1" in summary(plan)


def test_what_was_chosen_rules_the_plan(make):
    event = podgorica(make)
    people(make, event, prosecutor=False)
    db.session.add(
        InterpretationChoice(
            event_id=event.id,
            profile="srb-assoc",
            design="A",
            assigned=5,
            spare_percent=0,
            non_resident=2,
            overrides={"srb-assoc": {"load_minutes": 240}},
            channel_labels={"cnr": {"en": "BCMS"}},
        )
    )
    db.session.commit()
    plan = plan_of(event)
    assert (plan["profile"], plan["design"]) == ("srb-assoc", "A")
    assert plan["assigned"] == {"interpreters": 5, "person_days": 10}
    assert plan["waiver_needed"]
    assert plan["receivers"]["order"] == 58
    assert (plan["order_units"]["travel_days"], plan["order_units"]["allowance_days"]) == (4, 8)
    assert "load_minutes" not in plan["unverified"]
    assert plan["channels"][2]["label"] == {"en": "BCMS"}
    # Figures belong to the profile they were set for.
    assert "load_minutes" in plan_of(event, "aice")["unverified"]


def test_an_unknown_profile_is_refused(make):
    with pytest.raises(ProfileError):
        plan_of(podgorica(make), "nobody")


def test_reading_takes_the_same_queries_for_3_and_60_people(make):
    few, many = podgorica(make), podgorica(make, agenda=False)
    people(make, few, room=((3, ["en"]),), prosecutor=False)
    people(make, many)
    item(many, FIRST, (9, 0), (10, 0))
    counts = []
    slugs = (few.slug, many.slug)
    for slug in slugs:
        db.session.expunge_all()
        event = db.session.scalars(select(Event).where(Event.slug == slug)).one()
        with count_queries() as statements:
            plan_of(event)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 5


@pytest.fixture
def command(app, monkeypatch):
    monkeypatch.setattr(cli, "create_app", lambda: app)
    monkeypatch.setattr(cli, "_ready_database", lambda: None)
    return CliRunner()


def test_the_command_prints_json_with_stable_keys(make, command):
    podgorica(make, slug="demo")
    result = command.invoke(cli.main, ["plan", "demo", "--profile", "aiic", "--json"])
    assert result.exit_code == 0, result.output
    assert list(json.loads(result.output)) == KEYS


def test_the_command_prints_a_summary(make, command):
    event = podgorica(make, slug="demo")
    people(make, event)
    result = command.invoke(cli.main, ["plan", "demo"])
    assert result.exit_code == 0, result.output
    assert "2 booths, 6 interpreters, 12 person-days <- chosen" in result.output
    assert "Montenegrin into English: direct; Albanian: through English" in result.output
    assert "Vera Stojanova would not understand English, Montenegrin and Albanian" in result.output


def test_the_command_tells_an_unknown_profile_in_one_line(make, command):
    podgorica(make, slug="demo")
    result = command.invoke(cli.main, ["plan", "demo", "--profile", "nobody"])
    assert result.exit_code == 1
    assert "no such profile" in result.output
    assert len(result.output.strip().splitlines()) == 1
