"""The list of participants with hands: found, sorted, saved as views, changed many at once."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.events.list_models import ListAct, SavedView
from eventmgr.events.lists import PAGE
from eventmgr.mail.models import Mail
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState
from tests.helpers import count_queries


@pytest.fixture
def event(make):
    """An event with people of two delegations and of an organisation of its own."""
    return make.event()


@pytest.fixture
def people(make, event):
    """Four people: two of Albania, one of Montenegro, one of an organisation."""
    albania = make.organisation(
        make.designation("AL", en="Albania", sq="Shqipëria"),
        names={"en": "Zone Police"},
        search_key="zone police",
    )
    montenegro = make.organisation(make.designation("ME"), names={"en": "Border Police"})
    regional = make.organisation(names={"en": "Regional Council"})

    def person(organisation, given, family, **values):
        return make.registration(
            event,
            organisation,
            given_name=given,
            family_name=family,
            search_key=f"{given} {family}".lower(),
            **values,
        )

    return {
        "mira": person(albania, "Mira", "Hoxha"),
        "dea": person(albania, "Dea", "Zeka", follows=["sq"]),
        "luka": person(montenegro, "Luka", "Perovic", role=ParticipantRole.SPEAKER),
        "eva": person(regional, "Eva", "Adams"),
    }


@pytest.fixture
def url(event):
    return f"/events/{event.slug}/participants/list/"


@pytest.fixture
def office(make, event, sign_in):
    return sign_in(make.member(event))


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return answer.get_data(as_text=True)


def names_on(page: str) -> list[str]:
    """The family names of the rows, in order."""
    body = page.split("<tbody>", 1)[1].split("</tbody>", 1)[0] if "<tbody>" in page else ""
    return re.findall(r'scope="row">[^/]*?\b(HOXHA|ZEKA|PEROVIC|ADAMS)\b', _without_links(body))


def _without_links(body: str) -> str:
    return re.sub(r"</?a\b[^>]*>", "", body).upper().replace('SCOPE="ROW"', 'scope="row"')


def test_list_is_sorted_by_name_and_by_delegation_and_from_the_end(office, people, url) -> None:
    assert names_on(text_of(office.get(url))) == ["ADAMS", "HOXHA", "PEROVIC", "ZEKA"]
    by_delegation = names_on(text_of(office.get(f"{url}?sort=delegation")))
    assert by_delegation == ["HOXHA", "ZEKA", "PEROVIC", "ADAMS"]
    assert names_on(text_of(office.get(f"{url}?down=1"))) == ["ZEKA", "PEROVIC", "HOXHA", "ADAMS"]
    by_house = names_on(text_of(office.get(f"{url}?sort=institution")))
    assert by_house == ["PEROVIC", "ADAMS", "HOXHA", "ZEKA"]


def test_filters_narrow_the_list_together(office, people, url) -> None:
    albania = people["mira"].designation_id
    assert names_on(text_of(office.get(f"{url}?delegation={albania}"))) == ["HOXHA", "ZEKA"]
    assert names_on(text_of(office.get(f"{url}?delegation={albania}&follows=sq"))) == ["ZEKA"]
    assert names_on(text_of(office.get(f"{url}?delegation=none"))) == ["ADAMS"]
    assert names_on(text_of(office.get(f"{url}?role=speaker"))) == ["PEROVIC"]
    assert "Nobody found" in text_of(office.get(f"{url}?role=speaker&delegation={albania}"))


def test_who_cancelled_is_left_out_unless_asked_for(office, people, url) -> None:
    people["dea"].state = RegistrationState.CANCELLED
    db.session.commit()
    assert "ZEKA" not in names_on(text_of(office.get(url)))
    assert names_on(text_of(office.get(f"{url}?state=cancelled"))) == ["ZEKA"]
    assert len(names_on(text_of(office.get(f"{url}?state=all")))) == 4


def test_priv06_words_searched_for_stand_in_no_address(office, people, url) -> None:
    answer = office.post(f"{url}search?role=participant", data={"q": "höxha"})
    assert answer.status_code == 303
    assert "oxha" not in answer.location.lower()
    page = text_of(office.get(answer.location))
    assert names_on(page) == ["HOXHA"]
    assert not re.search(r'(?:href|action)="[^"]*[hH][oö]xha', page)
    assert names_on(text_of(office.get(url))) == ["HOXHA"], "the words hold on the next page"
    office.get(f"{url}everybody")
    assert len(names_on(text_of(office.get(url)))) == 4


def test_loc45_institutions_are_found_and_addresses_by_the_office(office, people, url) -> None:
    office.post(f"{url}search", data={"q": "zone"})
    assert names_on(text_of(office.get(url))) == ["HOXHA", "ZEKA"]
    office.post(f"{url}search", data={"q": people["eva"].email.upper()})
    assert names_on(text_of(office.get(url))) == ["ADAMS"]


def test_priv04_protected_people_are_neither_named_nor_found(
    make, event, people, url, sign_in
) -> None:
    people["mira"].protected = True
    db.session.commit()
    reader = sign_in(make.member(event, EventRole.CO_ORGANISER))
    page = text_of(reader.get(f"{url}?c=position&c=email"))
    assert "Hoxha" not in page
    assert "Representative" in page
    assert "@example.org" not in page.split("<tbody>", 1)[1], "contacts are for the office"
    reader.post(f"{url}search", data={"q": "hoxha"})
    assert "Nobody found" in text_of(reader.get(url))


def test_columns_are_those_chosen(office, people, url) -> None:
    page = text_of(office.get(f"{url}?c=email&c=speaks"))
    head = page.split("<thead>", 1)[1].split("</thead>", 1)[0]
    assert re.findall(r'<th scope="col">([^<]+)</th>', head) == [
        "Name",
        "Speaks",
        "E-mail address",
    ]
    assert people["eva"].email in page


def test_views_are_saved_replaced_and_removed_for_one_person(
    make, event, people, office, url, sign_in
) -> None:
    office.post(f"{url}search", data={"q": "zone"})
    office.post(f"{url}views?sort=delegation&c=email", data={"name": "Zone"})
    view = db.session.scalars(select(SavedView)).one()
    assert view.settings["words"] == "zone"
    office.get(f"{url}everybody")
    opened = office.get(f"{url}views/{view.id}")
    assert "sort=delegation" in opened.location
    page = text_of(office.get(opened.location))
    assert names_on(page) == ["HOXHA", "ZEKA"]
    assert 'aria-current="true"' in page
    office.post(f"{url}views", data={"name": "Zone"})
    db.session.expire_all()
    assert db.session.scalar(select(func.count()).select_from(SavedView)) == 1
    other = sign_in(make.member(event))
    assert f"views/{view.id}" not in text_of(other.get(url))
    assert other.get(f"{url}views/{view.id}").status_code == 404
    assert other.post(f"{url}views/{view.id}/remove").status_code == 404
    assert office.post(f"{url}views/{view.id}/remove").status_code == 303
    assert db.session.scalar(select(func.count()).select_from(SavedView)) == 0


def test_view_without_a_name_is_not_saved(office, people, url) -> None:
    page = text_of(office.post(f"{url}views", data={"name": " "}, follow_redirects=True))
    assert "Please give the view a name" in page
    assert db.session.scalar(select(func.count()).select_from(SavedView)) == 0


def _roles(people) -> dict[str, ParticipantRole]:
    db.session.expire_all()
    return {name: person.role for name, person in people.items()}


def test_role_of_several_is_changed_after_a_look_and_taken_back(office, people, url) -> None:
    chosen = {
        "act": "role",
        "role": "observer",
        "id": [str(people["mira"].id), str(people["luka"].id)],
    }
    page = text_of(office.post(f"{url}check", data=chosen))
    assert "2 people are concerned" in page
    assert _roles(people)["mira"] is ParticipantRole.PARTICIPANT, "nothing is done yet"
    assert office.post(f"{url}do", data=chosen).status_code == 303
    roles = _roles(people)
    assert roles["mira"] is roles["luka"] is ParticipantRole.OBSERVER
    assert roles["eva"] is ParticipantRole.PARTICIPANT
    act = db.session.scalars(select(ListAct)).one()
    # Somebody changes one of them by hand: that stays.
    people["luka"].role = ParticipantRole.ORGANISER
    db.session.commit()
    page = text_of(office.post(f"{url}acts/{act.id}/undo", follow_redirects=True))
    assert "Taken back for 1 person" in page
    assert "Perovic" in page
    roles = _roles(people)
    assert roles["mira"] is ParticipantRole.PARTICIPANT
    assert roles["luka"] is ParticipantRole.ORGANISER
    again = text_of(office.post(f"{url}acts/{act.id}/undo", follow_redirects=True))
    assert "Taken back" not in again


def test_cancelled_together_and_confirmed_again(office, people, url) -> None:
    chosen = {"act": "cancel", "id": [str(people["mira"].id), str(people["dea"].id)]}
    office.post(f"{url}do", data=chosen)
    db.session.expire_all()
    assert people["mira"].state is people["dea"].state is RegistrationState.CANCELLED
    act = db.session.scalars(select(ListAct)).one()
    office.post(f"{url}acts/{act.id}/undo")
    db.session.expire_all()
    assert people["mira"].state is people["dea"].state is RegistrationState.CONFIRMED


def test_who_cannot_be_confirmed_stays_and_is_named(make, office, event, people, url) -> None:
    for name in ("mira", "dea"):
        people[name].state = RegistrationState.CANCELLED
    event.capacity = 3
    db.session.commit()
    chosen = {"act": "confirm", "id": [str(people[name].id) for name in ("mira", "dea")]}
    page = text_of(office.post(f"{url}do", data=chosen, follow_redirects=True))
    assert "Done for 1 person" in page
    assert "All places at this event are taken" in page
    db.session.expire_all()
    states = {people["mira"].state, people["dea"].state}
    assert states == {RegistrationState.CONFIRMED, RegistrationState.CANCELLED}


def test_confirmations_are_sent_again_and_cannot_be_taken_back(office, people, url) -> None:
    people["dea"].email = ""
    db.session.commit()
    chosen = {"act": "send", "id": [str(person.id) for person in people.values()]}
    page = text_of(office.post(f"{url}check", data=chosen))
    assert "3 people are concerned" in page
    assert "has no e-mail address" in page
    office.post(f"{url}do", data=chosen)
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 3
    assert db.session.scalar(select(func.count()).select_from(ListAct)) == 0


def test_everybody_found_is_chosen_at_once(office, people, url) -> None:
    chosen = {"act": "role", "role": "observer", "all": "1"}
    page = text_of(office.post(f"{url}check?delegation=none", data=chosen))
    assert "1 person is concerned" in page


def test_nobody_ticked_and_nonsense_are_answered_plainly(office, people, url) -> None:
    page = text_of(office.post(f"{url}check", data={"act": "cancel"}, follow_redirects=True))
    assert "Please tick at least one person" in page
    assert office.post(f"{url}check", data={"act": "delete", "id": "1"}).status_code == 404
    wrong = {"act": "role", "role": "king", "id": str(people["eva"].id)}
    assert office.post(f"{url}check", data=wrong).status_code == 404


def test_people_of_another_event_are_out_of_reach(make, office, people, url) -> None:
    elsewhere = make.registration(make.event(), make.organisation(), family_name="Elsewhere")
    chosen = {"act": "cancel", "id": str(elsewhere.id)}
    office.post(f"{url}do", data=chosen)
    db.session.expire_all()
    assert elsewhere.state is RegistrationState.CONFIRMED


def test_readers_see_no_hands(make, event, people, url, sign_in) -> None:
    reader = sign_in(make.member(event, EventRole.CO_ORGANISER))
    assert 'name="act"' not in text_of(reader.get(url))
    chosen = {"act": "cancel", "id": str(people["mira"].id)}
    assert reader.post(f"{url}do", data=chosen).status_code == 403


def test_long_list_stands_on_pages_with_constant_queries(make, office, event, people, url) -> None:
    with count_queries() as few:
        office.get(url)
    organisation = make.organisation(make.designation("MK", en="North Macedonia"))
    for number in range(PAGE):
        make.registration(event, organisation, family_name=f"Adams {number:03d}")
    with count_queries() as many:
        page = text_of(office.get(url))
    assert len(many) == len(few)
    assert f"{PAGE + 4} people" in page
    second = text_of(office.get(f"{url}?page=2"))
    assert names_on(second)[-1] == "ZEKA"
    beyond = text_of(office.get(f"{url}?page=99"))
    assert names_on(beyond) == names_on(second)


def test_empty_list_says_where_people_come_from(office, url) -> None:
    assert "Nobody has registered yet" in text_of(office.get(url))
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 0


def test_very_many_people_are_left_to_the_list(
    make, office, event, people, url, monkeypatch
) -> None:
    participants = url.removesuffix("list/")
    with count_queries() as few:
        page = text_of(office.get(participants))
    assert "HOXHA" in page
    monkeypatch.setattr("eventmgr.registration.desk.MOST_IN_ORDER", 3)
    with count_queries() as large:
        page = text_of(office.get(participants))
    assert "HOXHA" not in page
    assert f"{url}?sort=delegation" in page
    assert len(large) <= len(few)
