"""The institution's page: open to whoever has the link, closed in the same way to all others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask_limiter.util import get_qualified_name

from eventmgr.accounts.access import Need
from eventmgr.database import clock_at, db
from eventmgr.extensions import limiter
from eventmgr.invitations import actions, answers, links
from eventmgr.invitations.answers import TakenSeat
from eventmgr.invitations.models import InvitationState


@pytest.fixture
def sent(make):
    event = make.event(contact_name="Ana Desk", contact_email="desk@example.org")
    organisation = make.organisation(make.designation())
    invitation = make.invitation(
        event, organisation, state=InvitationState.SENT, language="en", seats=2
    )
    token = links.issue(invitation, event)
    db.session.commit()
    return invitation, f"/invitation/{token}"


@pytest.fixture
def seats():
    taken: dict[int, list[TakenSeat]] = {}
    kept = list(answers._providers)
    answers.seats_taken(lambda ids: {number: taken.get(number, []) for number in ids})
    yield taken
    answers._providers[:] = kept


def _text(answer) -> str:
    return answer.get_data(as_text=True)


def test_landing_shows_seats_and_what_to_do_and_notes_the_opening(client, sent, seats) -> None:
    invitation, url = sent
    page = _text(client.get(url))
    assert invitation.organisation.names["en"] in page
    assert "2 seats are kept" in page
    assert f'href="{url}/register"' in page
    assert "We cannot come" in page
    assert "desk@example.org" in page
    db.session.expire_all()
    assert invitation.state is InvitationState.OPENED
    opened = invitation.opened_at
    client.get(url)
    db.session.expire_all()
    assert invitation.opened_at == opened


def test_landing_speaks_the_invitations_language_until_another_is_chosen(client, sent) -> None:
    invitation, url = sent
    invitation.language = "sq"
    db.session.commit()
    assert '<html lang="sq"' in _text(client.get(url))
    client.get("/language/en")
    assert '<html lang="en"' in _text(client.get(url))


def test_landing_lists_who_is_registered_and_closes_full_seats(client, sent, seats) -> None:
    invitation, url = sent
    seats[invitation.id] = [TakenSeat("Ilir Çela", "Prosecutor"), TakenSeat("Mira Lura")]
    page = _text(client.get(url))
    assert "Ilir Çela" in page
    assert "All seats of your institution are taken" in page
    assert f"{url}/register" not in page
    assert "We cannot come" not in page


def test_landing_declines_with_a_reason_and_takes_it_back(client, sent, seats) -> None:
    invitation, url = sent
    answer = client.post(f"{url}/decline", data={"reason": "Elections"})
    assert answer.status_code == 303
    db.session.expire_all()
    assert (invitation.state, invitation.decline_reason) == (InvitationState.DECLINED, "Elections")
    page = _text(client.get(url))
    assert "nobody from your institution can come" in page
    client.post(f"{url}/come-after-all")
    db.session.expire_all()
    assert invitation.state is InvitationState.OPENED


def test_landing_declines_not_while_somebody_is_registered(client, sent, seats) -> None:
    invitation, url = sent
    seats[invitation.id] = [TakenSeat("Ilir Çela")]
    client.post(f"{url}/decline", data={})
    db.session.expire_all()
    assert invitation.state is InvitationState.SENT


def test_landing_answers_every_useless_link_in_the_same_way(client, make, sent) -> None:
    invitation, url = sent
    wrong = client.get("/invitation/" + "x" * 43)
    with clock_at(datetime(2027, 9, 2, tzinfo=UTC)):
        expired = client.get(url)
    older = url
    links.issue(invitation, invitation.event)
    db.session.commit()
    replaced = client.get(older)
    token = links.issue(invitation, invitation.event)
    actions.withdraw(invitation, actor="test")
    db.session.commit()
    withdrawn = client.get(f"/invitation/{token}")
    answers_given = [wrong, expired, replaced, withdrawn]
    assert {answer.status_code for answer in answers_given} == {410}
    bodies = {_text(a).replace(a.request.path, "").split("<main")[1] for a in answers_given}
    assert len(bodies) == 1
    for act in ("/decline", "/come-after-all"):
        assert client.post(f"/invitation/{token}{act}").status_code == 410
    assert client.get(f"/invitation/{token}/letter.pdf").status_code == 410


def test_landing_gives_the_letter_as_a_file(client, sent) -> None:
    _invitation, url = sent
    answer = client.get(f"{url}/letter.pdf")
    assert answer.get_data().startswith(b"%PDF")
    assert "Institution" not in answer.headers["Content-Disposition"]


def test_every_page_of_a_link_is_limited(app) -> None:
    public = [name for name in app.view_functions if name.startswith("invitations.")]
    public = [name for name in public if app.view_functions[name].need is Need.PUBLIC]
    assert len(public) == 7
    for name in public:
        view = app.view_functions[name]
        found = limiter.limit_manager.decorated_limits(get_qualified_name(view))
        assert found, name
