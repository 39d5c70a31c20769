"""Nominations: nobody is lost or invited twice, the reserve moves up by itself (LIFE-10)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from eventmgr.audit.models import AuditEntry
from eventmgr.database import Conflict, clock_at, db
from eventmgr.i18n.phones import phone_key
from eventmgr.invitations import actions as invitations
from eventmgr.invitations.models import InvitationState
from eventmgr.mail.models import Mail
from eventmgr.nominations import actions, links
from eventmgr.nominations.models import Gender, Nomination, NominationState
from eventmgr.nominations.rules import (
    Ended,
    HasRegistered,
    KnownAddress,
    KnownPhone,
    NominationsClosed,
)
from eventmgr.nominations.states import MOVES
from eventmgr.registration import actions as registrations
from eventmgr.registration.models import Registration, RegistrationState
from eventmgr.registration.rules import NoSeatLeft
from tests.nominations.conftest import nominee, register_nominee

S = NominationState


def test_life10_over_quota_goes_to_the_reserve_in_order(seats) -> None:
    event, invitation = seats
    rows = [
        actions.nominate(event, invitation, nominee(n), actor="institution") for n in range(1, 5)
    ]
    assert [row.state for row in rows] == [S.NOMINATED, S.NOMINATED, S.RESERVE, S.RESERVE]
    assert [row.reserve_place for row in rows] == [0, 0, 1, 2]
    assert invitation.state is InvitationState.ANSWERED


def test_registrations_and_nominations_share_the_seats(seats, make) -> None:
    event, invitation = seats
    make.registration(event, invitation.organisation, invitation_id=invitation.id)
    first = actions.nominate(event, invitation, nominee(1), actor="institution")
    second = actions.nominate(event, invitation, nominee(2), actor="institution")
    assert (first.state, second.state) == (S.NOMINATED, S.RESERVE)
    with pytest.raises(NoSeatLeft):
        registrations.register(
            event,
            {
                "organisation_id": invitation.organisation_id,
                "given_name": "Iva",
                "family_name": "Marić",
                "email": "iva@example.org",
            },
            actor="participant",
            invitation=invitation,
        )


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"email": "NOMINEE1@example.org"}, KnownAddress),
        ({"phone": "+382 (67) 000-001"}, KnownPhone),
        ({"phone": "067/000 001"}, KnownPhone),
    ],
)
def test_life10_no_person_is_nominated_twice(seats, values, error) -> None:
    event, invitation = seats
    actions.nominate(event, invitation, nominee(1), actor="institution")
    with pytest.raises(error):
        actions.nominate(event, invitation, nominee(2) | values, actor="institution")


def test_life10_who_is_registered_is_not_nominated(seats, make) -> None:
    event, invitation = seats
    make.registration(
        event,
        make.organisation(),
        email="ana@example.org",
        phone="+355 69 111 2222",
        phone_key=phone_key("+355 69 111 2222"),
    )
    with pytest.raises(KnownAddress):
        actions.nominate(
            event, invitation, nominee(1) | {"email": "ana@example.org"}, actor="institution"
        )
    with pytest.raises(KnownPhone):
        actions.nominate(
            event, invitation, nominee(1) | {"phone": "069 111 2222"}, actor="institution"
        )


def test_accepted_nominee_receives_a_hashed_link_in_the_own_language(seats) -> None:
    event, invitation = seats
    row = actions.nominate(event, invitation, nominee(1) | {"language": "sq"}, actor="institution")
    assert actions.accept(event, row, actor="test") is S.ACCEPTED
    db.session.commit()
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.to_email, mail.language) == ("nominee1@example.org", "sq")
    token = mail.body_text.split("/nomination/")[1].split()[0]
    assert links.find(token).id == row.id
    assert token not in str(row.token_hash)
    assert row.given_name not in mail.subject
    actions.send_link_again(event, row, actor="test")
    db.session.commit()
    assert links.find(token) is None
    newer = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    token = newer.body_text.split("/nomination/")[1].split()[0]
    with clock_at(datetime(2027, 9, 1, 22, 0, tzinfo=UTC)):
        assert links.find(token) is None
    actions.decline(event, row, "", actor="test")
    db.session.commit()
    assert links.find(token) is None


def test_reserve_accepted_ahead_moves_up_with_its_link(seats) -> None:
    event, invitation = seats
    first, _second, third, fourth = (
        actions.nominate(event, invitation, nominee(n), actor="institution") for n in range(1, 5)
    )
    assert actions.accept(event, first, actor="test") is S.ACCEPTED
    assert actions.accept(event, third, actor="test") is S.RESERVE
    actions.withdraw(event, first, actor="institution")
    db.session.commit()
    assert (first.state, third.state, fourth.state) == (S.WITHDRAWN, S.ACCEPTED, S.RESERVE)
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [(m.template, m.to_email) for m in mails] == [
        ("nomination_accepted", "nominee1@example.org"),
        ("nomination_ended", "nominee1@example.org"),
        ("nomination_accepted", "nominee3@example.org"),
    ]
    entries = set(db.session.scalars(select(AuditEntry.action)))
    assert {"nominate person", "accept nomination", "withdraw nomination"} < entries
    assert "move nomination up" in entries


def test_reserve_nobody_decided_on_moves_up_and_waits_for_the_organisers(seats) -> None:
    event, invitation = seats
    first, _second, third = (
        actions.nominate(event, invitation, nominee(n), actor="institution") for n in range(1, 4)
    )
    actions.decline(event, first, "Other profile", actor="test")
    assert third.state is S.NOMINATED
    assert first.reason == "Other profile"
    mails = db.session.scalars(select(Mail)).all()
    assert [(m.template, m.to_email) for m in mails] == [
        ("nomination_moved_up", "nominee3@example.org")
    ]


def test_organisers_reserve_does_not_come_back_by_itself(seats) -> None:
    event, invitation = seats
    first = actions.nominate(event, invitation, nominee(1), actor="institution")
    actions.put_in_reserve(event, first, actor="test")
    assert first.state is S.RESERVE
    assert actions.free_seats(invitation) == 2


def test_more_seats_move_the_reserve_up(seats) -> None:
    event, invitation = seats
    rows = [
        actions.nominate(event, invitation, nominee(n), actor="institution") for n in range(1, 5)
    ]
    db.session.commit()
    invitations.edit_invitation(invitation, {"seats": 3}, version=invitation.version, actor="test")
    assert [row.state for row in rows] == [S.NOMINATED, S.NOMINATED, S.NOMINATED, S.RESERVE]


def test_replacement_keeps_the_history_and_the_place(seats) -> None:
    event, invitation = seats
    first, _second, third = (
        actions.nominate(event, invitation, nominee(n), actor="institution") for n in range(1, 4)
    )
    actions.accept(event, first, actor="test")
    successor = actions.replace(event, first, nominee(9), actor="institution")
    assert (first.state, first.replaced_by_id) == (S.REPLACED, successor.id)
    assert (successor.state, third.state) == (S.NOMINATED, S.RESERVE)
    for_reserve = actions.replace(event, third, nominee(8), actor="institution")
    assert (for_reserve.state, for_reserve.reserve_place) == (S.RESERVE, 1)
    with pytest.raises(Ended):
        actions.replace(event, first, nominee(7), actor="institution")


def test_registered_nominee_counts_once_and_cancelling_moves_the_reserve_up(seats) -> None:
    event, invitation = seats
    first, _second, third = (
        actions.nominate(event, invitation, nominee(n), actor="institution") for n in range(1, 4)
    )
    for row in (first, third):
        actions.accept(event, row, actor="test")
    registration = register_nominee(event, first)
    assert first.registration_id == registration.id
    assert actions.free_seats(invitation) == 0
    with pytest.raises(HasRegistered):
        actions.put_in_reserve(event, first, actor="test")
    registrations.cancel_registration(event, registration, actor="participant")
    db.session.commit()
    assert (first.state, third.state) == (S.WITHDRAWN, S.ACCEPTED)
    assert actions.free_seats(invitation) == 0
    last = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert (last.template, last.to_email) == ("nomination_accepted", "nominee3@example.org")


def test_declined_registered_nominee_is_cancelled_and_told(seats) -> None:
    event, invitation = seats
    first = actions.nominate(event, invitation, nominee(1), actor="institution")
    actions.accept(event, first, actor="test")
    registration = register_nominee(event, first)
    actions.decline(event, first, "", actor="test")
    db.session.commit()
    assert registration.state is RegistrationState.CANCELLED
    last = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert last.template == "registration_cancelled"
    assert actions.free_seats(invitation) == 2


def test_nominee_registers_once(seats) -> None:
    event, invitation = seats
    first = actions.nominate(event, invitation, nominee(1), actor="institution")
    actions.accept(event, first, actor="test")
    register_nominee(event, first)
    from eventmgr.registration.rules import RegistrationClosed

    with pytest.raises(RegistrationClosed):
        register_nominee(event, first, email="other@example.org")
    assert len(db.session.scalars(select(Registration)).all()) == 1


def test_corrected_address_of_an_accepted_person_gets_a_new_link(seats) -> None:
    event, invitation = seats
    row = actions.nominate(event, invitation, nominee(1), actor="institution")
    actions.accept(event, row, actor="test")
    db.session.commit()
    before = row.token_hash
    version = row.version
    values = nominee(1) | {"email": "right@example.org"}
    actions.change_nomination(event, row, values, version=version, actor="institution")
    db.session.commit()
    assert row.token_hash != before
    last = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert last.to_email == "right@example.org"
    with pytest.raises(Conflict):
        actions.change_nomination(event, row, values, version=version, actor="institution")


@pytest.mark.parametrize("state", [InvitationState.DECLINED, InvitationState.WITHDRAWN])
def test_link_names_nobody_after_a_refusal_or_the_last_day(seats, state) -> None:
    event, invitation = seats
    with (
        clock_at(datetime(2027, 9, 1, 22, 0, tzinfo=UTC)),
        pytest.raises(NominationsClosed),
    ):
        actions.nominate(event, invitation, nominee(1), actor="institution", by_link=True)
    invitation.state = state
    with pytest.raises(NominationsClosed):
        actions.nominate(event, invitation, nominee(1), actor="institution", by_link=True)


def test_ended_nominations_never_come_back() -> None:
    assert MOVES[S.REPLACED] == MOVES[S.WITHDRAWN] == frozenset()
    assert set(MOVES) == set(S)


def test_life10_balance_of_a_delegation(seats) -> None:
    from eventmgr.directory.screen import screen_names
    from eventmgr.nominations.queries import overview

    event, invitation = seats
    genders = [Gender.WOMAN, Gender.MAN]
    rows = [
        actions.nominate(event, invitation, nominee(n) | {"gender": gender}, actor="institution")
        for n, gender in enumerate(genders, start=1)
    ]
    actions.accept(event, rows[0], actor="test")
    register_nominee(event, rows[0])
    db.session.commit()
    found = overview(event, screen_names("en"))
    (delegation,) = found.delegations
    assert (delegation.nominated.women, delegation.nominated.percent) == (1, 50)
    assert (delegation.confirmed.people, delegation.confirmed.percent) == (1, 100)
    assert db.session.scalars(select(Nomination)).all()
