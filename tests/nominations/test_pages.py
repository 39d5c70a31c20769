"""The institution names people by its link; the organisers decide; the nominee registers."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.database import db
from eventmgr.invitations.links import issue
from eventmgr.mail.models import Mail
from eventmgr.nominations import actions
from eventmgr.nominations.models import Nomination, NominationState
from eventmgr.registration.models import Registration, RegistrationState
from tests.helpers import count_queries
from tests.nominations.conftest import nominee

S = NominationState


def _text(answer) -> str:
    return answer.get_data(as_text=True)


def _form(number: int, **values: str) -> dict[str, str]:
    return {
        "given_name": "Vesna",
        "family_name": f"Bošković {number}",
        "gender": "woman",
        "position": "Adviser",
        "email": f"nominee{number}@example.org",
        "phone": f"+382 67 000 {number:03}",
        "language": "sq",
        "note": "",
    } | values


@pytest.fixture
def link(seats) -> str:
    event, invitation = seats
    token = issue(invitation, event)
    db.session.commit()
    return f"/invitation/{token}"


def test_focal_point_names_sees_and_replaces(client, seats, link) -> None:
    page = _text(client.get(link))
    assert f'href="{link}/nominations"' in page
    seats[1].alternates = 2
    db.session.commit()
    assert "2 more people in reserve" in _text(client.get(f"{link}/nominations"))
    assert "Nobody is nominated yet" in _text(client.get(f"{link}/nominations"))
    for number in range(1, 4):
        answer = client.post(f"{link}/nominations/new", data=_form(number))
        assert answer.status_code == 303
    page = _text(client.get(f"{link}/nominations"))
    assert "place 1 in the reserve" in page
    assert "Women: 2 of 2 (100 %)" in page
    first = db.session.scalars(select(Nomination).order_by(Nomination.id)).first()
    answer = client.post(f"{link}/nominations/{first.id}/replace", data=_form(9, gender="man"))
    assert answer.status_code == 303
    page = _text(client.get(f"{link}/nominations"))
    assert "In this place now: Vesna Bošković 9" in page
    assert "Women: 1 of 2 (50 %)" in page
    assert "Bošković 2" in _text(client.get(link))


def test_focal_point_is_told_of_a_person_known_already(client, link) -> None:
    client.post(f"{link}/nominations/new", data=_form(1))
    answer = client.post(f"{link}/nominations/new", data=_form(2, email="Nominee1@example.org"))
    assert answer.status_code == 422
    assert "Somebody with this e-mail address is nominated or registered" in _text(answer)
    assert 'value="Bošković 2"' in _text(answer)
    answer = client.post(f"{link}/nominations/new", data=_form(2, phone="067 000001"))
    assert "Somebody with this telephone number is nominated or registered" in _text(answer)
    assert len(db.session.scalars(select(Nomination)).all()) == 1


def test_focal_point_corrects_and_takes_back(client, seats, link) -> None:
    client.post(f"{link}/nominations/new", data=_form(1))
    row = db.session.scalars(select(Nomination)).one()
    url = f"{link}/nominations/{row.id}"
    answer = client.post(f"{url}/change", data=_form(1, family_name="Marić", version="1"))
    assert answer.status_code == 303
    answer = client.post(f"{url}/change", data=_form(1, family_name="Perić", version="1"))
    assert answer.status_code == 409
    db.session.expire_all()
    assert row.family_name == "Marić"
    assert client.post(f"{url}/withdraw").status_code == 303
    db.session.expire_all()
    assert row.state is S.WITHDRAWN
    assert client.get(f"{url}/replace").status_code == 303


def test_link_of_one_institution_reaches_no_nominee_of_another(client, make, seats, link) -> None:
    event, _invitation = seats
    other = make.invitation(event, make.organisation(), state="opened")
    row = actions.nominate(event, other, nominee(5), actor="institution")
    db.session.commit()
    for act in ("change", "replace"):
        assert client.get(f"{link}/nominations/{row.id}/{act}").status_code == 410
    assert client.post(f"{link}/nominations/{row.id}/withdraw").status_code == 410
    assert client.get("/invitation/wrong/nominations").status_code == 410


def test_organiser_accepts_several_and_decides_on_each(make, seats, sign_in) -> None:
    event, invitation = seats
    rows = [
        actions.nominate(event, invitation, nominee(n), actor="institution") for n in range(1, 5)
    ]
    db.session.commit()
    url = f"/events/{event.slug}/nominations"
    organiser = sign_in(make.member(event, EventRole.ORGANISER))
    page = _text(organiser.get(url))
    assert page.count('name="nomination"') == 4
    answer = organiser.post(
        f"{url}/accept", data={"nomination": [str(rows[0].id), str(rows[2].id), "x"]}
    )
    assert answer.status_code == 303
    db.session.expire_all()
    assert [row.state for row in rows] == [S.ACCEPTED, S.NOMINATED, S.RESERVE, S.RESERVE]
    assert rows[2].approved_at is not None
    one = f"{url}/{rows[1].id}"
    assert "Decline the nomination" in _text(organiser.get(one))
    organiser.post(f"{one}/decline", data={"reason": "Another profile"})
    db.session.expire_all()
    assert [row.state for row in rows] == [S.ACCEPTED, S.DECLINED, S.ACCEPTED, S.RESERVE]
    organiser.post(f"{url}/{rows[0].id}/reserve")
    organiser.post(f"{url}/{rows[2].id}/send")
    db.session.expire_all()
    assert rows[0].state is S.RESERVE
    assert rows[3].state is S.NOMINATED
    assert organiser.post(f"{url}/999/accept").status_code == 404


def test_list_asks_the_database_as_often_for_one_as_for_three(make, seats, sign_in) -> None:
    event, invitation = seats
    organiser = sign_in(make.member(event, EventRole.SECRETARIAT))
    url = f"/events/{event.slug}/nominations"

    def queries() -> int:
        with count_queries() as statements:
            assert organiser.get(url).status_code == 200
        return len(statements)

    actions.nominate(event, invitation, nominee(1), actor="institution")
    db.session.commit()
    organiser.get(url)
    once = queries()
    other = make.invitation(event, make.organisation(make.designation("AL", en="Albania")))
    for number in (2, 3):
        actions.nominate(event, other, nominee(number), actor="institution")
    db.session.commit()
    assert queries() == once


def test_nominee_registers_in_the_own_language_with_what_is_known(client, seats) -> None:
    event, invitation = seats
    row = actions.nominate(event, invitation, nominee(1) | {"language": "sq"}, actor="institution")
    actions.accept(event, row, actor="test")
    db.session.commit()
    link = re.search(r"/nomination/\S+", db.session.scalars(select(Mail)).one().body_text)[0]
    page = client.get(link)
    assert '<html lang="sq"' in _text(page)
    for value in ("Vesna", "Bošković 1", "nominee1@example.org", "+382 67 000 001"):
        assert f'value="{value}"' in _text(page)
    data = {
        "honorific": "ms",
        "given_name": "Vesna",
        "family_name": "Bošković 1",
        "position": "Këshilltare",
        "email": "nominee1@example.org",
        "speaks": "sq",
        "follows": ["sq", "en"],
        "list_sharing": "participants",
        "photo_consent": "no",
        "consent": "y",
    }
    assert client.post(link, data=data).status_code == 200
    answer = client.post(link, data=data | {"send": "1"})
    assert answer.status_code == 303
    registration = db.session.scalars(select(Registration)).one()
    assert registration.state is RegistrationState.CONFIRMED
    assert (registration.language, registration.invitation_id) == ("sq", invitation.id)
    db.session.expire_all()
    assert row.registration_id == registration.id
    client.get("/language/en")
    assert "You are registered already" in _text(client.get(link))
    assert client.post(f"{link}/send-link").status_code == 303


def test_nominee_who_cannot_come_makes_room(client, seats) -> None:
    event, invitation = seats
    rows = [
        actions.nominate(event, invitation, nominee(n), actor="institution") for n in range(1, 4)
    ]
    actions.accept(event, rows[0], actor="test")
    db.session.commit()
    link = re.search(r"/nomination/\S+", db.session.scalars(select(Mail)).one().body_text)[0]
    assert "You cannot come?" in _text(client.get(f"{link}/cannot-come"))
    assert "Thank you" in _text(client.post(f"{link}/cannot-come"))
    db.session.expire_all()
    assert (rows[0].state, rows[2].state) == (S.WITHDRAWN, S.NOMINATED)
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("role", [EventRole.CO_ORGANISER, EventRole.SECRETARIAT])
def test_only_who_manages_people_learns_who_a_protected_person_is(
    make, seats, sign_in, role: EventRole
) -> None:
    event, invitation = seats
    row = actions.nominate(event, invitation, nominee(1), actor="institution")
    hidden = make.registration(event, invitation.organisation, protected=True)
    row.family_name, row.registration_id = "Skrivena", hidden.id
    db.session.commit()
    page = _text(sign_in(make.member(event, role)).get(f"/events/{event.slug}/nominations"))
    assert ("Representative" in page) == (role is EventRole.CO_ORGANISER)
    assert ("skrivena" in page.lower()) == (role is EventRole.SECRETARIAT)
