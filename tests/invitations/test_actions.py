"""Inviting, changing, removing, withdrawing; nothing is overwritten and nobody invited twice."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from sqlalchemy import func, select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import Conflict, db
from eventmgr.invitations import actions, answers, links
from eventmgr.invitations.answers import TakenSeat
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.invitations.states import MOVES, OUT, IllegalMove, move
from eventmgr.mail.actions import queue_mail
from eventmgr.mail.models import MailState


@pytest.fixture
def place(make):
    event = make.event()
    return event, make.organisation(make.designation())


@pytest.fixture
def seats():
    """Seats taken as a test says, instead of by registrations."""
    taken: dict[int, int] = {}
    kept = list(answers._providers)
    answers.seats_taken(
        lambda ids: {n: [TakenSeat(f"Person {i}") for i in range(taken.get(n, 0))] for n in ids}
    )
    yield taken
    answers._providers[:] = kept


def _values(**values):
    return {"seats": 2, "language": "en"} | values


def _actions() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_invite_takes_the_address_of_the_directory_and_leaves_a_record(place) -> None:
    event, organisation = place
    invitation, new = actions.invite(event, organisation, _values(), actor="test")
    db.session.commit()
    assert new
    assert invitation.email == organisation.email
    assert invitation.state is InvitationState.DRAFT
    assert _actions() == ["add invitation"]


def test_invite_the_same_institution_again_changes_its_invitation(place) -> None:
    event, organisation = place
    first, _new = actions.invite(event, organisation, _values(), actor="test")
    again, new = actions.invite(event, organisation, _values(seats=5), actor="test")
    db.session.commit()
    assert not new
    assert again.id == first.id
    assert again.seats == 5
    assert db.session.scalar(select(func.count()).select_from(Invitation)) == 1
    same, _new = actions.invite(event, organisation, _values(seats=5), actor="test")
    assert same.version == again.version
    assert _actions() == ["add invitation", "invite again"]


def test_invite_a_withdrawn_institution_again_begins_a_new_draft(place, make) -> None:
    event, organisation = place
    invitation = make.invitation(event, organisation, state=InvitationState.OPENED)
    links.issue(invitation, event)
    actions.withdraw(invitation, actor="test")
    actions.invite(event, organisation, _values(seats=3), actor="test")
    db.session.commit()
    assert invitation.state is InvitationState.DRAFT
    assert (invitation.sent_at, invitation.opened_at, invitation.token_hash) == (None, None, None)


def test_edit_of_an_older_version_is_refused_and_nothing_overwritten(place, make) -> None:
    event, organisation = place
    invitation = make.invitation(event, organisation, note="first")
    actions.edit_invitation(invitation, {"note": "second"}, version=1, actor="test")
    db.session.commit()
    with pytest.raises(Conflict):
        actions.edit_invitation(invitation, {"note": "mine"}, version=1, actor="test")
    db.session.rollback()
    assert invitation.note == "second"


def test_seats_cannot_fall_below_those_taken(place, make, seats) -> None:
    event, organisation = place
    invitation = make.invitation(event, organisation, seats=3)
    seats[invitation.id] = 2
    with pytest.raises(actions.SeatsTaken) as caught:
        actions.edit_invitation(invitation, {"seats": 1}, version=1, actor="test")
    assert caught.value.taken == 2
    db.session.rollback()
    actions.edit_invitation(invitation, {"seats": 2}, version=1, actor="test")


def test_removed_draft_comes_back_as_it_was(place, make) -> None:
    event, organisation = place
    invitation = make.invitation(event, organisation, note="kept", deadline=date(2027, 8, 1))
    actions.remove_draft(invitation, actor="test")
    db.session.commit()
    assert invitation.state is InvitationState.WITHDRAWN
    actions.restore_draft(invitation, actor="test")
    db.session.commit()
    assert (invitation.state, invitation.note) == (InvitationState.DRAFT, "kept")
    assert _actions() == ["remove invitation", "restore invitation"]


def test_remove_is_for_drafts_only(place, make) -> None:
    event, organisation = place
    invitation = make.invitation(event, organisation, state=InvitationState.SENT)
    with pytest.raises(IllegalMove):
        actions.remove_draft(invitation, actor="test")


def test_withdraw_ends_the_link_and_cancels_what_has_not_left(place, make) -> None:
    event, organisation = place
    invitation = make.invitation(event, organisation, state=InvitationState.SENT)
    token = links.issue(invitation, event)
    mail = queue_mail(
        template="invitation",
        to_email="a@example.org",
        subject="s",
        body_text="b",
        language="en",
        event_id=event.id,
        subject_type="Invitation",
        subject_id=invitation.id,
    )
    actions.withdraw(invitation, actor="test")
    db.session.commit()
    assert links.find(token) is None
    assert mail.state is MailState.CANCELLED
    with pytest.raises(IllegalMove):
        actions.withdraw(invitation, actor="test")


def test_open_is_noted_once(place, make) -> None:
    event, organisation = place
    invitation = make.invitation(event, organisation, state=InvitationState.SENT)
    assert actions.mark_opened(invitation)
    assert not actions.mark_opened(invitation)
    db.session.commit()
    assert invitation.state is InvitationState.OPENED
    assert _actions() == ["open invitation"]


def test_decline_needs_empty_seats_and_can_be_taken_back(place, make, seats) -> None:
    event, organisation = place
    invitation = make.invitation(event, organisation, state=InvitationState.OPENED)
    seats[invitation.id] = 1
    with pytest.raises(actions.SeatsTaken):
        actions.decline(invitation, "")
    db.session.rollback()
    seats.clear()
    actions.decline(invitation, "Elections on that day")
    db.session.commit()
    assert (invitation.state, invitation.decline_reason) == (
        InvitationState.DECLINED,
        "Elections on that day",
    )
    actions.take_back_decline(invitation)
    db.session.commit()
    assert (invitation.state, invitation.decline_reason) == (InvitationState.OPENED, "")


@pytest.mark.parametrize(
    ("before", "after"), list(itertools.product(InvitationState, InvitationState))
)
def test_states_move_only_as_the_table_says(before, after) -> None:
    invitation = Invitation(state=before)
    if after in MOVES[before]:
        move(invitation, after)
        assert invitation.state is after
    else:
        with pytest.raises(IllegalMove):
            move(invitation, after)
        assert invitation.state is before


def test_every_state_that_is_out_can_be_withdrawn() -> None:
    assert all(InvitationState.WITHDRAWN in MOVES[state] for state in OUT)
