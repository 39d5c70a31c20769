"""Who sits on the seats, as the pages of the invitations show it."""

from __future__ import annotations

import pytest

from eventmgr.database import db
from eventmgr.invitations import links
from eventmgr.invitations.answers import taken_seats
from eventmgr.invitations.models import InvitationState
from eventmgr.registration.models import ParticipantRole, RegistrationState


@pytest.fixture
def invitation(make):
    event = make.event()
    organisation = make.organisation(make.designation())
    return make.invitation(event, organisation, seats=3, state=InvitationState.ANSWERED)


def _come(make, invitation, name: str, **values) -> None:
    make.registration(
        invitation.event,
        invitation.organisation,
        invitation_id=invitation.id,
        family_name=name,
        **values,
    )


def test_seats_are_taken_by_those_who_come(app, make, invitation) -> None:
    _come(make, invitation, "Lura", position={"en": "Director"})
    _come(make, invitation, "Çela", state=RegistrationState.CANCELLED)
    _come(make, invitation, "Duka", role=ParticipantRole.INTERPRETER)
    with app.test_request_context():
        seats = taken_seats([invitation.id])[invitation.id]
    assert [(seat.name, seat.post) for seat in seats] == [("Ana Lura", "Director")]


def test_list_shows_taken_and_free_seats(make, invitation, sign_in) -> None:
    _come(make, invitation, "Lura")
    page = sign_in(make.member(invitation.event)).get(
        f"/events/{invitation.event.slug}/invitations"
    )
    assert "1/3" in page.get_data(as_text=True)
    assert "Ana Lura" in page.get_data(as_text=True)


def test_priv04_institutions_page_leaves_a_protected_person_unnamed(
    make, invitation, client
) -> None:
    _come(make, invitation, "Lura", protected=True)
    _come(make, invitation, "Duka")
    token = links.issue(invitation, invitation.event)
    db.session.commit()
    page = client.get(f"/invitation/{token}").get_data(as_text=True)
    assert "Lura" not in page
    assert "Representative" in page
    assert "Ana Duka" in page
