"""Reading goes one way only: the role is asked, and the view stands on record."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import DUTIES, EventRole
from eventmgr.audit.models import AuditEntry
from eventmgr.database import db
from eventmgr.secure import actions, reading
from eventmgr.secure.models import SecureGroup
from eventmgr.secure.reading import NotAllowed, read, read_many, tally
from tests.helpers import count_queries

READS = {
    EventRole.TRAVEL_OFFICER: {SecureGroup.TRAVEL},
    EventRole.LOGISTICS: {SecureGroup.DIET, SecureGroup.ACCESS, SecureGroup.EMERGENCY},
    EventRole.FINANCE: {SecureGroup.BANK},
}


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def person(make, event):
    person = make.registration(event, make.organisation(make.designation()), given_name="Mira")
    for group in SecureGroup:
        actions.keep(person, group, {"text": f"of {group.value}"}, actor="participant")
    return person


def entries(action: str) -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
    return list(db.session.scalars(query))


@pytest.mark.parametrize("role", list(EventRole))
@pytest.mark.parametrize("group", list(SecureGroup))
def test_each_role_reads_its_own_groups_only(app, make, event, person, role, group) -> None:
    actor = make.member(event, role)
    if group in READS.get(role, set()):
        assert read(person, group, actor=actor, purpose="show") == {"text": f"of {group.value}"}
        assert len(entries("read secure part")) == 1
    else:
        with pytest.raises(NotAllowed):
            read(person, group, actor=actor, purpose="show")
        assert entries("read secure part") == []


def test_administrator_reads_nothing_without_a_role(app, make, person) -> None:
    with pytest.raises(NotAllowed):
        read(person, SecureGroup.TRAVEL, actor=make.user("administrator"), purpose="show")


@pytest.mark.parametrize("actor", [None, "participant", object()])
def test_who_has_no_account_reads_nothing(app, person, actor) -> None:
    with pytest.raises(NotAllowed):
        read(person, SecureGroup.DIET, actor=actor, purpose="show")


def test_travel_officer_of_another_event_reads_nothing(app, make, person) -> None:
    actor = make.member(make.event(), EventRole.TRAVEL_OFFICER)
    with pytest.raises(NotAllowed):
        read(person, SecureGroup.TRAVEL, actor=actor, purpose="visa letter")


def test_organiser_with_a_duty_reads_what_the_duty_allows(app, make, event, person) -> None:
    actor = make.member(event, EventRole.ORGANISER, (EventRole.LOGISTICS,))
    assert read(person, SecureGroup.DIET, actor=actor, purpose="show")
    with pytest.raises(NotAllowed):
        read(person, SecureGroup.TRAVEL, actor=actor, purpose="show")


def test_record_says_who_whose_what_and_what_for_and_no_value(app, make, event, person) -> None:
    actor = make.member(event, EventRole.TRAVEL_OFFICER, name="Vera")
    read(person, SecureGroup.TRAVEL, actor=actor, purpose="visa letter")
    (entry,) = entries("read secure part")
    assert (entry.actor_label, entry.subject_type) == ("Vera", "Registration")
    assert entry.subject_id == str(person.id)
    assert entry.subject_label.startswith("Mira")
    assert entry.changes == {"secure_group": "travel document", "purpose": "visa letter"}
    assert "of travel document" not in str(vars(entry))


def test_changes_are_recorded_without_a_value(app, person) -> None:
    told = [entry.changes for entry in entries("change secure part")]
    assert told == [{"secure_group": group.value} for group in SecureGroup]


def test_nothing_there_is_no_view(app, make, event) -> None:
    actor = make.member(event, EventRole.LOGISTICS)
    bare = make.registration(event, make.organisation())
    assert read(bare, SecureGroup.DIET, actor=actor, purpose="show") == {}
    assert entries("read secure part") == []


def test_many_are_read_in_a_constant_number_of_queries(app, make, event) -> None:
    actor = make.member(event, EventRole.LOGISTICS)
    organisation = make.organisation()
    people = []
    numbers = []
    for _round in range(2):
        for _one in range(2):
            people.append(make.registration(event, organisation))
            actions.keep(people[-1], SecureGroup.DIET, {"text": "x"}, actor="participant")
        # What a commit let go is read again before, not while, queries are counted.
        assert all([actor.id, *(one.given_name for one in people)])
        with count_queries() as statements:
            assert len(read_many(people, SecureGroup.DIET, actor=actor, purpose="show")) == len(
                people
            )
        numbers.append(len([one for one in statements if one.startswith("SELECT")]))
    assert numbers[0] == numbers[1]


def test_priv_caterer_gets_counts_only(app, make, event) -> None:
    organisation = make.organisation()
    answers = [
        {"diets": ["vegan"], "allergies": ["nuts", "eggs"], "severity": "severe"},
        {"diets": ["vegan", "no pork"], "text": "Mira Çela eats no onions"},
        {},
    ]
    people = [make.registration(event, organisation) for _one in answers]
    for person, told in zip(people, answers, strict=True):
        actions.keep(person, SecureGroup.DIET, told, actor="participant")
    counted, number = tally(
        event, [one.id for one in people], SecureGroup.DIET, actor=make.member(event)
    )
    assert number == 2
    assert counted == {
        ("diets", "vegan"): 2,
        ("diets", "no pork"): 1,
        ("allergies", "nuts"): 1,
        ("allergies", "eggs"): 1,
        ("severity", "severe"): 1,
        ("text", ""): 1,
    }
    (entry,) = entries("count secure parts")
    assert entry.changes == {"secure_group": "diet", "people": 2}


def test_groups_without_a_reader_are_known(app, make, event) -> None:
    team = [make.member(event), make.member(event, EventRole.SECRETARIAT, DUTIES[:1])]
    from eventmgr.accounts.queries import team_of

    assert len(team) == 2
    missing = reading.without_reader(team_of(event.id), list(SecureGroup))
    assert missing == [
        SecureGroup.DIET,
        SecureGroup.ACCESS,
        SecureGroup.EMERGENCY,
        SecureGroup.BANK,
    ]
