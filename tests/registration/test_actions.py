"""Seats can never be overbooked, nothing is lost, mails go with the row that caused them."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from eventmgr.database import Conflict, clock_at, db
from eventmgr.events.models import Event
from eventmgr.invitations.models import Invitation, InvitationState
from eventmgr.mail.models import Mail
from eventmgr.registration import actions, links
from eventmgr.registration.models import ParticipantRole, Registration, RegistrationState
from eventmgr.registration.rules import (
    AlreadyRegistered,
    EventFull,
    NoSeatLeft,
    NotActive,
    RegistrationClosed,
)


@pytest.fixture
def party(make):
    """An event, an institution with two seats, and values of a first participant."""
    event = make.event()
    organisation = make.organisation(make.designation())
    invitation = make.invitation(event, organisation, state=InvitationState.OPENED)
    return event, invitation, values_for(organisation, 1)


def values_for(organisation, number: int) -> dict:
    return {
        "organisation_id": organisation.id,
        "designation_id": organisation.designation_id,
        "given_name": "Mira",
        "family_name": f"Đukić {number}",
        "position": {"en": "Director"},
        "email": f"Mira{number}@Example.org",
        "speaks": ["cnr"],
        "follows": ["cnr", "en"],
        "language": "cnr",
    }


def _register(event, invitation, values, **kwargs):
    return actions.register(event, values, actor="participant", invitation=invitation, **kwargs)


def test_register_queues_the_confirmation_in_the_persons_language(party) -> None:
    event, invitation, values = party
    registration, token = _register(event, invitation, values)
    db.session.commit()
    mail = db.session.scalar(select(Mail))
    assert (mail.to_email, mail.language) == ("mira1@example.org", "cnr")
    assert links.address(token) in mail.body_text
    assert [a["filename"].endswith(".ics") for a in mail.attachments] == [True]
    assert invitation.state is InvitationState.ANSWERED
    assert registration.token_hash not in {None, token}


def test_register_beyond_the_seats_is_refused(party) -> None:
    event, invitation, _values = party
    for number in (1, 2):
        _register(event, invitation, values_for(invitation.organisation, number))
    with pytest.raises(NoSeatLeft):
        _register(event, invitation, values_for(invitation.organisation, 3))


def test_invitation_withdrawn_meanwhile_takes_nobody_by_its_link(party) -> None:
    event, invitation, values = party
    invitation.state = InvitationState.WITHDRAWN
    with pytest.raises(RegistrationClosed):
        _register(event, invitation, values, by_link=True)


def test_cancelled_seat_is_free_again(party) -> None:
    event, invitation, _values = party
    first, _token = _register(event, invitation, values_for(invitation.organisation, 1))
    _register(event, invitation, values_for(invitation.organisation, 2))
    actions.cancel_registration(event, first, actor="participant")
    third, _token = _register(event, invitation, values_for(invitation.organisation, 3))
    assert third.state is RegistrationState.CONFIRMED
    with pytest.raises(NoSeatLeft):
        actions.restore_registration(event, first, actor="participant")


def test_event_capacity_counts_participants_only(make, party) -> None:
    event, invitation, _values = party
    event.capacity = 1
    organisation = invitation.organisation
    helper = values_for(organisation, 9) | {"role": ParticipantRole.INTERPRETER}
    actions.register(event, helper, actor="participant")
    _register(event, invitation, values_for(organisation, 1))
    with pytest.raises(EventFull):
        _register(event, invitation, values_for(organisation, 2))


def test_same_address_in_other_letter_case_is_refused(party) -> None:
    event, invitation, values = party
    _register(event, invitation, values)
    with pytest.raises(AlreadyRegistered):
        _register(event, invitation, values | {"email": "MIRA1@example.org"})


def test_same_address_after_a_cancellation_is_welcome(party) -> None:
    event, invitation, values = party
    first, _token = _register(event, invitation, values)
    actions.cancel_registration(event, first, actor="participant")
    again, _token = _register(event, invitation, values)
    assert again.id != first.id


@pytest.mark.parametrize(
    ("instant", "open_"),
    [
        (datetime(2027, 8, 20, 21, 59, 59, tzinfo=UTC), True),
        (datetime(2027, 8, 20, 22, 0, 0, tzinfo=UTC), False),
    ],
)
def test_registration_closes_at_midnight_of_the_venue(party, instant, open_) -> None:
    event, invitation, values = party
    event.registration_until = date(2027, 8, 20)
    with clock_at(instant):
        if open_:
            _register(event, invitation, values, by_link=True)
        else:
            with pytest.raises(RegistrationClosed):
                _register(event, invitation, values, by_link=True)


def test_cancel_raises_the_calendar_sequence_and_says_so_by_mail(party) -> None:
    event, invitation, values = party
    registration, _token = _register(event, invitation, values)
    before = registration.calendar_sequence
    actions.cancel_registration(event, registration, actor="participant")
    actions.cancel_registration(event, registration, actor="participant")
    db.session.commit()
    assert registration.calendar_sequence == before + 1
    mails = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [m.template for m in mails] == ["registration_confirmed", "registration_cancelled"]
    assert "METHOD:CANCEL" in mails[1].attachments[0]["content"]


def test_edit_with_an_old_version_is_a_conflict(party) -> None:
    event, invitation, values = party
    registration, _token = _register(event, invitation, values)
    db.session.commit()
    version = registration.version
    actions.edit_registration(
        event, registration, {"family_name": "Lura"}, version=version, actor="participant"
    )
    db.session.commit()
    with pytest.raises(Conflict):
        actions.edit_registration(
            event, registration, {"family_name": "Duka"}, version=version, actor="participant"
        )
    db.session.rollback()
    assert db.session.get_one(Registration, registration.id).family_name == "Lura"


def test_edit_of_a_cancelled_registration_is_refused(party) -> None:
    event, invitation, values = party
    registration, _token = _register(event, invitation, values)
    actions.cancel_registration(event, registration, actor="participant")
    with pytest.raises(NotActive):
        actions.edit_registration(
            event, registration, {}, version=registration.version, actor="participant"
        )


def test_newer_link_voids_the_older(party) -> None:
    event, invitation, values = party
    registration, old = _register(event, invitation, values)
    actions.send_again(event, registration, actor="participant")
    db.session.commit()
    assert links.find(old) is None


def test_link_lives_to_the_end_of_the_event(party) -> None:
    event, invitation, values = party
    registration, token = _register(event, invitation, values)
    db.session.commit()
    with clock_at(datetime(2027, 9, 1, 21, 59, tzinfo=UTC)):
        assert links.find(token)[0].id == registration.id
    with clock_at(datetime(2027, 9, 1, 22, 0, tzinfo=UTC)):
        assert links.find(token) is None


def test_loc45_search_finds_without_accents_and_across_scripts(party) -> None:
    from eventmgr.registration.queries import registrations

    event, invitation, values = party
    _register(event, invitation, values)
    db.session.commit()
    for words in ("Djukic", "đukić", "Ђукић", "mira1@example"):
        assert len(registrations(event, search=words)) == 1
    assert registrations(event, search="Lura") == []


def test_parallel_registrations_take_exactly_the_seats(app, make) -> None:
    event = make.event()
    organisation = make.organisation(make.designation())
    invitation = make.invitation(event, organisation, seats=5)
    event_id, invitation_id = event.id, invitation.id
    everybody = [values_for(organisation, number) for number in range(16)]
    db.session.commit()
    outcomes: list[str] = []
    start = threading.Barrier(8)

    def submit(mine: list[dict]) -> None:
        start.wait()
        for values in mine:
            with app.app_context():
                try:
                    actions.register(
                        db.session.get_one(Event, event_id),
                        values,
                        actor="participant",
                        invitation=db.session.get_one(Invitation, invitation_id),
                    )
                    db.session.commit()
                    outcomes.append("registered")
                except NoSeatLeft:
                    db.session.rollback()
                    outcomes.append("refused")

    threads = [threading.Thread(target=submit, args=(everybody[n::8],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 11 + ["registered"] * 5
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 5
