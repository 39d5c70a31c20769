"""The personal link: found while it lives, the same silence in every other case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from eventmgr.database import clock_at, db
from eventmgr.invitations import links
from eventmgr.invitations.models import InvitationState


def _sent(make, **values):
    event = make.event(start=date(2027, 8, 31), end=date(2027, 9, 1))
    invitation = make.invitation(event, make.organisation(make.designation()), **values)
    token = links.issue(invitation, event)
    db.session.commit()
    return event, invitation, token


def test_link_finds_its_invitation_with_event_and_institution(app, make) -> None:
    event, invitation, token = _sent(make)
    found = links.find(token)
    assert found is not None
    assert (found.id, found.event.id, found.organisation_id) == (
        invitation.id,
        event.id,
        invitation.organisation_id,
    )


def test_link_is_kept_as_a_hash_only(app, make) -> None:
    _event, invitation, token = _sent(make)
    assert token not in (invitation.token_hash or "")
    assert invitation.token_hash == links.hash_of(token)


def test_link_of_another_token_finds_nothing(app, make) -> None:
    _event, _invitation, token = _sent(make)
    assert links.find(token + "x") is None
    assert links.find("") is None


def test_newer_link_voids_the_older(app, make) -> None:
    event, invitation, older = _sent(make)
    newer = links.issue(invitation, event)
    db.session.commit()
    assert links.find(older) is None
    assert links.find(newer) is not None


def test_link_lives_to_the_end_of_the_last_day_at_the_venue(app, make) -> None:
    _event, _invitation, token = _sent(make)
    # Midnight in Podgorica on 2 September is 22:00 UTC on the day before.
    end = datetime(2027, 9, 1, 22, tzinfo=UTC)
    with clock_at(end - timedelta(seconds=1)):
        assert links.find(token) is not None
    with clock_at(end):
        assert links.find(token) is None


def test_link_lives_longer_where_the_event_was_moved_to_a_later_date(app, make) -> None:
    event, _invitation, token = _sent(make)
    event.end = date(2027, 9, 10)
    db.session.commit()
    with clock_at(datetime(2027, 9, 5, tzinfo=UTC)):
        assert links.find(token) is not None


def test_link_of_a_withdrawn_invitation_finds_nothing(app, make) -> None:
    _event, invitation, token = _sent(make)
    invitation.state = InvitationState.WITHDRAWN
    db.session.commit()
    assert links.find(token) is None


def test_voided_link_finds_nothing(app, make) -> None:
    _event, invitation, token = _sent(make)
    links.void(invitation)
    db.session.commit()
    assert links.find(token) is None
