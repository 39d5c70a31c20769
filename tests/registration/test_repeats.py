"""Who comes again is known by address, or by name and institution (STAT-02)."""

from __future__ import annotations

from datetime import date

import pytest

from eventmgr.accounts.models import EventRole, Membership
from eventmgr.database import db
from eventmgr.door.models import Half, Presence
from eventmgr.registration.models import ParticipantRole, RegistrationState
from eventmgr.registration.repeats import repeats_of, took_part_before
from tests.helpers import count_queries


@pytest.fixture
def events(make):
    """Two earlier events and the present one."""
    return [make.event(start=date(year, 5, 1), end=date(year, 5, 2)) for year in (2024, 2025, 2027)]


def known(event, visible, person) -> int:
    return took_part_before(event, visible).get(person.id, 0)


def test_same_address_is_the_same_person_at_any_institution(make, events) -> None:
    first, second, now = events
    for event in (first, second):
        make.registration(event, make.organisation(), email="ana@example.org")
    person = make.registration(now, make.organisation(), email="ana@example.org")
    assert known(now, events, person) == 2
    assert known(now, [first, now], person) == 1
    assert known(now, [now], person) == 0


@pytest.mark.parametrize(("same_institution", "times"), [(True, 1), (False, 0)])
def test_same_name_counts_at_the_same_institution_only(
    make, events, same_institution, times
) -> None:
    first, _second, now = events
    home = make.organisation()
    make.registration(first, home, email="old@example.org", search_key="zana hoxha")
    place = home if same_institution else make.organisation()
    person = make.registration(now, place, email="new@example.org", search_key="zana hoxha")
    assert known(now, events, person) == times


@pytest.mark.parametrize(
    "values",
    [{"state": RegistrationState.CANCELLED}, {"email": "", "search_key": "", "family_name": "…"}],
    ids=["cancelled", "erased"],
)
def test_whoever_did_not_come_or_was_erased_is_nobody(make, events, values) -> None:
    first, _second, now = events
    make.registration(first, make.organisation(), **({"email": "ana@example.org"} | values))
    person = make.registration(now, make.organisation(), email="ana@example.org")
    assert known(now, events, person) == 0


def test_attendance_decides_where_it_was_kept(make, events) -> None:
    first, _second, now = events
    came = make.registration(first, make.organisation(), email="came@example.org")
    make.registration(first, make.organisation(), email="missed@example.org")
    db.session.add(Presence(registration_id=came.id, day=first.start, half=Half.MORNING))
    db.session.commit()
    people = {
        name: make.registration(now, make.organisation(), email=f"{name}@example.org")
        for name in ("came", "missed")
    }
    assert known(now, events, people["came"]) == 1
    assert known(now, events, people["missed"]) == 0


def test_stat01_base_leaves_out_who_carries_the_event(make, events) -> None:
    first, _second, now = events
    people = []
    for number, role in enumerate(ParticipantRole):
        make.registration(first, make.organisation(), email=f"p{number}@example.org")
        people.append(
            make.registration(now, make.organisation(), email=f"p{number}@example.org", role=role)
        )
    people.append(make.registration(now, make.organisation(), email="new@example.org"))
    found = repeats_of(now, people, events)
    assert (found.again, found.base, found.percent) == (2, 3, 67)
    assert len(found.events) == len(ParticipantRole)


def test_list_marks_who_comes_again_among_events_the_reader_sees(make, events, sign_in) -> None:
    first, _second, now = events
    make.registration(first, make.organisation(), email="ana@example.org")
    make.registration(now, make.organisation(), email="ana@example.org", family_name="Anić")
    stranger = sign_in(make.member(now))
    user = make.member(now)
    db.session.add(Membership(user_id=user.id, event_id=first.id, role=EventRole.ORGANISER))
    db.session.commit()
    url = f"/events/{now.slug}/participants/"
    assert "1 of 1" in sign_in(user).get(url).text
    assert "took part before" not in stranger.get(url).text


def test_constant_number_of_questions(make, events, sign_in) -> None:
    first, _second, now = events
    user = make.member(now)
    db.session.add(Membership(user_id=user.id, event_id=first.id, role=EventRole.ORGANISER))
    db.session.commit()
    browser = sign_in(user)
    url = f"/events/{now.slug}/participants/"

    def queries_for(number: int) -> int:
        make.registration(first, make.organisation(), email=f"q{number}@example.org")
        make.registration(now, make.organisation(), email=f"q{number}@example.org")
        with count_queries() as statements:
            assert browser.get(url).status_code == 200
        return len(statements)

    queries_for(0)
    assert queries_for(1) == queries_for(2)
