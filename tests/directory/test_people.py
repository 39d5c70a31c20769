"""People found where they were entered, and only by those who may see them there."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest

from eventmgr.accounts.models import EventRole, Membership
from eventmgr.agenda.models import AgendaItem, AgendaPerson, ItemKind, SessionRole
from eventmgr.database import db
from eventmgr.directory.contacts import add_contact
from eventmgr.i18n.names import fold
from tests.helpers import count_queries


def _person(make, event, organisation, given: str, family: str, **values: Any) -> Any:
    return make.registration(
        event,
        organisation,
        given_name=given,
        family_name=family,
        search_key=fold(f"{given} {family}"),
        **values,
    )


def _speaker(event, organisation, given: str, family: str) -> AgendaPerson:
    item = AgendaItem(
        event_id=event.id,
        day=date(2027, 8, 31),
        starts=time(9),
        ends=time(10),
        kind=ItemKind.SESSION,
        title={"en": "Borders and data"},
    )
    person = AgendaPerson(
        role=SessionRole.MODERATOR,
        position=1,
        given_name=given,
        family_name=family,
        organisation_id=organisation.id,
    )
    item.people.append(person)
    db.session.add(item)
    db.session.commit()
    return person


def _join(make, user, event) -> None:
    db.session.add(Membership(user_id=user.id, event_id=event.id, role=EventRole.ORGANISER))
    db.session.commit()


def _search(browser, words: str) -> str:
    return str(browser.post("/directory/people", data={"q": words}).get_data(as_text=True))


def test_person_is_found_once_over_events_agendas_and_contacts(app, make, sign_in) -> None:
    one, two = make.event(title={"en": "First"}), make.event(title={"en": "Second"})
    office = make.organisation(names={"en": "Police Directorate"})
    user = make.member(one, EventRole.SECRETARIAT)
    _join(make, user, two)
    person = _person(make, one, office, "Đorđe", "Šahović", email="d@example.org", phone="+382 1")
    _person(make, two, office, "Djordje", "Sahovic", email="d@example.org")
    _speaker(two, office, "Đorđe", "Šahović")
    add_contact(office, {"given_name": "Đorđe", "family_name": "Šahović"}, actor="test")
    db.session.commit()
    browser = sign_in(user)
    for words in ("sahovic", "Шаховић", "djordje šah", "d@example.org"):
        page = _search(browser, words)
        assert "1 person" in page, words
        assert "Police Directorate" in page
    page = browser.get(f"/directory/people/registration/{person.id}").get_data(as_text=True)
    for words in ("First", "Second", "Moderator", "+382 1", "d@example.org", "Borders and data"):
        assert words in page, words
    assert "Djordje Sahovic" in page


def test_priv06_no_name_stands_in_an_address(app, make, sign_in) -> None:
    event = make.event()
    _person(make, event, make.organisation(), "Mira", "Lura")
    page = _search(sign_in(make.member(event)), "lura")
    links = re.findall(r'(?:href|action)="([^"]*)"', page)
    assert any("/directory/people/registration/" in link for link in links)
    assert not any("lura" in link.lower() for link in links)


def test_people_of_other_events_are_not_found(app, make, sign_in) -> None:
    mine, other = make.event(), make.event()
    person = _person(make, other, make.organisation(), "Mira", "Lura")
    browser = sign_in(make.member(mine))
    assert "Nobody is called so" in _search(browser, "lura")
    assert browser.get(f"/directory/people/registration/{person.id}").status_code == 404
    admin = sign_in(make.user("administrator"))
    assert "1 person" in _search(admin, "lura")


def _co_organiser(make, sign_in, event) -> Any:
    """Somebody who may use the directory elsewhere and only see people here."""
    user = make.member(event, EventRole.CO_ORGANISER)
    _join(make, user, make.event())
    return sign_in(user)


def test_priv04_protected_people_are_found_by_those_who_manage_only(app, make, sign_in) -> None:
    event = make.event()
    office = make.organisation()
    hidden = _person(make, event, office, "Mira", "Lura", protected=True)
    seen = _person(make, event, office, "Mirjeta", "Lura", email="m@example.org", phone="+355 4")
    browser = _co_organiser(make, sign_in, event)
    page = _search(browser, "lura")
    assert "1 person" in page
    assert browser.get(f"/directory/people/registration/{hidden.id}").status_code == 404
    page = browser.get(f"/directory/people/registration/{seen.id}").get_data(as_text=True)
    assert "m@example.org" not in page
    assert "+355 4" not in page
    assert "Nobody is called so" in _search(browser, "m@example.org")
    page = _search(sign_in(make.member(event)), "lura")
    assert "2 people" in page


def test_two_people_of_one_name_in_different_institutions_stay_two(app, make, sign_in) -> None:
    event = make.event()
    _person(make, event, make.organisation(), "Mira", "Lura", email="a@example.org")
    _person(make, event, make.organisation(), "Mira", "Lura", email="b@example.org")
    assert "2 people" in _search(sign_in(make.member(event)), "mira lura")


@pytest.mark.parametrize("words", ["", "x", "%", "__"])
def test_search_without_a_word_lists_nobody(app, make, sign_in, words: str) -> None:
    event = make.event()
    _person(make, event, make.organisation(), "Mira", "Lura")
    assert "<table" not in _search(sign_in(make.member(event)), words)


def test_viewers_of_an_event_have_no_directory_of_people(app, make, sign_in) -> None:
    browser = sign_in(make.member(make.event(), EventRole.VIEWER))
    assert browser.get("/directory/people").status_code == 403


def test_search_takes_the_same_number_of_queries_for_one_and_three(app, make, sign_in) -> None:
    event = make.event()
    browser = sign_in(make.member(event))
    counts = []
    for more in (1, 2):
        for number in range(more):
            _person(make, event, make.organisation(), f"Mira {more}{number}", "Lura")
        with count_queries() as statements:
            _search(browser, "lura")
        counts.append(len(statements))
    assert counts[0] == counts[1]
