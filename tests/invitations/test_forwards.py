"""Passing an invitation on, proposing a substitute, ending links one by one."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventmgr.accounts.models import EventRole
from eventmgr.database import clock_at, db
from eventmgr.invitations import actions, links
from eventmgr.invitations.models import InvitationForward, InvitationState
from eventmgr.mail.models import Mail, MailState


@pytest.fixture
def event(make):
    return make.event(contact_email="desk@example.org")


@pytest.fixture
def sent(make, event):
    invitation = make.invitation(
        event, make.organisation(), state=InvitationState.SENT, sent_at=datetime.now(UTC)
    )
    token = links.issue(invitation, event)
    db.session.commit()
    return invitation, f"/invitation/{token}"


def _forward(client, url: str, email: str = "Colleague@example.org") -> str:
    answer = client.post(f"{url}/forward", data={"email": email, "name": "Mira"})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    mail = db.session.scalars(
        select(Mail).where(Mail.template == "invitation_forwarded").order_by(Mail.id.desc())
    ).first()
    assert mail is not None
    found = re.search(r"/invitation/[\w-]+", mail.body_text)
    assert found is not None
    db.session.commit()
    return found[0]


def test_colleague_answers_by_a_link_of_their_own_and_the_first_goes_on(client, sent) -> None:
    invitation, url = sent
    theirs = _forward(client, url)
    assert theirs != url
    page = client.get(theirs).get_data(as_text=True)
    assert "Does a colleague answer?" not in page, "a colleague passes nothing on"
    assert "Register a participant" in page
    assert client.get(url).status_code == 200
    row = db.session.scalar(select(InvitationForward))
    assert row.opened_at is not None
    assert row.token_hash == links.hash_of(theirs.rpartition("/")[2])
    assert theirs.rpartition("/")[2] not in str(vars(row)), "only the hash is kept"
    assert client.post(f"{theirs}/forward", data={"email": "x@example.org"}).status_code == 410
    assert client.post(f"{theirs}/decline", data={}).status_code == 303
    db.session.expire_all()
    assert invitation.state is InvitationState.DECLINED


def test_newer_link_to_the_same_colleague_voids_the_older(client, sent) -> None:
    _invitation, url = sent
    older = _forward(client, url)
    newer = _forward(client, url, "colleague@EXAMPLE.org")
    assert client.get(older).status_code == 410
    assert client.get(newer).status_code == 200
    assert client.get(url).status_code == 200


def test_links_end_one_by_one(client, make, event, sent, sign_in) -> None:
    invitation, url = sent
    first, second = _forward(client, url), _forward(client, url, "other@example.org")
    organiser = sign_in(make.member(event, EventRole.ORGANISER))
    edit = f"/events/{event.slug}/invitations/{invitation.id}"
    page = organiser.get(edit).get_data(as_text=True)
    assert "colleague@example.org" in page
    one = links.forward_of(first.rpartition("/")[2])
    assert organiser.post(f"{edit}/forwards/{one.id}/revoke").status_code == 303
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200
    assert organiser.post(f"{edit}/revoke-link").status_code == 303
    assert client.get(url).status_code == 410
    assert client.get(second).status_code == 200, "each link ends by itself"
    db.session.expire_all()
    assert invitation.state is not InvitationState.WITHDRAWN
    mails = db.session.scalars(select(Mail).where(Mail.subject_id == one.id)).all()
    assert [mail.state for mail in mails] == [MailState.CANCELLED]
    viewer = sign_in(make.member(event, EventRole.VIEWER))
    assert viewer.post(f"{edit}/revoke-link").status_code == 403


def test_institution_takes_a_colleagues_link_back(client, sent) -> None:
    _invitation, url = sent
    theirs = _forward(client, url)
    number = db.session.scalar(select(InvitationForward.id))
    assert client.post(f"{theirs}/forward/{number}/take-back").status_code == 410
    assert client.post(f"{url}/forward/{number}/take-back").status_code == 303
    assert client.get(theirs).status_code == 410
    assert client.post(f"{url}/forward/999/take-back").status_code == 303


def test_withdrawal_ends_every_link_and_so_does_the_end_of_the_event(client, event, sent) -> None:
    invitation, url = sent
    theirs = _forward(client, url)
    with clock_at(datetime(2027, 9, 2, 12, tzinfo=UTC)):
        assert links.find(theirs.rpartition("/")[2]) is None
    actions.withdraw(invitation, actor="t")
    db.session.commit()
    assert client.get(theirs).status_code == 410
    assert client.get(url).status_code == 410


def test_invitation_is_not_passed_on_to_the_world(client, sent) -> None:
    _invitation, url = sent
    for number in range(actions.MOST_FORWARDS):
        _forward(client, url, f"c{number}@example.org")
    answer = client.post(
        f"{url}/forward", data={"email": "one-more@example.org"}, follow_redirects=True
    )
    assert "several colleagues already" in answer.get_data(as_text=True)
    assert len(db.session.scalars(select(InvitationForward)).all()) == actions.MOST_FORWARDS
    wrong = client.post(f"{url}/forward", data={"email": "nonsense"})
    assert wrong.status_code == 422
    assert "e-mail address in full" in wrong.get_data(as_text=True)


def test_declining_with_a_substitute_offers_it_to_the_organiser(
    client, make, event, sent, sign_in
) -> None:
    invitation, url = sent
    answer = client.post(
        f"{url}/decline",
        data={
            "reason": "Elections",
            "substitute_name": "Supreme Court",
            "substitute_email": "Court@example.org",
        },
    )
    assert answer.status_code == 303
    db.session.expire_all()
    assert invitation.substitute_email == "court@example.org"
    organiser = sign_in(make.member(event, EventRole.ORGANISER))
    listed = organiser.get(f"/events/{event.slug}/invitations").get_data(as_text=True)
    assert "Supreme Court" in listed
    entering = organiser.get(
        f"/events/{event.slug}/invitations/new-institution?instead_of={invitation.id}"
    ).get_data(as_text=True)
    assert 'value="Supreme Court"' in entering
    assert 'value="court@example.org"' in entering
    client.post(f"{url}/come-after-all")
    db.session.expire_all()
    assert invitation.substitute_name == ""
