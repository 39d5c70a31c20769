"""The waiting list and the limits of delegations: nobody twice, nobody lost, offers that end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from eventmgr.database import clock_at, db, now
from eventmgr.invitations.models import InvitationState
from eventmgr.mail.models import Mail
from eventmgr.nominations import actions as nominations
from eventmgr.nominations.models import NominationState
from eventmgr.registration import actions, links, place_rules, waiting
from eventmgr.registration.models import RegistrationState
from eventmgr.registration.rules import (
    AlreadyRegistered,
    ChangesClosed,
    DelegationFull,
    EventFull,
    NoSeatLeft,
    NotActive,
    OfferEnded,
)
from tests.nominations.conftest import nominee
from tests.registration.test_actions import values_for

S = RegistrationState


@pytest.fixture
def full(make):
    """An event with one place, which is taken; the person there, and the institution."""
    event = make.event(capacity=1, offer_hours=24)
    organisation = make.organisation(make.designation())
    there = make.registration(event, organisation)
    db.session.commit()
    return event, organisation, there


def _join(event, organisation, number: int):
    values = values_for(organisation, number)
    return actions.register(event, values, actor="participant", by_link=True, wait=True)


def _templates() -> list[tuple[str, str]]:
    rows = db.session.scalars(select(Mail).order_by(Mail.id))
    return [(row.template, row.to_email) for row in rows]


def test_freed_place_is_offered_to_who_waits_longest(full) -> None:
    event, organisation, there = full
    first, _ = _join(event, organisation, 1)
    second, _ = _join(event, organisation, 2)
    assert (first.state, second.state) == (S.WAITING, S.WAITING)
    actions.cancel_registration(event, there, actor="participant")
    db.session.commit()
    assert (first.state, second.state) == (S.OFFERED, S.WAITING)
    assert first.offer_until - now() <= timedelta(hours=24)
    assert ("registration_offered", "mira1@example.org") in _templates()
    # The offered place is taken: nobody slips in between.
    with pytest.raises(EventFull):
        actions.register(event, values_for(organisation, 3), actor="test")


def test_accepted_offer_is_confirmed_with_the_calendar_file(full) -> None:
    event, organisation, there = full
    first, _ = _join(event, organisation, 1)
    actions.cancel_registration(event, there, actor="participant")
    offer = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    token = offer.body_text.split("/registration/")[1].split()[0]
    assert links.find(token)[0].id == first.id
    waiting.accept_offer(event, first, token, actor="participant")
    waiting.accept_offer(event, first, token, actor="participant")
    db.session.commit()
    assert first.state is S.CONFIRMED
    assert links.find(token)[0].id == first.id
    last = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert last.template == "registration_confirmed"
    assert "METHOD:REQUEST" in last.attachments[0]["content"]


def test_offer_ends_by_itself_and_goes_to_the_next_once(full) -> None:
    event, organisation, there = full
    first, _ = _join(event, organisation, 1)
    second, _ = _join(event, organisation, 2)
    actions.cancel_registration(event, there, actor="participant")
    db.session.commit()
    later = now() + timedelta(hours=24, seconds=1)
    with clock_at(later):
        with pytest.raises(OfferEnded):
            waiting.accept_offer(event, first, "x", actor="participant")
        db.session.rollback()
        assert waiting.look_after_places() == 1
        assert waiting.look_after_places() == 0
    db.session.expire_all()
    assert (first.state, second.state) == (S.LAPSED, S.OFFERED)
    told = _templates()
    assert told.count(("registration_lapsed", "mira1@example.org")) == 1
    assert told.count(("registration_offered", "mira2@example.org")) == 1


def test_lapsed_person_may_wait_again_or_register_anew(full) -> None:
    event, organisation, there = full
    first, token = _join(event, organisation, 1)
    actions.cancel_registration(event, there, actor="participant")
    db.session.commit()
    with clock_at(now() + timedelta(hours=25)):
        waiting.look_after_places()
        # The place is free again, so the newest wish is answered with an offer at once.
        waiting.wait_again(event, first, token, actor="participant")
        db.session.commit()
        assert first.state is S.OFFERED
        with pytest.raises(AlreadyRegistered):
            _join(event, organisation, 1)


def test_leaving_the_list_takes_nothing_from_a_calendar(full) -> None:
    event, organisation, _there = full
    first, _ = _join(event, organisation, 1)
    actions.cancel_registration(event, first, actor="participant", by_link=True)
    db.session.commit()
    last = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert (last.template, last.attachments) == ("registration_waiting_left", [])


def test_list_switched_off_tells_that_it_is_full(full) -> None:
    event, organisation, _there = full
    event.waiting_list = False
    with pytest.raises(EventFull):
        _join(event, organisation, 1)


def test_waiting_person_is_confirmed_by_the_secretariat_only_into_a_place(full) -> None:
    event, organisation, _there = full
    first, _ = _join(event, organisation, 1)
    with pytest.raises(EventFull):
        actions.restore_registration(event, first, actor="test")
    event.capacity = 2
    db.session.flush()
    actions.restore_registration(event, first, actor="test")
    assert first.state is S.CONFIRMED


def test_more_places_are_offered_by_the_next_look(full) -> None:
    event, organisation, _there = full
    first, _ = _join(event, organisation, 1)
    event.capacity = 2
    db.session.commit()
    waiting.look_after_places()
    db.session.expire_all()
    assert first.state is S.OFFERED


def test_seat_goes_to_the_reserve_before_the_list(make) -> None:
    event = make.event()
    invitation = make.invitation(
        event, make.organisation(make.designation()), seats=1, state=InvitationState.OPENED
    )
    there, _ = actions.register(
        event,
        values_for(invitation.organisation, 1),
        actor="participant",
        invitation=invitation,
    )
    waits, _ = actions.register(
        event,
        values_for(invitation.organisation, 2),
        actor="participant",
        invitation=invitation,
        wait=True,
    )
    reserve = nominations.nominate(event, invitation, nominee(1), actor="institution")
    assert (waits.state, reserve.state) == (S.WAITING, NominationState.RESERVE)
    actions.cancel_registration(event, there, actor="participant")
    assert (waits.state, reserve.state) == (S.WAITING, NominationState.NOMINATED)
    nominations.withdraw(event, reserve, actor="institution")
    assert waits.state is S.OFFERED


def test_nobody_is_offered_a_place_after_the_last_day(full) -> None:
    event, organisation, there = full
    first, _ = _join(event, organisation, 1)
    with clock_at(datetime(2027, 9, 1, 22, 0, tzinfo=UTC)):
        actions.cancel_registration(event, there, actor="test")
    assert first.state is S.WAITING


# --- delegations ----------------------------------------------------------------------------------


def test_delegation_has_its_own_limit(make) -> None:
    event = make.event()
    montenegro = make.designation()
    one, other = make.organisation(montenegro), make.organisation(montenegro)
    abroad = make.organisation(make.designation("AL", en="Albania"))
    place_rules.change_rules(event, {}, {montenegro.id: 1}, version=event.version, actor="test")
    first, _ = actions.register(event, values_for(one, 1), actor="test")
    with pytest.raises(DelegationFull):
        actions.register(event, values_for(other, 2), actor="test")
    elsewhere, _ = actions.register(event, values_for(abroad, 3), actor="test")
    with pytest.raises(DelegationFull):
        actions.edit_registration(
            event,
            elsewhere,
            {"organisation_id": other.id, "designation_id": montenegro.id},
            version=elsewhere.version,
            actor="test",
        )
    waits, _ = _join(event, other, 2)
    actions.cancel_registration(event, first, actor="test")
    assert waits.state is S.OFFERED


def test_limit_taken_back_is_gone(make) -> None:
    event = make.event()
    montenegro = make.designation()
    place_rules.change_rules(event, {}, {montenegro.id: 1}, version=event.version, actor="test")
    db.session.commit()
    assert place_rules.capacities(event) == {montenegro.id: 1}
    place_rules.change_rules(event, {}, {montenegro.id: None}, version=event.version, actor="test")
    db.session.commit()
    assert place_rules.capacities(event) == {}


def test_seats_of_the_invitation_come_first(make) -> None:
    event = make.event(capacity=5)
    invitation = make.invitation(event, make.organisation(make.designation()), seats=1)
    for number, error in ((1, None), (2, NoSeatLeft)):
        values = values_for(invitation.organisation, number)
        if error is None:
            actions.register(event, values, actor="test", invitation=invitation)
        else:
            with pytest.raises(error):
                actions.register(event, values, actor="test", invitation=invitation)


# --- the lock date --------------------------------------------------------------------------------


def test_changes_by_link_end_with_the_lock_date_and_the_desk_goes_on(make) -> None:
    event = make.event(changes_until=datetime(2027, 8, 10, tzinfo=UTC).date())
    row = make.registration(event, make.organisation(make.designation()))
    with clock_at(datetime(2027, 8, 10, 22, 0, tzinfo=UTC)):
        for by_link in (True, False):
            if by_link:
                with pytest.raises(ChangesClosed):
                    actions.edit_registration(
                        event,
                        row,
                        {"phone": "1"},
                        version=row.version,
                        actor="participant",
                        by_link=True,
                    )
                with pytest.raises(ChangesClosed):
                    actions.cancel_registration(event, row, actor="participant", by_link=True)
            else:
                actions.cancel_registration(event, row, actor="test")
    assert row.state is S.CANCELLED
    with pytest.raises(NotActive):
        waiting.accept_offer(event, row, "x", actor="participant")
